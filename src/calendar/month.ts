import { type Day, day } from './day.js'

declare const monthBrand: unique symbol

/** A calendar month as year × 12 + (month − 1), so that the next month is the next number. */
export type Month = number & { readonly [monthBrand]: 'Month' }

const millisecondsPerDay = 86_400_000

/** The calendar month that a day lies in. */
export function monthOf(value: Day): Month {
  const date = new Date(value * millisecondsPerDay)
  return (date.getUTCFullYear() * 12 + date.getUTCMonth()) as Month
}

/** The month `count` months later (earlier if negative). */
export function addMonths(month: Month, count: number): Month {
  return (month + count) as Month
}

/** The first day of a month. */
export function monthStart(month: Month): Day {
  return day(Date.UTC(Math.floor(month / 12), month % 12, 1) / millisecondsPerDay)
}

/** The last day of a month. */
export function monthEnd(month: Month): Day {
  return day(monthStart(addMonths(month, 1)) - 1)
}

/** The last month that has ended by the evening of a day. */
export function lastMonthEnded(value: Day): Month {
  const month = monthOf(value)
  return monthEnd(month) <= value ? month : addMonths(month, -1)
}

/** A month as `2013-06`. */
export function monthLabel(month: Month): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
}
