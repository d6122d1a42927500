import type { Reject } from '../ledger-problem.js'

/**
 * One file of rows, ready for DuckDB to stream: every value as text, before any is understood. Whatever the file was (CSV
 * of any encoding, a workbook, JSON lines, Parquet, gzip), its `relation` gives the same shape.
 */
export interface RawSource {
  /** The file as the user named it, for messages. */
  readonly file: string
  /** Header names in the file's order. A column without a name is ''; all other names differ. */
  readonly columns: readonly string[]
  /**
   * An SQL table expression with the columns c0, c1, … (all VARCHAR, null where empty), in the file's order of rows.
   * Streaming it under DuckDB's default order of insertion gives the records in the file's order.
   */
  readonly relation: string
  /** About how many rows there are, for allocation and progress. */
  readonly estimatedRows: number
  /** Whether a bare number in a column of dates is a spreadsheet's day number. */
  readonly spreadsheetDates: boolean
  /**
   * The records that are no rows: too few or too many fields, an open quote, bytes of no text. They are not among the
   * streamed rows. To be asked after the relation was streamed to its end; `streamedRows` is how many rows came. Throws
   * if the stream cannot be relied upon: see `recover`.
   */
  malformed(streamedRows: number): Promise<readonly Reject[]>
  /**
   * The lines of streamed rows (counted from 0, in the order of streaming); the header of a text is line 1. To be asked
   * after `malformed`. Rows must ascend.
   */
  linesOf(rows: readonly number[]): Promise<readonly number[]>
  /**
   * What to do when streaming, or `malformed`, threw: gives a source of the same rows to be streamed in place of this one,
   * or throws an InputError that says why the file cannot be read. `readSource` does this.
   */
  recover(error: unknown): Promise<RawSource>
  /** Removes temporary files. */
  close(): void
}
