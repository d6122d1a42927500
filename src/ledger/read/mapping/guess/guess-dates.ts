import { isDatePattern } from '../../date-pattern.js'
import { type DateStyle, parseDate } from '../../parse-date.js'

/** How dates are written, as far as values show it. */
export interface DatesGuess {
  /** The style, or the two between which only a person can decide. */
  readonly styles: readonly [DateStyle] | readonly [DateStyle, DateStyle]
  /** Null: the values prove it. */
  readonly unsure: string | null
}

const pattern = (text: string): DateStyle => {
  if (!isDatePattern(text)) throw new RangeError(`${text} is no date pattern`)
  return text
}

/** Shapes of dates whose parts can be in one order only. */
const plain: readonly (readonly [shape: RegExp, style: DateStyle])[] = [
  [/^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T]00:00:00(?:\.0+)?Z?)?$/, 'iso'],
  [/^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}/, 'iso-timestamp'],
  [/^\d{1,2} \p{L}{3,}\.? \d{4}$/u, pattern('d MMMM yyyy')],
  [/^\d{1,2}-\p{L}{3}-\d{4}$/u, pattern('d-MMM-yyyy')],
  [/^\d{1,2}-\p{L}{3}-\d{2}$/u, pattern('d-MMM-yy')],
  [/^\p{L}{3,} \d{1,2}, \d{4}$/u, pattern('MMMM d, yyyy')],
]

/** Whole numbers that may be days. They may also be plain numbers, so a header must say that the column is a date. */
const numbers: readonly (readonly [shape: RegExp, style: DateStyle, least: number, most: number])[] = [
  [/^\d{8}$/, pattern('yyyyMMdd'), 19_000_101, 21_991_231],
  // 1990 to 2100, as seconds and as days of a spreadsheet.
  [/^\d{9,10}$/, 'unix-seconds', 631_152_000, 4_102_444_800],
  [/^\d{5}$/, 'excel-serial', 32_874, 73_051],
]

/** Guesses how a column's distinct values are written as dates; null if they are no dates. */
export function guessDates(values: readonly string[]): DatesGuess | null {
  if (values.length === 0) return null
  const fits = (style: DateStyle) => values.every((value) => parseDate(value, style) !== null)
  for (const [shape, style] of plain) {
    // Plain days among timestamps are read by either style.
    const isShape =
      style === 'iso-timestamp' ? values.some((value) => shape.test(value)) : values.every((value) => shape.test(value))
    if (isShape && fits(style)) return { styles: [style], unsure: null }
  }
  for (const [shape, style, least, most] of numbers) {
    const isShape = values.every((value) => shape.test(value) && Number(value) >= least && Number(value) <= most)
    if (isShape && fits(style)) return { styles: [style], unsure: null }
  }
  return guessOrder(values)
}

/** Dates of two numbers and a year, in one of two orders. */
function guessOrder(values: readonly string[]): DatesGuess | null {
  const shape = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:\d{2}(:\d{2})?( [AaPp][Mm])?)?$/
  const matches = values.map((value) => shape.exec(value))
  const first = matches[0]
  if (!first || matches.some((match) => match?.[2] !== first[2] || match?.[4]?.length !== first[4]?.length)) return null
  const time = timeOf(matches)
  const two = first[4]!.length === 2
  const separator = first[2]!
  const year = two ? 'yy' : 'yyyy'
  const dayFirst =
    !two && time === '' && separator !== '.' ? 'day-first' : pattern(`d${separator}M${separator}${year}${time}`)
  const monthFirst = !two && time === '' ? 'month-first' : pattern(`M${separator}d${separator}${year}${time}`)
  const fits = (style: DateStyle) => values.every((value) => parseDate(value, style) !== null)
  const [day, month] = [fits(dayFirst), fits(monthFirst)]
  if (day && month) {
    const open = matches.find((match) => Number(match![1]) !== Number(match![3]))
    const example = open?.[0] ?? first[0]
    return {
      styles: [dayFirst, monthFirst],
      unsure: `${example} can be read day-first or month-first, and no value proves which`,
    }
  }
  if (day) return { styles: [dayFirst], unsure: null }
  return month ? { styles: [monthFirst], unsure: null } : null
}

function timeOf(matches: readonly (RegExpExecArray | null)[]): string {
  const timed = matches.find((match) => match![0].includes(':'))
  if (!timed) return ''
  return ` H:mm${timed[5] ? ':ss' : ''}${timed[6] ? ' a' : ''}`
}
