import { addDays, type Day } from './day.js'
import { type Month, monthLabel, monthOf, monthStart } from './month.js'

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
  return numberedPeriods(
    monthOf(first),
    last,
    (month) => monthStart(month as Month),
    (month) => monthLabel(month as Month),
  )
}

/** The place of a month among months that follow one another; below 0 or beyond their number where it is none of them. */
export function placeOfMonth(months: readonly Period[], month: Month): number {
  return month - monthOf(months[0]!.start)
}

/** The periods from the one numbered `first` through the one `last` lies in, which ends on `last`. */
export function numberedPeriods(
  first: number,
  last: Day,
  startOf: (number: number) => Day,
  labelOf: (number: number) => string,
): Period[] {
  const periods: Period[] = []
  for (let number = first; startOf(number) <= last; number++) {
    const end = Math.min(addDays(startOf(number + 1), -1), last) as Day
    periods.push({ label: labelOf(number), start: startOf(number), end })
  }
  return periods
}
