import { median } from 'simple-statistics'
import { type LedgerData, postingCode } from '../ledger/ledger-data.js'
import { invoiceClosings } from '../ledger/settlement.js'
import type { Behavior } from './behavior.js'

/** Stated where the ledger shows too few write-offs to learn the policy from. */
const statedWriteOffAge = 180

/** Fewer write-offs than this are single events and no policy. */
const fewestWriteOffs = 10

/** The usual age of an invoice when a write-off closed it. A write-off of a small rest is no policy and does not count. */
export function fitWriteOffAge(ledger: LedgerData): Behavior['writeOff'] {
  const { invoices, postings } = ledger
  const { closed } = invoiceClosings(ledger)
  const ages: number[] = []
  for (let row = 0; row < invoices.count; row++) {
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      if (postings.kind[posting] !== postingCode.write_off || postings.day[posting] !== closed[row]) continue
      if (2 * postings.amount[posting]! >= invoices.amount[row]!) ages.push(postings.day[posting]! - invoices.due[row]!)
    }
  }
  if (ages.length < fewestWriteOffs) return { daysPastDue: statedWriteOffAge, provenance: 'stated' }
  return { daysPastDue: Math.max(0, Math.round(median(ages))), provenance: 'fitted' }
}
