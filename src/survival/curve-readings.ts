import { InputError } from '../document/input-error.js'
import type { SurvivalCurve } from './kaplan-meier.js'

/** The share still unpaid after a day, as a fraction of 1. */
export interface SurvivalAtDay {
  readonly day: number
  readonly survival: number
  readonly standardError: number
  readonly low: number
  readonly high: number
  /** How many were at risk on the day. */
  readonly atRisk: number
}

/** A day by which a share is paid; null where the curve does not come down so far. */
export interface SurvivalQuantile {
  /** The share that is paid: 0.5 for the median. */
  readonly share: number
  readonly day: number | null
  readonly low: number | null
  readonly high: number | null
}

/** A curve after a day; 1 before its first day. Null where nothing is known: later than anything was seen, with some unpaid. */
export function survivalAt(curve: SurvivalCurve, day: number): SurvivalAtDay | null {
  const index = Math.floor(day) - curve.firstDay
  if (index < 0) return { day, survival: 1, standardError: 0, low: 1, high: 1, atRisk: 0 }
  const last = curve.survival.length - 1
  if (index > last && curve.survival[last]! > 0) return null
  const at = Math.min(index, last)
  return {
    day,
    survival: curve.survival[at]!,
    standardError: curve.standardError[at]!,
    low: curve.low[at]!,
    high: curve.high[at]!,
    atRisk: index > last ? 0 : curve.atRisk[at]!,
  }
}

/**
 * The first day by which at least a share is paid, with the interval of Brookmeyer and Crowley (Biometrics 38, 1982): the days
 * on which the curve's own interval allows it. Throws an InputError for a share that does not lie between 0 and 1.
 */
export function survivalQuantile(curve: SurvivalCurve, share: number): SurvivalQuantile {
  if (!(share > 0 && share < 1)) {
    throw new InputError(`A quantile needs a share between 0 and 1, such as 0.5 for the median; got ${share}.`)
  }
  // A day counts as there if a binary fraction alone keeps the curve above the level, as 1 − 0.9 does.
  const level = 1 - share + 1e-12
  const firstDown = (values: Float64Array) => {
    const index = values.findIndex((value) => value <= level)
    return index < 0 ? null : curve.firstDay + index
  }
  return { share, day: firstDown(curve.survival), low: firstDown(curve.low), high: firstDown(curve.high) }
}
