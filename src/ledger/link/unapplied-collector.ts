import type { PaymentTable, UnappliedChanges } from '../ledger-data.js'

/** Follows when the unapplied cash of a payment's customer changes. */
export class UnappliedCollector {
  /** What is left of each payment on its own day. */
  readonly #leftThatDay: Float64Array
  readonly #later: { readonly payment: number[]; readonly day: number[]; readonly amount: number[] } = {
    payment: [],
    day: [],
    amount: [],
  }

  constructor(private readonly payments: PaymentTable) {
    this.#leftThatDay = payments.amount.slice()
  }

  /** Takes money out of a payment on a day. */
  apply(payment: number, day: number, amount: number): void {
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
}
