import { cellText } from './cell-text.js'
import type { ExportTable, RowProgress } from './export-table.js'
import { neutralised } from './spreadsheet-safety.js'

export interface CsvOptions {
  /** Leaves texts that a spreadsheet would run as formulas as they are: for files that programs read. */
  readonly raw?: boolean
  readonly onRows?: RowProgress
  /** Told of each text that was changed so that no spreadsheet runs it. */
  readonly onNeutralised?: () => void
}

const chunkLength = 1 << 16
const needsQuotes = /[",;\t\r\n]|^\s|\s$/

/**
 * A table as CSV (RFC 4180, but lines end with LF alone), in pieces of some 64 thousand characters, so that a table of any
 * length needs no more memory than that. An empty cell is nothing, an empty text is `""`.
 */
export function* csvChunks(table: ExportTable, options: CsvOptions = {}): Generator<string> {
  const { columns, rows, currency } = table
  const safe = (text: string) => {
    if (options.raw) return text
    const harmless = neutralised(text)
    if (harmless !== text) options.onNeutralised?.()
    return harmless
  }
  // A line without a character would be no row to most readers.
  const onlyColumn = columns.length === 1
  let chunk = `${columns.map(({ name }) => quoted(safe(name))).join(',')}\n`
  for (let row = 0; row < rows; row++) {
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index]!
      const text = cellText(column, row, currency.decimals)
      if (index > 0) chunk += ','
      if (text === null) chunk += onlyColumn ? '""' : ''
      else chunk += column.kind === 'text' || column.kind === 'identifier' ? quoted(safe(text)) : text
    }
    chunk += '\n'
    if (chunk.length >= chunkLength) {
      yield chunk
      options.onRows?.(row + 1)
      chunk = ''
    }
  }
  yield chunk
  options.onRows?.(rows)
}

function quoted(text: string): string {
  return text === '' || needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
