import { studentQuantile } from './distributions.js'

/** A ratio and the interval that holds the true one with 95 % probability. */
export interface RatioEstimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

const confidence = 0.95

/**
 * The mean of one figure over the mean of another, of pairs that vary together, with its 95 % interval (E. C. Fieller, Some problems in
 * interval estimation, 1954). Pairs in which either is NaN are left out. Null with fewer than three, or where the lower mean may be 0: then
 * the interval has no ends.
 */
export function ratioOfMeans(upper: Float64Array, lower: Float64Array): RatioEstimate | null {
  const pairs: number[] = []
  for (let at = 0; at < upper.length; at++) if (!Number.isNaN(upper[at]! + lower[at]!)) pairs.push(at)
  const count = pairs.length
  if (count < 3) return null
  const mean = (values: Float64Array) => pairs.reduce((sum, at) => sum + values[at]!, 0) / count
  const [a, b] = [mean(upper), mean(lower)]
  const covariance = (x: Float64Array, xMean: number, y: Float64Array, yMean: number) =>
    pairs.reduce((sum, at) => sum + (x[at]! - xMean) * (y[at]! - yMean), 0) / (count - 1) / count
  const width = studentQuantile(confidence, count - 1) ** 2
  const [aa, ab, bb] = [covariance(upper, a, upper, a), covariance(upper, a, lower, b), covariance(lower, b, lower, b)]
  // (a − r·b)² = width × (aa − 2·r·ab + r²·bb), solved for r.
  const square = b * b - width * bb
  if (square <= 0) return null
  const half = a * b - width * ab
  const root = Math.sqrt(Math.max(0, half * half - square * (a * a - width * aa)))
  return { value: a / b, low: (half - root) / square, high: (half + root) / square }
}
