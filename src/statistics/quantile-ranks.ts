import { binomialQuantile } from './distributions.js'

/** Places in a sorted sample between whose values a quantile of the distribution lies, counted from 0. */
export interface Ranks {
  readonly low: number
  readonly high: number
}

/**
 * The order statistics between which the quantile lies with at least the confidence given, whatever the distribution:
 * of n independent values, those below the quantile are a binomial count. Null where the sample is too small to say so.
 * (H. A. David and H. N. Nagaraja, Order Statistics, 2003, section 7.1.)
 */
export function quantileRanks(size: number, probability: number, confidence = 0.95): Ranks | null {
  const tail = (1 - confidence) / 2
  // P(count < low) and P(count ≥ high) are each at most the tail.
  const low = binomialQuantile(tail, size, probability)
  const high = binomialQuantile(1 - tail, size, probability) + 1
  return low < 1 || high > size ? null : { low: low - 1, high: high - 1 }
}
