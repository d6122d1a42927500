import { InputError } from '../document/input-error.js'
import { dayCounts } from './day-counts.js'
import type { Durations } from './durations.js'
import { varianceByCustomer, varianceByRow } from './estimate-variance.js'
import { greenwoodSteps, logSurvivalInfluence, type VarianceOptions } from './kaplan-meier.js'
import { productLimit } from './product-limit.js'

/** Days until payment on average, where what takes longer than the horizon counts as the horizon. */
export interface RestrictedMean {
  readonly horizon: number
  readonly days: number
  readonly standardError: number
  readonly low: number
  readonly high: number
}

/**
 * The mean of the smaller of the time to payment and the horizon: the area under the Kaplan–Meier curve up to it. The plain
 * mean is not known as long as anything is unpaid; this one is. Its variance is Σ over days of (area from the day to the
 * horizon)² × paid ÷ (at risk × (at risk − paid)) (Klein and Moeschberger, Survival Analysis, 2003, 4.5), or that of
 * customers. Throws an InputError for a horizon that is no whole day after the first one, or later than anything is known of.
 */
export function restrictedMean(durations: Durations, horizon: number, options: VarianceOptions = {}): RestrictedMean {
  const { confidence = 0.95, byCustomer = false } = options
  const counts = dayCounts(durations)
  const survival = productLimit(counts.atRisk, counts.paid)
  const { firstDay } = counts
  const end = horizon - firstDay
  const isKnown = end <= survival.length || survival.at(-1) === 0
  if (!Number.isInteger(horizon) || end < 0 || !isKnown) {
    throw new InputError(
      `A mean up to day ${horizon} is not known; give a whole day from ${firstDay} to ${firstDay + survival.length}.`,
    )
  }
  // The area from each day to the horizon; a curve is level from one evening to the next.
  const area = new Float64Array(survival.length + 1)
  for (let day = survival.length - 1; day >= 0; day--) area[day] = area[day + 1]! + (day < end ? survival[day]! : 0)
  const influence = logSurvivalInfluence(counts)
  const weighted = (steps: Float64Array) => steps.map((step, day) => step * area[day]!)
  const { variance, reach } = byCustomer
    ? varianceByCustomer(
        durations,
        { ...influence, perPayment: weighted(influence.perPayment), perDayAtRisk: weighted(influence.perDayAtRisk) },
        confidence,
      )
    : varianceByRow(weighted(weighted(greenwoodSteps(counts))), confidence)
  const days = firstDay + area[0]!
  const standardError = Math.sqrt(variance.at(-1)!)
  return { horizon, days, standardError, low: days - reach * standardError, high: days + reach * standardError }
}
