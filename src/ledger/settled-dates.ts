import { type LedgerData, postingCode } from './ledger-data.js'
import { noDay } from './no-day.js'

/**
 * The days on which invoices were paid in full by the statement of a one-table ledger: those of the cash that no payment
 * brought; `noDay` for the others. Null for a ledger without such cash.
 */
export function settledDates({ invoices, postings }: LedgerData): Int32Array | null {
  let days: Int32Array | null = null
  for (let row = 0; row < invoices.count; row++) {
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      if (postings.source[posting]! >= 0 || postings.kind[posting] !== postingCode.cash) continue
      days ??= new Int32Array(invoices.count).fill(noDay)
      days[row] = postings.day[posting]!
    }
  }
  return days
}
