import { describe, expect, it } from 'vitest'
import { never } from '../../src/engine/plan.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { type FactName, factColumn } from '../../src/facts/columns.js'
import { certain, dailyCompany, factByDay, half, nobodyPays, openInvoice } from './by-day.js'
import { amountsOf, type DrawnInvoice, dayOf, drawnInvoices } from './drawn-invoices.js'
import type { PlainCompany, PlainCustomer, PlainOpeningInvoice, PlainPolicy } from './plain-company.js'
import { planOf } from './plan-of.js'
import { falseAlarmRate, normalProbability, twoSidedNormalTail } from './statistics.js'
import { always, known, steadyCompany, steadyCustomer, steadyPolicy } from './steady-company.js'

describe('a taken discount', () => {
  const last = 60
  const ordering = (policy: Partial<PlainPolicy>, segment = nobodyPays, customer: Partial<PlainCustomer> = {}) =>
    dailyCompany(
      segment,
      [],
      { monthEnds: [last], orders: steadyCompany([last]).orders },
      { ordersPerDay: known(5), logAmountMean: 8, logAmountDeviation: 1, phases: always(policy), ...customer },
    )
  // Hurdles are 0: the discount yields more.
  const discount = { days: 10, rate: 0.025, logReturn: 0.1 }
  /** Those whose discount days all lie within the horizon. */
  const drawn = (own: PlainCompany) =>
    drawnInvoices(own, 20)
      .flat()
      .filter(({ issued }) => issued <= last - discount.days)
  const ageOf = (own: DrawnInvoice) => dayOf(own, 'paid') - own.issued
  const keptOf = (own: DrawnInvoice) => amountsOf(own, 'discount taken')[0] ?? 0

  it('is paid for on its last day or one or two before, each by about a third of invoices, whatever the hazard', () => {
    for (const segment of [nobodyPays, certain]) {
      const ages = drawn(ordering({ discount }, segment)).map(ageOf)
      expect(new Set(ages)).toEqual(new Set([8, 9, 10]))
      // 5,000 invoices: a third of them is 1,667 with a standard deviation of 33.
      expect(ages.length).toBeGreaterThan(4500)
      for (const age of [8, 9, 10]) {
        const share = ages.filter((own) => own === age).length / ages.length
        expect(Math.abs(share - 1 / 3) / Math.sqrt(2 / 9 / ages.length)).toBeLessThan(4.9)
      }
    }
  })

  it('is its rate of the amount to the cent, and never all of it', () => {
    for (const own of drawn(ordering({ discount }))) {
      expect(keptOf(own)).toBe(Math.min(own.amount - 1, Math.round(own.amount * 0.025)))
      expect(amountsOf(own, 'paid')).toEqual([own.amount - keptOf(own)])
    }
    const cents = drawn(ordering({ discount: { ...discount, rate: 1 } }, nobodyPays, { logAmountMean: 0 }))
    for (const own of cents) expect(keptOf(own)).toBe(own.amount - 1)
    expect(cents.some(({ amount }) => amount === 1)).toBe(true)
  })

  it('and cash make the invoice’s amount, which is settled', () => {
    const { values } = runPlan(planOf(ordering({ discount })), 0, 1)
    const at = (fact: FactName) => values[factColumn[fact]]!
    expect(at('cash_collected') + at('discounts_taken')).toBe(at('settled_value'))
    expect(at('discounts_taken')).toBeGreaterThan(0)
    // Cash alone counts as collected of what fell due.
    expect(at('collected_of_due_value')).toBeLessThan(at('cash_collected'))
  })

  it('can be had until the due day and not after it', () => {
    const net = (days: number) => drawn(ordering({ discount, terms: { net: days, every: 1 } }))
    expect(net(10).every((own) => keptOf(own) > 0)).toBe(true)
    // Of those that would pay on the ninth or tenth day nobody has one; nor do they pay in another way here.
    for (const own of net(8)) expect(keptOf(own) > 0).toBe(ageOf(own) === 8)
    expect(net(8).some((own) => keptOf(own) > 0)).toBe(true)
    expect(net(7).every((own) => keptOf(own) === 0)).toBe(true)
  })

  it('within two days is paid on the day of the invoice at the earliest', () => {
    const ages = drawn(ordering({ discount: { ...discount, days: 1 } })).map(ageOf)
    expect(new Set(ages)).toEqual(new Set([0, 1]))
  })

  it('is not taken on a disputed invoice', () => {
    const segment = { ...certain, disputes: known(0.5), disputeDays: known(3) }
    for (const own of drawn(ordering({ discount }, segment))) {
      expect(keptOf(own) > 0).toBe(dayOf(own, 'disputed') === never)
    }
  })

  it('is paid for whole', () => {
    const segment = { ...certain, ...half }
    for (const own of drawn(ordering({ discount }, segment))) expect(amountsOf(own, 'paid').length).toBe(1)
  })

  it('yields what the customer asks, or more', () => {
    const takes = (logReturn: number) => drawn(ordering({ discount: { ...discount, logReturn } })).map(keptOf)
    expect(takes(0).every((kept) => kept > 0)).toBe(true)
    expect(takes(-1e-9).every((kept) => kept === 0)).toBe(true)
  })

  it('is that of the day of issue', () => {
    const own = ordering({ discount })
    const phases = [...always({ discount }), { from: 20, policy: steadyPolicy }]
    const customers = own.customers.map((customer) => ({ ...customer, phases }))
    for (const invoice of drawn({ ...own, customers })) expect(keptOf(invoice) > 0).toBe(invoice.issued < 20)
  })

  it('can be had of an invoice that is there, from the first day on, if nothing of it has been paid', () => {
    const there = (opening: Partial<PlainOpeningInvoice>, days: number) =>
      dailyCompany(
        nobodyPays,
        [{ ...openInvoice, ...opening }],
        {},
        { phases: always({ discount: { ...discount, days } }) },
      )
    const kept = (opening: Partial<PlainOpeningInvoice>, daysOffered = 25) =>
      Object.values(factByDay(there(opening, daysOffered), 'discounts_taken'))
    // Issued on day −20: its last day is day 5, and two days before is day 3.
    expect(kept({})).toEqual([25])
    expect(Number(Object.keys(factByDay(there({}, 25), 'cash_collected'))[0])).toBeGreaterThanOrEqual(3)
    // On the as-of day it was too late.
    expect(kept({}, 20)).toEqual([])
    expect(kept({ partlyPaid: true })).toEqual([])
    expect(kept({ disputed: true })).toEqual([])
    // Of what is open.
    expect(kept({ open: 400 })).toEqual([10])
  })
})

// Each p-value is asked to be at least 1e-6; there are 4.
describe('the hurdle of a discount', () => {
  const [size, replicates, median, deviation] = [500, 20, -1, 0.8]
  const offered = { days: 10, rate: 0.1, logReturn: 0 }
  /** Customers with an invoice each, who are offered a discount that yields e^−0.5 a year: who takes it, by replicate. */
  const takers = (customer: Partial<PlainCustomer>, logReturn = -0.5) => {
    const customers = Array.from({ length: size }, (_, row) => ({
      ...steadyCustomer,
      ordersPerDay: known(0),
      phases: always({ discount: { ...offered, logReturn } }),
      ...customer,
      key: 100 + row,
    }))
    const opening = customers.map((_, row) => ({ ...openInvoice, key: row, customer: row, issued: 0 }))
    const own = {
      ...dailyCompany({ ...nobodyPays, hurdle: { logMedian: median, logDeviation: deviation } }, opening),
      customers,
    }
    return drawnInvoices(own, replicates).flat().length
  }
  const below = (log: number) => normalProbability((log - median) / deviation)
  const pValue = (count: number, share: number) =>
    twoSidedNormalTail((count - size * replicates * share) / Math.sqrt(size * replicates * share * (1 - share)))

  it('is lognormally distributed over customers: who asks less takes it', () => {
    expect(pValue(takers({}), below(-0.5))).toBeGreaterThan(falseAlarmRate)
    expect(pValue(takers({}), below(-0.4))).toBeLessThan(falseAlarmRate)
    expect(pValue(takers({}, -2), below(-2))).toBeGreaterThan(falseAlarmRate)
  })

  it('agrees with what the customer is known to do', () => {
    // Known not to take e^−1: of those as many more take e^−0.5 as there are hurdles between.
    const above = (log: number) => (below(log) - below(-1)) / (1 - below(-1))
    const refused = takers({ hurdleAbove: -1 })
    expect(pValue(refused, above(-0.5))).toBeGreaterThan(falseAlarmRate)
    expect(pValue(refused, below(-0.5))).toBeLessThan(falseAlarmRate)
    expect(takers({ hurdleAbove: -0.5 })).toBe(0)
    // Known to take e^−0.2: then those above are none.
    expect(pValue(takers({ hurdleAtMost: -0.2 }), below(-0.5) / below(-0.2))).toBeGreaterThan(falseAlarmRate)
    expect(takers({ hurdleAtMost: -0.5 })).toBe(size * replicates)
  })

  it('is what is known of the customer where that is most improbable', () => {
    // Of hurdles around e^−1 none in 10^20 is above e^7 or below e^−9.
    expect([takers({ hurdleAbove: 7 }, 7), takers({ hurdleAbove: 7 }, 7.001)]).toEqual([0, size * replicates])
    expect([takers({ hurdleAtMost: -9 }, -9.001), takers({ hurdleAtMost: -9 }, -9)]).toEqual([0, size * replicates])
  })
})
