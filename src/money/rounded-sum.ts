import { handOut } from './allocate.js'
import { type Cents, cents } from './cents.js'

/** A sum of products in whole minor units. */
export interface RoundedSum {
  /** Σ amount × factors, rounded once: half away from zero. */
  readonly total: Cents
  /** The products as whole minor units that add up to the total: each less than one minor unit off. */
  readonly parts: readonly Cents[]
}

/** An amount and what it is multiplied by. */
export interface Product {
  readonly amount: Cents
  readonly factors: readonly number[]
}

/**
 * Adds up amounts × factors exactly and rounds once, at the end. A factor counts as the decimal number that it is written
 * as: 0.016 is sixteen thousandths, whatever binary fraction holds it. The parts are rounded down, and the minor units that
 * are missing to the total go, one each, to those that lost most, the earlier of equals first.
 *
 *     roundedSum([{ amount: cents(1_500_000_000), factors: [0.003, 1.15] }]).total   // 5_175_000
 *
 * Throws a RangeError for an amount below 0 and a factor that is negative or no finite number.
 */
export function roundedSum(products: readonly Product[]): RoundedSum {
  const exact = products.map(exactProduct)
  const scale = exact.reduce((most, { decimals }) => Math.max(most, decimals), 0)
  const unit = 10n ** BigInt(scale)
  const whole = exact.map(({ digits, decimals }) => {
    const value = digits * 10n ** BigInt(scale - decimals)
    return { part: value / unit, remainder: value % unit }
  })
  const lost = whole.reduce((sum, { remainder }) => sum + remainder, 0n)
  handOut(whole, Number((2n * lost + unit) / (2n * unit)))
  const parts = whole.map(({ part }) => cents(Number(part)))
  return { total: cents(Number(whole.reduce((sum, { part }) => sum + part, 0n))), parts }
}

/** digits ÷ 10^decimals, exactly. */
function exactProduct({ amount, factors }: Product): { digits: bigint; decimals: number } {
  if (!(amount >= 0)) throw new RangeError(`roundedSum needs amounts of at least 0, got ${amount}`)
  let digits = BigInt(cents(amount))
  let decimals = 0
  for (const factor of factors) {
    if (!(Number.isFinite(factor) && factor >= 0)) {
      throw new RangeError(`roundedSum needs factors that are finite and not negative, got ${factor}`)
    }
    const [mantissa, exponent = '0'] = String(factor).split('e') as [string, string?]
    const [integer, fraction = ''] = mantissa.split('.') as [string, string?]
    const shift = fraction.length - Number(exponent)
    digits *= BigInt(integer + fraction) * 10n ** BigInt(Math.max(0, -shift))
    decimals += Math.max(0, shift)
  }
  return { digits, decimals }
}
