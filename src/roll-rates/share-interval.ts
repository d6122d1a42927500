import { studentQuantile } from '../statistics/distributions.js'
import { exactShareInterval } from '../statistics/exact-share-interval.js'

/** A share with what its evidence is worth. */
export interface EstimatedShare {
  /** As a fraction. */
  readonly share: number
  /** Between customers; null where there are fewer than two. */
  readonly standardError: number | null
  /** Invoices at month ends that it was counted over. */
  readonly invoices: number
  /** How many customers of equal size would say as much. */
  readonly effectiveCustomers: number
}

/**
 * An interval of a share that holds the true one with a probability of `level` (0.95 if not given), by Korn and Graubard:
 * the exact binomial interval (Clopper and Pearson) for as many independent observations as would give the standard error,
 * made wider for few customers by Student's t. A share of 0 or 1 has no standard error to go by and counts as seen in as
 * many observations as there are effective customers. Fractions; [0, 1] where nothing was seen.
 *
 * Source: Korn, Graubard (1998), Confidence intervals for proportions with small expected number of positive counts
 * estimated from survey data, Survey Methodology 24 (2).
 */
export function shareInterval(estimate: EstimatedShare, level = 0.95): readonly [low: number, high: number] {
  const { invoices, effectiveCustomers } = estimate
  if (invoices === 0 || effectiveCustomers === 0) return [0, 1]
  const share = Math.min(1, Math.max(0, estimate.share))
  const observations = effectiveObservations({ ...estimate, share }, level)
  return exactShareInterval(share * observations, observations, level)
}

function effectiveObservations(
  { share, standardError, invoices, effectiveCustomers }: EstimatedShare,
  level: number,
): number {
  const variance = share * (1 - share)
  const independent =
    variance > 0 && standardError !== null && standardError > 0 ? variance / standardError ** 2 : effectiveCustomers
  // Customers of unequal size tell less about how they differ than their number says.
  const degrees = Math.max(1, effectiveCustomers - 1)
  const widened = (studentQuantile(level, Math.max(1, invoices - 1)) / studentQuantile(level, degrees)) ** 2
  return Math.min(invoices, independent * Math.min(1, widened))
}
