import { InputError } from '../../document/input-error.js'
import { type ApplicationTable, type PaymentTable, postingCode, type UnappliedChanges } from '../ledger-data.js'
import type { Warning } from '../ledger-problem.js'
import { noDay } from '../no-day.js'
import type { ParsedTable } from '../read/parsed-table.js'
import type { RejectCode } from '../reject-code.js'
import type { Conversions } from './convert-ledger.js'
import { emptyColumns } from './empty-tables.js'
import { KeptRows } from './kept-rows.js'
import type { LinkedCustomers } from './link-customers.js'
import type { LinkedInvoices } from './link-invoices.js'
import type { MoneyConverter } from './money-converter.js'
import type { ParsedTables } from './parsed-tables.js'
import type { PostingCollector } from './posting-collector.js'
import { RowIndex } from './row-index.js'
import { UnappliedCollector } from './unapplied-collector.js'

/** Payments and where to find each. */
export interface LinkedPayments {
  readonly table: PaymentTable
  readonly index: RowIndex
  readonly conversions: Conversions
}

/** The payments of a ledger. One without a customer or an identifier of its own is rejected. */
export function linkPayments(
  table: ParsedTable | undefined,
  customers: LinkedCustomers,
  money: MoneyConverter,
): LinkedPayments {
  if (table === undefined) {
    const none = new Int32Array(0)
    return {
      table: { count: 0, ids: [], customer: none, day: none, amount: new Float64Array(0), ...emptyColumns },
      index: RowIndex.from(none),
      conversions: new Map(),
    }
  }
  const owners = table.texts('customer_id')!.codes
  const customer = new Int32Array(table.rows)
  for (let row = 0; row < table.rows; row++) {
    if (!table.isAccepted(row)) continue
    customer[row] = customers.index.of(owners[row]!)
    if (customer[row]! < 0) {
      table.reject(row, 'customer_id', 'orphan-customer', customers.orphanReason)
    }
  }
  const index = RowIndex.byIdentifier(table, 'payment_id', 'the payment is there twice; identifiers must be unique')
  const kept = KeptRows.of(table)
  const day = kept.integers(table.days('payment_date')!)
  return {
    table: {
      count: kept.count,
      ids: kept.identifiers(table.texts('payment_id')!),
      customer: kept.integers(customer),
      day,
      amount: kept.doubles(table.amounts('amount')!),
      ...kept.optional(table, ['currency', 'method']),
    },
    index,
    conversions: money.conversions(table, kept, day),
  }
}

/** What applications do, and what their owner should look at. */
export interface LinkedApplications {
  readonly table: ApplicationTable
  readonly unapplied: UnappliedChanges
  /** Σ of what foreign payments brought for invoices, by the rates of the payments' days. */
  readonly foreignCash: number
  readonly warnings: readonly Warning[]
}

/**
 * Applications move money from payments to invoices, from the later of the application's and the invoice's day on;
 * until then a payment's money is unapplied cash. An application of a credit note moves its balance and is no cash.
 */
export function linkApplications(
  tables: ParsedTables,
  payments: LinkedPayments,
  invoices: LinkedInvoices,
  posted: PostingCollector,
  money: MoneyConverter,
): LinkedApplications {
  const { applications } = tables
  if (applications && !tables.payments && !namesCreditNotesOnly(applications, invoices)) {
    throw new InputError(`${applications.file}: applications need the table payments, which is not there.`)
  }
  const unapplied = new UnappliedCollector(payments, money)
  const sources = applications ? applyAll(applications, payments, invoices, posted, unapplied) : new Int32Array(0)
  return {
    table: { count: sources.length, payment: sources },
    unapplied: unapplied.changes(),
    foreignCash: unapplied.foreignCashApplied(),
    warnings: tables.payments ? unapplied.warnings(applications !== undefined) : [],
  }
}

/** Posts every application; gives where each takes its money from, as ApplicationTable says. */
function applyAll(
  table: ParsedTable,
  payments: LinkedPayments,
  invoices: LinkedInvoices,
  posted: PostingCollector,
  unapplied: UnappliedCollector,
): Int32Array {
  const [paymentCodes, invoiceCodes] = [table.texts('payment_id')!.codes, table.texts('invoice_id')!.codes]
  const [amounts, discounts] = [table.amounts('amount')!, table.amounts('discount')]
  const applied = table.days('applied_date')
  const creditNote = creditNoteFinder(table, invoices)
  const { issued, customer } = invoices.table
  const sources = new Int32Array(table.acceptedCount)
  let count = 0
  for (let row = 0; row < table.rows; row++) {
    if (!table.isAccepted(row)) continue
    const invoice = invoices.index.of(invoiceCodes[row]!)
    if (invoice < 0) {
      table.reject(row, 'invoice_id', 'orphan-invoice', orphanInvoice)
      continue
    }
    const stated = applied === undefined || applied[row] === noDay ? null : applied[row]!
    const payment = payments.index.of(paymentCodes[row]!)
    if (payment < 0) {
      const note = creditNote(paymentCodes[row]!)
      const part = { amount: amounts[row]!, discount: discounts?.[row] ?? Number.NaN, stated }
      const fault = creditNoteFault(note, invoice, part, invoices)
      if (fault !== null) {
        table.reject(row, fault.column, fault.code, fault.reason)
        continue
      }
      const on = Math.max(stated ?? issued[note]!, issued[note]!, issued[invoice]!)
      posted.add(invoice, on, postingCode.credit_application, amounts[row]!, count)
      posted.add(note, on, postingCode.credit_application, -amounts[row]!, count)
      sources[count++] = -1 - note
      continue
    }
    const paid = payments.table.day[payment]!
    if (stated !== null && stated < paid) {
      const reason = 'the payment would be applied before it came in'
      table.reject(row, 'applied_date', 'applied-before-paid', reason)
      continue
    }
    if (currencyOfRow(payments.conversions, payment) !== currencyOfRow(invoices.conversions, invoice)) {
      table.reject(row, 'payment_id', 'currency-mismatch', 'the payment and the invoice are in different currencies')
      continue
    }
    const on = Math.max(stated ?? paid, issued[invoice]!)
    posted.add(invoice, on, postingCode.cash, amounts[row]!, count)
    const discount = discounts?.[row] ?? 0
    if (discount !== 0 && !Number.isNaN(discount)) posted.add(invoice, on, postingCode.discount, discount, count)
    unapplied.apply(payment, on, amounts[row]!, customer[invoice]!)
    sources[count++] = payment
  }
  return sources.subarray(0, count)
}

interface Fault {
  readonly column: string
  readonly code: RejectCode
  readonly reason: string
}

/** What is wrong with applying the credit note of a row (−1 if there is none) to an invoice; null if nothing is. */
function creditNoteFault(
  note: number,
  invoice: number,
  part: { readonly amount: number; readonly discount: number; readonly stated: number | null },
  { table: { issued, amount }, conversions }: LinkedInvoices,
): Fault | null {
  if (note < 0) return { column: 'payment_id', code: 'orphan-payment', reason: orphanPayment }
  if (amount[note]! >= 0 || note === invoice) {
    const reason = 'this names an invoice that is no credit note; only a payment or a credit note can be applied'
    return { column: 'payment_id', code: 'orphan-payment', reason }
  }
  if (currencyOfRow(conversions, note) !== currencyOfRow(conversions, invoice)) {
    const reason = 'the credit note and the invoice are in different currencies'
    return { column: 'payment_id', code: 'currency-mismatch', reason }
  }
  const hasDiscount = part.discount !== 0 && !Number.isNaN(part.discount)
  if (part.amount < 0 || hasDiscount) {
    const reason = 'a credit note is applied with a positive amount and without a discount'
    return { column: part.amount < 0 ? 'amount' : 'discount', code: 'wrong-sign', reason }
  }
  if (part.stated !== null && part.stated < issued[note]!) {
    const reason = 'the credit note would be applied before its own date'
    return { column: 'applied_date', code: 'applied-before-paid', reason }
  }
  return null
}

/** The code of another currency than the ledger's; undefined for that one. */
function currencyOfRow(conversions: Conversions, row: number): string | undefined {
  return conversions.size === 0 ? undefined : conversions.get(row)?.from.code
}

export const orphanInvoice = 'this invoice is not in the invoices table, or was rejected there'
const orphanPayment = 'this payment is not in the payments table, or was rejected there'

/** The row of the invoice that a payment's identifier names, −1 if none. Asked for the few that are no payments. */
function creditNoteFinder(table: ParsedTable, invoices: LinkedInvoices): (paymentCode: number) => number {
  const names = table.texts('payment_id')!.dictionary
  const invoiceNames = table.texts('invoice_id')!.dictionary
  const known = new Map<number, number>()
  return (code) => {
    const before = known.get(code)
    if (before !== undefined) return before
    const row = invoices.index.of(invoiceNames.find(names.at(code)!))
    known.set(code, row)
    return row
  }
}

function namesCreditNotesOnly(table: ParsedTable, invoices: LinkedInvoices): boolean {
  const { codes } = table.texts('payment_id')!
  const find = creditNoteFinder(table, invoices)
  for (let row = 0; row < table.rows; row++) {
    if (table.isAccepted(row) && find(codes[row]!) < 0) return false
  }
  return true
}

/** A one-table ledger says when an invoice was paid in full: that is one cash posting of its whole amount. */
export function linkSettledDates(tables: ParsedTables, invoices: LinkedInvoices, posted: PostingCollector): void {
  const settled = tables.invoices.days('settled_date')
  if (settled === undefined) return
  if (tables.applications) {
    throw new InputError(
      `${tables.invoices.file}, column settled_date: a ledger with an applications table must not state settled_date too.`,
    )
  }
  for (let invoice = 0; invoice < invoices.table.count; invoice++) {
    const day = settled[invoices.kept.row(invoice)]!
    if (day !== noDay) posted.add(invoice, day, postingCode.cash, invoices.table.amount[invoice]!, -1)
  }
}
