import type { Bridge, BridgePart } from './bridge.js'

/** A bridge as it is shown: rounded, and from + Σ parts = to holds for what is seen. */
export interface ShownBridge {
  readonly from: number
  readonly to: number
  /** The difference of the two values as they are shown. */
  readonly change: number
  readonly parts: readonly BridgePart[]
}

/**
 * Rounds a bridge to digits after the point so that a reader can add it up. The two values are rounded each for itself, as
 * everywhere else; the change is the difference of these (39.86 and 41.44 are shown as 39.9 and 41.4, so the change is 1.5
 * and not 1.6). Parts are rounded to the nearest; where they then miss the change, the parts that lost most by rounding
 * (or gained most) are moved by one in the last digit. A part of 0 is left at 0. Throws a RangeError for digits that are no
 * whole number from 0 on, or that are more than a number of that size holds.
 */
export function shownParts({ from, to, parts }: Bridge, digits: number): ShownBridge {
  if (!(Number.isInteger(digits) && digits >= 0)) {
    throw new RangeError(`shownParts needs a whole number of digits from 0 on, got ${digits}`)
  }
  const [shownFrom, shownTo] = [inUnits(from.value, digits), inUnits(to.value, digits)]
  const units = parts.map(({ value }) => inUnits(value, digits))
  const missing = units.reduce((rest, unit) => rest - unit, shownTo - shownFrom)
  if (Math.abs(missing) > parts.length) {
    throw new RangeError(`shownParts cannot show ${digits} digits of parts between ${from.value} and ${to.value}`)
  }
  const step = Math.sign(missing)
  const lost = parts.map(({ value }, index) => step * (value * 10 ** digits - units[index]!))
  const isZero = (index: number) => (parts[index]!.value === 0 ? 1 : 0)
  const byLoss = parts.map((_, index) => index).sort((a, b) => isZero(a) - isZero(b) || lost[b]! - lost[a]! || a - b)
  for (const index of byLoss.slice(0, Math.abs(missing))) units[index]! += step
  return {
    from: ofUnits(shownFrom, digits),
    to: ofUnits(shownTo, digits),
    change: ofUnits(shownTo - shownFrom, digits),
    parts: parts.map((part, index) => ({ ...part, value: ofUnits(units[index]!, digits) })),
  }
}

/** A value in units of its last digit, rounded as texts of it are: 41.44 to one digit is 414. */
function inUnits(value: number, digits: number): number {
  const units = Math.round(Number(Math.abs(value).toFixed(digits)) * 10 ** digits)
  if (!Number.isSafeInteger(units)) throw new RangeError(`shownParts cannot show ${digits} digits of ${value}`)
  return value < 0 ? -units : units
}

/** Division gives the number nearest to the decimal text; + 0 makes no −0. */
function ofUnits(units: number, digits: number): number {
  return units / 10 ** digits + 0
}
