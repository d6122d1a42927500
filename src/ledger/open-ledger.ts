import type { DuckDBConnection } from '@duckdb/node-api'
import { InputError } from '../document/input-error.js'
import { assumedCurrency, type Currency, currencyOf } from '../money/currency.js'
import { type TableName, tableNames } from './canonical-tables.js'
import { Ledger } from './ledger.js'
import type { Warning } from './ledger-problem.js'
import { buildLedger } from './link/build-ledger.js'
import type { ParsedTables } from './link/parsed-tables.js'
import { findTables } from './read/find-tables.js'
import { openTable, type TableInput } from './read/open-tables.js'
import type { ParsedTable } from './read/parsed-table.js'
import type { RawSource } from './read/raw-source.js'
import { RowCurrencies } from './read/row-currencies.js'
import { connectDuckDb, shareReadAhead } from './read/shared-duckdb.js'
import { DuckDbFault, duckdbFault } from './read/source/duckdb-fault.js'
import { statedCurrency } from './read/stated-currency.js'
import { streamTable } from './read/stream-table.js'
import { sharedIdentifiers } from './text/shared-identifiers.js'
import { TextDictionary } from './text/text-dictionary.js'

export interface OpenLedgerOptions {
  /** The ISO 4217 code of the ledger's currency; else the mapping's, or the one that all invoices state, or USD. */
  readonly currency?: string
  /** The file (or folder of files) that a mapping reads, instead of the one it names. */
  readonly source?: string
  /** Called now and then: which table is being read, the rows so far, and about how many there are. */
  readonly onProgress?: (table: TableName, rows: number, expected: number) => void
}

/**
 * Reads, understands and links a ledger: a folder of canonical tables, or a mapping file. Rows that cannot be used
 * are in `ledger.data.rejects`; whether those are acceptable is for the caller to say. Throws an InputError, one
 * sentence, if there is nothing to read: a missing file or column, an empty file.
 */
export async function openLedger(path: string, options: OpenLedgerOptions = {}): Promise<Ledger> {
  try {
    return await readLedger(path, options, false)
  } catch (error) {
    // What DuckDB stumbles over is mostly gone from mended copies; they take time, so they come second.
    if (!(duckdbFault(path, error) instanceof DuckDbFault)) throw error
  }
  try {
    return await readLedger(path, options, true)
  } catch (error) {
    throw duckdbFault(path, error)
  }
}

async function readLedger(path: string, options: OpenLedgerOptions, mended: boolean): Promise<Ledger> {
  const sources = findTables(path, options.source)
  const opened: RawSource[] = []
  const warnings: Warning[] = [...sources.warnings]
  // A connection streams one table at a time, and tables are read at the same time.
  const connections = new Map<TableName, DuckDBConnection>()
  try {
    const shared = new Map<string, TextDictionary>()
    const dictionaryOf = (column: string, expectedRows: number) => {
      const kind = sharedIdentifiers[column]
      if (kind === undefined) return new TextDictionary(expectedRows)
      const dictionary = shared.get(kind) ?? new TextDictionary(expectedRows)
      shared.set(kind, dictionary)
      return dictionary
    }
    const inputsOf = new Map<TableName, TableInput[]>()
    for (const entry of sources.tables) {
      const connection = connections.get(entry.table) ?? (await connectDuckDb())
      connections.set(entry.table, connection)
      const open = await openTable(entry, sources, connection, (source) => opened.push(source), mended)
      inputsOf.set(entry.table, [...(inputsOf.get(entry.table) ?? []), ...open.inputs])
      warnings.push(...open.warnings)
    }
    const code =
      options.currency ??
      sources.currency ??
      (await statedCurrency(inputsOf.get('invoices')!, inputsOf.get('fx') ?? [])) ??
      assumedCurrency
    const currency = currencyOf(code)
    if (!currency) throw new InputError(`${path}: "${code}" is not the ISO 4217 code of a currency.`)
    const currencies = new RowCurrencies(currency)
    const parsed: Partial<Record<TableName, ParsedTable>> = {}
    const read = async (table: TableName, differInDecimals: boolean) => {
      const found: Warning[] = []
      const read = await streamTable(table, inputsOf.get(table)!, {
        connection: connections.get(table)!,
        currency,
        dictionaryOf,
        ...(differInDecimals ? { rowCurrencies: currencies } : {}),
        ...(options.onProgress ? { onProgress: (rows, expected) => options.onProgress?.(table, rows, expected) } : {}),
        onOpened: (source) => opened.push(source),
        onWarning: (warning) => found.push(warning),
      })
      return { table: read, warnings: found }
    }
    const take = ({ table, warnings: found }: { table: ParsedTable; warnings: readonly Warning[] }) => {
      parsed[table.name] = table
      currencies.learn(table)
      warnings.push(...found)
    }
    const large = largeTables([...inputsOf.values()])
    for (const connection of connections.values()) await shareReadAhead(connection, large)
    // Rates first: they say which currencies there are.
    if (inputsOf.has('fx')) take(await read('fx', false))
    const others = tableNames.filter((name) => name !== 'fx' && inputsOf.has(name))
    if (parsed.fx !== undefined && hasOtherDecimals(parsed.fx, currency)) {
      // Where currencies differ in decimals, a table must know the rows that it names before its amounts can be read.
      for (const table of others) take(await read(table, true))
    } else {
      // DuckDB reads one table while we take in another. All end before the first fault is told, or what was read.
      const results = await Promise.allSettled(others.map((table) => read(table, false)))
      for (const result of results) if (result.status === 'rejected') throw result.reason
      for (const result of results) if (result.status === 'fulfilled') take(result.value)
    }
    const data = await buildLedger(parsed as ParsedTables, { currencies, warnings })
    for (const dictionary of shared.values()) dictionary.close()
    return new Ledger(data)
  } finally {
    for (const connection of connections.values()) connection.closeSync()
    for (const source of opened) source.close()
  }
}

/** How many tables are about as large as the largest, or a tenth of it. */
function largeTables(tables: readonly (readonly TableInput[])[]): number {
  const rows = tables.map((inputs) => inputs.reduce((sum, { source }) => sum + source.estimatedRows, 0))
  return rows.filter((count) => 10 * count >= Math.max(...rows)).length
}

/** Whether an fx table names a currency with other decimals than the ledger's: then each row's currency must be minded. */
function hasOtherDecimals(fx: ParsedTable, reporting: Currency): boolean {
  const { dictionary } = fx.texts('currency')!
  return Array.from({ length: dictionary.length }, (_, code) => currencyOf(dictionary.at(code)!.toUpperCase())).some(
    (currency) => currency !== null && currency.decimals !== reporting.decimals,
  )
}
