import { parseTerms } from '../../calendar/terms.js'
import { didYouMean } from '../../document/did-you-mean.js'
import { InputError } from '../../document/input-error.js'
import { placeInDocument } from '../../document/read-document.js'
import type { Currency } from '../../money/currency.js'
import { parseAmount } from '../../money/parse-amount.js'
import { type CanonicalTable, type ColumnKind, canonicalTables, type TableName } from '../canonical-tables.js'
import type { Reject } from '../ledger-problem.js'
import { noDay } from '../no-day.js'
import type { TableSource } from './find-tables.js'
import { type DateStyle, dateEvidence, parseDate } from './parse-date.js'
import { readTextTable, type TextTable } from './read-text-table.js'

/**
 * A canonical table with every value understood, column by column. Rows that were refused stay in place (so that
 * `line` works) with `accepted[row]` 0.
 */
export interface ParsedTable {
  readonly name: TableName
  readonly file: string
  readonly rows: number
  readonly accepted: Uint8Array
  /** Rows of the file, records that were no rows included. */
  readonly read: number
  readonly rejects: Reject[]
  /** The columns that the file or the mapping's constants give. */
  readonly present: ReadonlySet<string>
  /** Columns of a canonical file that are not read. */
  readonly unread: readonly string[]
  text(column: string): readonly (string | null)[]
  /** Day numbers, `noDay` where empty. */
  days(column: string): Int32Array
  /** Minor units, NaN where empty. */
  amounts(column: string): Float64Array
  /** Refuses a row that was understood but cannot be used, e.g. a payment of an unknown invoice. */
  reject(row: number, column: string, reason: string): void
}

/** Reads one table of a ledger and understands its values; those that make no sense become rejects. */
export async function readCanonicalTable(source: TableSource, currency: Currency): Promise<ParsedTable> {
  const raw = await readTextTable(source.file)
  const schema: CanonicalTable = canonicalTables[source.table]
  const columns = source.mapping ? mappedColumns(source, raw, schema) : directColumns(source, raw, schema)
  const style = source.mapping?.dates ?? provenDateStyle(raw, schema, columns)
  const decimals = source.mapping?.decimals ?? 'point'

  const accepted = source.mapping?.distinct ? firstOfEqualRows(raw.rows, columns) : new Uint8Array(raw.rows).fill(1)
  const merged = accepted.reduce((count, flag) => count - flag, raw.rows)
  const rejects: Reject[] = [...raw.rejects]
  const reject = (row: number, column: string, reason: string) => {
    if (accepted[row] === 0) return
    accepted[row] = 0
    const value = columns.get(column)?.values[row] ?? ''
    rejects.push({
      file: source.file,
      line: raw.lineOf(row),
      column: columns.get(column)?.name ?? column,
      value,
      reason,
    })
  }

  const texts = new Map<string, readonly (string | null)[]>()
  const days = new Map<string, Int32Array>()
  const amounts = new Map<string, Float64Array>()
  for (const [name, { kind, required }] of Object.entries(schema)) {
    const values = columns.get(name)?.values
    if (values && required) {
      for (let row = 0; row < raw.rows; row++) {
        if ((values[row] ?? '').trim() === '') reject(row, name, 'it is empty, but every row needs it')
      }
    }
    const rejectHere = (row: number, reason: string) => reject(row, name, reason)
    switch (kind) {
      case 'date':
        days.set(name, parsedDays(raw.rows, values, style, rejectHere))
        break
      case 'amount':
        amounts.set(
          name,
          parsedAmounts(raw.rows, values, (text) => parseAmount(text, currency.decimals, decimals), rejectHere),
        )
        break
      default:
        texts.set(name, parsedTexts(raw.rows, values, kind, rejectHere))
    }
  }

  return {
    name: source.table,
    file: source.file,
    rows: raw.rows,
    read: raw.rows + raw.rejects.length - merged,
    accepted,
    rejects,
    present: new Set(columns.keys()),
    unread: source.mapping ? [] : raw.columns.filter((column) => !(column in schema)),
    text: (column) => texts.get(column)!,
    days: (column) => days.get(column)!,
    amounts: (column) => amounts.get(column)!,
    reject,
  }
}

interface SourceColumn {
  /** The column's name in the file. */
  readonly name: string
  readonly values: readonly (string | null)[]
}

type SourceColumns = ReadonlyMap<string, SourceColumn>

function directColumns(source: TableSource, raw: TextTable, schema: CanonicalTable): SourceColumns {
  for (const [column, { required }] of Object.entries(schema)) {
    if (required && !raw.columns.includes(column)) {
      throw new InputError(
        `${source.file}, line 1, column ${column}: the column is missing from the header (${raw.columns.join(', ')}); ` +
          'a file with other column names is read through a mapping.',
      )
    }
  }
  return new Map(raw.columns.map((name, index) => [name, { name, values: raw.values[index]! }]))
}

function mappedColumns(source: TableSource, raw: TextTable, schema: CanonicalTable): SourceColumns {
  const { columns, constants } = source.mapping!
  const place = (...path: string[]) => placeInDocument(source.mappingFile!, ['tables', source.table, ...path])
  const found = new Map<string, SourceColumn>()
  for (const name of [...Object.keys(columns), ...Object.keys(constants)]) {
    if (!(name in schema)) {
      const hint = didYouMean(name, Object.keys(schema))
      const where = place(name in columns ? 'columns' : 'constants', name)
      throw new InputError(`${where}: "${name}" is no column of the table ${source.table}.${hint}`)
    }
  }
  for (const [name, sourceName] of Object.entries(columns)) {
    const index = raw.columns.indexOf(sourceName)
    if (index < 0) {
      const hint = didYouMean(sourceName, raw.columns)
      throw new InputError(
        `${source.file}, line 1, column ${sourceName}: the mapping (${place('columns', name)}) needs this column.${hint}`,
      )
    }
    found.set(name, { name: sourceName, values: raw.values[index]! })
  }
  for (const [name, value] of Object.entries(constants)) {
    found.set(name, { name, values: new Array<string>(raw.rows).fill(value) })
  }
  for (const [column, { required }] of Object.entries(schema)) {
    if (required && !found.has(column)) {
      throw new InputError(
        `${place('columns')}: the mapping does not say where ${column} of the table ${source.table} comes from.`,
      )
    }
  }
  return found
}

/** The order of day and month that the file's own dates prove; an InputError shows two rows if they leave it open. */
function provenDateStyle(raw: TextTable, schema: CanonicalTable, columns: SourceColumns): DateStyle {
  const dates = [...columns].filter(([name]) => schema[name]?.kind === 'date').map(([, column]) => column)
  const evidence = dateEvidence(dates.map((column) => column.values))
  if ('style' in evidence) return evidence.style
  const examples = evidence.ambiguous.map(({ row, text }) => `line ${raw.lineOf(row)} has ${text}`)
  throw new InputError(
    `${raw.file}: the dates could be day-first or month-first (${examples.join(', ')}); ` +
      'write dates as 2024-03-04, or read the file through a mapping that says dates: day-first or month-first.',
  )
}

function parsedDays(
  rows: number,
  values: readonly (string | null)[] | undefined,
  style: DateStyle,
  reject: (row: number, reason: string) => void,
): Int32Array {
  const days = new Int32Array(rows).fill(noDay)
  if (!values) return days
  for (let row = 0; row < rows; row++) {
    const text = values[row]
    if (!text || text.trim() === '') continue
    const day = parseDate(text, style)
    if (day === null) reject(row, dateReason(text.trim()))
    else days[row] = day
  }
  return days
}

function dateReason(text: string): string {
  if (/^\d{5}(\.\d+)?$/.test(text)) return 'it looks like a spreadsheet’s number for a day; write dates as 2024-03-31'
  if (/^(1[0-8]|2[2-9]|[3-9]\d)\d\d-\d\d-\d\d$/.test(text)) return 'only dates from 1900 to 2199 are read'
  return 'it is not a date of the calendar; expected one like 2024-03-31'
}

function parsedAmounts(
  rows: number,
  values: readonly (string | null)[] | undefined,
  parse: (text: string) => ReturnType<typeof parseAmount>,
  reject: (row: number, reason: string) => void,
): Float64Array {
  const amounts = new Float64Array(rows).fill(Number.NaN)
  if (!values) return amounts
  for (let row = 0; row < rows; row++) {
    const text = values[row]
    if (!text || text.trim() === '') continue
    const amount = parse(text)
    if (typeof amount === 'number') amounts[row] = amount
    else reject(row, amount.problem)
  }
  return amounts
}

const yes = new Set(['yes', 'y', 'true', '1', 't'])
const no = new Set(['no', 'n', 'false', '0', 'f'])

function parsedTexts(
  rows: number,
  values: readonly (string | null)[] | undefined,
  kind: Exclude<ColumnKind, 'date' | 'amount'>,
  reject: (row: number, reason: string) => void,
): readonly (string | null)[] {
  if (!values) return new Array<null>(rows).fill(null)
  return values.map((value, row) => {
    const text = value?.trim()
    if (!text) return null
    switch (kind) {
      case 'flag':
        if (yes.has(text.toLowerCase())) return 'yes'
        if (no.has(text.toLowerCase())) return 'no'
        reject(row, 'it is neither yes nor no')
        return null
      case 'terms':
        if (parseTerms(text) === null) reject(row, 'these are not payment terms; expected "net 30" or "2/10 net 30"')
        return text
      case 'identifier':
      case 'text':
        return text
      default:
        return kind satisfies never
    }
  })
}

/** Flags the first of the rows that are equal in every column. */
function firstOfEqualRows(rows: number, columns: SourceColumns): Uint8Array {
  const accepted = new Uint8Array(rows)
  const seen = new Set<string>()
  const values = [...columns.values()].map((column) => column.values)
  for (let row = 0; row < rows; row++) {
    const key = JSON.stringify(values.map((column) => column[row]))
    if (seen.has(key)) continue
    seen.add(key)
    accepted[row] = 1
  }
  return accepted
}
