import { never } from './plan.js'

/** What happens to an invoice next. */
export const step = { none: 0, issue: 1, resolveDispute: 2, pay: 3, writeOff: 4 } as const

/**
 * The invoices of one replicate as a structure of arrays, reused from replicate to replicate. Capacity grows by
 * doubling. The open ones are also a dense list, so that a month end costs only what is open.
 */
export class InvoiceState {
  count = 0
  openCount = 0
  issued = new Int32Array(0)
  due = new Int32Array(0)
  group = new Int32Array(0)
  amount = new Float64Array(0)
  open = new Float64Array(0)
  /** The day of resolution and what is credited then; `never` where there is no dispute, or no more. */
  disputeEnds = new Int32Array(0)
  credited = new Float64Array(0)
  paid = new Int32Array(0)
  /** The share of what is open that the first payment brings; 0 where it brings all. And when the rest is paid. */
  fraction = new Float64Array(0)
  restPaid = new Int32Array(0)
  /** What the payer keeps as early-payment discount. */
  discount = new Float64Array(0)
  writtenOff = new Int32Array(0)
  next = new Uint8Array(0)
  openList = new Int32Array(0)
  placeInOpenList = new Int32Array(0)

  reset(): void {
    this.count = 0
    this.openCount = 0
  }

  /** Adds an invoice and returns its number. Its fields are for the caller to fill. */
  add(): number {
    if (this.count === this.issued.length) this.#grow(Math.max(1024, this.count * 2))
    this.disputeEnds[this.count] = never
    this.credited[this.count] = 0
    this.fraction[this.count] = 0
    this.discount[this.count] = 0
    this.next[this.count] = step.none
    return this.count++
  }

  markOpen(invoice: number): void {
    this.placeInOpenList[invoice] = this.openCount
    this.openList[this.openCount++] = invoice
  }

  markClosed(invoice: number): void {
    const place = this.placeInOpenList[invoice]!
    const last = this.openList[--this.openCount]!
    this.openList[place] = last
    this.placeInOpenList[last] = place
  }

  #grow(capacity: number): void {
    const larger = <T extends Int32Array | Float64Array | Uint8Array>(old: T, make: new (length: number) => T): T => {
      const grown = new make(capacity)
      grown.set(old)
      return grown
    }
    this.issued = larger(this.issued, Int32Array)
    this.due = larger(this.due, Int32Array)
    this.group = larger(this.group, Int32Array)
    this.amount = larger(this.amount, Float64Array)
    this.open = larger(this.open, Float64Array)
    this.disputeEnds = larger(this.disputeEnds, Int32Array)
    this.credited = larger(this.credited, Float64Array)
    this.paid = larger(this.paid, Int32Array)
    this.fraction = larger(this.fraction, Float64Array)
    this.restPaid = larger(this.restPaid, Int32Array)
    this.discount = larger(this.discount, Float64Array)
    this.writtenOff = larger(this.writtenOff, Int32Array)
    this.next = larger(this.next, Uint8Array)
    this.openList = larger(this.openList, Int32Array)
    this.placeInOpenList = larger(this.placeInOpenList, Int32Array)
  }
}
