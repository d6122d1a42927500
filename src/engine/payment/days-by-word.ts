import { never } from '../plan.js'
import { drawExponential, drawn } from '../random/word-draws.js'
import type { DaysByWord, HazardCurve } from './hazard-curve.js'
import { PaymentHabit, paymentDay } from './payment-habit.js'

const wordBits = 12
/** What brings a word to its first bits, and what leaves the others. */
export const wordShift = 32 - wordBits
export const wordMask = 2 ** wordShift - 1
/** Words that begin so are paid on more than two days, or on two that lie further apart than `gapMask`. */
export const notAlike = -32768
/** Stands for no day at all in a table, beyond every horizon. */
const noDay = 32767
/** A day past the end of every curve, and yet one that can be reckoned with. */
const beyond = 1_000_000

/** How many bits of a cell's `later` say the gap, and the mask of them. */
export const gapBits = 31 - wordShift
export const gapMask = 2 ** gapBits - 1

/** A customer without phases, seasons or default: invoices that are due on day 0 of its one curve. */
const alone = new PaymentHabit()
alone.phases = 1
alone.curveFrom[0] = -never
alone.horizon = beyond - 1
const invoice = { clockDue: 0, threshold: 0, boost: 1, boostThrough: -never }

/** The day relative to due on which an invoice is paid whose hazard accumulates from another on, by the word of its payment. */
export function dayByWord(curve: HazardCurve, start: number, word: number): number {
  alone.curves[0] = curve
  drawExponential(word)
  invoice.threshold = drawn[0]!
  const day = paymentDay(alone, invoice, start)
  return day === never ? beyond : day
}

/** The days of invoices that are there by the first day of the curve: most invoices of a curve that serves many are looked up here. */
export function daysByWord(curve: HazardCurve): DaysByWord {
  const cells = 2 ** wordBits
  const sooner = new Int16Array(cells)
  const later = new Int32Array(cells)
  // A greater word has a lower threshold and is paid no later.
  const dayOf = (word: number) => Math.min(noDay, dayByWord(curve, curve.firstDay, word))
  for (let cell = 0; cell < cells; cell++) {
    const least = cell * 2 ** wordShift
    const [first, last] = [dayOf(least), dayOf(least + wordMask)]
    sooner[cell] = last
    if (first === last) continue
    const cut = leastWord(least, least + wordMask, (word) => dayOf(word) < first)
    if (dayOf(cut) === last && first - last <= gapMask) later[cell] = ((cut - least) << gapBits) | (first - last)
    else sooner[cell] = notAlike
  }
  return { sooner, later }
}

/** The least of some words for which something holds that holds for all greater ones; it does for the last. */
function leastWord(first: number, last: number, holds: (word: number) => boolean): number {
  let [low, high] = [first, last]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
