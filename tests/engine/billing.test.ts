import { describe, expect, it } from 'vitest'
import type { FactName } from '../../src/facts/columns.js'
import { dailyCompany, factByDay, nobodyPays } from './by-day.js'
import { drawnInvoices } from './drawn-invoices.js'
import type { PlainCompany, PlainCustomer } from './plain-company.js'
import { falseAlarmRate, poissonPValue, twoSidedNormalTail } from './statistics.js'
import { always, known, steadyCompany, steadyPolicy } from './steady-company.js'

describe('a margin', () => {
  it('is earned on the day of issue, to the cent', () => {
    const own = dailyCompany(nobodyPays, [], {}, { ordersPerDay: known(5), logAmountMean: 3, marginRate: 0.33 })
    // Every amount is 20 cents: e³ is 20.1, and a third of it 6.6.
    const invoices = Object.entries(factByDay(own, 'invoices'))
    expect(factByDay(own, 'gross_margin')).toEqual(Object.fromEntries(invoices.map(([day, count]) => [day, count * 7])))
  })
})

describe('billing after delivery', () => {
  const billed = (phases: PlainCustomer['phases'], more: Partial<PlainCompany> = {}) =>
    dailyCompany(nobodyPays, [], more, { ordersPerDay: known(10), logAmountMean: 5, phases })

  it('counts its days by the invoice, and only where there is such a lag', () => {
    const own = billed(always({ billingLag: 3 }))
    expect(factByDay(own, 'bill_lag_invoices')).toEqual(factByDay(own, 'invoices'))
    expect(factByDay(billed(always()), 'bill_lag_invoices')).toEqual({})
  })

  it('has invoices from the first day on, of what was delivered before', () => {
    // With a mean of 3 days as many are billed on day 1 as on any other: 10 in the mean.
    const own = billed(always({ billingLag: 3 }))
    const first = Array.from({ length: 200 }, (_, replicate) => factByDay(own, 'invoices', replicate)[1] ?? 0)
    // 2,000 in all, with a standard deviation of 45; without what was delivered before it would be 500.
    expect(Math.abs(first.reduce((sum, count) => sum + count, 0) - 2000)).toBeLessThan(4.9 * Math.sqrt(2000))
  })

  it('takes geometrically distributed days of its mean', () => {
    // Every invoice of the horizon, however long ago it was delivered; the variance is mean × (1 + mean).
    const [mean, replicates] = [3, 100]
    const own = billed(always({ billingLag: mean }), { monthEnds: [40], orders: steadyCompany([40]).orders })
    const total = (fact: FactName) =>
      Array.from({ length: replicates }, (_, run) => factByDay(own, fact, run)[40]!).reduce((sum, value) => sum + value)
    const [count, weight] = [total('bill_lag_invoices'), total('bill_lag_weight')]
    expect(poissonPValue(count, 10 * 40 * replicates)).toBeGreaterThan(falseAlarmRate)
    const pValue = (days: number) =>
      twoSidedNormalTail((weight / count - days) / Math.sqrt((days * (1 + days)) / count))
    expect(pValue(mean)).toBeGreaterThan(falseAlarmRate)
    expect(pValue(mean * 1.05)).toBeLessThan(falseAlarmRate)
  })

  it('ends with the policy of the order, and the terms are those of the day of the invoice', () => {
    const terms = { net: 7, every: 1 }
    const own = billed([...always({ billingLag: 3 }), { from: 15, policy: { ...steadyPolicy, terms } }])
    const drawn = drawnInvoices(own, 5).flat()
    for (const { issued, due } of drawn) expect(due - issued).toBe(issued < 15 ? 30 : 7)
    // What was delivered before day 15 is billed late after it, too.
    const lagged = factByDay(own, 'bill_lag_invoices')
    expect(Object.keys(lagged).some((day) => Number(day) >= 15)).toBe(true)
    expect(lagged[40]).toBeUndefined()
  })

  it('of a newcomer begins with its first day, whatever policy it comes under', () => {
    // From day 10 on nothing waits for its bill; newcomers of later days have ordered nothing before.
    const [perDay, replicates, last] = [0.2, 100, 40]
    const own = billed([...always({ billingLag: 4 }), { from: 10, policy: steadyPolicy }], {
      segments: [{ ...nobodyPays, arrivalsPerDay: known(perDay) }],
      monthEnds: [last],
      orders: steadyCompany([last]).orders,
    })
    // All orders of a customer have its own amount. Ten a day: it has one on its first day, but for a chance of e^−10.
    const customers = own.customers.map((customer) => ({ ...customer, logAmountMean: 20, logAmountMeanError: 0.1 }))
    const firstDays = drawnInvoices({ ...own, customers }, replicates).flatMap((invoices) => {
      const byAmount = new Map<number, number>()
      for (const { amount, issued } of invoices) byAmount.set(amount, Math.min(issued, byAmount.get(amount) ?? issued))
      return [...byAmount.values()]
    })
    expect(Math.min(...firstDays)).toBe(1)
    const pValue = (from: number, rate: number) =>
      poissonPValue(firstDays.filter((day) => day >= from).length, replicates * (last - from + 1) * rate)
    expect(pValue(21, perDay)).toBeGreaterThan(falseAlarmRate)
    expect(pValue(11, perDay)).toBeGreaterThan(falseAlarmRate)
    expect(pValue(21, perDay * 1.4)).toBeLessThan(falseAlarmRate)
  })
})
