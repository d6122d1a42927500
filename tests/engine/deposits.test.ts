import { describe, expect, it } from 'vitest'
import { certain, dailyCompany, factByDay, half, nobodyPays } from './by-day.js'
import { amountsOf, dayOf, drawnInvoices } from './drawn-invoices.js'
import type { PlainCompany, PlainSegment } from './plain-company.js'
import { always, known } from './steady-company.js'

describe('a deposit', () => {
  const ordering = (deposit: number, segment: PlainSegment = nobodyPays, logAmountMean = 8) =>
    dailyCompany(segment, [], {}, { ordersPerDay: known(5), logAmountMean, phases: always({ deposit }) })
  const drawn = (own: PlainCompany) => drawnInvoices(own, 5).flat()

  it('comes in on the day of issue, to the cent, and leaves the rest to the customer’s habit', () => {
    for (const own of drawn(ordering(0.25, certain))) {
      const first = Math.round(own.amount * 0.25)
      // Who pays as soon as it may pays the rest on the same day.
      expect(amountsOf(own, 'paid')).toEqual([first, own.amount - first])
      expect([dayOf(own, 'paid'), dayOf(own, 'settled')]).toEqual([own.issued, own.issued])
    }
    for (const own of drawn(ordering(0.25))) expect(amountsOf(own, 'paid')).toEqual([Math.round(own.amount * 0.25)])
  })

  it('that rounds to nothing is none, and half a cent goes up', () => {
    // Every amount is one cent.
    expect(drawn(ordering(0.49, nobodyPays, 0)).flatMap((own) => amountsOf(own, 'paid'))).toEqual([])
    for (const own of drawn(ordering(0.5, nobodyPays, 0))) expect(amountsOf(own, 'paid')).toEqual([1])
  })

  it('of all settles the invoice once and for all: it is not paid again, disputed or written off', () => {
    const segment = { ...certain, disputes: known(1), disputeDays: known(2) }
    for (const own of [...drawn(ordering(1, segment)), ...drawn(ordering(0.5, segment, 0))]) {
      expect(own.events.map(({ event }) => event)).toEqual(['issued', 'paid', 'settled'])
    }
    const whole = ordering(1, segment)
    expect(factByDay(whole, 'cash_collected')).toEqual(factByDay(whole, 'credit_sales'))
    expect([factByDay(whole, 'open_invoices'), factByDay(whole, 'disputes_opened')]).toEqual([{}, {}])
  })

  it('is no part payment: the rest may be paid in parts, and earn a discount', () => {
    for (const own of drawn(ordering(0.25, { ...certain, ...half }))) {
      if (own.issued < 40) expect(amountsOf(own, 'paid').length).toBe(3)
    }
    const discounted = ordering(0.25)
    const policy = { deposit: 0.25, discount: { days: 2, rate: 0.1, logReturn: 1 } }
    const customers = discounted.customers.map((customer) => ({ ...customer, phases: always(policy) }))
    for (const own of drawn({ ...discounted, customers })) {
      const rest = own.amount - Math.round(own.amount * 0.25)
      if (own.issued <= 38) expect(amountsOf(own, 'discount taken')).toEqual([Math.round(rest * 0.1)])
    }
  })
})
