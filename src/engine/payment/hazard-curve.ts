import { accumulatedHazard } from '../random/elementary.js'
import { exponentialOf } from '../random/word-draws.js'

/**
 * A certain payment would have infinite hazard. No threshold is above 23, so that this much is certain also in a month whose
 * factor is 0.03; and differences stay finite and good to 10^−10.
 */
const largestDailyHazard = 1000

/** What accumulates beyond this is reached by no threshold in a month whose factor is usual; the guide goes no further. */
const guidedHazard = 24

const wordBits = 12
/** What brings a word to its first bits. */
export const wordShift = 32 - wordBits
export const notAlike = -1
export const notReached = -1

/** A multiplier of the hazard from a day relative to due on. */
export interface HazardFactors {
  readonly from: Int32Array
  readonly factor: Float64Array
  readonly count: number
}

/**
 * The accumulated hazard −Σ ln(1 − h) of one customer's invoices by days relative to due: entry k of `accumulated` holds
 * it through day `firstDay` + k. Filled anew for every customer of a replicate; nothing is allocated.
 */
export class HazardCurve {
  readonly firstDay: number
  readonly accumulated: Float64Array
  /** Where to begin to look for a level: guide[⌊level × scale⌋] is at or before the entry that reaches it. */
  readonly guide: Uint16Array
  scale = 0
  /** The accumulated hazard of the last day. */
  total = 0
  /**
   * The entry that the threshold of a word reaches, by the word's first bits: `notAlike` where the words that begin so reach
   * different ones or none. Empty in a curve that does not serve enough invoices to be worth it.
   */
  readonly byWord: Int16Array
  /** Into how many cells the guide cuts what is accumulated. */
  readonly cells: number

  /** `servesMany`: a curve that serves many invoices is worth longer tables. */
  constructor(firstDay: number, lastDay: number, servesMany: boolean) {
    const cells = servesMany ? 4096 : 128
    this.byWord = new Int16Array(servesMany ? 2 ** wordBits : 0)
    this.firstDay = firstDay
    this.accumulated = new Float64Array(lastDay - firstDay + 1)
    this.guide = new Uint16Array(cells + 1)
    this.cells = cells
  }

  /**
   * The hazards of the pieces `start` to `end` − 1, which begin on the days `pieceFrom`, times the customer's multiplier and
   * the factors that act by then.
   */
  fill(
    pieceFrom: Int32Array,
    daily: Float64Array,
    start: number,
    end: number,
    multiplier: number,
    factors: HazardFactors,
  ): void {
    const { accumulated } = this
    const days = accumulated.length
    let piece = start - 1
    let sum = 0
    let column = 0
    while (column < days) {
      const day = this.firstDay + column
      // Within a piece, and between the first days of factors, the hazard is constant: one logarithm serves all its days.
      while (piece + 1 < end && pieceFrom[piece + 1]! <= day) piece++
      let nextChange = piece + 1 < end ? pieceFrom[piece + 1]! : this.firstDay + days
      let hazard = piece < start ? 0 : daily[piece]! * multiplier
      for (let row = 0; row < factors.count; row++) {
        const from = factors.from[row]!
        if (day >= from) hazard *= factors.factor[row]!
        else if (from < nextChange) nextChange = from
      }
      const step = hazard >= 1 ? largestDailyHazard : Math.min(largestDailyHazard, accumulatedHazard(hazard))
      const until = Math.min(days, nextChange - this.firstDay)
      for (; column < until; column++) {
        sum += step
        accumulated[column] = sum
      }
    }
    this.total = sum
    this.#fillGuide()
    for (let bits = 0; bits < this.byWord.length; bits++) {
      // A greater word has a lower threshold, so that what its ends reach is reached by all words between them.
      const last = this.columnReaching(exponentialOf(bits << wordShift))
      const first = this.columnReaching(exponentialOf(((bits + 1) << wordShift) - 1))
      this.byWord[bits] = first === last ? first : notAlike
    }
  }

  #fillGuide(): void {
    const { accumulated, guide, total, cells } = this
    const scale = total > 0 ? cells / Math.min(total, guidedHazard) : 0
    this.scale = scale
    let column = 0
    for (let cell = 0; cell <= cells; cell++) {
      // The very product that a level is looked up by, so that rounding cannot overtake it.
      while (column < accumulated.length - 1 && accumulated[column]! * scale < cell) column++
      guide[cell] = column
    }
  }

  /** Accumulated hazard through a day relative to due; 0 before the curve, its last value after it. */
  through(day: number): number {
    const column = Math.min(day - this.firstDay, this.accumulated.length - 1)
    return column < 0 ? 0 : this.accumulated[column]!
  }

  /** The first entry that reaches a level; `notReached` if none does. */
  columnReaching(level: number): number {
    if (!(level <= this.total)) return notReached
    const { accumulated } = this
    let column = this.guide[Math.min(this.cells, level * this.scale) | 0]!
    while (accumulated[column]! < level) column++
    return column
  }
}
