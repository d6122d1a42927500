import { dayFromIso } from './day.js'
import { monthEnd, monthOf, monthStart } from './month.js'
import type { Period } from './period.js'

/** The days of a month such as `2013-06`. */
export function monthPeriod(label: string): Period {
  const month = monthOf(dayFromIso(`${label}-01`)!)
  return { label, start: monthStart(month), end: monthEnd(month) }
}
