import { Decimal } from 'decimal.js'
import type { TextTable } from './good-ledger.js'

/*
 * An obvious, slow reader of damaged tables, written without a look at the product's: what may a row of this file honestly
 * be said to hold?
 */

/** A record as it stands in the file. */
export interface HonestRow {
  readonly line: number
  readonly fields: readonly string[]
}

/** What an honest reader sees in a damaged file. */
export interface HonestTable {
  readonly columns: readonly string[]
  readonly rows: readonly HonestRow[]
  /** The file is in order as a file, whatever its values: then its rows are these and no others. */
  readonly isCertain: boolean
}

export function rowsAsTheyAre({ columns, rows }: TextTable, firstLine: number): HonestTable {
  const numbered = rows.map((fields, index) => ({ line: index + firstLine, fields }))
  return { columns: columns.map((name) => name.trim()), rows: numbered, isCertain: true }
}

/** Reads CSV bytes. Where the file is not in order, the rows are all that any of its lines could be taken for. */
export function readHonestly(bytes: Buffer, delimiter: string): HonestTable {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return guesses(bytes, delimiter)
  }
  const records = strictRecords(text, delimiter)
  const [header, ...rows] = records ?? []
  const columns = header?.fields.map((field) => field.trim()) ?? []
  const isCertain = header !== undefined && header.line === 1 && new Set(columns).size === columns.length
  if (!isCertain) return guesses(bytes, delimiter)
  return { columns, rows, isCertain }
}

/** By RFC 4180; null where a quote is not closed, or has text beside it. */
function strictRecords(text: string, delimiter: string): HonestRow[] | null {
  const records: HonestRow[] = []
  let fields: string[] = []
  let field = ''
  let line = 1
  let firstLine = 1
  let state: 'start' | 'bare' | 'quoted' | 'closed' = 'start'
  const endField = () => {
    fields.push(field)
    field = ''
    state = 'start'
  }
  const endRecord = () => {
    const isBlank = fields.length === 0 && field === '' && state === 'start'
    endField()
    if (!isBlank) records.push({ line: firstLine, fields })
    fields = []
  }
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!
    const isLineEnd = character === '\n' || character === '\r'
    const isPair = character === '\r' && text[index + 1] === '\n'
    if (state === 'quoted') {
      if (isLineEnd && !isPair) line++
      if (character !== '"') field += character
      else if (text[index + 1] === '"') {
        field += '"'
        index++
      } else state = 'closed'
    } else if (isLineEnd) {
      if (isPair) index++
      endRecord()
      line++
      firstLine = line
    } else if (character === delimiter) endField()
    else if (state === 'closed') return null
    else if (character === '"' && field.trim() === '') {
      if (field !== '') return null
      state = 'quoted'
    } else {
      field += character
      state = 'bare'
    }
  }
  if (state === 'quoted') return null
  if (fields.length > 0 || field !== '' || state !== 'start') endRecord()
  return records
}

/** Every line by itself, and every stretch between quotes, in every way the bytes could be text. */
function guesses(bytes: Buffer, delimiter: string): HonestTable {
  const rows: HonestRow[] = []
  let columns: readonly string[] = []
  const texts = [bytes.toString('utf8'), bytes.toString('latin1'), new TextDecoder('windows-1252').decode(bytes)]
  for (const text of texts) {
    const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
    if (columns.length === 0)
      columns = (lines[0] ?? '').split(delimiter).map((name) => name.trim().replace(/^"|"$/g, ''))
    for (let index = 0; index < lines.length; index++) {
      // A quoted field may run over lines.
      for (let length = 1; length <= 3; length++) {
        const record = lines.slice(index, index + length).join('\n')
        const strict = strictRecords(record, delimiter)
        if (strict?.length === 1) rows.push({ line: index + 1, fields: strict[0]!.fields })
      }
      rows.push({ line: index + 1, fields: loosely(lines[index]!, delimiter) })
      rows.push({ line: index + 1, fields: lines[index]!.split(delimiter) })
    }
  }
  return { columns, rows, isCertain: false }
}

/** A line whose quotes are not in order: blanks before an opening and behind a closing quote are no text. */
function loosely(line: string, delimiter: string): string[] {
  return strictRecords(line.replace(/(^|[^"])" +/g, '$1"').replace(/ +"/g, '"'), delimiter)?.[0]?.fields.slice() ?? []
}

/** The minor units that a text honestly means with two decimals; null if it is no such amount. */
export function honestCents(text: string): number | null {
  let digits = text.trim()
  let sign = 1
  const inBrackets = /^\((.*)\)$/s.exec(digits)
  const signed = /^([-+])(.*)$/s.exec(digits) ?? /^(.*)(-)$/s.exec(digits)
  if (inBrackets) {
    sign = -1
    digits = inBrackets[1]!.trim()
  } else if (signed) {
    const isFront = signed[1] === '-' || signed[1] === '+'
    sign = (isFront ? signed[1] : signed[2]) === '-' ? -1 : 1
    digits = (isFront ? signed[2]! : signed[1]!).trim()
  }
  if (!/^[0-9]+(\.[0-9]{1,2})?$/.test(digits) && !/^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,2})?$/.test(digits)) return null
  const cents = new Decimal(digits.replaceAll(',', '')).times(100).times(sign)
  return cents.abs().greaterThan(Number.MAX_SAFE_INTEGER) ? null : cents.toNumber() + 0
}

/** The days that a text may mean: two where day and month can be told apart by the rest of the file only. */
export function honestDays(text: string): number[] {
  const trimmed = text.trim().replace(/[ T]00:00:00(?:\.0+)?Z?$/, '')
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(trimmed)
  const other = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(trimmed)
  const readings = iso
    ? [[iso[1], iso[2], iso[3]]]
    : other
      ? [
          [other[3], other[2], other[1]],
          [other[3], other[1], other[2]],
        ]
      : []
  return readings.flatMap((parts) => {
    const [year, month, day] = parts.map(Number) as [number, number, number]
    const time = Date.UTC(year, month - 1, day)
    const date = new Date(time)
    return year >= 1900 && year <= 2199 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
      ? [time / 86_400_000]
      : []
  })
}
