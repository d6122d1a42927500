import { describe, expect, test } from 'vitest'
import {
  type WorklistAccount,
  type WorklistOptions,
  worklist,
  worklistByOwner,
} from '../../src/collections/worklist.js'
import { ledgerFrom, type Row, type Tables } from '../ledger/ledger-folder.js'
import { iso } from '../ledger/ledger-reading.js'

async function worklistOf(tables: Tables, day: string, options: WorklistOptions = {}): Promise<WorklistAccount[]> {
  return worklist((await ledgerFrom(tables)).data, iso(day), options)
}

const invoice = (id: string, customer: string, due: string, amount: string, more: Row = {}): Row => ({
  invoice_id: id,
  customer_id: customer,
  invoice_date: '2024-01-01',
  due_date: due,
  amount,
  ...more,
})

/** The last day is 1 April; due on 1 March is 31 days past due then, due on 2 March is 30. */
const company = {
  customers: [
    { customer_id: 'C1', name: 'Abel Ltd', division: 'Retail', salesperson: 'Ana' },
    { customer_id: 'C2', name: '', division: 'Retail', salesperson: 'Ben' },
    { customer_id: 'C3', name: 'Cora AG', division: '', salesperson: '' },
  ],
  invoices: [
    invoice('I1', 'C1', '2024-03-01', '100.00'),
    invoice('I2', 'C1', '2024-02-10', '50.00', { disputed: 'yes' }),
    invoice('I3', 'C1', '2024-03-02', '70.00'),
    invoice('I4', 'C1', '2024-06-30', '5.00'),
    invoice('I5', 'C1', '2024-02-01', '-20.00'),
    invoice('I6', 'C2', '2024-01-31', '300.00', { salesperson: 'Ana', division: 'Services' }),
    invoice('I7', 'C2', '2024-02-29', '160.00'),
    invoice('I8', 'C3', '2024-01-15', '10.00'),
    invoice('I9', 'C3', '2024-01-15', '10.00'),
  ],
  payments: [
    { payment_id: 'P1', customer_id: 'C2', payment_date: '2024-02-20', amount: '40.00' },
    { payment_id: 'P2', customer_id: 'C3', payment_date: '2024-02-20', amount: '10.00' },
    { payment_id: 'P3', customer_id: 'C1', payment_date: '2024-04-02', amount: '100.00' },
  ],
  applications: [
    { payment_id: 'P1', invoice_id: 'I7', amount: '40.00' },
    { payment_id: 'P2', invoice_id: 'I8', amount: '10.00' },
    { payment_id: 'P3', invoice_id: 'I1', amount: '100.00' },
  ],
  disputes: [
    { dispute_id: 'D1', invoice_id: 'I7', opened_on: '2024-03-10', amount: '5.00', resolved_on: '2024-03-20' },
    { dispute_id: 'D2', invoice_id: 'I9', opened_on: '2024-03-10', amount: '5.00', resolved_on: '2024-04-02' },
  ],
} satisfies Tables

describe('the worklist', () => {
  test('has an account for each salesperson and customer with something more than 30 days past due', async () => {
    const nothing = { lastContact: null, openPromise: null }
    expect(await worklistOf(company, '2024-04-01')).toEqual([
      {
        ...nothing,
        customerId: 'C2',
        name: null,
        owner: 'Ana',
        division: 'Services',
        pastDue: 30_000,
        invoices: 1,
        oldest: { invoiceId: 'I6', dueDate: iso('2024-01-31'), daysPastDue: 61, openAmount: 30_000 },
        disputed: 0,
        totalOpen: 30_000,
        creditBalance: 0,
      },
      {
        ...nothing,
        customerId: 'C1',
        name: 'Abel Ltd',
        owner: 'Ana',
        division: 'Retail',
        // I1 and I2; I3 is 30 days past due, I4 is not due, and the credit note I5 is no debt.
        pastDue: 15_000,
        invoices: 2,
        oldest: { invoiceId: 'I2', dueDate: iso('2024-02-10'), daysPastDue: 51, openAmount: 5_000 },
        disputed: 5_000,
        totalOpen: 22_500,
        creditBalance: 2_000,
      },
      {
        ...nothing,
        customerId: 'C2',
        name: null,
        owner: 'Ben',
        division: 'Retail',
        pastDue: 12_000,
        invoices: 1,
        oldest: { invoiceId: 'I7', dueDate: iso('2024-02-29'), daysPastDue: 32, openAmount: 12_000 },
        // Its dispute was resolved.
        disputed: 0,
        totalOpen: 12_000,
        creditBalance: 0,
      },
      {
        ...nothing,
        customerId: 'C3',
        name: 'Cora AG',
        owner: '(none)',
        division: '(none)',
        pastDue: 1_000,
        invoices: 1,
        oldest: { invoiceId: 'I9', dueDate: iso('2024-01-15'), daysPastDue: 77, openAmount: 1_000 },
        // Resolved the day after.
        disputed: 1_000,
        totalOpen: 1_000,
        creditBalance: 0,
      },
    ])
  })

  test('of another number of days', async () => {
    const rows = await worklistOf(company, '2024-04-01', { moreThanDays: 29 })
    expect(rows.find(({ customerId }) => customerId === 'C1')).toMatchObject({ pastDue: 22_000, invoices: 3 })
    expect(await worklistOf(company, '2024-04-01', { moreThanDays: 77 })).toEqual([])
    expect(await worklistOf(company, '2024-04-01', { moreThanDays: 76 })).toMatchObject([{ customerId: 'C3' }])
  })

  test('with other owners, and without what the ledger lacks', async () => {
    const rows = await worklistOf(company, '2024-04-01', { by: 'division' })
    expect(rows.map(({ owner, customerId, pastDue }) => [owner, customerId, pastDue])).toEqual([
      ['Services', 'C2', 30_000],
      ['Retail', 'C1', 15_000],
      ['Retail', 'C2', 12_000],
      ['(none)', 'C3', 1_000],
    ])
    const bare = await worklistOf({ invoices: [invoice('I1', 'C1', '2024-01-31', '1.00')] }, '2024-04-01', {
      by: 'customer_id',
    })
    expect(bare).toMatchObject([
      { customerId: 'C1', name: null, owner: 'C1', division: null, lastContact: null, openPromise: null },
    ])
  })

  test('knows nothing of later days, and takes what is open on the last known one as open after it', async () => {
    // On 2 April I1 is paid and D2 resolved.
    const [before, after] = [await worklistOf(company, '2024-04-01'), await worklistOf(company, '2024-04-02')]
    const of = (rows: readonly WorklistAccount[], id: string) => rows.find(({ customerId }) => customerId === id)
    expect([of(before, 'C1')!.pastDue, of(after, 'C1')!.pastDue]).toEqual([15_000, 12_000])
    expect([of(before, 'C3')!.disputed, of(after, 'C3')!.disputed]).toEqual([1_000, 0])
    expect(of(await worklistOf(company, '2024-05-01'), 'C3')!.oldest.daysPastDue).toBe(107)
    expect(await worklistOf(company, '2023-12-31')).toEqual([])
  })

  test('equal accounts: the older first, then by identifier; the oldest invoice: the larger, then by identifier', async () => {
    const rows = await worklistOf(
      {
        invoices: [
          invoice('I1', 'C3', '2024-01-31', '9.00', { salesperson: 'Zoe' }),
          invoice('I5', 'C2', '2024-01-31', '4.00', { salesperson: 'Zoe' }),
          invoice('I4', 'C2', '2024-01-31', '5.00', { salesperson: 'Zoe' }),
          invoice('I3', 'C9', '2024-01-30', '4.00', { salesperson: 'Zoe' }),
          invoice('I2', 'C9', '2024-01-30', '4.00', { salesperson: 'Zoe' }),
          invoice('I6', 'C9', '2024-01-31', '1.00', { salesperson: 'Zoe' }),
          invoice('I7', 'C3', '2024-01-31', '27.00', { salesperson: 'Yan' }),
        ],
      },
      '2024-04-01',
    )
    expect(rows.map(({ owner, customerId, oldest }) => [owner, customerId, oldest.invoiceId])).toEqual([
      ['Yan', 'C3', 'I7'],
      ['Zoe', 'C9', 'I2'],
      ['Zoe', 'C2', 'I4'],
      ['Zoe', 'C3', 'I1'],
    ])
  })

  test('by owner, with totals', async () => {
    const rows = await worklistOf(company, '2024-04-01')
    const owners = worklistByOwner(rows)
    expect(owners.map(({ accounts, ...totals }) => [totals, accounts.length])).toEqual([
      [{ owner: 'Ana', pastDue: 45_000, disputed: 5_000, invoices: 3 }, 2],
      [{ owner: 'Ben', pastDue: 12_000, disputed: 0, invoices: 1 }, 1],
      [{ owner: '(none)', pastDue: 1_000, disputed: 1_000, invoices: 1 }, 1],
    ])
    expect(owners.flatMap(({ accounts }) => accounts)).toEqual(rows)
    expect(worklistByOwner([...rows].reverse())).toEqual(owners)
    expect(worklistByOwner([])).toEqual([])
  })
})

const late = {
  customers: [{ customer_id: 'C1', salesperson: 'Ana' }],
  invoices: [
    invoice('I1', 'C1', '2024-01-31', '100.00'),
    invoice('I2', 'C1', '2024-01-31', '50.00'),
    invoice('I3', 'C2', '2024-01-31', '50.00'),
  ],
  payments: [{ payment_id: 'P1', customer_id: 'C1', payment_date: '2024-03-15', amount: '50.00' }],
  applications: [{ payment_id: 'P1', invoice_id: 'I2', amount: '50.00' }],
} satisfies Tables

let number = 0
const activity = (date: string, more: Row = {}): Row => ({
  activity_id: `T${number++}`,
  customer_id: 'C1',
  date,
  kind: 'call',
  ...more,
})

/** What the worklist of 1 April says of C1 with these activities. */
async function accountWith(activities: readonly Row[], day = '2024-04-01'): Promise<WorklistAccount> {
  const rows = await worklistOf({ ...late, activities }, day)
  return rows.find(({ customerId }) => customerId === 'C1')!
}

describe('the last contact', () => {
  test('is the latest on or before the day, whatever its invoice', async () => {
    const activities = [
      activity('2024-03-20', { kind: 'email', outcome: 'no answer', invoice_id: 'I2' }),
      activity('2024-04-01', { kind: 'visit', outcome: 'met' }),
      activity('2024-03-31'),
      activity('2024-04-01', { kind: 'letter', customer_id: 'C2' }),
    ]
    expect((await accountWith(activities)).lastContact).toEqual({
      day: iso('2024-04-01'),
      kind: 'visit',
      outcome: 'met',
    })
    expect((await accountWith(activities, '2024-03-31')).lastContact).toEqual({
      day: iso('2024-03-31'),
      kind: 'call',
      outcome: null,
    })
    expect((await accountWith(activities, '2024-03-19')).lastContact).toBeNull()
  })

  test('of two on one day, the later row', async () => {
    const activities = [activity('2024-03-20'), activity('2024-03-20', { kind: 'sales_call' })]
    expect((await accountWith(activities)).lastContact).toMatchObject({ kind: 'sales_call', outcome: null })
  })
})

describe('the open promise', () => {
  const promise = (made: string, on: string, more: Row = {}) => activity(made, { promised_on: on, kept: '', ...more })
  const unkept = (made: string, on: string, amount: number | null, state: string) => ({
    madeOn: iso(made),
    promisedOn: iso(on),
    amount,
    state,
  })

  test('is open through its day, and broken after it', async () => {
    const activities = [promise('2024-03-10', '2024-04-01', { promised_amount: '30.00', kept: 'no' })]
    const on = async (day: string) => (await accountWith(activities, day)).openPromise
    expect(await on('2024-03-09')).toBeNull()
    expect(await on('2024-03-31')).toEqual(unkept('2024-03-10', '2024-04-01', 3_000, 'open'))
    expect(await on('2024-04-01')).toEqual(unkept('2024-03-10', '2024-04-01', 3_000, 'open'))
    expect(await on('2024-04-02')).toEqual(unkept('2024-03-10', '2024-04-01', 3_000, 'broken'))
  })

  test('is past, not broken, in a ledger that never says which were kept', async () => {
    const activities = [activity('2024-03-10', { promised_on: '2024-03-20' })]
    expect((await accountWith(activities)).openPromise).toEqual(unkept('2024-03-10', '2024-03-20', null, 'past'))
  })

  test('none where it was kept; whether it will be is not known before', async () => {
    const activities = [promise('2024-03-10', '2024-03-20', { kept: 'yes' }), activity('2024-05-01')]
    expect((await accountWith(activities)).openPromise).toBeNull()
    expect((await accountWith(activities, '2024-03-19')).openPromise).toMatchObject({ state: 'open' })
  })

  test('is the one made last', async () => {
    const activities = [
      promise('2024-03-12', '2024-04-10', { promised_amount: '7.00' }),
      promise('2024-03-10', '2024-04-20'),
      promise('2024-03-12', '2024-04-05', { promised_amount: '8.00' }),
      activity('2024-03-13'),
      promise('2024-03-14', '2024-04-10', { customer_id: 'C2' }),
    ]
    expect((await accountWith(activities)).openPromise).toEqual(unkept('2024-03-12', '2024-04-05', 800, 'open'))
  })

  test('is none about an invoice that is open no more', async () => {
    const activities = [
      promise('2024-03-01', '2024-03-20', { invoice_id: 'I1' }),
      promise('2024-03-02', '2024-03-20', { invoice_id: 'I2' }),
    ]
    // I2 is paid on the 15th.
    expect((await accountWith(activities, '2024-03-14')).openPromise).toMatchObject({ madeOn: iso('2024-03-02') })
    expect((await accountWith(activities)).openPromise).toEqual(unkept('2024-03-01', '2024-03-20', null, 'broken'))
  })

  test('a broken one is made good by a later one that was kept, an open one is not', async () => {
    const kept = promise('2024-03-12', '2024-03-20', { kept: 'yes' })
    const broken = promise('2024-03-10', '2024-03-15')
    expect((await accountWith([broken, kept])).openPromise).toBeNull()
    const open = promise('2024-03-11', '2024-04-20')
    expect((await accountWith([broken, open, kept])).openPromise).toMatchObject({ state: 'open' })
    const again = promise('2024-03-13', '2024-03-25')
    expect((await accountWith([kept, again])).openPromise).toMatchObject({ state: 'broken' })
  })
})
