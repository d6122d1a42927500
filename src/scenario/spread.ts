import { quantileSorted, sampleStandardDeviation } from 'simple-statistics'
import type { Spread } from './result.js'

/** The distribution of at least one value. The standard error of a single value is not known and given as 0. */
export function spreadOf(values: Float64Array): Spread {
  const sorted = values.slice().sort() as unknown as number[]
  let sum = 0
  for (const value of values) sum += value
  return {
    mean: sum / values.length,
    se: standardError(values),
    q05: quantileSorted(sorted, 0.05),
    q25: quantileSorted(sorted, 0.25),
    q50: quantileSorted(sorted, 0.5),
    q75: quantileSorted(sorted, 0.75),
    q95: quantileSorted(sorted, 0.95),
  }
}

function standardError(values: Float64Array): number {
  return values.length < 2 ? 0 : sampleStandardDeviation(values as unknown as number[]) / Math.sqrt(values.length)
}
