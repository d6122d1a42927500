import { type LedgerData, openAmountSign, postingCode } from './ledger-data.js'
import { noDay } from './no-day.js'

/** How and when each invoice came to an end; `noDay` where it has not. */
export interface Closings {
  /** The first day on which the open amount reached zero or less, however that came about. */
  readonly closed: Int32Array
  /** The same day if it was cash or a discount that brought it there: then the invoice is settled. */
  readonly settled: Int32Array
}

/**
 * When each invoice was closed, and whether by settlement. A day counts as it stands in the evening: a payment that
 * bounces on its own day settles nothing. On one day credits and write-offs count before cash, so that a payment which
 * clears what a same-day credit memo left over settles the invoice.
 */
export function invoiceClosings(ledger: LedgerData): Closings {
  const { invoices, postings } = ledger
  const closed = new Int32Array(invoices.count).fill(noDay)
  const settled = new Int32Array(invoices.count).fill(noDay)
  for (let row = 0; row < invoices.count; row++) {
    let open = invoices.amount[row]!
    // Cash and discounts of the day, all together: what bounces on its own day has paid nothing.
    let paid = 0
    const last = postings.start[row + 1]!
    for (let posting = postings.start[row]!; invoices.amount[row]! > 0 && posting < last; posting++) {
      const kind = postings.kind[posting]!
      open += openAmountSign[kind]! * postings.amount[posting]!
      if (kind === postingCode.cash || kind === postingCode.discount) paid += postings.amount[posting]!
      if (posting + 1 < last && postings.day[posting + 1] === postings.day[posting]) continue
      const paidToday = paid
      paid = 0
      if (open > 0) continue
      closed[row] = postings.day[posting]!
      if (open + paidToday > 0) settled[row] = postings.day[posting]!
      break
    }
  }
  return { closed, settled }
}
