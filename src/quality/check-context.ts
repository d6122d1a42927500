import { type Day, isoFromDay } from '../calendar/day.js'
import { type LedgerData, postingCode } from '../ledger/ledger-data.js'
import { openAmounts } from '../ledger/open-amounts.js'
import { cents } from '../money/cents.js'
import { formatAmount } from '../money/format-amount.js'
import type { FindingExample } from './finding.js'

/** How many examples a finding shows. */
const mostExamples = 5

/** A ledger and what several checks need of it, each computed once and when it is first asked for. */
export class CheckContext {
  #open: Float64Array | undefined
  #spent: Float64Array | undefined

  constructor(readonly ledger: LedgerData) {}

  /** The open amount of every invoice on the ledger's last day. */
  get open(): Float64Array {
    this.#open ??= openAmounts(this.ledger, this.ledger.asOf)
    return this.#open
  }

  /** Σ positive open amounts. */
  get openTotal(): number {
    return this.open.reduce((sum, amount) => (amount > 0 ? sum + amount : sum), 0)
  }

  /** How much of each payment is applied to invoices. */
  get appliedOfPayment(): Float64Array {
    this.#spent ??= this.#sumApplied()
    return this.#spent
  }

  money(amount: number): string {
    return formatAmount(cents(amount), this.ledger.currency)
  }

  day(day: number): string {
    return isoFromDay(day as Day)
  }

  invoiceId(row: number): string {
    return this.ledger.invoices.ids.at(row) ?? `(row ${row + 1})`
  }

  paymentId(row: number): string {
    return this.ledger.payments.ids.at(row) ?? `(row ${row + 1})`
  }

  customerId(row: number): string {
    return this.ledger.customers.ids.at(row) ?? `(row ${row + 1})`
  }

  /** `A1 of customer 17, 2024-01-31, 120.00 USD`. */
  invoice(row: number): string {
    const { customer, issued, amount } = this.ledger.invoices
    return `${this.invoiceId(row)} of customer ${this.customerId(customer[row]!)}, ${this.day(issued[row]!)}, ${this.money(amount[row]!)}`
  }

  /** `P1 of customer 17, 2024-01-31, 120.00 USD`. */
  payment(row: number): string {
    const { customer, day, amount } = this.ledger.payments
    return `${this.paymentId(row)} of customer ${this.customerId(customer[row]!)}, ${this.day(day[row]!)}, ${this.money(amount[row]!)}`
  }

  #sumApplied(): Float64Array {
    const spent = new Float64Array(this.ledger.payments.count)
    eachApplication(this.ledger, (_invoice, posting, payment) => {
      if (payment >= 0) spent[payment]! += this.ledger.postings.amount[posting]!
    })
    return spent
  }
}

/**
 * Visits the cash of every application and both sides of every applied credit note, with the row of the payment, or
 * −1 − the row of the credit note. A settled date of a one-table ledger is no application.
 */
export function eachApplication(
  { invoices, postings, applications }: LedgerData,
  visit: (invoice: number, posting: number, payment: number) => void,
): void {
  for (let row = 0; row < invoices.count; row++) {
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      const kind = postings.kind[posting]!
      const source = postings.source[posting]!
      if (source < 0 || (kind !== postingCode.cash && kind !== postingCode.credit_application)) continue
      visit(row, posting, applications.payment[source]!)
    }
  }
}

/** The invoice that a posting belongs to. */
export function invoiceOfPosting({ invoices, postings }: LedgerData, posting: number): number {
  let [low, high] = [0, invoices.count]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (postings.start[middle]! <= posting) low = middle
    else high = middle
  }
  return low
}

/** Counts rows, adds up their money, and keeps the few with the most of it. It makes no object for a row. */
export class Tally {
  count = 0
  amount = 0
  readonly #rows: number[] = []
  readonly #weights: number[] = []

  /** `weight` is what the row is ranked by among the examples: its money, unless told otherwise. */
  add(row: number, amount: number, weight = amount): void {
    this.count++
    this.amount += amount
    const weights = this.#weights
    if (weights.length === mostExamples && weight <= weights[mostExamples - 1]!) return
    let place = weights.length
    while (place > 0 && weights[place - 1]! < weight) place--
    weights.splice(place, 0, weight)
    this.#rows.splice(place, 0, row)
    weights.length = Math.min(weights.length, mostExamples)
    this.#rows.length = weights.length
  }

  examples(describe: (row: number) => FindingExample): FindingExample[] {
    return this.#rows.map(describe)
  }
}
