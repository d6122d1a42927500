import { shortText, visibleText } from '../document/visible-text.js'
import { type AnswerUnit, answerUnits } from './answer-form.js'

/**
 * What a learner's answer says. A text may be read in more than one way: `1,234` is a thousand to some and a decimal comma to
 * others.
 */
export type ReadAnswer =
  | { readonly kind: 'numbers'; readonly readings: readonly [number, ...number[]] }
  | { readonly kind: 'none' }
  /** `given` is what stood there, in a few words. */
  | { readonly kind: 'unreadable'; readonly why: string; readonly given: string }

/** Reads whatever a learner hands in, and never throws. `unit` is what the answer is wanted in; null takes a number alone. */
export function readAnswer(given: unknown, unit: AnswerUnit | null): ReadAnswer {
  switch (typeof given) {
    case 'undefined':
      return unreadable(
        'undefined',
        'This is undefined: what it is taken from has no such value. An answer not yet known is null.',
      )
    case 'number':
      return readNumber(given)
    case 'bigint':
      return readNumber(Number(given))
    case 'string':
      return readText(given, unit)
    case 'function':
      return unreadable('a function', 'This is a function. Call it with () and hand in what it gives.')
    case 'object':
      return given === null ? { kind: 'none' } : readObject(given)
    default:
      return unreadable(typeof given === 'boolean' ? String(given) : 'a symbol', 'This is no number.')
  }
}

function unreadable(given: string, why: string): ReadAnswer {
  return { kind: 'unreadable', why, given }
}

function readNumber(number: number): ReadAnswer {
  if (Number.isNaN(number)) {
    return unreadable(
      'NaN',
      'This is NaN, “not a number”: something in the calculation was missing, or zero was divided by zero.',
    )
  }
  if (!Number.isFinite(number))
    return unreadable(String(number), 'This is infinite: something was divided by zero on the way.')
  // Not −0, which would be written as 0 and read back as another number.
  return { kind: 'numbers', readings: [number + 0] }
}

function readObject(given: object): ReadAnswer {
  try {
    if ('then' in given) return unreadable('a promise', 'This is a promise of a value. Put await before it.')
    if (Array.isArray(given))
      return unreadable('a list', 'This is a list. Hand in the one number that answers the question.')
  } catch {
    // Even to ask what a proxy is runs the learner's code, or fails where the proxy was revoked.
    return unreadable('a value', 'This value cannot be looked into.')
  }
  return unreadable('an object', 'This is an object. Hand in the one number of it that answers the question.')
}

/** What people write beside a number, and the units that it fits. */
const unitWords: readonly (readonly [words: RegExp, units: readonly AnswerUnit[]])[] = [
  [/^(?:%|per ?cent|pct)$/, ['percent', 'points']],
  [/^(?:percentage points?|points?|pp|pts)$/, ['percent', 'points']],
  [/^(?:\$|us\$|usd|dollars?|us dollars?)$/, ['usd']],
  [/^(?:d|days?)$/, ['days']],
  [/^(?:x|×|times|times a year)$/, ['times']],
  [/^(?:months?)$/, ['months']],
  [/^(?:contacts?|calls?)$/, ['contacts']],
]

const longestText = 60

function readText(text: string, unit: AnswerUnit | null): ReadAnswer {
  const plain = text
    .replace(/[\s\u00a0\u2007\u2009\u202f]+/g, ' ')
    .replaceAll('−', '-')
    .trim()
    .toLowerCase()
  if (plain === '') return { kind: 'none' }
  const given = quoted(text)
  if (plain.length > longestText) return unreadable(given, 'This text is longer than any number.')
  const match = /^(\(?)([+-]?) ?(us\$|usd|\$)? ?([+-]?)((?:\d|[.,]\d)[\d.,'’ ]*?) ?([^\d.,'’ ()][^\d()]*)?(\)?)$/.exec(
    plain,
  )
  if (!match) return unreadable(given, `${given} is not a number that can be read.`)
  const [, open, firstSign, before, secondSign, digits, after, close] = match
  const readings = readDigits(digits!)
  if (readings.length === 0 || (open === '(') !== (close === ')') || (firstSign && secondSign)) {
    return unreadable(given, `${given} is not a number that can be read.`)
  }
  for (const word of [before, after?.trim()]) {
    const fault = word ? unitFault(word, unit) : null
    if (fault !== null) return unreadable(given, fault)
  }
  const sign = open === '(' || firstSign === '-' || secondSign === '-' ? -1 : 1
  return { kind: 'numbers', readings: readings.map((number) => sign * number + 0) as [number, ...number[]] }
}

function quoted(text: string): string {
  return `“${shortText(visibleText(text.trim()), longestText)}”`
}

function unitFault(word: string, wanted: AnswerUnit | null): string | null {
  const found = unitWords.find(([words]) => words.test(word))
  if (!found) return `The number is written with “${visibleText(word)}”, which is no unit that is known here.`
  if (wanted === null || found[1].includes(wanted)) return null
  return `The answer is wanted in ${answerUnits[wanted].words}, but this one is in ${answerUnits[found[1][0]!].words}.`
}

/** The numbers that digits with separators may mean; none where they make no sense. */
function readDigits(digits: string): number[] {
  const joined = /^\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?$/.test(digits) ? digits.replace(/[ '’]/g, '') : digits
  const wasGrouped = joined !== digits
  if (/[ '’]/.test(joined)) return []
  const [points, commas] = [joined.split('.').length - 1, joined.split(',').length - 1]
  if (points + commas === 0) return [Number(joined)]
  if (points > 0 && commas > 0) {
    const decimal = joined.lastIndexOf('.') > joined.lastIndexOf(',') ? '.' : ','
    return grouped(joined, decimal === '.' ? ',' : '.', decimal)
  }
  const separator = points > 0 ? '.' : ','
  if (points + commas > 1) return grouped(joined, separator, null)
  const asDecimal = Number(joined.replace(',', '.'))
  const mayBeThousands = !wasGrouped && /^[1-9]\d{0,2}[.,]\d{3}$/.test(joined)
  return mayBeThousands ? [asDecimal, Number(joined.replace(separator, ''))] : [asDecimal]
}

function grouped(digits: string, thousands: string, decimal: string | null): number[] {
  const [whole, ...fraction] = decimal === null ? [digits] : digits.split(decimal)
  const groups = whole!.split(thousands)
  const isRight = /^\d{1,3}$/.test(groups[0]!) && groups.slice(1).every((group) => /^\d{3}$/.test(group))
  if (!isRight || fraction.length > 1 || !/^\d*$/.test(fraction[0] ?? '')) return []
  return [Number(`${groups.join('')}.${fraction[0] || '0'}`)]
}
