import type { Postings } from '../ledger-data.js'
import { float64, GrowingArray, int32 } from '../read/growing-array.js'

/** Up to so many postings of an invoice are sorted by insertion, which takes their number squared. */
const mostInserted = 32

/** Collects postings in any order and sorts them by invoice, day and kind; those alike stay in the order they came in. */
export class PostingCollector {
  readonly #invoice: GrowingArray<Int32Array>
  readonly #day: GrowingArray<Int32Array>
  readonly #kind: GrowingArray<Uint8Array>
  readonly #amount: GrowingArray<Float64Array>
  readonly #source: GrowingArray<Int32Array>
  #count = 0

  /** `expected` is about how many postings will come. */
  constructor(
    readonly invoices: number,
    expected: number,
  ) {
    this.#invoice = new GrowingArray(int32, expected)
    this.#day = new GrowingArray(int32, expected)
    this.#kind = new GrowingArray((length) => new Uint8Array(length), expected)
    this.#amount = new GrowingArray(float64, expected)
    this.#source = new GrowingArray(int32, expected)
  }

  /** `kind` is a code of `postingCode`. */
  add(invoice: number, day: number, kind: number, amount: number, source: number): void {
    const at = this.#count++
    if (at >= this.#invoice.array.length) {
      for (const column of [this.#invoice, this.#day, this.#kind, this.#amount, this.#source]) column.reserve(at + 1)
    }
    this.#invoice.array[at] = invoice
    this.#day.array[at] = day
    this.#kind.array[at] = kind
    this.#amount.array[at] = amount
    this.#source.array[at] = source
  }

  sorted(): Postings {
    const start = new Int32Array(this.invoices + 1)
    const invoice = this.#invoice.array
    for (let posting = 0; posting < this.#count; posting++) start[invoice[posting]! + 1]!++
    for (let row = 0; row < this.invoices; row++) start[row + 1]! += start[row]!
    const order = new Int32Array(this.#count)
    // While they are placed, an invoice's start moves on to the next one's; then all are moved back by one.
    for (let posting = 0; posting < this.#count; posting++) order[start[invoice[posting]!]!++] = posting
    start.copyWithin(1, 0)
    start[0] = 0
    this.#sortWithinInvoices(order, start)
    // Memory that was used before is ready at hand, while the system gives new memory slowly, page by page.
    const day = gathered(this.#day.array, order, invoice)
    const source = gathered(this.#source.array, order, this.#day.array)
    const kind = gathered(this.#kind.array, order, new Uint8Array(this.#count))
    const amount = gathered(this.#amount.array, order, float64(this.#count))
    return { start, day, kind, amount, source }
  }

  /** Insertion sort where an invoice has few postings, as nearly all have; they mostly come in the order of their days. */
  #sortWithinInvoices(order: Int32Array, start: Int32Array): void {
    const day = this.#day.array
    const kind = this.#kind.array
    for (let row = 0; row < this.invoices; row++) {
      const first = start[row]!
      if (start[row + 1]! - first > mostInserted) {
        order.subarray(first, start[row + 1]!).sort((a, b) => day[a]! - day[b]! || kind[a]! - kind[b]! || a - b)
        continue
      }
      for (let at = first + 1; at < start[row + 1]!; at++) {
        const posting = order[at]!
        let to = at
        while (
          to > first &&
          (day[order[to - 1]!]! > day[posting]! ||
            (day[order[to - 1]!] === day[posting] && kind[order[to - 1]!]! > kind[posting]!))
        ) {
          order[to] = order[to - 1]!
          to--
        }
        order[to] = posting
      }
    }
  }
}

function gathered<T extends Int32Array | Float64Array | Uint8Array>(from: T, order: Int32Array, into: T): T {
  for (let at = 0; at < order.length; at++) into[at] = from[order[at]!]!
  return into.subarray(0, order.length) as T
}
