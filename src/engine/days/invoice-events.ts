import { paymentDay, spendThreshold } from '../payment/payment-habit.js'
import { never, type Plan } from '../plan.js'
import type { CustomerPolicies } from '../policies/customer-policies.js'
import { type Decision, decision, decisionsPerContact } from '../random/purpose.js'
import { uniformOf } from '../random/word-draws.js'
import { ContactCalendar } from './contact-calendar.js'
import type { ContactDesk } from './contact-desk.js'
import type { InvoicePool } from './invoice-pool.js'
import type { OpenInvoice } from './open-invoice.js'

/** What happens to an invoice on its days: as `liveInvoice` has it, and contacts besides. */
export class InvoiceEvents {
  readonly #contacts: ContactCalendar

  constructor(
    readonly plan: Plan,
    readonly policies: CustomerPolicies,
    readonly invoices: InvoicePool,
    readonly desk: ContactDesk,
  ) {
    this.#contacts = new ContactCalendar(plan, policies)
  }

  /** Settles what will happen when, on the first day of the invoice. `policies` stands at its customer, here and below. */
  begin(invoice: OpenInvoice, first: number): void {
    invoice.isBilled = true
    if (invoice.open === 0) return
    const account = invoice.account!
    if (invoice.due < account.oldestDue) account.oldestDue = invoice.due
    invoice.writtenOff = this.policies.writeOffDay(invoice.due, first)
    invoice.since = first
    let afterDispute = first - 1
    if (invoice.isDisputed) {
      afterDispute = invoice.disputeEnd(first)
      invoice.disputeEnds = afterDispute
      invoice.concedes = invoice.isConceded()
      invoice.since = afterDispute + 1
      invoice.dispute(first, Math.min(afterDispute, invoice.writtenOff))
    }
    invoice.discounted = invoice.discountDay()
    if (invoice.discounted === never) this.#planPayment(invoice)
    this.#planContact(invoice, afterDispute)
  }

  /**
   * What is due on a day happens, payment first, then the end of a dispute, then the write-off, then what follows from these:
   * a promise is not kept, or the invoice is followed up. Whether it is still open.
   */
  happen(invoice: OpenInvoice, day: number): boolean {
    if (invoice.billedAgain === day) {
      invoice.billedAgain = never
      const hasMargin = this.plan.customers.marginRate[invoice.customer]! !== 0
      invoice.twoBooks!.billAgain(invoice.group, day, invoice.due, invoice.open, hasMargin)
      invoice.trace?.(day, 'billed again', invoice.open, invoice)
    }
    const before = invoice.open
    // What the deposit has paid whole comes here with nothing open.
    let isPaid = before === 0
    if (before > 0) {
      if (invoice.discounted === day) {
        invoice.payLessDiscount(day)
        isPaid = true
      } else if (invoice.pays === day) {
        this.#pay(invoice, day)
        isPaid = invoice.open === 0
      }
      if (invoice.open > 0 && invoice.disputeEnds === day) {
        invoice.resolveDispute(day, invoice.concedes)
        invoice.disputeEnds = never
      }
      if (invoice.open > 0 && invoice.writtenOff === day) invoice.writeOff(day)
      invoice.account!.exposure -= before - invoice.open
    }
    if (invoice.open === 0) {
      this.#end(invoice, day, isPaid)
      return false
    }
    if (invoice.promised === day) {
      invoice.tally.promiseDue(invoice.group, day, false)
      invoice.promised = never
      invoice.keepsPromise = false
    }
    if (invoice.contact === day) this.#followUp(invoice, day)
    return true
  }

  /**
   * A contact is made. Where it reaches who decides, payment is likelier for some days, as the last such contact has it; and it
   * may bring a promise. Until the promised day nothing is paid and nobody asks again; a promise that is kept is paid whole on
   * that day, which need not be a pay day. A customer that takes its discount pays in time for it, whatever it is asked.
   */
  contact(invoice: OpenInvoice, kind: number, day: number): void {
    const { contacts } = this.plan
    const { tally, group, habit } = invoice
    const number = invoice.contacts++
    invoice.lastContact = day
    tally.contact(group, day, contacts.kindFact[kind]!, contacts.kindCost[kind]!)
    // What is only sent reaches whom it reaches: nobody counts it.
    const rightParty = contacts.kindRightParty[kind]!
    if (rightParty >= 0) {
      if (!chances(invoice, decision.rightParty, number, rightParty)) return
      tally.reach(group, day)
    }
    const isSettled = invoice.discounted !== never
    if (!isSettled) {
      spend(invoice, day)
      invoice.boost = invoice.parameters.responses[contacts.kindMultiplier[kind]!]!
      invoice.boostThrough = day + contacts.kindEffectDays[kind]!
    }
    if (chances(invoice, decision.promise, number, contacts.kindPromise[kind]!)) {
      tally.promise(group, day)
      const promised = day + contacts.kindPromiseDays[kind]!
      invoice.promised = promised
      this.#planContact(invoice, promised)
      this.#lapse(invoice)
      if (isSettled) return
      invoice.keepsPromise =
        promised < habit.defaultDay && chances(invoice, decision.kept, number, contacts.kindKept[kind]!)
      invoice.since = promised + 1
    }
    if (!isSettled) this.#planPayment(invoice)
  }

  /**
   * What is open is credited for now and billed again on a later day with a new due day. Nothing is paid until then. The debt is no younger for it: the customer goes on as
   * before, and it is written off in its own time; but nobody follows it up until the new bill is past due.
   */
  creditForNow(invoice: OpenInvoice, day: number, again: number, due: number): void {
    invoice.twoBooks!.creditForNow(invoice.group, invoice.issued, invoice.due, day, invoice.open)
    invoice.trace?.(day, 'credited for now', invoice.open, invoice)
    spend(invoice, day)
    invoice.since = again
    invoice.issued = again
    invoice.due = due
    invoice.billedAgain = again
    invoice.writtenOff = Math.max(invoice.writtenOff, again)
    this.#lapse(invoice)
    this.#planPayment(invoice)
    this.#planContact(invoice, again - 1)
  }

  /** Is written off before its time, which the underlying books keep. */
  writeOffEarly(invoice: OpenInvoice, day: number): void {
    invoice.twoBooks!.keepWriteOff(Math.max(day, invoice.writtenOff))
    invoice.account!.exposure -= invoice.open
    invoice.writeOff(day)
    this.#end(invoice, day, false)
  }

  #pay(invoice: OpenInvoice, day: number): void {
    // What is promised is all that is open.
    if (invoice.keepsPromise) {
      invoice.receive(day, invoice.open)
      return
    }
    invoice.pay(day)
    if (invoice.open === 0) return
    invoice.since = day + 1
    this.#planPayment(invoice)
  }

  #planPayment(invoice: OpenInvoice): void {
    if (invoice.keepsPromise) {
      invoice.pays = invoice.promised
      return
    }
    const { habit, since } = invoice
    if (invoice.threshold > 0) invoice.decided = paymentDay(habit, invoice, since)
    else invoice.decided = since < habit.defaultDay ? since : never
    invoice.pays = habit.onPayDay(invoice.decided)
  }

  #planContact(invoice: OpenInvoice, after: number): void {
    invoice.contact = this.#contacts.next(invoice.due, after)
    invoice.contactKind = this.#contacts.kind
  }

  /** The plan asks for a contact: it is made at once if nobody's time is needed. */
  #followUp(invoice: OpenInvoice, day: number): void {
    const { plan, desk } = this
    const kind = invoice.contactKind
    const doer = plan.contacts.kindDoer[kind]!
    this.#planContact(invoice, day)
    if (doer === 0) {
      this.contact(invoice, kind, day)
      return
    }
    const pool = doer === 1 ? 0 : plan.customers.salesPool[invoice.customer]!
    // A customer without a salesperson gets no call of one.
    if (doer === 2 && pool === 0) return
    this.#lapse(invoice)
    invoice.ticket = desk.ask(pool, invoice, kind)
  }

  /** The contact that waits for somebody's time, if any, is not needed any more. */
  #lapse(invoice: OpenInvoice): void {
    if (invoice.ticket === 0) return
    invoice.ticket = 0
    this.desk.lapse()
  }

  /**
   * The invoice is closed. A promise falls due on its day all the same: kept, if the invoice was paid whole by then. A payment
   * past due counts as collected if any contact, whomever it reached, was made after the due day.
   */
  #end(invoice: OpenInvoice, day: number, isPaid: boolean): void {
    const { tally, group } = invoice
    if (invoice.promised !== never) tally.promiseDue(group, invoice.promised, isPaid)
    if (isPaid && day > invoice.due && invoice.lastContact > invoice.due) tally.collection(group, day)
    this.#lapse(invoice)
    this.invoices.give(invoice)
  }
}

/** What is decided of the n-th contact, with the probability that a response is. */
function chances(invoice: OpenInvoice, decided: Decision, contact: number, response: number): boolean {
  return uniformOf(invoice.word(decided + contact * decisionsPerContact)) < invoice.parameters.responses[response]!
}

/** Takes what has accumulated through a day off the threshold. What is decided by then, and waits for a pay day, stands. */
function spend(invoice: OpenInvoice, day: number): void {
  const { since } = invoice
  if (since > day) return
  if (invoice.decided <= day) invoice.threshold = 0
  else spendThreshold(invoice.habit, invoice, since, day)
  invoice.since = day + 1
}
