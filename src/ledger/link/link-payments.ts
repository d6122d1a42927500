import { InputError } from '../../document/input-error.js'
import type { LedgerData } from '../ledger-data.js'
import type { Warning } from '../ledger-problem.js'
import { noDay } from '../no-day.js'
import type { ParsedTable } from '../read/read-canonical-table.js'
import type { LinkedInvoices } from './link-invoices.js'
import type { ParsedTables } from './parsed-tables.js'
import type { PostingCollector } from './posting-collector.js'

/** What payments do to unapplied cash, and what their owner should look at. */
export interface LinkedPayments {
  readonly unapplied: LedgerData['unapplied']
  readonly warnings: readonly Warning[]
}

/** Payments raise a customer's unapplied cash; applications move it to invoices, from the invoice's date at the earliest. */
export function linkPayments(
  tables: ParsedTables,
  customerRow: ReadonlyMap<string, number>,
  invoices: LinkedInvoices,
  posted: PostingCollector,
): LinkedPayments {
  const { payments, applications } = tables
  const customer: number[] = []
  const day: number[] = []
  const amount: number[] = []
  const change = (owner: number, on: number, minor: number) => {
    if (minor === 0) return
    customer.push(owner)
    day.push(on)
    amount.push(minor)
  }
  if (applications && !payments) {
    throw new InputError(`${applications.file}: applications need the table payments, which is not there.`)
  }
  const paymentRow = new Map<string, number>()
  // What is left of each payment, by its row, and how many applications go to another customer's invoice.
  const left = payments?.amounts('amount').slice() ?? new Float64Array(0)
  let paidForAnother = 0
  if (payments) {
    const [ids, owners] = [payments.text('payment_id'), payments.text('customer_id')]
    for (let row = 0; row < payments.rows; row++) {
      if (!payments.accepted[row]) continue
      const owner = customerRow.get(owners[row]!)
      if (owner === undefined)
        payments.reject(row, 'customer_id', 'this customer is not in the ledger, or was rejected there')
      else if (paymentRow.has(ids[row]!)) payments.reject(row, 'payment_id', 'the payment is there twice')
      else {
        paymentRow.set(ids[row]!, row)
        change(owner, payments.days('payment_date')[row]!, payments.amounts('amount')[row]!)
      }
    }
  }
  if (payments && applications) {
    const [paymentIds, invoiceIds] = [applications.text('payment_id'), applications.text('invoice_id')]
    const [applied, discount] = [applications.days('applied_date'), applications.amounts('discount')]
    for (let row = 0; row < applications.rows; row++) {
      if (!applications.accepted[row]) continue
      const payment = paymentRow.get(paymentIds[row]!)
      const invoice = invoices.rowOf.get(invoiceIds[row]!)
      if (payment === undefined) {
        applications.reject(row, 'payment_id', 'this payment is not in the payments table, or was rejected there')
      } else if (invoice === undefined) {
        applications.reject(row, 'invoice_id', 'this invoice is not in the invoices table, or was rejected there')
      } else if (applied[row]! < payments.days('payment_date')[payment]!) {
        applications.reject(row, 'applied_date', 'the payment would be applied before it came in')
      } else {
        const paid = payments.days('payment_date')[payment]!
        const stated = applied[row] === noDay ? paid : applied[row]!
        const on = Math.max(stated, invoices.issued[invoice]!)
        const cash = applications.amounts('amount')[row]!
        posted.add(invoice, on, 'cash', cash)
        if (discount[row]) posted.add(invoice, on, 'discount', discount[row]!)
        const payer = customerRow.get(payments.text('customer_id')[payment]!)!
        change(payer, on, -cash)
        left[payment]! -= cash
        if (payer !== invoices.customer[invoice]) paidForAnother++
      }
    }
  }
  return {
    unapplied: { customer: Int32Array.from(customer), day: Int32Array.from(day), amount: Float64Array.from(amount) },
    warnings: payments ? paymentWarnings(payments, applications !== undefined, left, paidForAnother) : [],
  }
}

function paymentWarnings(
  payments: ParsedTable,
  hasApplications: boolean,
  left: Float64Array,
  paidForAnother: number,
): Warning[] {
  const accepted = payments.accepted.reduce((count, flag) => count + flag, 0)
  const amounts = payments.amounts('amount')
  // A refund is negative from the start; only a receipt can be overdrawn.
  const overdrawn = left.reduce(
    (count, rest, row) => (payments.accepted[row] && amounts[row]! >= 0 && rest < 0 ? count + 1 : count),
    0,
  )
  const warnings: Warning[] = [
    {
      code: 'payments-not-applied',
      message:
        'payments are not applied to any invoice, for the table applications is missing; every invoice counts as unpaid',
      count: hasApplications ? 0 : accepted,
    },
    {
      code: 'payment-overdrawn',
      message: 'payments have more applied from them than came in; unapplied cash is too low by the difference',
      count: overdrawn,
    },
    { code: 'paid-for-another', message: 'applications pay another customer’s invoice', count: paidForAnother },
  ]
  return warnings.filter((warning) => warning.count > 0)
}

/** A one-table ledger says when an invoice was paid in full: that is one cash posting of its whole amount. */
export function linkSettledDates(tables: ParsedTables, invoices: LinkedInvoices, posted: PostingCollector): void {
  const table = tables.invoices
  if (!table.present.has('settled_date')) return
  if (tables.applications) {
    throw new InputError(
      `${table.file}, column settled_date: a ledger with an applications table must not state settled_date too.`,
    )
  }
  const settled = table.days('settled_date')
  invoices.sourceRow.forEach((row, invoice) => {
    if (settled[row] === noDay) return
    posted.add(invoice, settled[row]!, 'cash', invoices.amount[invoice]!)
  })
}
