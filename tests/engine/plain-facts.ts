import type { FactName } from '../../src/facts/columns.js'
import { collectedBefore } from './plain-company.js'
import { isAside, type PlainEvent } from './plain-events.js'
import type { PlainInvoice } from './plain-invoice.js'

/** The facts of one month, each a sum over invoices; the first month may have begun before the first simulated day. */
export function monthFacts(invoices: readonly PlainInvoice[], first: number, last: number): Map<FactName, number> {
  const facts = new Map<FactName, number>()
  const add = (fact: FactName, value: number) => facts.set(fact, (facts.get(fact) ?? 0) + value)
  const isIn = (day: number) => first <= day && day <= last
  for (const invoice of invoices) {
    for (const event of invoice.events) if (isIn(event.day)) addEvent(add, invoice, event)
    addCollections(add, invoice, isIn)
    addStocks(add, invoice, last)
  }
  return facts
}

type Add = (fact: FactName, value: number) => void

function addEvent(add: Add, invoice: PlainInvoice, { day, kind, amount, cost, fact }: PlainEvent): void {
  switch (kind) {
    case 'issue':
      add('credit_sales', amount)
      add('invoices', 1)
      add('terms_sales_weight', amount * (invoice.due - invoice.issued))
      add('gross_margin', invoice.margin)
      if (invoice.dispute !== null) {
        add('disputes_opened', 1)
        add('disputed_value', amount)
        add('invoices_disputed_or_credited', 1)
      }
      if (invoice.billingDays !== null) {
        add('bill_lag_invoices', 1)
        add('bill_lag_weight', invoice.billingDays)
      }
      break
    case 'cash':
      add('cash_collected', amount)
      break
    case 'discount':
      add('discounts_taken', amount)
      break
    case 'settled':
      addSettlement(add, invoice, day)
      break
    case 'dispute ends':
      add('disputes_resolved', 1)
      add('dispute_days', day - invoice.dispute!.openedOn)
      break
    case 'credit':
      add('credit_memos', amount)
      break
    case 'write off':
      add('write_offs', amount)
      break
    case 'recovery':
      add('recoveries', amount)
      add('collection_cost', cost!)
      break
    case 'contact':
      if (fact) add(fact, 1)
      add('collection_cost', cost!)
      break
    case 'right party':
      add('right_party_contacts', 1)
      break
    case 'promise':
      add('promises', 1)
      break
    case 'promise kept':
      add('promises_kept', 1)
      add('promises_due', 1)
      break
    case 'promise due':
      add('promises_due', 1)
      break
    case 'collection':
      add('collections', 1)
      break
    default:
      kind satisfies never
  }
}

function addSettlement(add: Add, { amount, issued, due }: PlainInvoice, day: number): void {
  const late = day - due
  const ways = ['settled', late < 0 && 'settled_early', late <= 0 && 'settled_on_time', late > 0 && 'settled_late']
  for (const way of ways) {
    if (!way) continue
    add(`${way}_value` as FactName, amount)
    add(`${way}_count` as FactName, 1)
  }
  add('settle_days_weight', amount * (day - issued))
  add('late_days_weight', amount * Math.max(0, late))
  add('signed_late_days_weight', amount * late)
}

/** What falls due, and what of it comes in; what fell due through the as-of day is the ledger's to tell. */
function addCollections(add: Add, invoice: PlainInvoice, isIn: (day: number) => boolean): void {
  const { amount, due, openAtStart } = invoice
  if (amount > 0 && isIn(due) && due >= 1) {
    add('fell_due_value', amount)
    if (openAtStart !== 0) add('collected_of_due_value', collectedBefore({ amount, open: openAtStart }))
  }
  for (const cash of invoice.events) {
    if (cash.kind !== 'cash') continue
    if (isIn(Math.max(cash.day, due))) add('collected_of_due_value', cash.amount)
    if (isIn(cash.day) && isIn(due)) add('collected_on_due_value', cash.amount)
  }
}

function addStocks(add: Add, invoice: PlainInvoice, last: number): void {
  const { issued, due, dispute } = invoice
  const open = openAfter(invoice, last)
  if (open === 0) return
  add('receivables', open)
  add('terms_weight', open * (due - issued))
  if (open < 0) {
    add('credit_balances', -open)
    return
  }
  add(bucketOf(last - due), open)
  add('open_invoices', 1)
  if (last > due) add('past_due_invoices', 1)
  if (dispute !== null && dispute.from <= last && last < dispute.through) add('disputed_receivables', open)
}

function openAfter(invoice: PlainInvoice, day: number): number {
  return invoice.events
    .filter((event) => event.day <= day && !isAside(event))
    .reduce((open, { kind, amount }) => open + (kind === 'issue' ? amount : -amount), invoice.openAtStart)
}

function bucketOf(daysPastDue: number): FactName {
  if (daysPastDue <= 0) return 'current_receivables'
  if (daysPastDue <= 30) return 'past_due_1_30'
  if (daysPastDue <= 60) return 'past_due_31_60'
  if (daysPastDue <= 90) return 'past_due_61_90'
  if (daysPastDue <= 120) return 'past_due_91_120'
  return 'past_due_over_120'
}
