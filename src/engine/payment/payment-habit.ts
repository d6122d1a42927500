import { never } from '../plan.js'
import { HazardCurve } from './hazard-curve.js'

/** How one customer pays in one replicate. One object is reused for all customers. */
export class PaymentHabit {
  /** The curves of the customer's phases, and the first day of each but the first. */
  readonly curves: HazardCurve[] = []
  readonly curveFrom: number[] = []
  phases = 0
  /** Curves that this habit alone uses, filled anew for each customer. */
  readonly own: HazardCurve[] = []
  /** Multiplier on the accumulated hazard by month; null if it is 1 in all. */
  factors: Float64Array | null = null
  monthEnds: Int32Array = new Int32Array(0)
  monthOfDay: Uint8Array = new Uint8Array(0)
  horizon = 0
  /** The first day on which the customer pays nothing any more. */
  defaultDay = never
  /** The logarithm of the yearly return that a discount must reach to be taken. */
  hurdle = Number.POSITIVE_INFINITY
  /** The next pay day by day, from a place on; −1 if any day is one. */
  payCalendars: Int32Array = new Int32Array(0)
  payFrom = -1

  /** What a customer has decided to pay is paid on its next pay day, if it has not defaulted by then. */
  onPayDay(day: number): number {
    if (this.payFrom < 0 || day > this.horizon) return day
    const payDay = this.payCalendars[this.payFrom + day]!
    return payDay < this.defaultDay ? payDay : never
  }

  /** The phase that a day lies in, looked for from an earlier one on. */
  phaseOn(day: number, from: number): number {
    let phase = from
    while (phase + 1 < this.phases && this.curveFrom[phase + 1]! <= day) phase++
    return phase
  }
}

/** A multiplier of the accumulated hazard that a contact brings, through a day; none where `through` lies before the day asked for. */
export interface Boost {
  factor: number
  through: number
}

export const noBoost: Readonly<Boost> = { factor: 1, through: -never }

/**
 * The day on which an invoice's accumulated hazard passes its threshold: the first day d ≥ `start` with
 * hazard(start … d) ≥ threshold; `never` if that is not within the horizon, or not before the customer's default. Hazards
 * are read relative to `clockDue`, the due day that the customer's own habit goes by. One threshold decides: levers, months and
 * contacts change the accumulation, never the draw.
 */
export function paymentDay(
  habit: PaymentHabit,
  clockDue: number,
  start: number,
  threshold: number,
  boost: Readonly<Boost> = noBoost,
): number {
  const { defaultDay, horizon } = habit
  const span = spanAtHand
  let left = threshold
  let from = start
  span.phase = 0
  while (from <= horizon) {
    enterSpan(habit, from, boost)
    const { curve, factor, through } = span
    // Entries are read here, as `HazardCurve` has it, and not by calls: V8 makes an object of each fraction that a call returns.
    const { accumulated, firstDay } = curve
    const last = accumulated.length - 1
    const shift = clockDue + firstDay
    const entry = Math.min(from - 1 - shift, last)
    const before = entry < 0 ? 0 : accumulated[entry]!
    if (factor > 0) {
      const level = before + left / factor
      if (level <= curve.total) {
        let column = curve.guide[Math.min(curve.cells, level * curve.scale) | 0]!
        while (accumulated[column]! < level) column++
        if (column + shift <= through) {
          const paid = Math.max(column + shift, from)
          return paid < defaultDay ? paid : never
        }
      }
    }
    if (through === never || through >= defaultDay) return never
    const reached = Math.min(through - shift, last)
    left -= factor * ((reached < 0 ? 0 : accumulated[reached]!) - before)
    from = through + 1
  }
  return never
}

/** The hazard that accumulates on the days `start` to `end`, both included, as `paymentDay` reckons it. */
export function accumulatedBetween(
  habit: PaymentHabit,
  clockDue: number,
  start: number,
  end: number,
  boost: Readonly<Boost>,
): number {
  const span = spanAtHand
  let sum = 0
  let from = start
  span.phase = 0
  while (from <= end) {
    enterSpan(habit, from, boost)
    const { curve, factor } = span
    const { accumulated, firstDay } = curve
    const through = Math.min(span.through, end)
    const before = Math.min(from - 1 - clockDue - firstDay, accumulated.length - 1)
    const after = Math.min(through - clockDue - firstDay, accumulated.length - 1)
    sum += factor * ((after < 0 ? 0 : accumulated[after]!) - (before < 0 ? 0 : accumulated[before]!))
    from = through + 1
  }
  return sum
}

/** Days on which curve and factor stay as they are. One object is reused. */
interface Span {
  phase: number
  curve: HazardCurve
  factor: number
  /** The last one. */
  through: number
}

const spanAtHand: Span = { phase: 0, curve: new HazardCurve(0, 0, false), factor: 1, through: never }

/** Fills the span that begins with a day, which is not before the span's own phase. */
function enterSpan(habit: PaymentHabit, from: number, boost: Readonly<Boost>): void {
  const span = spanAtHand
  const { factors, monthEnds, monthOfDay } = habit
  const phase = habit.phaseOn(from, span.phase)
  let through = phase + 1 < habit.phases ? habit.curveFrom[phase + 1]! - 1 : never
  let factor = 1
  if (factors !== null) {
    const month = monthOfDay[from]!
    factor = factors[month]!
    if (monthEnds[month]! < through) through = monthEnds[month]!
  }
  if (from <= boost.through) {
    factor *= boost.factor
    if (boost.through < through) through = boost.through
  }
  span.phase = phase
  span.curve = habit.curves[phase]!
  span.factor = factor
  span.through = through
}
