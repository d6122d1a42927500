import type { TableCounts } from './ledger-data.js'

/** How many rows of all tables were rejected. Of very many only the first are listed, but all are counted. */
export function rejectedRowCount(tables: Readonly<Record<string, TableCounts>>): number {
  return Object.values(tables).reduce((sum, { rejected }) => sum + rejected, 0)
}
