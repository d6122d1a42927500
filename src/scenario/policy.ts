import type { CustomerBehavior, SegmentBehavior } from '../behavior/behavior.js'
import type { Terms } from '../calendar/terms.js'
import type { Response } from './response.js'

/** A response with the place in the scenario that names its luck. */
export interface PlacedResponse {
  readonly response: Response
  readonly place: string
}

/** Numbers are the same whoever states them; distributions have the luck of their place. */
export function placed(response: Response, place: readonly PropertyKey[]): PlacedResponse {
  return { response, place: typeof response === 'number' ? '' : place.map(String).join('.') }
}

/** A multiplier on the daily probability of paying, from a day relative to due on. */
export interface HazardFactor extends PlacedResponse {
  readonly from: number
}

/** What the company does with one customer. */
export interface Policy {
  readonly terms: Terms
  readonly passThrough: PlacedResponse
  readonly hazardFactors: readonly HazardFactor[]
  readonly writeOffAge: number
  /** Share of an invoice that is paid with the order. */
  readonly deposit: number
  readonly disputeFactor: PlacedResponse
  readonly disputeDaysFactor: PlacedResponse
  /** Share of invoices without a dispute, where a lever states it. */
  readonly accuracy: number | null
  readonly billingLag: number
  readonly deliveryDaysSaved: number
  readonly orderLift: PlacedResponse
  readonly adverseSelection: PlacedResponse
  readonly admitsNew: boolean
}

const unchanged: PlacedResponse = { response: 1, place: '' }

/** How a customer is dealt with today. */
export function todaysPolicy(customer: CustomerBehavior, _segment: SegmentBehavior, writeOffAge: number): Policy {
  const { netDays, discount } = customer
  return {
    terms: { net: netDays, ...(discount === undefined ? {} : { discount: { percent: discount.percent, days: discount.days } }) },
    passThrough: unchanged,
    hazardFactors: [],
    writeOffAge,
    deposit: 0,
    disputeFactor: unchanged,
    disputeDaysFactor: unchanged,
    accuracy: null,
    billingLag: 0,
    deliveryDaysSaved: 0,
    orderLift: { response: 0, place: '' },
    adverseSelection: unchanged,
    admitsNew: true,
  }
}

/** What taking an early-payment discount yields a year: the price of the days between its end and the due day. */
export function discountReturn({ net, discount }: Terms): number {
  if (discount === undefined || discount.percent <= 0) return 0
  const days = Math.max(1, net - discount.days)
  return ((discount.percent / (100 - discount.percent)) * 365) / days
}
