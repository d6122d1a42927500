import type { Currency } from '../../money/currency.js'
import { parseAmount } from '../../money/parse-amount.js'
import { type CanonicalTable, canonicalTables, type TableName } from '../canonical-tables.js'
import { noDay } from '../no-day.js'
import type { TextDictionary } from '../text/text-dictionary.js'
import { parseDate } from './parse-date.js'
import { ParsedTable, type ParsedTexts } from './parsed-table.js'

/** A row in memory: canonical column names and texts, as in a file; what is left out is empty. */
export type LedgerRow = Readonly<Record<string, string>>

/**
 * A canonical table of rows in memory, for a program that makes its own: dates are ISO, amounts have a decimal point. Throws a
 * RangeError for a column that the table does not have, a value that cannot be read and a required one that is not there.
 */
export function tableOfRows(
  name: TableName,
  rows: readonly LedgerRow[],
  currency: Currency,
  dictionaryOf: (column: string) => TextDictionary,
): ParsedTable {
  const schema: CanonicalTable = canonicalTables[name]
  const present = new Set(rows.flatMap((row) => Object.keys(row)))
  const texts = new Map<string, ParsedTexts>()
  const days = new Map<string, Int32Array>()
  const [amounts, numbers] = [new Map<string, Float64Array>(), new Map<string, Float64Array>()]
  for (const column of present) {
    if (schema[column] === undefined) throw new RangeError(`the table ${name} has no column ${column}`)
    const { kind, required } = schema[column]
    const values = rows.map((row) => row[column] ?? '')
    const read = <T>(parse: (text: string) => T | null, empty: T): T[] =>
      values.map((text, row) => {
        if (text === '' && !required) return empty
        const value = text === '' ? null : parse(text)
        if (value === null) throw new RangeError(`${name}, row ${row}, column ${column}: "${text}" cannot be read`)
        return value
      })
    if (kind === 'date') days.set(column, Int32Array.from(read<number>((text) => parseDate(text, 'iso'), noDay)))
    else if (kind === 'amount') amounts.set(column, Float64Array.from(read(amountIn(currency), Number.NaN)))
    else if (kind === 'number') numbers.set(column, Float64Array.from(read(finiteNumber, Number.NaN)))
    else {
      const dictionary = dictionaryOf(column)
      texts.set(column, { codes: Int32Array.from(read((text) => dictionary.addText(text), -1)), dictionary })
    }
  }
  const missing = Object.keys(schema).find((column) => schema[column]!.required && !present.has(column))
  if (missing !== undefined) throw new RangeError(`the table ${name} needs the column ${missing}`)
  const source = { file: name, linesOf: async (of: readonly number[]) => of }
  const part = { source, firstRow: 0, rows: rows.length, sourceNames: new Map(), malformed: [], leftOut: [] }
  return new ParsedTable(name, rows.length, [part], present, currency, { texts, days, amounts, numbers })
}

function amountIn({ decimals }: Currency): (text: string) => number | null {
  return (text) => {
    const amount = parseAmount(text, decimals)
    return typeof amount === 'number' ? amount : null
  }
}

function finiteNumber(text: string): number | null {
  const number = Number(text)
  return Number.isFinite(number) ? number : null
}
