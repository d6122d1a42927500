/** Rows put into numbered cells: those of cell c are rows[start[c]] to rows[start[c + 1] − 1], in their own order. */
export interface CellLists {
  readonly start: Int32Array
  readonly rows: Int32Array
}

/** Puts each row into the cell that `cellOf` gives; a row of cell −1 is left out. */
export function listByCell(rowCount: number, cells: number, cellOf: (row: number) => number): CellLists {
  const cell = new Int32Array(rowCount)
  const start = new Int32Array(cells + 1)
  for (let row = 0; row < rowCount; row++) {
    cell[row] = cellOf(row)
    if (cell[row]! >= 0) start[cell[row]! + 1]!++
  }
  for (let index = 0; index < cells; index++) start[index + 1]! += start[index]!
  const next = start.slice()
  const rows = new Int32Array(start[cells]!)
  for (let row = 0; row < rowCount; row++) if (cell[row]! >= 0) rows[next[cell[row]!]!++] = row
  return { start, rows }
}
