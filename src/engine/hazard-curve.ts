import { type HazardCurves, never } from './plan.js'

/** A certain payment would have infinite hazard; e^−50 is as good as none left and keeps differences finite. */
const largestDailyHazard = 50

/** What one curve is made from: the probability of paying on a day relative to due, and multipliers on it. */
export interface HazardSource {
  /** Probability that an open, undisputed invoice is paid on the day that is this many days after its due date. */
  dailyHazard(day: number): number
}

/** Tables of accumulated hazard for days `firstDay` to `lastDay` relative to due. */
export function hazardCurves(sources: readonly HazardSource[], firstDay: number, lastDay: number): HazardCurves {
  const length = lastDay - firstDay + 1
  const accumulated = new Float64Array(sources.length * length)
  sources.forEach((source, curve) => {
    let sum = 0
    for (let column = 0; column < length; column++) {
      const hazard = source.dailyHazard(firstDay + column)
      sum += hazard >= 1 ? largestDailyHazard : Math.min(largestDailyHazard, -Math.log1p(-hazard))
      accumulated[curve * length + column] = sum
    }
  })
  return { firstDay, length, accumulated }
}

/** Accumulated hazard of a curve through a day relative to due; 0 before the table, its last value after it. */
export function hazardThrough(curves: HazardCurves, curve: number, day: number): number {
  const column = Math.min(day - curves.firstDay, curves.length - 1)
  return column < 0 ? 0 : curves.accumulated[curve * curves.length + column]!
}

/** The first day relative to due on which a curve's accumulated hazard reaches a level; `never` if it does not. */
export function dayReaching(curves: HazardCurves, curve: number, level: number): number {
  const { accumulated, length, firstDay } = curves
  const start = curve * length
  if (accumulated[start + length - 1]! < level) return never
  let low = 0
  let high = length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (accumulated[start + middle]! >= level) high = middle
    else low = middle + 1
  }
  return firstDay + low
}
