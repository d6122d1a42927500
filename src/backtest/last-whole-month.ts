import { addMonths, lastMonthEnded, type Month, monthEnd, monthOf } from '../calendar/month.js'
import type { LedgerData } from '../ledger/ledger-data.js'

/** The span before the last invoice over which gaps between invoice days are looked at. */
const gapWindowDays = 365

/**
 * The last month for which the ledger is whole. An export often goes on collecting cash after its last invoice; a month
 * without the invoices of its last days is no outcome to judge a forecast by. The month of the last invoice is whole if
 * the days from that invoice to the month's end are no more than the longest gap between invoice days of the year before;
 * else the month before it is the last. No month reaches beyond the as-of day.
 */
export function lastWholeMonth(ledger: LedgerData): Month {
  const { invoices, asOf } = ledger
  const last = invoices.issued.reduce((latest, day) => Math.max(latest, day), Number.NEGATIVE_INFINITY)
  const seen = new Uint8Array(gapWindowDays + 1)
  for (const day of invoices.issued) if (last - day <= gapWindowDays) seen[last - day] = 1
  let longest = 1
  let before = 0
  for (let back = 1; back < seen.length; back++) {
    if (seen[back] === 0) continue
    longest = Math.max(longest, back - before)
    before = back
  }
  const month = monthOf(last as typeof asOf)
  const isWhole = monthEnd(month) - last <= longest
  return Math.min(lastMonthEnded(asOf), isWhole ? month : addMonths(month, -1)) as Month
}
