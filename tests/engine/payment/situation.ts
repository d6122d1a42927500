import fc from 'fast-check'
import type { HazardCurve } from '../../../src/engine/payment/hazard-curve.js'
import { type AwaitedInvoice, PaymentHabit, paymentDay } from '../../../src/engine/payment/payment-habit.js'
import { never } from '../../../src/engine/plan.js'
import { curveOf, fewPieces } from './curve-of.js'

export const firstDay = -30
export const lastDay = 60

/** Daily hazards of a curve, one for each day from the first to the last; none outside them. */
type Daily = readonly number[]

const hazard = fc.oneof(
  fc.constant(0),
  fc.constant(1),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 1000 }).map((n) => n / 10_000),
)
export const length = lastDay - firstDay + 1
/** Random curves made of pieces, as behaviour files have them. */
export const daily: fc.Arbitrary<Daily> = fc
  .array(fc.tuple(hazard, fc.integer({ min: 1, max: 40 })), { minLength: 1, maxLength: 8 })
  .map((pieces) => {
    const days = pieces.flatMap(([value, days]) => new Array<number>(days).fill(value))
    return Array.from({ length }, (_, index) => days[index] ?? pieces[pieces.length - 1]![0])
  })

/** Thresholds on the engine's own grid, so that one never equals an accumulated hazard exactly. */
export const threshold = fc.integer({ min: 0, max: 0xffffffff }).map((word) => -Math.log((word + 0.5) * 2 ** -32))

/** Months with a factor each; none where the economy is steady. */
const months = fc.array(
  fc.record({
    days: fc.integer({ min: 1, max: 60 }),
    factor: fc.integer({ min: 20, max: 300 }).map((n) => n / 100),
  }),
  { minLength: 1, maxLength: 6 },
)
export type Months = typeof months extends fc.Arbitrary<infer T> ? T : never

/** A curve from a day on; the first one from ever. */
export interface Phase {
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

/** A multiplier that a contact brings, through a day. */
export interface Boost {
  readonly factor: number
  readonly through: number
}
export const boost: fc.Arbitrary<Boost> = fc.record({
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

export const situation = fc.record({
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
  // How the engine is to hold its curves, which must not matter.
  servesMany: fc.boolean(),
  isByDay: fc.boolean(),
})
export type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never

export const horizonOf = (list: Months) => list.reduce((sum, { days }) => sum + days, 0)

/** One piece a day, or as few as there can be. */
export const curveOfDays = (values: Daily, { servesMany = false, isByDay = true } = {}) =>
  curveOf(firstDay, lastDay, isByDay ? values : fewPieces(firstDay, values), { servesMany })

/** One object for all, as the engine has it: what is left in it of one customer must not matter to the next. */
const reused = new PaymentHabit()

interface HabitChanges extends Partial<Pick<Situation, 'months' | 'isSteady' | 'defaultDay' | 'payDays'>> {
  /** The first days of all curves but the first. */
  readonly curveFrom?: readonly number[]
}

export function habitOf(curves: readonly HazardCurve[], given: HabitChanges = {}): PaymentHabit {
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

/** The habit of a situation, with a curve for each phase. */
export function habitIn(given: Situation): PaymentHabit {
  const [, ...later] = given.phases
  const curves = given.phases.map((phase) => curveOfDays(phase.daily, given))
  return habitOf(curves, { ...given, curveFrom: later.map(({ from }) => from) })
}

/** An invoice as the engine reads it. */
export function awaited(clockDue: number, threshold: number, boost: Boost | null = null): AwaitedInvoice {
  return { clockDue, threshold, boost: boost?.factor ?? 1, boostThrough: boost?.through ?? -never }
}

/** The engine's day; days beyond the horizon are none, whether it knows them or not. */
export function engineDay(given: Situation): number {
  const habit = habitIn(given)
  // Nothing is taken off the threshold by asking.
  const invoice = Object.freeze(awaited(given.clockDue, given.threshold, given.boost))
  const day = habit.onPayDay(paymentDay(habit, invoice, given.start))
  return day <= horizonOf(given.months) ? day : never
}

/** What accumulates on each day from a situation's start to its horizon: −ln(1 − h) times the factors of the day. */
export function plainHazards({ phases, clockDue, start, boost, months, isSteady }: Situation): number[] {
  const factors = months.flatMap(({ days, factor }) => new Array<number>(days).fill(isSteady ? 1 : factor))
  return factors.slice(start - 1).map((ofMonth, index) => {
    const day = start + index
    const phase = phases.filter(({ from }) => from <= day).at(-1)!
    const own = phase.daily[day - clockDue - firstDay] ?? 0
    const factor = ofMonth * (boost !== null && day <= boost.through ? boost.factor : 1)
    if (factor === 0) return 0
    return own === 1 ? Number.POSITIVE_INFINITY : -factor * Math.log(1 - own)
  })
}

/** The oracle: walk the days and add up −ln(1 − h). Also how near any day's sum came to the threshold. */
export function walkDays(given: Situation) {
  const { start, threshold, payDays } = given
  const horizon = horizonOf(given.months)
  let sum = 0
  let nearest = Number.POSITIVE_INFINITY
  for (const [index, hazard] of plainHazards(given).entries()) {
    const day = start + index
    sum += hazard
    nearest = Math.min(nearest, Math.abs(sum - threshold))
    if (sum >= threshold) {
      const paid = payDays === null ? day : (payDays.find((own) => own >= day && own <= horizon) ?? never)
      return { day: paid < given.defaultDay ? paid : never, nearest }
    }
  }
  return { day: never, nearest }
}

/**
 * Sums in two orders differ by rounding alone; a threshold nearer than that to a sum is no case for a comparison. Days of
 * hazard 1 add up to 91,000 with 1.5e-11 between neighbouring numbers, and a factor may be as great as 12.
 */
export const rounding = 1e-9
