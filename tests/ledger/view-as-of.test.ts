import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { noDay } from '../../src/ledger/no-day.js'
import { viewTables } from '../../src/ledger/table-view.js'
import { type CutTables, cutAt } from '../properties/cut-at.js'
import { isoAt, randomLedger } from '../properties/random-ledger.js'
import { ledgerFrom } from './ledger-folder.js'
import { factsOn, iso, openOn } from './ledger-reading.js'
import { plainData, texts, viewRows } from './plain-data.js'

/** The same in spirit on random ledgers: tests/properties/ledger.properties.test.ts. */
const ledger = ledgerFrom({
  customers: [
    { customer_id: 'C1', region: 'EMEA' },
    { customer_id: 'C2', region: 'APAC' },
  ],
  invoices: [
    { invoice_id: 'I1', customer_id: 'C1', invoice_date: '2024-01-10', due_date: '2024-02-09', amount: '100.00' },
    { invoice_id: 'I2', customer_id: 'C2', invoice_date: '2024-02-01', due_date: '2024-03-02', amount: '200.00' },
    { invoice_id: 'I3', customer_id: 'C1', invoice_date: '2024-02-02', due_date: '2024-03-03', amount: '400.00' },
  ],
  payments: [{ payment_id: 'P1', customer_id: 'C1', payment_date: '2024-02-01', amount: '150.00' }],
  applications: [
    { payment_id: 'P1', invoice_id: 'I1', amount: '100.00' },
    { payment_id: 'P1', invoice_id: 'I3', amount: '50.00', applied_date: '2024-02-02' },
  ],
  adjustments: [{ adjustment_id: 'A1', invoice_id: 'I2', date: '2024-02-02', amount: '5.00', kind: 'credit_memo' }],
  disputes: [
    { dispute_id: 'D1', invoice_id: 'I2', opened_on: '2024-02-01', amount: '1.00', resolved_on: '2024-02-20' },
    { dispute_id: 'D2', invoice_id: 'I3', opened_on: '2024-02-03', amount: '1.00', resolved_on: '' },
  ],
})

describe('the ledger at a day', () => {
  test('has the invoices, postings, payments and disputes of that day, and none of the next', async () => {
    const { data } = (await ledger).asOf(iso('2024-02-01'))
    expect(data.asOf).toBe(iso('2024-02-01'))
    expect(texts(data.invoices.ids)).toEqual(['I1', 'I2'])
    expect([...data.invoices.amount]).toEqual([10000, 20000])
    expect([[...data.postings.start], [...data.postings.day]]).toEqual([[0, 1, 1], [iso('2024-02-01')]])
    expect(factsOn(await ledger, '2024-02-01')).toMatchObject({ receivables: 20000, unapplied_cash: 5000 })
    expect([...data.disputes.invoice]).toEqual([1])
  })

  test('does not know yet that a dispute will be resolved', async () => {
    const resolved = async (day: string) => [...(await ledger).asOf(iso(day)).data.disputes.resolved]
    expect(await resolved('2024-02-01')).toEqual([noDay])
    expect(await resolved('2024-02-19')).toEqual([noDay, noDay])
    expect(await resolved('2024-02-20')).toEqual([iso('2024-02-20'), noDay])
  })

  test('keeps the columns of the invoices that are left in step: customer, dates and dispute belong together', async () => {
    const table = ledgerFacts((await ledger).asOf(iso('2024-02-01')).data, ['region'])
    expect(table.groups).toEqual([{}, { region: 'APAC' }, { region: 'EMEA' }])
    const { invoices, customers } = (await ledger).asOf(iso('2024-02-01')).data
    expect([...invoices.customer].map((row) => customers.ids.at(row))).toEqual(['C1', 'C2'])
    expect([...invoices.due]).toEqual([iso('2024-02-09'), iso('2024-03-02')])
  })

  test('of the day before the first invoice is empty', async () => {
    const { data } = (await ledger).asOf(iso('2024-01-09'))
    expect([data.invoices.count, data.postings.day.length, data.unapplied.day.length]).toEqual([0, 0, 0])
    expect(factsOn(await ledger, '2024-01-09').receivables).toBe(0)
  })

  test('later than anything known is the whole ledger, aged to that day', async () => {
    const later = (await ledger).asOf(iso('2024-12-31'))
    expect({ ...(plainData(later.data) as object), asOf: null }).toEqual({
      ...(plainData((await ledger).data) as object),
      asOf: null,
    })
    expect(factsOn(later, '2024-12-31')).toMatchObject({ past_due_over_120: 54500, disputed_receivables: 35000 })
  })

  test('leaves the ledger it was made from as it was', async () => {
    const whole = await ledger
    const before = plainData(whole.data)
    whole.asOf(iso('2024-01-15'))
    expect(plainData(whole.data)).toEqual(before)
    expect(openOn(whole, 'I3', '2024-02-02')).toBe(35000)
  })

  test('without being asked is that of the last thing that happened, a resolved dispute too', async () => {
    expect((await ledger).knownThrough).toBe(iso('2024-02-20'))
  })
})

/** Random ledgers with contacts, surveys and what disputes conceded in them. */
const withContacts: fc.Arbitrary<CutTables> = fc
  .record({
    tables: randomLedger,
    contacts: fc.array(
      fc.record({
        customer: fc.nat({ max: 4 }),
        invoice: fc.option(fc.nat({ max: 9 })),
        wait: fc.nat({ max: 150 }),
        kind: fc.constantFrom('call', 'email', 'visit'),
        promisedAfter: fc.option(fc.nat({ max: 30 })),
        kept: fc.constantFrom('yes', 'no', ''),
        score: fc.nat({ max: 10 }),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ tables, contacts }) => {
    const customer = (pick: number) => tables.customers[pick % tables.customers.length]!.customer_id!
    const all = contacts.map((contact, row) => {
      const invoice = contact.invoice === null ? null : tables.invoices[contact.invoice % tables.invoices.length]!
      // A contact about an invoice comes after it.
      const from = invoice === null ? 0 : (Date.parse(invoice.invoice_date!) - Date.parse(isoAt(0))) / 86_400_000
      const day = from + contact.wait
      return {
        activity_id: `T${row}`,
        customer_id: customer(contact.customer),
        date: isoAt(day),
        kind: contact.kind,
        invoice_id: invoice?.invoice_id ?? '',
        promised_on: contact.promisedAfter === null ? '' : isoAt(day + contact.promisedAfter),
        promised_amount: contact.promisedAfter === null ? '' : '12.00',
        kept: contact.promisedAfter === null ? '' : contact.kept,
        minutes: String(contact.score / 2),
        by: contact.score > 5 ? 'Ana' : '',
      }
    })
    return {
      ...tables,
      disputes: tables.disputes.map((row, index) => ({
        ...row,
        reason: 'price',
        conceded: row.resolved_on === '' ? '' : String(index),
      })),
      activities: all,
      surveys: contacts.map(({ customer: pick, wait, score }) => ({
        customer_id: customer(pick),
        date: isoAt(wait),
        score: String(score),
      })),
    }
  })

test('every table of the ledger at a day is that of files which end on that day, row by row', async () => {
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(withContacts, fc.nat({ max: 200 }), async (tables, wait) => {
      const first = tables.invoices.map((invoice) => invoice.invoice_date!).sort()[0]!
      const day = [isoAt(wait), first].sort()[1]!
      const whole = await ledgerFrom(tables)
      const cut = await ledgerFrom(cutAt(tables, day))
      expect([...whole.data.rejects, ...cut.data.rejects]).toEqual([])
      for (const table of viewTables) {
        const rows = viewRows(whole.asOf(iso(day)).data, table)
        expect(rows, table).toEqual(viewRows(cut.asOf(iso(day)).data, table))
        const hidden = viewRows(whole.data, table).length - rows.length
        seen.set(table, (seen.get(table) ?? 0) + (rows.length > 0 && hidden > 0 ? 1 : 0))
      }
    }),
    { numRuns: 40, seed: 20240301 },
  )
  // Each table was now and then cut in its middle, so that a row number too many would have been seen.
  for (const table of viewTables) if (table !== 'customers') expect(seen.get(table), table).toBeGreaterThan(2)
})

describe('what is known of the future at a day', () => {
  const known = ledgerFrom({
    invoices: [
      { invoice_id: 'I1', customer_id: 'C1', invoice_date: '2024-01-10', due_date: '2024-02-09', amount: '100.00' },
      { invoice_id: 'I2', customer_id: 'C1', invoice_date: '2024-03-10', due_date: '2024-04-09', amount: '100.00' },
    ],
    disputes: [
      {
        dispute_id: 'D1',
        invoice_id: 'I1',
        opened_on: '2024-01-20',
        amount: '5.00',
        resolved_on: '2024-02-20',
        conceded: 'in part',
      },
    ],
    activities: [
      {
        activity_id: 'T1',
        customer_id: 'C1',
        date: '2024-01-20',
        kind: 'call',
        promised_on: '2024-02-01',
        kept: 'Y',
      },
    ],
  })
  const on = async (day: string) => (await known).asOf(iso(day)).data

  test('is not whether a promise is kept, until it falls due', async () => {
    const kept = async (day: string) => viewRows(await on(day), 'activities').map((row) => row.kept)
    expect(await kept('2024-01-19')).toEqual([])
    expect(await kept('2024-01-31')).toEqual([undefined])
    expect(await kept('2024-02-01')).toEqual(['yes'])
  })

  test('is not what a dispute concedes, until it is resolved', async () => {
    const conceded = async (day: string) => viewRows(await on(day), 'disputes').map((row) => row.conceded)
    expect(await conceded('2024-02-19')).toEqual([undefined])
    expect(await conceded('2024-02-20')).toEqual(['in part'])
  })
})
