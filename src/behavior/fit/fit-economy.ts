import { gridPosterior } from './grid-posterior.js'

/** The common monthly factor of payments, as learnt from months in which more or fewer paid than expected. */
export interface PaymentMonths {
  /** Correlation of neighbouring months. */
  readonly persistence: number
  readonly persistenceError: number
  /** Standard deviation of the logarithm of the months' multipliers on hazards. */
  readonly loading: number
  readonly loadingError: number
  /** By month: the logarithm of its multiplier, given all months, and that of the last one with its standard error. */
  readonly logFactor: Float64Array
  readonly lastError: number
}

const persistences: readonly number[] = [0, 0.2, 0.4, 0.55, 0.7, 0.8, 0.88, 0.94, 0.98]
const loadings: readonly number[] = [0, 0.015, 0.03, 0.045, 0.06, 0.08, 0.1, 0.13, 0.16, 0.2, 0.25, 0.32, 0.4]

/** The prior on the loading is half-normal with this scale: months differ by some per cent, and not by half. */
const loadingScale = 0.15

/**
 * Fits an AR(1) process of mean 0 to (payments − expected) ÷ expected of months, whose own chance has variance
 * dispersion ÷ expected. Persistence and loading are averaged over their posterior on a grid; the months' factors then come
 * from the Kalman filter and the Rauch–Tung–Striebel smoother.
 */
export function fitPaymentMonths(paid: Float64Array, expected: Float64Array, dispersion: number): PaymentMonths {
  const seen = paid.map((count, month) => (expected[month]! > 0 ? (count - expected[month]!) / expected[month]! : 0))
  const chance = expected.map((count) => (count > 0 ? dispersion / count : Number.POSITIVE_INFINITY))
  const grid = persistences.flatMap((persistence) =>
    loadings.map((loading) => {
      const prior = -0.5 * (loading / loadingScale) ** 2
      return { persistence, loading, log: prior + filtered(seen, chance, persistence, loading).logLikelihood }
    }),
  )
  const posterior = gridPosterior(grid, ({ log }) => log)
  const loading = posterior.mean((cell) => cell.loading)
  const persistence = posterior.mean((cell) => cell.persistence)
  const { logFactor, lastError } = smoothed(seen, chance, persistence, loading)
  return {
    persistence,
    persistenceError: posterior.spread((cell) => cell.persistence),
    loading,
    loadingError: posterior.spread((cell) => cell.loading),
    logFactor,
    lastError,
  }
}

interface FilterPass {
  readonly logLikelihood: number
  /** After each month's own observation. */
  readonly mean: Float64Array
  readonly variance: Float64Array
}

function filtered(seen: Float64Array, chance: Float64Array, persistence: number, loading: number): FilterPass {
  const mean = new Float64Array(seen.length)
  const variance = new Float64Array(seen.length)
  let logLikelihood = 0
  for (let month = 0; month < seen.length; month++) {
    const expected = month === 0 ? 0 : persistence * mean[month - 1]!
    const before =
      month === 0 ? loading ** 2 : persistence ** 2 * variance[month - 1]! + (1 - persistence ** 2) * loading ** 2
    if (!Number.isFinite(chance[month]!)) {
      mean[month] = expected
      variance[month] = before
      continue
    }
    const spread = before + chance[month]!
    const surprise = seen[month]! - expected
    logLikelihood -= 0.5 * (Math.log(spread) + surprise ** 2 / spread)
    mean[month] = expected + (before / spread) * surprise
    variance[month] = before * (1 - before / spread)
  }
  return { logLikelihood, mean, variance }
}

function smoothed(seen: Float64Array, chance: Float64Array, persistence: number, loading: number) {
  const { mean, variance } = filtered(seen, chance, persistence, loading)
  const logFactor = mean.slice()
  for (let month = seen.length - 2; month >= 0; month--) {
    const ahead = persistence ** 2 * variance[month]! + (1 - persistence ** 2) * loading ** 2
    const gain = ahead > 0 ? (persistence * variance[month]!) / ahead : 0
    logFactor[month] = mean[month]! + gain * (logFactor[month + 1]! - persistence * mean[month]!)
  }
  const last = variance[variance.length - 1] ?? 0
  return { logFactor, lastError: Math.sqrt(last) }
}
