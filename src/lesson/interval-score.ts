/**
 * How good a range was once the truth is known, in the unit of the truth; less is better, and a narrow range that holds the truth
 * is best: width + 2 ÷ α × how far the truth lies outside, where α is the chance that the range leaves out (20 % of an 80 % range).
 * It rewards honesty: on average the range that one really believes in scores best. `confidence` is in per cent, above 0 and
 * below 100; low is at most high.
 *
 * Source: T. Gneiting and A. Raftery, Strictly proper scoring rules, prediction, and estimation (JASA 102, 2007), section 6.2.
 */
export function intervalScore(low: number, high: number, truth: number, confidence: number): number {
  const outside = Math.max(0, low - truth, truth - high)
  return high - low + (2 / (1 - confidence / 100)) * outside
}
