import type { OpenInvoice } from './open-invoice.js'

/**
 * The invoices to which something is going to happen, by day. One waits for at most one day at a time, so the queue is a
 * doubly linked list per day threaded through the invoices; nothing is allocated while it is used.
 */
export class DayQueue {
  readonly #first: (OpenInvoice | null)[]

  constructor(readonly lastDay: number) {
    this.#first = new Array<OpenInvoice | null>(lastDay + 1).fill(null)
  }

  reset(): void {
    this.#first.fill(null)
  }

  /** Puts an invoice on a day, wherever it waited before; days after the last are forgotten, for they lie beyond the horizon. */
  schedule(invoice: OpenInvoice, day: number): void {
    this.#remove(invoice)
    if (day > this.lastDay) return
    const first = this.#first[day]!
    invoice.nextOfDay = first
    invoice.previousOfDay = null
    if (first !== null) first.previousOfDay = invoice
    this.#first[day] = invoice
    invoice.waitsFor = day
  }

  /** Takes one invoice off a day, the last one put there first; null when the day is done. */
  take(day: number): OpenInvoice | null {
    const invoice = this.#first[day]!
    if (invoice === null) return null
    const next = invoice.nextOfDay
    this.#first[day] = next
    if (next !== null) next.previousOfDay = null
    invoice.waitsFor = -1
    return invoice
  }

  #remove(invoice: OpenInvoice): void {
    const day = invoice.waitsFor
    if (day < 0) return
    const { nextOfDay, previousOfDay } = invoice
    if (nextOfDay !== null) nextOfDay.previousOfDay = previousOfDay
    if (previousOfDay !== null) previousOfDay.nextOfDay = nextOfDay
    else this.#first[day] = nextOfDay
    invoice.waitsFor = -1
  }
}
