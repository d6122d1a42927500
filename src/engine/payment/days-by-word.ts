import { never } from '../plan.js'
import { exponentialOf } from '../random/word-draws.js'
import type { HazardCurve } from './hazard-curve.js'
import { PaymentHabit, paymentDay } from './payment-habit.js'

const wordBits = 12
/** What brings a word to its first bits. */
export const wordShift = 32 - wordBits
/** Words that begin so are not paid on the same day, or some not at all. */
export const notAlike = -32768
/** A day past the end of every curve, and yet one that can be reckoned with. */
const beyond = 1_000_000

/** A customer without phases, seasons or default: invoices that are due on day 0 of its one curve. */
const alone = new PaymentHabit()
alone.phases = 1
alone.curveFrom[0] = -never
alone.horizon = beyond - 1
const invoice = { clockDue: 0, threshold: 0, boost: 1, boostThrough: -never }

/** The day relative to due on which an invoice is paid whose hazard accumulates from another on, by the word of its payment. */
export function dayByWord(curve: HazardCurve, start: number, word: number): number {
  alone.curves[0] = curve
  invoice.threshold = exponentialOf(word)
  const day = paymentDay(alone, invoice, start)
  return day === never ? beyond : day
}

/**
 * The days by the first bits of the word, of invoices that are there by the first day of the curve: most invoices of a
 * curve that serves many are looked up here. `notAlike` where the words that begin so do not agree.
 */
export function daysByWord(curve: HazardCurve): Int16Array {
  const days = new Int16Array(2 ** wordBits)
  const dayOf = (word: number) => dayByWord(curve, curve.firstDay, word)
  let first = dayOf(0)
  for (let bits = 0; bits < days.length; bits++) {
    // A greater word has a lower threshold, so that what its ends reach is reached by all words between them.
    const next = bits + 1 < days.length ? dayOf((bits + 1) << wordShift) : Number.NEGATIVE_INFINITY
    const last = next === first ? first : dayOf(((bits + 1) << wordShift) - 1)
    days[bits] = first === last && first !== beyond ? first : notAlike
    first = next
  }
  return days
}
