import { describe, expect, test } from 'vitest'
import { factAt } from '../../src/facts/fact-table.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { rollForwardBreaks } from '../../src/facts/roll-forward.js'
import { noDay } from '../../src/ledger/no-day.js'
import { invoiceClosings } from '../../src/ledger/settlement.js'
import { invoice, ledgerFrom, type Row, type Tables } from './ledger-folder.js'
import { factsOn, iso, openOn } from './ledger-reading.js'
import { viewRows } from './plain-data.js'

const customers: Row[] = [
  { customer_id: 'C1', region: 'EMEA' },
  { customer_id: 'C2', region: 'APAC' },
]
const note: Row = { ...invoice, invoice_id: 'N1', invoice_date: '2024-01-20', due_date: '2024-01-20', amount: '-30.00' }
const use: Row = { payment_id: 'N1', invoice_id: 'I1', amount: '20.00' }

const ledgerWith = (application: Row, more: Tables = {}) =>
  ledgerFrom({ customers, invoices: [invoice, note], applications: [application], ...more })

describe('a credit note that an application names like a payment', () => {
  test('lowers what is open of the invoice and what is left of the credit note, from its own date on', async () => {
    const ledger = await ledgerWith(use)
    const open = (day: string) => ['I1', 'N1'].map((id) => openOn(ledger, id, day))
    expect(open('2024-01-19')).toEqual([10000, 0])
    expect(open('2024-01-20')).toEqual([8000, -1000])
    expect(ledger.data.rejects).toEqual([])
  })

  test('is applied on the stated day, where there is one', async () => {
    const ledger = await ledgerWith({ ...use, applied_date: '2024-02-03' })
    const open = (day: string) => ['I1', 'N1'].map((id) => openOn(ledger, id, day))
    expect(open('2024-02-02')).toEqual([10000, -3000])
    expect(open('2024-02-03')).toEqual([8000, -1000])
  })

  test('is applied to a later invoice on that invoice’s date', async () => {
    const ledger = await ledgerWith(
      { ...use, invoice_id: 'I2' },
      {
        invoices: [invoice, note, { ...invoice, invoice_id: 'I2', invoice_date: '2024-02-15', due_date: '2024-03-15' }],
      },
    )
    expect(openOn(ledger, 'N1', '2024-02-14')).toBe(-3000)
    expect(openOn(ledger, 'N1', '2024-02-15')).toBe(-1000)
    expect(openOn(ledger, 'I2', '2024-02-15')).toBe(8000)
  })

  test('moves balances and is no cash: receivables stay as they are, and nothing is collected or unapplied', async () => {
    const ledger = await ledgerWith({ ...use, applied_date: '2024-02-03' })
    const [before, after] = [factsOn(ledger, '2024-01-31'), factsOn(ledger, '2024-02-29')]
    expect(before).toMatchObject({
      receivables: 7000,
      credit_balances: 3000,
      credit_memos: 3000,
      current_receivables: 10000,
    })
    expect(after).toMatchObject({
      receivables: 7000,
      credit_balances: 1000,
      cash_collected: 0,
      credit_memos: 0,
      unapplied_cash: 0,
      credit_notes_applied: 0,
      past_due_1_30: 8000,
    })
  })

  test('ties the roll-forward of each group when invoice and credit note belong to two', async () => {
    const ledger = await ledgerWith(
      { ...use, applied_date: '2024-02-03' },
      { invoices: [invoice, { ...note, customer_id: 'C2' }] },
    )
    const table = ledgerFacts(ledger.asOf(iso('2024-02-29')).data, ['region'])
    expect(rollForwardBreaks(table)).toEqual([])
    const inFebruary = (fact: 'credit_notes_applied' | 'receivables' | 'cash_collected') =>
      table.groups.map((group, index) => [group.region ?? 'all', factAt(table, index, 1, fact)])
    expect(inFebruary('credit_notes_applied')).toEqual([
      ['all', 0],
      ['APAC', -2000],
      ['EMEA', 2000],
    ])
    expect(inFebruary('receivables')).toEqual([
      ['all', 7000],
      ['APAC', -1000],
      ['EMEA', 8000],
    ])
    expect(inFebruary('cash_collected').map(([, cash]) => cash)).toEqual([0, 0, 0])
  })

  test('that closes an invoice does not settle it; cash that pays the rest does', async () => {
    const whole = await ledgerWith(
      { ...use, amount: '100.00' },
      { invoices: [invoice, { ...note, amount: '-100.00' }] },
    )
    const { closed, settled } = invoiceClosings(whole.data)
    expect([closed[0], settled[0]]).toEqual([iso('2024-01-20'), noDay])
    const rest = await ledgerFrom({
      customers,
      invoices: [invoice, note],
      payments: [{ payment_id: 'P1', customer_id: 'C1', payment_date: '2024-02-05', amount: '80.00' }],
      applications: [use, { payment_id: 'P1', invoice_id: 'I1', amount: '80.00' }],
    })
    expect(invoiceClosings(rest.data).settled[0]).toBe(iso('2024-02-05'))
    expect(factsOn(rest, '2024-02-29')).toMatchObject({ cash_collected: 8000, unapplied_cash: 0, receivables: -1000 })
  })

  test('needs no table of payments, and reads as one application', async () => {
    const ledger = await ledgerWith({ ...use, applied_date: '2024-02-03' })
    expect(viewRows(ledger.data, 'applications')).toEqual([
      { payment_id: 'N1', invoice_id: 'I1', amount: 2000, applied_date: iso('2024-02-03') },
    ])
    expect(viewRows(ledger.data, 'postings').map(({ invoice_id, amount }) => [invoice_id, amount])).toEqual([
      ['I1', 2000],
      ['N1', -2000],
    ])
  })

  test('gives way to a payment of the same identifier', async () => {
    const ledger = await ledgerWith(use, {
      payments: [{ payment_id: 'N1', customer_id: 'C1', payment_date: '2024-01-25', amount: '20.00' }],
    })
    expect(openOn(ledger, 'N1', '2024-02-29')).toBe(-3000)
    expect(factsOn(ledger, '2024-01-31').cash_collected).toBe(2000)
  })
})

describe('a credit note is rejected where it', () => {
  const sound = { payments: [{ payment_id: 'P1', customer_id: 'C1', payment_date: '2024-02-05', amount: '1.00' }] }
  test.each<[what: string, application: Row, column: string, code: string, reason: string]>([
    [
      'is an ordinary invoice',
      { ...use, payment_id: 'I2' },
      'payment_id',
      'orphan-payment',
      'this names an invoice that is no credit note; only a payment or a credit note can be applied',
    ],
    [
      'is applied to itself',
      { ...use, invoice_id: 'N1' },
      'payment_id',
      'orphan-payment',
      'this names an invoice that is no credit note; only a payment or a credit note can be applied',
    ],
    [
      'does not exist',
      { ...use, payment_id: 'N9' },
      'payment_id',
      'orphan-payment',
      'this payment is not in the payments table, or was rejected there',
    ],
    [
      'is applied to an invoice that does not exist',
      { ...use, invoice_id: 'I9' },
      'invoice_id',
      'orphan-invoice',
      'this invoice is not in the invoices table, or was rejected there',
    ],
    [
      'is applied with a negative amount',
      { ...use, amount: '-20.00' },
      'amount',
      'wrong-sign',
      'a credit note is applied with a positive amount and without a discount',
    ],
    [
      'is applied with a discount',
      { ...use, discount: '1.00' },
      'discount',
      'wrong-sign',
      'a credit note is applied with a positive amount and without a discount',
    ],
    [
      'is applied before its date',
      { ...use, applied_date: '2024-01-19' },
      'applied_date',
      'applied-before-paid',
      'the credit note would be applied before its own date',
    ],
  ])('%s', async (_, application, column, code, reason) => {
    const good = { payment_id: 'P1', invoice_id: 'I1', amount: '1.00', discount: '', applied_date: '' }
    const { data } = await ledgerFrom({
      customers,
      invoices: [invoice, note, { ...invoice, invoice_id: 'I2' }],
      ...sound,
      applications: [good, application],
    })
    const file = expect.stringMatching(/applications\.csv$/)
    const amount = application.amount === '-20.00' ? -2000 : 2000
    expect(data.rejects).toEqual([{ file, line: 3, column, value: application[column], code, reason, amount }])
    expect(data.applications.count).toBe(1)
    expect(data.postings.day).toHaveLength(1)
  })
})
