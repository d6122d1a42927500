import { InputError } from '../../document/input-error.js'
import { rejectSentence } from '../ledger-problem.js'
import type { RawSource } from './raw-source.js'
import { connectDuckDb } from './shared-duckdb.js'
import { openSources } from './source/open-sources.js'
import { readSource } from './source/read-source.js'

/** A file's rows as texts, as they stand in it. */
export interface SmallTable {
  /** As the user named it. */
  readonly file: string
  readonly columns: readonly string[]
  /** null is an empty field. */
  readonly rows: readonly (readonly (string | null)[])[]
  /** The file's line of a row (rows count from 0). */
  lineOf(row: number): number
}

/**
 * Reads a small file that goes with a ledger, such as control balances, whatever its format (CSV, workbook, JSON,
 * Parquet). Throws an InputError if it cannot be read, or has a record that is no row: it must be sound as a whole.
 */
export async function readSmallTable(path: string): Promise<SmallTable> {
  const connection = await connectDuckDb()
  const opened: RawSource[] = []
  try {
    const [given, second] = await openSources(path, {}, connection)
    opened.push(given!)
    if (second) {
      opened.push(second)
      throw new InputError(`${path}: there are several files of that name; give one.`)
    }
    const { source, result, malformed } = await readSource(given!, async (own) => {
      opened.push(own)
      const reader = await connection.streamAndReadAll(`SELECT * FROM ${own.relation}`)
      const rows = reader.getRows().map((row) => row.map((value) => (value === null ? null : String(value))))
      return { result: rows, rows: rows.length }
    })
    if (malformed.length > 0) throw new InputError(rejectSentence(malformed[0]!))
    const lines = await source.linesOf(result.map((_, row) => row))
    return { file: source.file, columns: source.columns, rows: result, lineOf: (row) => lines[row]! }
  } finally {
    connection.closeSync()
    for (const source of new Set(opened)) source.close()
  }
}
