import type { ParsedTable } from '../read/parsed-table.js'

/** Which row of a table bears each identifier, by the identifier's number in their shared dictionary. */
export class RowIndex {
  /** The row + 1 by identifier; 0 where none bears it. */
  private constructor(private readonly rows: Int32Array) {}

  /**
   * Indexes the accepted rows of a table by a column, counting only those. A row whose identifier is there already is
   * rejected with the reason.
   */
  static byIdentifier(table: ParsedTable, column: string, reason: string): RowIndex {
    const { codes, dictionary } = table.texts(column)!
    const rows = new Int32Array(dictionary.length)
    let count = 0
    for (let row = 0; row < table.rows; row++) {
      if (!table.isAccepted(row)) continue
      const code = codes[row]!
      if (rows[code]! > 0) table.reject(row, column, 'duplicate-identifier', reason)
      else rows[code] = ++count
    }
    return new RowIndex(rows)
  }

  /** `rows` has the row + 1 by identifier, 0 where none bears it. */
  static from(rows: Int32Array): RowIndex {
    return new RowIndex(rows)
  }

  /** The row of an identifier's number, −1 if no accepted row bears it. */
  of(code: number): number {
    return code >= 0 && code < this.rows.length ? this.rows[code]! - 1 : -1
  }
}
