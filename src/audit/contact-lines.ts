import type { Period } from '../calendar/period.js'
import type { FlowFact } from '../facts/columns.js'
import { noDay } from '../ledger/no-day.js'
import { textAt } from '../ledger/text-at.js'
import type { FactLine } from './fact-line.js'
import type { GroupRows } from './group-rows.js'
import { daysOf, type FlowLister } from './line-listers.js'

/** An activity of the group, with what it says of itself. */
interface Contact {
  readonly row: number
  readonly kind: string
  readonly isRightParty: boolean
  /** `noDay` if nothing was promised. */
  readonly promisedOn: number
  readonly isKept: boolean
  /** NaN if it is not stated. */
  readonly cost: number
}

const isCall = ({ kind }: Contact) => kind === 'call' || kind === 'sales_call'
const reachedSomeone = (contact: Contact) => isCall(contact) && contact.isRightParty

/** What is behind the flows of contacts with customers, of what they brought and cost, and of surveys. */
export const contactLines = {
  invoice_copies: contactsBy((contact) => counted(contact.kind === 'invoice_copy')),
  emails: contactsBy((contact) => counted(contact.kind === 'email')),
  calls: contactsBy((contact) => counted(contact.kind === 'call')),
  sales_calls: contactsBy((contact) => counted(contact.kind === 'sales_call')),
  right_party_contacts: contactsBy((contact) => counted(reachedSomeone(contact))),
  promises: contactsBy((contact) => counted(reachedSomeone(contact) && contact.promisedOn !== noDay)),
  promises_due: contactsBy(() => 1, dayOfPromise),
  promises_kept: contactsBy((contact) => counted(contact.isKept), dayOfPromise),
  collection_cost: contactsBy(({ cost }) => (Number.isNaN(cost) ? null : cost)),
  collections: collectedInvoices,
  surveys: (rows, periods) => surveysBy(rows, periods, () => 1),
  survey_scores: (rows, periods) => surveysBy(rows, periods, (score) => score),
} satisfies Partial<Record<FlowFact, FlowLister>>

function counted(holds: boolean): number | null {
  return holds ? 1 : null
}

function dayOfContact(rows: GroupRows, { row }: Contact): number {
  return rows.ledger.activities.day[row]!
}

function dayOfPromise(_: GroupRows, { promisedOn }: Contact): number {
  return promisedOn
}

/** The contacts that `measure` gives a value, by their own day or by that of their promise. */
function contactsBy(measure: (contact: Contact) => number | null, dayOf = dayOfContact): FlowLister {
  return (rows, periods) => {
    const { ids, customer } = rows.ledger.activities
    const { start, end } = daysOf(periods)
    const lines: FactLine[] = []
    eachContact(rows, (contact) => {
      const day = dayOf(rows, contact)
      const value = day < start || day > end ? null : measure(contact)
      if (value === null) return
      const { row } = contact
      const [dated, note] = [dayOfContact(rows, contact), contactText(rows, contact)]
      lines.push(rows.customerLine('activity', ids.at(row)!, customer[row]!, dated, value, note, day))
    })
    return lines
  }
}

/** An activity belongs to the group of the invoice that it names, or else of its customer. */
function eachContact(rows: GroupRows, visit: (contact: Contact) => void): void {
  const { count, customer, invoice, attributes, days, amounts } = rows.ledger.activities
  const text = (name: string) => {
    const column = attributes.get(name)
    return (row: number) => (column === undefined ? null : textAt(column, row))
  }
  const [kind, rightParty, kept] = [text('kind'), text('right_party'), text('kept')]
  const [promised, cost] = [days.get('promised_on'), amounts.get('cost')]
  for (let row = 0; row < count; row++) {
    if (!(invoice[row]! >= 0 ? rows.hasInvoice(invoice[row]!) : rows.hasCustomer(customer[row]!))) continue
    visit({
      row,
      kind: kind(row) ?? '',
      isRightParty: rightParty(row) === 'yes',
      promisedOn: promised?.[row] ?? noDay,
      isKept: kept(row) === 'yes',
      cost: cost?.[row] ?? Number.NaN,
    })
  }
}

/** `call about invoice I5, promised for 2024-02-20, kept`. */
function contactText(rows: GroupRows, { row, kind, promisedOn, isKept }: Contact): string {
  const invoice = rows.ledger.activities.invoice[row]!
  const about = invoice >= 0 ? ` about invoice ${rows.invoiceId(invoice)}` : ''
  const promise = promisedOn === noDay ? '' : `, promised for ${rows.day(promisedOn)}${isKept ? ', kept' : ''}`
  return `${kind === '' ? 'contact' : kind.replaceAll('_', ' ')}${about}${promise}`
}

/** Invoices settled late in the window after a contact, after their due day, that named them or only their customer. */
function collectedInvoices(rows: GroupRows, periods: readonly Period[]): FactLine[] {
  const { invoices, activities } = rows.ledger
  if (activities.count === 0) return []
  const { start, end } = daysOf(periods)
  const { settled } = rows.closings
  const lateRows: number[] = []
  for (let row = 0; row < invoices.count; row++) {
    const day = settled[row]!
    if (day >= start && day <= end && day > invoices.due[row]! && rows.hasInvoice(row)) lateRows.push(row)
  }
  const contacts = contactsOf(rows, lateRows)
  const lines: FactLine[] = []
  for (const row of lateRows) {
    const own = firstAfter(rows, contacts.ofInvoice.get(row), invoices.due[row]!)
    const others = firstAfter(rows, contacts.ofCustomer.get(invoices.customer[row]!), invoices.due[row]!)
    const first = [own, others]
      .filter((contact) => contact !== null)
      .sort((a, b) => activities.day[a]! - activities.day[b]!)[0]
    if (first === undefined || activities.day[first]! > settled[row]!) continue
    const note = `after contact ${activities.ids.at(first)!} of ${rows.day(activities.day[first]!)}`
    lines.push(rows.invoiceLine(row, settled[row]!, 1, note))
  }
  return lines
}

interface ContactRows {
  /** Activities that name the invoice, oldest first. */
  readonly ofInvoice: ReadonlyMap<number, readonly number[]>
  /** Activities with the customer that name no invoice, oldest first. */
  readonly ofCustomer: ReadonlyMap<number, readonly number[]>
}

/** The activities that may have brought some invoices in. */
function contactsOf({ ledger: { invoices, activities } }: GroupRows, wanted: readonly number[]): ContactRows {
  const ofInvoice = new Map<number, number[]>(wanted.map((row) => [row, []]))
  const ofCustomer = new Map<number, number[]>(wanted.map((row) => [invoices.customer[row]!, []]))
  for (let row = 0; row < activities.count; row++) {
    const invoice = activities.invoice[row]!
    const list = invoice >= 0 ? ofInvoice.get(invoice) : ofCustomer.get(activities.customer[row]!)
    list?.push(row)
  }
  for (const lists of [ofInvoice, ofCustomer]) {
    for (const list of lists.values()) list.sort((a, b) => activities.day[a]! - activities.day[b]!)
  }
  return { ofInvoice, ofCustomer }
}

/** The first of the activities, which are oldest first, that is later than a day; null if none is. */
function firstAfter({ ledger }: GroupRows, contacts: readonly number[] = [], day: number): number | null {
  let [low, high] = [0, contacts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ledger.activities.day[contacts[middle]!]! <= day) low = middle + 1
    else high = middle
  }
  return contacts[low] ?? null
}

function surveysBy(rows: GroupRows, periods: readonly Period[], measure: (score: number) => number): FactLine[] {
  const { count, customer, day, score } = rows.ledger.surveys
  const { start, end } = daysOf(periods)
  const lines: FactLine[] = []
  for (let row = 0; row < count; row++) {
    if (day[row]! < start || day[row]! > end || !rows.hasCustomer(customer[row]!)) continue
    const id = rows.customerId(customer[row]!)
    lines.push(rows.customerLine('survey', id, customer[row]!, day[row]!, measure(score[row]!), `score ${score[row]!}`))
  }
  return lines
}
