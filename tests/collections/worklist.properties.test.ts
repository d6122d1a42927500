import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isoFromDay } from '../../src/calendar/day.js'
import { agingByGroup } from '../../src/collections/aging-by-group.js'
import { type WorklistAccount, worklist, worklistByOwner } from '../../src/collections/worklist.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { cents } from '../../src/money/cents.js'
import { decimalText } from '../../src/money/format-amount.js'
import { ledgerFrom, type Row, type Tables } from '../ledger/ledger-folder.js'
import { iso } from '../ledger/ledger-reading.js'
import { type CutTables, cutAt } from '../properties/cut-at.js'
import { isoAt, randomLedger } from '../properties/random-ledger.js'
import { type PlainAccount, plainWorklist } from './plain-worklist.js'

const runs = { numRuns: 60, seed: 20240401 }

const anyActivity = fc.record({
  customer: fc.nat({ max: 4 }),
  /** One of the customer's invoices, or none. */
  invoice: fc.option(fc.nat({ max: 9 })),
  day: fc.integer({ min: 0, max: 300 }),
  kind: fc.constantFrom('call', 'email', 'visit'),
  promise: fc.option(
    fc.record({
      after: fc.nat({ max: 40 }),
      amount: fc.constantFrom('', '10.00', '2500.50'),
      kept: fc.constantFrom('', 'no', 'yes'),
    }),
  ),
})

/** Random ledgers with contacts and promises, that go on to day 320 at least: the last activity promises nothing. */
const ledgerWithContacts: fc.Arbitrary<CutTables> = fc
  .record({ tables: randomLedger, drawn: fc.array(anyActivity, { minLength: 5, maxLength: 25 }) })
  .map(({ tables, drawn }) => {
    const last: Row = {
      activity_id: 'T',
      customer_id: 'C0',
      invoice_id: '',
      date: isoAt(320),
      kind: 'letter',
      ...noPromise,
    }
    const activities = drawn.map(({ customer, invoice, day, kind, promise }, at): Row => {
      const id = tables.customers[customer % tables.customers.length]!.customer_id!
      const own = tables.invoices.filter((row) => row.customer_id === id && row.invoice_date! <= isoAt(day))
      const about = invoice === null || own.length === 0 ? '' : own[invoice % own.length]!.invoice_id!
      const contact = { activity_id: `T${at}`, customer_id: id, invoice_id: about, date: isoAt(day), kind }
      if (promise === null) return { ...contact, ...noPromise }
      const { after, amount, kept } = promise
      return { ...contact, promised_on: isoAt(day + after), promised_amount: amount, kept }
    })
    return { ...tables, activities: [...activities, last] }
  })
const noPromise = { promised_on: '', promised_amount: '', kept: '' }

const opened = new Map<string, Promise<Ledger>>()

async function open(tables: CutTables): Promise<Ledger> {
  const key = JSON.stringify(tables)
  const ledger = opened.get(key) ?? ledgerFrom(tables as Tables)
  opened.set(key, ledger)
  expect((await ledger).data.rejects).toEqual([])
  return await ledger
}

const amountText = (amount: number) => decimalText(cents(amount), 2)

function plainly(account: WorklistAccount): PlainAccount {
  const { oldest, lastContact, openPromise } = account
  const amount = openPromise?.amount ?? null
  return {
    customer: account.customerId,
    owner: account.owner,
    pastDue: amountText(account.pastDue),
    totalOpen: amountText(account.totalOpen),
    creditBalance: amountText(account.creditBalance),
    disputed: amountText(account.disputed),
    invoices: account.invoices,
    oldest: [isoFromDay(oldest.dueDate), amountText(oldest.openAmount)],
    lastContact: lastContact ? `${isoFromDay(lastContact.day)} ${lastContact.kind}` : '',
    openPromise: openPromise
      ? [
          isoFromDay(openPromise.madeOn),
          isoFromDay(openPromise.promisedOn),
          amount === null ? '' : amountText(amount),
          openPromise.state,
        ].join(' ')
      : '',
  }
}

const inOrder = (accounts: readonly PlainAccount[]) => accounts.map((account) => JSON.stringify(account)).sort()

/** A day from the first invoices to beyond the last, and how late is late. */
const anyQuestion = fc.record({
  tables: ledgerWithContacts,
  at: fc.integer({ min: 20, max: 319 }),
  days: fc.constantFrom(0, 30, 30, 75),
})

describe('on every random ledger', () => {
  test('the worklist is that of the plain rows', async () => {
    const seen = { accounts: 0, disputed: 0, creditBalance: 0, lastContact: 0, open: 0, broken: 0, several: 0 }
    await fc.assert(
      fc.asyncProperty(anyQuestion, async ({ tables, at, days }) => {
        const found = worklist((await open(tables)).data, iso(isoAt(at)), { moreThanDays: days })
        expect(inOrder(found.map(plainly))).toEqual(inOrder(plainWorklist(tables, isoAt(at), days)))
        for (const account of found) {
          seen.accounts++
          if (account.disputed > 0) seen.disputed++
          if (account.creditBalance > 0) seen.creditBalance++
          if (account.lastContact) seen.lastContact++
          if (account.openPromise?.state === 'open') seen.open++
          if (account.openPromise?.state === 'broken') seen.broken++
          if (account.invoices > 1) seen.several++
        }
      }),
      runs,
    )
    // Otherwise the comparison says little.
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(3)
  })

  test('the past due of an owner is that of the aging report, and its accounts come largest first', async () => {
    await fc.assert(
      fc.asyncProperty(anyQuestion, async ({ tables, at }) => {
        const ledger = (await open(tables)).asOf(iso(isoAt(at)))
        const table = ledgerFacts(ledger.data, ['salesperson'])
        const aging = agingByGroup(table, table.periods.length - 1)
        const owners = worklistByOwner(worklist(ledger.data, iso(isoAt(at))))
        const late = aging.slice(1).filter(({ pastDueOver30 }) => pastDueOver30 > 0)
        expect(owners.map(({ owner, pastDue }) => `${owner} ${pastDue}`).sort()).toEqual(
          late.map(({ group, pastDueOver30 }) => `${group.salesperson} ${pastDueOver30}`).sort(),
        )
        for (const { pastDue, accounts } of owners) {
          const amounts = accounts.map((account) => account.pastDue)
          expect(amounts).toEqual([...amounts].sort((a, b) => b - a))
          expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(pastDue)
        }
        const totals = owners.map(({ pastDue }) => pastDue)
        expect(totals).toEqual([...totals].sort((a, b) => b - a))
        for (const { buckets, creditBalances, receivables } of aging) {
          expect(buckets.reduce((sum, { amount }) => sum + amount, 0) - creditBalances).toBe(receivables)
        }
      }),
      runs,
    )
  })

  test('the worklist of a day is that of the ledger as it was known then', async () => {
    await fc.assert(
      fc.asyncProperty(anyQuestion, async ({ tables, at, days }) => {
        const [ledger, day] = [await open(tables), iso(isoAt(at))]
        const options = { moreThanDays: days }
        const now = worklist(ledger.data, day, options)
        expect(worklist(ledger.asOf(day).data, day, options)).toEqual(now)
        const cut = cutAt(tables, isoAt(at)) as CutTables
        if (cut.invoices.length > 0) expect(worklist((await open(cut)).data, day, options)).toEqual(now)
      }),
      { ...runs, numRuns: 30 },
    )
  })
})
