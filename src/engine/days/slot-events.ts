import type { CustomerPolicies } from '../customers/customer-policies.js'
import type { Invoice } from '../invoices/invoice.js'
import { accumulatedBetween, type Boost, paymentDay } from '../payment/payment-habit.js'
import { never, type Plan } from '../plan.js'
import { type Decision, decision, decisionsPerContact } from '../random/purpose.js'
import { uniformOf } from '../random/word-draws.js'
import type { Account } from './account.js'
import { ContactCalendar } from './contact-calendar.js'
import type { ContactDesk } from './contact-desk.js'
import type { DayQueue } from './day-queue.js'
import type { OpenInvoices } from './open-invoices.js'

/** No threshold that is not reached yet is taken to nothing by rounding. */
const leastThreshold = 1e-12

/** What happens to the invoice at hand, which stands in a slot, on its days: as `liveInvoice` has it, and contacts besides. */
export class SlotEvents {
  readonly #contacts: ContactCalendar
  readonly #boost: Boost = { factor: 1, through: -never }

  constructor(
    readonly plan: Plan,
    readonly invoice: Invoice,
    readonly policies: CustomerPolicies,
    readonly slots: OpenInvoices,
    readonly desk: ContactDesk,
    readonly standAt: (account: number) => void,
  ) {
    this.#contacts = new ContactCalendar(plan, policies)
  }

  /** Settles what will happen when, on the first day of the invoice. */
  begin(slot: number, first: number): void {
    const { invoice, slots } = this
    slots.isBilled[slot] = 1
    if (invoice.open === 0) return
    slots.put(slot, invoice)
    slots.writtenOff[slot] = this.policies.writeOffDay(invoice.due, first)
    slots.since[slot] = first
    let afterDispute = first - 1
    if (invoice.isDisputed) {
      afterDispute = invoice.disputeEnd(first)
      slots.disputeEnd[slot] = afterDispute
      slots.isConceded[slot] = invoice.isConceded() ? 1 : 0
      slots.since[slot] = afterDispute + 1
      invoice.dispute(first, Math.min(afterDispute, slots.writtenOff[slot]!))
    }
    slots.discounted[slot] = invoice.discountDay()
    if (slots.discounted[slot] === never) this.#planPayment(slot)
    this.#planContact(slot, afterDispute)
  }

  /**
   * What is due on a day happens, payment first, then the end of a dispute, then the write-off, then what follows from these:
   * a promise is not kept, or the invoice is followed up. Whether it is still open.
   */
  happen(slot: number, account: Account, day: number): boolean {
    const { invoice, slots } = this
    const before = invoice.open
    // What the deposit has paid whole comes here with nothing open.
    let isPaid = before === 0
    if (before > 0) {
      if (slots.discounted[slot] === day) {
        invoice.payLessDiscount(day)
        isPaid = true
      } else if (slots.pays[slot] === day) {
        this.#pay(slot, day)
        isPaid = invoice.open === 0
      }
      if (invoice.open > 0 && slots.disputeEnd[slot] === day) {
        invoice.resolveDispute(day, slots.isConceded[slot] === 1)
        slots.disputeEnd[slot] = never
      }
      if (invoice.open > 0 && slots.writtenOff[slot] === day) invoice.writeOff(day)
      account.exposure -= before - invoice.open
    }
    if (invoice.open === 0) {
      this.#end(slot, account, day, isPaid)
      return false
    }
    if (slots.promised[slot] === day) {
      invoice.tally.promiseDue(invoice.group, day, false)
      slots.promised[slot] = never
      slots.keepsPromise[slot] = 0
    }
    if (slots.contact[slot] === day) this.#followUp(slot, day)
    return true
  }

  /** The next day on which something happens to the slot. */
  nextDay(slot: number, day: number): number {
    const { slots } = this
    const next = Math.min(
      slots.pays[slot]!,
      slots.discounted[slot]!,
      slots.disputeEnd[slot]!,
      slots.writtenOff[slot]!,
      slots.contact[slot]!,
      slots.promised[slot]!,
    )
    return next > day ? next : day + 1
  }

  /** The day's work of people. */
  work(day: number, queue: DayQueue): void {
    const { slots, invoice, desk } = this
    desk.work(
      day,
      (slot) => slots.ticket[slot]!,
      (slot, kind) => {
        slots.ticket[slot] = 0
        this.standAt(slots.account[slot]!)
        slots.load(slot, invoice)
        this.#contact(slot, kind, day)
        slots.update(slot, invoice)
        queue.schedule(slot, this.nextDay(slot, day))
      },
    )
  }

  #pay(slot: number, day: number): void {
    const { invoice, slots } = this
    // What is promised is all that is open.
    if (slots.keepsPromise[slot] === 1) {
      invoice.receive(day, invoice.open)
      return
    }
    invoice.pay(day)
    if (invoice.open === 0) return
    slots.since[slot] = day + 1
    this.#planPayment(slot)
  }

  #planPayment(slot: number): void {
    const { invoice, slots } = this
    if (slots.keepsPromise[slot] === 1) {
      slots.pays[slot] = slots.promised[slot]!
      return
    }
    const { habit } = invoice
    slots.decided[slot] = this.#decisionDay(slot)
    slots.pays[slot] = habit.onPayDay(slots.decided[slot]!)
  }

  #decisionDay(slot: number): number {
    const { habit, clockDue, threshold } = this.invoice
    const since = this.slots.since[slot]!
    if (threshold > 0) return paymentDay(habit, clockDue, since, threshold, this.#boostOf(slot))
    return since < habit.defaultDay ? since : never
  }

  #boostOf(slot: number): Boost {
    const boost = this.#boost
    boost.factor = this.slots.boost[slot]!
    boost.through = this.slots.boostThrough[slot]!
    return boost
  }

  #planContact(slot: number, after: number): void {
    this.slots.contact[slot] = this.#contacts.next(this.invoice.due, after)
    this.slots.contactKind[slot] = this.#contacts.kind
  }

  /** The plan asks for a contact: it is made at once if nobody's time is needed. */
  #followUp(slot: number, day: number): void {
    const { invoice, slots, plan, desk } = this
    const kind = slots.contactKind[slot]!
    const doer = plan.contacts.kindDoer[kind]!
    this.#planContact(slot, day)
    if (doer === 0) {
      this.#contact(slot, kind, day)
      return
    }
    const pool = doer === 1 ? 0 : plan.customers.salesPool[invoice.customer]!
    // A customer without a salesperson gets no call of one.
    if (doer === 2 && pool === 0) return
    this.#lapse(slot)
    slots.ticket[slot] = desk.ask(pool, slot, kind, this.#urgency(), invoice.key)
  }

  #urgency(): number {
    const { invoice, plan } = this
    const { orderOfWork } = plan.contacts
    if (orderOfWork === 0) return -invoice.due
    return orderOfWork === 1 ? invoice.open : plan.customers.risk[invoice.customer]!
  }

  /**
   * A contact is made. Where it reaches who decides, payment is likelier for some days, as the last such contact has it; and it
   * may bring a promise. Until the promised day nothing is paid and nobody asks again; a promise that is kept is paid whole on
   * that day, which need not be a pay day. A customer that takes its discount pays in time for it, whatever it is asked.
   */
  #contact(slot: number, kind: number, day: number): void {
    const { invoice, slots, plan } = this
    const { contacts } = plan
    const { tally, group, habit } = invoice
    const number = slots.contacts[slot]!
    slots.contacts[slot] = number + 1
    slots.lastContact[slot] = day
    tally.contact(group, day, contacts.kindFact[kind]!, contacts.kindCost[kind]!)
    // What is only sent reaches whom it reaches: nobody counts it.
    const rightParty = contacts.kindRightParty[kind]!
    if (rightParty >= 0) {
      if (!this.#chances(decision.rightParty, number, rightParty)) return
      tally.reach(group, day)
    }
    const isSettled = slots.discounted[slot] !== never
    if (!isSettled) {
      this.#spend(slot, day)
      slots.boost[slot] = invoice.parameters.responses[contacts.kindMultiplier[kind]!]!
      slots.boostThrough[slot] = day + contacts.kindEffectDays[kind]!
    }
    if (this.#chances(decision.promise, number, contacts.kindPromise[kind]!)) {
      tally.promise(group, day)
      const promised = day + contacts.kindPromiseDays[kind]!
      slots.promised[slot] = promised
      this.#planContact(slot, promised)
      this.#lapse(slot)
      if (isSettled) return
      const isKept = promised < habit.defaultDay && this.#chances(decision.kept, number, contacts.kindKept[kind]!)
      slots.keepsPromise[slot] = isKept ? 1 : 0
      slots.since[slot] = promised + 1
    }
    if (!isSettled) this.#planPayment(slot)
  }

  /** What is decided of the n-th contact, with the probability that a response is. */
  #chances(decided: Decision, contact: number, response: number): boolean {
    const { invoice } = this
    return uniformOf(invoice.word(decided + contact * decisionsPerContact)) < invoice.parameters.responses[response]!
  }

  /** The contact that waits for somebody's time, if any, is not needed any more. */
  #lapse(slot: number): void {
    const { slots, desk } = this
    if (slots.ticket[slot] === 0) return
    slots.ticket[slot] = 0
    desk.lapse()
  }

  /** Takes what has accumulated through a day off the threshold. What is decided by then, and waits for a pay day, stands. */
  #spend(slot: number, day: number): void {
    const { invoice, slots } = this
    const since = slots.since[slot]!
    if (since > day) return
    if (slots.decided[slot]! <= day) invoice.threshold = 0
    else {
      const spent = accumulatedBetween(invoice.habit, invoice.clockDue, since, day, this.#boostOf(slot))
      invoice.threshold = Math.max(leastThreshold, invoice.threshold - spent)
    }
    slots.since[slot] = day + 1
  }

  /**
   * The invoice is closed. A promise falls due on its day all the same: kept, if the invoice was paid whole by then. A payment
   * past due counts as collected if any contact, whomever it reached, was made after the due day.
   */
  #end(slot: number, account: Account, day: number, isPaid: boolean): void {
    const { invoice, slots } = this
    const { tally, group } = invoice
    if (slots.promised[slot] !== never) tally.promiseDue(group, slots.promised[slot]!, isPaid)
    if (isPaid && day > invoice.due && slots.lastContact[slot]! > invoice.due) tally.collection(group, day)
    this.#lapse(slot)
    const next = slots.next[slot]!
    const previous = slots.previous[slot]!
    if (next >= 0) slots.previous[next] = previous
    if (previous >= 0) slots.next[previous] = next
    else account.firstSlot = next
    slots.give(slot)
  }
}
