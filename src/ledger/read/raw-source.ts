import type { Reject } from '../ledger-problem.js'

/**
 * One file of rows, ready for DuckDB to stream: every value as text, before any is understood. Whatever the file was (CSV
 * of any encoding, a workbook, JSON lines, Parquet, gzip), its `relation` gives the same shape.
 */
export interface RawSource {
  /** The file as the user named it, for messages. */
  readonly file: string
  /** Header names in the file's order. */
  readonly columns: readonly string[]
  /**
   * An SQL table expression with the columns c0, c1, … (all VARCHAR, null where empty), in the file's order of rows.
   * Streaming it under DuckDB's default order of insertion gives the records in the file's order.
   */
  readonly relation: string
  /** About how many rows there are, for allocation and progress. */
  readonly estimatedRows: number
  /** How dates are written where the file's format says so; else the values or a mapping must say. */
  readonly spreadsheetDates: boolean
  /**
   * The records that DuckDB could not read as rows, to be asked after the relation was streamed to its end: too few or
   * too many fields, an open quote, bytes of no text. They are not among the streamed rows.
   */
  malformed(): Promise<readonly Reject[]>
  /**
   * The lines of streamed rows (counted from 0, in the order of streaming), the header being line 1. To be asked after
   * streaming. Rows must ascend.
   */
  linesOf(rows: readonly number[]): Promise<readonly number[]>
  /** Removes temporary files. */
  close(): void
}
