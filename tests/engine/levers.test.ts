import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withCustomers, withLever, withoutLevers, withPolicies } from './change-company.js'
import { bytesOf, factsOf, seriesOf } from './fact-series.js'
import { horizonOf, type PlainCompany } from './plain-company.js'
import { independentCompany } from './random-company.js'
import { sampleCompany } from './sample-company.js'

/** The company with a collection lever for all: from a day on every customer's hazards are multiplied. */
const withMultiplier = (company: PlainCompany, factor: number, from: number) =>
  withLever(company, from, ({ levers }) => ({ levers: [...levers, { from: -1000, factor }] }))

const fromDay = fc.integer({ min: 1, max: 90 })

describe('hazard multipliers', () => {
  it('of 1 change nothing, bit for bit, from whatever day they act', () => {
    fc.assert(
      fc.property(independentCompany, fromDay, (company, from) => {
        const same = withMultiplier(company, 1, from)
        expect(bytesOf(factsOf(same, 2)).equals(bytesOf(factsOf(company, 2)))).toBe(true)
      }),
      { seed: 1, numRuns: 100 },
    )
  })

  // But for deposits and discounts, which do not go by the hazard, and for what waits for a pay day.
  it('of 0 mean that nobody decides to pay from the day they act, and everybody as before until then', () => {
    const byHabitAlone = (company: PlainCompany) =>
      withPolicies(
        withCustomers(company, () => ({ payCalendar: null })),
        () => ({ discount: null, deposit: 0 }),
      )
    fc.assert(
      fc.property(independentCompany, fc.integer({ min: 0, max: 4 }), (any, month) => {
        const company = byHabitAlone(any)
        const lastMonth = Math.min(month, company.monthEnds.length - 1)
        const from = company.monthEnds[lastMonth]! + 1
        const nobody = seriesOf(company, factsOf(withMultiplier(company, 0, from), 2), 'cash_collected')
        const everybody = seriesOf(company, factsOf(company, 2), 'cash_collected')
        expect(nobody).toEqual(everybody.map((cash) => cash.map((own, index) => (index <= lastMonth ? own : 0))))
      }),
      { seed: 2, numRuns: 100 },
    )
    const nobody = withMultiplier(sampleCompany, 0, 1)
    const cashOf = (company: PlainCompany) => seriesOf(company, factsOf(company), 'cash_collected').flat()
    expect(cashOf(byHabitAlone(nobody))).toEqual(new Array(8 * 3 * 4).fill(0))
    // What is paid then is discounted, all of it.
    const discounted = withPolicies(nobody, ({ discount }) => ({
      discount: discount && { ...discount, rate: 0.02 },
      deposit: 0,
    }))
    const cash = cashOf(discounted)
    const discounts = seriesOf(discounted, factsOf(discounted), 'discounts_taken').flat()
    expect(Math.max(...cash)).toBeGreaterThan(0)
    cash.forEach((own, cell) => {
      expect(Math.abs(discounts[cell]! - (own + discounts[cell]!) * 0.02)).toBeLessThan(100)
    })
  })

  it('above 1 never lower the cash collected by the end of any month, in any replicate and group', () => {
    let higher = 0
    const factor = fc.integer({ min: 100, max: 500 }).map((n) => n / 100)
    fc.assert(
      fc.property(independentCompany, factor, fromDay, (company, by, from) => {
        const cumulative = (values: Float64Array) =>
          seriesOf(company, values, 'cash_collected').map((cash) => {
            let sum = 0
            return cash.map((own) => (sum += own))
          })
        const less = cumulative(factsOf(company, 3)).flat()
        const more = cumulative(factsOf(withMultiplier(company, by, from), 3)).flat()
        more.forEach((cash, index) => {
          expect(cash).toBeGreaterThanOrEqual(less[index]!)
          if (cash > less[index]!) higher++
        })
      }),
      { seed: 3, numRuns: 250 },
    )
    // The levers did act.
    expect(higher).toBeGreaterThan(500)
  })

  it('above 1 never raise the write-offs of any month: each write-off keeps its day or is avoided', () => {
    fc.assert(
      fc.property(independentCompany, fromDay, (company, from) => {
        const before = seriesOf(company, factsOf(company, 3), 'write_offs').flat()
        const after = seriesOf(company, factsOf(withMultiplier(company, 1.5, from), 3), 'write_offs').flat()
        after.forEach((own, index) => {
          expect(own).toBeLessThanOrEqual(before[index]!)
        })
      }),
      { seed: 4, numRuns: 100 },
    )
  })
})

describe('without levers', () => {
  it('a phase that brings the policy that was there has no effect at all', () => {
    fc.assert(
      fc.property(independentCompany, fromDay, (company, from) => {
        const cut = withLever(company, from, () => ({}))
        expect(cut.customers[0]!.phases.length).toBeGreaterThan(1)
        expect(bytesOf(factsOf(cut, 2)).equals(bytesOf(factsOf(company, 2)))).toBe(true)
      }),
      { seed: 5, numRuns: 100 },
    )
  })

  it('customers may share the rows of a policy in the plan, or have equal ones of their own', () => {
    fc.assert(
      fc.property(independentCompany, (company) => {
        const apart = withPolicies(company, (policy) => ({ levers: [...policy.levers], terms: { ...policy.terms } }))
        expect(bytesOf(factsOf(apart, 2)).equals(bytesOf(factsOf(company, 2)))).toBe(true)
      }),
      { seed: 6, numRuns: 100 },
    )
  })

  it('levers that begin after the horizon change nothing', () => {
    const horizon = horizonOf(sampleCompany)
    const begin = (day: number) =>
      withCustomers(sampleCompany, ({ phases: [today, ...later] }) => ({
        phases: [today!, ...later.map((phase, index) => ({ ...phase, from: day + index }))],
      }))
    const late = factsOf(begin(horizon + 1))
    expect(bytesOf(late).equals(bytesOf(factsOf(withoutLevers(sampleCompany))))).toBe(true)
    expect(bytesOf(factsOf(begin(horizon))).equals(bytesOf(late))).toBe(false)
  })
})
