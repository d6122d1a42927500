import { type PlainCompany, policyOn } from './plain-company.js'
import type { PlainInvoice, PlainPayer } from './plain-invoice.js'
import type { PlainOrder } from './plain-orders.js'

/** An order that has been let through on a day, and is billed on that day or later. */
interface PlainDelivery {
  readonly order: PlainOrder
  readonly deliveredOn: number
  readonly billedOn: number
}

/** A customer with what it has ordered and what it owes. */
export interface PlainAccount {
  readonly payer: PlainPayer
  /** What it is still going to order, in the order in which it does. */
  orders: PlainOrder[]
  /** Orders that wait, the first one first. */
  held: PlainOrder[]
  unbilled: PlainDelivery[]
  /** All its invoices, and those that are open. */
  readonly invoices: PlainInvoice[]
  open: PlainInvoice[]
}

/** Orders that were held, and what became of them. */
export interface PlainHeldCounts {
  held: number
  lost: number
  lostValue: number
}

/** What a customer owes, with what it has been delivered and not been billed. A credit balance is not set off against it. */
function exposureOf({ open, unbilled }: PlainAccount): number {
  const owed = open.reduce((sum, invoice) => sum + Math.max(0, invoice.open), 0)
  return unbilled.reduce((sum, { order }) => sum + order.amount, owed)
}

/** Whether an order may be delivered on a day: within the limit, and with no invoice past due for too long. */
function isAllowed(account: PlainAccount, { amount }: PlainOrder, day: number): boolean {
  const { creditLimit, holdAfter } = policyOn(account.payer.customer, day)
  if (creditLimit !== null && exposureOf(account) + amount > creditLimit) return false
  return holdAfter === null || account.open.every(({ open, due }) => open <= 0 || day - due <= holdAfter)
}

/** What comes to be held on a day, and what is held no longer. `deliver` takes what is let through. */
export class PlainCredit {
  readonly counts: PlainHeldCounts = { held: 0, lost: 0, lostValue: 0 }

  constructor(
    readonly company: PlainCompany,
    readonly deliver: (account: PlainAccount, order: PlainOrder, day: number) => void,
  ) {}

  /** Held orders are let through, the first one first, or lost. */
  release(account: PlainAccount, day: number): void {
    const { lostAfter } = policyOn(account.payer.customer, day)
    while (account.held.length > 0) {
      const [first, ...others] = account.held
      const isLost = lostAfter !== null && day - first!.day >= lostAfter
      if (!isLost && !isAllowed(account, first!, day)) return
      account.held = others
      if (isLost) {
        this.counts.lost++
        this.counts.lostValue += first!.amount
      } else this.deliver(account, first!, day)
    }
  }

  /** A new order goes behind those that wait already. */
  order(account: PlainAccount, order: PlainOrder): void {
    if (account.held.length === 0 && isAllowed(account, order, order.day)) {
      this.deliver(account, order, order.day)
      return
    }
    this.counts.held++
    account.held.push(order)
  }
}
