import type { UnappliedChanges } from '../ledger-data.js'
import type { Warning } from '../ledger-problem.js'
import type { LinkedPayments } from './link-payments.js'
import type { MoneyConverter } from './money-converter.js'

/**
 * Follows what is left of each payment, and when its customer's unapplied cash changes. What is left is kept in the
 * payment's own currency and converted by the rate of its day, so that a payment that is used up leaves nothing.
 */
export class UnappliedCollector {
  /** What is left of each payment at the end of its own day. */
  readonly #leftThatDay: Float64Array
  readonly #later: { readonly payment: number[]; readonly day: number[]; readonly amount: number[] } = {
    payment: [],
    day: [],
    amount: [],
  }
  #paidForAnother = 0
  #paidForAnotherAmount = 0

  constructor(
    private readonly payments: LinkedPayments,
    private readonly money: MoneyConverter,
  ) {
    this.#leftThatDay = payments.table.amount.slice()
  }

  /** Takes money out of a payment on a day, for an invoice of a customer. */
  apply(payment: number, day: number, amount: number, customer: number): void {
    const { table } = this.payments
    if (customer !== table.customer[payment]) {
      this.#paidForAnother++
      this.#paidForAnotherAmount += this.#converted(payment, amount)
    }
    if (day === table.day[payment]) this.#leftThatDay[payment]! -= amount
    else {
      this.#later.payment.push(payment)
      this.#later.day.push(day)
      this.#later.amount.push(amount)
    }
  }

  /** Payments that are applied in full on their own day change nothing, and most are. */
  changes(): UnappliedChanges {
    const { table } = this.payments
    const later = this.#later
    let waiting = 0
    for (let payment = 0; payment < table.count; payment++) if (this.#leftThatDay[payment] !== 0) waiting++
    const count = waiting + later.day.length
    const customer = new Int32Array(count)
    const day = new Int32Array(count)
    const amount = new Float64Array(count)
    let at = 0
    for (let payment = 0; payment < table.count; payment++) {
      if (this.#leftThatDay[payment] === 0) continue
      customer[at] = table.customer[payment]!
      day[at] = table.day[payment]!
      amount[at++] = this.#converted(payment, this.#leftThatDay[payment]!)
    }
    if (later.day.length === 0) return { customer, day, amount }
    const left = this.#leftThatDay.slice()
    for (let index = 0; index < later.day.length; index++) {
      const payment = later.payment[index]!
      const before = this.#converted(payment, left[payment]!)
      left[payment]! -= later.amount[index]!
      customer[at] = table.customer[payment]!
      day[at] = later.day[index]!
      amount[at++] = this.#converted(payment, left[payment]!) - before
    }
    return { customer, day, amount }
  }

  /** Σ of what foreign payments brought for invoices, by the rates of the payments' days. */
  foreignCashApplied(): number {
    let sum = 0
    const left = this.#leftAtLast()
    for (const payment of this.payments.conversions.keys()) {
      sum += this.#converted(payment, this.payments.table.amount[payment]!)
      sum -= this.#converted(payment, left(payment))
    }
    return sum
  }

  warnings(hasApplications: boolean): Warning[] {
    const { table } = this.payments
    let overdrawn = 0
    let overdraft = 0
    let received = 0
    const left = this.#leftAtLast()
    for (let payment = 0; payment < table.count; payment++) {
      received += this.#converted(payment, table.amount[payment]!)
      // A refund is negative from the start; only a receipt can be overdrawn.
      if (table.amount[payment]! < 0 || left(payment) >= 0) continue
      overdrawn++
      overdraft -= this.#converted(payment, left(payment))
    }
    const warnings: Warning[] = [
      {
        code: 'payments-not-applied',
        message:
          'payments are not applied to any invoice, for the table applications is missing; every invoice counts as unpaid',
        count: hasApplications ? 0 : table.count,
        amount: received,
      },
      {
        code: 'payment-overdrawn',
        message: 'payments have more applied from them than came in; unapplied cash is too low by the difference',
        count: overdrawn,
        amount: overdraft,
      },
      {
        code: 'paid-for-another',
        message: 'applications pay another customer’s invoice',
        count: this.#paidForAnother,
        amount: this.#paidForAnotherAmount,
      },
    ]
    return warnings.filter((warning) => warning.count > 0)
  }

  /** What is left of a payment after all applications; few are applied on a later day than their own. */
  #leftAtLast(): (payment: number) => number {
    const later = new Map<number, number>()
    this.#later.payment.forEach((payment, index) => {
      later.set(payment, (later.get(payment) ?? 0) + this.#later.amount[index]!)
    })
    return (payment) => this.#leftThatDay[payment]! - (later.size === 0 ? 0 : (later.get(payment) ?? 0))
  }

  #converted(payment: number, amount: number): number {
    const { conversions } = this.payments
    return conversions.size === 0 ? amount : this.money.convert(amount, conversions.get(payment) ?? null)
  }
}
