import { fractionSteps } from '../../src/engine/plan.js'
import { type Decision, decision } from '../../src/engine/random/purpose.js'
import { exponentialOf, uniformOf } from '../../src/engine/random/word-draws.js'
import { type Beliefs, quantileAt, type SegmentBelief } from './plain-beliefs.js'
import {
  horizonOf,
  monthOfDay,
  type PlainCompany,
  type PlainCustomer,
  type PlainPolicy,
  policyOn,
} from './plain-company.js'

/** What happened to an invoice on a day. */
export interface PlainEvent {
  readonly day: number
  readonly kind: 'issue' | 'cash' | 'discount' | 'settled' | 'dispute ends' | 'credit' | 'write off' | 'recovery'
  readonly amount: number
  /** What of it goes to an agency. */
  readonly fee?: number
}

export interface PlainInvoice {
  readonly group: number
  readonly issued: number
  readonly due: number
  readonly amount: number
  readonly margin: number
  /** What is open before the first simulated day; 0 for an invoice that is not there yet. */
  readonly openAtStart: number
  /** Days from order to invoice, where the company takes its time. */
  readonly billingDays: number | null
  readonly dispute: PlainDispute | null
  readonly events: readonly PlainEvent[]
}

/** The days on which an invoice cannot be paid because of its dispute, both included. */
interface PlainDispute {
  /** The day on which the dispute began: before `from` where the invoice was there on the as-of day. */
  readonly openedOn: number
  readonly from: number
  readonly through: number
}

/** A customer as it is in one replicate: one of the company's, or a newcomer like one of them. */
export interface PlainPayer {
  readonly customer: PlainCustomer
  readonly key: number
  readonly firstDay: number
  readonly segment: SegmentBelief
  readonly multiplier: number
  /** The first day on which it pays nothing any more. */
  readonly defaultDay: number
  /** The logarithm of the yearly return that it asks of a discount. */
  readonly hurdle: number
}

/** What chance has in store for an invoice. */
export interface PlainLuck {
  /** An exponential number: the invoice is unpaid as long as P(unpaid) is above exp(−threshold). */
  readonly threshold: number
  /** The random word of a decision. */
  readonly word: (decided: Decision) => number
}

export interface Living {
  readonly issued: number
  readonly due: number
  /** The due day that the customer's own clock goes by. */
  readonly clockDue: number
  /** The first day on which it can be paid: its day of issue, or the first simulated day. */
  readonly firstDay: number
  readonly open: number
  /** What comes in with the order. */
  readonly deposit: number
  readonly isPartlyPaid: boolean
  /** How many times slower it is paid than the customer's other invoices. */
  readonly slowness: number
  readonly dispute: PlainDispute | null
}

/**
 * Walks an invoice from its first day to the horizon. On each day it may be paid, in part or whole; then a dispute may end,
 * so that the next day is the first on which it can be paid; and what is still open may be old enough to be written off.
 */
export function live(
  company: PlainCompany,
  beliefs: Beliefs,
  payer: PlainPayer,
  luck: PlainLuck,
  invoice: Living,
): PlainEvent[] {
  const { customer, segment, defaultDay } = payer
  const { due, firstDay, slowness, dispute } = invoice
  const events: PlainEvent[] = []
  let open = invoice.open
  const take = (day: number, kind: PlainEvent['kind'], amount: number) => {
    events.push({ day, kind, amount })
    open -= amount
  }
  const receive = (day: number, amount: number) => {
    take(day, 'cash', amount)
    if (open === 0) take(day, 'settled', 0)
  }
  if (invoice.deposit > 0) receive(firstDay, invoice.deposit)
  const discountDay = dayOfDiscount(payer, luck, invoice)
  let unpaid = 1
  let threshold = luck.threshold * slowness
  let isFirstPayment = !invoice.isPartlyPaid
  for (let day = firstDay; day <= horizonOf(company) && open > 0; day++) {
    const isDisputed = dispute !== null && day <= dispute.through
    if (discountDay !== null) {
      if (day === discountDay) {
        const { rate } = policyOn(customer, invoice.issued).discount!
        // Something is paid in any case.
        take(day, 'discount', Math.min(open - 1, Math.round(open * rate)))
        receive(day, open)
      }
    } else if (!isDisputed && day < defaultDay) {
      const hazard = hazardOf(beliefs, payer, day, day - invoice.clockDue)
      unpaid *= (1 - hazard) ** beliefs.months[monthOfDay(company, day)]!.payment
      // What is decided waits for the next pay day.
      if (unpaid <= Math.exp(-threshold) && isPayDay(company, payer, day)) {
        const isPart = isFirstPayment && uniformOf(luck.word(decision.partial)) < segment.partial
        const fraction = quantileAt(segment.partialFraction, uniformOf(luck.word(decision.fraction)), fractionSteps)
        receive(day, isPart ? Math.max(1, Math.min(open - 1, Math.round(open * fraction))) : open)
        // From tomorrow on the rest has a fresh chance.
        isFirstPayment = false
        unpaid = 1
        threshold = exponentialOf(luck.word(decision.rest)) * slowness
      }
    }
    if (day === dispute?.through) {
      take(day, 'dispute ends', 0)
      const isConceded = uniformOf(luck.word(decision.conceded)) < segment.conceded
      if (isConceded) take(day, 'credit', Math.round(open * segment.creditedShare))
    }
    if (open > 0 && day - due >= policyOn(customer, day).writeOffAge) {
      events.push(recoveryOf(beliefs, policyOn(customer, invoice.issued), luck, day, open))
      take(day, 'write off', open)
    }
  }
  return events
}

/** What comes in of an amount that is written off on a day, by the policy that it was invoiced under. */
function recoveryOf(
  { recovery, respond }: Beliefs,
  { recoveryFactor, recoveryDaysFactor, agencyFee }: PlainPolicy,
  luck: PlainLuck,
  day: number,
  writtenOff: number,
): PlainEvent {
  const amount = Math.round(writtenOff * Math.min(1, recovery.share * respond(recoveryFactor)))
  const mean = recovery.meanDays * respond(recoveryDaysFactor)
  const days = Math.max(1, Math.ceil(exponentialOf(luck.word(decision.recovery)) * mean))
  return { day: day + days, kind: 'recovery', amount, fee: Math.round(amount * agencyFee) }
}

/** The day on which an invoice is paid less its discount, on the last one or up to two days before; null if it is not. */
function dayOfDiscount(
  { customer, hurdle, defaultDay }: PlainPayer,
  luck: PlainLuck,
  { issued, due, isPartlyPaid, dispute }: Living,
): number | null {
  const { discount } = policyOn(customer, issued)
  if (discount === null || hurdle > discount.logReturn || dispute !== null || isPartlyPaid) return null
  const chance = uniformOf(luck.word(decision.discountDay))
  const daysBefore = chance < 1 / 3 ? 0 : chance < 2 / 3 ? 1 : 2
  const day = issued + Math.max(0, discount.days - daysBefore)
  return day < 1 || day > due || day >= defaultDay ? null : day
}

/** The probability of being paid on a day, given that it is the multiplier's, the segment's and the levers'. */
function hazardOf({ respond }: Beliefs, { customer, segment, multiplier }: PlainPayer, day: number, relative: number) {
  const piece = segment.pieces.filter(({ from }) => from <= relative).at(-1)
  let hazard = piece === undefined ? 0 : piece.daily * multiplier
  for (const { from, factor } of policyOn(customer, day).levers) if (relative >= from) hazard *= respond(factor)
  return Math.min(1, hazard)
}

function isPayDay({ payDays }: PlainCompany, { customer }: PlainPayer, day: number): boolean {
  return customer.payCalendar === null || payDays[customer.payCalendar]!.includes(day)
}
