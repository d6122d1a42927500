import { type Day, isoFromDay } from '../calendar/day.js'

/** A copy of plain data in which the day numbers of these fields, however deep, are ISO dates. */
export function withIsoDays(data: object, fields: readonly string[]): object {
  return JSON.parse(
    JSON.stringify(data, (key, value) =>
      fields.includes(key) && typeof value === 'number' ? isoFromDay(value as Day) : value,
    ),
  )
}
