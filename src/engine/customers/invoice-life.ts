import { type PaymentHabit, paymentDay } from '../payment/payment-habit.js'
import { fractionSteps, never, type Plan } from '../plan.js'
import { decision, type Decision } from '../random/purpose.js'
import { decisionWord } from '../random/random-stream.js'
import { exponentialOf, uniformOf } from '../random/word-draws.js'
import type { ReplicateParameters } from '../replicate-parameters.js'
import type { Tally } from '../tally/tally.js'
import * as column from '../tally/tally-columns.js'
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

  constructor(
    readonly plan: Plan,
    readonly parameters: ReplicateParameters,
    readonly tally: Tally,
    readonly habit: PaymentHabit,
    readonly policies: CustomerPolicies,
  ) {}

  /** Lives it to its end and adds all that happens to the tally. */
  live(): void {
    const { tally, group, issued, due } = this
    if (this.isOpening) tally.openBefore(group, issued, due, this.open)
    else this.#issue()
    const first = this.isOpening ? 1 : issued
    const writtenOff = this.policies.writeOffDay(due, first)
    const disputeEnds = this.isDisputed ? first + this.#disputeDays() - (this.isOpening ? 1 : 0) : first - 1
    if (this.isDisputed) this.#dispute(first, Math.min(disputeEnds, writtenOff))
    if (disputeEnds <= writtenOff && this.isDisputed) this.#resolveDispute(disputeEnds)
    if (this.open > 0 && !this.#takesDiscount()) this.#pay(disputeEnds + 1, writtenOff)
  }

  #issue(): void {
    const { tally, plan, group, issued, amount } = this
    tally.issue(group, issued, this.due, amount)
    this.trace?.(issued, 'issued', amount, this)
    const rate = plan.customers.marginRate[this.customer]!
    if (rate !== 0) tally.add(group, issued, column.margin, Math.round(amount * rate))
    const deposit = Math.min(this.open, Math.round(amount * plan.policies.deposit[this.policy]!))
    if (deposit > 0) this.#receive(issued, deposit)
  }

  #dispute(from: number, until: number): void {
    const { tally, group, open } = this
    if (!this.isOpening) {
      tally.add(group, from, column.disputesOpened, 1)
      tally.add(group, from, column.disputedValue, this.amount)
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
  #resolveDispute(day: number): void {
    const { tally, plan, parameters, group, segment } = this
    if (day > tally.table.horizon) return
    tally.events++
    tally.add(group, day, column.disputesResolved, 1)
    tally.add(group, day, column.disputeDays, this.isOpening ? day + this.disputeAge : day - this.issued)
    this.trace?.(day, 'dispute resolved', this.open, this)
    if (uniformOf(this.#word(decision.conceded)) >= parameters.conceded[segment]!) return
    const credited = Math.round(this.open * plan.segments.creditedShare[segment]!)
    if (credited <= 0) return
    tally.add(group, day, column.creditMemos, credited)
    this.trace?.(day, 'credited', credited, this)
    this.#leave(day, credited)
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
      tally.add(group, day, column.discounts, discount)
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
    tally.add(group, day, column.writeOffs, open)
    this.trace?.(day, 'written off', open, this)
    this.#leave(day, open)
    const recovered = Math.round(open * parameters.recoveryShare)
    if (recovered <= 0) return
    const after = Math.max(1, Math.ceil(exponentialOf(this.#word(decision.recovery)) * parameters.recoveryMeanDays))
    tally.add(group, day + after, column.recoveries, recovered)
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
