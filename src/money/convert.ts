import { Decimal } from 'decimal.js'
import { type Cents, cents } from './cents.js'
import type { Currency } from './currency.js'

/** An exchange rate exactly as it is written: units of one currency for 1 unit of another, as a fraction of whole numbers. */
export interface ExchangeRate {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** The rate between a currency and itself. */
export const parity: ExchangeRate = { numerator: 1n, denominator: 1n }

const mostDigits = 30

/**
 * Reads a rate as decimal text, exactly: `1.0873`, `0.00671`. Null if it is not a positive number of at most 30 digits,
 * written with a point and without grouping.
 */
export function parseRate(text: string): ExchangeRate | null {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text.trim())
  if (!match || match[1]!.length + (match[2] ?? '').length > mostDigits) return null
  const value = new Decimal(match[0])
  if (!value.greaterThan(0)) return null
  const fraction = match[2] ?? ''
  return { numerator: BigInt(match[1]! + fraction), denominator: 10n ** BigInt(fraction.length) }
}

/**
 * An amount in another currency: minor units × rate, in exact whole-number arithmetic, rounded once, half away from zero
 * (0.5 to 1, −0.5 to −1). Throws a RangeError if the result is beyond 2^53 − 1 minor units.
 */
export function convertAmount(amount: Cents, from: Currency, to: Currency, rate: ExchangeRate): Cents {
  const numerator = BigInt(Math.abs(amount)) * rate.numerator * 10n ** BigInt(to.decimals)
  const denominator = rate.denominator * 10n ** BigInt(from.decimals)
  const magnitude = (2n * numerator + denominator) / (2n * denominator)
  return cents(amount < 0 ? -Number(magnitude) : Number(magnitude))
}
