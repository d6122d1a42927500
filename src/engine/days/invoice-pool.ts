import { TwoBooks } from '../goals/two-books.js'
import type { InvoiceTrace } from '../invoices/invoice.js'
import type { Plan } from '../plan.js'
import type { ReplicateParameters } from '../replicate-parameters.js'
import type { Tally } from '../tally/tally.js'
import type { Account } from './account.js'
import { OpenInvoice } from './open-invoice.js'

/**
 * The invoices of a replicate that are open, or delivered and not billed yet: an object serves again when its invoice is
 * closed, so that memory follows what is open and not what there ever was.
 */
export class InvoicePool {
  readonly #all: OpenInvoice[] = []
  #taken = 0
  /** The first free one; the next is its `nextOfAccount`. Linked, as an array would be made anew when it grows. */
  #free: OpenInvoice | null = null

  constructor(
    readonly plan: Plan,
    readonly parameters: ReplicateParameters,
    readonly tally: Tally,
    readonly trace: InvoiceTrace | null,
    /** The second books, where a goal is played for. */
    readonly underlying: Tally | null,
  ) {}

  reset(): void {
    this.#taken = 0
    this.#free = null
  }

  /** The invoice with a number. */
  at(number: number): OpenInvoice {
    return this.#all[number]!
  }

  take(account: Account): OpenInvoice {
    const invoice = this.#free ?? this.#next(account)
    if (invoice === this.#free) this.#free = invoice.nextOfAccount
    invoice.begin(account)
    invoice.twoBooks?.begin(account.owner)
    return invoice
  }

  /** The invoice is closed and none of its account's any more. */
  give(invoice: OpenInvoice): void {
    invoice.end()
    invoice.nextOfAccount = this.#free
    this.#free = invoice
  }

  #next(account: Account): OpenInvoice {
    const number = this.#taken++
    if (number < this.#all.length) return this.#all[number]!
    const { plan, parameters, tally, underlying } = this
    const twoBooks = underlying === null ? null : new TwoBooks(tally, underlying)
    const invoice = new OpenInvoice(plan, parameters, twoBooks ?? tally, account.habit, account.firstPhase.policy)
    invoice.twoBooks = twoBooks
    invoice.trace = this.trace
    invoice.number = number
    this.#all.push(invoice)
    return invoice
  }
}
