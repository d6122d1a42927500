import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { extname } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { InputError } from '../../document/input-error.js'
import { type Reject, wholeRow } from '../ledger-problem.js'
import { type RecordStart, recordStarts, splitRecord } from './csv-records.js'

/** A file's rows as text, column by column, before any value is understood. */
export interface TextTable {
  readonly file: string
  /** Header names in the file's order. */
  readonly columns: readonly string[]
  /** One array per column; null is an empty field. */
  readonly values: readonly (readonly (string | null)[])[]
  readonly rows: number
  /** Records that are no rows: too few or too many fields, an open quote, bytes that are not UTF-8. */
  readonly rejects: readonly Reject[]
  /** The file's line of a row (rows count from 0). */
  lineOf(row: number): number
}

/**
 * Reads a CSV (comma, semicolon, tab or bar; told from the header line) or Parquet file through DuckDB, every value
 * as text. Throws an InputError if the file is missing, empty, or not such a file.
 */
export async function readTextTable(file: string): Promise<TextTable> {
  const size = statSync(file, { throwIfNoEntry: false })
  if (!size) throw new InputError(`${file}: the file does not exist; check the name and the folder.`)
  if (size.isDirectory()) throw new InputError(`${file}: this is a folder, not a file.`)
  if (size.size === 0) throw new InputError(`${file}: the file is empty; it needs a header line and rows.`)
  return extname(file).toLowerCase() === '.parquet' ? readParquet(file) : readCsv(file)
}

async function readCsv(file: string): Promise<TextTable> {
  const header = readHeader(file)
  const types = header.columns.map((_, index) => `'c${index}': 'VARCHAR'`).join(', ')
  const query = `SELECT * FROM read_csv(${literal(file)}, auto_detect = false, header = true, delim = ${literal(header.delimiter)},
    quote = '"', escape = '"', columns = {${types}}, store_rejects = true)`
  const { values, rejected } = await runQuery(file, query, true)

  // The text is scanned for line numbers only when a message needs one.
  let scanned: readonly RecordStart[] | undefined
  const records = () => {
    scanned ??= recordStarts(readFileSync(file, 'latin1'), header.delimiter)
    return scanned
  }
  const places = rejected.map((record) => recordAt(records(), record.offset))
  return {
    file,
    columns: header.columns,
    values,
    rows: values[0]?.length ?? 0,
    rejects: rejected.map((record, index) => ({
      file,
      line: records()[places[index]!]!.line,
      column: record.kind === 'MISSING COLUMNS' ? wholeRow : (header.columns[record.column] ?? wholeRow),
      value: record.text.trim(),
      reason: structureReason(record, header.columns.length),
    })),
    lineOf: (row) => {
      let record = row + 1
      for (const place of places) if (place <= record) record++
      return records()[record]!.line
    },
  }
}

/** The record that begins last at or before an offset. */
function recordAt(records: readonly RecordStart[], offset: number): number {
  let low = 0
  let high = records.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (records[middle]!.offset <= offset) low = middle
    else high = middle - 1
  }
  return low
}

async function readParquet(file: string): Promise<TextTable> {
  const source = `read_parquet(${literal(file)})`
  const names = await runQuery(file, `SELECT column_name FROM (DESCRIBE SELECT * FROM ${source})`, false)
  const { values } = await runQuery(file, `SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ${source}`, false)
  const columns = names.values[0] as string[]
  return { file, columns, values, rows: values[0]?.length ?? 0, rejects: [], lineOf: (row) => row + 1 }
}

/** A record that DuckDB could not read. Of several faults of one record the first is kept. */
interface RejectedRecord {
  /** Where the record begins in the file, in bytes. */
  readonly offset: number
  readonly column: number
  readonly kind: string
  readonly text: string
}

async function runQuery(file: string, query: string, withRejects: boolean) {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const reader = await connection.runAndReadAll(query)
    const columns = reader.getColumns() as (string | null)[][]
    // Without rows DuckDB gives no columns at all.
    const values = reader.columnNames().map((_, index) => columns[index] ?? [])
    const rejected: RejectedRecord[] = []
    if (withRejects) {
      const rows = await connection.runAndReadAll(
        `SELECT CAST(line_byte_position AS DOUBLE), CAST(column_idx AS INTEGER), CAST(error_type AS VARCHAR), csv_line
           FROM reject_errors ORDER BY line_byte_position, column_idx`,
      )
      for (const [position, column, kind, text] of rows.getRows() as [number, number, string, string | null][]) {
        // DuckDB counts blank lines to the record that follows them; the record itself begins after them.
        const blank = /^[\r\n]*/.exec(text ?? '')![0].length
        const offset = position + blank
        if (rejected.at(-1)?.offset !== offset) rejected.push({ offset, column: column - 1, kind, text: text ?? '' })
      }
    }
    return { values, rejected }
  } catch (error) {
    const firstLine = String((error as Error).message).split('\n')[0]
    throw new InputError(`${file}: the file cannot be read as a table: ${firstLine}`)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

function structureReason(record: RejectedRecord, columns: number): string {
  switch (record.kind) {
    case 'MISSING COLUMNS':
      return `the row has fewer than the ${columns} fields of the header`
    case 'TOO MANY COLUMNS':
      return `the row has more than the ${columns} fields of the header; a field that holds the delimiter must be quoted`
    case 'UNQUOTED VALUE':
      return 'a quoted field is not closed properly; double a quote inside it, or close it'
    case 'INVALID ENCODING':
      return 'the row is not UTF-8 text; save the file as UTF-8'
    case 'LINE SIZE OVER MAXIMUM':
      return 'the row is longer than 2 MB'
    default:
      return `the row cannot be read (${record.kind.toLowerCase()})`
  }
}

/** The header's names and the delimiter that splits it into the most fields. */
function readHeader(file: string): { columns: string[]; delimiter: string } {
  const head = Buffer.alloc(65_536)
  const descriptor = openSync(file, 'r')
  const length = readSync(descriptor, head, 0, head.length, 0)
  closeSync(descriptor)
  const bytes = head.subarray(0, length)
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new InputError(`${file}: the file is UTF-16; save it as CSV in UTF-8.`)
  }
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  const line = text.split(/\r?\n|\r/, 1)[0]!
  const splits = [',', ';', '\t', '|'].map((delimiter) => ({ delimiter, columns: splitRecord(line, delimiter) }))
  const best = splits.reduce((most, next) => (next.columns.length > most.columns.length ? next : most))
  const columns = best.columns.map((name) => name.trim())
  const repeated = columns.find((name, index) => columns.indexOf(name) !== index)
  if (columns.every((name) => name === '')) {
    throw new InputError(`${file}, line 1: there is no header; the first line must name the columns.`)
  }
  if (repeated !== undefined) {
    throw new InputError(`${file}, line 1: the header names the column "${repeated}" twice; rename one.`)
  }
  return { columns, delimiter: best.delimiter }
}

/** A text as an SQL literal. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
