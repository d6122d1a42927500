import { InputError } from '../document/input-error.js'
import { currencyOf } from '../money/currency.js'
import { type TableName, tableNames } from './canonical-tables.js'
import { Ledger } from './ledger.js'
import type { Warning } from './ledger-problem.js'
import { buildLedger } from './link/build-ledger.js'
import type { ParsedTables } from './link/parsed-tables.js'
import { findTables } from './read/find-tables.js'
import { openTable, type TableInput } from './read/open-tables.js'
import type { ParsedTable } from './read/parsed-table.js'
import type { RawSource } from './read/raw-source.js'
import { connectDuckDb } from './read/shared-duckdb.js'
import { streamTable } from './read/stream-table.js'
import { TextDictionary } from './text/text-dictionary.js'

export interface OpenLedgerOptions {
  /** The file (or folder of files) that a mapping reads, instead of the one it names. */
  readonly source?: string
  /** Called now and then: which table is being read, the rows so far, and about how many there are. */
  readonly onProgress?: (table: TableName, rows: number, expected: number) => void
}

/** Identifiers that name the same things in several tables. */
const sharedIdentifiers: Readonly<Record<string, string>> = {
  customer_id: 'customer',
  invoice_id: 'invoice',
  rebills: 'invoice',
  payment_id: 'payment',
}

/**
 * Reads, understands and links a ledger: a folder of canonical tables, or a mapping file. Rows that cannot be used
 * are in `ledger.data.rejects`; whether those are acceptable is for the caller to say. Throws an InputError, one
 * sentence, if there is nothing to read: a missing file or column, an empty file.
 */
export async function openLedger(path: string, options: OpenLedgerOptions = {}): Promise<Ledger> {
  const sources = findTables(path, options.source)
  const currency = currencyOf(sources.currency)
  if (!currency) throw new InputError(`${path}: "${sources.currency}" is not the ISO 4217 code of a currency.`)

  const opened: RawSource[] = []
  const warnings: Warning[] = []
  const connection = await connectDuckDb()
  try {
    const shared = new Map<string, TextDictionary>()
    const dictionaryOf = (column: string, expectedRows: number) => {
      const kind = sharedIdentifiers[column]
      if (kind === undefined) return new TextDictionary(expectedRows)
      const dictionary = shared.get(kind) ?? new TextDictionary(expectedRows)
      shared.set(kind, dictionary)
      return dictionary
    }
    const parsed: Partial<Record<TableName, ParsedTable>> = {}
    for (const table of tableNames) {
      const inputs: TableInput[] = []
      for (const entry of sources.tables.filter((source) => source.table === table)) {
        const open = await openTable(entry, sources, connection, (source) => opened.push(source))
        inputs.push(...open.inputs)
        warnings.push(...open.warnings)
      }
      if (inputs.length === 0) continue
      parsed[table] = await streamTable(table, inputs, {
        connection,
        currency,
        dictionaryOf,
        ...(options.onProgress ? { onProgress: (rows, expected) => options.onProgress?.(table, rows, expected) } : {}),
        onOpened: (source) => opened.push(source),
        onWarning: (warning) => warnings.push(warning),
      })
    }
    const data = await buildLedger(parsed as ParsedTables, { currency, warnings })
    for (const dictionary of shared.values()) dictionary.close()
    return new Ledger(data)
  } finally {
    connection.closeSync()
    for (const source of opened) source.close()
  }
}
