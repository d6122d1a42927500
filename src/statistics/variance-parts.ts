import { fisherQuantile } from './distributions.js'

/** Where the variance of a figure comes from. */
export interface VarianceParts {
  /** Variance among futures that take the same to be true. */
  readonly luck: number
  /** Variance, beyond luck, among what is taken to be true. */
  readonly ignorance: number
  /** Ignorance's share of both, and the interval that holds it with 95 % probability (were the figure normal). */
  readonly ignoranceShare: number
  readonly low: number
  readonly high: number
}

/**
 * Splits the variance of futures that come in pairs of one belief each, the members of a pair next to each other. Pairs
 * that are not whole (a NaN in them) are left out; null with fewer than two, or where nothing varies. One-way analysis of
 * variance, random effects: interval of the intraclass correlation by R. A. Fisher’s F (H. Scheffé, The Analysis of Variance, 1959, §7.2).
 */
export function varianceParts(values: Float64Array): VarianceParts | null {
  let [pairs, within, sum, squares] = [0, 0, 0, 0]
  let shift = Number.NaN
  for (let at = 0; at + 1 < values.length; at += 2) {
    const mean = (values[at]! + values[at + 1]!) / 2
    if (Number.isNaN(mean)) continue
    // Squares of what is far from 0 lose their last digits.
    if (Number.isNaN(shift)) shift = mean
    pairs++
    within += (values[at]! - values[at + 1]!) ** 2 / 2
    sum += mean - shift
    squares += (mean - shift) ** 2
  }
  if (pairs < 2) return null
  const luck = within / pairs
  const ofMeans = (squares - (sum * sum) / pairs) / (pairs - 1)
  const ignorance = Math.max(0, ofMeans - luck / 2)
  if (luck + ignorance <= 0) return null
  const ratio = luck > 0 ? (2 * ofMeans) / luck : Number.POSITIVE_INFINITY
  const shareAt = (probability: number) => {
    if (ratio === Number.POSITIVE_INFINITY) return 1
    const scaled = ratio / fisherQuantile(probability, pairs - 1, pairs)
    return Math.min(1, Math.max(0, (scaled - 1) / (scaled + 1)))
  }
  return { luck, ignorance, ignoranceShare: ignorance / (luck + ignorance), low: shareAt(0.975), high: shareAt(0.025) }
}
