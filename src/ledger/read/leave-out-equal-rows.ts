import { TextDictionary } from '../text/text-dictionary.js'
import type { ParsedTable } from './parsed-table.js'

/** Of rows that are equal in every column the first counts; the others are left out. */
export function leaveOutEqualRows(table: ParsedTable): void {
  const columns = [...table.present].map(
    (name) =>
      table.texts(name)?.codes ?? table.days(name) ?? table.amounts(name) ?? (table.numbers(name) as Float64Array),
  )
  const seen = new TextDictionary()
  for (let row = 0; row < table.rows; row++) {
    if (!table.isAccepted(row)) continue
    const before = seen.length
    seen.addText(columns.map((column) => column[row]).join())
    if (seen.length === before) table.leaveOut(row)
  }
}
