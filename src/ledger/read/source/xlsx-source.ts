import { readFileSync } from 'node:fs'
import type { CellObject, WorkBook, WorkSheet } from 'xlsx'
import { didYouMean } from '../../../document/did-you-mean.js'
import { InputError } from '../../../document/input-error.js'
import type { RawSource } from '../raw-source.js'
import { checkRepeated } from './csv-header.js'
import { type ExcelEpoch, excelNumber, excelText } from './excel-value.js'
import type { SourceOptions } from './source-options.js'
import { StagedRows } from './staged-rows.js'
import type { WorkingFile } from './working-file.js'
import { keepsItsWord, zipDirectory } from './zip-directory.js'

/** The most bytes that a workbook may hold: it is read in memory, and none that Excel can open comes near. */
const largestWorkbook = 2 ** 30
/** V8 cannot hold a longer text, and a sheet is one. */
const largestPart = 2 ** 29 - 32

/**
 * A sheet of a workbook as a source: values as Excel shows them, formulas by the result that was saved with them. The
 * header is the first row that is not empty; rows count as in Excel.
 */
export async function openXlsx(working: WorkingFile, options: SourceOptions): Promise<RawSource> {
  const { name } = working
  const bytes = readFileSync(working.path)
  working.close()
  checkWorkbook(name, bytes, Math.min(options.maxUnpackedBytes ?? largestWorkbook, largestWorkbook))
  // The library takes a moment to load, and most ledgers have no workbook.
  const xlsx = await import('xlsx')
  let book: WorkBook
  let sheetName: string
  try {
    // Only the sheet that is asked for is parsed; the names of all are known anyway.
    const sheets = options.sheet ?? 0
    book = xlsx.read(bytes, { type: 'buffer', sheets, dense: true, cellNF: true, cellText: false, cellHTML: false })
    sheetName = chosenSheet(name, book.SheetNames, options.sheet)
  } catch (error) {
    if (error instanceof InputError) throw error
    const { message } = error as Error
    throw new InputError(
      `${name}: the file cannot be read as a workbook: ${message}; open it in Excel and save it again.`,
    )
  }
  const epoch: ExcelEpoch = book.Workbook?.WBProps?.date1904 ? 1904 : 1900
  const dateFormats = new Map<string, boolean>()
  const isDateFormat = (format: string) => {
    const known = dateFormats.get(format) ?? xlsx.SSF.is_date(format)
    dateFormats.set(format, known)
    return known
  }
  const textOf = (cell: CellObject | undefined) => cellText(cell, isDateFormat, epoch)
  return await stageSheet(
    `${name}, sheet ${sheetName}`,
    name,
    rowsOf(book.Sheets[sheetName]),
    textOf,
    options.headerLine,
  )
}

type SheetRows = readonly (readonly (CellObject | undefined)[] | undefined)[]

function rowsOf(sheet: WorkSheet | undefined): SheetRows {
  return (sheet?.['!data'] ?? []) as SheetRows
}

async function stageSheet(
  place: string,
  file: string,
  rows: SheetRows,
  textOf: (cell: CellObject | undefined) => string | null,
  headerLine: number | undefined,
): Promise<RawSource> {
  const isFilled = (row: SheetRows[number]) => row?.some((cell) => textOf(cell) !== null) ?? false
  const headerRow = headerLine === undefined ? rows.findIndex(isFilled) : headerLine - 1
  if (headerRow < 0) throw new InputError(`${place}: the sheet is empty; it needs a header row and rows below it.`)
  const names = Array.from(rows[headerRow] ?? [], (cell) => textOf(cell)?.trim() ?? '')
  if (names.every((column) => column === '')) {
    throw new InputError(`${place}, row ${headerRow + 1}: there is no header; this row must name the columns.`)
  }
  checkRepeated(`${place}, row ${headerRow + 1}`, names)
  const staged = new StagedRows(file)
  try {
    // Notes to the right of the table stand in columns without a name.
    let width = names.length
    for (let index = headerRow + 1; index < rows.length; index++) {
      const values = Array.from(rows[index] ?? [], textOf)
      while (values.length > 0 && values.at(-1) === null) values.pop()
      width = Math.max(width, values.length)
      if (values.length > 0) await staged.add(index + 1, values)
    }
    const columns = [...names, ...Array<string>(width - names.length).fill('')]
    return await staged.source(columns, true)
  } catch (error) {
    await staged.discard()
    throw error
  }
}

function checkWorkbook(name: string, bytes: Buffer, maximum: number): void {
  const entries = zipDirectory(bytes)
  if (!entries) throw new InputError(`${name}: the workbook is damaged or cut off; copy or export it once more.`)
  if (!entries.some((entry) => /^xl\/workbook\.(?:xml|bin)$/i.test(entry.name))) {
    throw new InputError(`${name}: the file is a zip file but no Excel workbook; save the table as XLSX or CSV.`)
  }
  const total = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0)
  if (total > maximum || entries.some((entry) => entry.unpackedBytes > largestPart)) {
    throw new InputError(`${name}: the workbook unpacks to ${total} bytes, which is too large; save the sheet as CSV.`)
  }
  const liar = entries.find((entry) => !entry.name.endsWith('/') && !keepsItsWord(bytes, entry))
  if (liar) {
    throw new InputError(
      `${name}: the workbook is damaged (${liar.name} is not what it should be); save it in Excel again.`,
    )
  }
}

function chosenSheet(name: string, sheets: readonly string[], asked: string | undefined): string {
  const found = asked === undefined ? sheets[0] : sheets.find((sheet) => sheet === asked)
  if (found !== undefined) return found
  if (asked === undefined) throw new InputError(`${name}: the workbook has no sheets.`)
  throw new InputError(
    `${name}: there is no sheet "${asked}".${didYouMean(asked, sheets)} Sheets: ${sheets.join(', ')}.`,
  )
}

const errorTexts: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
}

/** What a cell holds as text; null if it is empty. An error, or a formula without a saved result, is text as well. */
function cellText(
  cell: CellObject | undefined,
  isDateFormat: (format: string) => boolean,
  epoch: ExcelEpoch,
): string | null {
  if (!cell) return null
  const { v: value, t: type } = cell
  if (value === undefined || type === 'z') return cell.f ? `=${cell.f}` : null
  if (type === 'e') return errorTexts[Number(value)] ?? '#ERROR'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'number') {
    const format = typeof cell.z === 'string' ? cell.z : 'General'
    return format === 'General' ? excelNumber(value) : excelText(value, format, isDateFormat(format), epoch)
  }
  if (value instanceof Date)
    return value
      .toISOString()
      .replace('T', ' ')
      .replace(/\.000Z$/, '')
      .replace(/ 00:00:00$/, '')
  return value === '' ? null : value
}
