import { type PostingKind, type Postings, postingCode } from '../ledger-data.js'

/** Collects postings in any order and sorts them by invoice, day and kind. */
export class PostingCollector {
  readonly #invoice: number[] = []
  readonly #day: number[] = []
  readonly #kind: number[] = []
  readonly #amount: number[] = []

  constructor(readonly invoices: number) {}

  add(invoice: number, day: number, kind: PostingKind, amount: number): void {
    this.#invoice.push(invoice)
    this.#day.push(day)
    this.#kind.push(postingCode[kind])
    this.#amount.push(amount)
  }

  sorted(): Postings {
    const order = Uint32Array.from(this.#invoice.keys())
    order.sort(
      (a, b) =>
        this.#invoice[a]! - this.#invoice[b]! ||
        this.#day[a]! - this.#day[b]! ||
        this.#kind[a]! - this.#kind[b]! ||
        a - b,
    )
    const start = new Int32Array(this.invoices + 1)
    for (const invoice of this.#invoice) start[invoice + 1]!++
    for (let row = 0; row < this.invoices; row++) start[row + 1]! += start[row]!
    return {
      start,
      day: Int32Array.from(order, (row) => this.#day[row]!),
      kind: Uint8Array.from(order, (row) => this.#kind[row]!),
      amount: Float64Array.from(order, (row) => this.#amount[row]!),
    }
  }
}
