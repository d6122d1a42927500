import type { Day } from './day.js'
import { type Month, monthLabel, monthOf, monthStart } from './month.js'
import { numberedPeriods, type Period } from './period.js'
import { type WeekCalendar, weekPeriodOf, weekPeriodStart } from './week-calendar.js'

/** Fiscal years of twelve calendar months; `firstMonth` (1 … 12) is the one they begin in. */
interface MonthCalendar {
  readonly kind: 'months'
  readonly firstMonth: number
}

/**
 * How a company cuts its time. Either way a year has twelve base periods and four quarters of three of them. A fiscal year
 * is named for the calendar year in which it ends: FY2014 from July runs from 2013-07-01 to 2014-06-30.
 */
export type FiscalCalendar = MonthCalendar | WeekCalendar

/** Calendar months, quarters and years. */
export const calendarYear: FiscalCalendar = { kind: 'months', firstMonth: 1 }

/**
 * The base periods from the one `first` lies in through the one `last` lies in. The final one ends on `last`, so that an
 * as-of day within it gives a part. Months are `2013-06` in every calendar of months, periods of weeks `FY2025-P03`.
 * Throws a RangeError for a month or weekday that there is not.
 */
export function periodsThrough(calendar: FiscalCalendar, first: Day, last: Day): Period[] {
  refuseImpossible(calendar)
  return numberedPeriods(
    basePeriodOf(calendar, first),
    last,
    (period) => basePeriodStart(calendar, period),
    (period) => basePeriodLabel(calendar, period),
  )
}

/**
 * The base period that a day lies in, as fiscal year × 12 + its place in the year from 0, so that the next period is the
 * next number.
 */
export function basePeriodOf(calendar: FiscalCalendar, value: Day): number {
  return calendar.kind === 'months' ? monthOf(value) + monthsAhead(calendar) : weekPeriodOf(calendar, value)
}

/** The first day of a base period. */
export function basePeriodStart(calendar: FiscalCalendar, period: number): Day {
  return calendar.kind === 'months'
    ? monthStart((period - monthsAhead(calendar)) as Month)
    : weekPeriodStart(calendar, period)
}

/** A fiscal year as `FY2014`, or as `2014` where it is the calendar year. */
export function fiscalYearLabel(calendar: FiscalCalendar, year: number): string {
  return calendar.kind === 'months' && calendar.firstMonth === 1 ? String(year) : `FY${year}`
}

function basePeriodLabel(calendar: FiscalCalendar, period: number): string {
  if (calendar.kind === 'months') return monthLabel((period - monthsAhead(calendar)) as Month)
  return `${fiscalYearLabel(calendar, Math.floor(period / 12))}-P${String((period % 12) + 1).padStart(2, '0')}`
}

/** By how many months the fiscal year runs ahead of the calendar: 6 if it begins in July, half a year before its name. */
function monthsAhead({ firstMonth }: MonthCalendar): number {
  return firstMonth === 1 ? 0 : 13 - firstMonth
}

function refuseImpossible(calendar: FiscalCalendar): void {
  const month = calendar.kind === 'months' ? calendar.firstMonth : calendar.endMonth
  if (!isWholeWithin(month, 1, 12)) throw new RangeError(`a calendar needs a month from 1 to 12, got ${month}`)
  if (calendar.kind === 'weeks' && !isWholeWithin(calendar.weekday, 0, 6)) {
    throw new RangeError(`a calendar needs a weekday from 0 (Sunday) to 6 (Saturday), got ${calendar.weekday}`)
  }
}

function isWholeWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}
