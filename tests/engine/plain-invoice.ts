import { fractionSteps } from '../../src/engine/plan.js'
import type { Beliefs, SegmentBelief } from './plain-beliefs.js'
import { horizonOf, type PlainCompany, type PlainCustomer } from './plain-company.js'

/** What happened to an invoice on a day. */
export interface PlainEvent {
  readonly day: number
  readonly kind: 'issue' | 'credit' | 'part payment' | 'pay' | 'write off'
  /** What of the open amount it takes away (or, for an issue, brings). */
  readonly amount: number
  /** What of that was kept as early-payment discount. */
  readonly discount?: number
}

export interface PlainInvoice {
  readonly group: number
  readonly issued: number
  readonly due: number
  readonly amount: number
  /** What is open before the first simulated day; 0 for an invoice that is not there yet. */
  readonly openAtStart: number
  /** The days on which it is under dispute and cannot be paid, both included. */
  readonly dispute: { readonly from: number; readonly through: number } | null
  readonly events: readonly PlainEvent[]
}

/** A customer as it is in one replicate: one of the company's, or a newcomer like one of them. */
export interface PlainPayer {
  readonly customer: PlainCustomer
  readonly key: number
  readonly segment: SegmentBelief
  readonly multiplier: number
  /** The first day on which it pays nothing any more. */
  readonly defaultDay: number
}

/** What chance has in store for an invoice: uniform numbers. An invoice is unpaid as long as P(unpaid) is above its own. */
export interface PlainLuck {
  readonly payment: number
  readonly rest: number
  readonly isPartial: number
  readonly fraction: number
  readonly isConceded: number
}

export interface Living {
  readonly due: number
  /** The due day that the customer's own clock goes by. */
  readonly clockDue: number
  readonly firstDay: number
  readonly open: number
  readonly disputedThrough: number | null
  /** The day on which it is paid less its discount, and that discount; null where the customer does not take one. */
  readonly discount: { readonly day: number; readonly amount: number } | null
}

export function monthOfDay({ monthEnds }: PlainCompany, day: number): number {
  return monthEnds.findIndex((end) => day <= end)
}

/**
 * Walks an invoice from its first day to the horizon. On each day it may be paid, in part or whole; else it may be old
 * enough to be written off; else a dispute may end, so that the next day is the first on which it can be paid.
 */
export function live(
  company: PlainCompany,
  { months }: Beliefs,
  payer: PlainPayer,
  luck: PlainLuck,
  { due, clockDue, firstDay, open: startAmount, disputedThrough, discount }: Living,
): PlainEvent[] {
  const { segment, defaultDay } = payer
  const events: PlainEvent[] = []
  let open = startAmount
  let unpaid = 1
  let payWhenUnpaidIs = luck.payment
  let isFirstPayment = true
  for (let day = firstDay; day <= horizonOf(company); day++) {
    const isDisputed = disputedThrough !== null && day <= disputedThrough
    if (discount !== null) {
      if (day === discount.day) return [...events, { day, kind: 'pay', amount: open, discount: discount.amount }]
    } else if (!isDisputed && day < defaultDay) {
      unpaid *= (1 - hazardOf(company, payer, day, day - clockDue)) ** months[monthOfDay(company, day)]!.payment
      // What is decided waits for the next pay day.
      if (unpaid <= payWhenUnpaidIs && isPayDay(company, payer, day)) {
        const fraction = isFirstPayment && luck.isPartial < segment.partial ? fractionAt(segment, luck.fraction) : 0
        if (fraction === 0 || open === 1) return [...events, { day, kind: 'pay', amount: open }]
        const part = Math.max(1, Math.min(open - 1, Math.round(open * fraction)))
        events.push({ day, kind: 'part payment', amount: part })
        open -= part
        // From tomorrow on the rest has a fresh chance.
        isFirstPayment = false
        unpaid = 1
        payWhenUnpaidIs = luck.rest
      }
    }
    const writeOffAge = day >= company.leversFrom ? company.writeOffAgeAfter : company.writeOffAgeBefore
    if (day - due >= writeOffAge) return [...events, { day, kind: 'write off', amount: open }]
    if (day === disputedThrough) {
      const conceded = luck.isConceded < segment.conceded ? Math.round(open * segment.creditedShare) : 0
      events.push({ day, kind: 'credit', amount: conceded })
      open -= conceded
      if (open === 0) return events
    }
  }
  return events
}

/** The probability of being paid on a day, given that it is the multiplier's, the segment's and the levers'. */
function hazardOf(company: PlainCompany, { customer, segment, multiplier }: PlainPayer, day: number, relative: number) {
  const piece = segment.pieces.filter(({ from }) => from <= relative).at(-1)
  let hazard = piece === undefined ? 0 : piece.daily * multiplier
  if (day >= company.leversFrom) {
    for (const { from, factor } of company.leverSets[customer.leverSet]!) if (relative >= from) hazard *= factor
  }
  return Math.min(1, hazard)
}

function isPayDay({ payDays }: PlainCompany, { customer }: PlainPayer, day: number): boolean {
  return customer.payCalendar === null || payDays[customer.payCalendar]!.includes(day)
}

/** The share below which a part lies with this probability: quantiles, and straight lines between them. */
function fractionAt({ partialFraction }: SegmentBelief, probability: number): number {
  for (let step = 0; ; step++) {
    const [low, high] = [partialFraction[step]!, partialFraction[step + 1]!]
    const along = probability * fractionSteps - step
    if (along < 1) return low + along * (high - low)
  }
}
