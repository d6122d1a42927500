import { describe, expect, test } from 'vitest'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { noDay } from '../../src/ledger/no-day.js'
import { ledgerFrom } from './ledger-folder.js'
import { factsOn, iso, openOn } from './ledger-reading.js'
import { plainData, texts } from './plain-data.js'

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
