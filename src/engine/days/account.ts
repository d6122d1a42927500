import type { OwnerSums } from '../goals/owner-sums.js'
import { PaymentHabit } from '../payment/payment-habit.js'
import { never } from '../plan.js'
import type { PolicyPhase } from '../policies/policy-phase.js'
import type { OpenInvoice } from './open-invoice.js'

/** A customer, or a newcomer like one, whose invoices are worked off day by day. Objects are reused from replicate to replicate. */
export class Account {
  readonly habit = new PaymentHabit()
  firstPhase: PolicyPhase
  /** The row of the customer that it is or is like. */
  customer = 0
  /** Its row of `plan.segments`, and its group of results. */
  segment = 0
  group = 0
  /** Its own key: a newcomer has another one than the customer that it is like. */
  key = 0
  /** What it owes, with what is delivered and not billed yet; credit balances are not set off. */
  exposure = 0
  /**
   * No billed, open invoice of the account is due before this day; the one that was due on it may be closed by now. `never` if
   * there is none.
   */
  oldestDue = never
  firstInvoice: OpenInvoice | null = null
  /** What the owner of a goal that it counts for has sold; null where it counts for nobody’s. */
  owner: OwnerSums | null = null
  /** Its held orders wait in the order in which they came: the first and the last; −1 for none. */
  firstHeld = -1
  lastHeld = -1

  constructor(firstPhase: PolicyPhase) {
    this.firstPhase = firstPhase
  }
}
