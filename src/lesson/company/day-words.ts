import type { Day } from '../../calendar/day.js'
import { monthOf, monthStart } from '../../calendar/month.js'
import { monthNames } from '../../calendar/month-names.js'

/** A day as people write it in a sentence: `30 June 2024`. */
export function dayInWords(day: Day): string {
  return `${day - monthStart(monthOf(day)) + 1} ${monthOfDay(day)}`
}

/** The month that a day lies in, with its year: `June 2024`. */
export function monthOfDay(day: Day): string {
  const month = monthOf(day)
  const name = monthNames[month % 12]!
  return `${name[0]!.toUpperCase()}${name.slice(1)} ${Math.floor(month / 12)}`
}
