import { createWriteStream, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { InputError } from '../document/input-error.js'
import type { ExportTable } from './export-table.js'
import {
  columnLetters,
  contentTypesXml,
  packageRelationsXml,
  sheetHead,
  sheetRow,
  sheetTail,
  stylesXml,
  workbookRelationsXml,
  workbookXml,
} from './xlsx-parts.js'

/** What a sheet can hold, the header included. */
const mostRows = 1_048_576
const mostColumns = 16_384
const mostCharacters = 32_767

const chunkLength = 1 << 16

/** Fixed, so that equal tables give equal bytes. */
const fixedTime = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true } as const

/**
 * Writes tables as the sheets of one workbook, row by row, and gives its size in bytes. Days are real dates, money is a
 * number with thousands separators, text is typed as text and never a formula. An InputError says which table no sheet can
 * hold, before anything is written, and which text no cell can.
 */
export async function writeXlsx(
  file: string,
  tables: readonly ExportTable[],
  onRows?: (table: ExportTable, rows: number) => void,
): Promise<number> {
  for (const table of tables) refuseTooLarge(table)
  const zip = new ZipFile()
  const add = (name: string, content: string) => zip.addBuffer(Buffer.from(content), name, fixedTime)
  add('[Content_Types].xml', contentTypesXml(tables.length))
  add('_rels/.rels', packageRelationsXml())
  add('xl/workbook.xml', workbookXml(tables.map(({ name }) => name)))
  add('xl/_rels/workbook.xml.rels', workbookRelationsXml(tables.length))
  add('xl/styles.xml', stylesXml(tables[0]?.currency.decimals ?? 2))
  // The archive does not pass on what fails in the streams that it reads.
  const failed = new AbortController()
  for (const [index, table] of tables.entries()) {
    const sheet = Readable.from(
      sheetChunks(table, (rows) => onRows?.(table, rows)),
      { objectMode: false },
    )
    sheet.on('error', (error) => failed.abort(error))
    zip.addReadStream(sheet, `xl/worksheets/sheet${index + 1}.xml`, fixedTime)
  }
  zip.end()
  try {
    await pipeline(zip.outputStream, createWriteStream(file), { signal: failed.signal })
  } catch (error) {
    throw failed.signal.aborted ? failed.signal.reason : error
  }
  return statSync(file).size
}

async function* sheetChunks(table: ExportTable, onRows: (rows: number) => void): AsyncGenerator<Buffer> {
  const letters = table.columns.map((_, index) => columnLetters(index))
  let chunk = sheetHead(table)
  for (let row = 0; row < table.rows; row++) {
    refuseLongText(table, row)
    chunk += sheetRow(table, row, letters)
    if (chunk.length < chunkLength) continue
    yield Buffer.from(chunk)
    onRows(row + 1)
    chunk = ''
  }
  yield Buffer.from(chunk + sheetTail(table))
  onRows(table.rows)
}

function refuseTooLarge({ name, rows, columns }: ExportTable): void {
  if (rows + 1 > mostRows) {
    throw new InputError(
      `The table ${name} has ${rows.toLocaleString('en-US')} rows, but a sheet of a workbook ends at ${mostRows.toLocaleString('en-US')} with its header; export it as csv or parquet.`,
    )
  }
  if (columns.length > mostColumns) {
    throw new InputError(
      `The table ${name} has ${columns.length} columns, but a sheet of a workbook ends at ${mostColumns}; export it as csv or parquet.`,
    )
  }
}

function refuseLongText({ name, columns }: ExportTable, row: number): void {
  for (const column of columns) {
    if (column.kind !== 'text' && column.kind !== 'identifier') continue
    const length = column.at(row)?.length ?? 0
    if (length <= mostCharacters) continue
    throw new InputError(
      `The table ${name}, row ${row + 1}, column ${column.name}: a text of ${length.toLocaleString('en-US')} characters is too long for a cell of a workbook, which holds ${mostCharacters.toLocaleString('en-US')}; export it as csv or parquet.`,
    )
  }
}
