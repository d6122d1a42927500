import type { LedgerData } from '../../ledger/ledger-data.js'
import { postingCode } from '../../ledger/ledger-data.js'
import type { SegmentBehavior } from '../behavior.js'
import { fitted, stated } from '../estimate.js'
import { proportion } from './proportions.js'

const noDisputes: SegmentBehavior['dispute'] = {
  probability: stated(0),
  meanDays: stated(0),
  conceded: stated(0),
  creditedShare: stated(0),
}

/**
 * Per segment: the share of invoices that are disputed, the mean days from invoice to resolution, how often a dispute ends
 * with a credit and how much of the invoice that takes off. Disputes still open count with the days they have lasted so far
 * (days under dispute ÷ resolutions): leaving them out would make disputes look shorter than they are. A ledger that only
 * flags disputes says nothing of their length; what they delay is in the hazard then, and the probability is stated as 0.
 */
export function fitDisputes(
  ledger: LedgerData,
  segmentOfCustomer: Int32Array,
  segments: number,
): SegmentBehavior['dispute'][] {
  const { invoices, disputes, postings, asOf } = ledger
  const column = () => new Float64Array(segments)
  const [invoiced, disputed, resolutions, days] = [column(), column(), column(), column()]
  const [conceded, credited, creditedSquares] = [column(), column(), column()]
  for (let row = 0; row < invoices.count; row++) {
    if (invoices.amount[row]! > 0) invoiced[segmentOfCustomer[invoices.customer[row]!]!]! += 1
  }
  for (let row = 0; row < disputes.invoice.length; row++) {
    const invoice = disputes.invoice[row]!
    const amount = invoices.amount[invoice]!
    // Disputes are sorted by invoice; an invoice counts once, with its first dispute.
    if (amount <= 0 || (row > 0 && disputes.invoice[row - 1] === invoice)) continue
    const segment = segmentOfCustomer[invoices.customer[invoice]!]!
    disputed[segment]! += 1
    const resolved = disputes.resolved[row]!
    days[segment]! += Math.min(resolved, asOf) - invoices.issued[invoice]!
    if (resolved > asOf) continue
    resolutions[segment]! += 1
    let credit = 0
    for (let posting = postings.start[invoice]!; posting < postings.start[invoice + 1]!; posting++) {
      // What is credited on another day has another reason, such as goods that came back.
      if (postings.kind[posting] === postingCode.credit_memo && postings.day[posting] === resolved) {
        credit += postings.amount[posting]!
      }
    }
    if (credit <= 0) continue
    const share = Math.min(1, credit / amount)
    conceded[segment]! += 1
    credited[segment]! += share
    creditedSquares[segment]! += share ** 2
  }
  return Array.from(disputed, (count, segment): SegmentBehavior['dispute'] => {
    const ended = resolutions[segment]!
    if (ended === 0) return noDisputes
    const meanDays = days[segment]! / ended
    const credits = conceded[segment]!
    const share = credits > 0 ? credited[segment]! / credits : 0
    const variance = credits > 1 ? Math.max(0, creditedSquares[segment]! / credits - share ** 2) : 0.06
    return {
      probability: proportion(count, invoiced[segment]!),
      meanDays: fitted(meanDays, meanDays / Math.sqrt(ended), ended),
      conceded: proportion(credits, ended),
      creditedShare: credits > 0 ? fitted(share, Math.sqrt(variance / credits), credits) : stated(0.5),
    }
  })
}
