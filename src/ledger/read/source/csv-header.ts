import { InputError } from '../../../document/input-error.js'
import { shortText } from '../../../document/visible-text.js'
import { type SplitRecord, splitRecord } from './split-record.js'

/** The header of a delimited text, and how its fields are set apart. */
export interface CsvHeader {
  readonly columns: readonly string[]
  readonly delimiter: string
  /** The last line of the header, counted from 1: rows begin below it. */
  readonly lastLine: number
}

/** What a mapping says about a header; the rest is told from the text. */
export interface HeaderOptions {
  readonly delimiter?: string | undefined
  readonly quote: string
  readonly headerLine?: number | undefined
}

const usualDelimiters = [',', ';', '\t', '|']
/** How many rows may tell which of several possible delimiters it is. */
const witnesses = 10

/**
 * Reads the header from the beginning of a text, which need not end with a whole line unless `isWhole`. Without a
 * delimiter in the options it is the one of comma, semicolon, tab and bar that splits the header as it splits the rows
 * below; failing that, the one that splits the header into the most fields. An InputError says what is wrong with it.
 */
export function readCsvHeader(name: string, text: string, isWhole: boolean, options: HeaderOptions): CsvHeader {
  const lines = new TextLines(text)
  let line = options.headerLine ?? 1
  let delimiter = options.delimiter
  // Excel's own way to say the delimiter.
  const said = line === 1 ? /^sep=(.)(?:\r\n|\n|\r)/i.exec(text) : null
  if (said && options.headerLine === undefined) {
    line = 2
    delimiter ??= said[1]!
  }
  const start = lines.startOf(line)
  if (start === undefined) {
    throw new InputError(`${name}: the file has no line ${line}, where the header should be.`)
  }
  const candidates = delimiter === undefined ? usualDelimiters : [delimiter]
  const splits = candidates.map((candidate) => splitAt(text, start, candidate, options.quote))
  const best = splits.reduce((most, next) => (isBetter(next, most) ? next : most))
  const header = best.records[0]!
  const place = `${name}, line ${line}`
  if (header.end === text.length && (!isWhole || header.isOpen)) {
    throw new InputError(`${place}: the header does not end; a quote in it may not be closed.`)
  }
  const columns = header.fields.map((field) => field.trim())
  if (columns.every((column) => column === '')) {
    throw new InputError(
      `${place}: there is no header; the ${line === 1 ? 'first' : 'header'} line must name the columns.`,
    )
  }
  checkText(place, columns)
  checkRepeated(place, columns)
  return { columns, delimiter: best.delimiter, lastLine: line + lines.countWithin(start, header.end) }
}

/** Throws an InputError if two columns have one name; columns without a name are never read, so they may be many. */
export function checkRepeated(place: string, columns: readonly string[]): void {
  const seen = new Set<string>()
  for (const column of columns) {
    if (column !== '' && seen.has(column)) {
      throw new InputError(`${place}: the header names the column "${shortText(column)}" twice; rename one.`)
    }
    seen.add(column)
  }
}

function checkText(place: string, columns: readonly string[]): void {
  for (const column of columns) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: such characters are what is looked for.
    if (/[\u0000-\u0008\u000e-\u001f]/.test(column)) {
      throw new InputError(`${place}: the file is not a table of text; save it as CSV, Parquet, JSON lines or XLSX.`)
    }
    if (column.includes('\uFFFD')) {
      throw new InputError(
        `${place}: the header is not UTF-8 text; save the file as UTF-8, or say encoding: latin-1 in a mapping.`,
      )
    }
  }
}

interface Split {
  readonly delimiter: string
  readonly records: readonly SplitRecord[]
}

function isBetter(next: Split, most: Split): boolean {
  const [nextFits, mostFits] = [fitsItsRows(next), fitsItsRows(most)]
  if (nextFits !== mostFits) return nextFits
  return next.records[0]!.fields.length > most.records[0]!.fields.length
}

function fitsItsRows({ records: [header, ...rows] }: Split): boolean {
  const fields = header!.fields.length
  return fields > 1 && rows.length > 0 && rows.every((row) => row.fields.length === fields)
}

/** The header and the first rows that are not blank and not cut off. */
function splitAt(text: string, start: number, delimiter: string, quote: string): Split {
  const records: SplitRecord[] = []
  let next = start
  while (records.length <= witnesses && next < text.length) {
    const record = splitRecord(text, next, delimiter, quote)
    if (records.length > 0 && record.end === text.length) break
    if (records.length === 0 || record.end > next) records.push(record)
    next = record.end + (text.startsWith('\r\n', record.end) ? 2 : 1)
  }
  if (records.length === 0) records.push({ fields: [''], end: start, isOpen: false })
  return { delimiter, records }
}

/** Lines of a text, ended by LF, CRLF or CR. */
class TextLines {
  constructor(private readonly text: string) {}

  /** The offset at which a line begins, counted from 1. */
  startOf(line: number): number | undefined {
    const ends = /\r\n|\n|\r/g
    for (let passed = 1; passed < line; passed++) if (!ends.exec(this.text)) return undefined
    return line === 1 ? 0 : ends.lastIndex
  }

  /** How many line ends are within a range. */
  countWithin(start: number, end: number): number {
    return this.text.slice(start, end).match(/\r\n|\n|\r/g)?.length ?? 0
  }
}
