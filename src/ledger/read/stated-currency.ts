import type { TableInput } from './open-tables.js'
import { connectDuckDb } from './shared-duckdb.js'

/**
 * The one currency that all invoices state: then it is the ledger's. Null if none is stated, or several are: which of them
 * the ledger reports in, its owner must say.
 */
export async function statedCurrency(invoices: readonly TableInput[]): Promise<string | null> {
  const codes = new Set<string>()
  const connection = await connectDuckDb()
  try {
    for (const { source, recipeFor } of invoices) {
      const { columns, relation } = recipeFor(source)
      const column = columns.get('currency')
      if (column === undefined) return null
      const code = `upper(trim(coalesce(${column.text}, '')))`
      const reader = await connection.runAndReadAll(`SELECT DISTINCT ${code} FROM ${relation} LIMIT 3`)
      for (const [found] of reader.getRows()) codes.add(String(found))
      if (codes.size > 1) return null
    }
  } finally {
    connection.closeSync()
  }
  const [only] = codes
  return only === undefined || !/^[A-Z]{3}$/.test(only) ? null : only
}
