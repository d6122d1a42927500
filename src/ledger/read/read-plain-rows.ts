import { connectDuckDb } from './shared-duckdb.js'
import { openSources } from './source/open-sources.js'
import { readSource } from './source/read-source.js'

/** A small table as texts, row by row. */
export interface PlainRows {
  readonly file: string
  readonly columns: readonly string[]
  /** One list per row, a text per column; null where empty. */
  readonly rows: readonly (readonly (string | null)[])[]
  /** The file's line of a row (rows count from 0). */
  readonly lineOf: (row: number) => number
}

/**
 * Reads a small table of any format that a ledger may have, every value as text. A record that is no row is reported
 * through `refuse`. Not for large files: every value becomes an object.
 */
export async function readPlainRows(file: string, refuse: (line: number, reason: string) => void): Promise<PlainRows> {
  const connection = await connectDuckDb()
  try {
    const [first] = await openSources(file, {}, connection)
    const { source, result, malformed } = await readSource(first!, async (own) => {
      const names = own.columns.map((_, index) => `c${index}`).join(', ')
      const reader = await connection.streamAndReadAll(`SELECT ${names} FROM ${own.relation}`)
      const rows = reader.getRows() as (string | null)[][]
      return { result: rows, rows: rows.length }
    })
    try {
      for (const { line, reason } of malformed) refuse(line, reason)
      const lines = await source.linesOf(result.map((_, row) => row))
      return { file: source.file, columns: source.columns, rows: result, lineOf: (row) => lines[row]! }
    } finally {
      source.close()
    }
  } finally {
    connection.closeSync()
  }
}
