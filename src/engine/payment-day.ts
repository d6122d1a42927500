import type { HazardCurve } from './hazard-curve.js'
import { never } from './plan.js'

/** What one customer's invoices are paid by in one replicate. */
export interface PaymentHabit {
  /** Before the levers act, and from then on. */
  readonly before: HazardCurve
  readonly after: HazardCurve
  readonly leversFrom: number
  /** Multiplier on the accumulated hazard by month; null if it is 1 in all. */
  readonly factors: Float64Array | null
  readonly monthEnds: Int32Array
  readonly monthOfDay: Int32Array
  /** The first day on which the customer pays nothing any more. */
  readonly defaultDay: number
}

/**
 * The day on which an invoice's accumulated hazard passes its threshold: the first day d ≥ `start` with
 * hazard(start … d) ≥ threshold; `never` if that is not within the horizon. Hazards are read relative to `clockDue`, the due
 * day that the customer's own habit goes by. One threshold decides: levers and months change the accumulation, never the draw.
 */
export function paymentDay(habit: PaymentHabit, clockDue: number, start: number, threshold: number): number {
  const { leversFrom, factors, monthEnds, monthOfDay, defaultDay } = habit
  let left = threshold
  let from = start
  for (;;) {
    const leversAct = from >= leversFrom
    const curve = leversAct ? habit.after : habit.before
    // The last day on which curve and factor stay as they are.
    let through = leversAct ? never : leversFrom - 1
    let factor = 1
    if (factors !== null) {
      const month = monthOfDay[from]
      if (month === undefined) return never
      factor = factors[month]!
      through = Math.min(through, monthEnds[month]!)
    }
    const before = curve.through(from - 1 - clockDue)
    const day = curve.dayReaching(before + left / factor)
    if (day !== never && day + clockDue <= through) {
      const paid = Math.max(day + clockDue, from)
      return paid < defaultDay ? paid : never
    }
    if (through === never || through >= defaultDay) return never
    left -= factor * (curve.through(through - clockDue) - before)
    from = through + 1
  }
}
