import gammainc from '@stdlib/math-base-special-gammainc'
import betaQuantileOf from '@stdlib/stats-base-dists-beta-quantile'
import gammaQuantileOf from '@stdlib/stats-base-dists-gamma-quantile'

/** The quantile of the gamma distribution with this shape and mean 1. */
export function gammaQuantile(probability: number, shape: number): number {
  return gammaQuantileOf(probability, shape, shape)
}

/**
 * The quantile of the beta distribution with this mean and standard deviation; the mean itself where the deviation is 0
 * or the mean is 0 or 1. A deviation greater than a beta's with both parameters 0.05 is taken as that.
 */
export function betaQuantile(probability: number, mean: number, deviation: number): number {
  if (deviation <= 0 || mean <= 0 || mean >= 1) return mean
  const cases = Math.max(0.1, (mean * (1 - mean)) / deviation ** 2 - 1)
  return betaQuantileOf(probability, mean * cases, (1 - mean) * cases)
}

/** P(X ≥ x) of a chi-square variable, accurate far into the tail. */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  return x <= 0 ? 1 : gammainc(x / 2, degreesOfFreedom / 2, true, true)
}
