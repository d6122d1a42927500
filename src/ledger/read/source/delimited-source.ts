import { statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import { InputError } from '../../../document/input-error.js'
import { type Reject, wholeRow } from '../../ledger-problem.js'
import type { RawSource } from '../raw-source.js'
import { readCsvHeader } from './csv-header.js'
import { type CsvLayout, CsvQuoting } from './csv-quoting.js'
import { duckdbFault } from './duckdb-fault.js'
import type { FileHead } from './file-head.js'
import { longestValue, mendCsv, notClosed, type TakenOut, tooLong } from './mend-csv.js'
import { scanRecords } from './scan-records.js'
import type { SourceOptions } from './source-options.js'
import { sqlText } from './sql-text.js'
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
  return hasMixedLineEnds(head.bytes, layout) ? source.mended() : source
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
  const quoting = new CsvQuoting(layout)
  let kind = ''
  for (let index = 0; index < bytes.length - 1; index++) {
    const byte = bytes[index]!
    if (byte !== newline && byte !== carriageReturn) {
      quoting.step(byte)
      continue
    }
    const isPair = byte === carriageReturn && bytes[index + 1] === newline
    if (isPair) index++
    if (quoting.insideQuotes) continue
    const here = isPair ? 'CRLF' : byte === newline ? 'LF' : 'CR'
    if (kind !== '' && here !== kind) return true
    kind = here
    quoting.startRecord()
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
  /** About where the record begins in the file, in bytes. */
  readonly position: number
  readonly column: number
  readonly kind: string
  readonly text: string
}

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
      store_rejects = true, rejects_table = '${this.rejectsTable}', rejects_scan = '${this.scansTable}'${
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
        if (next < refused.length && refused[next]!.position < Math.max(place.end, place.start + 1)) {
          const first = refused[next]!
          while (next < refused.length && refused[next]!.position < Math.max(place.end, place.start + 1)) next++
          records.push(record)
          const taken = takenOut?.get(place.line)
          rejects.push({
            file: this.file,
            line: place.line,
            column: taken || first.kind === 'MISSING COLUMNS' ? wholeRow : (this.columns[first.column] ?? wholeRow),
            value: taken?.value ?? (await this.valueOf(first, place.start, place.end)),
            code: 'malformed-row',
            reason: taken?.reason ?? structureReason(first.kind, this.columns.length),
            amount: null,
          })
        }
        record++
      }
    }
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

  /** What DuckDB refused in the last stream, in the file's order. Of several faults of one record the first is kept. */
  private async refused(): Promise<readonly Refused[]> {
    const reader = await this.connection.runAndReadAll(
      `SELECT CAST(line_byte_position AS DOUBLE), CAST(column_idx AS INTEGER), CAST(error_type AS VARCHAR),
              left(csv_line, ${longestValue})
         FROM ${this.rejectsTable} WHERE scan_id = (SELECT max(scan_id) FROM ${this.scansTable})
        ORDER BY line_byte_position, column_idx`,
    )
    return (reader.getRows() as [number, number | null, string, string | null][]).map(
      ([position, column, kind, text]) => ({ position, column: (column ?? 0) - 1, kind, text: text ?? '' }),
    )
  }

  private async valueOf({ kind, text }: Refused, start: number, end: number): Promise<string> {
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
      return 'the row is not UTF-8 text; save the file as UTF-8, or say encoding: latin-1 in a mapping'
    case 'LINE SIZE OVER MAXIMUM':
      return tooLong
    default:
      return `the row cannot be read (${kind.toLowerCase()})`
  }
}
