import { isUtf8 } from 'node:buffer'
import { statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import { InputError } from '../../../document/input-error.js'
import { sqlText } from '../../../document/sql-text.js'
import { type Reject, wholeRow } from '../../ledger-problem.js'
import type { RawSource } from '../raw-source.js'
import { readCsvHeader } from './csv-header.js'
import { type CsvLayout, isInsideQuotes, quotingRules, recordStart } from './csv-quoting.js'
import { duckdbFault } from './duckdb-fault.js'
import type { FileHead } from './file-head.js'
import { mayHaveLongLine } from './long-line.js'
import { longestRecord, longestValue, mendCsv, notClosed, notUtf8, type TakenOut, tooLong } from './mend-csv.js'
import { type RecordPlace, scanRecords } from './scan-records.js'
import type { SourceOptions } from './source-options.js'
import { wholeCharacters } from './text-encoding.js'
import type { WorkingFile } from './working-file.js'

/**
 * A delimited text as a source. DuckDB streams the file itself; opening it reads only its head. `head` is of UTF-8 text.
 */
export async function openDelimited(
  working: WorkingFile,
  head: FileHead,
  options: SourceOptions,
  connection: DuckDBConnection,
): Promise<RawSource> {
  const quote = options.quote ?? '"'
  checkLayoutOptions(working.name, options)
  const text = head.text()
  const header = readCsvHeader(working.name, text, head.isWhole, { ...options, quote })
  const layout: CsvLayout = {
    delimiter: header.delimiter,
    quote,
    skippedLines: header.lastLine,
    columns: header.columns.length,
  }
  const source = new DelimitedSource(connection, working, {
    columns: header.columns,
    layout,
    estimatedRows: estimatedRows(working.path, text, header.lastLine),
  })
  // DuckDB skips records where we skip lines; the two differ where a quote comes before the rows.
  const isPlain =
    !quote ||
    !text
      .split(/\r\n|\n|\r/, header.lastLine)
      .slice(0, -1)
      .some((line) => line.includes(quote))
  const isSound = isPlain && isUtf8(wholeCharacters(head.bytes, head.isWhole)) && !hasMixedLineEnds(head.bytes, layout)
  return isSound && !options.mended && !mayHaveLongLine(working.path, longestRecord) ? source : source.mended()
}

function checkLayoutOptions(name: string, { delimiter, headerLine }: SourceOptions): void {
  if (delimiter !== undefined && (delimiter === '' || Buffer.byteLength(delimiter) > 4 || /["'\r\n]/.test(delimiter))) {
    throw new InputError(`${name}: the delimiter ${JSON.stringify(delimiter)} is none; say one character, such as ";".`)
  }
  if (headerLine !== undefined && !(Number.isInteger(headerLine) && headerLine > 0)) {
    throw new InputError(`${name}: the header line must be a whole number above 0, not ${headerLine}.`)
  }
}

function estimatedRows(path: string, text: string, headerLines: number): number {
  const lines = text.slice(0, 65_536).match(/\r\n|\n|\r/g)?.length ?? 0
  const bytes = Buffer.byteLength(text.slice(0, 65_536))
  const { size } = statSync(path)
  return Math.max(0, Math.round((size / Math.max(bytes, 1)) * Math.max(lines, 1)) - headerLines)
}

/** DuckDB's reader takes one kind of line end per file, quoted ones apart. */
function hasMixedLineEnds(bytes: Uint8Array, layout: CsvLayout): boolean {
  if (!bytes.includes(carriageReturn)) return false
  const rules = quotingRules(layout)
  let state = recordStart
  let kind = ''
  for (let index = 0; index < bytes.length - 1; index++) {
    const byte = bytes[index]!
    if (byte !== newline && byte !== carriageReturn) {
      state = rules[(state << 8) | byte]!
      continue
    }
    const isPair = byte === carriageReturn && bytes[index + 1] === newline
    if (isPair) index++
    if (isInsideQuotes(state)) continue
    const here = isPair ? 'CRLF' : byte === newline ? 'LF' : 'CR'
    if (kind !== '' && here !== kind) return true
    kind = here
    state = recordStart
  }
  return false
}

const newline = 10
const carriageReturn = 13

interface DelimitedTable {
  readonly columns: readonly string[]
  readonly layout: CsvLayout
  readonly estimatedRows: number
  /** What was taken out of a mended copy, by line; not there if the source is no such copy. */
  readonly takenOut?: ReadonlyMap<number, TakenOut>
}

/** The stream and the scan of the file disagree, or a record has a fault after which DuckDB may lose its way. */
class LostTrack extends Error {}

/** A record that DuckDB could not read. */
interface Refused {
  /** Where the record begins in the file, in bytes; blank lines before it count to it. */
  readonly position: number
  readonly column: number
  readonly kind: string
  readonly text: string
}

/**
 * How much DuckDB reads at once. Each buffer of its own 32 MB comes fresh from the system, page by page, which costs more
 * than reading the file; smaller ones are used again and again. Below the 8,000,000 bytes that a thread of DuckDB takes on
 * at a time it loses long records that cross from one buffer into the next, and does not say so.
 */
const bufferBytes = 2 ** 23

/** Names of the tables of rejects must differ among the sources of a connection. */
let opened = 0

class DelimitedSource implements RawSource {
  readonly file: string
  readonly columns: readonly string[]
  readonly estimatedRows: number
  readonly relation: string
  readonly spreadsheetDates = false
  private readonly rejectsTable: string
  private readonly scansTable: string
  /** Which records, counted from 0, are not among the streamed rows. */
  private refusedRecords: readonly number[] = []

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly working: WorkingFile,
    private readonly table: DelimitedTable,
  ) {
    this.file = working.name
    this.columns = table.columns
    this.estimatedRows = table.estimatedRows
    const id = ++opened
    this.rejectsTable = `arlab_rejects_${id}`
    this.scansTable = `arlab_scans_${id}`
    const { layout } = table
    const types = table.columns.map((_, index) => `'c${index}': 'VARCHAR'`).join(', ')
    const quote = sqlText(layout.quote)
    // A mended copy may have quoted fields so long that several threads would lose their way in them.
    this.relation = `read_csv(${sqlText(working.path)}, auto_detect = false, header = false, skip = ${layout.skippedLines},
      delim = ${sqlText(layout.delimiter)}, quote = ${quote}, escape = ${quote}, columns = {${types}}, compression = 'none',
      max_line_size = ${longestRecord}, buffer_size = ${bufferBytes}, store_rejects = true, rejects_table = '${this.rejectsTable}', rejects_scan = '${this.scansTable}'${
        table.takenOut ? ', parallel = false' : ''
      })`
  }

  /** The same rows from a copy that DuckDB can read; see `mendCsv`. */
  async mended(): Promise<DelimitedSource> {
    let takenOut: ReadonlyMap<number, TakenOut> | undefined
    await this.working.rewrite('.csv', async (from, to) => {
      takenOut = await mendCsv(this.file, from, to, this.table.layout)
    })
    return new DelimitedSource(this.connection, this.working, { ...this.table, takenOut: takenOut! })
  }

  async malformed(streamedRows: number): Promise<readonly Reject[]> {
    const refused = await this.refused()
    if (refused.length === 0) return []
    const { takenOut } = this.table
    if (!takenOut && refused.some(({ kind }) => !isHarmless(kind))) throw new LostTrack()

    const rejects: Reject[] = []
    const records: number[] = []
    let record = 0
    let next = 0
    for await (const places of scanRecords(this.working.path, this.table.layout)) {
      for (const place of places) {
        // A position on a blank line, or on a line end, means the record after it.
        const first = refused[next]
        const end = Math.max(place.end, place.start + 1)
        if (first && first.position < end) {
          while (next < refused.length && refused[next]!.position < end) next++
          records.push(record)
          rejects.push(await this.rejectOf(first, place))
        }
        record++
      }
    }
    // All records came as rows: what was refused was so in an earlier stream, of other columns.
    if (streamedRows === record) return []
    if (next < refused.length || streamedRows + records.length !== record) throw new LostTrack()
    this.refusedRecords = records
    return rejects
  }

  async linesOf(rows: readonly number[]): Promise<readonly number[]> {
    const lines: number[] = []
    if (rows.length === 0) return lines
    let record = 0
    let row = 0
    let nextRefused = 0
    for await (const places of scanRecords(this.working.path, this.table.layout)) {
      for (const place of places) {
        if (this.refusedRecords[nextRefused] === record++) {
          nextRefused++
          continue
        }
        while (rows[lines.length] === row) lines.push(place.line)
        row++
        if (lines.length === rows.length) return lines
      }
    }
    throw new InputError(`${this.file}: the file was changed while it was read; read it once more.`)
  }

  async recover(error: unknown): Promise<RawSource> {
    if (error instanceof InputError) {
      this.close()
      throw error
    }
    const isMendable = error instanceof LostTrack || /state machine/.test(String((error as Error)?.message))
    if (isMendable && !this.table.takenOut) {
      try {
        return await this.mended()
      } catch (fault) {
        this.close()
        throw fault
      }
    }
    this.close()
    if (error instanceof LostTrack) {
      throw new InputError(`${this.file}: the rows cannot be told apart; check the quotes and line ends of the file.`)
    }
    throw duckdbFault(this.file, error)
  }

  close(): void {
    this.working.close()
  }

  /** What DuckDB refused in the last stream that met a fault, in the file's order. It counts bytes from 1. */
  private async refused(): Promise<readonly Refused[]> {
    const reader = await this.connection.runAndReadAll(
      `SELECT CAST(line_byte_position - 1 AS DOUBLE), CAST(column_idx AS INTEGER), CAST(error_type AS VARCHAR),
              left(csv_line, ${longestValue})
         FROM ${this.rejectsTable} WHERE scan_id = (SELECT max(scan_id) FROM ${this.scansTable})
        ORDER BY line_byte_position, column_idx`,
    )
    return (reader.getRows() as [number, number | null, string, string | null][]).map(
      ([position, column, kind, text]) => ({ position, column: (column ?? 0) - 1, kind, text: text ?? '' }),
    )
  }

  private async rejectOf(refused: Refused, place: RecordPlace): Promise<Reject> {
    const taken = this.table.takenOut?.get(place.line)
    return {
      file: this.file,
      line: place.line,
      column: this.columns[columnAtFault(refused, taken)] || wholeRow,
      value: taken?.value ?? (await this.valueOf(refused, place)),
      code: 'malformed-row',
      reason: taken?.reason ?? structureReason(refused.kind, this.columns.length),
      amount: null,
    }
  }

  private async valueOf({ kind, text }: Refused, { start, end }: RecordPlace): Promise<string> {
    if (kind !== 'INVALID ENCODING') return text.trim()
    const handle = await open(this.working.path, 'r')
    try {
      const { buffer, bytesRead } = await handle.read({
        buffer: Buffer.alloc(Math.min(end - start, longestValue)),
        position: start,
      })
      return buffer.toString('latin1', 0, bytesRead).trim()
    } finally {
      await handle.close()
    }
  }
}

/** The field that is at fault; −1 where it is the row as a whole. */
function columnAtFault(refused: Refused, taken: TakenOut | undefined): number {
  if (taken) return taken.field ?? -1
  return refused.kind === 'MISSING COLUMNS' ? -1 : refused.column
}

/** Faults after which the next record surely begins at the next line. */
function isHarmless(kind: string): boolean {
  return kind === 'MISSING COLUMNS' || kind === 'TOO MANY COLUMNS' || kind === 'INVALID ENCODING'
}

function structureReason(kind: string, columns: number): string {
  switch (kind) {
    case 'MISSING COLUMNS':
      return `the row has fewer than the ${columns} fields of the header`
    case 'TOO MANY COLUMNS':
      return `the row has more than the ${columns} fields of the header; a field that holds the delimiter must be quoted`
    case 'UNQUOTED VALUE':
      return notClosed
    case 'INVALID ENCODING':
      return notUtf8
    case 'LINE SIZE OVER MAXIMUM':
      return tooLong
    default:
      return `the row cannot be read (${kind.toLowerCase()})`
  }
}
