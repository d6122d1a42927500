import { addDays, type Day } from './day.js'

/** Payment terms: the invoice is due `net` days after its date; an early payment may earn a discount. */
export interface Terms {
  readonly net: number
  readonly discount?: { readonly percent: number; readonly days: number }
}

/** Reads `net 30`, `30`, `2/10 net 30` and `due on receipt`, in any letter case; null for anything else. */
export function parseTerms(text: string): Terms | null {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ')
  if (words === 'due on receipt') return { net: 0 }
  const match =
    /^(?:(\d+(?:\.\d+)?) ?% ?\/ ?(\d+),? |(\d+(?:\.\d+)?)\/(\d+),? )?(?:net|n\/)? ?(\d{1,3})(?: days)?$/.exec(words)
  if (!match) return null
  const net = Number(match[5])
  const percent = match[1] ?? match[3]
  const days = match[2] ?? match[4]
  return percent === undefined ? { net } : { net, discount: { percent: Number(percent), days: Number(days) } }
}

/** The last day on which an invoice is not past due. */
export function dueDay(invoiceDate: Day, terms: Terms): Day {
  return addDays(invoiceDate, terms.net)
}
