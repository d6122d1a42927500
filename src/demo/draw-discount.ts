import type { Terms } from '../calendar/terms.js'
import type { SegmentTruth } from './demo-truth.js'
import { type Draws, normal, pickByShare } from './draws.js'
import { sixDecimals } from './six-decimals.js'

/** The simple yearly return of paying early: 2/10 net 30 gives 2 ÷ 98 × 365 ÷ 20 = 37.24 %, as 0.3724. */
export function yearlyReturn(discount: NonNullable<Terms['discount']>, net: number): number {
  return ((discount.percent / (100 - discount.percent)) * 365) / (net - discount.days)
}

/** A customer's discount terms, its hurdle, and whether it takes the discount. */
export function drawDiscount(draws: Draws, { earlyPayment }: SegmentTruth, net: number) {
  if (draws() >= earlyPayment.share) return { discount: null, hurdle: null, takes: false }
  const { percent, days } = pickByShare(draws, earlyPayment.offers)
  const discount = { percent, days }
  const hurdle = sixDecimals(earlyPayment.hurdle.median * Math.exp(earlyPayment.hurdle.sigma * normal(draws)))
  return { discount, hurdle, takes: yearlyReturn(discount, net) > hurdle }
}
