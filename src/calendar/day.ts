declare const dayBrand: unique symbol

/** A calendar day as the whole number of days since 1970-01-01. It has no time and no time zone. */
export type Day = number & { readonly [dayBrand]: 'Day' }

const millisecondsPerDay = 86_400_000

/** The day of a Gregorian date, or null if there is no such date (30 February). Months count from 1. */
export function dayOf(year: number, month: number, dayOfMonth: number): Day | null {
  if (year < 1900 || year > 2199) return null
  const date = new Date(Date.UTC(year, month - 1, dayOfMonth))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth
  return exists ? ((date.getTime() / millisecondsPerDay) as Day) : null
}

/** Marks a whole day number as a day. Throws a RangeError on a fraction. */
export function day(dayNumber: number): Day {
  if (!Number.isInteger(dayNumber)) throw new RangeError(`day needs a whole number, got ${dayNumber}`)
  return dayNumber as Day
}

/** Reads `2013-06-30`; null if the text is not an ISO date of the years 1900 to 2199. */
export function dayFromIso(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match ? dayOf(Number(match[1]), Number(match[2]), Number(match[3])) : null
}

/** Writes a day as `2013-06-30`. */
export function isoFromDay(value: Day): string {
  return new Date(value * millisecondsPerDay).toISOString().slice(0, 10)
}

/** The day `count` days later (earlier if negative). */
export function addDays(value: Day, count: number): Day {
  return day(value + count)
}
