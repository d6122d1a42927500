import type { LedgerData } from '../ledger/ledger-data.js'
import { postingCode } from '../ledger/ledger-data.js'
import type { SegmentBehavior } from './behavior.js'

/**
 * Per segment: the share of invoices that are disputed, the mean days from invoice to resolution, and the share conceded.
 * Disputes still open count with the days they have lasted so far (days under dispute ÷ resolutions): leaving them out
 * would make disputes look shorter than they are. A ledger that only flags disputes says nothing of their length; what
 * they delay is in the hazard then, and the probability is stated as 0.
 */
export function fitDisputes(
  ledger: LedgerData,
  segmentOfInvoice: Int32Array,
  segments: number,
): SegmentBehavior['dispute'][] {
  const { invoices, disputes, postings, asOf } = ledger
  const column = () => new Float64Array(segments)
  const [invoiced, disputed, resolutions, days, resolvedValue, credited] = [
    column(),
    column(),
    column(),
    column(),
    column(),
    column(),
  ]
  for (let row = 0; row < invoices.count; row++) if (invoices.amount[row]! > 0) invoiced[segmentOfInvoice[row]!]! += 1
  for (let row = 0; row < disputes.invoice.length; row++) {
    const invoice = disputes.invoice[row]!
    // Disputes are sorted by invoice; an invoice counts once, with its first dispute.
    if (invoices.amount[invoice]! <= 0 || (row > 0 && disputes.invoice[row - 1] === invoice)) continue
    const segment = segmentOfInvoice[invoice]!
    disputed[segment]! += 1
    days[segment]! += Math.min(disputes.resolved[row]!, asOf) - invoices.issued[invoice]!
    if (disputes.resolved[row]! > asOf) continue
    resolutions[segment]! += 1
    resolvedValue[segment]! += invoices.amount[invoice]!
    for (let posting = postings.start[invoice]!; posting < postings.start[invoice + 1]!; posting++) {
      if (postings.kind[posting] === postingCode.credit_memo) credited[segment]! += postings.amount[posting]!
    }
  }
  return Array.from(disputed, (count, segment): SegmentBehavior['dispute'] => {
    if (resolutions[segment] === 0) return { probability: 0, meanDays: 0, concededShare: 0, provenance: 'stated' }
    return {
      probability: count / invoiced[segment]!,
      meanDays: days[segment]! / resolutions[segment]!,
      concededShare: Math.min(1, credited[segment]! / resolvedValue[segment]!),
      provenance: 'fitted',
    }
  })
}
