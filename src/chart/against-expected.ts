/** Payments against what was expected of them, above 0. */
export interface AgainstExpected {
  readonly ratio: number
  /** The ratio within two standard errors of chance around 1. */
  readonly low: number
  readonly high: number
  /** Whether the ratio lies outside. */
  readonly isOff: boolean
}

/** Payments as a multiple of what was expected, and how far chance alone moves that: counts are taken as Poisson's. */
export function againstExpected(counts: { readonly paid: number; readonly expected: number }): AgainstExpected {
  const ratio = counts.paid / counts.expected
  const error = 2 / Math.sqrt(counts.expected)
  return { ratio, low: Math.max(0, 1 - error), high: 1 + error, isOff: Math.abs(ratio - 1) > error }
}
