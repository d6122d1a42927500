import type { Day } from '../../calendar/day.js'
import { monthNames } from '../../calendar/month-names.js'

/** A day as people write it in a sentence: `30 June 2024`. */
export function dayInWords(day: Day): string {
  const date = new Date(day * 86_400_000)
  return `${date.getUTCDate()} ${monthInWords(date.getUTCMonth())} ${date.getUTCFullYear()}`
}

/** The month that a day lies in, with its year: `June 2024`. */
export function monthOfDay(day: Day): string {
  return dayInWords(day).replace(/^\d+ /, '')
}

function monthInWords(month: number): string {
  const name = monthNames[month]!
  return `${name[0]!.toUpperCase()}${name.slice(1)}`
}
