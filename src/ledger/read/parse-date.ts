import { type Day, dayFromIso, dayOf } from '../../calendar/day.js'
import { type DatePattern, parsePatternDate } from './date-pattern.js'

/** Ways to write a date that have a name. */
export const namedDateStyles = [
  'iso',
  'day-first',
  'month-first',
  'iso-timestamp',
  'excel-serial',
  'unix-seconds',
] as const

/**
 * How dates are written: one of the names, or a pattern such as `dd.MM.yyyy` (see date-pattern.ts). ISO dates are
 * understood under every style, unless a pattern begins with the year and so says itself what comes after it.
 *
 * A text with a time of day names a day only if the time is midnight, or if the style says that times are there and are
 * to be dropped: `iso-timestamp`, `excel-serial`, `unix-seconds`, and patterns with hours. `iso-timestamp` takes the day
 * as it is written, whatever the zone; `unix-seconds` is the day in UTC.
 */
export type DateStyle = (typeof namedDateStyles)[number] | DatePattern

const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]00:00:00(?:\.0+)?Z?)?$/
const separated = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/
const timestamp = /^(\d{4}-\d{2}-\d{2})[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?Z| ?[+-]\d{2}:?\d{2})?$/
const serial = /^\d{1,6}(?:\.\d+)?$/
const seconds = /^-?\d{1,11}(?:\.0+)?$/

/** The day that a text names under a style; null if it names none (or another style's order would be needed). */
export function parseDate(text: string, style: DateStyle): Day | null {
  const trimmed = text.trim()
  switch (style) {
    case 'iso':
      return isoDay(trimmed)
    case 'day-first':
      return isoDay(trimmed) ?? separatedDay(trimmed, true)
    case 'month-first':
      return isoDay(trimmed) ?? separatedDay(trimmed, false)
    case 'iso-timestamp': {
      const match = timestamp.exec(trimmed)
      return match ? dayFromIso(match[1]!) : isoDay(trimmed)
    }
    case 'excel-serial':
      return serial.test(trimmed) ? serialDay(Number(trimmed)) : isoDay(trimmed)
    case 'unix-seconds':
      return seconds.test(trimmed) ? checkedDay(Math.floor(Number(trimmed) / 86_400)) : isoDay(trimmed)
    default:
      return parsePatternDate(trimmed, style) ?? (style.startsWith('y') ? null : isoDay(trimmed))
  }
}

/** How 31 March 2024 is written in a style; a pattern is its own example. */
export function dateExample(style: DateStyle): string {
  return examples[style as keyof typeof examples] ?? style
}

const examples: Readonly<Record<(typeof namedDateStyles)[number], string>> = {
  iso: '2024-03-31',
  'day-first': '31/03/2024',
  'month-first': '03/31/2024',
  'iso-timestamp': '2024-03-31T10:11:12Z',
  'excel-serial': '45382',
  'unix-seconds': '1711843200',
}

function isoDay(text: string): Day | null {
  const year = iso.exec(text)
  return year ? dayOf(Number(year[1]), Number(year[2]), Number(year[3])) : null
}

function separatedDay(text: string, isDayFirst: boolean): Day | null {
  const parts = separated.exec(text)
  if (!parts) return null
  const [first, second] = [Number(parts[1]), Number(parts[2])]
  return isDayFirst ? dayOf(Number(parts[3]), second, first) : dayOf(Number(parts[3]), first, second)
}

/** Spreadsheets count from 1899-12-30, and have a 29 February 1900 that never was: days before March 1900 are refused. */
function serialDay(value: number): Day | null {
  return value < 61 ? null : checkedDay(Math.floor(value) - 25_569)
}

/** A day number of the years that are read, 1900 to 2199. */
function checkedDay(value: number): Day | null {
  const date = new Date(value * 86_400_000)
  return Number.isNaN(date.getTime()) ? null : dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

/** What the dates of a file prove about their order: a style, or two rows with the dates that leave it open. */
export type DateEvidence =
  | { readonly style: 'day-first' | 'month-first' }
  | { readonly ambiguous: readonly { readonly row: number; readonly text: string }[] }

/**
 * Tells day-first from month-first by the values themselves: 25/12/2024 can only be day-first. If every such date
 * could be read both ways, the first two rows are given so that a message can show them.
 */
export function dateEvidence(columns: readonly (readonly (string | null)[])[]): DateEvidence {
  const ambiguous: { row: number; text: string }[] = []
  for (const column of columns) {
    for (let row = 0; row < column.length; row++) {
      const parts = separated.exec(column[row]?.trim() ?? '')
      if (!parts) continue
      if (Number(parts[1]) > 12) return { style: 'day-first' }
      if (Number(parts[2]) > 12) return { style: 'month-first' }
      const isNew = ambiguous.length < 2 && ambiguous[0]?.row !== row
      if (isNew && Number(parts[1]) !== Number(parts[2])) ambiguous.push({ row, text: parts[0] })
    }
  }
  return ambiguous.length === 0 ? { style: 'day-first' } : { ambiguous }
}
