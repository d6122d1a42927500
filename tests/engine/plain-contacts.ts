import { type Decision, decision, decisionsPerContact } from '../../src/engine/random/purpose.js'
import { uniformOf } from '../../src/engine/random/word-draws.js'
import type { Beliefs } from './plain-beliefs.js'
import { type PlainCompany, policyOn } from './plain-company.js'
import type { PlainInvoice, PlainRequest } from './plain-invoice.js'
import { type Minutes, minutesOn, type PlainContactKind } from './plain-work.js'

/** How the contacts of a replicate went: those that need somebody's time. */
export interface PlainContactCounts {
  asked: number
  worked: number
  lapsed: number
}

/** What follows on a day from what has happened to an invoice: promises fall due, and it is followed up or needs that no more. */
export function followUp(
  company: PlainCompany,
  beliefs: Beliefs,
  counts: PlainContactCounts,
  invoice: PlainInvoice,
  day: number,
): void {
  if (invoice.open === 0) {
    close(counts, invoice, day)
    return
  }
  // Until the promised day, that day included, nobody asks; nor while the invoice is disputed.
  const isLeftAlone = invoice.promise !== null || (invoice.dispute !== null && day <= invoice.dispute.through)
  if (invoice.promise?.due === day) {
    invoice.events.push({ day, kind: 'promise due', amount: 0 })
    invoice.promise = null
  }
  const kind = isLeftAlone ? null : kindOn(invoice, day)
  if (kind === null) return
  if (kind.doer === 'nobody') {
    contact(beliefs, counts, invoice, kind, day)
    return
  }
  const of = kind.doer === 'collectors' ? kind.doer : invoice.payer.customer.salesperson
  // A customer without a salesperson gets no call of one.
  if (of === null) return
  // The contact takes the place of the one before it, if that has not been made yet.
  lapse(counts, invoice)
  counts.asked++
  invoice.request = { kind, of, urgency: urgencyOf(company, invoice) }
}

/** What the contact plan of the policy in force asks for on a day; null for nothing. */
function kindOn({ payer, due }: PlainInvoice, day: number): PlainContactKind | null {
  const { contacts } = policyOn(payer.customer, day)
  const step = contacts?.filter((own) => due + own.day <= day).at(-1)
  if (step === undefined) return null
  const daysSince = day - due - step.day
  return daysSince === 0 || (step.every !== null && daysSince % step.every === 0) ? step.kind : null
}

/** How urgent a contact is when it is asked for; it stays so. */
function urgencyOf({ work }: PlainCompany, { due, open, payer }: PlainInvoice): number {
  return { oldest: -due, largest: open, riskiest: payer.customer.risk }[work.order]
}

function lapse(counts: PlainContactCounts, invoice: PlainInvoice): void {
  if (invoice.request !== null) counts.lapsed++
  invoice.request = null
}

/** The invoice has been closed on a day: nobody needs to ask any more, and what was promised is kept if it was paid whole. */
function close(counts: PlainContactCounts, invoice: PlainInvoice, day: number): void {
  const { promise, events, lastContact, due } = invoice
  const isSettled = events.some(({ kind }) => kind === 'settled')
  if (promise !== null) events.push({ day: promise.due, kind: isSettled ? 'promise kept' : 'promise due', amount: 0 })
  if (isSettled && day > due && lastContact !== null && lastContact > due) {
    events.push({ day, kind: 'collection', amount: 0 })
  }
  lapse(counts, invoice)
}

/** A contact is made. Each has luck of its own: that of the n-th contact with the invoice. */
function contact(
  { respond }: Beliefs,
  counts: PlainContactCounts,
  invoice: PlainInvoice,
  kind: PlainContactKind,
  day: number,
): void {
  const { events, luck, payer, discountDay, contacts } = invoice
  const chance = (decided: Decision) => uniformOf(luck.word(decided + contacts * decisionsPerContact))
  events.push({ day, kind: 'contact', amount: 0, cost: kind.cost, fact: kind.fact })
  invoice.contacts++
  invoice.lastContact = day
  if (kind.rightParty !== null) {
    if (chance(decision.rightParty) >= respond(kind.rightParty)) return
    events.push({ day, kind: 'right party', amount: 0 })
  }
  // The last contact counts, from the next day on.
  invoice.boost = { factor: respond(kind.multiplier), through: day + kind.effectDays }
  if (chance(decision.promise) >= respond(kind.promise)) return
  events.push({ day, kind: 'promise', amount: 0 })
  const due = day + kind.promiseDays
  const isKept = discountDay === null && due < payer.defaultDay && chance(decision.kept) < respond(kind.kept)
  invoice.promise = { due, isKept }
  lapse(counts, invoice)
}

/** The people who make contacts. What is begun is finished, and its rest is taken from the time of the next days. */
export class PlainPeople {
  #owed = 0

  constructor(
    readonly of: PlainRequest['of'],
    readonly minutes: Minutes,
  ) {}

  work(beliefs: Beliefs, counts: PlainContactCounts, invoices: readonly PlainInvoice[], day: number): void {
    let left = minutesOn(this.minutes, day) - this.#owed
    const waiting = invoices.filter(({ request }) => request?.of === this.of)
    // Of two as urgent, the one with the smaller key comes first.
    waiting.sort((a, b) => b.request!.urgency - a.request!.urgency || a.luck.key - b.luck.key)
    for (const invoice of waiting) {
      if (left <= 0) break
      const { kind } = invoice.request!
      left -= kind.minutes
      counts.worked++
      invoice.request = null
      contact(beliefs, counts, invoice, kind, day)
    }
    this.#owed = Math.max(0, -left)
  }
}
