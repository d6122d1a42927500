/** The kinds of files that hold a table. */
export const sourceFormats = ['delimited', 'parquet', 'json', 'xlsx'] as const
type SourceFormat = (typeof sourceFormats)[number]

/** What a mapping may say about a file; whatever it leaves out is told from the file itself. */
export interface SourceOptions {
  readonly format?: SourceFormat
  /** What stands between the fields of a delimited file: one character, or a few like `||`. */
  readonly delimiter?: string
  /** The character around fields of a delimited file; empty if none is. Default `"`. */
  readonly quote?: '"' | "'" | ''
  /** The encoding of a delimited or JSON file: utf-8, latin-1, utf-16le or any other name that browsers know. */
  readonly encoding?: string
  /** The sheet of a workbook. Default the first. */
  readonly sheet?: string
  /** The line (of a workbook: the row) that holds the header, counted from 1. */
  readonly headerLine?: number
  /** The most bytes that a compressed file may hold. Default: the environment's ARLAB_MAX_UNPACKED_BYTES, or 64 GiB. */
  readonly maxUnpackedBytes?: number
  /** Reads a delimited file from a mended copy from the start: slower, and safe whatever is in it. */
  readonly mended?: boolean
}
