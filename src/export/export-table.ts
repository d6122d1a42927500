import type { Currency } from '../money/currency.js'

/** One column of a table to be written, by row; null is an empty cell. */
export type ExportColumn =
  | { readonly name: string; readonly kind: 'identifier' | 'text'; readonly at: (row: number) => string | null }
  /** Day numbers. */
  | { readonly name: string; readonly kind: 'date'; readonly at: (row: number) => number | null }
  /** Whole minor units of the table's currency. */
  | { readonly name: string; readonly kind: 'amount'; readonly at: (row: number) => number | null }
  /** What is no money: any number, or a count. */
  | { readonly name: string; readonly kind: 'number' | 'integer'; readonly at: (row: number) => number | null }

/** A table as every file format of an export takes it: values are read in place, row by row, and never copied. */
export interface ExportTable {
  readonly name: string
  readonly rows: number
  readonly columns: readonly ExportColumn[]
  readonly currency: Currency
}

/** Told from time to time how many rows of a table are written. */
export type RowProgress = (rows: number) => void
