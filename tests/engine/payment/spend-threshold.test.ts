import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paymentDay, spendThreshold } from '../../../src/engine/payment/payment-habit.js'
import { never } from '../../../src/engine/plan.js'
import { hazardThrough } from './curve-of.js'
import {
  awaited,
  curveOfDays,
  engineDay,
  habitIn,
  habitOf,
  horizonOf,
  length,
  plainHazards,
  rounding,
  type Situation,
  situation,
  threshold,
  walkDays,
} from './situation.js'

/** What is left of a threshold that the accumulated hazard has reached. */
const least = 1e-12

/** What is left of a situation's threshold when spans of days, each with its first and last, have been taken off one after the other. */
function leftOf(given: Situation, ...spans: readonly (readonly [number, number])[]): number {
  const habit = habitIn(given)
  const invoice = awaited(given.clockDue, given.threshold, given.boost)
  for (const [start, end] of spans) spendThreshold(habit, invoice, start, end)
  return invoice.threshold
}

/** Whether no day is certain: what accumulates then is as exact as its sums. */
const isUncertain = ({ phases }: Situation) => phases.every(({ daily }) => daily.every((own) => own < 1))

/** More than accumulates in most situations, and so little that what is left is good to the digits that are compared. */
const much = 1000

describe('spendThreshold', () => {
  it('takes off the plain day-by-day sum of −ln(1 − h), and adds up wherever its days are cut', () => {
    const met = { something: 0, everything: 0 }
    fc.assert(
      fc.property(situation.filter(isUncertain), fc.nat(60), fc.nat(60), (own, first, second) => {
        const given = { ...own, threshold: much }
        const { start } = given
        const end = Math.min(horizonOf(given.months), start + first + second)
        fc.pre(start <= end)
        const sum = plainHazards(given)
          .slice(0, end - start + 1)
          .reduce((total, hazard) => total + hazard, 0)
        if (sum > 0) met.something++
        if (sum > much) met.everything++
        const left = Math.max(least, much - sum)
        expect(leftOf(given, [start, end])).toBeCloseTo(left, 9)
        const cut = Math.min(end, start + first)
        expect(leftOf(given, [start, cut], [cut + 1, end])).toBeCloseTo(left, 9)
      }),
      { seed: 10, numRuns: 2000 },
    )
    expect(met.something).toBeGreaterThan(400)
    expect(met.everything).toBeLessThan(100)
  })

  it('teeth: a day more or less, and another clock, boost, month or phase is told apart', () => {
    const cases = fc.sample(situation.filter(isUncertain), { seed: 13, numRuns: 2000 }).flatMap((own) => {
      const given = { ...own, threshold: much }
      const end = Math.min(horizonOf(given.months), given.start + 30)
      return given.start < end ? [{ given, end, left: leftOf(given, [given.start, end]) }] : []
    })
    const disagree = (wrong: (given: Situation, end: number) => number) =>
      cases.filter(({ given, end, left }) => Math.abs(left - wrong(given, end)) > rounding).length
    expect(disagree((given, end) => leftOf(given, [given.start, end]))).toBe(0)
    expect(disagree((given, end) => leftOf(given, [given.start + 1, end]))).toBeGreaterThan(100)
    expect(disagree((given, end) => leftOf(given, [given.start, end - 1]))).toBeGreaterThan(100)
    const changed = (changes: (given: Situation) => Partial<Situation>) =>
      disagree((given, end) => leftOf({ ...given, ...changes(given) }, [given.start, end]))
    expect(changed((given) => ({ clockDue: given.clockDue + 1 }))).toBeGreaterThan(50)
    expect(changed(() => ({ boost: null }))).toBeGreaterThan(50)
    expect(changed(({ isSteady }) => ({ isSteady: !isSteady }))).toBeGreaterThan(50)
    expect(changed(({ phases }) => ({ phases: phases.slice(0, 1) }))).toBeGreaterThan(50)
  })

  it('has used the threshold up on the day of payment, and not on the day before', () => {
    let paid = 0
    fc.assert(
      fc.property(situation, (given) => {
        const open = { ...given, payDays: null, defaultDay: never }
        const { day, nearest } = walkDays(open)
        fc.pre(nearest > rounding && day !== never)
        paid++
        expect(engineDay(open)).toBe(day)
        expect(leftOf(open, [open.start, day])).toBe(least)
        expect(leftOf(open, [open.start, day - 1])).toBeGreaterThan(least)
      }),
      { seed: 11, numRuns: 1000 },
    )
    expect(paid).toBe(1000)
  })

  it('leaves a threshold that is reached on the same day, wherever before that it has been cut', () => {
    fc.assert(
      fc.property(situation, fc.nat(150), (given, more) => {
        const open = { ...given, payDays: null, defaultDay: never }
        const { day, nearest } = walkDays(open)
        fc.pre(nearest > rounding && day !== never && day > open.start)
        const cut = open.start + (more % (day - open.start))
        const habit = habitIn(open)
        const invoice = awaited(open.clockDue, open.threshold, open.boost)
        spendThreshold(habit, invoice, open.start, cut)
        expect(paymentDay(habit, invoice, cut + 1)).toBe(day)
      }),
      { seed: 14, numRuns: 1000 },
    )
  })

  it('takes nothing off where there are no days', () => {
    const habit = habitOf([curveOfDays(new Array<number>(length).fill(0.5))])
    for (const whole of [least, 0.1, 1, 22.9]) {
      const invoice = awaited(0, whole)
      spendThreshold(habit, invoice, 5, 4)
      expect(invoice.threshold).toBe(whole)
    }
  })

  it('never leaves less than 10^−12, nor more than there was', () => {
    const tiny = fc.double({ min: least, max: 1e-9, noNaN: true })
    const spans = fc.array(fc.tuple(fc.integer({ min: 1, max: 150 }), fc.nat(40)), { minLength: 1, maxLength: 5 })
    let spent = 0
    fc.assert(
      fc.property(situation, fc.oneof(threshold, tiny), spans, (own, whole, list) => {
        const given = { ...own, threshold: whole }
        const horizon = horizonOf(given.months)
        const left = leftOf(given, ...list.map(([start, more]) => [start, Math.min(horizon, start + more)] as const))
        if (left === least && whole > least) spent++
        expect(left).toBeGreaterThanOrEqual(least)
        expect(left).toBeLessThanOrEqual(whole)
      }),
      { seed: 15, numRuns: 2000 },
    )
    expect(spent).toBeGreaterThan(500)
  })

  it('leaves 10^−12 of the very hazard that accumulates, and of a number next to it', () => {
    for (const servesMany of [false, true]) {
      const curve = curveOfDays(new Array<number>(length).fill(0.1), { servesMany })
      for (const end of [0, 7, 60]) {
        for (const by of [-(2 ** -52), 0, 2 ** -52]) {
          const invoice = awaited(0, hazardThrough(curve, end) * (1 + by))
          spendThreshold(habitOf([curve]), invoice, -30, end)
          expect(invoice.threshold).toBe(least)
        }
      }
    }
  })
})
