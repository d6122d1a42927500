import { never } from '../plan.js'
import type { CustomerPolicies } from '../policies/customer-policies.js'
import type { Account } from './account.js'
import type { DayOrders } from './day-orders.js'

/** Orders that were held, and what became of them. */
export interface HeldCounts {
  held: number
  lost: number
  lostValue: number
}

/** Says which orders are let through; keeps the others waiting, in the order in which they came. */
export class CreditControl {
  readonly counts: HeldCounts = { held: 0, lost: 0, lostValue: 0 }
  readonly #waiting: Account[] = []

  constructor(
    readonly policies: CustomerPolicies,
    readonly orders: DayOrders,
  ) {}

  reset(): void {
    this.#waiting.length = 0
    this.counts.held = 0
    this.counts.lost = 0
    this.counts.lostValue = 0
  }

  /** Whether an order is let through at once: nothing of the account waits, and limit and hold allow it. */
  admits(account: Account, order: number, day: number): boolean {
    return account.firstHeld < 0 && this.#allows(account, this.orders.amountOf(order), day)
  }

  /** An order is within the limit with what is owed already, and no invoice of the account is past due for too long. */
  #allows(account: Account, amount: number, day: number): boolean {
    const { creditLimit, holdAfter } = this.policies.on(day)
    if (account.exposure + amount > creditLimit) return false
    if (holdAfter === never || day - account.oldestDue <= holdAfter) return true
    account.oldestDue = oldestDueOf(account)
    return day - account.oldestDue <= holdAfter
  }

  hold(account: Account, order: number): void {
    this.counts.held++
    const { nextHeld } = this.orders
    nextHeld[order] = -1
    if (account.firstHeld < 0) {
      account.firstHeld = order
      this.#waiting.push(account)
    } else nextHeld[account.lastHeld] = order
    account.lastHeld = order
  }

  /** Lets through what may go by now, account by account, and drops what has waited too long. */
  release(day: number, letThrough: (account: Account, order: number, day: number) => void): void {
    const waiting = this.#waiting
    let still = 0
    for (const account of waiting) {
      this.policies.first = account.firstPhase
      this.#releaseOf(account, day, letThrough)
      if (account.firstHeld >= 0) waiting[still++] = account
    }
    waiting.length = still
  }

  #releaseOf(account: Account, day: number, letThrough: (account: Account, order: number, day: number) => void): void {
    const { orders } = this
    while (account.firstHeld >= 0) {
      const order = account.firstHeld
      const amount = orders.amountOf(order)
      const lostAfter = this.policies.on(day).lostAfter
      if (day - orders.dayOf(order) >= lostAfter) {
        this.counts.lost++
        this.counts.lostValue += amount
        account.firstHeld = orders.nextHeld[order]!
      } else if (this.#allows(account, amount, day)) {
        account.firstHeld = orders.nextHeld[order]!
        letThrough(account, order, day)
      } else return
    }
  }
}

/** The earliest due day of what is billed and open of an account; `never` if nothing is. */
function oldestDueOf(account: Account): number {
  let oldest = never
  for (let invoice = account.firstInvoice; invoice !== null; invoice = invoice.nextOfAccount) {
    if (invoice.isBilled && invoice.due < oldest) oldest = invoice.due
  }
  return oldest
}
