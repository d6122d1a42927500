import { type Day, isoFromDay } from '../../calendar/day.js'
import { cents } from '../../money/cents.js'
import type { Currency } from '../../money/currency.js'
import { decimalText } from '../../money/format-amount.js'
import type { TableName } from '../canonical-tables.js'
import { type Reject, wholeRow } from '../ledger-problem.js'
import { noDay } from '../no-day.js'
import { type RejectCode, rejectCodes } from '../reject-code.js'
import type { TextDictionary } from '../text/text-dictionary.js'
import type { RawSource } from './raw-source.js'

/** A column of texts: codes into a dictionary that other tables may share; −1 where empty. */
export interface ParsedTexts {
  readonly codes: Int32Array
  readonly dictionary: TextDictionary
}

/** Rows first to first + rows − 1 of a table, which came from one source. */
export interface TablePart {
  readonly source: Pick<RawSource, 'file' | 'linesOf'>
  readonly firstRow: number
  readonly rows: number
  /** What the source calls each canonical column. */
  readonly sourceNames: ReadonlyMap<string, string>
  /** Records of the source that are no rows. */
  readonly malformed: readonly Reject[]
  /** Rows that the mapping leaves out; they are in none of the counts. */
  readonly leftOut: readonly number[]
}

/** Rejects that are kept to be listed; all are counted. */
const mostRejectsListed = 100_000

const codes = Object.keys(rejectCodes) as readonly RejectCode[]

/** What stands for a row: accepted, left out, or from here on the number of its reject code. */
const leftOut = 1
const firstCode = 2

interface RejectedRow {
  readonly row: number
  readonly column: string
  readonly code: RejectCode
  readonly reason: string
  readonly value: string
}

/**
 * A canonical table with every value understood, column by column. Refused rows stay in place, so that a row's number
 * leads back to its line.
 */
export class ParsedTable {
  readonly #rejectedRows: RejectedRow[] = []
  #refusedFlags: Uint8Array | undefined
  #rejectedCount = 0
  #leftOutCount = 0

  constructor(
    readonly name: TableName,
    readonly rows: number,
    readonly parts: readonly TablePart[],
    /** The columns that the files, or constants of a mapping, give. */
    readonly present: ReadonlySet<string>,
    readonly currency: Currency,
    private readonly columns: {
      readonly texts: ReadonlyMap<string, ParsedTexts>
      readonly days: ReadonlyMap<string, Int32Array>
      readonly amounts: ReadonlyMap<string, Float64Array>
      readonly numbers: ReadonlyMap<string, Float64Array>
    },
  ) {}

  /** The first file of the table, for messages. */
  get file(): string {
    return this.parts[0]!.source.file
  }

  /** Records read: rows and what should have been rows. */
  get read(): number {
    return this.parts.reduce((sum, part) => sum + part.rows + part.malformed.length, 0) - this.#leftOutCount
  }

  get leftOut(): number {
    return this.#leftOutCount
  }

  get rejectedCount(): number {
    return this.#rejectedCount + this.parts.reduce((sum, part) => sum + part.malformed.length, 0)
  }

  get acceptedCount(): number {
    return this.rows - this.#rejectedCount - this.#leftOutCount
  }

  /** Codes of a column that is there; without values it is −1 throughout. */
  texts(column: string): ParsedTexts | undefined {
    return this.columns.texts.get(column)
  }

  days(column: string): Int32Array | undefined {
    return this.columns.days.get(column)
  }

  /** Minor units, NaN where empty. */
  amounts(column: string): Float64Array | undefined {
    return this.columns.amounts.get(column)
  }

  numbers(column: string): Float64Array | undefined {
    return this.columns.numbers.get(column)
  }

  isAccepted(row: number): boolean {
    return this.#refusedFlags === undefined || this.#refusedFlags[row] === 0
  }

  /** Why a row was rejected; undefined if it was not. */
  rejectCode(row: number): RejectCode | undefined {
    return this.isRejected(row) ? codes[this.#refusedFlags![row]! - firstCode] : undefined
  }

  isRejected(row: number): boolean {
    return this.#refusedFlags !== undefined && this.#refusedFlags[row]! >= firstCode
  }

  /** Takes a row out that is none of the ledger's: it is neither accepted nor rejected. */
  leaveOut(row: number): void {
    this.#refusedFlags ??= new Uint8Array(this.rows)
    if (this.#refusedFlags[row] !== 0) return
    this.#refusedFlags[row] = leftOut
    this.#leftOutCount++
  }

  /** Refuses a row. Of several faults of one row the first is kept. */
  reject(row: number, column: string, code: RejectCode, reason: string, value?: string): void {
    this.#refusedFlags ??= new Uint8Array(this.rows)
    if (this.#refusedFlags[row] !== 0) return
    this.#refusedFlags[row] = firstCode + codes.indexOf(code)
    this.#rejectedCount++
    if (this.#rejectedRows.length >= mostRejectsListed) return
    this.#rejectedRows.push({ row, column, code, reason, value: value ?? this.#valueText(row, column) })
  }

  /** The rejects with their places, in the order of the files' lines. */
  async rejects(): Promise<Reject[]> {
    const all: Reject[] = []
    for (const part of this.parts) {
      const own = this.#rejectedRows
        .filter(({ row }) => row >= part.firstRow && row < part.firstRow + part.rows)
        .sort((a, b) => a.row - b.row)
      const lines = own.length === 0 ? [] : await part.source.linesOf(own.map(({ row }) => row - part.firstRow))
      const placed = own.map(
        ({ row, column, code, reason, value }, index): Reject => ({
          file: part.source.file,
          line: lines[index]!,
          column: part.sourceNames.get(column) ?? column,
          value,
          code,
          reason,
          amount: this.#amountOf(row),
        }),
      )
      all.push(...[...part.malformed, ...placed].sort((a, b) => a.line - b.line))
    }
    return all
  }

  #amountOf(row: number): number | null {
    const amount = this.columns.amounts.get('amount')?.[row]
    return amount === undefined || Number.isNaN(amount) ? null : amount
  }

  /** A value as text again, where the text it came from is no longer at hand. */
  #valueText(row: number, column: string): string {
    if (column === wholeRow) return ''
    const text = this.columns.texts.get(column)
    if (text) return text.codes[row]! < 0 ? '' : (text.dictionary.at(text.codes[row]!) ?? '')
    const day = this.columns.days.get(column)?.[row]
    if (day !== undefined) return day === noDay ? '' : isoFromDay(day as Day)
    const amount = this.columns.amounts.get(column)?.[row]
    if (amount !== undefined) return Number.isNaN(amount) ? '' : decimalText(cents(amount), this.currency.decimals)
    const number = this.columns.numbers.get(column)?.[row]
    return number === undefined || Number.isNaN(number) ? '' : String(number)
  }
}
