import { createRequire } from 'node:module'
import { type Day, dayFromIso, isoFromDay } from './day.js'

const require = createRequire(import.meta.url)

/** Loaded when first asked for: the package knows the holidays of the whole world. */
type Holidays = typeof import('date-holidays').default
let loaded: Holidays | undefined
function holidayCalendar(): Holidays {
  loaded ??= require('date-holidays') as Holidays
  return loaded
}

/** A country (ISO 3166, as US) and where it matters a state of it (as `by` of DE). */
export interface HolidayPlace {
  readonly country: string
  readonly state?: string | undefined
}

/** Why there is no calendar of a place: which of its parts is not known, and those that are; null if there is one. */
export function unknownPlace({
  country,
  state,
}: HolidayPlace): { readonly what: string; readonly known: string[] } | null {
  const calendar = new (holidayCalendar())()
  const countries = Object.keys(calendar.getCountries())
  if (!countries.includes(country)) return { what: country, known: countries }
  const states = Object.keys(calendar.getStates(country) ?? {})
  if (state === undefined || states.some((one) => one.toLowerCase() === state.toLowerCase())) return null
  return { what: `${country}-${state}`, known: states.map((one) => `${country}-${one}`) }
}

/** The public holidays of a place from one day through another. What is observed on another day is a holiday on that day. */
export function publicHolidays({ country, state }: HolidayPlace, from: Day, through: Day): Set<Day> {
  const calendar = state === undefined ? new (holidayCalendar())(country) : new (holidayCalendar())(country, state)
  const days = new Set<Day>()
  const year = (day: Day) => Number(isoFromDay(day).slice(0, 4))
  for (let each = year(from); each <= year(through); each++) {
    for (const { date, type } of calendar.getHolidays(each)) {
      if (type !== 'public') continue
      const day = dayFromIso(date.slice(0, 10))
      if (day !== null && day >= from && day <= through) days.add(day)
    }
  }
  return days
}
