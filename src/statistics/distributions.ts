import { createRequire } from 'node:module'

/** The functions of stdlib that are used here. */
interface Stdlib {
  readonly gammaQuantile: typeof import('@stdlib/stats-base-dists-gamma-quantile')
  readonly betaQuantile: typeof import('@stdlib/stats-base-dists-beta-quantile')
  readonly binomialQuantile: typeof import('@stdlib/stats-base-dists-binomial-quantile')
  readonly upperGamma: typeof import('@stdlib/math-base-special-gammainc')
}

const require = createRequire(import.meta.url)
let loaded: Stdlib | undefined

/** Loaded when first asked for: most commands need nothing of it. */
function stdlib(): Stdlib {
  loaded ??= require('./stdlib.cjs') as Stdlib
  return loaded
}

/** The quantile of the gamma distribution with this shape and mean 1. */
export function gammaQuantile(probability: number, shape: number): number {
  return stdlib().gammaQuantile(probability, shape, shape)
}

/** The quantile of the gamma distribution with this mean and standard deviation, both above 0. */
export function gammaQuantileAround(probability: number, mean: number, deviation: number): number {
  return mean * gammaQuantile(probability, (mean / deviation) ** 2)
}

/** The quantile of the beta distribution with these two parameters. */
export function betaQuantile(probability: number, a: number, b: number): number {
  return stdlib().betaQuantile(probability, a, b)
}

/**
 * The parameters of the beta distribution with this mean and standard deviation; null where the deviation is 0 or the mean is
 * 0 or 1. A deviation greater than a beta's with both parameters 0.05 is taken as that.
 */
export function betaParameters(mean: number, deviation: number): readonly [a: number, b: number] | null {
  if (deviation <= 0 || mean <= 0 || mean >= 1) return null
  const cases = Math.max(0.1, (mean * (1 - mean)) / deviation ** 2 - 1)
  return [mean * cases, (1 - mean) * cases]
}

/** The t that |T| stays below with this probability, for so many degrees of freedom (Student). */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  // t² ÷ (t² + degrees of freedom) is a beta variable.
  const share = betaQuantile(probability, 0.5, degreesOfFreedom / 2)
  return Math.sqrt((degreesOfFreedom * share) / (1 - share))
}

/** The quantile of the ratio of two independent variance estimates of the same variance (Fisher’s F). */
export function fisherQuantile(probability: number, numeratorFreedom: number, denominatorFreedom: number): number {
  // With d₁ and d₂ degrees of freedom, d₁F ÷ (d₁F + d₂) is a beta variable.
  const share = betaQuantile(probability, numeratorFreedom / 2, denominatorFreedom / 2)
  return (denominatorFreedom * share) / (numeratorFreedom * (1 - share))
}

/** The least k with P(successes ≤ k) ≥ the probability, in so many independent trials. */
export function binomialQuantile(probability: number, trials: number, success: number): number {
  return stdlib().binomialQuantile(probability, trials, success)
}

/** P(X ≥ x) of a chi-square variable, accurate far into the tail. */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  return x <= 0 ? 1 : stdlib().upperGamma(x / 2, degreesOfFreedom / 2, true, true)
}
