import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Plan } from '../../src/engine/plan.js'
import type { PlanInput } from '../../src/scenario/plan/compile-plan.js'
import { withLever } from '../engine/change-company.js'
import type { PlainCompany } from '../engine/plain-company.js'
import { planOf } from '../engine/plan-of.js'
import { independentCompany } from '../engine/random-company.js'
import { demo, planUnder } from './known-companies.js'
import { type PaymentShift, paymentShift } from './payment-days.js'

/**
 * Derivation. An invoice draws one threshold, and is paid on the first day on which −Σ ln(1 − h·m) has reached it. A lever that
 * raises m on some days raises that sum on every day from then on and changes no draw, so the day is reached no later;
 * the rest of a part payment starts no later and rises no slower; a pay day that is waited for comes no later, either. It
 * holds for every payment of every invoice in every replicate, not on the average: a single exception is a defect. It is no law
 * where invoices hang on one another: what is paid sooner lets another order through, or gives a collector time for another call.
 */
const withHazards = (company: PlainCompany, factor: number, from: number) =>
  planOf(withLever(company, from, ({ levers }) => ({ levers: [...levers, { from: -1000, factor }] })))

describe('a higher hazard, on random companies without limits, holds and contacts', () => {
  /** Adds up what a lever of a random size and beginning does to random companies. */
  function shiftOf(
    change: (plan: Plan, company: PlainCompany) => Plan,
    factors: readonly [number, number],
  ): PaymentShift {
    const total = { payments: 0, sooner: 0, later: 0 }
    const factor = fc.integer({ min: factors[0] * 100, max: factors[1] * 100 }).map((n) => n / 100)
    fc.assert(
      fc.property(independentCompany, factor, fc.integer({ min: 1, max: 60 }), (company, by, from) => {
        const shift = paymentShift(planOf(company), change(withHazards(company, by, from), company), 3)
        for (const key of ['payments', 'sooner', 'later'] as const) total[key] += shift[key]
      }),
      { seed: 7, numRuns: 160 },
    )
    return total
  }

  test('makes every payment come no later, in every replicate', () => {
    const { payments, sooner, later } = shiftOf((plan) => plan, [1, 4])
    expect(later).toBe(0)
    expect(payments).toBeGreaterThan(15_000)
    expect(sooner).toBeGreaterThan(1000)
  })

  test('teeth: a hazard that is lower fails the same check', () => {
    expect(shiftOf((plan) => plan, [0.8, 0.99]).later).toBeGreaterThan(0)
  })

  test('teeth: so does a lever that draws anew what is not surely known', () => {
    const anew = ({ segments, ...plan }: Plan): Plan => ({
      ...plan,
      segments: { ...segments, key: segments.key.map((key) => key + 1_000_000) },
    })
    expect(shiftOf(anew, [1, 4]).later).toBeGreaterThan(0)
  })
})

describe('a higher hazard, on the demo company', () => {
  let input: PlanInput
  let baseline: Plan
  beforeAll(async () => {
    input = await demo()
    baseline = planUnder(input)
  })
  const collections = (by: number, from: number) =>
    planUnder(input, `{ collections: [{ hazard_multiplier: ${by}, from_days_past_due: ${from} }] }`)

  test.each([
    [1.02, 1],
    [1.15, 1],
    [3, -10],
  ])('by × %f from day %i past due on makes every payment come no later', (by, from) => {
    const { payments, sooner, later } = paymentShift(baseline, collections(by, from), 4)
    expect(later).toBe(0)
    expect(payments).toBeGreaterThan(10_000)
    expect(sooner).toBeGreaterThan(100)
  })

  test('teeth: a hazard 1 % lower, and luck that is drawn by another seed, fail the same check', () => {
    expect(paymentShift(baseline, collections(0.99, 1), 4).later).toBeGreaterThan(0)
    const { payments, later } = paymentShift(baseline, { ...collections(1.15, 1), keyLow: baseline.keyLow + 1 }, 4)
    // Not even the invoices are the same ones.
    expect(later / payments).toBeGreaterThan(0.5)
  })
})
