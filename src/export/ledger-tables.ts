import { type LedgerData, postingCode } from '../ledger/ledger-data.js'
import { tableView, type ViewTable, viewTables } from '../ledger/table-view.js'
import type { ExportColumn, ExportTable } from './export-table.js'

/**
 * A table of a ledger to export: its canonical columns, and for invoices the open amount as of the ledger's day and, where
 * the ledger states it so, the day on which each was paid in full.
 */
export function ledgerTable(ledger: LedgerData, name: ViewTable): ExportTable {
  const { rows, columns } = tableView(ledger, name)
  const settled = name === 'invoices' ? settledDate(ledger) : null
  const known = settled === null || columns.some((column) => column.name === settled.name)
  return { name, rows, columns: known ? columns : [...columns, settled], currency: ledger.currency }
}

/** The canonical tables that have rows, in their usual order; the invoices are always among them. */
export function filledTables(ledger: LedgerData): ViewTable[] {
  return viewTables.filter((name) => name === 'invoices' || (name !== 'postings' && tableView(ledger, name).rows > 0))
}

/** `settled_date` from the cash that no payment brought; null for a ledger that has payments instead. */
function settledDate({ postings }: LedgerData): ExportColumn | null {
  const fromPayments = postings.source.every(
    (source, posting) => source >= 0 || postings.kind[posting] !== postingCode.cash,
  )
  if (fromPayments) return null
  return {
    name: 'settled_date',
    kind: 'date',
    at: (row) => {
      for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
        const isCash = postings.kind[posting] === postingCode.cash
        if (isCash && postings.source[posting]! < 0) return postings.day[posting]!
      }
      return null
    },
  }
}
