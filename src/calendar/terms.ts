import { addDays, type Day } from './day.js'
import { monthEnd, monthOf } from './month.js'

/**
 * Payment terms: the invoice is due `net` days after its date, or after the end of its date's month where `from` says so;
 * an early payment may earn a discount.
 */
export interface Terms {
  readonly net: number
  readonly from?: 'month-end'
  readonly discount?: { readonly percent: number; readonly days: number }
}

/**
 * Reads `net 30`, `30`, `2/10 net 30`, `due on receipt`, and `EOM` or `EOM+15` (at the end of the month, or 15 days after
 * it), in any letter case; null for anything else.
 */
export function parseTerms(text: string): Terms | null {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ')
  if (words === 'due on receipt') return { net: 0 }
  const match =
    /^(?:(\d+(?:\.\d+)?) ?% ?\/ ?(\d+),? |(\d+(?:\.\d+)?)\/(\d+),? )?(?:(eom)(?: ?\+ ?(\d{1,3}))?|(?:net|n\/)? ?(\d{1,3}))(?: days)?$/.exec(
      words,
    )
  if (!match) return null
  const net = Number(match[7] ?? match[6] ?? 0)
  const percent = match[1] ?? match[3]
  const days = match[2] ?? match[4]
  return {
    net,
    ...(match[5] === undefined ? {} : { from: 'month-end' as const }),
    ...(percent === undefined ? {} : { discount: { percent: Number(percent), days: Number(days) } }),
  }
}

/** The last day on which an invoice is not past due. */
export function dueDay(invoiceDate: Day, terms: Terms): Day {
  return addDays(terms.from === 'month-end' ? monthEnd(monthOf(invoiceDate)) : invoiceDate, terms.net)
}
