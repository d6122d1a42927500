import { readdirSync, statSync } from 'node:fs'
import { InputError } from '../document/input-error.js'
import { tableNames } from '../ledger/canonical-tables.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { type ExportedFile, exportFiles } from './export-files.js'
import type { ExportTable } from './export-table.js'
import { filledTables, ledgerTable } from './ledger-tables.js'
import { withCurrency } from './with-currency.js'

/** The formats that a canonical ledger is kept in. */
export const tableFormats = ['csv', 'parquet', 'jsonl'] as const
export type TableFormat = (typeof tableFormats)[number]

/**
 * Writes a ledger as a folder of canonical tables that reads as the same ledger again: identifiers, amounts, days and texts
 * exactly as they are, nothing left out, nothing changed for spreadsheets' sake. Columns that a ledger derives are not
 * written; a currency other than USD is stated in a column. All files are there when it is done,
 * and none if it fails.
 */
export async function writeTables(
  ledger: LedgerData,
  directory: string,
  format: TableFormat,
  onRows?: (table: ExportTable, rows: number) => void,
): Promise<ExportedFile[]> {
  const tables = filledTables(ledger).map((name) => canonicalTable(ledgerTable(ledger, name)))
  refuseOtherTables(directory, new Set(tables.map(({ name }) => `${name}.${format}`)))
  return await exportFiles(
    tables,
    { path: directory, format, isFolder: true },
    { raw: true, asOf: ledger.asOf, ...(onRows ? { onRows } : {}) },
  )
}

const derived: readonly string[] = ['open_amount']

function canonicalTable(table: ExportTable): ExportTable {
  return withCurrency({ ...table, columns: table.columns.filter(({ name }) => !derived.includes(name)) })
}

/** A table of an earlier ledger that stays beside the new ones would be read as a part of it. */
function refuseOtherTables(directory: string, written: ReadonlySet<string>): void {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return
  const isTable = (file: string) => tableNames.some((name) => file.toLowerCase().split('.')[0] === name)
  const other = readdirSync(directory).find((file) => isTable(file) && !written.has(file))
  if (other === undefined) return
  throw new InputError(
    `${directory}: the folder holds ${other} of another ledger, which would be read with the new tables; give another folder or remove it.`,
  )
}
