import { didYouMean } from '../document/did-you-mean.js'
import { InputError } from '../document/input-error.js'
import { type CanonicalTable, canonicalTables, type TableName, tableNames } from '../ledger/canonical-tables.js'
import type { Currency } from '../money/currency.js'
import { plainNumberText } from './cell-text.js'
import type { ExportTable } from './export-table.js'

/** What is read of a data frame: its column names and its rows. A danfo DataFrame is one. */
export interface FrameLike {
  readonly columns: readonly string[]
  readonly values: unknown
}

/** A frame for each canonical table, e.g. { invoices: frame }. */
export type Frames = Readonly<Partial<Record<TableName, FrameLike>>>

/**
 * Frames as canonical tables in text: money and numbers in the fewest digits that name them (so 1234.5 is `1234.5`, exactly, and
 * what a calculation left over stays to be seen), '' and NaN as empty cells. An InputError names a frame that is no canonical
 * table, and an identifier, text or date that is not text: a number has lost its leading zeros, a Date has a time zone.
 */
export function ledgerTablesFromFrames(frames: Frames, currency: Currency): ExportTable[] {
  return Object.entries(frames).map(([name, frame]) => {
    const table = tableNames.find((known) => known === name)
    if (!table) throw new InputError(`frame ${name}: this is no table of a ledger.${didYouMean(name, tableNames)}`)
    return frameTable(table, frame, currency)
  })
}

function frameTable(name: TableName, frame: FrameLike, currency: Currency): ExportTable {
  const rows = frame.values as readonly (readonly unknown[])[]
  const schema: CanonicalTable = canonicalTables[name]
  const columns = frame.columns.map((column, index) => {
    const kind = schema[column]?.kind
    // Columns that a ledger does not read may hold anything.
    const isNumeric = kind === undefined || kind === 'amount' || kind === 'number' || kind === 'flag'
    return {
      name: column,
      kind: 'text' as const,
      at: (row: number) => cellOf(rows[row]![index], isNumeric, () => place(name, column, row)),
    }
  })
  return { name, rows: rows.length, columns, currency }
}

function cellOf(value: unknown, isNumeric: boolean, where: () => string): string | null {
  if (value === null || value === undefined || value === '' || Number.isNaN(value)) return null
  if (typeof value === 'string') return value
  if (isNumeric && typeof value === 'number') return plainNumberText(value)
  if (isNumeric && (typeof value === 'boolean' || typeof value === 'bigint')) return String(value)
  throw new InputError(`${where()}: ${mustBeText(value)}`)
}

function mustBeText(value: unknown): string {
  if (typeof value === 'number') {
    return `it holds the number ${value}, but must be text; as a number 007 is 7, so read identifiers as strings.`
  }
  if (value instanceof Date)
    return 'it holds a Date, which has a time and a zone; give the day as text like 2024-03-31.'
  return `it holds a value of type ${typeof value}, but must be text.`
}

/** Rows of frames count from 0. */
function place(table: string, column: string, row: number): string {
  return `frame ${table}, row ${row}, column ${column}`
}
