import type { OptionalColumns, TextList } from './ledger-data.js'

/** The rows of a table that are picked, in their order. */
export type Rows = Int32Array

/** The rows for which a condition holds, without an array of objects in between. */
export function rowsWhere(count: number, holds: (row: number) => boolean): Rows {
  const rows = new Int32Array(count)
  let kept = 0
  for (let row = 0; row < count; row++) if (holds(row)) rows[kept++] = row
  return rows.slice(0, kept)
}

export function pickIntegers(column: Int32Array, rows: Rows): Int32Array {
  const picked = new Int32Array(rows.length)
  for (let index = 0; index < rows.length; index++) picked[index] = column[rows[index]!]!
  return picked
}

export function pickDoubles(column: Float64Array, rows: Rows): Float64Array {
  const picked = new Float64Array(rows.length)
  for (let index = 0; index < rows.length; index++) picked[index] = column[rows[index]!]!
  return picked
}

export function pickBytes(column: Uint8Array, rows: Rows): Uint8Array {
  const picked = new Uint8Array(rows.length)
  for (let index = 0; index < rows.length; index++) picked[index] = column[rows[index]!]!
  return picked
}

export function pickTexts(list: TextList, rows: Rows): TextList {
  return { length: rows.length, at: (index) => (rows[index] === undefined ? undefined : list.at(rows[index])) }
}

export function pickOptional({ attributes, days, amounts, numbers }: OptionalColumns, rows: Rows): OptionalColumns {
  const each = <C, P>(columns: ReadonlyMap<string, C>, pick: (column: C) => P) =>
    new Map([...columns].map(([name, column]) => [name, pick(column)] as const))
  return {
    attributes: each(attributes, ({ codes, values }) => ({ values, codes: pickIntegers(codes, rows) })),
    days: each(days, (column) => pickIntegers(column, rows)),
    amounts: each(amounts, (column) => pickDoubles(column, rows)),
    numbers: each(numbers, (column) => pickDoubles(column, rows)),
  }
}
