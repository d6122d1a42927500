import type { HazardCurve } from '../../../src/engine/payment/hazard-curve.js'
import { PaymentHabit, paymentDay } from '../../../src/engine/payment/payment-habit.js'
import { never } from '../../../src/engine/plan.js'
import { hazardThrough } from './curve-of.js'
import { days } from './random-curve.js'

/** A customer of one phase, without months or default. */
const alone = new PaymentHabit()
alone.phases = 1
alone.curveFrom[0] = -never
alone.horizon = 100_000

/**
 * The day relative to due by which the hazard that accumulates from a day on reaches a level, as the engine has it; `never`
 * if it does not.
 */
export function dayReaching(curve: HazardCurve, level: number, start = curve.firstDay): number {
  alone.curves[0] = curve
  return paymentDay(alone, { clockDue: 0, threshold: level, boost: 1, boostThrough: -never }, start)
}

/** The first day that has at least a level, found by looking at every day. */
export function plainDays(curve: HazardCurve): (level: number) => number {
  const through = days.map((day) => hazardThrough(curve, day))
  return (level) => days.find((_, index) => through[index]! >= level) ?? never
}
