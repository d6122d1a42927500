import { type Cents, cents } from './cents.js'

/**
 * Splits an amount over weights exactly: the parts are whole minor units, in the order of the weights, and add up to the
 * amount. Each is its exact share (amount × weight ÷ Σ weights) rounded towards zero; the minor units that are left over
 * go, one each, to the parts that lost most by that, the earlier of equals first (the method of largest remainders). So
 * no part is off its share by a minor unit or more, and a weight of 0 gets nothing. A negative amount splits like the
 * positive one, with the sign turned.
 *
 *     allocate(cents(10_000), [1, 1, 1])        // 3334, 3333, 3333
 *     allocate(payment, invoices.map(({ open }) => open))
 *
 * Weights are any finite numbers of at least 0, taken as exactly as they are held: open amounts in minor units, days,
 * shares like 0.25. Throws a RangeError if there are no weights, if one is negative or no finite number, or if all are 0.
 */
export function allocate(amount: Cents, weights: readonly number[]): Cents[] {
  if (weights.length === 0) throw new RangeError('allocate needs at least one weight')
  for (const weight of weights) {
    if (!(Number.isFinite(weight) && weight >= 0)) {
      throw new RangeError(`allocate needs weights that are finite and not negative, got ${weight}`)
    }
  }
  const whole = wholeWeights(weights)
  const sum = whole.reduce((total, weight) => total + weight, 0n)
  if (sum === 0n) throw new RangeError('allocate needs a weight above 0')
  const magnitude = BigInt(Math.abs(cents(amount)))
  const shares = whole.map((weight) => {
    const product = magnitude * weight
    return { part: product / sum, remainder: product % sum }
  })
  const left = magnitude - shares.reduce((total, { part }) => total + part, 0n)
  // Fewer are left over than parts have a remainder, so none goes to a part that is exact already.
  handOut(shares, Number(left))
  return shares.map(({ part }) => cents(amount < 0 ? -Number(part) : Number(part)))
}

/** A part rounded down, and what it lost by that. */
interface RoundedPart {
  part: bigint
  readonly remainder: bigint
}

/** Adds the minor units that are left over, one each, to the parts that lost most, the earlier of equals first. */
export function handOut(parts: readonly RoundedPart[], left: number): void {
  // The sort is stable.
  const byLoss = [...parts].sort((a, b) => compare(b.remainder, a.remainder))
  for (const each of byLoss.slice(0, left)) each.part += 1n
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * The weights as whole numbers in the same proportions, exactly: every float is a whole number of some power of two.
 */
function wholeWeights(weights: readonly number[]): bigint[] {
  if (weights.every(Number.isSafeInteger)) return weights.map(BigInt)
  const parts = weights.map(binaryParts)
  const lowest = Math.min(...parts.map(({ exponent }) => exponent))
  return parts.map(({ mantissa, exponent }) => mantissa << BigInt(exponent - lowest))
}

/** weight = mantissa × 2^exponent, as IEEE 754 holds it. */
function binaryParts(weight: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, weight)
  const bits = view.getBigUint64(0)
  const stated = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  return stated === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | 0x10000000000000n, exponent: stated - 1075 }
}
