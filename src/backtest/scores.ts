import { quantileSorted } from 'simple-statistics'
import type { BaselineScore, ForecastScore } from './result.js'

/**
 * The continuous ranked probability score of an ensemble against what happened: how far the forecast distribution was
 * off, in the unit of the figure; 0 is perfect, and a single number scores its absolute error.
 *
 *     CRPS = mean |xᵢ − y| − ½ · mean |xᵢ − xⱼ|
 *
 * The second mean is over pairs of different members (the "fair" form: C. Ferro, Fair scores for ensemble forecasts,
 * 2014), so that a finite ensemble scores on average as the distribution that it was drawn from. `sorted` ascends; at
 * least one member. Costs O(members).
 */
export function crps(sorted: ArrayLike<number>, actual: number): number {
  const count = sorted.length
  let distance = 0
  let spread = 0
  for (let index = 0; index < count; index++) {
    distance += Math.abs(sorted[index]! - actual)
    // Σ over pairs |xᵢ − xⱼ|, each pair twice: x in place k (from 0) is the greater one k times, the smaller n − 1 − k times.
    spread += 2 * (2 * index - count + 1) * sorted[index]!
  }
  return distance / count - (count > 1 ? spread / (2 * count * (count - 1)) : 0)
}

/**
 * Where what happened lies among the members: the share of them below it, with half of those equal to it and half a
 * member at each end, so that 0 and 1 do not occur. If the forecast is right, this is uniform between 0 and 1 (the
 * probability integral transform, A. P. Dawid 1984).
 */
export function rankAmong(sorted: ArrayLike<number>, actual: number): number {
  let below = 0
  let equal = 0
  for (let index = 0; index < sorted.length; index++) {
    if (sorted[index]! < actual) below++
    else if (sorted[index] === actual) equal++
  }
  return (below + equal / 2 + 0.5) / (sorted.length + 1)
}

/** What is kept of a forecast distribution, and its scores against what happened. */
export type EnsembleScore = Pick<
  ForecastScore,
  'actual' | 'mean' | 'q05' | 'q10' | 'q25' | 'q50' | 'q75' | 'q90' | 'q95' | 'crps' | 'pit'
>

/** Judges a forecast distribution, at least one member, by what happened. `sorted` ascends. */
export function scoreEnsemble(sorted: Float64Array, actual: number): EnsembleScore {
  const quantile = (p: number) => quantileSorted(sorted as unknown as number[], p)
  return {
    actual,
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    q05: quantile(0.05),
    q10: quantile(0.1),
    q25: quantile(0.25),
    q50: quantile(0.5),
    q75: quantile(0.75),
    q90: quantile(0.9),
    q95: quantile(0.95),
    crps: crps(sorted, actual),
    pit: rankAmong(sorted, actual),
  }
}

/** Judges a baseline's number, and the range around it where its past errors give it one, by what happened. */
export function scoreBaseline(forecast: number, actual: number, range: ArrayLike<number> = [forecast]): BaselineScore {
  return { forecast, absoluteError: Math.abs(forecast - actual), crps: crps(range, actual) }
}
