import { type DayCounts, dayCounts } from './day-counts.js'
import type { Durations } from './durations.js'
import { varianceByCustomer, varianceByRow } from './estimate-variance.js'
import type { VarianceOptions } from './kaplan-meier.js'

/**
 * The cumulative hazard by day: how many payments an invoice would have had if it could be paid again and again. Index k is
 * the evening of day `firstDay` + k.
 */
export interface HazardCurve extends DayCounts {
  readonly cumulativeHazard: Float64Array
  readonly standardError: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  readonly confidence: number
  readonly byCustomer: boolean
}

/**
 * The Nelson–Aalen estimate: Σ paid ÷ at risk (Nelson, Technometrics 14, 1972; Aalen, Annals of Statistics 6, 1978). Its
 * variance is Σ paid × (at risk − paid) ÷ at risk³, for what is paid on a day is binomial; the other usual one, Σ paid ÷ at
 * risk², is for times without ties and is too large where a good part is paid on one day, as on a due day. Intervals are made
 * on the log scale; as long as nothing is paid the hazard lies between 0 and −log(α ÷ 2) ÷ at risk.
 *
 * Throws an InputError without rows, for a confidence that is none, and for fewer than two customers if by customer.
 */
export function nelsonAalen(durations: Durations, options: VarianceOptions = {}): HazardCurve {
  const { confidence = 0.95, byCustomer = false } = options
  const counts = dayCounts(durations)
  const { firstDay, atRisk, paid } = counts
  const perDay = (of: (atRisk: number, paid: number) => number) =>
    atRisk.map((count, day) => (count > 0 ? of(count, paid[day]!) : 0))
  let sum = 0
  const cumulativeHazard = perDay((count, events) => {
    sum += events / count
    return sum
  })
  // Days without anything at risk keep what was.
  for (let day = 1; day < atRisk.length; day++) {
    if (atRisk[day] === 0) cumulativeHazard[day] = cumulativeHazard[day - 1]!
  }
  const { variance, reach } = byCustomer
    ? varianceByCustomer(
        durations,
        {
          firstDay,
          atRisk,
          perPayment: perDay((count) => 1 / count),
          perDayAtRisk: perDay((count, events) => events / count ** 2),
        },
        confidence,
      )
    : varianceByRow(
        perDay((count, events) => (events * (count - events)) / count ** 3),
        confidence,
      )
  const [low, high] = [new Float64Array(atRisk.length), new Float64Array(atRisk.length)]
  for (let day = 0; day < atRisk.length; day++) {
    const hazard = cumulativeHazard[day]!
    if (hazard === 0) {
      high[day] = atRisk[day]! > 0 ? -Math.log((1 - confidence) / 2) / atRisk[day]! : high[day - 1]!
    } else {
      const factor = Math.exp((reach * Math.sqrt(variance[day]!)) / hazard)
      low[day] = hazard / factor
      high[day] = hazard * factor
    }
  }
  return { ...counts, cumulativeHazard, standardError: variance.map(Math.sqrt), low, high, confidence, byCustomer }
}
