import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HazardCurve } from '../../src/engine/hazard-curve.js'
import { type PaymentHabit, paymentDay } from '../../src/engine/payment-day.js'
import { never } from '../../src/engine/plan.js'
import { curveOf } from './curve-of.js'

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

/** Months with a factor each; none where the economy is steady. */
const months = fc.array(
  fc.record({
    days: fc.integer({ min: 1, max: 60 }),
    factor: fc.integer({ min: 20, max: 300 }).map((n) => n / 100),
  }),
  { minLength: 1, maxLength: 6 },
)
type Months = typeof months extends fc.Arbitrary<infer T> ? T : never

const situation = fc.record({
  before: daily,
  after: daily,
  leversFrom: fc.oneof(fc.constant(never), fc.integer({ min: 1, max: 120 })),
  months,
  isSteady: fc.boolean(),
  defaultDay: fc.oneof(fc.constant(never), fc.integer({ min: 1, max: 150 })),
  clockDue: fc.integer({ min: -80, max: 80 }),
  start: fc.integer({ min: 1, max: 150 }),
  threshold,
})
type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never

const horizonOf = (list: Months) => list.reduce((sum, { days }) => sum + days, 0)

const curveOfDays = (values: Daily) => curveOf(firstDay, lastDay, values)

function habitOf(before: HazardCurve, after: HazardCurve, given: Partial<Situation>): PaymentHabit {
  const list = given.months ?? [{ days: 200, factor: 1 }]
  const monthEnds = Int32Array.from(list, (_, month) => horizonOf(list.slice(0, month + 1)))
  return {
    before,
    after,
    leversFrom: given.leversFrom ?? never,
    factors: (given.isSteady ?? true) ? null : Float64Array.from(list, ({ factor }) => factor),
    monthEnds,
    monthOfDay: Int32Array.from({ length: horizonOf(list) + 1 }, (_, day) => monthEnds.findIndex((end) => day <= end)),
    defaultDay: given.defaultDay ?? never,
  }
}

/** The engine's day; days beyond the horizon are none, whether it knows them or not. */
function engineDay(given: Situation): number {
  const habit = habitOf(curveOfDays(given.before), curveOfDays(given.after), given)
  const day = paymentDay(habit, given.clockDue, given.start, given.threshold)
  return day <= horizonOf(given.months) ? day : never
}

/** The oracle: walk the days and add up −ln(1 − h). Also how near any day's sum came to the threshold. */
function walkDays({ before, after, leversFrom, clockDue, start, threshold, ...given }: Situation) {
  let sum = 0
  let nearest = Number.POSITIVE_INFINITY
  const factors = given.months.flatMap(({ days, factor }) => new Array<number>(days).fill(given.isSteady ? 1 : factor))
  for (let day = start; day <= factors.length; day++) {
    const own = (day < leversFrom ? before : after)[day - clockDue - firstDay] ?? 0
    sum += own === 1 ? Number.POSITIVE_INFINITY : -factors[day - 1]! * Math.log(1 - own)
    nearest = Math.min(nearest, Math.abs(sum - threshold))
    if (sum >= threshold) return { day: day < given.defaultDay ? day : never, nearest }
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
      fc
        .sample(situation, { seed: 1, numRuns: 1000 })
        .filter((given) => engineDay(given) !== walkDays(wrong(given)).day)
    expect(disagree((given) => ({ ...given, start: given.start + 1 })).length).toBeGreaterThan(50)
    expect(disagree((given) => ({ ...given, clockDue: given.clockDue + 1 })).length).toBeGreaterThan(50)
    expect(disagree((given) => ({ ...given, leversFrom: given.leversFrom + 1 })).length).toBeGreaterThan(5)
    expect(disagree((given) => ({ ...given, isSteady: !given.isSteady })).length).toBeGreaterThan(20)
    expect(disagree((given) => ({ ...given, defaultDay: given.defaultDay + 10 })).length).toBeGreaterThan(5)
    const monthsADayLater = ([first, ...others]: Months) => [{ ...first!, days: first!.days + 1 }, ...others]
    expect(disagree((given) => ({ ...given, months: monthsADayLater(given.months) })).length).toBeGreaterThan(3)
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

  it('does not notice months whose factors are all 1, nor where they end', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const plain = { ...given, isSteady: true }
        const even = { ...given, isSteady: false, months: given.months.map(({ days }) => ({ days, factor: 1 })) }
        fc.pre(walkDays(plain).nearest > rounding)
        expect(engineDay(even)).toBe(engineDay(plain))
      }),
      { seed: 5, numRuns: 3000 },
    )
  })

  it('never pays later in better months, nor at all on or after the day of default', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const months = given.months.map(({ days, factor }, index) => ({ days, factor: factor * (1 + (index % 2)) }))
        fc.pre(walkDays(given).nearest > rounding && walkDays({ ...given, months }).nearest > rounding)
        const day = engineDay(given)
        expect(engineDay({ ...given, months })).toBeLessThanOrEqual(day)
        expect(day === never || day < given.defaultDay).toBe(true)
        // A default that comes later than the payment changes nothing.
        if (day !== never) expect(engineDay({ ...given, defaultDay: day + 1 })).toBe(day)
        if (day !== never) expect(engineDay({ ...given, defaultDay: day })).toBe(never)
      }),
      { seed: 6, numRuns: 2000 },
    )
  })

  const largest = -Math.log(0.5 * 2 ** -32)

  it('is certain on a day of hazard 1, whatever the threshold, and in whatever month', () => {
    const curve = curveOfDays(Array.from({ length }, (_, index) => (firstDay + index === 0 ? 1 : 0)))
    expect(paymentDay(habitOf(curve, curve, {}), 7, 1, largest)).toBe(7)
    for (const factor of [0.03, 0.2, 0.45, 1, 3, 20]) {
      const months = [{ days: 200, factor }]
      expect(paymentDay(habitOf(curve, curve, { months, isSteady: false }), 7, 1, largest)).toBe(7)
    }
  })

  it('never comes while nothing accumulates, before, in and after the table', () => {
    const [nothing, always] = [0, 0.5].map((own) => curveOfDays(new Array<number>(length).fill(own)))
    expect(paymentDay(habitOf(nothing!, nothing!, {}), 0, 1, 1e-9)).toBe(never)
    const steadily = habitOf(always!, always!, {})
    expect(paymentDay(steadily, 0, lastDay + 1, 1e-9)).toBe(never)
    expect(paymentDay(steadily, 0, lastDay, 1e-9)).toBe(lastDay)
    expect(paymentDay(steadily, 100, 1, 1e-9)).toBe(100 + firstDay)
  })
})
