/**
 * The events of one replicate, by day. An invoice has at most one event waiting at a time, so the queue is a linked
 * list per day threaded through one array; nothing is allocated while it is used.
 */
export class CalendarQueue {
  readonly #head: Int32Array
  #next: Int32Array

  constructor(readonly lastDay: number) {
    this.#head = new Int32Array(lastDay + 1).fill(-1)
    this.#next = new Int32Array(1024)
  }

  /** Empties every day and makes room for this many invoices. */
  reset(invoices: number): void {
    this.#head.fill(-1)
    if (this.#next.length < invoices) this.#next = new Int32Array(Math.max(invoices, this.#next.length * 2))
  }

  /** Puts an invoice's next event on a day; days after the last are forgotten, for they lie beyond the horizon. */
  schedule(invoice: number, day: number): void {
    if (day > this.lastDay) return
    this.#next[invoice] = this.#head[day]!
    this.#head[day] = invoice
  }

  /** Takes one invoice off a day, the last one put there first; −1 when the day is done. */
  take(day: number): number {
    const invoice = this.#head[day]!
    if (invoice >= 0) this.#head[day] = this.#next[invoice]!
    return invoice
  }
}
