import { varianceParts } from '../statistics/variance-parts.js'
import type { PairedFigures } from './result.js'
import { definedOf, spreadOf } from './spread.js'

/**
 * Scenario minus baseline, replicate by replicate. Both ran on the same draws (common random numbers), so the
 * difference holds the levers' effect and little of the luck. Replicates in which either is not defined (NaN) are left
 * out; all figures are null if none is left.
 */
export function pairedFigures(scenario: Float64Array, baseline: Float64Array, futuresPerBelief = 1): PairedFigures {
  const differences = scenario.map((value, replicate) => value - baseline[replicate]!)
  const defined = definedOf(differences)
  if (defined.length === 0) return noFigures
  const { mean, se, q05, q95 } = spreadOf(differences, futuresPerBelief)
  const lower = defined.reduce((count, value) => (value < 0 ? count + 1 : count), 0)
  const higher = defined.reduce((count, value) => (value > 0 ? count + 1 : count), 0)
  const count = defined.length
  const parts = futuresPerBelief === 1 ? {} : { uncertainty: varianceParts(differences) }
  return {
    mean,
    se,
    low: q05,
    high: q95,
    probabilityLower: lower / count,
    probabilityHigher: higher / count,
    ...parts,
  }
}

const noFigures: PairedFigures = {
  mean: null,
  se: null,
  low: null,
  high: null,
  probabilityLower: null,
  probabilityHigher: null,
}
