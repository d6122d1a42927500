import { never, type Plan } from './plan.js'

/**
 * A certain payment would have infinite hazard. No threshold is above 23, so that this much is certain also in a month whose
 * factor is 0.03; and differences stay finite and good to 10^−10.
 */
const largestDailyHazard = 1000

/**
 * The accumulated hazard −Σ ln(1 − h) of one customer's invoices by days relative to due: entry k holds it through day
 * `firstDay` + k. Filled anew for every customer of a replicate; nothing is allocated.
 */
export class HazardCurve {
  readonly firstDay: number
  readonly #accumulated: Float64Array

  constructor({ hazardFrom, hazardThrough }: Pick<Plan, 'hazardFrom' | 'hazardThrough'>) {
    this.firstDay = hazardFrom
    this.#accumulated = new Float64Array(hazardThrough - hazardFrom + 1)
  }

  /** `daily` holds the segment's hazards by piece; each is multiplied by the customer's multiplier and the levers' factors. */
  fill(plan: Plan, daily: Float64Array, segment: number, multiplier: number, leverSet: number): void {
    const { pieceFrom, pieceStart } = plan.segments
    const { start, from, factor } = plan.leverSets
    const last = this.#accumulated.length - 1
    let piece = pieceStart[segment]! - 1
    let sum = 0
    let step = 0
    let nextChange = Number.NEGATIVE_INFINITY
    for (let column = 0; column <= last; column++) {
      const day = this.firstDay + column
      if (day >= nextChange) {
        // Within a piece, and between the first days of levers, the hazard is constant: one logarithm serves all its days.
        while (piece + 1 < pieceStart[segment + 1]! && pieceFrom[piece + 1]! <= day) piece++
        nextChange = piece + 1 < pieceStart[segment + 1]! ? pieceFrom[piece + 1]! : Number.POSITIVE_INFINITY
        let hazard = piece < pieceStart[segment]! ? 0 : daily[piece]! * multiplier
        for (let row = start[leverSet]!; row < start[leverSet + 1]!; row++) {
          if (day >= from[row]!) hazard *= factor[row]!
          else if (from[row]! < nextChange) nextChange = from[row]!
        }
        step = hazard >= 1 ? largestDailyHazard : Math.min(largestDailyHazard, -Math.log1p(-hazard))
      }
      sum += step
      this.#accumulated[column] = sum
    }
  }

  /** Accumulated hazard through a day relative to due; 0 before the curve, its last value after it. */
  through(day: number): number {
    const column = Math.min(day - this.firstDay, this.#accumulated.length - 1)
    return column < 0 ? 0 : this.#accumulated[column]!
  }

  /** The first day relative to due on which the accumulated hazard reaches a level; `never` if it does not. */
  dayReaching(level: number): number {
    const accumulated = this.#accumulated
    let high = accumulated.length - 1
    if (accumulated[high]! < level) return never
    let low = 0
    while (low < high) {
      const middle = (low + high) >> 1
      if (accumulated[middle]! >= level) high = middle
      else low = middle + 1
    }
    return this.firstDay + low
  }
}
