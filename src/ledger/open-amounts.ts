import type { Day } from '../calendar/day.js'
import { type LedgerData, openAmountSign } from './ledger-data.js'

/** The open amount of every invoice at the end of a day, in minor units; 0 before the invoice's date. */
export function openAmounts(ledger: LedgerData, day: Day): Float64Array {
  const { invoices, postings } = ledger
  const open = new Float64Array(invoices.count)
  for (let row = 0; row < invoices.count; row++) {
    if (invoices.issued[row]! > day) continue
    let amount = invoices.amount[row]!
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      if (postings.day[posting]! > day) break
      amount += openAmountSign[postings.kind[posting]!]! * postings.amount[posting]!
    }
    open[row] = amount
  }
  return open
}
