import type { FactWindow } from '../facts/fact-window.js'

/** A KPI that does not exist for a window, with the reason: never a 0 or a NaN in its place. */
export interface NotDefined {
  readonly notDefined: string
}

export type KpiValue = number | NotDefined

export type KpiUnit = 'days' | 'percent'

/** Which way is good. `band`: both too high and too low are warnings. */
export type Better = 'lower' | 'higher' | 'band'

/** One KPI: what it means, and the one function of facts that computes it for the past and for simulations alike. */
export interface Kpi {
  readonly id: string
  readonly name: string
  readonly unit: KpiUnit
  readonly better: Better
  /** In words and facts, as `arlab explain` shows it. */
  readonly formula: string
  readonly meaning: string
  readonly source: string
  /** What a reader must not conclude from it. */
  readonly pitfall: string
  compute(window: FactWindow): KpiValue
}

/** The number of a KPI value, or null where it is not defined. */
export function numberOf(value: KpiValue): number | null {
  return typeof value === 'number' ? value : null
}

export function notDefined(reason: string): NotDefined {
  return { notDefined: reason }
}

/** numerator ÷ denominator × scale, or not defined with the reason if the denominator is not positive. */
export function ratio(numerator: number, denominator: number, scale: number, whatIsMissing: string): KpiValue {
  return denominator > 0 ? (numerator / denominator) * scale : notDefined(whatIsMissing)
}
