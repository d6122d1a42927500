import { isoFromDay } from '../../src/calendar/day.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { tableView, type ViewTable } from '../../src/ledger/table-view.js'
import { decimalText } from '../../src/money/format-amount.js'
import type { Row } from '../ledger/ledger-folder.js'
import type { RowTables } from '../properties/random-ledger.js'

/** The rows that a small ledger was made of, as the slow implementation reads them. */
export function ledgerRows({ data }: Ledger): RowTables {
  const rows = (table: ViewTable): Row[] => {
    const view = tableView(data, table)
    return Array.from({ length: view.rows }, (_, row) =>
      Object.fromEntries(
        view.columns.map((column): [string, string] => {
          const value = column.at(row)
          if (value === null) return [column.name, '']
          if (column.kind === 'date') return [column.name, isoFromDay(value as never)]
          return [column.name, column.kind === 'amount' ? decimalText(value as never, 2) : String(value)]
        }),
      ),
    )
  }
  return {
    customers: rows('customers'),
    invoices: rows('invoices'),
    payments: rows('payments'),
    applications: rows('applications'),
    adjustments: rows('adjustments'),
    disputes: rows('disputes'),
  }
}
