import { PaymentHabit } from '../payment/payment-habit.js'

/** A customer, or a newcomer like one, whose invoices are worked off day by day. Objects are reused from replicate to replicate. */
export class Account {
  readonly habit = new PaymentHabit()
  /** The row of the customer that it is or is like. */
  customer = 0
  /** Its own key: a newcomer has another one than the customer that it is like. */
  key = 0
  /** What it owes, with what is delivered and not billed yet; credit balances are not set off. */
  exposure = 0
  /** The first of its slots of `OpenInvoices`; −1 for none. */
  firstSlot = -1
  /** Its held orders wait in the order in which they came: the first and the last; −1 for none. */
  firstHeld = -1
  lastHeld = -1
}
