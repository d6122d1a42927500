import { describe, expect, it } from 'vitest'
import { type FactName, factColumn } from '../../src/facts/columns.js'
import { withCustomers, withLever, withSegments } from './change-company.js'
import { bytesOf, factsOf, seriesOf } from './fact-series.js'
import type { PlainCompany } from './plain-company.js'
import { sampleCompany } from './sample-company.js'
import { always, everyDay, known, steadyEconomy } from './steady-company.js'

const days = 200
/**
 * Facts by day; no disputes and no write-offs before the horizon; nobody pays before the invoice is there; and a day is
 * like any other for who pays, so that a payment can move by whole days.
 */
const before: PlainCompany = withCustomers(
  withSegments(
    {
      ...sampleCompany,
      monthEnds: everyDay(days),
      opening: [],
      economy: steadyEconomy,
      orders: {
        ...sampleCompany.orders,
        months: Array.from({ length: days }, (_, day) => ({
          logFactor: day / 500,
          calendarMonth: day % 12,
          yearsAhead: 0,
        })),
      },
    },
    () => ({ disputes: known(0), defaultsPerDay: known(0) }),
  ),
  () => ({ defaulted: 0, payCalendar: null, phases: always() }),
)
const today = factsOf(before)

/** Cash as it would be if every payment came so many days later. */
const later = (daily: readonly number[], by: number) => [...new Array<number>(by).fill(0), ...daily.slice(0, days - by)]

describe('a change of terms', () => {
  const change = 15
  const withPassThrough = (passThrough: number, company = before) =>
    withLever(company, 1, ({ terms }) => ({ terms: { ...terms, net: terms.net + change }, passThrough }))

  it('that nobody follows leaves every payment on its day, and only due dates move', () => {
    const values = factsOf(withPassThrough(0))
    const changed: FactName[] = []
    for (const fact of Object.keys(factColumn) as FactName[]) {
      const [old, own] = [seriesOf(before, today, fact), seriesOf(before, values, fact)]
      if (JSON.stringify(old) !== JSON.stringify(own)) changed.push(fact)
    }
    // All that is measured against the due date, and nothing else.
    expect(changed.sort()).toEqual(
      [
        'collected_of_due_value',
        'collected_on_due_value',
        'current_receivables',
        'fell_due_value',
        'late_days_weight',
        'past_due_1_30',
        'past_due_31_60',
        'past_due_61_90',
        'past_due_91_120',
        'past_due_invoices',
        'past_due_over_120',
        'settled_early_count',
        'settled_early_value',
        'settled_late_count',
        'settled_late_value',
        'settled_on_time_count',
        'settled_on_time_value',
        'signed_late_days_weight',
        'terms_sales_weight',
        'terms_weight',
      ].sort(),
    )
  })

  it('that everybody follows moves every payment by exactly the change, with the same amounts and the same lateness', () => {
    const values = factsOf(withPassThrough(1))
    for (const fact of ['cash_collected', 'settled_count', 'settled_late_value', 'late_days_weight'] as const) {
      const [old, own] = [seriesOf(before, today, fact), seriesOf(before, values, fact)]
      old.forEach((daily, row) => {
        expect(own[row]).toEqual(later(daily, change))
      })
    }
    for (const fact of ['credit_sales', 'invoices'] as const) {
      expect(seriesOf(before, values, fact)).toEqual(seriesOf(before, today, fact))
    }
    const cash = seriesOf(before, today, 'cash_collected').flat()
    expect(cash.filter((value) => value > 0).length).toBeGreaterThan(1000)
  })

  it('that is followed by 6 of 15 days moves payments by 6', () => {
    const [old, own] = [today, factsOf(withPassThrough(0.4))].map((values) =>
      seriesOf(before, values, 'cash_collected'),
    )
    old!.forEach((daily, row) => {
      expect(own![row]).toEqual(later(daily, 6))
    })
  })

  it('does not touch invoices that were there before it', () => {
    const opening = sampleCompany.opening.filter((invoice) => !invoice.disputed)
    const onlyOld = (company: PlainCompany) =>
      withCustomers({ ...company, opening }, () => ({ ordersPerDay: known(0) }))
    const old = factsOf(onlyOld(before))
    expect(bytesOf(factsOf(onlyOld(withPassThrough(1)))).equals(bytesOf(old))).toBe(true)
    expect(
      seriesOf(before, old, 'cash_collected')
        .flat()
        .some((cash) => cash > 0),
    ).toBe(true)
  })

  it('is measured against the first terms, however often they change', () => {
    // Back to what was always there, by way of other terms: nothing has changed.
    const there = withLever(before, 50, ({ terms }) => ({ terms: { ...terms, net: 60 } }))
    const andBack = withLever(there, 50, ({ terms }) => ({ terms: { ...terms, net: 30 }, passThrough: 0.3 }))
    expect(bytesOf(factsOf(andBack)).equals(bytesOf(today))).toBe(true)
    // In two steps as in one.
    const inSteps = withPassThrough(
      0.4,
      withLever(before, 1, () => ({ terms: { net: 30, every: 1 }, passThrough: 1 })),
    )
    expect(bytesOf(factsOf(inSteps)).equals(bytesOf(factsOf(withPassThrough(0.4))))).toBe(true)
  })
})

describe('an invoice that reaches the customer sooner', () => {
  it('is paid sooner by as many days, on the same terms', () => {
    const saved = 5
    // Nobody pays in the first days, so that nothing is cut off at the day of issue.
    const patient = withSegments(before, ({ pieces }) => ({ pieces: pieces.filter(({ from }) => from >= 0) }))
    const sooner = withLever(patient, 1, () => ({ deliveryDaysSaved: saved }))
    const [old, own] = [patient, sooner].map((company) => seriesOf(company, factsOf(company), 'cash_collected'))
    old!.forEach((daily, row) => {
      expect(later(own![row]!, saved)).toEqual(daily)
    })
    expect(own).not.toEqual(old)
    for (const fact of ['fell_due_value', 'terms_sales_weight'] as const) {
      expect(seriesOf(patient, factsOf(sooner), fact)).toEqual(seriesOf(patient, factsOf(patient), fact))
    }
  })
})
