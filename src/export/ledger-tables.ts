import type { LedgerData } from '../ledger/ledger-data.js'
import { tableView, type ViewTable, viewTables } from '../ledger/table-view.js'
import type { ExportTable } from './export-table.js'

/** A table of a ledger to export; for invoices with the open amount as of the ledger's day. */
export function ledgerTable(ledger: LedgerData, name: ViewTable): ExportTable {
  const { rows, columns } = tableView(ledger, name)
  return { name, rows, columns, currency: ledger.currency }
}

/** The canonical tables that have rows, in their usual order; the invoices are always among them. */
export function filledTables(ledger: LedgerData): ViewTable[] {
  const { customers, payments, applications, adjustments, disputes, activities, surveys } = ledger
  const counts: Readonly<Record<string, { readonly count: number }>> = {
    customers,
    payments,
    applications,
    adjustments,
    disputes,
    activities,
    surveys,
  }
  return viewTables.filter((name) => name === 'invoices' || (counts[name]?.count ?? 0) > 0)
}
