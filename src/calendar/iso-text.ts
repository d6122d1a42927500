import { type Day, isoFromDay } from './day.js'

/** Days as text, each made once: a ledger has few days and many dates, and all days of 1900 to 2199 are 110 thousand. */
const known = new Map<Day, string>()

/** As isoFromDay, for writing millions of dates. */
export function isoText(day: Day): string {
  let text = known.get(day)
  if (text === undefined) {
    text = isoFromDay(day)
    known.set(day, text)
  }
  return text
}
