import { grown } from './grown.js'

/**
 * The contacts that wait for one pool of people: a heap, the most urgent on top. Of two as urgent, the invoice with the
 * smaller key comes first, so that the order does not hang on how they came in. What has lapsed meanwhile is told apart by
 * its ticket when it comes to the top.
 */
export class WorkList {
  #urgency = new Float64Array(64)
  #key = new Uint32Array(64)
  #ticket = new Int32Array(64)
  #invoice = new Int32Array(64)
  count = 0
  /** Minutes that were worked ahead, of a contact that was begun late on an earlier day. */
  owed = 0

  reset(): void {
    this.count = 0
    this.owed = 0
  }

  /** Greater urgency goes first. `signedKey` may have come out of signed memory, where great keys are below zero. */
  add(invoice: number, ticket: number, urgency: number, signedKey: number): void {
    const key = signedKey >>> 0
    if (this.count === this.#invoice.length) this.#grow()
    let place = this.count++
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!this.#isBefore(urgency, key, parent)) break
      this.#move(parent, place)
      place = parent
    }
    this.#set(place, invoice, ticket, urgency, key)
  }

  /** How many have not lapsed. `ticketOf` tells which ticket of an invoice still holds. */
  countHeld(ticketOf: (invoice: number) => number): number {
    let held = 0
    for (let place = 0; place < this.count; place++) {
      if (ticketOf(this.#invoice[place]!) === this.#ticket[place]) held++
    }
    return held
  }

  topInvoice(): number {
    return this.#invoice[0]!
  }

  topTicket(): number {
    return this.#ticket[0]!
  }

  removeTop(): void {
    const last = --this.count
    if (last <= 0) return
    const urgency = this.#urgency[last]!
    const key = this.#key[last]!
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      if (child >= last) break
      if (child + 1 < last && this.#isBefore(this.#urgency[child + 1]!, this.#key[child + 1]!, child)) child++
      if (!this.#isBefore(this.#urgency[child]!, this.#key[child]!, last)) break
      this.#move(child, place)
      place = child
    }
    this.#set(place, this.#invoice[last]!, this.#ticket[last]!, urgency, key)
  }

  #isBefore(urgency: number, key: number, other: number): boolean {
    const its = this.#urgency[other]!
    return urgency > its || (urgency === its && key < this.#key[other]!)
  }

  #move(from: number, to: number): void {
    this.#set(to, this.#invoice[from]!, this.#ticket[from]!, this.#urgency[from]!, this.#key[from]!)
  }

  #set(place: number, invoice: number, ticket: number, urgency: number, key: number): void {
    this.#invoice[place] = invoice
    this.#ticket[place] = ticket
    this.#urgency[place] = urgency
    this.#key[place] = key
  }

  #grow(): void {
    const size = this.#invoice.length * 2
    this.#urgency = grown(this.#urgency, size)
    this.#key = grown(this.#key, size)
    this.#ticket = grown(this.#ticket, size)
    this.#invoice = grown(this.#invoice, size)
  }
}
