import type { TableName } from '../ledger/canonical-tables.js'
import { assumedCurrency } from '../money/currency.js'
import type { ExportTable } from './export-table.js'

/** The tables whose rows can say what their money is in. (A customer's currency is another thing: how it is billed.) */
const canSay: readonly TableName[] = ['invoices', 'payments']

/** The table with its currency in every row, where that must be said and no column says it yet. */
export function withCurrency(table: ExportTable): ExportTable {
  const { code } = table.currency
  const saysIt = table.columns.some(({ name }) => name === 'currency')
  if (code === assumedCurrency || saysIt || !canSay.some((name) => name === table.name)) return table
  return { ...table, columns: [...table.columns, { name: 'currency', kind: 'text', at: () => code }] }
}
