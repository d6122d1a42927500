import type { PairedDifference } from './result.js'
import { spreadOf } from './spread.js'

type Figures = Pick<PairedDifference, 'mean' | 'se' | 'low' | 'high' | 'probabilityLower'>

/**
 * Scenario minus baseline, replicate by replicate. Both ran on the same draws (common random numbers), so the
 * difference holds the levers' effect and little of the luck. Replicates in which either is not defined (NaN) are left
 * out; all figures are null if none is left.
 */
export function pairedFigures(scenario: Float64Array, baseline: Float64Array): Figures {
  const differences = scenario
    .map((value, replicate) => value - baseline[replicate]!)
    .filter((value) => !Number.isNaN(value))
  if (differences.length === 0) return { mean: null, se: null, low: null, high: null, probabilityLower: null }
  const { mean, se, q05, q95 } = spreadOf(differences)
  const lower = differences.reduce((count, value) => (value < 0 ? count + 1 : count), 0)
  return { mean, se, low: q05, high: q95, probabilityLower: lower / differences.length }
}
