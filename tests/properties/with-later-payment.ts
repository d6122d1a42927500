import type { Row } from '../ledger/ledger-folder.js'
import type { RowTables } from './random-ledger.js'

/** The tables with one payment, and what is applied from it, so many days later. */
export function withLaterPayment(tables: RowTables, id: string, days: number): RowTables {
  const put = (day: string) =>
    day === '' ? '' : new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
  const move = (rows: readonly Row[], column: string) =>
    rows.map((row) => (row.payment_id === id ? { ...row, [column]: put(row[column]!) } : row))
  return {
    ...tables,
    payments: move(tables.payments, 'payment_date'),
    applications: move(tables.applications, 'applied_date'),
  }
}
