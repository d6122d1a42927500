import type { PolicyPhase } from '../customers/policy-phase.js'
import { PaymentHabit } from '../payment/payment-habit.js'
import type { OpenInvoice } from './open-invoice.js'

/** A customer, or a newcomer like one, whose invoices are worked off day by day. Objects are reused from replicate to replicate. */
export class Account {
  readonly habit = new PaymentHabit()
  firstPhase: PolicyPhase
  /** The row of the customer that it is or is like. */
  customer = 0
  segment = 0
  group = 0
  /** Its own key: a newcomer has another one than the customer that it is like. */
  key = 0
  /** What it owes, with what is delivered and not billed yet; credit balances are not set off. */
  exposure = 0
  /** No open invoice of its fell due before this day. It may have been closed meanwhile. */
  oldestDue = 0
  firstInvoice: OpenInvoice | null = null
  /** Its held orders wait in the order in which they came: the first and the last; −1 for none. */
  firstHeld = -1
  lastHeld = -1

  constructor(firstPhase: PolicyPhase) {
    this.firstPhase = firstPhase
  }
}
