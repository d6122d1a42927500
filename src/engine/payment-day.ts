import { dayReaching, hazardThrough } from './hazard-curve.js'
import { type HazardCurves, never } from './plan.js'

/**
 * The day on which an invoice's accumulated hazard passes its threshold: the first day d ≥ `start` with
 * hazard(start … d) ≥ threshold. The hazard follows `curveBefore` up to the day before `leversFrom` and `curveAfter`
 * from then on, both read relative to `clockDue`, the due day that the customer's own habit goes by.
 * One threshold decides: a lever changes the accumulation, never the draw.
 */
export function paymentDay(
  curves: HazardCurves,
  curveBefore: number,
  curveAfter: number,
  leversFrom: number,
  clockDue: number,
  start: number,
  threshold: number,
): number {
  let left = threshold
  let from = start
  if (start < leversFrom) {
    const level = left + hazardThrough(curves, curveBefore, start - 1 - clockDue)
    const day = dayReaching(curves, curveBefore, level)
    if (day !== never && day + clockDue < leversFrom) return Math.max(day + clockDue, start)
    if (leversFrom === never) return never
    left = level - hazardThrough(curves, curveBefore, leversFrom - 1 - clockDue)
    from = leversFrom
  }
  const day = dayReaching(curves, curveAfter, left + hazardThrough(curves, curveAfter, from - 1 - clockDue))
  return day === never ? never : Math.max(day + clockDue, from)
}
