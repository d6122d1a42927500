import { addDays, type Day } from './day.js'
import { type Month, monthEnd, monthOf } from './month.js'
import { weekdayOf } from './weekday.js'

/** The weeks of the three periods of each quarter. */
export const weekPatterns = ['4-4-5', '4-5-4', '5-4-4'] as const
type WeekPattern = (typeof weekPatterns)[number]

/**
 * Fiscal years of whole weeks: 52 of them, or 53 every five or six years; the 53rd lengthens the last period. A year ends
 * on the last `weekday` of its end month, or on the one nearest to that month's last day, which may lie up to three days
 * after it. The year is named for the calendar year of its end month, even if it ends in the next one's first days. The
 * retail calendar of the NRF is 4-5-4 to the Saturday nearest to the end of January; the NRF names its years for where
 * they begin, so its fiscal 2023 (2023-01-29 to 2024-02-03) is FY2024 here. A company that puts its 53rd week in another
 * quarter (Apple: the first) has the same years, but in those of 53 weeks other periods within them.
 */
export interface WeekCalendar {
  readonly kind: 'weeks'
  readonly pattern: WeekPattern
  /** The weekday on which the year ends: 0 Sunday … 6 Saturday. */
  readonly weekday: number
  /** The month at whose end the year ends: 1 … 12. */
  readonly endMonth: number
  readonly rule: 'last' | 'nearest'
}

/** The weeks of a quarter before each of its three periods. */
const weeksBefore: Readonly<Record<WeekPattern, readonly [number, number, number]>> = {
  '4-4-5': [0, 4, 8],
  '4-5-4': [0, 4, 9],
  '5-4-4': [0, 5, 9],
}

const daysPerWeek = 7
const weeksPerQuarter = 13

/** The last day of the fiscal year of that name. */
export function weekYearEnd({ weekday, endMonth, rule }: WeekCalendar, year: number): Day {
  const end = monthEnd((year * 12 + endMonth - 1) as Month)
  const daysBack = (weekdayOf(end) - weekday + daysPerWeek) % daysPerWeek
  return addDays(end, rule === 'nearest' && daysBack > 3 ? daysPerWeek - daysBack : -daysBack)
}

/** The period a day lies in, as fiscal year × 12 + its place in the year from 0, so that the next period is the next number. */
export function weekPeriodOf(calendar: WeekCalendar, value: Day): number {
  const year = weekYearOf(calendar, value)
  const week = Math.floor((value - weekYearEnd(calendar, year - 1) - 1) / daysPerWeek)
  const quarter = Math.min(Math.floor(week / weeksPerQuarter), 3)
  const weekOfQuarter = week - quarter * weeksPerQuarter
  const begun = weeksBefore[calendar.pattern].filter((before) => before <= weekOfQuarter).length
  return year * 12 + quarter * 3 + begun - 1
}

/** The first day of a period. */
export function weekPeriodStart(calendar: WeekCalendar, period: number): Day {
  const year = Math.floor(period / 12)
  const quarter = Math.floor((period % 12) / 3)
  const weeks = quarter * weeksPerQuarter + weeksBefore[calendar.pattern][period % 3]!
  return addDays(weekYearEnd(calendar, year - 1), 1 + weeks * daysPerWeek)
}

/** The name of the fiscal year that a day lies in: that of its calendar year, the one before or the one after. */
function weekYearOf(calendar: WeekCalendar, value: Day): number {
  const calendarYear = Math.floor(monthOf(value) / 12)
  const years = [calendarYear - 1, calendarYear]
  return years.find((year) => value <= weekYearEnd(calendar, year)) ?? calendarYear + 1
}
