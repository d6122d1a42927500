import { type DayCounts, dayCounts } from './day-counts.js'
import type { Durations } from './durations.js'
import { type EstimateVariance, type Influence, varianceByCustomer, varianceByRow } from './estimate-variance.js'
import { productLimit } from './product-limit.js'

/** How intervals of survival are made: on the scale of log(−log), which keeps them between 0 and 1, or by ± alone. */
export type SurvivalTransform = 'log-log' | 'plain'

export interface VarianceOptions {
  /** Share of such intervals that hold what is true; 0.95 if not given. */
  readonly confidence?: number
  /**
   * Whether the rows of a customer are taken as moving together, and only customers as independent. By default every row is
   * taken as independent, as textbooks do; invoices of one customer are not, and intervals are then too narrow.
   */
  readonly byCustomer?: boolean
}

export interface KaplanMeierOptions extends VarianceOptions {
  /** `log-log` if not given. */
  readonly transform?: SurvivalTransform
}

/** The share that is still unpaid by day; index k is the evening of day `firstDay` + k. Before the first day it is 1. */
export interface SurvivalCurve extends DayCounts {
  readonly survival: Float64Array
  /** Of the survival; 0 where it is 1 or 0. */
  readonly standardError: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  readonly confidence: number
  readonly transform: SurvivalTransform
  readonly byCustomer: boolean
}

/**
 * The Kaplan–Meier estimate of the share still unpaid after each day (JASA 53, 1958), with Greenwood's variance, survival² ×
 * Σ paid ÷ (at risk × (at risk − paid)), or that of customers, and pointwise intervals on the log(−log) scale (Kalbfleisch
 * and Prentice, The Statistical Analysis of Failure Time Data, 1980).
 *
 * The formulas give no interval at the ends. As long as nothing is paid, the low end is that of n unpaid out of n at risk:
 * (α ÷ 2) to the power of 1 ÷ n. After the last is paid, the interval reaches from 0 to the high end of the day before, as
 * survival never rises. Censoring is taken to tell nothing of the time of payment. Where rows enter late, so few may be at
 * risk on the first days that one payment takes the curve to 0 for good.
 *
 * Throws an InputError without rows, for a confidence that is none, and for fewer than two customers if by customer.
 */
export function kaplanMeier(durations: Durations, options: KaplanMeierOptions = {}): SurvivalCurve {
  const { confidence = 0.95, transform = 'log-log', byCustomer = false } = options
  const counts = dayCounts(durations)
  const survival = productLimit(counts.atRisk, counts.paid)
  const estimate = byCustomer
    ? varianceByCustomer(durations, logSurvivalInfluence(counts), confidence)
    : varianceByRow(greenwoodSteps(counts), confidence)
  return {
    ...counts,
    survival,
    standardError: survival.map((share, day) =>
      share > 0 && share < 1 ? share * Math.sqrt(estimate.variance[day]!) : 0,
    ),
    ...survivalBounds(survival, counts, estimate, confidence, transform),
    confidence,
    transform,
    byCustomer,
  }
}

/** What each day adds to the variance of log survival. The day on which all at risk are paid adds nothing: it is 0 then. */
export function greenwoodSteps({ atRisk, paid }: Pick<DayCounts, 'atRisk' | 'paid'>): Float64Array {
  return atRisk.map((count, day) => (count > paid[day]! ? paid[day]! / (count * (count - paid[day]!)) : 0))
}

/** How −log survival moves with its rows. */
export function logSurvivalInfluence({ firstDay, atRisk, paid }: DayCounts): Influence {
  return {
    firstDay,
    atRisk,
    perPayment: atRisk.map((count, day) => (count > paid[day]! ? 1 / (count - paid[day]!) : 0)),
    perDayAtRisk: greenwoodSteps({ atRisk, paid }),
  }
}

function survivalBounds(
  survival: Float64Array,
  { atRisk }: DayCounts,
  { variance, reach }: EstimateVariance,
  confidence: number,
  transform: SurvivalTransform,
): { low: Float64Array; high: Float64Array } {
  const [low, high] = [new Float64Array(survival.length), new Float64Array(survival.length)]
  for (let day = 0; day < survival.length; day++) {
    const share = survival[day]!
    const error = reach * Math.sqrt(variance[day]!)
    if (share === 1) {
      low[day] = atRisk[day]! > 0 ? ((1 - confidence) / 2) ** (1 / atRisk[day]!) : low[day - 1]!
      high[day] = 1
    } else if (share === 0) {
      low[day] = 0
      high[day] = day > 0 ? high[day - 1]! : 1
    } else if (transform === 'plain') {
      low[day] = Math.max(0, share - share * error)
      high[day] = Math.min(1, share + share * error)
    } else {
      const factor = Math.exp(error / -Math.log(share))
      low[day] = share ** factor
      high[day] = share ** (1 / factor)
    }
  }
  return { low, high }
}
