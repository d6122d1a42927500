import { calendarYear, type FiscalCalendar } from './fiscal-calendar.js'
import { monthNames } from './month-names.js'
import { type WeekCalendar, weekPatterns } from './week-calendar.js'

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/**
 * Reads a fiscal calendar, in any letter case; null for anything else.
 *
 * - `calendar`: calendar years
 * - `april`, `apr`, `4` or `04`: fiscal years that begin in that month
 * - `4-4-5`, `4-5-4` or `5-4-4`: years of weeks that end on the last Saturday of December
 * - `4-4-5 last friday of january`, `4-5-4 saturday nearest january`: years of weeks that end there; without `last` or
 *   `nearest` the last one is meant
 */
export function parseCalendar(text: string): FiscalCalendar | null {
  const words = text.trim().toLowerCase().split(/\s+/)
  if (words.length === 1 && words[0] === 'calendar') return calendarYear
  const pattern = weekPatterns.find((known) => known === words[0])
  if (pattern !== undefined) {
    const end = words.length === 1 ? saturdayOfDecember : parseYearEnd(words.slice(1).join(' '))
    return end && { kind: 'weeks', pattern, ...end }
  }
  const firstMonth = words.length === 1 ? (monthNumber(words[0]!) ?? monthNamed(words[0]!)) : null
  return firstMonth === null ? null : { kind: 'months', firstMonth }
}

type YearEnd = Pick<WeekCalendar, 'weekday' | 'endMonth' | 'rule'>

const saturdayOfDecember: YearEnd = { weekday: 6, endMonth: 12, rule: 'last' }

/** Reads `last friday of january`, `friday january`, `nearest friday to january` or `friday nearest january`. */
function parseYearEnd(text: string): YearEnd | null {
  const match = /^(?:(last|nearest) )?([a-z]+)(?: (nearest))?(?: (?:of|to))? ([a-z]+)$/.exec(text)
  if (!match || (match[1] !== undefined && match[3] !== undefined)) return null
  const weekday = placeOf(weekdays, match[2]!)
  const endMonth = monthNamed(match[4]!)
  if (weekday === null || endMonth === null) return null
  return { weekday, endMonth, rule: (match[1] ?? match[3]) === 'nearest' ? 'nearest' : 'last' }
}

function monthNumber(word: string): number | null {
  return /^(?:0?[1-9]|1[0-2])$/.test(word) ? Number(word) : null
}

function monthNamed(word: string): number | null {
  const place = placeOf(monthNames, word === 'sept' ? 'september' : word)
  return place === null ? null : place + 1
}

/** The place of a name, written in full or as its first three letters. */
function placeOf(names: readonly string[], word: string): number | null {
  const place = names.findIndex((name) => name === word || name.slice(0, 3) === word)
  return place < 0 ? null : place
}
