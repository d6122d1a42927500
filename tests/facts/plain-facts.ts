import { Decimal } from 'decimal.js'
import type { FactName } from '../../src/facts/columns.js'
import type { RowTables } from '../properties/random-ledger.js'
import {
  daysBetween,
  groupText,
  isDisputedOn,
  later,
  openOn,
  type PlainInvoice,
  type PlainPosting,
  plainLedgerAt,
  plusDays,
  zero,
} from './plain-ledger-at.js'

/**
 * All facts of a ledger, computed in the slowest and plainest way from the rules of DESIGN section 4 and the list of
 * facts in KPI.md: every invoice on every day, each open amount added up afresh, in decimal.js. It shares no code with
 * src: dates are ISO texts, amounts are decimals, and groups are texts. Keys are `group|month`, then the fact.
 */
export type PlainFacts = Map<string, Map<FactName, Decimal>>

/** Adds an amount to a fact of a group on a day. */
type Add = (group: string, day: string, fact: FactName, amount: Decimal) => void

const one = new Decimal(1)

const flowOf: Readonly<Record<PlainPosting['kind'], FactName>> = {
  cash: 'cash_collected',
  discount: 'discounts_taken',
  credit_note: 'credit_notes_applied',
  credit_memo: 'credit_memos',
  write_off: 'write_offs',
  write_off_reversal: 'write_off_reversals',
  recovery: 'recoveries',
  fx_revaluation: 'revaluations',
}

const factOfContact: Readonly<Record<string, FactName>> = {
  invoice_copy: 'invoice_copies',
  email: 'emails',
  call: 'calls',
  sales_call: 'sales_calls',
}

function bucketOf(daysPastDue: number): FactName {
  if (daysPastDue <= 0) return 'current_receivables'
  if (daysPastDue <= 30) return 'past_due_1_30'
  if (daysPastDue <= 60) return 'past_due_31_60'
  if (daysPastDue <= 90) return 'past_due_61_90'
  if (daysPastDue <= 120) return 'past_due_91_120'
  return 'past_due_over_120'
}

export function plainFacts(tables: RowTables, asOf: string, by: readonly string[]): PlainFacts {
  const facts: PlainFacts = new Map()
  const ledger = plainLedgerAt(tables, asOf)
  const days: string[] = []
  for (let day = `${ledger.first.slice(0, 7)}-01`; day <= asOf; day = plusDays(day, 1)) days.push(day)
  const monthEnds = days.filter((day) => day === asOf || plusDays(day, 1).endsWith('-01'))
  const add: Add = (group, day, fact, amount) => {
    // What lies before the first month, or after the as-of day, is in no month.
    if (day < days[0]! || day > asOf) return
    const key = `${group}|${day.slice(0, 7)}`
    const row = facts.get(key) ?? new Map<FactName, Decimal>()
    facts.set(key, row.set(fact, (row.get(fact) ?? zero).plus(amount)))
  }

  for (const invoice of ledger.invoices) {
    const group = groupText(by, invoice.own, invoice.customer)
    addOnce(add, group, invoice, asOf)
    for (const day of days) {
      if (day < invoice.issued) continue
      for (const posting of invoice.postings) {
        if (posting.day === day) add(group, day, flowOf[posting.kind], posting.amount)
      }
      if (day === invoice.settled) addSettlement(add, group, invoice, day)
      if (monthEnds.includes(day)) addStocks(add, group, invoice, day)
    }
  }

  for (const contact of ledger.contacts) {
    const group = groupText(by, contact.invoice, contact.customer)
    const fact = factOfContact[contact.kind]
    if (fact !== undefined) add(group, contact.day, fact, one)
    if (contact.isRightParty && (fact === 'calls' || fact === 'sales_calls')) {
      add(group, contact.day, 'right_party_contacts', one)
      if (contact.promised !== null) add(group, contact.day, 'promises', one)
    }
    add(group, contact.day, 'collection_cost', contact.cost)
    if (contact.promised === null) continue
    add(group, contact.promised, 'promises_due', one)
    if (contact.isKept) add(group, contact.promised, 'promises_kept', one)
  }

  for (const survey of ledger.surveys) {
    const group = groupText(by, null, survey.customer)
    add(group, survey.day, 'surveys', one)
    add(group, survey.day, 'survey_scores', survey.score)
  }

  addUnapplied(add, tables, by, monthEnds)
  return facts
}

/** What happens to an invoice once, on a day of its own. */
function addOnce(add: Add, group: string, invoice: PlainInvoice, asOf: string): void {
  const { own, issued, due, amount, postings } = invoice
  for (const { opened, amount: disputed, resolved, lasted } of invoice.disputes) {
    add(group, opened, 'disputes_opened', one)
    add(group, opened, 'disputed_value', disputed)
    if (resolved === null) continue
    add(group, resolved, 'disputes_resolved', one)
    add(group, resolved, 'dispute_days', new Decimal(lasted))
  }
  if (amount.lessThan(0)) add(group, issued, 'credit_memos', amount.negated())
  if (amount.lessThanOrEqualTo(0)) return

  add(group, issued, 'credit_sales', amount)
  add(group, issued, 'invoices', one)
  add(group, issued, 'terms_sales_weight', amount.times(daysBetween(issued, due)))
  add(group, issued, 'gross_margin', new Decimal(own.margin || 0))
  // What is delivered or sent on a later day is not known to be.
  if (own.delivered_on && own.sent_on && later(own.delivered_on, own.sent_on) <= asOf) {
    add(group, issued, 'bill_lag_invoices', one)
    add(group, issued, 'bill_lag_weight', new Decimal(daysBetween(own.delivered_on, own.sent_on)))
  }
  if (invoice.faulted !== null) add(group, invoice.faulted, 'invoices_disputed_or_credited', one)
  if (due > asOf) return
  add(group, due, 'fell_due_value', amount)
  for (const { kind, day, amount: cash } of postings) {
    if (kind !== 'cash') continue
    add(group, later(day, due), 'collected_of_due_value', cash)
    if (day.slice(0, 7) === due.slice(0, 7)) add(group, due, 'collected_on_due_value', cash)
  }
}

function addSettlement(add: Add, group: string, { issued, due, amount, isCollected }: PlainInvoice, day: string): void {
  const timing = day < due ? ['early', 'on_time'] : day === due ? ['on_time'] : ['late']
  for (const which of ['settled', ...timing.map((name) => `settled_${name}`)]) {
    add(group, day, `${which}_value` as FactName, amount)
    add(group, day, `${which}_count` as FactName, one)
  }
  add(group, day, 'settle_days_weight', amount.times(daysBetween(issued, day)))
  add(group, day, 'late_days_weight', amount.times(Math.max(0, daysBetween(due, day))))
  add(group, day, 'signed_late_days_weight', amount.times(daysBetween(due, day)))
  if (isCollected) add(group, day, 'collections', one)
}

function addStocks(add: Add, group: string, invoice: PlainInvoice, day: string): void {
  const { issued, due } = invoice
  const open = openOn(invoice, day)
  add(group, day, 'receivables', open)
  add(group, day, 'terms_weight', open.times(daysBetween(issued, due)))
  if (open.lessThan(0)) add(group, day, 'credit_balances', open.negated())
  if (open.lessThanOrEqualTo(0)) return
  const daysPastDue = daysBetween(due, day)
  add(group, day, bucketOf(daysPastDue), open)
  add(group, day, 'open_invoices', one)
  if (daysPastDue > 0) add(group, day, 'past_due_invoices', one)
  if (isDisputedOn(invoice, day)) add(group, day, 'disputed_receivables', open)
}

/** Payments less what of them was applied, on every month end. */
function addUnapplied(add: Add, tables: RowTables, by: readonly string[], monthEnds: readonly string[]): void {
  const customerOf = new Map(tables.customers.map((customer) => [customer.customer_id!, customer]))
  const invoiceOf = new Map(tables.invoices.map((invoice) => [invoice.invoice_id!, invoice]))
  for (const payment of tables.payments) {
    const group = groupText(by, null, customerOf.get(payment.customer_id!)!)
    for (const day of monthEnds) {
      if (payment.payment_date! <= day) add(group, day, 'unapplied_cash', new Decimal(payment.amount!))
      for (const application of tables.applications) {
        if (application.payment_id !== payment.payment_id) continue
        const issued = invoiceOf.get(application.invoice_id!)!.invoice_date!
        const applied = later(application.applied_date || payment.payment_date!, issued)
        if (applied <= day) add(group, day, 'unapplied_cash', new Decimal(application.amount!).negated())
      }
    }
  }
}
