import { fractionSteps } from '../../src/engine/plan.js'
import { type Decision, decision } from '../../src/engine/random/purpose.js'
import { exponentialOf, uniformOf } from '../../src/engine/random/word-draws.js'
import { type Beliefs, quantileAt, type SegmentBelief } from './plain-beliefs.js'
import { monthOfDay, type PlainCompany, type PlainCustomer, type PlainPolicy, policyOn } from './plain-company.js'
import type { PlainEvent } from './plain-events.js'
import type { PlainContactKind } from './plain-work.js'

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
  /** The invoice's own key. */
  readonly key: number
  /** The random word of a decision. */
  readonly word: (decided: Decision) => number
}

/** What an invoice is when it comes to the books. */
export interface PlainBill {
  readonly payer: PlainPayer
  readonly luck: PlainLuck
  readonly group: number
  readonly issued: number
  readonly due: number
  /** The due day that the customer's own clock goes by. */
  readonly clockDue: number
  readonly amount: number
  readonly margin: number
  /** What is open before the first simulated day; 0 for an invoice that is not there yet. */
  readonly openAtStart: number
  /** What comes in with the order. */
  readonly deposit: number
  /** Days from order to invoice, where the company takes its time. */
  readonly billingDays: number | null
  /** How many times slower it is paid than the customer's other invoices. */
  readonly slowness: number
  readonly isPartlyPaid: boolean
  readonly dispute: PlainDispute | null
}

/** A contact that waits for somebody's time. */
export interface PlainRequest {
  readonly kind: PlainContactKind
  /** Which of the people are asked: the collectors, or a salesperson by number. */
  readonly of: 'collectors' | number
  /** The greater, the sooner. */
  readonly urgency: number
}

/** An invoice on its way: what has happened to it so far, and what is to come. */
export interface PlainInvoice extends PlainBill {
  readonly events: PlainEvent[]
  open: number
  /** The day on which it is paid less its discount; null if it is not. */
  readonly discountDay: number | null
  /** The probability that it would be unpaid by now, and what is left of it when it is paid, as an exponential number. */
  unpaid: number
  threshold: number
  isFirstPayment: boolean
  /** What a contact multiplies the accumulated hazard by, through a day. */
  boost: { readonly factor: number; readonly through: number } | null
  promise: { readonly due: number; readonly isKept: boolean } | null
  /** Contacts so far, and the day of the last one. */
  contacts: number
  lastContact: number | null
  request: PlainRequest | null
}

/** The invoice comes to the books: it is issued, with what is paid of it at once, or it has been there before the first day. */
export function enter(bill: PlainBill): PlainInvoice {
  const { amount, deposit, openAtStart, isPartlyPaid, luck, slowness, issued } = bill
  const invoice: PlainInvoice = {
    ...bill,
    events: [],
    open: openAtStart,
    discountDay: dayOfDiscount(bill),
    unpaid: 1,
    threshold: luck.threshold * slowness,
    isFirstPayment: !isPartlyPaid,
    boost: null,
    promise: null,
    contacts: 0,
    lastContact: null,
    request: null,
  }
  if (openAtStart === 0) {
    invoice.events.push({ day: issued, kind: 'issue', amount })
    invoice.open = amount
    if (deposit > 0) receive(invoice, issued, deposit)
  }
  return invoice
}

/**
 * What happens to an open invoice on a day, in this order. It may be paid, in part or whole; then a dispute may end, so that
 * the next day is the first on which it can be paid; and what is still open may be old enough to be written off.
 */
export function liveDay(company: PlainCompany, beliefs: Beliefs, invoice: PlainInvoice, day: number): void {
  const { dispute, due, payer, luck } = invoice
  if (isPaidOn(company, beliefs, invoice, day)) pay(invoice, day)
  if (invoice.open > 0 && day === dispute?.through) {
    take(invoice, day, 'dispute ends', 0)
    const isConceded = uniformOf(luck.word(decision.conceded)) < payer.segment.conceded
    if (isConceded) take(invoice, day, 'credit', Math.round(invoice.open * payer.segment.creditedShare))
  }
  if (invoice.open > 0 && day - due >= policyOn(payer.customer, day).writeOffAge) {
    invoice.events.push(recoveryOf(beliefs, invoice, day))
    take(invoice, day, 'write off', invoice.open)
  }
}

/** Whether the customer pays on a day, as far as it can. */
function isPaidOn(company: PlainCompany, beliefs: Beliefs, invoice: PlainInvoice, day: number): boolean {
  const { payer, discountDay, promise, dispute, boost } = invoice
  // One that takes its discount pays in time for it, whatever it is asked.
  if (discountDay !== null) return day === discountDay
  // Until the promised day nothing is paid, and on that day only what is promised.
  if (promise !== null) return promise.isKept && day === promise.due
  if ((dispute !== null && day <= dispute.through) || day >= payer.defaultDay) return false
  const power = beliefs.months[monthOfDay(company, day)]!.payment
  const boosted = boost !== null && day <= boost.through ? power * boost.factor : power
  invoice.unpaid *= (1 - hazardOf(beliefs, payer, day, day - invoice.clockDue)) ** boosted
  // What is decided waits for the next pay day.
  return invoice.unpaid <= Math.exp(-invoice.threshold) && isPayDay(company, payer, day)
}

function pay(invoice: PlainInvoice, day: number): void {
  const { payer, luck, discountDay, promise, open, slowness, issued } = invoice
  if (discountDay !== null) {
    const { rate } = policyOn(payer.customer, issued).discount!
    // Something is paid in any case.
    take(invoice, day, 'discount', Math.min(open - 1, Math.round(open * rate)))
    receive(invoice, day, invoice.open)
    return
  }
  const { partial, partialFraction } = payer.segment
  // What is promised is all that is open.
  const mayBePart = promise === null && invoice.isFirstPayment
  const isPart = mayBePart && uniformOf(luck.word(decision.partial)) < partial
  const fraction = quantileAt(partialFraction, uniformOf(luck.word(decision.fraction)), fractionSteps)
  receive(invoice, day, isPart ? Math.max(1, Math.min(open - 1, Math.round(open * fraction))) : open)
  // From tomorrow on the rest has a fresh chance.
  invoice.isFirstPayment = false
  invoice.unpaid = 1
  invoice.threshold = exponentialOf(luck.word(decision.rest)) * slowness
}

function take(invoice: PlainInvoice, day: number, kind: PlainEvent['kind'], amount: number): void {
  invoice.events.push({ day, kind, amount })
  invoice.open -= amount
}

function receive(invoice: PlainInvoice, day: number, amount: number): void {
  take(invoice, day, 'cash', amount)
  if (invoice.open === 0) take(invoice, day, 'settled', 0)
}

/** What comes in of an amount that is written off on a day, by the policy that it was invoiced under. */
function recoveryOf(
  { recovery, respond }: Beliefs,
  { payer, issued, open, luck }: PlainInvoice,
  day: number,
): PlainEvent {
  const { recoveryFactor, recoveryDaysFactor, agencyFee } = policyOn(payer.customer, issued)
  const amount = Math.round(open * Math.min(1, recovery.share * respond(recoveryFactor)))
  const mean = recovery.meanDays * respond(recoveryDaysFactor)
  const days = Math.max(1, Math.ceil(exponentialOf(luck.word(decision.recovery)) * mean))
  return { day: day + days, kind: 'recovery', amount, cost: Math.round(amount * agencyFee) }
}

/** The day on which an invoice is paid less its discount, on the last one or up to two days before; null if it is not. */
function dayOfDiscount({ payer, luck, issued, due, isPartlyPaid, dispute }: PlainBill): number | null {
  const { customer, hurdle, defaultDay } = payer
  const { discount }: PlainPolicy = policyOn(customer, issued)
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
