import * as words from '../payment/days-by-word.js'
import type { HazardCurve } from '../payment/hazard-curve.js'
import * as block from './order-block.js'

// Constants of this module, one by one: see order-block.ts.
const day = block.orders.day
const amount = block.orders.amount
const payment = block.orders.payment
const key = block.orders.key
const issued = block.wholes.issued
const due = block.wholes.due
const paid = block.wholes.paid
const value = block.wholes.amount
const { dayByWord, daysByWord, notAlike, wordShift, wordMask, gapBits, gapMask } = words

/** Orders of the block whose invoices are not paid whole by this rule, and have to be lived one by one. */
export const unusual = new Int32Array(block.blockSize)
const others = unusual

/** What holds for all orders of a customer that has one policy, one curve, and pays on any day. */
export interface SteadyRule {
  curve: HazardCurve
  /** Days from invoice to due date by the day of the invoice, from a row on. */
  terms: Int32Array
  termsRow: number
  writeOffAge: number
  /** Words of order keys below this are disputed. */
  disputed: number
  defaultDay: number
  horizon: number
}

/**
 * Decides when the invoices of the block's orders are paid. What is disputed, written off or not paid because of a default
 * goes to `unusual`; the count of these is returned. The others are the first in `wholes`.
 */
export function paySteadily(count: number, rule: SteadyRule): number {
  const { curve, terms, termsRow, writeOffAge, disputed, defaultDay, horizon } = rule
  curve.byWord ??= daysByWord(curve)
  const { sooner, later } = curve.byWord
  const { firstDay } = curve
  const afterHorizon = horizon + 1
  let whole = 0
  let other = 0
  for (let order = 0; order < count; order++) {
    const issueDay = day[order]!
    const dueDay = issueDay + terms[termsRow + issueDay]!
    const word = payment[order]!
    const cell = word >>> wordShift
    const cut = later[cell]!
    // Without a branch that chance decides: the gap where the word's other bits are below the cut, else nothing.
    let late = sooner[cell]! + ((((((word & wordMask) << gapBits) | gapMask) - cut) >> 31) & cut & gapMask)
    // On the day of the invoice hazards must not have begun to accumulate yet.
    if (late === notAlike || issueDay - dueDay > firstDay) late = dayByWord(curve, issueDay - dueDay, word)
    const paidDay = dueDay + late
    issued[whole] = issueDay
    due[whole] = dueDay
    // biome-ignore lint/complexity/useMathMinMax: Math.min and Math.max look for NaN and −0 too, which costs this loop time
    paid[whole] = paidDay < afterHorizon ? paidDay : afterHorizon
    value[whole] = amount[order]!
    if (
      (key[order]! >>> 0) + 0.5 < disputed ||
      (late > writeOffAge && dueDay + writeOffAge <= horizon) ||
      paidDay >= defaultDay
    ) {
      others[other++] = order
    } else whole++
  }
  return other
}
