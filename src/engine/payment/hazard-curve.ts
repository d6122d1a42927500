import { never } from '../plan.js'
import { accumulatedHazard } from '../random/elementary.js'

/**
 * A certain payment would have infinite hazard. No draw is above 23, so that this much is certain also in a month whose
 * factor is 0.03, and for added orders within days; and differences stay finite and good to 10^−10.
 */
const largestDailyHazard = 1000

/** A multiplier of the hazard from a day relative to due on. */
export interface HazardFactors {
  readonly from: Int32Array
  readonly factor: Float64Array
  readonly count: number
}

/** What accumulates beyond this is reached by no usual threshold in a usual month; the guide goes no further. */
const guidedHazard = 24
/** Into how many cells the guide cuts what accumulates. */
const guideCells = 4096

/**
 * The days relative to due on which invoices are paid, by the first bits of the word: of words that begin alike the smaller
 * ones are paid on a later day, or all on the same.
 */
export interface DaysByWord {
  /** The day of the greater words; `notAlike` where two days cannot tell it. */
  readonly sooner: Int16Array
  /**
   * From bit `gapBits` up: the least of the greater words, without its first bits. Below: by how many days the smaller ones are
   * paid later; 0 where all are paid on the same day.
   */
  readonly later: Int32Array
}

/** Numbers of a piece in a curve's table. */
export const pieceWidth = 3

/**
 * The hazard of one customer's invoices by days relative to due, as pieces of days on which it is the same. From the day
 * `from[piece]` to before `from[piece + 1]`, −ln(1 − h) of each day is `daily[piece]`; what has accumulated before that day
 * is `before[piece]`. The first piece, of hazard 0, begins long before, and one of hazard 0 comes after the last day. Filled
 * anew for every customer of a replicate, or once where it serves many; once there is room for as many pieces nothing is
 * allocated.
 */
export class HazardCurve {
  /**
   * The three numbers of each piece next to each other, so that what is needed lies in few lines of the processor's memory:
   * table[piece × `pieceWidth`] is `from`, then comes `daily`, then `before`.
   */
  table: Float64Array = new Float64Array(0)
  /** The `daysByWord` of the curve, once they have been asked for. */
  byWord: DaysByWord | null = null
  /** Of a curve that serves many, where to begin to look for the piece of a day from the first to the last, */
  readonly #pieceOfDay: Uint16Array
  /** and of a level: #pieceOfLevel[⌊level × #scale⌋] is at or before the piece that reaches it. */
  readonly #pieceOfLevel: Uint16Array
  /** Cells of the guide for each unit of accumulated hazard. */
  #scale = 0

  constructor(
    /** Days before the first and after the last have no hazard. */
    readonly firstDay: number,
    readonly lastDay: number,
    /** Whether it is the curve of so many invoices that tables of it are worth while. */
    readonly servesMany = false,
  ) {
    this.#pieceOfDay = new Uint16Array(servesMany ? lastDay - firstDay + 1 : 0)
    this.#pieceOfLevel = new Uint16Array(servesMany ? guideCells + 1 : 0)
  }

  /**
   * The hazards of the pieces `start` to `end` − 1, which begin on the days `pieceFrom`, times the customer's multiplier and
   * the factors that act by then.
   */
  fill(
    pieceFrom: Int32Array,
    hazards: Float64Array,
    start: number,
    end: number,
    multiplier: number,
    factors: HazardFactors,
  ): void {
    const { firstDay, lastDay } = this
    // One more at either end, one where the curve begins between pieces, and the end of all.
    this.byWord = null
    this.#makeRoom(end - start + factors.count + 4)
    const { table } = this
    table[0] = -never
    table[1] = 0
    table[2] = 0
    let at = pieceWidth
    let sum = 0
    let piece = start - 1
    let day = firstDay
    while (day <= lastDay) {
      while (piece + 1 < end && pieceFrom[piece + 1]! <= day) piece++
      let nextChange = piece + 1 < end ? pieceFrom[piece + 1]! : lastDay + 1
      let hazard = piece < start ? 0 : hazards[piece]! * multiplier
      for (let row = 0; row < factors.count; row++) {
        const acts = factors.from[row]!
        if (day >= acts) hazard *= factors.factor[row]!
        else if (acts < nextChange) nextChange = acts
      }
      const accumulates = hazard >= 1 ? largestDailyHazard : Math.min(largestDailyHazard, accumulatedHazard(hazard))
      nextChange = Math.min(nextChange, lastDay + 1)
      table[at] = day
      table[at + 1] = accumulates
      table[at + 2] = sum
      sum += accumulates * (nextChange - day)
      at += pieceWidth
      day = nextChange
    }
    table[at] = lastDay + 1
    table[at + 1] = 0
    table[at + 2] = sum
    table[at + pieceWidth] = never
    table[at + pieceWidth + 2] = sum
    if (this.servesMany) this.#fillTables(at / pieceWidth)
  }

  /**
   * Where the piece in which a day lies stands in the table, looked for from a place on that is not after it. Where a level is
   * given, the search may stop short at the piece in which that is reached.
   */
  entryOn(day: number, entry: number, level = Number.POSITIVE_INFINITY): number {
    const { table } = this
    let next = entry + pieceWidth
    if (this.servesMany) next = Math.max(next, (this.#jump(day, level) + 1) * pieceWidth)
    while (table[next]! <= day && table[next + 2]! < level) next += pieceWidth
    return next - pieceWidth
  }

  /** A piece that is not after either. */
  #jump(day: number, level: number): number {
    if (day < this.firstDay) return 0
    const ofDay = this.#pieceOfDay[Math.min(day, this.lastDay) - this.firstDay]!
    return Math.min(ofDay, this.#pieceOfLevel[Math.min(guideCells, level * this.#scale) | 0]!)
  }

  #fillTables(last: number): void {
    const { table, firstDay } = this
    const pieceOfDay = this.#pieceOfDay
    const pieceOfLevel = this.#pieceOfLevel
    for (let index = 0, piece = 1; index < pieceOfDay.length; index++) {
      if (table[(piece + 1) * pieceWidth]! <= firstDay + index) piece++
      pieceOfDay[index] = piece
    }
    const total = table[last * pieceWidth + 2]!
    const scale = total > 0 ? guideCells / Math.min(total, guidedHazard) : 0
    this.#scale = scale
    for (let cell = 0, piece = 1; cell <= guideCells; cell++) {
      // The very product that a level is looked up by, so that rounding cannot overtake it.
      while (piece < last && table[(piece + 1) * pieceWidth + 2]! * scale < cell) piece++
      pieceOfLevel[cell] = piece
    }
  }

  #makeRoom(pieces: number): void {
    if (pieces * pieceWidth > this.table.length) this.table = new Float64Array(pieces * pieceWidth)
  }
}
