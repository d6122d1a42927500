import type { TwoBooks } from '../goals/two-books.js'
import { Invoice } from '../invoices/invoice.js'
import { never } from '../plan.js'
import type { Account } from './account.js'

/**
 * An invoice that lives day by day, or an order on its way to one: what may still happen to it when, and who of the others
 * of its account and of its day stand next to it. An object, and not a row of a structure of arrays: an event touches most of
 * what there is to know of one invoice, which then lies in one place. Objects are reused; see `InvoicePool`.
 */
export class OpenInvoice extends Invoice {
  isBilled = false
  /** Whether a lever brought its order. */
  isAdded = false
  /** Before it is billed: the word of its payment. */
  payment = 0
  /** Days from delivery to invoice; −1 where nobody counts them. */
  lag = 0

  /** Its books where a goal is played for; null where there is one set of books. */
  twoBooks: TwoBooks | null = null
  /** The day on which it would be billed if nobody held it back or pulled it forward; −1 for the day on which it is. */
  billedOtherwise = -1
  /** The day on which what was credited for now is billed again. */
  billedAgain = never

  /** The day on which its payment is decided, and the next days on which something happens to it. */
  decided = never
  pays = never
  discounted = never
  disputeEnds = never
  concedes = false
  writtenOff = never
  contact = never
  promised = never
  keepsPromise = false

  /** From which day on the threshold has to be reached. */
  since = 0
  /** Contacts so far, the kind of the next one, the ticket that waits for somebody's time (0 for none), the last contact. */
  contacts = 0
  contactKind = 0
  ticket = 0
  lastContact = -never

  /** Its neighbours among those of the account; of one that is free, the next free one. */
  nextOfAccount: OpenInvoice | null = null
  previousOfAccount: OpenInvoice | null = null
  /** Its neighbours among those that wait for the same day, and that day; −1 for none. */
  nextOfDay: OpenInvoice | null = null
  previousOfDay: OpenInvoice | null = null
  waitsFor = -1

  /** Whose it is. */
  account: Account | null = null
  /** Its place in the pool. */
  number = 0

  /** Becomes a new one of an account, to which nothing happens yet. */
  begin(account: Account): void {
    this.decided = never
    this.pays = never
    this.discounted = never
    this.disputeEnds = never
    this.concedes = false
    this.writtenOff = never
    this.contact = never
    this.promised = never
    this.keepsPromise = false
    this.billedOtherwise = -1
    this.billedAgain = never
    this.boost = 1
    this.boostThrough = -never
    this.contacts = 0
    this.contactKind = 0
    this.ticket = 0
    this.lastContact = -never
    this.isBilled = false
    this.waitsFor = -1
    this.account = account
    this.habit = account.habit
    this.customer = account.customer
    this.customerKey = account.key
    this.segment = account.segment
    this.group = account.group
    const first = account.firstInvoice
    this.previousOfAccount = null
    this.nextOfAccount = first
    if (first !== null) first.previousOfAccount = this
    account.firstInvoice = this
  }

  /** Is closed, and none of its account's any more. */
  end(): void {
    const { nextOfAccount, previousOfAccount } = this
    if (nextOfAccount !== null) nextOfAccount.previousOfAccount = previousOfAccount
    if (previousOfAccount !== null) previousOfAccount.nextOfAccount = nextOfAccount
    else this.account!.firstInvoice = nextOfAccount
  }

  /** Whether nothing is going on that somebody would ask about if it were taken off the books. */
  isQuiet(day: number): boolean {
    return this.disputeEnds === never && this.promised === never && this.discounted === never && this.pays > day
  }

  /** The next day after one on which something happens. */
  nextDay(day: number): number {
    const next = Math.min(this.pays, this.discounted, this.disputeEnds, this.writtenOff, this.contact, this.promised)
    const own = Math.min(next, this.billedAgain)
    return own > day ? own : day + 1
  }
}
