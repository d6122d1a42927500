import { groupedDigits } from '../money/format-amount.js'

/** What answers are counted in. Money is in US dollars; `points` are percentage points. */
export const answerUnits = {
  days: { symbol: 'days', words: 'days' },
  percent: { symbol: '%', words: 'per cent' },
  points: { symbol: 'points', words: 'percentage points' },
  usd: { symbol: 'USD', words: 'US dollars' },
  times: { symbol: 'times a year', words: 'times a year' },
  months: { symbol: 'months', words: 'months' },
  contacts: { symbol: 'contacts', words: 'contacts' },
} as const

export type AnswerUnit = keyof typeof answerUnits

/** How an answer is given and how near it must come. */
export interface AnswerForm {
  readonly unit: AnswerUnit
  /** Digits after the point that are asked for. */
  readonly digits: number
  /** In the unit: what lies no farther from the answer than this is right. One unit of the last digit, as a rule. */
  readonly tolerance: number
}

/**
 * Beyond the tolerance an answer is still close within five of them: where the tolerance is one unit of the last digit, that is
 * as far as rounding to one digit fewer can lead.
 */
export const closeTolerances = 5

/** A number as prompts and solutions write it: `12,500`, `−4.0`. */
export function figure(value: number, digits = 0): string {
  const text = groupedDigits(Math.abs(value).toFixed(digits))
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text
}

/** An answer with its unit: `45.3 days`. */
export function answerText(value: number, { unit, digits }: AnswerForm): string {
  return `${figure(value, digits)} ${answerUnits[unit].symbol}`
}

/** How to give an answer, in words: `in days, to one decimal (±0.1 days counts as right)`. */
export function formInWords({ unit, digits, tolerance }: AnswerForm): string {
  const { symbol, words } = answerUnits[unit]
  const precision = digits === 0 ? 'as a whole number' : `to ${digits === 1 ? 'one decimal' : 'two decimals'}`
  const room =
    tolerance < 1 && digits === 0 ? '' : ` (±${tolerance} ${unit === 'percent' ? 'points' : symbol} counts as right)`
  return `in ${words}, ${precision}${room}`
}
