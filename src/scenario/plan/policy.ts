import type { Behavior, CustomerBehavior, SegmentBehavior } from '../../behavior/behavior.js'
import type { Terms } from '../../calendar/terms.js'
import type { Response } from '../file/response.js'

/** A response with the place in the scenario that names its luck. */
export interface PlacedResponse {
  readonly response: Response
  readonly place: string
}

/** Numbers are the same whoever states them; distributions have the luck of their place. */
export function placed(response: Response, place: readonly PropertyKey[]): PlacedResponse {
  return { response, place: typeof response === 'number' ? '' : place.map(String).join('.') }
}

/** One step of following up an invoice. */
interface ContactStep {
  /** Days past due; negative before due. */
  readonly day: number
  /** The kind of contact, by the place of its definition. */
  readonly kind: string
  /** Days after which it is done again until the next step; 0 for once. */
  readonly every: number
}
export type ContactPlan = readonly ContactStep[]

/** A multiplier on the daily probability of paying, from a day relative to due on. */
interface HazardFactor extends PlacedResponse {
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
  /** In minor units; null without a limit. */
  readonly creditLimit: number | null
  /** Days past due after which orders are held; null without such a hold. */
  readonly holdAfter: number | null
  /** Days after which a held order is lost; null for never. */
  readonly lostAfter: number | null
  readonly contacts: ContactPlan | null
  readonly recoveryFactor: PlacedResponse
  readonly recoveryDaysFactor: PlacedResponse
  /** Share of what is recovered that an agency keeps. */
  readonly agencyFee: number
}

/** The texts of parts of policies: what many customers share is mostly the same object, whose text is made once. */
const texts = new WeakMap<object, string>()

function textOf(part: object | null): string {
  if (part === null) return ''
  let text = texts.get(part)
  if (text === undefined) {
    text = JSON.stringify(part)
    texts.set(part, text)
  }
  return text
}

/** A policy as text: equal policies have the same, and others another one. */
export function policyKey(policy: Policy): string {
  const known = texts.get(policy)
  if (known !== undefined) return known
  let key = ''
  for (const name in policy) {
    const part = policy[name as keyof Policy]
    key += `${typeof part === 'object' ? textOf(part) : part};`
  }
  texts.set(policy, key)
  return key
}

const unchanged: PlacedResponse = { response: 1, place: '' }
const nothing: PlacedResponse = { response: 0, place: '' }
const noFactors: Policy['hazardFactors'] = []

/** How each customer is dealt with today. Those who are dealt with alike have the same object. */
export function todaysPolicies({ customers, segments, writeOff }: Behavior): Policy[] {
  const segmentOf = new Map(segments.map((segment) => [segment.name, segment]))
  const policies = new Map<string, Policy>()
  return customers.map((customer) => {
    const { segment, netDays, discount } = customer
    const key = `${netDays};${discount?.percent};${discount?.days};${segment}`
    let policy = policies.get(key)
    if (policy === undefined) {
      policy = todaysPolicy(customer, segmentOf.get(segment)!, writeOff.daysPastDue.value)
      policies.set(key, policy)
    }
    return policy
  })
}

function todaysPolicy(customer: CustomerBehavior, segment: SegmentBehavior, writeOffAge: number): Policy {
  const { netDays, discount } = customer
  return {
    terms: {
      net: netDays,
      ...(discount === undefined ? {} : { discount: { percent: discount.percent, days: discount.days } }),
    },
    passThrough: unchanged,
    hazardFactors: noFactors,
    writeOffAge,
    deposit: 0,
    disputeFactor: unchanged,
    disputeDaysFactor: unchanged,
    accuracy: null,
    billingLag: segment.billing?.meanDays.value ?? 0,
    deliveryDaysSaved: 0,
    orderLift: nothing,
    adverseSelection: unchanged,
    admitsNew: true,
    creditLimit: null,
    holdAfter: null,
    lostAfter: null,
    contacts: null,
    recoveryFactor: unchanged,
    recoveryDaysFactor: unchanged,
    agencyFee: 0,
  }
}

/** Mean days from a day to the end of its month, over a year of 365 days. */
const daysToMonthEnd = (7 * 31 * 30 + 4 * 30 * 29 + 28 * 27) / 2 / 365

/** Mean days from invoice to due date. */
export function meanNetDays({ net, from }: Terms): number {
  return from === 'month-end' ? net + daysToMonthEnd : net
}

/** What taking an early-payment discount yields a year: the price of the days between its end and the due day. */
export function discountReturn(terms: Terms): number {
  const { discount } = terms
  if (discount === undefined || discount.percent <= 0) return 0
  const days = Math.max(1, meanNetDays(terms) - discount.days)
  return ((discount.percent / (100 - discount.percent)) * 365) / days
}
