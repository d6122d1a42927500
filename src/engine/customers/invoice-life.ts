import { type PaymentHabit, paymentDay } from '../payment/payment-habit.js'
import { fractionSteps, never, type Plan } from '../plan.js'
import { decision, type Decision } from '../random/purpose.js'
import { decisionWord } from '../random/random-stream.js'
import { exponentialOf, uniformOf } from '../random/word-draws.js'
import type { ReplicateParameters } from '../replicate-parameters.js'
import type { Tally } from '../tally/tally.js'
import type { CustomerPolicies } from './customer-policies.js'

/** A taken discount is paid on its last day or up to two days before, each as likely. */
const discountDaysBeforeLast = 2

/** What happens to an invoice on a day, as a trace tells it. Money is minor units. */
export type InvoiceEvent =
  | 'issued'
  | 'disputed'
  | 'dispute resolved'
  | 'credited'
  | 'paid'
  | 'discount taken'
  | 'settled'
  | 'written off'
  | 'recovered'
export type InvoiceTrace = (day: number, event: InvoiceEvent, amount: number, life: InvoiceLife) => void

/**
 * The life of one invoice from its issue, or from the as-of day, to its end: decided at its beginning, as nothing that
 * other invoices do can change it. One object is reused for all invoices; the caller fills the fields.
 */
export class InvoiceLife {
  customer = 0
  segment = 0
  group = 0
  /** The policy under which it is issued. */
  policy = 0
  issued = 0
  due = 0
  /** The due day that the customer's own habit goes by. */
  clockDue = 0
  amount = 0
  open = 0
  /** Words: when it is paid, its own key, and the salt of its stream. */
  payment = 0
  key = 0
  salt = 0
  /** How many times lower its hazard is than the customer's other invoices'. */
  slowness = 1
  /** Invoices of the as-of day: whether under dispute and since how long, and whether paid in part. */
  isOpening = false
  isDisputed = false
  disputeAge = 0
  isPartlyPaid = false

  trace: InvoiceTrace | null = null
  /** Whether the caller adds up invoices that are paid whole. */
  leavesWholes = false

  constructor(
    readonly plan: Plan,
    readonly parameters: ReplicateParameters,
    readonly tally: Tally,
    readonly habit: PaymentHabit,
    readonly policies: CustomerPolicies,
  ) {}

  /**
   * Lives it to its end and adds all that happens to the tally. But if `leavesWholes` and it is paid whole by one payment, or
   * stays open whole to the horizon, returns the day, from 1 to the day after the horizon, and leaves issue and payment to the
   * caller. Else returns 0.
   */
  live(): number {
    const { tally, group, issued, due } = this
    const first = this.isOpening ? 1 : issued
    const writtenOff = this.policies.writeOffDay(due, first)
    const isPlain = this.leavesWholes && !this.isOpening && this.#offersOnlyCredit()
    if (this.isOpening) tally.openBefore(group, issued, due, this.open)
    else if (!isPlain) this.#issue()
    if (!this.isDisputed) {
      if (isPlain) return this.#payPlainly(issued, writtenOff)
      if (!this.#takesDiscount()) this.#pay(first, writtenOff)
      return 0
    }
    const disputeEnds = first + this.#disputeDays() - (this.isOpening ? 1 : 0)
    const isConceded = disputeEnds <= writtenOff && this.#isConceded()
    if (isPlain && isConceded) this.#issue()
    this.#dispute(first, Math.min(disputeEnds, writtenOff))
    if (disputeEnds <= writtenOff) this.#resolveDispute(disputeEnds, isConceded)
    if (isPlain && !isConceded) return this.#payPlainly(disputeEnds + 1, writtenOff)
    if (this.open > 0) this.#pay(disputeEnds + 1, writtenOff)
    return 0
  }

  /** Whether nothing but a dispute can keep it from being paid whole or written off whole. */
  #offersOnlyCredit(): boolean {
    const { plan, parameters, policy } = this
    const { policies } = plan
    return (
      policies.deposit[policy]! === 0 &&
      (policies.discountDays[policy]! < 0 || this.habit.hurdle > policies.discountLogReturn[policy]!) &&
      (parameters.partial[this.segment]! === 0 || !this.#paysInParts())
    )
  }

  #payPlainly(start: number, writtenOff: number): number {
    const { horizon } = this.tally.table
    const paid = this.#payDay(start, this.payment)
    if (paid <= writtenOff || writtenOff > horizon) {
      this.#earnMargin()
      return Math.min(paid, horizon + 1)
    }
    this.#issue()
    this.#writeOff(writtenOff)
    return 0
  }

  #issue(): void {
    const { tally, plan, group, issued, amount } = this
    tally.issue(group, issued, this.due, amount)
    this.trace?.(issued, 'issued', amount, this)
    this.#earnMargin()
    const deposit = Math.min(this.open, Math.round(amount * plan.policies.deposit[this.policy]!))
    if (deposit > 0) this.#receive(issued, deposit)
  }

  #earnMargin(): void {
    const rate = this.plan.customers.marginRate[this.customer]!
    if (rate !== 0) this.tally.earnMargin(this.group, this.issued, Math.round(this.amount * rate))
  }

  #dispute(from: number, until: number): void {
    const { tally, group, open } = this
    if (!this.isOpening) {
      tally.openDispute(group, from, this.amount)
      this.trace?.(from, 'disputed', this.amount, this)
    }
    tally.dispute(group, from, until, open)
  }

  #disputeDays(): number {
    const { parameters, segment, policy, plan } = this
    const mean = parameters.disputeMeanDays[segment]! * parameters.responses[plan.policies.disputeDaysFactor[policy]!]!
    const days = Math.ceil(exponentialOf(this.#word(decision.disputeDays)) * mean)
    return this.isOpening ? Math.max(1, days) : days
  }

  /** What is conceded is credited on the last day of the dispute. */
  #resolveDispute(day: number, isConceded: boolean): void {
    const { tally, plan, group, segment } = this
    if (day > tally.table.horizon) return
    tally.events++
    tally.resolveDispute(group, day, this.isOpening ? day + this.disputeAge : day - this.issued)
    this.trace?.(day, 'dispute resolved', this.open, this)
    if (!isConceded) return
    const credited = Math.round(this.open * plan.segments.creditedShare[segment]!)
    if (credited <= 0) return
    tally.credit(group, day, credited)
    this.trace?.(day, 'credited', credited, this)
    this.#leave(day, credited)
  }

  #isConceded(): boolean {
    const share = this.parameters.conceded[this.segment]!
    return share > 0 && uniformOf(this.#word(decision.conceded)) < share
  }

  /** A customer that takes its discount pays whole and in time for it, unless a dispute or its default comes between. */
  #takesDiscount(): boolean {
    const { plan, tally, policy, group } = this
    const days = plan.policies.discountDays[policy]!
    if (days < 0 || this.isDisputed || this.isPartlyPaid) return false
    if (this.habit.hurdle > plan.policies.discountLogReturn[policy]!) return false
    const before = Math.floor((discountDaysBeforeLast + 1) * uniformOf(this.#word(decision.discountDay)))
    const day = this.issued + Math.max(0, days - before)
    if (day < 1 || day >= this.habit.defaultDay || day > this.due) return false
    const discount = Math.min(this.open - 1, Math.round(this.open * plan.policies.discountRate[policy]!))
    if (discount > 0) {
      tally.takeDiscount(group, day, discount)
      if (day <= tally.table.horizon) this.trace?.(day, 'discount taken', discount, this)
      this.#leave(day, discount)
    }
    this.#receive(day, this.open)
    return true
  }

  /**
   * The earlier of payment and write-off happens, payment first on the same day. The rest of a part payment is paid by the
   * same hazard from the next day on.
   */
  #pay(start: number, writtenOff: number): void {
    let paid = this.#payDay(start, this.payment)
    if (paid <= writtenOff && paid !== never && this.#paysInParts()) {
      const part = Math.min(this.open - 1, Math.max(1, Math.round(this.open * this.#fraction())))
      if (part > 0) {
        this.#receive(paid, part)
        paid = this.#payDay(paid + 1, this.#word(decision.rest))
      }
    }
    if (paid <= writtenOff && paid !== never) this.#receive(paid, this.open)
    else if (writtenOff <= this.tally.table.horizon) this.#writeOff(writtenOff)
    else this.tally.stay(this.group, this.issued, this.due, this.open)
  }

  #paysInParts(): boolean {
    const share = this.parameters.partial[this.segment]!
    // One that was paid in part pays its rest.
    return share > 0 && !this.isPartlyPaid && uniformOf(this.#word(decision.partial)) < share
  }

  #payDay(start: number, word: number): number {
    const { habit } = this
    return habit.onPayDay(paymentDay(habit, this.clockDue, start, exponentialOf(word) * this.slowness))
  }

  #writeOff(day: number): void {
    const { tally, parameters, group, open } = this
    tally.events++
    tally.writeOff(group, day, open)
    this.trace?.(day, 'written off', open, this)
    this.#leave(day, open)
    const recovered = Math.round(open * parameters.recoveryShare)
    if (recovered <= 0) return
    const after = Math.max(1, Math.ceil(exponentialOf(this.#word(decision.recovery)) * parameters.recoveryMeanDays))
    tally.recover(group, day + after, recovered)
    if (day + after <= tally.table.horizon) this.trace?.(day + after, 'recovered', recovered, this)
  }

  /** Cash for a part of what is open, or for all of it. */
  #receive(day: number, cash: number): void {
    const { tally, group, due } = this
    tally.collect(group, due, day, cash)
    const seen = day <= tally.table.horizon
    if (seen) {
      tally.events++
      this.trace?.(day, 'paid', cash, this)
    }
    this.#leave(day, cash)
    if (this.open > 0) return
    tally.settle(group, this.issued, due, day, this.amount)
    if (seen) this.trace?.(day, 'settled', this.amount, this)
  }

  #leave(day: number, part: number): void {
    this.open -= part
    this.tally.leave(this.group, this.issued, this.due, day, part, this.open === 0)
  }

  /** The part that a first payment is of what is open, by inversion: linear between quantiles. */
  #fraction(): number {
    const { partialFraction } = this.plan.segments
    const place = uniformOf(this.#word(decision.fraction)) * fractionSteps
    const step = Math.floor(place)
    const row = this.segment * (fractionSteps + 1) + step
    return partialFraction[row]! + (place - step) * (partialFraction[row + 1]! - partialFraction[row]!)
  }

  #word(decided: Decision): number {
    return decisionWord(this.key, this.salt, decided)
  }
}
