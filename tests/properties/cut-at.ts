import type { Row, Tables } from '../ledger/ledger-folder.js'
import type { RowTables } from './random-ledger.js'

/** Tables that may have contacts with customers in them. */
export type CutTables = RowTables & { readonly activities?: readonly Row[]; readonly surveys?: readonly Row[] }

/**
 * The files as they stood at the end of a day: only what had happened by then, disputes not yet resolved, and promises of
 * which nobody knew yet whether they would be kept.
 */
export function cutAt(tables: CutTables, day: string): Tables {
  const issued = new Map(tables.invoices.map((invoice) => [invoice.invoice_id!, invoice.invoice_date!]))
  const paid = new Map(tables.payments.map((payment) => [payment.payment_id!, payment.payment_date!]))
  /** The day of a payment, or of the credit note that is applied like one. */
  const sourceDay = (id: string) => paid.get(id) ?? issued.get(id)!
  const known = (row: Row) => issued.get(row.invoice_id!)! <= day
  return {
    ...tables,
    invoices: tables.invoices.filter(known),
    payments: tables.payments.filter((payment) => payment.payment_date! <= day),
    applications: tables.applications.filter(
      (row) =>
        known(row) && (row.applied_date || sourceDay(row.payment_id!)) <= day && sourceDay(row.payment_id!) <= day,
    ),
    adjustments: tables.adjustments.filter((row) => row.date! <= day),
    disputes: tables.disputes
      .filter((row) => known(row) && row.opened_on! <= day)
      .map((row) => (row.resolved_on! > day ? { ...row, resolved_on: '', conceded: '' } : row)),
    activities: (tables.activities ?? [])
      .filter((row) => row.date! <= day)
      .map((row) => (row.promised_on === '' || row.promised_on! > day ? { ...row, kept: '' } : row)),
    surveys: (tables.surveys ?? []).filter((row) => row.date! <= day),
  }
}
