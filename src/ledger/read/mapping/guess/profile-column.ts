import { parseTerms } from '../../../../calendar/terms.js'
import { currencyOf } from '../../../../money/currency.js'
import { type DecimalStyle, parseAmount } from '../../../../money/parse-amount.js'
import { type DatesGuess, guessDates } from './guess-dates.js'

/** How amounts are written, as far as values show it. `minor` is a guess for whole numbers in the company of timestamps. */
interface DecimalsGuess {
  readonly style: DecimalStyle
  /** Null: the values prove it. */
  readonly unsure: string | null
}

/** What the values of a column show. */
export interface ColumnProfile {
  readonly name: string
  /** Trimmed, null where empty. */
  readonly values: readonly (string | null)[]
  readonly filled: number
  /** Distinct values, most frequent first. */
  readonly distinct: readonly string[]
  readonly isUnique: boolean
  readonly dates: DatesGuess | null
  /** The few values that are no date in a column of dates. */
  readonly noDates: readonly string[]
  readonly decimals: DecimalsGuess | null
  /** The few values that are no amount in a column of amounts. */
  readonly noAmounts: readonly string[]
  readonly isCurrency: boolean
  readonly isTerms: boolean
  readonly isFlag: boolean
  /** Numbers below zero and above, by the guessed decimals. */
  readonly negative: number
  readonly positive: number
}

/** In a column of dates or amounts, so large a share may be something else: a line of totals, a mistyped value. */
const mostMisfits = 0.05

const flags = new Set(['yes', 'no', 'y', 'n', 'true', 'false', '0', '1', 't', 'f'])

export function profileColumn(name: string, raw: readonly (string | null)[]): ColumnProfile {
  const values = raw.map((value) => value?.trim() || null)
  const present = values.filter((value) => value !== null)
  const counts = new Map<string, number>()
  for (const value of present) counts.set(value, (counts.get(value) ?? 0) + 1)
  const distinct = [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value)
  const all = (test: (value: string) => boolean) => distinct.length > 0 && distinct.every(test)
  const isFew = (misfits: readonly string[]) =>
    misfits.reduce((sum, value) => sum + counts.get(value)!, 0) <= mostMisfits * present.length
  const [dates, noDates] = guessDespite(distinct, guessDates, isFew)
  const [decimals, noAmounts] = guessDespite(distinct, guessDecimals, isFew)
  const signs = decimals === null ? [] : present.map((value) => signOf(value, decimals.style))
  return {
    name,
    values,
    filled: present.length,
    distinct,
    isUnique: present.length === values.length && distinct.length === present.length,
    dates,
    noDates,
    decimals,
    noAmounts,
    isCurrency: all((value) => currencyOf(value.toUpperCase()) !== null),
    isTerms: all((value) => parseTerms(value) !== null) && distinct.some((value) => /[a-z]/i.test(value)),
    isFlag: all((value) => flags.has(value.toLowerCase())),
    negative: signs.filter((sign) => sign < 0).length,
    positive: signs.filter((sign) => sign > 0).length,
  }
}

/** A guess from all values, or from all but a few that fit it by no reading; and those few. */
function guessDespite<Guess>(
  values: readonly string[],
  guess: (values: readonly string[]) => Guess | null,
  isFew: (misfits: readonly string[]) => boolean,
): [Guess | null, readonly string[]] {
  const whole = guess(values)
  if (whole !== null) return [whole, []]
  const misfits = values.filter((value) => guess([value]) === null)
  if (misfits.length === 0 || !isFew(misfits)) return [null, []]
  const most = guess(values.filter((value) => !misfits.includes(value)))
  return most === null ? [null, []] : [most, misfits]
}

function signOf(value: string, style: DecimalStyle): number {
  const minor = parseAmount(value, 6, style)
  return typeof minor === 'number' ? Math.sign(minor) : 0
}

/** Null if any value is no number in either style. */
function guessDecimals(values: readonly string[]): DecimalsGuess | null {
  if (values.length === 0) return null
  // Six decimals let longer ones through: whether they fit the currency is not asked here.
  const fits = (style: DecimalStyle) => values.every((value) => typeof parseAmount(value, 6, style) === 'number')
  const [point, comma] = [fits('point'), fits('comma')]
  if (point && comma) {
    const open = values.find((value) => /[.,]/.test(value))
    return {
      style: 'point',
      unsure: open === undefined ? null : `${open} can be read with a decimal point or a decimal comma`,
    }
  }
  return point ? { style: 'point', unsure: null } : comma ? { style: 'comma', unsure: null } : null
}
