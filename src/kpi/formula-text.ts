import type { FactWindow } from '../facts/fact-window.js'
import type { Kpi } from './kpi.js'
import type { KpiSettings } from './kpi-settings.js'
import type { TermUnit } from './terms.js'

const name = /\{([^}]+)\}/g

/** The formula in words: `closing receivables ÷ credit sales × days in the window`. */
export function formulaInWords(kpi: Kpi): string {
  return kpi.formula.replace(name, '$1')
}

/**
 * The formula with a window's own numbers in place of the names: `5,119.85 ÷ 5,849.59 × 30`. `write` says how a number of
 * a unit is written; a number that is not defined is a question mark.
 */
export function formulaInNumbers(
  kpi: Kpi,
  window: FactWindow,
  settings: KpiSettings,
  write: (value: number, unit: TermUnit) => string,
): string {
  return kpi.formula.replace(name, (_, term: string) => {
    const { unit, of } = kpi.terms[term]!
    const value = of(window, settings)
    return value === null ? '?' : write(value, unit)
  })
}
