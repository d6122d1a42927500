import { addDays, type Day } from '../calendar/day.js'
import { type Cents, cents } from '../money/cents.js'
import type { DemoActivity, DemoAdjustment, DemoDispute, DemoInvoice } from './demo-rows.js'
import type { DemoParameters } from './demo-truth.js'
import type { InvoiceFate, ShortPayEnding } from './invoice-fate.js'
import { shareOf } from './new-invoice.js'
import type { PaymentHazards } from './payment-hazards.js'
import type { ContactPlan, PlannedContact } from './plan-contacts.js'

/** A credit note that waits to be applied to one of its customer's invoices. */
export interface OpenCredit {
  readonly creditNoteId: string
  readonly amount: Cents
  /** The first day on which it may be applied. */
  readonly from: Day
}

/** What an invoice meets in the life of its customer and company. */
export interface InvoiceWorld {
  readonly parameters: DemoParameters
  readonly end: Day
  readonly hazards: PaymentHazards
  /** The first day on which the customer pays nothing any more; null if that is after the end. */
  readonly defaultDay: Day | null
  /** The customer's credit notes that are still to be applied; the one that is applied is taken out. */
  readonly credits: OpenCredit[]
  /** The contacts planned for the invoice; asked for on the first day after its due date. */
  contacts(): ContactPlan
}

type InvoiceAdjustment = Pick<DemoAdjustment, 'date' | 'amount' | 'kind' | 'reason'>
type InvoiceDispute = Pick<DemoDispute, 'openedOn' | 'amount' | 'resolvedOn' | 'conceded'>
export type InvoiceContact = Pick<
  DemoActivity,
  'date' | 'kind' | 'rightParty' | 'promisedOn' | 'promisedAmount' | 'kept'
> & {
  readonly minutes: number
}

/** Money that came in for one invoice. */
export interface InvoicePayment {
  readonly day: Day
  readonly amount: Cents
  readonly discount: Cents
  /** What came in beyond what was open. */
  readonly excess: Cents
}

/** What happened to an invoice up to the ledger's end. */
export interface InvoiceLife {
  readonly payments: InvoicePayment[]
  readonly credits: { readonly creditNoteId: string; readonly day: Day; readonly amount: Cents }[]
  readonly adjustments: InvoiceAdjustment[]
  readonly contacts: InvoiceContact[]
  readonly dispute: InvoiceDispute | null
  /** The day on which it was credited in full to be billed again. */
  readonly rebilledOn: Day | null
}

/**
 * Walks an invoice day by day from the day after its date. On each day that it is open, undisputed and its customer
 * has not defaulted, its hazard accumulates; it is paid on the first day on which that reaches its threshold.
 */
export function liveInvoice(invoice: DemoInvoice, fate: InvoiceFate, world: InvoiceWorld): InvoiceLife {
  const walk = new InvoiceWalk(invoice, fate, world)
  for (let day = addDays(invoice.invoiceDate, 1); day <= world.end && walk.open > 0; day++) walk.pass(day as Day)
  return walk
}

type Open<T> = { -readonly [K in keyof T]: T[K] }

class InvoiceWalk implements InvoiceLife {
  readonly payments: InvoicePayment[] = []
  readonly credits: { creditNoteId: string; day: Day; amount: Cents }[] = []
  readonly adjustments: InvoiceAdjustment[] = []
  readonly contacts: Open<InvoiceContact>[] = []
  dispute: Open<InvoiceDispute> | null = null
  rebilledOn: Day | null = null
  /** What is open, in cents. */
  open: number
  #disputed = 0
  #accumulated = 0
  #band = 0
  /** The last day of a contact's effect, and its multiplier on the hazard. */
  #liftedUntil = Number.NEGATIVE_INFINITY
  #lift = 1
  #plan: ContactPlan | null = null
  #nextContact: PlannedContact | null = null
  #promise: { readonly day: number; readonly keeps: boolean; readonly contact: Open<InvoiceContact> } | null = null
  /** What is left of a short payment waits for its end, whatever that is. */
  #rest: { readonly day: number; readonly reason: string; readonly ending: ShortPayEnding } | null = null
  readonly #writeOffDay: number
  readonly #defaultDay: number

  constructor(
    readonly invoice: DemoInvoice,
    readonly fate: InvoiceFate,
    readonly world: InvoiceWorld,
  ) {
    this.open = invoice.amount
    this.#writeOffDay = invoice.dueDate + world.parameters.writeOffDaysPastDue
    this.#defaultDay = world.defaultDay ?? Number.POSITIVE_INFINITY
  }

  /** One day: credits in the morning, then payments, in the evening write-offs and contacts. */
  pass(day: Day): void {
    if (this.fate.dispute !== null) this.#argue(day)
    if (this.#disputed > 0 || this.open === 0) return
    if (this.world.credits.length > 0 && this.#promise === null) this.#applyCredit(day)
    if (this.#rest !== null) this.#endRest(day)
    else if (this.#promise !== null) this.#awaitPromise(day)
    else if (day < this.#defaultDay) this.#mayPay(day)
    if (this.open === 0) return
    if (day >= this.#writeOffDay) this.#writeOff(day)
    else if (day > this.invoice.dueDate && this.#rest === null && this.#promise === null) this.#contact(day)
  }

  #argue(day: Day): void {
    const { openedOn, resolvedOn, fraction, conceded, rebilledShare, reason } = this.fate.dispute!
    if (day === openedOn) {
      this.#disputed = shareOf(this.open, fraction)
      this.dispute = { openedOn, amount: cents(this.#disputed), resolvedOn: null, conceded: null }
    }
    if (day === resolvedOn && this.dispute !== null) {
      this.dispute.resolvedOn = day
      this.dispute.conceded = conceded
      if (conceded) {
        this.#adjust(day, 'credit_memo', this.#disputed, `dispute: ${reason}`)
        this.open -= this.#disputed
        if (rebilledShare !== null) this.rebilledOn = day
      }
      this.#disputed = 0
    }
  }

  #applyCredit(day: Day): void {
    const { credits } = this.world
    const index = credits.findIndex(({ from, amount }) => from <= day && amount < this.open)
    if (index < 0) return
    const [{ creditNoteId, amount }] = credits.splice(index, 1) as [OpenCredit]
    this.credits.push({ creditNoteId, day, amount })
    this.open -= amount
  }

  #mayPay(day: Day): void {
    const { earlyPayment, thresholds, firstFraction } = this.fate
    if (earlyPayment !== null && day <= earlyPayment.paidOn) {
      if (day === earlyPayment.paidOn) this.#payEarly(day)
      return
    }
    const { edges } = this.world.hazards
    const daysPastDue = day - this.invoice.dueDate
    while (this.#band < edges.length && daysPastDue >= edges[this.#band]!) this.#band++
    const lift = day <= this.#liftedUntil ? this.#lift : 1
    this.#accumulated += this.world.hazards.accumulation(day, this.#band, lift)
    const isFirst = this.payments.length === 0
    if (this.#accumulated < thresholds[isFirst ? 0 : 1]) return
    this.#accumulated = 0
    if (isFirst && firstFraction < 1 && this.open > 1) {
      this.#pay(day, Math.min(this.open - 1, shareOf(this.open, firstFraction)))
    } else this.#payRest(day)
  }

  #payEarly(day: Day): void {
    const { rate, isEarned } = this.fate.earlyPayment!
    const discount = Math.min(this.open - 1, Math.round(this.open * rate))
    if (isEarned) this.#pay(day, this.open - discount, discount)
    else this.#fallShort(day, discount, 'unearned discount')
  }

  #payRest(day: Day): void {
    const { shortPay, excessShare } = this.fate
    const { amount } = this.invoice
    const short = shortPay.isShort ? Math.min(shortPay.most, shareOf(amount, shortPay.share)) : 0
    if (short > 0 && short < this.open) this.#fallShort(day, short, 'short payment')
    else this.#pay(day, this.open, 0, Math.round(amount * excessShare))
  }

  #fallShort(day: Day, short: number, reason: string): void {
    const { ending, afterDays } = this.fate.shortPay
    this.#pay(day, this.open - short)
    if (this.open > 0) this.#rest = { day: day + afterDays, reason, ending }
  }

  #endRest(day: Day): void {
    const { day: endsOn, reason, ending } = this.#rest!
    if (day !== endsOn) return
    if (ending === 'paid') {
      if (day < this.#defaultDay) this.#pay(day, this.open)
      return
    }
    if (ending === 'credited') this.#adjust(day, 'credit_memo', this.open, reason)
    else this.#adjust(day, 'write_off', this.open, `small balance: ${reason}`)
    this.open = 0
  }

  #awaitPromise(day: Day): void {
    const { day: promisedOn, keeps, contact } = this.#promise!
    if (day < promisedOn) return
    contact.kept = keeps && day < this.#defaultDay
    if (contact.kept) this.#pay(day, this.open)
    this.#promise = null
  }

  #writeOff(day: Day): void {
    const { recovery, reversedAfterDays } = this.fate
    const isDefault = day >= this.#defaultDay
    const amount = this.open
    this.#adjust(day, 'write_off', amount, isDefault ? 'customer default' : 'uncollectible')
    this.open = 0
    if (reversedAfterDays !== null && this.#defaultDay === Number.POSITIVE_INFINITY) {
      const paidOn = addDays(day, reversedAfterDays)
      if (paidOn > this.world.end) return
      this.#adjust(paidOn, 'write_off_reversal', amount, 'paid after the write-off')
      this.payments.push({ day: paidOn, amount: cents(amount), discount: cents(0), excess: cents(0) })
    } else if (recovery !== null && day + recovery.daysAfterWriteOff <= this.world.end) {
      const recoveredOn = addDays(day, recovery.daysAfterWriteOff)
      this.#adjust(recoveredOn, 'recovery', shareOf(amount, recovery.share), 'collection agency')
    }
  }

  #contact(day: Day): void {
    if (this.#plan === null) {
      this.#plan = this.world.contacts()
      this.#nextContact = this.#plan()
    }
    const daysPastDue = day - this.invoice.dueDate
    // What fell into a dispute or the waiting for a promise is left out.
    while (this.#nextContact && this.#nextContact.daysPastDue < daysPastDue) this.#nextContact = this.#plan()
    if (this.#nextContact?.daysPastDue !== daysPastDue) return
    const { kind, reached, promise, minutes } = this.#nextContact
    const { hazardMultiplier, effectDays } = this.world.parameters.contacts.kinds[kind]
    const contact: Open<InvoiceContact> = {
      date: day,
      kind,
      rightParty: reached,
      promisedOn: promise && addDays(day, promise.days),
      promisedAmount: promise && cents(this.open),
      kept: null,
      minutes,
    }
    this.contacts.push(contact)
    if (promise) this.#promise = { day: day + promise.days, keeps: promise.keeps, contact }
    if (reached !== false) {
      this.#liftedUntil = day + effectDays
      this.#lift = hazardMultiplier
    }
  }

  #pay(day: Day, amount: number, discount = 0, excess = 0): void {
    this.payments.push({ day, amount: cents(amount), discount: cents(discount), excess: cents(excess) })
    this.open -= amount + discount
  }

  #adjust(date: Day, kind: DemoAdjustment['kind'], amount: number, reason: string): void {
    this.adjustments.push({ date, kind, amount: cents(amount), reason })
  }
}
