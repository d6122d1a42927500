import type { TableInput } from './open-tables.js'
import { connectDuckDb } from './shared-duckdb.js'

/**
 * The currency of a ledger that nobody names: the one that all invoices state, unless there are rates to convert it.
 * Null if none is stated, or several are: which of them the ledger reports in, its owner must say.
 */
export async function statedCurrency(
  invoices: readonly TableInput[],
  rates: readonly TableInput[],
): Promise<string | null> {
  const [code, ...others] = await currenciesOf(invoices)
  if (code === undefined || others.length > 0 || !/^[A-Z]{3}$/.test(code)) return null
  return (await currenciesOf(rates)).includes(code) ? null : code
}

/** The distinct texts of a table's currency column, in capitals; '' where a row states none. */
async function currenciesOf(inputs: readonly TableInput[]): Promise<string[]> {
  const codes = new Set<string>()
  const connection = await connectDuckDb()
  try {
    for (const { source, recipeFor } of inputs) {
      const { columns, relation } = recipeFor(source)
      const column = columns.get('currency')
      if (column === undefined) return ['']
      const query = `SELECT DISTINCT upper(trim(coalesce(${column.text}, ''))) AS code FROM ${relation} ORDER BY code LIMIT 200`
      for (const [code] of (await connection.runAndReadAll(query)).getRows()) codes.add(String(code))
    }
  } finally {
    connection.closeSync()
  }
  return [...codes]
}
