import type { FlowFact } from '../facts/columns.js'
import { noDay } from '../ledger/no-day.js'
import { daysText } from './days-text.js'
import type { FactLine } from './fact-line.js'
import type { GroupRows } from './group-rows.js'
import { daysOf, type FlowLister } from './line-listers.js'

/** Gives the value that an invoice adds, and its note; null leaves it out. */
type Measure = (row: number) => { readonly value: number; readonly note?: string } | null

/** What is behind the flows of whole invoices: when they are invoiced, fall due, and are settled. */
export const invoiceLines = {
  credit_sales: issuedInvoices(amountOf),
  invoices: issuedInvoices(counted),
  terms_sales_weight: issuedInvoices((rows) => timesDays(rows, termsDaysOf(rows))),
  gross_margin: issuedInvoices(marginOf),
  bill_lag_invoices: issuedInvoices((rows) => billLag(rows, () => 1)),
  bill_lag_weight: issuedInvoices((rows) => billLag(rows, (days) => days)),
  fell_due_value: (rows, periods) => listInvoices(rows, daysOf(periods), rows.ledger.invoices.due, amountOf(rows)),
  settled_value: settledInvoices(always, ofSettled(amountOf)),
  settled_count: settledInvoices(always, ofSettled(counted)),
  settled_early_value: settledInvoices(isEarly, ofSettled(amountOf)),
  settled_early_count: settledInvoices(isEarly, ofSettled(counted)),
  settled_on_time_value: settledInvoices(isOnTime, ofSettled(amountOf)),
  settled_on_time_count: settledInvoices(isOnTime, ofSettled(counted)),
  settled_late_value: settledInvoices(isLate, ofSettled(amountOf)),
  settled_late_count: settledInvoices(isLate, ofSettled(counted)),
  settle_days_weight: settledInvoices(always, (rows) => timesDays(rows, daysToPayOf(rows))),
  late_days_weight: settledInvoices(always, (rows) => timesDays(rows, daysPastDueOf(rows))),
  signed_late_days_weight: settledInvoices(always, (rows) => timesDays(rows, daysLateOf(rows))),
} satisfies Partial<Record<FlowFact, FlowLister>>

/** The positive invoices whose day of a kind lies in the window. */
function listInvoices(
  rows: GroupRows,
  { start, end }: { readonly start: number; readonly end: number },
  dayOf: Int32Array,
  measure: Measure,
): FactLine[] {
  const { count, amount } = rows.ledger.invoices
  const lines: FactLine[] = []
  for (let row = 0; row < count; row++) {
    const day = dayOf[row]!
    if (day < start || day > end || amount[row]! <= 0 || !rows.hasInvoice(row)) continue
    const found = measure(row)
    if (found !== null) lines.push(rows.invoiceLine(row, day, found.value, found.note))
  }
  return lines
}

function issuedInvoices(measureOf: (rows: GroupRows) => Measure): FlowLister {
  return (rows, periods) => listInvoices(rows, daysOf(periods), rows.ledger.invoices.issued, measureOf(rows))
}

function settledInvoices(counts: (daysLate: number) => boolean, measureOf: (rows: GroupRows) => Measure): FlowLister {
  return (rows, periods) => {
    const [measure, daysLate] = [measureOf(rows), daysLateOf(rows)]
    return listInvoices(rows, daysOf(periods), rows.closings.settled, (row) =>
      counts(daysLate(row)) ? measure(row) : null,
    )
  }
}

function always(): boolean {
  return true
}

function isEarly(daysLate: number): boolean {
  return daysLate < 0
}

function isOnTime(daysLate: number): boolean {
  return daysLate <= 0
}

function isLate(daysLate: number): boolean {
  return daysLate > 0
}

function amountOf({ ledger: { invoices } }: GroupRows): Measure {
  return (row) => ({ value: invoices.amount[row]! })
}

function counted(rows: GroupRows): Measure {
  return (row) => ({ value: 1, note: rows.money(rows.ledger.invoices.amount[row]!) })
}

/** A value of settled invoices, with when each was paid. */
function ofSettled(measureOf: (rows: GroupRows) => Measure): (rows: GroupRows) => Measure {
  return (rows) => {
    const [measure, daysLate] = [measureOf(rows), daysLateOf(rows)]
    return (row) => {
      const found = measure(row)
      if (found === null) return null
      const timing = timingText(daysLate(row))
      return { value: found.value, note: found.note === undefined ? timing : `${found.note}, ${timing}` }
    }
  }
}

function timingText(daysLate: number): string {
  if (daysLate === 0) return 'paid on the due day'
  return `paid ${daysText(Math.abs(daysLate))} ${daysLate > 0 ? 'late' : 'early'}`
}

/** The amount × a number of days. */
function timesDays(rows: GroupRows, daysOfRow: (row: number) => number): Measure {
  const { amount } = rows.ledger.invoices
  return (row) => {
    const days = daysOfRow(row)
    return { value: amount[row]! * days, note: `${rows.money(amount[row]!)} × ${daysText(days)}` }
  }
}

function termsDaysOf({ ledger: { invoices } }: GroupRows): (row: number) => number {
  return (row) => invoices.due[row]! - invoices.issued[row]!
}

function daysToPayOf({ ledger: { invoices }, closings: { settled } }: GroupRows): (row: number) => number {
  return (row) => settled[row]! - invoices.issued[row]!
}

/** Negative for a payment before the due day. */
function daysLateOf({ ledger: { invoices }, closings: { settled } }: GroupRows): (row: number) => number {
  return (row) => settled[row]! - invoices.due[row]!
}

/** As daysLateOf, but early payments count as 0. */
function daysPastDueOf(rows: GroupRows): (row: number) => number {
  const daysLate = daysLateOf(rows)
  return (row) => Math.max(0, daysLate(row))
}

function marginOf(rows: GroupRows): Measure {
  const { amount, amounts } = rows.ledger.invoices
  const margin = amounts.get('margin')
  return (row) => {
    if (margin === undefined || Number.isNaN(margin[row]!)) return null
    return { value: margin[row]!, note: `on ${rows.money(amount[row]!)}` }
  }
}

/** Of the invoices whose delivery and sending are both known by the as-of day. */
function billLag(rows: GroupRows, measure: (days: number) => number): Measure {
  const { invoices, asOf } = rows.ledger
  const [delivered, sent] = [invoices.days.get('delivered_on'), invoices.days.get('sent_on')]
  return (row) => {
    const [from, to] = [delivered?.[row] ?? noDay, sent?.[row] ?? noDay]
    if (Math.max(from, to) > asOf) return null
    return { value: measure(to - from), note: `delivered ${rows.day(from)}, sent ${rows.day(to)}` }
  }
}
