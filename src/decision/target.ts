import type { Period } from '../calendar/period.js'
import { InputError } from '../document/input-error.js'
import { currencyOfAnyCode } from '../money/currency.js'
import { exactShareInterval } from '../statistics/exact-share-interval.js'
import { type Outcome, outcomeNamed } from './outcome.js'

/** What an outcome is to reach: at most or at least a value. */
export interface Target {
  readonly outcome: Outcome
  readonly bound: 'at most' | 'at least'
  /** Money in minor units. */
  readonly value: number
}

/** Digits, or digits in groups of three, and a decimal point: a decimal comma is not taken for a thousand. */
const written = /^\s*(.+?)\s*(<=|>=|≤|≥)\s*(-?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d+)?)\s*(%?)\s*$/

/** The outcome that a text such as `dso@2025-12<=45` is about. Throws an InputError where it is no such text. */
export function targetOutcome(text: string): string {
  return parts(text).outcome
}

/** The target that a text means; money is in units of currency: `cash>=12000000`. Throws an InputError for any other text. */
export function targetNamed(text: string, periods: readonly Period[], currency: string): Target {
  const { outcome: name, bound, value, isPercent } = parts(text)
  const outcome = outcomeNamed(name, periods)
  if (isPercent && outcome.unit !== 'percent') {
    throw new InputError(`"${text}": ${outcome.name} is not in per cent; leave out the %.`)
  }
  const scale = outcome.unit === 'money' ? 10 ** currencyOfAnyCode(currency).decimals : 1
  return { outcome, bound, value: value * scale }
}

/** Whether a future reaches a target; one that does not define the outcome does not. */
function reaches(value: number, { bound, value: wanted }: Pick<Target, 'bound' | 'value'>): boolean {
  return bound === 'at most' ? value <= wanted : value >= wanted
}

/** The share of futures that reach a target, and the interval that holds the true one with 95 % probability. */
export interface ReachedShare {
  readonly probability: number
  readonly low: number
  readonly high: number
}

export function reachedShare(outcomes: Float64Array, target: Pick<Target, 'bound' | 'value'>): ReachedShare {
  const count = outcomes.reduce((count, own) => (reaches(own, target) ? count + 1 : count), 0)
  const [low, high] = exactShareInterval(count, outcomes.length)
  return { probability: count / outcomes.length, low, high }
}

interface WrittenTarget extends Pick<Target, 'bound' | 'value'> {
  readonly outcome: string
  readonly isPercent: boolean
}

function parts(text: string): WrittenTarget {
  const [, outcome, sign, number = '', percent] = written.exec(text) ?? []
  const value = number === '' ? Number.NaN : Number(number.replaceAll(',', ''))
  if (outcome === undefined || Number.isNaN(value)) {
    throw new InputError(
      `"${text}" is no target: write an outcome, <= or >=, and a number, like "dso<=45" or "dso@2025-12<=45".`,
    )
  }
  return { outcome, bound: sign === '<=' || sign === '≤' ? 'at most' : 'at least', value, isPercent: percent === '%' }
}
