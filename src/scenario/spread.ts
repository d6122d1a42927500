import { quantileSorted, sampleStandardDeviation } from 'simple-statistics'
import { meanOf } from '../statistics/mean-of.js'
import { quantileRanks } from '../statistics/quantile-ranks.js'
import type { NoSpread, QuantileIntervals, Spread } from './result.js'

const quantiles = { q05: 0.05, q25: 0.25, q50: 0.5, q75: 0.75, q95: 0.95 } as const

/**
 * The distribution over futures of a figure that at least one of them defines; NaN stands for those that do not. Futures
 * come in runs of `futuresPerBelief` that take the same to be true. The standard error of a single value is not known and
 * given as 0.
 */
export function spreadOf(values: Float64Array, futuresPerBelief = 1): Spread {
  const defined = definedOf(values)
  const sorted = defined.slice().sort()
  return {
    mean: meanOf(defined),
    se: standardError(futuresPerBelief === 1 ? defined : definedOf(meansOfBeliefs(values, futuresPerBelief))),
    q05: quantileSorted(sorted as unknown as number[], quantiles.q05),
    q25: quantileSorted(sorted as unknown as number[], quantiles.q25),
    q50: quantileSorted(sorted as unknown as number[], quantiles.q50),
    q75: quantileSorted(sorted as unknown as number[], quantiles.q75),
    q95: quantileSorted(sorted as unknown as number[], quantiles.q95),
    // Values that share a belief are not independent, and the intervals would be too narrow.
    intervals: futuresPerBelief === 1 ? intervalsOf(sorted) : noIntervals,
  }
}

/** The values that exist. */
export function definedOf(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value))
}

const noIntervals: QuantileIntervals = { q05: null, q25: null, q50: null, q75: null, q95: null }

/** Of a figure that no future defines. */
export const noSpread: NoSpread = {
  mean: null,
  se: null,
  q05: null,
  q25: null,
  q50: null,
  q75: null,
  q95: null,
  intervals: noIntervals,
}

function intervalsOf(sorted: Float64Array): QuantileIntervals {
  const interval = (probability: number): readonly [number, number] | null => {
    const ranks = ranksOf(sorted.length, probability)
    return ranks === null ? null : [sorted[ranks.low]!, sorted[ranks.high]!]
  }
  return {
    q05: interval(quantiles.q05),
    q25: interval(quantiles.q25),
    q50: interval(quantiles.q50),
    q75: interval(quantiles.q75),
    q95: interval(quantiles.q95),
  }
}

/** Thousands of figures have the same number of futures. */
const knownRanks = new Map<string, ReturnType<typeof quantileRanks>>()
function ranksOf(size: number, probability: number): ReturnType<typeof quantileRanks> {
  const key = `${size} ${probability}`
  const known = knownRanks.get(key)
  if (known !== undefined) return known
  const ranks = quantileRanks(size, probability)
  knownRanks.set(key, ranks)
  return ranks
}

/** The mean of each belief's futures; NaN for one none of whose futures defines the figure. */
export function meansOfBeliefs(values: Float64Array, futuresPerBelief: number): Float64Array {
  return Float64Array.from({ length: Math.ceil(values.length / futuresPerBelief) }, (_, belief) => {
    const own = definedOf(values.subarray(belief * futuresPerBelief, (belief + 1) * futuresPerBelief))
    return own.length > 0 ? meanOf(own) : Number.NaN
  })
}

function standardError(values: Float64Array): number {
  return values.length < 2 ? 0 : sampleStandardDeviation(values as unknown as number[]) / Math.sqrt(values.length)
}
