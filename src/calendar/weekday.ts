import type { Day } from './day.js'

/** Day 0, 1970-01-01, was a Thursday. */
const weekdayOfDay0 = 4

/** The day of the week: 0 Sunday … 6 Saturday. */
export function weekdayOf(value: Day): number {
  return (((value + weekdayOfDay0) % 7) + 7) % 7
}

/** Whether people work on a day: Monday to Friday. */
export function isWorkday(value: Day): boolean {
  const weekday = weekdayOf(value)
  return weekday >= 1 && weekday <= 5
}
