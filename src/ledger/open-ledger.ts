import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { InputError } from '../document/input-error.js'
import { currencyOf } from '../money/currency.js'
import type { TableName } from './canonical-tables.js'
import { Ledger } from './ledger.js'
import { buildLedger } from './link/build-ledger.js'
import type { ParsedTables } from './link/parsed-tables.js'
import { findTables } from './read/find-tables.js'
import { type ParsedTable, readCanonicalTable } from './read/read-canonical-table.js'

export interface OpenLedgerOptions {
  /** The file (or folder of files) that a mapping reads, instead of the one it names. */
  readonly source?: string
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

  const parsed: Partial<Record<TableName, ParsedTable>> = {}
  const hash = createHash('sha256')
  for (const source of sources.tables) {
    parsed[source.table] = await readCanonicalTable(source, currency)
    hash.update(JSON.stringify([source.table, source.mapping ?? null]))
    hash.update(readFileSync(source.file))
  }
  const data = buildLedger(parsed as ParsedTables, {
    currency,
    hash: hash.digest('hex'),
    unread: sources.unread,
  })
  return new Ledger(data)
}
