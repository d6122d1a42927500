import { type Day, isoFromDay } from '../calendar/day.js'
import { cellText } from './cell-text.js'
import type { ExportTable, RowProgress } from './export-table.js'

const chunkLength = 1 << 16

/** A table as JSON lines: one object for each row, in pieces of some 64 thousand characters. */
export function* jsonLinesChunks(table: ExportTable, onRows?: RowProgress): Generator<string> {
  let chunk = ''
  for (let row = 0; row < table.rows; row++) {
    chunk += `${rowText(table, row)}\n`
    if (chunk.length < chunkLength) continue
    yield chunk
    onRows?.(row + 1)
    chunk = ''
  }
  yield chunk
  onRows?.(table.rows)
}

/**
 * Tables as one JSON document of schema `arlab/export/1`: for each its name, its columns with their kinds, and its rows as
 * objects. `asOf` is the day of the ledger that they come from.
 */
export function* jsonChunks(
  tables: readonly ExportTable[],
  asOf: Day | null,
  onRows?: (table: ExportTable, rows: number) => void,
): Generator<string> {
  const currency = tables[0] ? { currency: tables[0].currency.code, decimals: tables[0].currency.decimals } : {}
  const head = { schema: 'arlab/export/1', ...currency, asOf: asOf === null ? null : isoFromDay(asOf) }
  let chunk = `${JSON.stringify(head).slice(0, -1)},"tables":[`
  for (const [index, table] of tables.entries()) {
    const columns = table.columns.map(({ name, kind }) => ({ name, kind }))
    chunk += `${index === 0 ? '' : ','}\n{"name":${JSON.stringify(table.name)},"columns":${JSON.stringify(columns)},"rows":[`
    for (let row = 0; row < table.rows; row++) {
      chunk += `${row === 0 ? '' : ','}\n${rowText(table, row)}`
      if (chunk.length < chunkLength) continue
      yield chunk
      onRows?.(table, row + 1)
      chunk = ''
    }
    chunk += '\n]}'
    onRows?.(table, table.rows)
  }
  yield `${chunk}\n]}\n`
}

/** Amounts and numbers are written as the exact decimal text that they have, without quotes; an empty cell is null. */
function rowText({ columns, currency }: ExportTable, row: number): string {
  let text = ''
  for (const column of columns) {
    const cell = cellText(column, row, currency.decimals)
    const isText = column.kind === 'identifier' || column.kind === 'text' || column.kind === 'date'
    text += `${text === '' ? '{' : ','}${JSON.stringify(column.name)}:${cell !== null && isText ? JSON.stringify(cell) : cell}`
  }
  return text === '' ? '{}' : `${text}}`
}
