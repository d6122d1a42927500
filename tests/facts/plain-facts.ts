import { Decimal } from 'decimal.js'
import type { FactName } from '../../src/facts/columns.js'
import type { Row } from '../ledger/ledger-folder.js'
import type { RowTables } from '../properties/random-ledger.js'

/**
 * All facts of a ledger, computed in the slowest and plainest way from the rules of DESIGN section 4 and the list of
 * facts in KPI.md: every invoice on every day, each open amount added up afresh, in decimal.js. It shares no code with
 * src: dates are ISO texts, amounts are decimals, and groups are texts. Keys are `group|month`, then the fact.
 */
export type PlainFacts = Map<string, Map<FactName, Decimal>>

interface Posting {
  readonly day: string
  readonly kind:
    | 'cash'
    | 'discount'
    | 'credit_note'
    | 'credit_memo'
    | 'write_off'
    | 'write_off_reversal'
    | 'recovery'
    | 'fx_revaluation'
  readonly amount: Decimal
}

const zero = new Decimal(0)
const sum = (amounts: readonly Decimal[]) => amounts.reduce((total, amount) => total.plus(amount), zero)
const time = (day: string) => Date.parse(`${day}T00:00:00Z`)
const daysBetween = (from: string, to: string) => (time(to) - time(from)) / 86_400_000
const plusDays = (day: string, count: number) => new Date(time(day) + count * 86_400_000).toISOString().slice(0, 10)
const later = (a: string, b: string) => (a > b ? a : b)

/** How a posting moves the open amount of its invoice. */
const effect: Readonly<Record<Posting['kind'], -1 | 0 | 1>> = {
  cash: -1,
  discount: -1,
  credit_note: -1,
  credit_memo: -1,
  write_off: -1,
  write_off_reversal: 1,
  recovery: 0,
  fx_revaluation: 1,
}

const flowOf: Readonly<Record<Posting['kind'], FactName>> = {
  cash: 'cash_collected',
  discount: 'discounts_taken',
  credit_note: 'credit_notes_applied',
  credit_memo: 'credit_memos',
  write_off: 'write_offs',
  write_off_reversal: 'write_off_reversals',
  recovery: 'recoveries',
  fx_revaluation: 'revaluations',
}

function bucketOf(daysPastDue: number): FactName {
  if (daysPastDue <= 0) return 'current_receivables'
  if (daysPastDue <= 30) return 'past_due_1_30'
  if (daysPastDue <= 60) return 'past_due_31_60'
  if (daysPastDue <= 90) return 'past_due_61_90'
  if (daysPastDue <= 120) return 'past_due_91_120'
  return 'past_due_over_120'
}

function netDays(terms: string): number {
  return Number(/^net (\d+)$/.exec(terms)![1])
}

export function plainFacts(tables: RowTables, asOf: string, by: readonly string[]): PlainFacts {
  const facts: PlainFacts = new Map()
  const customerOf = new Map(tables.customers.map((customer) => [customer.customer_id!, customer]))
  const paymentOf = new Map(tables.payments.map((payment) => [payment.payment_id!, payment]))
  const invoiceOf = new Map(tables.invoices.map((invoice) => [invoice.invoice_id!, invoice]))
  const groupOf = (own: Row, customer: Row) =>
    by.map((attribute) => own[attribute] || customer[attribute] || '(none)').join('/')
  const add = (group: string, day: string, fact: FactName, amount: Decimal) => {
    const key = `${group}|${day.slice(0, 7)}`
    const row = facts.get(key) ?? new Map<FactName, Decimal>()
    facts.set(key, row.set(fact, (row.get(fact) ?? zero).plus(amount)))
  }
  const isMonthEnd = (day: string) => day === asOf || plusDays(day, 1).endsWith('-01')

  const first = tables.invoices.map((invoice) => invoice.invoice_date!).sort()[0]!
  const days: string[] = []
  for (let day = `${first.slice(0, 7)}-01`; day <= asOf; day = plusDays(day, 1)) days.push(day)

  for (const invoice of tables.invoices) {
    const issued = invoice.invoice_date!
    const amount = new Decimal(invoice.amount!)
    const due = invoice.due_date || plusDays(issued, netDays(invoice.terms!))
    const group = groupOf(invoice, customerOf.get(invoice.customer_id!)!)
    const postings: Posting[] = []
    for (const application of tables.applications) {
      const note = paymentOf.has(application.payment_id!) ? undefined : invoiceOf.get(application.payment_id!)!
      if (note) {
        const from = application.applied_date || note.invoice_date!
        const day = later(from, invoiceOf.get(application.invoice_id!)!.invoice_date!)
        const applied = new Decimal(application.amount!)
        if (application.invoice_id === invoice.invoice_id) postings.push({ day, kind: 'credit_note', amount: applied })
        if (note === invoice) postings.push({ day, kind: 'credit_note', amount: applied.negated() })
        continue
      }
      if (application.invoice_id !== invoice.invoice_id) continue
      const day = later(application.applied_date || paymentOf.get(application.payment_id!)!.payment_date!, issued)
      postings.push({ day, kind: 'cash', amount: new Decimal(application.amount!) })
      postings.push({ day, kind: 'discount', amount: new Decimal(application.discount || 0) })
    }
    for (const adjustment of tables.adjustments) {
      if (adjustment.invoice_id !== invoice.invoice_id) continue
      postings.push({
        day: adjustment.date!,
        kind: adjustment.kind as Posting['kind'],
        amount: new Decimal(adjustment.amount!),
      })
    }
    const disputes = tables.disputes.filter((dispute) => dispute.invoice_id === invoice.invoice_id)

    const faults: string[] = []
    const flagged = invoice.disputed === 'yes'
    // A dispute of a later day is not known yet: then the flag is all there is.
    if (flagged && issued <= asOf && disputes.every(({ opened_on }) => opened_on! > asOf)) {
      add(group, issued, 'disputes_opened', new Decimal(1))
      add(group, issued, 'disputed_value', Decimal.max(0, amount))
      faults.push(issued)
    }
    for (const dispute of disputes) {
      const opened = later(dispute.opened_on!, issued)
      if (opened > asOf) continue
      faults.push(opened)
      add(group, opened, 'disputes_opened', new Decimal(1))
      add(group, opened, 'disputed_value', new Decimal(dispute.amount!))
      if (dispute.resolved_on === '' || dispute.resolved_on! > asOf) continue
      add(group, dispute.resolved_on!, 'disputes_resolved', new Decimal(1))
      const lasted = daysBetween(dispute.opened_on!, dispute.resolved_on!)
      add(group, dispute.resolved_on!, 'dispute_days', new Decimal(lasted))
    }
    faults.push(...postings.filter(({ kind, day }) => kind === 'credit_memo' && day <= asOf).map(({ day }) => day))
    const firstFault = faults.sort()[0]
    if (issued <= asOf && firstFault !== undefined && amount.greaterThan(0)) {
      add(group, firstFault, 'invoices_disputed_or_credited', new Decimal(1))
    }
    if (issued <= asOf && due <= asOf && amount.greaterThan(0)) {
      add(group, due, 'fell_due_value', amount)
      for (const { kind, day, amount: cash } of postings) {
        if (kind !== 'cash' || day > asOf) continue
        add(group, later(day, due), 'collected_of_due_value', cash)
        if (day.slice(0, 7) === due.slice(0, 7)) add(group, due, 'collected_on_due_value', cash)
      }
    }

    let closed = false
    for (const day of days) {
      if (day < issued) continue
      if (day === issued && amount.greaterThan(0)) {
        add(group, day, 'credit_sales', amount)
        add(group, day, 'invoices', new Decimal(1))
        add(group, day, 'terms_sales_weight', amount.times(daysBetween(issued, due)))
      }
      if (day === issued && amount.lessThan(0)) add(group, day, 'credit_memos', amount.negated())
      const today = postings.filter((posting) => posting.day === day)
      for (const posting of today) add(group, day, flowOf[posting.kind], posting.amount)

      const past = postings.filter((posting) => posting.day <= day)
      const open = amount.plus(sum(past.map((posting) => posting.amount.times(effect[posting.kind]))))
      if (amount.greaterThan(0) && !closed && open.lessThanOrEqualTo(0)) {
        closed = true
        const settling = today.filter(({ kind }) => kind === 'cash' || kind === 'discount')
        // Settled if it was cash and discounts that brought it to zero or less: without them it would be open.
        if (open.plus(sum(settling.map((posting) => posting.amount))).greaterThan(0)) {
          const timing = day < due ? ['early', 'on_time'] : day === due ? ['on_time'] : ['late']
          for (const which of ['settled', ...timing.map((name) => `settled_${name}`)]) {
            add(group, day, `${which}_value` as FactName, amount)
            add(group, day, `${which}_count` as FactName, new Decimal(1))
          }
          add(group, day, 'settle_days_weight', amount.times(daysBetween(issued, day)))
          add(group, day, 'late_days_weight', amount.times(Math.max(0, daysBetween(due, day))))
          add(group, day, 'signed_late_days_weight', amount.times(daysBetween(due, day)))
        }
      }
      if (!isMonthEnd(day)) continue
      add(group, day, 'receivables', open)
      add(group, day, 'terms_weight', open.times(daysBetween(issued, due)))
      if (open.lessThan(0)) add(group, day, 'credit_balances', open.negated())
      if (open.greaterThan(0)) {
        const daysPastDue = daysBetween(due, day)
        add(group, day, bucketOf(daysPastDue), open)
        add(group, day, 'open_invoices', new Decimal(1))
        if (daysPastDue > 0) add(group, day, 'past_due_invoices', new Decimal(1))
        const disputed = disputes.some(
          (row) => row.opened_on! <= day && (row.resolved_on === '' || day < row.resolved_on!),
        )
        if (disputed || invoice.disputed === 'yes') add(group, day, 'disputed_receivables', open)
      }
    }
  }

  for (const payment of tables.payments) {
    const group = groupOf({}, customerOf.get(payment.customer_id!)!)
    for (const day of days.filter(isMonthEnd)) {
      if (payment.payment_date! <= day) add(group, day, 'unapplied_cash', new Decimal(payment.amount!))
      for (const application of tables.applications) {
        if (application.payment_id !== payment.payment_id) continue
        const issued = invoiceOf.get(application.invoice_id!)!.invoice_date!
        const applied = later(application.applied_date || payment.payment_date!, issued)
        if (applied <= day) add(group, day, 'unapplied_cash', new Decimal(application.amount!).negated())
      }
    }
  }
  return facts
}
