import { shortText, visibleText } from '../document/visible-text.js'
import type { RejectCode } from './reject-code.js'

/** A row (or record) of the source that could not be used, and why. Kept and counted, never dropped in silence. */
export interface Reject {
  readonly file: string
  /** The line of the file, the header being line 1. For Parquet, the row. */
  readonly line: number
  readonly column: string
  readonly value: string
  /** The class of the reason; `rejectCodes` says what each means. */
  readonly code: RejectCode
  /** A full clause that says what is wrong and, where it helps, what to do. */
  readonly reason: string
  /** The row's amount in minor units; null or absent if it could not be read or the table has none. */
  readonly amount?: number | null
}

/**
 * Something that the ledger's reader accepted but that its owner should look at, and that only the reader can know. What
 * the ledger itself shows is for the checks of `src/quality`.
 */
export interface Warning {
  readonly code: string
  readonly message: string
  /** How many rows it concerns. */
  readonly count: number
  /** How much money it touches, in minor units; null or absent where it touches none that can be named. */
  readonly amount?: number | null
}

/** Stands for the column where a row as a whole is at fault. */
export const wholeRow = '(row)'

/** A reject as one sentence: where, what, why. */
export function rejectSentence(reject: Reject): string {
  const column = reject.column === wholeRow ? '' : `, column ${shortText(reject.column)}`
  return visibleText(`${reject.file}, line ${reject.line}${column}: "${shortText(reject.value)}": ${reject.reason}.`)
}
