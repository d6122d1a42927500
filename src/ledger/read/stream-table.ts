import { type DuckDBConnection, type DuckDBDataChunk, DuckDBDoubleVector, DuckDBIntegerVector } from '@duckdb/node-api'
import type { Currency } from '../../money/currency.js'
import { type CanonicalTable, type ColumnKind, canonicalTables, type TableName } from '../canonical-tables.js'
import type { Warning } from '../ledger-problem.js'
import { noDay } from '../no-day.js'
import type { RejectCode } from '../reject-code.js'
import { TextDictionary } from '../text/text-dictionary.js'
import { float64, GrowingArray, int32 } from './growing-array.js'
import { leaveOutEqualRows } from './leave-out-equal-rows.js'
import type { TableInput } from './open-tables.js'
import { ParsedTable, type ParsedTexts, type TablePart } from './parsed-table.js'
import { anyAmount, askAmount, askDay, plainAmount, plainDay, plainNumber } from './plain-values.js'
import type { RawSource } from './raw-source.js'
import { pieceLength, readTexts, textPieces } from './read-texts.js'
import type { RowCurrencies, TextsOf } from './row-currencies.js'
import { connectDuckDb } from './shared-duckdb.js'
import { readSource } from './source/read-source.js'
import type { ColumnRecipe, TableRecipe } from './table-recipe.js'
import { type DecimalsAt, ValueParser } from './value-parser.js'

export interface StreamOptions {
  readonly connection: DuckDBConnection
  readonly currency: Currency
  /**
   * Which currency each row is in, where the ledger's currencies differ in decimals; then our parser reads all amounts.
   */
  readonly rowCurrencies?: RowCurrencies
  /** The dictionary of each identifier column; columns that name the same things share one. */
  readonly dictionaryOf: (column: string, expectedRows: number) => TextDictionary
  /** Called now and then with the rows read so far and about how many there are. */
  readonly onProgress?: (rows: number, expected: number) => void
  /** Called with a source that takes the place of another, to be closed by the caller too. */
  readonly onOpened: (source: RawSource) => void
  readonly onWarning: (warning: Warning) => void
}

interface RejectedValue {
  readonly row: number
  readonly column: string
  readonly code: RejectCode
  readonly reason: string
  readonly value: string
}

/**
 * Reads a canonical table from its sources, one after the other. Plainly written values are understood by DuckDB on all
 * cores while it reads; what is left is asked of our parsers. A value that makes no sense refuses its row.
 */
export async function streamTable(
  name: TableName,
  inputs: readonly TableInput[],
  options: StreamOptions,
): Promise<ParsedTable> {
  const schema: CanonicalTable = canonicalTables[name]
  const present = new Set(inputs.flatMap(({ source, recipeFor }) => [...recipeFor(source).columns.keys()]))
  const expected = inputs.reduce((sum, { source }) => sum + source.estimatedRows, 0)
  const columns = [...present].map((column) => new TableColumn(column, schema[column]!.kind, expected, options))
  // Texts first: an amount may need its row's currency, which hangs on identifiers.
  columns.sort((a, b) => Number(b.isText) - Number(a.isText))
  const textsOf: TextsOf = (column) => columns.find((known) => known.name === column)?.textsSoFar
  const decimalsAt: DecimalsAt = (column, row) => {
    // What a contact cost us is in our own currency, whoever the customer is.
    if (options.rowCurrencies === undefined || column === 'cost') return options.currency.decimals
    return options.rowCurrencies.of(name, textsOf, row).decimals
  }
  const refused: RejectedValue[] = []
  const parts: TablePart[] = []
  let rows = 0
  for (const input of inputs) {
    const part = await readPart(columns, input, rows, expected, options, decimalsAt)
    parts.push(part)
    refused.push(...part.refused)
    rows += part.rows
  }
  const ofKind = <T>(kind: (column: TableColumn) => T | undefined) =>
    new Map(columns.flatMap((column) => (kind(column) === undefined ? [] : [[column.name, kind(column)!] as const])))
  const table = new ParsedTable(name, rows, parts, present, options.currency, {
    texts: ofKind((column) => column.texts(rows)),
    days: ofKind((column) => column.days(rows)),
    amounts: ofKind((column) => column.amounts(rows)),
    numbers: ofKind((column) => column.numbers(rows)),
  })
  for (const { leftOut } of parts) for (const row of leftOut) table.leaveOut(row)
  if (inputs.some(({ source, recipeFor }) => recipeFor(source).distinct)) leaveOutEqualRows(table)
  refused.sort((a, b) => a.row - b.row)
  for (const { row, column, code, reason, value } of refused) table.reject(row, column, code, reason, value)
  for (const column of columns) if (schema[column.name]!.required) column.refuseEmpty(table)
  return table
}

interface ReadPart extends TablePart {
  readonly refused: readonly RejectedValue[]
}

/** Streams one source to its end, from a mended copy if need be. */
async function readPart(
  columns: readonly TableColumn[],
  input: TableInput,
  firstRow: number,
  expected: number,
  options: StreamOptions,
  decimalsAt: DecimalsAt,
): Promise<ReadPart> {
  await runChecks(input.recipeFor(input.source), options)
  const { source, result, malformed } = await readSource(input.source, async (own) => {
    if (own !== input.source) options.onOpened(own)
    const stream = (withTexts: boolean) =>
      streamRows(columns, input.recipeFor(own), firstRow, expected, options, decimalsAt, withTexts)
    // Most files are written plainly throughout. One that is not mostly shows so in its first rows.
    const streamed = (await stream(false)) ?? (await stream(true))!
    return { result: streamed, rows: streamed.rows }
  })
  const recipe = input.recipeFor(source)
  return {
    source,
    firstRow,
    ...result,
    sourceNames: new Map([...recipe.columns].map(([name, { sourceName }]) => [name, sourceName])),
    malformed,
  }
}

/** A recipe's questions go over a connection of their own, since DuckDB keeps the malformed rows of each. */
async function runChecks(recipe: TableRecipe, options: StreamOptions): Promise<void> {
  if (recipe.checks.length === 0) return
  const connection = await connectDuckDb()
  try {
    for (const check of recipe.checks) {
      const warning = check.judge((await connection.runAndReadAll(check.query)).getRows())
      if (warning !== null) options.onWarning(warning)
    }
  } finally {
    connection.closeSync()
  }
}

type Refuse = (row: number, column: string, code: RejectCode, reason: string, value: string) => void

async function streamRows(
  columns: readonly TableColumn[],
  recipe: TableRecipe,
  firstRow: number,
  expected: number,
  options: StreamOptions,
  decimalsAt: DecimalsAt,
  withTexts: boolean,
): Promise<{
  readonly rows: number
  readonly leftOut: readonly number[]
  readonly refused: readonly RejectedValue[]
} | null> {
  const refused: RejectedValue[] = []
  const here = columns.filter(({ name }) => recipe.columns.has(name))
  const pieces = await usualPieces(here, recipe)
  const select: string[] = []
  const firstVector = here.map((column) => {
    const first = select.length
    select.push(...column.select(recipe.columns.get(column.name)!, pieces.get(column.name) ?? 1, withTexts))
    return first
  })
  const keepVector = recipe.keep === undefined ? -1 : select.push(`CAST(${recipe.keep} AS INTEGER)`) - 1
  const leftOut: number[] = []
  const dateColumns = here.filter(({ kind }) => kind === 'date').map(({ name }) => name)
  const parser = new ValueParser(recipe, dateColumns, decimalsAt)

  const result = await options.connection.stream(`SELECT ${select.join(', ')} FROM ${recipe.relation}`)
  let rows = 0
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) break
    const at = firstRow + rows
    const kept = keepVector < 0 ? undefined : integers(chunk, keepVector)
    const refuse: Refuse = (row, column, code, reason, value) => {
      if (kept === undefined || kept[row - at] === 1) refused.push({ row, column, code, reason, value })
    }
    for (let index = 0; index < here.length; index++) {
      const column = here[index]!
      if (!withTexts && column.asks(chunk, firstVector[index]!)) return null
      await column.read(chunk, firstVector[index]!, pieces.get(column.name) ?? 1, at, parser, refuse, withTexts)
    }
    for (const column of columns) if (!here.includes(column)) column.skip(at, chunk.rowCount)
    kept?.forEach((flag, row) => {
      if (flag === 0) leftOut.push(at + row)
    })
    rows += chunk.rowCount
    if (rows % 65_536 < chunk.rowCount) options.onProgress?.(at + chunk.rowCount, expected)
  }
  return { rows, leftOut, refused }
}

/** How many pieces the texts of each column mostly have, told from the first rows. */
async function usualPieces(columns: readonly TableColumn[], recipe: TableRecipe): Promise<Map<string, number>> {
  const texts = columns.filter((column) => column.isText)
  if (texts.length === 0) return new Map()
  const lengths = texts.map(({ name }) => `coalesce(max(length(${recipe.columns.get(name)!.text})), 0)`)
  const connection = await connectDuckDb()
  try {
    const reader = await connection.runAndReadAll(
      `SELECT ${lengths.join(', ')} FROM (SELECT * FROM ${recipe.relation} LIMIT 1000)`,
    )
    const [row] = reader.getRows()
    return new Map(
      texts.map(({ name }, index) => [name, Math.min(4, Math.max(1, Math.ceil(Number(row![index]) / pieceLength)))]),
    )
  } finally {
    connection.closeSync()
  }
}

/** One column of a table while it is being read. */
class TableColumn {
  readonly #codes: GrowingArray<Int32Array> | undefined
  readonly #dictionary: TextDictionary | undefined
  readonly #days: GrowingArray<Int32Array> | undefined
  readonly #amounts: GrowingArray<Float64Array> | undefined

  constructor(
    readonly name: string,
    readonly kind: ColumnKind,
    expectedRows: number,
    private readonly options: StreamOptions,
  ) {
    // Memory that no row touches costs nothing, while growing copies all.
    const room = Math.ceil(1.05 * expectedRows) + 4096
    switch (kind) {
      case 'date':
        this.#days = new GrowingArray(int32, room)
        break
      case 'amount':
      case 'number':
        this.#amounts = new GrowingArray(float64, room)
        break
      case 'identifier':
        this.#codes = new GrowingArray(int32, room)
        this.#dictionary = options.dictionaryOf(name, expectedRows)
        break
      case 'text':
      case 'terms':
      case 'flag':
      case 'currency':
        this.#codes = new GrowingArray(int32, room)
        this.#dictionary = new TextDictionary()
        break
      default:
        kind satisfies never
    }
  }

  get isText(): boolean {
    return this.#codes !== undefined
  }

  texts(rows: number): ParsedTexts | undefined {
    return this.#codes && { codes: this.#codes.array.subarray(0, rows), dictionary: this.#dictionary! }
  }

  /** Codes of the rows read so far. */
  get textsSoFar(): ParsedTexts | undefined {
    return this.#codes && { codes: this.#codes.array, dictionary: this.#dictionary! }
  }

  days(rows: number): Int32Array | undefined {
    return this.#days?.array.subarray(0, rows)
  }

  amounts(rows: number): Float64Array | undefined {
    return this.kind === 'amount' ? this.#amounts!.array.subarray(0, rows) : undefined
  }

  numbers(rows: number): Float64Array | undefined {
    return this.kind === 'number' ? this.#amounts!.array.subarray(0, rows) : undefined
  }

  /** The expressions of the column's vectors. Values are followed by their texts only if a parser is to be asked. */
  select(recipe: ColumnRecipe, pieces: number, withTexts: boolean): string[] {
    const { text } = recipe
    const asked = withTexts ? [`coalesce(${text}, '')`] : []
    switch (this.kind) {
      case 'date':
        // A pattern that begins with the year says itself what comes after it.
        return [recipe.dates?.startsWith('y') ? `CAST(${askDay} AS INTEGER)` : plainDay(text), ...asked]
      case 'amount':
        return [
          this.options.rowCurrencies === undefined
            ? plainAmount(text, this.options.currency.decimals, recipe.decimals)
            : anyAmount(text),
          ...asked,
          ...(recipe.negated === undefined ? [] : [`CAST(${recipe.negated} AS INTEGER)`]),
        ]
      case 'number':
        return [plainNumber(text), ...asked]
      default:
        return textPieces(text, pieces)
    }
  }

  /** Whether a chunk has a value that a parser must be asked for. */
  asks(chunk: DuckDBDataChunk, first: number): boolean {
    if (this.#days) return integers(chunk, first).includes(askDay)
    return this.#amounts !== undefined && doubles(chunk, first).includes(askAmount)
  }

  async read(
    chunk: DuckDBDataChunk,
    first: number,
    pieces: number,
    at: number,
    parser: ValueParser,
    refuse: Refuse,
    withTexts: boolean,
  ): Promise<void> {
    const rows = chunk.rowCount
    const refuseHere = (row: number, code: RejectCode, reason: string, value: string) =>
      refuse(row, this.name, code, reason, value)
    if (this.#codes) {
      this.#codes.reserve(at + rows)
      readTexts(chunk, first, pieces, this.#dictionary!, this.#codes.array, at)
    } else if (this.#days) {
      this.#days.reserve(at + rows)
      const days = this.#days.array
      const plain = integers(chunk, first)
      days.set(plain, at)
      for (let row = plain.indexOf(askDay); row >= 0; row = plain.indexOf(askDay, row + 1)) {
        const text = chunk.getColumnVector(first + 1).getItem(row) as string
        if (text.trim() === '') {
          days[at + row] = noDay
          continue
        }
        const day = await parser.day(this.name, text)
        days[at + row] = typeof day === 'number' ? day : noDay
        if (typeof day !== 'number') refuseHere(at + row, day.code, day.problem, text.trim())
      }
    } else if (this.#amounts) {
      this.#amounts.reserve(at + rows)
      const amounts = this.#amounts.array
      const plain = doubles(chunk, first)
      amounts.set(plain, at)
      for (let row = plain.indexOf(askAmount); row >= 0; row = plain.indexOf(askAmount, row + 1)) {
        const text = chunk.getColumnVector(first + 1).getItem(row) as string
        if (text.trim() === '') {
          amounts[at + row] = Number.NaN
          continue
        }
        const amount = this.kind === 'amount' ? parser.amount(this.name, text, at + row) : parser.number(text)
        amounts[at + row] = typeof amount === 'number' ? amount : Number.NaN
        if (typeof amount !== 'number') refuseHere(at + row, amount.code, amount.problem, text.trim())
      }
      if (parser.isNegated(this.name)) {
        const negated = integers(chunk, first + (withTexts ? 2 : 1))
        for (let row = 0; row < rows; row++) if (negated[row] === 1) amounts[at + row] = -amounts[at + row]! + 0
      }
    }
  }

  /** The rows of a source that has no such column. */
  skip(at: number, rows: number): void {
    this.#codes?.reserve(at + rows)
    this.#days?.reserve(at + rows)
    this.#amounts?.reserve(at + rows)
    this.#codes?.array.fill(-1, at, at + rows)
    this.#days?.array.fill(noDay, at, at + rows)
    this.#amounts?.array.fill(Number.NaN, at, at + rows)
  }

  refuseEmpty(table: ParsedTable): void {
    const column = this.#codes ?? this.#days ?? this.#amounts!
    const empty = this.#codes ? -1 : this.#days ? noDay : Number.NaN
    // includes and not indexOf: it finds NaN too. Most columns have no empty value, and are passed at full speed.
    for (let from = 0, rows = column.array.subarray(0, table.rows); rows.includes(empty, from); from++) {
      while (!Object.is(rows[from], empty)) from++
      table.reject(from, this.name, 'empty-required', 'it is empty, but every row needs it', '')
    }
  }
}

function integers(chunk: DuckDBDataChunk, index: number): Int32Array {
  const vector = chunk.getColumnVector(index)
  if (!(vector instanceof DuckDBIntegerVector)) throw new TypeError('a vector of INTEGER was asked for')
  // Private to TypeScript only: asking for each item by a call would cost more than all else that is done with it.
  // biome-ignore lint/complexity/useLiteralKeys: the property is private to TypeScript; see above.
  return vector['items']
}

function doubles(chunk: DuckDBDataChunk, index: number): Float64Array {
  const vector = chunk.getColumnVector(index)
  if (!(vector instanceof DuckDBDoubleVector)) throw new TypeError('a vector of DOUBLE was asked for')
  // biome-ignore lint/complexity/useLiteralKeys: the property is private to TypeScript; see above.
  return vector['items']
}
