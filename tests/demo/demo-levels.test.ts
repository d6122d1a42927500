import { describe, expect, it } from 'vitest'
import { type Day, dayFromIso } from '../../src/calendar/day.js'
import { addMonths, monthEnd, monthOf } from '../../src/calendar/month.js'
import { demoCompany } from '../../src/demo/demo-company.js'

/** The figures of the last twelve months by the slow, obvious way: every event of every invoice, each month end. */
function levels(company: ReturnType<typeof demoCompany>) {
  const { end } = company.truth
  const paymentDate = new Map(company.payments.map((row) => [row.paymentId, row.paymentDate]))
  const events = new Map<string, { day: number; amount: number; cash: boolean }[]>()
  for (const { invoiceId } of company.invoices) events.set(invoiceId, [])
  for (const { invoiceId, paymentId, amount } of company.applications) {
    events.get(invoiceId)!.push({ day: paymentDate.get(paymentId)!, amount, cash: true })
  }
  for (const { invoiceId, date, amount, kind } of company.adjustments) {
    if (kind !== 'recovery') events.get(invoiceId)!.push({ day: date, amount, cash: false })
  }

  let receivables = 0
  let over30 = 0
  for (let month = 0; month < 12; month++) {
    const asOf = monthEnd(addMonths(monthOf(end), -month))
    for (const { invoiceId, invoiceDate, dueDate, amount } of company.invoices) {
      if (invoiceDate > asOf) continue
      let open: number = amount
      for (const event of events.get(invoiceId)!) if (event.day <= asOf) open -= event.amount
      receivables += open / 12
      if (asOf - dueDate > 30) over30 += open / 12
    }
  }

  let settled = 0
  let onTime = 0
  for (const { invoiceId, dueDate, amount } of company.invoices) {
    const own = events.get(invoiceId)!
    const paid = own.reduce((sum, event) => sum + (event.cash ? event.amount : 0), 0)
    if (paid !== amount) continue
    settled += amount
    if (Math.max(...own.map((event) => event.day)) <= dueDate) onTime += amount
  }
  const total = (rows: readonly { amount: number }[]) => rows.reduce((sum, row) => sum + row.amount, 0)
  const sales = total(company.invoices)
  const lastYear = total(company.invoices.filter((row) => row.invoiceDate > end - 366))
  const ofKind = (kind: string) => total(company.adjustments.filter((row) => row.kind === kind))
  return {
    dso: (receivables / lastYear) * 366,
    paidOnTime: (100 * onTime) / settled,
    over30: (100 * over30) / receivables,
    badDebt: (100 * (ofKind('write_off') - ofKind('recovery'))) / sales,
    disputed: (100 * company.disputes.length) / company.invoices.length,
    growth: 100 * (lastYear / (sales - lastYear) - 1),
  }
}

describe('the default demo company is an ordinary one', () => {
  const company = demoCompany({ seed: 'arlab', customers: 300, months: 24 })
  const figures = levels(company)

  it('has about 20,000 invoices in 24 months', () => {
    expect(company.invoices.length).toBeGreaterThan(19_000)
    expect(company.invoices.length).toBeLessThan(21_000)
  })

  // The bands are what a company with mostly net 30 may show; the figures are facts of the seed, not estimates.
  it.each([
    ['dso', 45, 50],
    ['paidOnTime', 55, 65],
    ['over30', 4, 8],
    ['badDebt', 0.4, 0.8],
    ['disputed', 3.5, 4.5],
    ['growth', 0, 12],
  ] as const)('%s is from %d to %d', (name, low, high) => {
    expect(figures[name]).toBeGreaterThanOrEqual(low)
    expect(figures[name]).toBeLessThanOrEqual(high)
  })

  it('mostly has terms of net 30', () => {
    expect(company.customers.filter((row) => row.terms === 'net 30').length).toBeGreaterThan(200)
    expect(new Set(company.customers.map((row) => row.terms))).toEqual(new Set(['net 15', 'net 30', 'net 45']))
  })

  it('has 12 salespeople, 4 regions and 3 divisions', () => {
    const distinct = (of: (row: (typeof company.customers)[number]) => string) =>
      new Set(company.customers.map(of)).size
    expect([
      distinct((row) => row.salesperson),
      distinct((row) => row.region),
      distinct((row) => row.division),
    ]).toEqual([12, 4, 3])
  })

  it('ramps up from nothing', () => {
    const january = company.invoices.filter((row) => row.invoiceDate <= dayFromIso('2023-01-31')!)
    expect(january.length).toBeGreaterThan(400)
    expect(Math.min(...company.payments.map((row) => row.paymentDate))).toBeGreaterThan(company.truth.start as Day)
  })
})
