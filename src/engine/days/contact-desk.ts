import { horizonOf, type Plan } from '../plan.js'
import { grown } from './grown.js'
import type { InvoicePool } from './invoice-pool.js'
import type { OpenInvoice } from './open-invoice.js'
import { WorkList } from './work-list.js'

/** How the contacts of a replicate went. Those asked for are worked, lapsed or still waiting (`ContactDesk.waiting`). */
export interface ContactCounts {
  asked: number
  worked: number
  /**
   * Not needed any more: the invoice was closed, a promise came in, or the next contact that needs somebody's time took its
   * place.
   */
  lapsed: number
}

/**
 * The people who make contacts, and what waits for their time. Each pool works off its list in the order of urgency, as many
 * minutes a day as it has. A contact that is begun is finished; its rest is taken from the next day's time.
 */
export class ContactDesk {
  readonly counts: ContactCounts = { asked: 0, worked: 0, lapsed: 0 }
  readonly #lists: WorkList[]
  readonly #days: number
  #tickets = 0
  /** By ticket: the kind of contact. */
  #kind = new Uint8Array(1024)

  constructor(
    readonly plan: Plan,
    readonly invoices: InvoicePool,
  ) {
    const { minutes } = plan.contacts
    this.#days = horizonOf(plan) + 1
    this.#lists = Array.from({ length: minutes.length / this.#days }, () => new WorkList())
  }

  reset(): void {
    for (const list of this.#lists) list.reset()
    this.#tickets = 0
    this.counts.asked = 0
    this.counts.worked = 0
    this.counts.lapsed = 0
  }

  /** The contacts that wait, counted on the lists themselves. */
  get waiting(): number {
    return this.#lists.reduce((sum, list) => sum + list.countHeld(this.#ticketOf), 0)
  }

  /** Asks a pool for a contact, and returns the ticket. */
  ask(pool: number, invoice: OpenInvoice, kind: number): number {
    const ticket = ++this.#tickets
    if (ticket >= this.#kind.length) this.#kind = grown(this.#kind, this.#kind.length * 2)
    this.#kind[ticket] = kind
    this.counts.asked++
    this.#lists[pool]!.add(invoice.number, ticket, this.#urgency(invoice), invoice.key)
    return ticket
  }

  lapse(): void {
    this.counts.lapsed++
  }

  /** A day's work: makes contacts while there is time. */
  work(day: number, contact: (invoice: OpenInvoice, kind: number, day: number) => void): void {
    const { minutes, kindMinutes } = this.plan.contacts
    for (let pool = 0; pool < this.#lists.length; pool++) {
      const list = this.#lists[pool]!
      let left = minutes[pool * this.#days + day]! - list.owed
      list.owed = 0
      while (list.count > 0 && left > 0) {
        const invoice = this.invoices.at(list.topInvoice())
        const ticket = list.topTicket()
        list.removeTop()
        if (invoice.ticket !== ticket) continue
        invoice.ticket = 0
        const kind = this.#kind[ticket]!
        left -= kindMinutes[kind]!
        this.counts.worked++
        contact(invoice, kind, day)
      }
      if (left < 0) list.owed = -left
    }
  }

  /** Which ticket of an invoice still holds. */
  readonly #ticketOf = (number: number) => this.invoices.at(number).ticket

  #urgency(invoice: OpenInvoice): number {
    const { orderOfWork } = this.plan.contacts
    if (orderOfWork === 0) return -invoice.due
    return orderOfWork === 1 ? invoice.open : this.plan.customers.risk[invoice.customer]!
  }
}
