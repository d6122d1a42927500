import type { Invoice } from '../invoices/invoice.js'
import { never } from '../plan.js'
import { grown } from './grown.js'

type Columns = Record<string, Int32Array | Float64Array | Uint8Array>

/**
 * The invoices that are open, or ordered and not billed yet, as a structure of arrays. A slot is free again when its
 * invoice is closed, so that memory follows what is open and not what there ever was. Those of an account are a list.
 */
export class OpenInvoices {
  account = new Int32Array(0)
  policy = new Int32Array(0)
  issued = new Int32Array(0)
  due = new Int32Array(0)
  clockDue = new Int32Array(0)
  amount = new Float64Array(0)
  open = new Float64Array(0)
  threshold = new Float64Array(0)
  slowness = new Float64Array(0)
  key = new Int32Array(0)
  salt = new Int32Array(0)
  disputeAge = new Int32Array(0)
  isBilled = new Uint8Array(0)
  isAdded = new Uint8Array(0)
  isOpening = new Uint8Array(0)
  isDisputed = new Uint8Array(0)
  isPartlyPaid = new Uint8Array(0)
  group = new Int32Array(0)
  /** Before it is billed: the word of its payment. */
  payment = new Int32Array(0)
  /** Days from delivery to invoice; −1 where nobody counts them. */
  lag = new Int32Array(0)

  /** The day on which its payment is decided, and the next days on which something happens to it. */
  decided = new Int32Array(0)
  pays = new Int32Array(0)
  discounted = new Int32Array(0)
  disputeEnd = new Int32Array(0)
  isConceded = new Uint8Array(0)
  writtenOff = new Int32Array(0)
  contact = new Int32Array(0)
  promised = new Int32Array(0)
  keepsPromise = new Uint8Array(0)

  /** From which day on the threshold has to be reached, and what a contact multiplies the hazard by through which day. */
  since = new Int32Array(0)
  boost = new Float64Array(0)
  boostThrough = new Int32Array(0)
  /** Contacts so far, the kind of the next one, the ticket that waits for somebody's time (0 for none), the last contact. */
  contacts = new Int32Array(0)
  contactKind = new Int32Array(0)
  ticket = new Int32Array(0)
  lastContact = new Int32Array(0)

  /** The next and the previous slot of the account. */
  next = new Int32Array(0)
  previous = new Int32Array(0)
  #free = new Int32Array(0)
  #freeCount = 0
  #count = 0

  reset(): void {
    this.#count = 0
    this.#freeCount = 0
  }

  /** A slot for a new invoice, in which nothing waits to happen. */
  take(): number {
    let slot = this.#count
    if (this.#freeCount > 0) slot = this.#free[--this.#freeCount]!
    else if (this.#count++ === this.account.length) this.#grow()
    this.decided[slot] = never
    this.pays[slot] = never
    this.discounted[slot] = never
    this.disputeEnd[slot] = never
    this.writtenOff[slot] = never
    this.contact[slot] = never
    this.promised[slot] = never
    this.isConceded[slot] = 0
    this.keepsPromise[slot] = 0
    this.boost[slot] = 1
    this.boostThrough[slot] = -never
    this.contacts[slot] = 0
    this.contactKind[slot] = 0
    this.ticket[slot] = 0
    this.lastContact[slot] = -never
    this.isBilled[slot] = 0
    return slot
  }

  give(slot: number): void {
    this.#free[this.#freeCount++] = slot
  }

  load(slot: number, invoice: Invoice): void {
    invoice.policy = this.policy[slot]!
    invoice.group = this.group[slot]!
    invoice.issued = this.issued[slot]!
    invoice.due = this.due[slot]!
    invoice.clockDue = this.clockDue[slot]!
    invoice.amount = this.amount[slot]!
    invoice.open = this.open[slot]!
    invoice.threshold = this.threshold[slot]!
    invoice.slowness = this.slowness[slot]!
    invoice.key = this.key[slot]!
    invoice.salt = this.salt[slot]!
    invoice.disputeAge = this.disputeAge[slot]!
    invoice.isOpening = this.isOpening[slot] === 1
    invoice.isDisputed = this.isDisputed[slot] === 1
    invoice.isPartlyPaid = this.isPartlyPaid[slot] === 1
  }

  /** Puts the invoice at hand into a slot. */
  put(slot: number, invoice: Invoice): void {
    this.policy[slot] = invoice.policy
    this.group[slot] = invoice.group
    this.issued[slot] = invoice.issued
    this.due[slot] = invoice.due
    this.clockDue[slot] = invoice.clockDue
    this.amount[slot] = invoice.amount
    this.slowness[slot] = invoice.slowness
    this.key[slot] = invoice.key
    this.salt[slot] = invoice.salt
    this.disputeAge[slot] = invoice.disputeAge
    this.isOpening[slot] = invoice.isOpening ? 1 : 0
    this.isDisputed[slot] = invoice.isDisputed ? 1 : 0
    this.update(slot, invoice)
  }

  /** Keeps what may have changed since the invoice was put there. */
  update(slot: number, invoice: Invoice): void {
    this.open[slot] = invoice.open
    this.threshold[slot] = invoice.threshold
    this.isPartlyPaid[slot] = invoice.isPartlyPaid ? 1 : 0
  }

  #grow(): void {
    const size = Math.max(1024, this.account.length * 2)
    const columns = this as unknown as Columns
    for (const [name, column] of Object.entries(columns)) {
      if (ArrayBuffer.isView(column)) columns[name] = grown(column, size)
    }
    this.#free = grown(this.#free, size)
  }
}
