import type { Better } from '../kpi/kpi.js'
import type { PairedFigures } from './result.js'

/** The share of futures in which the scenario's KPI is the better one; null where neither way is better, or nothing is known. */
export function probabilityBetter(figures: PairedFigures, better: Better): number | null {
  if (better === 'lower') return figures.probabilityLower
  if (better === 'higher') return figures.probabilityHigher
  return null
}
