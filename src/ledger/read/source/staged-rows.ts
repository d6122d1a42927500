import { createWriteStream, type WriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { InputError } from '../../../document/input-error.js'
import { sqlText } from '../../../document/sql-text.js'
import type { Reject } from '../../ledger-problem.js'
import type { RawSource } from '../raw-source.js'
import { duckdbFault } from './duckdb-fault.js'
import { newTemporaryFile, removeTemporaryFile } from './temporary-files.js'

/**
 * Takes the rows of a file that DuckDB cannot stream as text itself (a workbook, JSON), one by one, into a temporary CSV
 * file, and makes a source of it. Lines are kept as they were in the user's file.
 */
export class StagedRows {
  private readonly path = newTemporaryFile('.csv')
  private readonly stream: WriteStream = createWriteStream(this.path, { mode: 0o600 })
  private readonly rejects: Reject[] = []
  private readonly lines = new LineRuns()
  private pending = ''
  private longest = 0
  private failure: Error | undefined

  constructor(private readonly file: string) {
    this.stream.on('error', (error) => {
      this.failure ??= error
    })
  }

  /** How many rows there are so far. */
  get rows(): number {
    return this.lines.rows
  }

  /** Adds a row: its values in the order of the columns, null or undefined where empty; it may be too short. */
  async add(line: number, values: readonly (string | null | undefined)[]): Promise<void> {
    this.lines.add(line)
    // The first field is never empty, so that no row is a blank line.
    let text = '-'
    for (const value of values) text += value ? `,${quoted(value)}` : ','
    this.longest = Math.max(this.longest, text.length)
    this.pending += `${text}\n`
    if (this.pending.length > 1 << 18) await this.flush()
  }

  /** Adds a record that is no row. */
  reject(line: number, column: string, value: string, reason: string): void {
    const shown = value.length > 2000 ? value.slice(0, 2000) : value
    this.rejects.push({ file: this.file, line, column, value: shown, code: 'malformed-row', reason, amount: null })
  }

  /** The source of all rows that were added. */
  async source(columns: readonly string[], spreadsheetDates: boolean): Promise<RawSource> {
    await this.flush()
    this.stream.end()
    await finished(this.stream)
    const { file, rejects, lines } = this
    const types = columns.map((_, index) => `, 'c${index}': 'VARCHAR'`).join('')
    const names = columns.map((_, index) => `c${index}`).join(', ')
    // A character takes up to three bytes of UTF-8 for each of its UTF-16 units.
    const longestLine = Math.max(2 ** 21, 3 * this.longest + 16)
    const relation = `(SELECT ${names} FROM read_csv(${sqlText(this.path)}, auto_detect = false, header = false, delim = ',',
      quote = '"', escape = '"', new_line = '\\n', compression = 'none', columns = {'staged': 'VARCHAR'${types}},
      null_padding = true, parallel = false, max_line_size = ${longestLine}, buffer_size = ${16 * longestLine}))`
    const close = () => removeTemporaryFile(this.path)
    return {
      file,
      columns,
      relation,
      estimatedRows: lines.rows,
      spreadsheetDates,
      malformed: async () => rejects,
      linesOf: async (rows) => rows.map((row) => lines.lineOf(row)),
      recover: async (error) => {
        close()
        throw error instanceof InputError ? error : duckdbFault(file, error)
      },
      close,
    }
  }

  /** Gives up what was staged. */
  async discard(): Promise<void> {
    this.stream.destroy()
    await finished(this.stream).catch(() => undefined)
    removeTemporaryFile(this.path)
  }

  private async flush(): Promise<void> {
    if (this.failure) {
      throw new InputError(
        `${this.file}: its rows cannot be written to the temporary folder: ${this.failure.message}; set TMPDIR to another disk.`,
      )
    }
    const text = this.pending
    this.pending = ''
    if (text !== '' && !this.stream.write(text)) {
      await new Promise<void>((resolve) => {
        const go = () => {
          this.stream.off('drain', go)
          this.stream.off('error', go)
          resolve()
        }
        this.stream.once('drain', go)
        this.stream.once('error', go)
      })
    }
  }
}

function quoted(value: string): string {
  return /[",\r\n]|^ | $/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

/** The lines of rows, kept as runs of consecutive lines: most files need but one. */
class LineRuns {
  rows = 0
  private readonly firstRows: number[] = []
  private readonly firstLines: number[] = []

  add(line: number): void {
    const run = this.firstRows.length - 1
    if (run < 0 || this.firstLines[run]! + this.rows - this.firstRows[run]! !== line) {
      this.firstRows.push(this.rows)
      this.firstLines.push(line)
    }
    this.rows++
  }

  lineOf(row: number): number {
    let low = 0
    let high = this.firstRows.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.firstRows[middle]! <= row) low = middle
      else high = middle - 1
    }
    return this.firstLines[low]! + row - this.firstRows[low]!
  }
}
