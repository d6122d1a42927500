import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { TableName } from '../../src/ledger/canonical-tables.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { openLedger } from '../../src/ledger/open-ledger.js'

/** A row of a table as a user would type it; a column that is left out is empty. */
export type Row = Readonly<Record<string, string>>

/** The tables of a ledger as plain rows. A text is the file as it stands. */
export type Tables = Readonly<Partial<Record<TableName, readonly Row[] | string>>>

/** An invoice with nothing wrong, and a payment of which all is applied to it; tests change what they are about. */
export const invoice: Row = {
  invoice_id: 'I1',
  customer_id: 'C1',
  invoice_date: '2024-01-10',
  due_date: '2024-02-09',
  amount: '100.00',
}
export const payment: Row = { payment_id: 'P1', customer_id: 'C1', payment_date: '2024-02-05', amount: '60.00' }
export const application: Row = { payment_id: 'P1', invoice_id: 'I1', amount: '60.00' }

const root = mkdtempSync(join(tmpdir(), 'arlab-ledger-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A new empty folder, removed after the tests of the file. */
export function newFolder(): string {
  return mkdtempSync(join(root, 'ledger-'))
}

/** Writes a file into a folder (a new one if none is given) and returns its path. */
export function writeFile(name: string, content: string | Uint8Array, folder = newFolder()): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

/** Rows as CSV text; the columns are those of all rows, in the order in which they appear. */
export function csv(rows: readonly Row[], delimiter = ','): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const line = (fields: readonly string[]) =>
    fields.map((field) => (/[",;\t|\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(delimiter)
  return `${[line(columns), ...rows.map((row) => line(columns.map((column) => row[column] ?? '')))].join('\n')}\n`
}

/** Writes a ledger folder from plain rows. */
export function writeLedger(tables: Tables, folder = newFolder()): string {
  for (const [table, rows] of Object.entries(tables)) {
    if (rows.length > 0)
      writeFile(`${table}.csv`, typeof rows === 'string' ? rows : csv(rows as readonly Row[]), folder)
  }
  return folder
}

/** Writes and opens a ledger. */
export async function ledgerFrom(tables: Tables): Promise<Ledger> {
  return await openLedger(writeLedger(tables))
}
