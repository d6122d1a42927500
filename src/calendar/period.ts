import type { Day } from './day.js'
import { addMonths, monthEnd, monthLabel, monthOf, monthStart } from './month.js'

/** A span of days, both ends included, with the name that tables and charts show. */
export interface Period {
  readonly label: string
  readonly start: Day
  readonly end: Day
}

/** How many days a period has, both ends included. */
export function daysIn(period: Period): number {
  return period.end - period.start + 1
}

/**
 * The calendar months from the one `first` lies in through the one `last` lies in. The final month ends on
 * `last`, so an as-of day in mid-month gives a part month and not days that have not happened yet.
 */
export function monthsThrough(first: Day, last: Day): Period[] {
  const periods: Period[] = []
  for (let month = monthOf(first); monthStart(month) <= last; month = addMonths(month, 1)) {
    const end = Math.min(monthEnd(month), last) as Day
    periods.push({ label: monthLabel(month), start: monthStart(month), end })
  }
  return periods
}
