import type { PaymentTable, UnappliedChanges } from '../ledger-data.js'
import type { Warning } from '../ledger-problem.js'

/** Follows what is left of each payment, and when its customer's unapplied cash changes. */
export class UnappliedCollector {
  /** What is left of each payment on its own day, and after all applications. */
  readonly #leftThatDay: Float64Array
  readonly #left: Float64Array
  readonly #later: { readonly payment: number[]; readonly day: number[]; readonly amount: number[] } = {
    payment: [],
    day: [],
    amount: [],
  }
  #paidForAnother = 0
  #paidForAnotherAmount = 0

  constructor(private readonly payments: PaymentTable) {
    this.#leftThatDay = payments.amount.slice()
    this.#left = payments.amount.slice()
  }

  /** Takes money out of a payment on a day, for an invoice of a customer. */
  apply(payment: number, day: number, amount: number, customer: number): void {
    this.#left[payment]! -= amount
    if (customer !== this.payments.customer[payment]) {
      this.#paidForAnother++
      this.#paidForAnotherAmount += amount
    }
    if (day === this.payments.day[payment]) this.#leftThatDay[payment]! -= amount
    else {
      this.#later.payment.push(payment)
      this.#later.day.push(day)
      this.#later.amount.push(-amount)
    }
  }

  /** Payments that are applied in full on their own day change nothing, and most are. */
  changes(): UnappliedChanges {
    let waiting = 0
    for (const left of this.#leftThatDay) if (left !== 0) waiting++
    const count = waiting + this.#later.day.length
    const customer = new Int32Array(count)
    const day = new Int32Array(count)
    const amount = new Float64Array(count)
    let at = 0
    for (let payment = 0; payment < this.payments.count; payment++) {
      if (this.#leftThatDay[payment] === 0) continue
      customer[at] = this.payments.customer[payment]!
      day[at] = this.payments.day[payment]!
      amount[at++] = this.#leftThatDay[payment]!
    }
    for (let index = 0; index < this.#later.day.length; index++) {
      customer[at] = this.payments.customer[this.#later.payment[index]!]!
      day[at] = this.#later.day[index]!
      amount[at++] = this.#later.amount[index]!
    }
    return { customer, day, amount }
  }

  warnings(hasApplications: boolean): Warning[] {
    let overdrawn = 0
    let overdraft = 0
    let received = 0
    for (let payment = 0; payment < this.payments.count; payment++) {
      received += this.payments.amount[payment]!
      // A refund is negative from the start; only a receipt can be overdrawn.
      if (this.payments.amount[payment]! < 0 || this.#left[payment]! >= 0) continue
      overdrawn++
      overdraft -= this.#left[payment]!
    }
    const warnings: Warning[] = [
      {
        code: 'payments-not-applied',
        message:
          'payments are not applied to any invoice, for the table applications is missing; every invoice counts as unpaid',
        count: hasApplications ? 0 : this.payments.count,
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
}
