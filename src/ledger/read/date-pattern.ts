import { type Day, dayOf } from '../../calendar/day.js'
import { monthNames } from '../../calendar/month-names.js'

/** A date pattern that `isDatePattern` accepts. */
export type DatePattern = string & { readonly brand: 'DatePattern' }

/**
 * The letters of a date pattern and the texts they match, longest first. Anything else in a pattern stands for itself.
 * Times are matched so that a pattern can say that they are there; they are dropped.
 */
const tokens: readonly (readonly [token: string, expression: string, part: DatePart | null])[] = [
  ['yyyy', '(\\d{4})', 'year'],
  ['yy', '(\\d{2})', 'year'],
  ['MMMM', '(\\p{L}+)\\.?', 'month'],
  ['MMM', '(\\p{L}{3,})\\.?', 'month'],
  ['MM', '(\\d{2})', 'month'],
  ['M', '(\\d{1,2})', 'month'],
  ['dd', '(\\d{2})', 'day'],
  ['d', '(\\d{1,2})', 'day'],
  ['HH', '\\d{2}', null],
  ['H', '\\d{1,2}', null],
  ['hh', '\\d{2}', null],
  ['h', '\\d{1,2}', null],
  ['mm', '\\d{2}', null],
  ['ss', '\\d{2}(?:\\.\\d+)?', null],
  ['a', '[AaPp]\\.?[Mm]\\.?', null],
]

type DatePart = 'year' | 'month' | 'day'

interface CompiledPattern {
  readonly expression: RegExp
  /** Which part each group of the expression holds. */
  readonly parts: readonly DatePart[]
}

/** A pattern is asked for once per value, and compiled once. */
const compiled = new Map<string, CompiledPattern | null>()

/**
 * Whether a text is a date pattern: letters d, M and y, each once (`d.M.yyyy`, `yyyyMMdd`, `d MMM yyyy`, `MM/dd/yy`), and
 * if times are there, H or h, mm, ss and a. Years of two digits are read as 2000 to 2068 and 1969 to 1999, as POSIX has it.
 */
export function isDatePattern(pattern: string): pattern is DatePattern {
  return patternOf(pattern) !== null
}

/** The day that a text names under a pattern; null if it does not fit it, or there is no such day. */
export function parsePatternDate(text: string, pattern: string): Day | null {
  const how = patternOf(pattern)
  const match = how?.expression.exec(text)
  if (!how || !match) return null
  const found = { year: 0, month: 0, day: 0 }
  how.parts.forEach((part, index) => {
    found[part] = part === 'month' ? monthNumber(match[index + 1]!) : Number(match[index + 1])
    if (part === 'year' && match[index + 1]!.length === 2) found.year += found.year < 69 ? 2000 : 1900
  })
  return found.month === 0 ? null : dayOf(found.year, found.month, found.day)
}

function monthNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const name = text.toLowerCase()
  // "Sept" is common; any beginning of at least three letters names one month only.
  return name.length < 3 ? 0 : monthNames.findIndex((month) => month.startsWith(name)) + 1
}

function patternOf(pattern: string): CompiledPattern | null {
  const known = compiled.get(pattern)
  if (known !== undefined) return known
  const made = compile(pattern)
  compiled.set(pattern, made)
  return made
}

function compile(pattern: string): CompiledPattern | null {
  const parts: DatePart[] = []
  let expression = ''
  let hasTime = false
  let at = 0
  while (at < pattern.length) {
    const token = tokens.find(([letters]) => pattern.startsWith(letters, at))
    if (!token) {
      const character = pattern[at]!
      // T and Z stand for themselves, as in 2024-03-04T10:11:12Z; another letter is a mistake.
      if (/\p{L}/u.test(character) && character !== 'T' && character !== 'Z') return null
      expression += character === ' ' ? '\\s+' : `\\u{${character.codePointAt(0)!.toString(16)}}`
      at++
      continue
    }
    const [letters, text, part] = token
    // The same letter once more, as in "yyyyy", is no token.
    if (pattern[at + letters.length] === letters[0]) return null
    if (part === null) hasTime = true
    else parts.push(part)
    expression += text
    at += letters.length
  }
  if (parts.length !== 3 || new Set(parts).size !== 3) return null
  const midnight = hasTime ? '' : '(?:[ T]+0?0:00(?::00(?:\\.0+)?)?)?'
  return { expression: new RegExp(`^${expression}${midnight}$`, 'u'), parts }
}
