import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HazardCurve } from '../../../src/engine/payment/hazard-curve.js'
import {
  accumulatedBetween,
  type Boost,
  noBoost,
  PaymentHabit,
  paymentDay,
} from '../../../src/engine/payment/payment-habit.js'
import { never } from '../../../src/engine/plan.js'
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

/** A curve from a day on; the first one from ever. */
interface Phase {
  readonly from: number
  readonly daily: Daily
}
const phases: fc.Arbitrary<readonly Phase[]> = fc
  .uniqueArray(fc.integer({ min: 1, max: 120 }), { maxLength: 3 })
  .chain((days) =>
    fc.tuple(
      fc.record({ from: fc.constant(-never), daily }),
      ...days.sort((a, b) => a - b).map((from) => fc.record({ from: fc.constant(from), daily })),
    ),
  )

const boost: fc.Arbitrary<Boost> = fc.record({
  factor: fc.oneof(
    fc.constantFrom(0, 1),
    fc.integer({ min: 20, max: 400 }).map((n) => n / 100),
  ),
  through: fc.integer({ min: 0, max: 200 }),
})

const defaultDay = fc.oneof(fc.constant(never), fc.integer({ min: 1, max: 150 }))
const payDays = fc
  .uniqueArray(fc.integer({ min: 1, max: 200 }), { maxLength: 20 })
  .map((days) => days.sort((a, b) => a - b))

const situation = fc.record({
  phases,
  months,
  isSteady: fc.boolean(),
  boost: fc.oneof(fc.constant<Boost | null>(null), boost),
  defaultDay,
  payDays: fc.oneof({ weight: 2, arbitrary: fc.constant<readonly number[] | null>(null) }, payDays),
  clockDue: fc.integer({ min: -80, max: 80 }),
  // Months are some 100 days together, so that many start beyond the horizon.
  start: fc.integer({ min: 1, max: 150 }),
  threshold,
})
type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never

const horizonOf = (list: Months) => list.reduce((sum, { days }) => sum + days, 0)

const curveOfDays = (values: Daily) => curveOf(firstDay, lastDay, values)

/** One object for all, as the engine has it: what is left in it of one customer must not matter to the next. */
const reused = new PaymentHabit()

interface HabitChanges extends Partial<Pick<Situation, 'months' | 'isSteady' | 'defaultDay' | 'payDays'>> {
  /** The first days of all curves but the first. */
  readonly curveFrom?: readonly number[]
}

function habitOf(curves: readonly HazardCurve[], given: HabitChanges = {}): PaymentHabit {
  const list = given.months ?? [{ days: 200, factor: 1 }]
  const horizon = horizonOf(list)
  const monthEnds = Int32Array.from(list, (_, month) => horizonOf(list.slice(0, month + 1)))
  curves.forEach((curve, phase) => {
    reused.curves[phase] = curve
    reused.curveFrom[phase] = phase === 0 ? -never : given.curveFrom![phase - 1]!
  })
  reused.phases = curves.length
  reused.factors = (given.isSteady ?? true) ? null : Float64Array.from(list, ({ factor }) => factor)
  reused.monthEnds = monthEnds
  reused.monthOfDay = Uint8Array.from({ length: horizon + 1 }, (_, day) => monthEnds.findIndex((end) => day <= end))
  reused.horizon = horizon
  reused.defaultDay = given.defaultDay ?? never
  // Behind another calendar.
  reused.payFrom = given.payDays ? horizon + 1 : -1
  reused.payCalendars = Int32Array.from({ length: 2 * (horizon + 1) }, (_, place) =>
    place <= horizon ? place : (given.payDays?.find((own) => own >= place - horizon - 1 && own <= horizon) ?? never),
  )
  return reused
}

/** The engine's day; days beyond the horizon are none, whether it knows them or not. */
function engineDay(given: Situation): number {
  const [, ...later] = given.phases
  const habit = habitOf(
    given.phases.map((phase) => curveOfDays(phase.daily)),
    { ...given, curveFrom: later.map(({ from }) => from) },
  )
  const decided = paymentDay(habit, given.clockDue, given.start, given.threshold, given.boost ?? noBoost)
  const day = habit.onPayDay(decided)
  return day <= horizonOf(given.months) ? day : never
}

/** The oracle: walk the days and add up −ln(1 − h). Also how near any day's sum came to the threshold. */
function walkDays({ phases, clockDue, start, threshold, boost, payDays, ...given }: Situation) {
  let sum = 0
  let ofFirstDay = 0
  let nearest = Number.POSITIVE_INFINITY
  const factors = given.months.flatMap(({ days, factor }) => new Array<number>(days).fill(given.isSteady ? 1 : factor))
  for (let day = start; day <= factors.length; day++) {
    const phase = phases.filter(({ from }) => from <= day).at(-1)!
    const own = phase.daily[day - clockDue - firstDay] ?? 0
    const factor = factors[day - 1]! * (boost !== null && day <= boost.through ? boost.factor : 1)
    if (factor > 0) sum += own === 1 ? Number.POSITIVE_INFINITY : -factor * Math.log(1 - own)
    if (day === start) ofFirstDay = sum
    nearest = Math.min(nearest, Math.abs(sum - threshold))
    if (sum >= threshold) {
      const paid = payDays === null ? day : (payDays.find((own) => own >= day && own <= factors.length) ?? never)
      return { day: paid < given.defaultDay ? paid : never, nearest, ofFirstDay }
    }
  }
  return { day: never, nearest, ofFirstDay }
}

/**
 * Sums in two orders differ by rounding alone; a threshold nearer than that to a sum is no case for a comparison. Days of
 * hazard 1 add up to 91,000 with 1.5e-11 between neighbouring numbers, and a factor may be as great as 12.
 */
const rounding = 1e-9

describe('paymentDay', () => {
  it('is the first day on which a plain day-by-day sum of −ln(1 − h) reaches the threshold', () => {
    const met = { compared: 0, paid: 0, phases: 0, boosted: 0, onPayDay: 0, beyond: 0 }
    fc.assert(
      fc.property(situation, (given) => {
        const { day, nearest } = walkDays(given)
        fc.pre(nearest > rounding)
        met.compared++
        if (day !== never) met.paid++
        if (day !== never && given.phases.some(({ from }) => from > given.start && from <= day)) met.phases++
        if (day !== never && given.boost !== null && given.boost.through >= given.start) met.boosted++
        if (day !== never && given.payDays !== null) met.onPayDay++
        if (given.start > horizonOf(given.months)) met.beyond++
        expect(engineDay(given)).toBe(day)
      }),
      { seed: 1, numRuns: 5000 },
    )
    expect(met.compared).toBe(5000)
    // None of the things that matter is rare.
    expect(Math.min(...Object.values(met))).toBeGreaterThan(100)
  })

  it('teeth: a walk that starts a day late, or reads the curve a day off, is told apart', () => {
    const cases = fc.sample(situation, { seed: 1, numRuns: 5000 }).map((given) => ({ given, day: engineDay(given) }))
    const disagree = (wrong: (given: Situation) => Situation) =>
      cases.filter(({ given, day }) => day !== walkDays(wrong(given)).day)
    expect(disagree((given) => ({ ...given, start: given.start + 1 })).length).toBeGreaterThan(50)
    expect(disagree((given) => ({ ...given, clockDue: given.clockDue + 1 })).length).toBeGreaterThan(50)
    const phasesADayLater = (list: readonly Phase[]) => list.map((phase) => ({ ...phase, from: phase.from + 1 }))
    expect(disagree((given) => ({ ...given, phases: phasesADayLater(given.phases) })).length).toBeGreaterThan(5)
    expect(disagree((given) => ({ ...given, phases: given.phases.slice(0, 1) })).length).toBeGreaterThan(20)
    expect(disagree((given) => ({ ...given, isSteady: !given.isSteady })).length).toBeGreaterThan(20)
    expect(disagree((given) => ({ ...given, boost: null })).length).toBeGreaterThan(20)
    const boostADayLonger = (own: Boost | null) => own && { ...own, through: own.through + 1 }
    expect(disagree((given) => ({ ...given, boost: boostADayLonger(given.boost) })).length).toBeGreaterThan(2)
    expect(disagree((given) => ({ ...given, payDays: null })).length).toBeGreaterThan(50)
    expect(disagree((given) => ({ ...given, defaultDay: given.defaultDay + 10 })).length).toBeGreaterThan(5)
    const monthsADayLater = ([first, ...others]: Months) => [{ ...first!, days: first!.days + 1 }, ...others]
    expect(disagree((given) => ({ ...given, months: monthsADayLater(given.months) })).length).toBeGreaterThan(3)
  })

  it('never pays later when a hazard of any phase is higher on any day', () => {
    fc.assert(
      fc.property(situation, fc.array(daily, { minLength: 4, maxLength: 4 }), (given, more) => {
        const raised = {
          ...given,
          phases: given.phases.map((phase, index) => ({
            ...phase,
            daily: phase.daily.map((value, day) => Math.max(value, more[index]![day]!)),
          })),
        }
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

  it('does not notice the days of changes between equal curves', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const same = { ...given, phases: given.phases.map((phase) => ({ ...phase, daily: given.phases[0]!.daily })) }
        fc.pre(walkDays(same).nearest > rounding)
        expect(engineDay(same)).toBe(engineDay({ ...given, phases: given.phases.slice(0, 1) }))
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

  it('does not notice a boost of 1, nor one that ends before the start', () => {
    fc.assert(
      fc.property(situation, boost, (given, own) => {
        const none = { ...given, boost: null }
        fc.pre(walkDays(none).nearest > rounding)
        expect(engineDay({ ...given, boost: { ...own, factor: 1 } })).toBe(engineDay(none))
        expect(engineDay({ ...given, boost: { ...own, through: given.start - 1 } })).toBe(engineDay(none))
      }),
      { seed: 7, numRuns: 2000 },
    )
  })

  it('never pays later for a greater boost, nor for one above 1 that lasts longer', () => {
    fc.assert(
      fc.property(situation, boost, fc.integer({ min: 1, max: 100 }), (given, own, more) => {
        const greater = { ...own, factor: own.factor + more / 50 }
        const longer = { factor: 1 + own.factor, through: own.through + more }
        for (const [less, most] of [
          [own, greater],
          [{ ...longer, through: own.through }, longer],
        ]) {
          fc.pre(walkDays({ ...given, boost: less! }).nearest > rounding)
          fc.pre(walkDays({ ...given, boost: most! }).nearest > rounding)
          expect(engineDay({ ...given, boost: most! })).toBeLessThanOrEqual(engineDay({ ...given, boost: less! }))
        }
      }),
      { seed: 8, numRuns: 2000 },
    )
  })

  it('takes a boost through the end of a month for better months until then', () => {
    fc.assert(
      fc.property(situation, boost, fc.nat(5), (given, { factor }, count) => {
        const boosted = Math.min(count, given.months.length - 1)
        const own = given.months.map((month) => (given.isSteady ? { ...month, factor: 1 } : month))
        const through = horizonOf(own.slice(0, boosted + 1))
        const better = own.map((month, index) =>
          index <= boosted ? { ...month, factor: month.factor * factor } : month,
        )
        const inMonths = { ...given, isSteady: false, months: better, boost: null }
        fc.pre(walkDays(inMonths).nearest > rounding)
        expect(engineDay({ ...given, boost: { factor, through } })).toBe(engineDay(inMonths))
      }),
      { seed: 9, numRuns: 2000 },
    )
  })

  const largest = -Math.log(0.5 * 2 ** -32)

  it('is certain on a day of hazard 1, whatever the threshold, in whatever month, and with whatever boost', () => {
    const curve = curveOfDays(Array.from({ length }, (_, index) => (firstDay + index === 0 ? 1 : 0)))
    expect(paymentDay(habitOf([curve]), 7, 1, largest)).toBe(7)
    for (const factor of [0.03, 0.2, 0.45, 1, 3, 20]) {
      const months = [{ days: 200, factor }]
      expect(paymentDay(habitOf([curve], { months, isSteady: false }), 7, 1, largest)).toBe(7)
      expect(paymentDay(habitOf([curve]), 7, 1, largest, { factor, through: 7 })).toBe(7)
    }
  })

  it('never comes while nothing accumulates, before, in and after the table', () => {
    const [nothing, always] = [0, 0.5].map((own) => curveOfDays(new Array<number>(length).fill(own)))
    expect(paymentDay(habitOf([nothing!]), 0, 1, 1e-9)).toBe(never)
    const steadily = habitOf([always!])
    expect(paymentDay(steadily, 0, lastDay + 1, 1e-9)).toBe(never)
    expect(paymentDay(steadily, 0, lastDay, 1e-9)).toBe(lastDay)
    expect(paymentDay(steadily, 100, 1, 1e-9)).toBe(100 + firstDay)
  })

  it('never comes where it would begin beyond the horizon, nor under a boost of 0 that lasts', () => {
    const always = curveOfDays(new Array<number>(length).fill(0.5))
    const habit = habitOf([always], { months: [{ days: 40, factor: 1 }] })
    expect([39, 40].map((start) => paymentDay(habit, 0, start, 1e-9))).toEqual([39, 40])
    expect([41, 60, 5000].map((start) => paymentDay(habit, 0, start, 1e-9))).toEqual([never, never, never])
    expect(paymentDay(habit, 0, 1, 1e-9, { factor: 0, through: 40 })).toBe(never)
    expect(paymentDay(habit, 0, 1, 1e-9, { factor: 0, through: 39 })).toBe(40)
  })

  it('goes by the curve of the phase in which each day lies, from its first day on', () => {
    const [nothing, always] = [0, 1].map((own) => curveOfDays(new Array<number>(length).fill(own)))
    const on = (curveFrom: readonly number[], start: number) =>
      paymentDay(habitOf([nothing!, always!, nothing!, always!], { curveFrom }), 0, start, 1)
    expect(on([10, 12, 20], 1)).toBe(10)
    expect(on([10, 12, 20], 11)).toBe(11)
    expect(on([10, 12, 20], 12)).toBe(20)
    expect(on([10, 12, 20], 25)).toBe(25)
  })
})

describe('accumulatedBetween', () => {
  /** Days of a situation whose hazard accumulates, within the horizon. */
  const between = (given: Situation, start: number, end: number) => {
    const [, ...later] = given.phases
    const curves = given.phases.map((phase) => curveOfDays(phase.daily))
    const habit = habitOf(curves, { ...given, curveFrom: later.map(({ from }) => from) })
    return accumulatedBetween(habit, given.clockDue, start, end, given.boost ?? noBoost)
  }
  /** Whether no day is certain: what accumulates then is as exact as its sums. */
  const isUncertain = ({ phases }: Situation) => phases.every(({ daily }) => daily.every((own) => own < 1))

  it('is the plain day-by-day sum of −ln(1 − h), and adds up wherever its days are cut', () => {
    fc.assert(
      fc.property(situation.filter(isUncertain), fc.nat(60), fc.nat(60), (given, first, second) => {
        const horizon = horizonOf(given.months)
        const end = Math.min(horizon, given.start + first + second)
        fc.pre(given.start <= end)
        const days = Array.from({ length: end - given.start + 1 }, (_, index) => given.start + index)
        const sum = days.reduce(
          (total, day) => total + walkDays({ ...given, start: day, threshold: 1e9 }).ofFirstDay,
          0,
        )
        expect(between(given, given.start, end)).toBeCloseTo(sum, 9)
        const cut = Math.min(end, given.start + first)
        expect(between(given, given.start, cut) + between(given, cut + 1, end)).toBeCloseTo(sum, 9)
      }),
      { seed: 10, numRuns: 1000 },
    )
  })

  it('has reached the threshold on the day of payment, and not on the day before', () => {
    let paid = 0
    fc.assert(
      fc.property(situation, (given) => {
        const open = { ...given, payDays: null, defaultDay: never }
        const { day, nearest } = walkDays(open)
        fc.pre(nearest > rounding && day !== never)
        paid++
        expect(engineDay(open)).toBe(day)
        expect(between(open, open.start, day)).toBeGreaterThanOrEqual(open.threshold)
        expect(between(open, open.start, day - 1)).toBeLessThan(open.threshold)
      }),
      { seed: 11, numRuns: 1000 },
    )
    expect(paid).toBe(1000)
  })

  it('is nothing where there are no days', () => {
    const habit = habitOf([curveOfDays(new Array<number>(length).fill(0.5))])
    expect(accumulatedBetween(habit, 0, 5, 4, noBoost)).toBe(0)
  })
})

describe('pay days', () => {
  const always = curveOfDays(new Array<number>(length).fill(0.5))

  it('are waited for: the next one on or after the day, none where the customer defaults on it or before', () => {
    const habit = habitOf([always], { payDays: [5, 20], months: [{ days: 30, factor: 1 }] })
    expect([1, 5, 6, 20, 21].map((day) => habit.onPayDay(day))).toEqual([5, 5, 20, 20, never])
    habit.defaultDay = 20
    expect([1, 6, 20].map((day) => habit.onPayDay(day))).toEqual([5, never, never])
  })

  it('are any where there is no calendar, and leave alone what is beyond the horizon or never', () => {
    expect([1, 17, never].map((day) => habitOf([always]).onPayDay(day))).toEqual([1, 17, never])
    const habit = habitOf([always], { payDays: [5], months: [{ days: 30, factor: 1 }] })
    expect([31, 5000, never].map((day) => habit.onPayDay(day))).toEqual([31, 5000, never])
  })
})
