import type { PaymentHabit } from '../payment/payment-habit.js'
import { fractionSteps, never, type Plan } from '../plan.js'
import type { PolicyRow } from '../policies/policy-phase.js'
import { type Decision, decision } from '../random/purpose.js'
import { decisionWord } from '../random/random-stream.js'
import { drawExponential, drawn, uniformOf } from '../random/word-draws.js'
import type { ReplicateParameters } from '../replicate-parameters.js'
import type { Books } from '../tally/books.js'

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
  // What is done to the books for a goal.
  | 'credited for now'
  | 'billed again'
  | 'held back'
  | 'pulled forward'
  | 'terms extended'
export type InvoiceTrace = (day: number, event: InvoiceEvent, amount: number, invoice: Invoice) => void

/**
 * What is known of one invoice, what chance has in store for it, and what may happen to it, which it adds to the tally. Objects
 * are reused: `Invoicing.write` or `writeOpening` fills them.
 */
export class Invoice {
  customer = 0
  /** The key of whoever owes it: a newcomer has another one than the customer that it is like. */
  customerKey = 0
  segment = 0
  group = 0
  /** The policy under which it is issued. */
  policy: PolicyRow
  issued = 0
  due = 0
  /** The due day that the customer's own habit goes by. */
  clockDue = 0
  amount = 0
  open = 0
  /** What its accumulated hazard must reach until it is paid. */
  threshold = 0
  /** What a contact multiplies its hazard by, and through which day; day by day alone. */
  boost = 1
  boostThrough = -never
  /** How many times lower its hazard is than that of the customer's other invoices. */
  slowness = 1
  /** Its own key, and the salt of its stream: the words of its decisions are mixed from them. */
  key = 0
  salt = 0
  /** Whether it is there on the as-of day. */
  isOpening = false
  isDisputed = false
  /** Days that the dispute of an opening invoice has lasted. */
  disputeAge = 0
  isPartlyPaid = false
  /** How it is paid. */
  habit: PaymentHabit

  trace: InvoiceTrace | null = null

  constructor(
    readonly plan: Plan,
    readonly parameters: ReplicateParameters,
    readonly tally: Books,
    habit: PaymentHabit,
    policy: PolicyRow,
  ) {
    this.habit = habit
    this.policy = policy
  }

  /** Comes into the books: is issued, or is there from the as-of day on. */
  enter(): void {
    const { tally, group, issued, due, amount } = this
    if (this.isOpening) {
      tally.openBefore(group, issued, due, this.open)
      return
    }
    tally.issue(group, issued, due, amount)
    this.trace?.(issued, 'issued', amount, this)
    this.earnMargin()
    const deposit = Math.min(this.open, Math.round(amount * this.policy.deposit))
    if (deposit > 0) this.receive(issued, deposit)
  }

  earnMargin(): void {
    const rate = this.plan.customers.marginRate[this.customer]!
    if (rate !== 0) this.tally.earnMargin(this.group, this.issued, Math.round(this.amount * rate))
  }

  /** The last day of its dispute, which has begun with its first day, the one given. */
  disputeEnd(first: number): number {
    const { parameters, segment, policy } = this
    const mean = parameters.disputeMeanDays[segment]! * parameters.responses[policy.disputeDaysFactor]!
    drawExponential(this.word(decision.disputeDays))
    const days = Math.ceil(drawn[0]! * mean)
    return this.isOpening ? first + Math.max(1, days) - 1 : first + days
  }

  /** Is under dispute from a day until another. */
  dispute(from: number, until: number): void {
    const { tally, group } = this
    if (!this.isOpening) {
      tally.openDispute(group, from, this.amount)
      this.trace?.(from, 'disputed', this.amount, this)
    }
    tally.dispute(group, from, until, this.open)
  }

  isConceded(): boolean {
    const share = this.parameters.conceded[this.segment]!
    return share > 0 && uniformOf(this.word(decision.conceded)) < share
  }

  /** The dispute ends; what is conceded is credited on its last day. */
  resolveDispute(day: number, isConceded: boolean): void {
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

  /** Whether it is offered a discount that is worth its while to the customer. */
  isTempted(): boolean {
    return this.policy.discountDays >= 0 && this.habit.hurdle <= this.policy.discountLogReturn
  }

  /**
   * The day on which it is paid whole, less its discount; `never` where it takes none. A customer that takes its discount
   * pays in time for it, unless a dispute or its default comes between.
   */
  discountDay(): number {
    if (this.isDisputed || this.isPartlyPaid || !this.isTempted()) return never
    const before = Math.floor((discountDaysBeforeLast + 1) * uniformOf(this.word(decision.discountDay)))
    const day = this.issued + Math.max(0, this.policy.discountDays - before)
    return day < 1 || day >= this.habit.defaultDay || day > this.due ? never : day
  }

  payLessDiscount(day: number): void {
    const { tally, policy, group } = this
    const discount = Math.min(this.open - 1, Math.round(this.open * policy.discountRate))
    if (discount > 0) {
      tally.takeDiscount(group, day, discount)
      if (day <= tally.table.horizon) this.trace?.(day, 'discount taken', discount, this)
      this.#leave(day, discount)
    }
    this.receive(day, this.open)
  }

  paysInParts(): boolean {
    const share = this.parameters.partial[this.segment]!
    // One that was paid in part pays its rest.
    return share > 0 && !this.isPartlyPaid && uniformOf(this.word(decision.partial)) < share
  }

  /** Its threshold is reached: it is paid, whole or in part. The rest of a part payment has a threshold of its own. */
  pay(day: number): void {
    const { open } = this
    const part = this.paysInParts() ? Math.min(open - 1, Math.max(1, Math.round(open * this.#fraction()))) : 0
    this.receive(day, part > 0 ? part : open)
    if (part > 0) {
      this.isPartlyPaid = true
      drawExponential(this.word(decision.rest))
      this.threshold = drawn[0]! * this.slowness
    }
  }

  writeOff(day: number): void {
    const { tally, group, open } = this
    tally.events++
    tally.writeOff(group, day, open)
    this.trace?.(day, 'written off', open, this)
    this.#leave(day, open)
    this.#recover(day, open)
  }

  /** A part of what is written off comes in later, by the policy under which it was invoiced. */
  #recover(day: number, open: number): void {
    const { tally, parameters, group, policy } = this
    const share = Math.min(1, parameters.recoveryShare * parameters.responses[policy.recoveryFactor]!)
    const recovered = Math.round(open * share)
    if (recovered <= 0) return
    const mean = parameters.recoveryMeanDays * parameters.responses[policy.recoveryDaysFactor]!
    drawExponential(this.word(decision.recovery))
    const after = Math.max(1, Math.ceil(drawn[0]! * mean))
    tally.recover(group, day + after, recovered, Math.round(recovered * policy.agencyFee))
    if (day + after <= tally.table.horizon) this.trace?.(day + after, 'recovered', recovered, this)
  }

  /** Is still open at the horizon. */
  stay(): void {
    this.tally.stay(this.group, this.issued, this.due, this.open)
  }

  /** Cash for a part of what is open, or for all of it. */
  receive(day: number, cash: number): void {
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
    const place = uniformOf(this.word(decision.fraction)) * fractionSteps
    const step = Math.floor(place)
    const row = this.segment * (fractionSteps + 1) + step
    return partialFraction[row]! + (place - step) * (partialFraction[row + 1]! - partialFraction[row]!)
  }

  word(decided: Decision): number {
    return decisionWord(this.key, this.salt, decided)
  }
}
