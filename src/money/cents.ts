declare const centsBrand: unique symbol

/**
 * An amount of money in a currency's minor unit (cents for USD), always a whole number. Exact up to
 * 2^53 − 1 minor units, which is 90 trillion dollars.
 */
export type Cents = number & { readonly [centsBrand]: 'Cents' }

/** Marks a whole number of minor units as money. Throws a RangeError on a fraction or beyond 2^53 − 1. */
export function cents(minorUnits: number): Cents {
  if (!Number.isSafeInteger(minorUnits)) {
    throw new RangeError(`cents needs a whole number of at most 2^53 - 1 minor units, got ${minorUnits}`)
  }
  return (minorUnits === 0 ? 0 : minorUnits) as Cents
}
