import { addDays, type Day } from '../calendar/day.js'
import type { DemoSetting } from './demo-setting.js'
import type { SegmentTruth } from './demo-truth.js'
import { drawsOf, exponential, normal } from './draws.js'
import { sixDecimals } from './six-decimals.js'

/** A customer's risk, what its score says of it, and the day it defaults, if that is within the ledger. */
export interface DrawnDefault {
  readonly risk: number
  readonly riskScore: number
  readonly defaultDay: Day | null
}

/**
 * Draws whether and when a customer defaults: on the first day after its onboarding by which its accumulated rate has
 * reached a unit-exponential threshold. The economy changes the accumulation and not the draw.
 */
export function drawDefault(
  setting: DemoSetting,
  customerNumber: number,
  segment: SegmentTruth,
  onboardedOn: Day,
): DrawnDefault {
  const { seed, start, end, monthIndexes, defaultMultipliers } = setting
  const { sigma, scoreCorrelation } = setting.parameters.risk
  const riskDraws = drawsOf(seed, customerNumber, 'risk')
  const logRisk = normal(riskDraws)
  const score = scoreCorrelation * logRisk + Math.sqrt(1 - scoreCorrelation ** 2) * normal(riskDraws)
  const risk = sixDecimals(Math.exp(sigma * logRisk - sigma ** 2 / 2))
  const riskScore = Math.min(100, Math.max(1, Math.round(100 / (1 + Math.exp(-1.7 * score)))))

  const dailyRate = (segment.yearlyDefaultHazard / 365) * risk
  let left = exponential(drawsOf(seed, customerNumber, 'default'))
  for (let day = addDays(onboardedOn, 1); day <= end; day++) {
    left -= dailyRate * defaultMultipliers[monthIndexes[day - start]!]!
    if (left <= 0) return { risk, riskScore, defaultDay: day }
  }
  return { risk, riskScore, defaultDay: null }
}
