import type { AtRisk } from './at-risk.js'
import { highestHazard } from './customer-hazards.js'
import { pieceCount } from './hazard-pieces.js'

const [mostSteps, tolerance] = [60, 1e-8]

/** What a customer's payments say of its multiplier, on the scale of its logarithm. */
export interface MultiplierPosterior {
  /** The most probable logarithm. */
  logMode: number
  /** Minus the second derivative of the log posterior there: the shape of the gamma distribution that is closest. */
  shape: number
  /** Log of the probability of the customer's payments, the multiplier averaged over its prior (Laplace), but for a constant. */
  evidence: number
}

/**
 * The posterior of one customer's multiplier m on its segment's daily hazards, prior gamma with mean 1 and variance 1 ÷ a,
 * each invoice-day a coin of probability h·m. Where h·m is small this is the (a + payments) ÷ (a + expected payments) of
 * empirical Bayes; days such as the due day, on which nearly half is paid, need the coin's own likelihood.
 * `dispersion` (1 or more) is how many times the variance of independent coins payments have: evidence counts as so much less.
 * Found by Newton's method on the logarithm of m, on which the posterior is concave. Writes into `into`.
 */
export function multiplierPosterior(
  { payments, exposure }: AtRisk,
  customer: number,
  hazards: Float64Array,
  a: number,
  dispersion: number,
  into: MultiplierPosterior,
): void {
  const start = customer * pieceCount
  let u = Number.isFinite(into.logMode) ? into.logMode : 0
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  let curvature = 0
  for (let step = 0; step < mostSteps; step++) {
    const m = Math.exp(u)
    let paid = 0
    let risk = 0
    let riskSlope = 0
    for (let piece = 0; piece < pieceCount; piece++) {
      const days = exposure[start + piece]!
      const p = hazards[piece]! * m
      // A day on which nearly everything is paid says nothing of how much faster yet the customer is.
      if (days === 0 || p >= highestHazard) continue
      const events = payments[start + piece]!
      // d/du of −unpaid · ln(1 − h·e^u), and once more.
      const odds = p / (1 - p)
      const unpaid = Math.max(0, days - events)
      paid += events
      risk += unpaid * odds
      riskSlope += unpaid * odds * (1 + odds)
    }
    const slope = a - a * m + (paid - risk) / dispersion
    curvature = a * m + riskSlope / dispersion
    if (slope > 0) low = u
    else high = u
    let next = u + Math.max(-1, Math.min(1, slope / curvature))
    // Where a piece reaches the highest hazard the slope jumps, and Newton's step may leave what is known to hold the mode.
    if (next <= low || next >= high) next = Number.isFinite(low + high) ? (low + high) / 2 : next
    const change = next - u
    u = next
    if (Math.abs(change) < tolerance) break
  }
  const m = Math.exp(u)
  let value = a * u - a * m
  for (let piece = 0; piece < pieceCount; piece++) {
    const days = exposure[start + piece]!
    if (days === 0) continue
    const events = payments[start + piece]!
    const p = Math.min(highestHazard, hazards[piece]! * m)
    if (p === 0) continue
    value += (events * Math.log(p) + Math.max(0, days - events) * Math.log1p(-p)) / dispersion
  }
  into.logMode = u
  into.shape = curvature
  // Against the same approximation of the prior, so that no payments say nothing.
  into.evidence = value + a - 0.5 * Math.log(curvature / a)
}
