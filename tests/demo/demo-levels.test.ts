import { describe, expect, it } from 'vitest'
import { type Day, dayFromIso } from '../../src/calendar/day.js'
import { addMonths, monthEnd, monthOf } from '../../src/calendar/month.js'
import { demoCompany } from '../../src/demo/demo-company.js'
import { openAt, postingsOf } from './plain-ledger-of.js'

const company = demoCompany({ seed: 'arlab', customers: 300, months: 24 })

/** The figures of the last twelve months by the slow, obvious way: every posting of every invoice, each month end. */
function levels() {
  const { end } = company.truth
  const postings = postingsOf(company)
  const sales = company.invoices.filter((row) => row.amount > 0)
  const total = (rows: readonly { amount: number }[]) => rows.reduce((sum, row) => sum + row.amount, 0)

  /** Receivables, those not past due, and those more than 30 days past due. */
  const stocks = (asOf: number) => {
    const sums = { receivables: 0, current: 0, over30: 0 }
    for (const { invoiceId, dueDate, amount } of company.invoices) {
      const open = openAt(postings.get(invoiceId)!, asOf)
      sums.receivables += open
      if (dueDate >= asOf && amount > 0) sums.current += open
      if (asOf - dueDate > 30 && amount > 0) sums.over30 += open
    }
    return sums
  }
  const months = Array.from({ length: 12 }, (_, index) => {
    const last = monthEnd(addMonths(monthOf(end), -index))
    const before = monthEnd(addMonths(monthOf(end), -index - 1))
    const sold = total(sales.filter((row) => row.invoiceDate > before && row.invoiceDate <= last))
    const closing = stocks(last)
    const collectable = stocks(before).receivables + sold
    const cei = (100 * (collectable - closing.receivables)) / (collectable - closing.current)
    return { ...closing, cei }
  })
  const mean = (of: (month: (typeof months)[number]) => number) =>
    months.reduce((sum, month) => sum + of(month), 0) / 12

  let settled = 0
  let onTime = 0
  for (const { invoiceId, dueDate, amount } of sales) {
    const own = postings.get(invoiceId)!
    if (openAt(own, end) !== 0 || own.some(({ kind }) => kind === 'write_off' || kind === 'credit_memo')) continue
    settled += amount
    if (Math.max(...own.map(({ day }) => day)) <= dueDate) onTime += amount
  }
  const lastYear = total(sales.filter((row) => row.invoiceDate > end - 366))
  const allSales = total(sales)
  const ofKind = (kind: string) => total(company.adjustments.filter((row) => row.kind === kind))
  return {
    dso: (mean((month) => month.receivables) / lastYear) * 366,
    cei: mean((month) => month.cei),
    paidOnTime: (100 * onTime) / settled,
    over30: (100 * mean((month) => month.over30)) / mean((month) => month.receivables),
    badDebt: (100 * (ofKind('write_off') - ofKind('write_off_reversal') - ofKind('recovery'))) / allSales,
    creditMemos: (100 * ofKind('credit_memo')) / allSales,
    disputed: (100 * company.disputes.length) / sales.length,
    contracts: (100 * total(sales.filter((row) => row.contractId !== null))) / allSales,
    discounts: (100 * company.applications.reduce((sum, row) => sum + row.discount, 0)) / allSales,
    growth: 100 * (lastYear / (allSales - lastYear) - 1),
    margin: (100 * company.invoices.reduce((sum, row) => sum + row.margin, 0)) / total(company.invoices),
    score: company.surveys.reduce((sum, row) => sum + row.score, 0) / company.surveys.length,
  }
}

describe('the default demo company is an ordinary one', () => {
  const figures = levels()

  it.each([
    ['invoices', 19_500, 21_000],
    ['activities', 10_000, 15_000],
    ['surveys', 300, 700],
  ] as const)('%s: %d to %d rows', (table, low, high) => {
    expect(company[table].length).toBeGreaterThanOrEqual(low)
    expect(company[table].length).toBeLessThanOrEqual(high)
  })

  // The bands are what a company with mostly net 30 may show; the figures are facts of the seed, not estimates.
  it.each([
    ['dso', 40, 50],
    ['cei', 70, 85],
    ['paidOnTime', 50, 70],
    ['over30', 4, 9],
    ['badDebt', 0.3, 1],
    ['creditMemos', 0.5, 2],
    ['disputed', 3, 5],
    ['contracts', 2, 10],
    ['discounts', 0.05, 0.3],
    ['growth', 0, 12],
    ['margin', 25, 35],
    ['score', 6, 9],
  ] as const)('%s is from %d to %d', (name, low, high) => {
    expect(figures[name]).toBeGreaterThanOrEqual(low)
    expect(figures[name]).toBeLessThanOrEqual(high)
  })

  it('mostly has terms of net 30', () => {
    expect(company.customers.filter((row) => row.terms.endsWith('net 30')).length).toBeGreaterThan(200)
    expect(new Set(company.customers.map((row) => row.terms.replace(/^\d+\/\d+ /, '')))).toEqual(
      new Set(['net 15', 'net 30', 'net 45']),
    )
  })

  it('has 12 salespeople, 5 collectors, 4 regions and 3 divisions', () => {
    const distinct = (of: (row: (typeof company.customers)[number]) => string) =>
      new Set(company.customers.map(of)).size
    expect([
      distinct((row) => row.salesperson),
      distinct((row) => row.collector),
      distinct((row) => row.region),
      distinct((row) => row.division),
    ]).toEqual([12, 5, 4, 3])
  })

  it('ramps up from nothing', () => {
    const january = company.invoices.filter((row) => row.invoiceDate <= dayFromIso('2023-01-31')!)
    expect(january.length).toBeGreaterThan(400)
    expect(Math.min(...company.payments.map((row) => row.paymentDate))).toBeGreaterThan(company.truth.start as Day)
  })
})
