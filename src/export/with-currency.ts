import type { TableName } from '../ledger/canonical-tables.js'
import type { ExportTable } from './export-table.js'

/** The tables whose rows say which currency they are in. A customer's currency is another thing: the one it is billed in. */
const withOwnCurrency: readonly TableName[] = ['invoices', 'payments']

/** The table with its currency in every row, where it is one that can say so and does not yet. */
export function withCurrency(table: ExportTable): ExportTable {
  const can = withOwnCurrency.some((name) => name === table.name)
  if (!can || table.columns.some(({ name }) => name === 'currency')) return table
  const { code } = table.currency
  return { ...table, columns: [...table.columns, { name: 'currency', kind: 'text', at: () => code }] }
}
