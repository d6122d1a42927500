import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayReaching, hazardCurves, hazardThrough } from '../../src/engine/hazard-curve.js'
import { paymentDay } from '../../src/engine/payment-day.js'
import { never } from '../../src/engine/plan.js'

const firstDay = -30
const lastDay = 60

/** Daily hazards of a curve, one for each day of the table; none outside it. */
type Daily = readonly number[]

const hazard = fc.oneof(
  fc.constant(0),
  fc.constant(1),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 1000 }).map((n) => n / 10_000),
)
const length = lastDay - firstDay + 1
/** Random curves made of pieces, as behaviour files have them. */
const daily: fc.Arbitrary<Daily> = fc
  .array(fc.tuple(hazard, fc.integer({ min: 1, max: 40 })), { minLength: 1, maxLength: 8 })
  .map((pieces) => {
    const days = pieces.flatMap(([value, days]) => new Array<number>(days).fill(value))
    return Array.from({ length }, (_, index) => days[index] ?? pieces[pieces.length - 1]![0])
  })

/** Thresholds on the engine's own grid, so that one never equals an accumulated hazard exactly. */
const threshold = fc.integer({ min: 0, max: 0xffffffff }).map((word) => -Math.log((word + 0.5) * 2 ** -32))

const situation = fc.record({
  before: daily,
  after: daily,
  leversFrom: fc.oneof(fc.constant(never), fc.integer({ min: -60, max: 120 })),
  clockDue: fc.integer({ min: -80, max: 80 }),
  start: fc.integer({ min: -40, max: 100 }),
  threshold,
})
type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never

function curvesOf(...curves: Daily[]) {
  return hazardCurves(
    curves.map((values) => ({ dailyHazard: (day: number) => values[day - firstDay]! })),
    firstDay,
    lastDay,
  )
}

function engineDay({ before, after, leversFrom, clockDue, start, threshold }: Situation): number {
  return paymentDay(curvesOf(before, after), 0, 1, leversFrom, clockDue, start, threshold)
}

/** The oracle: walk the days and add up −ln(1 − h). Also how near any day's sum came to the threshold. */
function walkDays({ before, after, leversFrom, clockDue, start, threshold }: Situation) {
  let sum = 0
  let nearest = Number.POSITIVE_INFINITY
  for (let day = start; day <= clockDue + lastDay; day++) {
    const own = (day < leversFrom ? before : after)[day - clockDue - firstDay] ?? 0
    sum += own === 1 ? Number.POSITIVE_INFINITY : -Math.log(1 - own)
    nearest = Math.min(nearest, Math.abs(sum - threshold))
    if (sum >= threshold) return { day, nearest }
  }
  return { day: never, nearest }
}

/** Sums in two orders differ by rounding alone; a threshold nearer than that to a sum is no case for a comparison. */
const rounding = 1e-10

describe('paymentDay', () => {
  it('is the first day on which a plain day-by-day sum of −ln(1 − h) reaches the threshold', () => {
    let compared = 0
    fc.assert(
      fc.property(situation, (given) => {
        const { day, nearest } = walkDays(given)
        fc.pre(nearest > rounding)
        compared++
        expect(engineDay(given)).toBe(day)
      }),
      { seed: 1, numRuns: 5000 },
    )
    expect(compared).toBe(5000)
  })

  it('teeth: a walk that starts a day late, or reads the curve a day off, is told apart', () => {
    const disagree = (wrong: (given: Situation) => Situation) =>
      fc.sample(situation, { seed: 1, numRuns: 500 }).filter((given) => engineDay(given) !== walkDays(wrong(given)).day)
    expect(disagree((given) => ({ ...given, start: given.start + 1 })).length).toBeGreaterThan(50)
    expect(disagree((given) => ({ ...given, clockDue: given.clockDue + 1 })).length).toBeGreaterThan(50)
    expect(disagree((given) => ({ ...given, leversFrom: given.leversFrom + 1 })).length).toBeGreaterThan(5)
  })

  it('never pays later when a hazard of either regime is higher on any day', () => {
    fc.assert(
      fc.property(situation, daily, daily, (given, more, evenMore) => {
        const higher = (low: Daily, high: Daily) => low.map((value, index) => Math.max(value, high[index]!))
        const raised = { ...given, before: higher(given.before, more), after: higher(given.after, evenMore) }
        fc.pre(walkDays(given).nearest > rounding && walkDays(raised).nearest > rounding)
        expect(engineDay(raised)).toBeLessThanOrEqual(engineDay(given))
      }),
      { seed: 2, numRuns: 3000 },
    )
  })

  it('never pays later for a smaller threshold, nor before its start', () => {
    fc.assert(
      fc.property(situation, threshold, (given, other) => {
        const [small, large] = [Math.min(given.threshold, other), Math.max(given.threshold, other)]
        const day = engineDay({ ...given, threshold: small })
        expect(day).toBeLessThanOrEqual(engineDay({ ...given, threshold: large }))
        expect(day).toBeGreaterThanOrEqual(given.start)
      }),
      { seed: 3, numRuns: 2000 },
    )
  })

  it('does not notice the day of a change between equal curves', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const same = { ...given, after: given.before }
        fc.pre(walkDays(same).nearest > rounding)
        expect(engineDay(same)).toBe(engineDay({ ...same, leversFrom: never }))
      }),
      { seed: 4, numRuns: 3000 },
    )
  })

  it('is certain on a day of hazard 1, whatever the threshold', () => {
    const certainOnDueDay = Array.from({ length }, (_, index) => (firstDay + index === 0 ? 1 : 0))
    const largest = -Math.log(0.5 * 2 ** -32)
    expect(paymentDay(curvesOf(certainOnDueDay), 0, 0, never, 7, -20, largest)).toBe(7)
  })

  it('never comes while nothing accumulates, before, in and after the table', () => {
    const nothing = new Array<number>(length).fill(0)
    expect(paymentDay(curvesOf(nothing), 0, 0, never, 0, -100, 1e-9)).toBe(never)
    const always = new Array<number>(length).fill(0.5)
    expect(paymentDay(curvesOf(always), 0, 0, never, 0, lastDay + 1, 1e-9)).toBe(never)
    expect(paymentDay(curvesOf(always), 0, 0, never, 0, lastDay, 1e-9)).toBe(lastDay)
    expect(paymentDay(curvesOf(always), 0, 0, never, 0, firstDay - 50, 1e-9)).toBe(firstDay)
  })
})

describe('hazard curves', () => {
  it('accumulate −ln(1 − h) day by day: survival is the product of (1 − h)', () => {
    fc.assert(
      fc.property(daily, fc.integer({ min: firstDay - 5, max: lastDay + 5 }), (values, day) => {
        const survival = values.filter((_, index) => firstDay + index <= day).reduce((left, own) => left * (1 - own), 1)
        expect(Math.exp(-hazardThrough(curvesOf(values), 0, day))).toBeCloseTo(survival, 10)
      }),
      { seed: 5, numRuns: 500 },
    )
  })

  it('reach a level on the first day that has at least it, found by looking at every day', () => {
    fc.assert(
      fc.property(daily, daily, fc.double({ min: 1e-9, max: 30, noNaN: true }), (first, second, level) => {
        const curves = curvesOf(first, second)
        for (const curve of [0, 1]) {
          let expected = never
          for (let day = lastDay; day >= firstDay; day--) if (hazardThrough(curves, curve, day) >= level) expected = day
          expect(dayReaching(curves, curve, level)).toBe(expected)
        }
      }),
      { seed: 6, numRuns: 500 },
    )
  })

  it('reach on a day the very level that has accumulated by it', () => {
    const curves = curvesOf(new Array<number>(length).fill(0.1))
    for (const day of [firstDay, 0, lastDay]) expect(dayReaching(curves, 0, hazardThrough(curves, 0, day))).toBe(day)
  })

  it('take probabilities above 1, as a multiplier makes them, for certain', () => {
    const curves = hazardCurves([{ dailyHazard: (day) => (day === 0 ? 1.7 : 0) }], -1, 1)
    expect([-1, 0, 1].map((day) => hazardThrough(curves, 0, day))).toEqual([0, 50, 50])
  })
})
