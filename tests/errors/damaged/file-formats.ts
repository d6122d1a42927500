import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import * as xlsx from 'xlsx'
import type { TextTable } from './good-ledger.js'

/** A table as CSV text, quoted only where it must be. */
export function csvText({ columns, rows }: TextTable, delimiter = ',', lineEnd = '\n'): string {
  const field = (text: string) =>
    /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text
  return [columns, ...rows].map((row) => row.map(field).join(delimiter) + lineEnd).join('')
}

/** One object a line; a row's fields beyond the header's names have none and are left out. */
export function jsonLines({ columns, rows }: TextTable): string {
  return rows
    .map((row) => `${JSON.stringify(Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])))}\n`)
    .join('')
}

export function utf16(text: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
}

export const packed = (bytes: string | Uint8Array) => gzipSync(bytes)

/** A workbook with every cell as text. */
export function workbook({ columns, rows }: TextTable): Buffer {
  const sheet = xlsx.utils.aoa_to_sheet([
    [...columns],
    ...rows.map((row) => row.map((text) => (text === '' ? null : text))),
  ])
  const book = xlsx.utils.book_new()
  xlsx.utils.book_append_sheet(book, sheet, 'Table')
  return xlsx.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer
}

/** Writes a Parquet file with every column as text. */
export async function writeParquet({ columns, rows }: TextTable, file: string): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  try {
    const text = (value: string) => `'${value.replaceAll("'", "''")}'`
    const tuples = rows.map((row) => `(${columns.map((_, index) => text(row[index] ?? '')).join(', ')})`)
    const names = columns.map((name) => `"${name.replaceAll('"', '""')}"`)
    await connection.run(
      `COPY (SELECT * FROM (VALUES ${tuples.join(', ')}) AS t(${names.join(', ')})) TO ${text(file)} (FORMAT parquet)`,
    )
  } finally {
    connection.closeSync()
  }
}
