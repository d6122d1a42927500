import { InputError } from '../document/input-error.js'
import { type Cents, cents } from '../money/cents.js'
import { roundedSum } from '../money/rounded-sum.js'

/** A bucket to provide for. */
export interface ProvisionBucket {
  readonly label: string
  /** What is open in it, in minor units. */
  readonly amount: number
  /** Share that is lost of it by experience, as a fraction. */
  readonly rate: number
  /** What the rate is multiplied by for what lies ahead; 1 if not given. */
  readonly forward?: number
}

export interface ProvisionRow {
  readonly label: string
  readonly amount: number
  readonly rate: number
  readonly forward: number
  /** rate × forward, at most 1. */
  readonly appliedRate: number
  /** Whether rate × forward was more than 1. */
  readonly isCapped: boolean
  readonly provision: Cents
}

/** The provision for a book. Minor units. */
export interface ProvisionMatrix {
  readonly rows: readonly ProvisionRow[]
  /** Σ amounts. */
  readonly amount: number
  /** Σ amount × applied rate, rounded once at the end, half away from zero; the rows' provisions add up to it. */
  readonly provision: Cents
}

/**
 * The provision matrix of IFRS 9's simplified approach: lifetime expected losses of trade receivables, as loss rates by
 * days past due, adjusted for what lies ahead. Rates and multipliers count as the decimal numbers that they are written as,
 * so the result is exact. Pure. Throws an InputError for an amount that is no whole number of at least 0, a rate outside 0 to
 * 1, and a multiplier below 0.
 *
 * Source: IFRS 9, 5.5.15 and B5.5.35; its illustrative example 12 gives 580,000.
 */
export function provisionMatrix(buckets: readonly ProvisionBucket[]): ProvisionMatrix {
  const rows = buckets.map(({ label, amount, rate, forward = 1 }) => {
    if (!(Number.isSafeInteger(amount) && amount >= 0)) {
      throw new InputError(`${label}: an open amount is a whole number of minor units of at least 0; got ${amount}.`)
    }
    if (!(rate >= 0 && rate <= 1)) {
      throw new InputError(`${label}: a loss rate lies between 0 and 100 %; got ${rate * 100} %.`)
    }
    if (!(Number.isFinite(forward) && forward >= 0)) {
      throw new InputError(
        `${label}: a forward-looking multiplier is a number of at least 0, such as 1.15; got ${forward}.`,
      )
    }
    const isCapped = rate * forward > 1
    return { label, amount, rate, forward, appliedRate: isCapped ? 1 : rate * forward, isCapped }
  })
  const { total, parts } = roundedSum(
    rows.map(({ amount, rate, forward, isCapped }) => ({
      amount: cents(amount),
      factors: isCapped ? [] : [rate, forward],
    })),
  )
  return {
    rows: rows.map((row, index) => ({ ...row, provision: parts[index]! })),
    amount: rows.reduce((sum, { amount }) => sum + amount, 0),
    provision: total,
  }
}
