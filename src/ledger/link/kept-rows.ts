import type { OptionalColumns, TextColumn, TextList } from '../ledger-data.js'
import type { ParsedTable, ParsedTexts } from '../read/parsed-table.js'

/**
 * The rows of a parsed table that become the ledger's, in their order. Where that is every row, columns are taken as
 * they are and not copied.
 */
export class KeptRows {
  private constructor(
    readonly count: number,
    /** The parsed table's row of each; undefined where they are the same. */
    private readonly rows: Int32Array | undefined,
  ) {}

  /** The rows that are accepted by now. */
  static of(table: ParsedTable): KeptRows {
    if (table.acceptedCount === table.rows) return new KeptRows(table.rows, undefined)
    const rows = new Int32Array(table.acceptedCount)
    let count = 0
    for (let row = 0; row < table.rows; row++) if (table.isAccepted(row)) rows[count++] = row
    return new KeptRows(count, rows)
  }

  /** Given rows, in a given order. */
  static these(rows: Int32Array): KeptRows {
    return new KeptRows(rows.length, rows)
  }

  /** The parsed table's row. */
  row(index: number): number {
    return this.rows === undefined ? index : this.rows[index]!
  }

  integers(column: Int32Array): Int32Array {
    return this.rows === undefined ? column.subarray(0, this.count) : this.rows.map((row) => column[row]!)
  }

  doubles(column: Float64Array): Float64Array {
    return this.rows === undefined
      ? column.subarray(0, this.count)
      : Float64Array.from(this.rows, (row) => column[row]!)
  }

  texts({ codes, dictionary }: ParsedTexts): TextColumn {
    return { codes: this.integers(codes), values: dictionary }
  }

  /** Identifiers by row. Each text is there once, so where no row was refused its number is its row. */
  identifiers({ codes, dictionary }: ParsedTexts): TextList {
    const own = this.integers(codes)
    let isInPlace = dictionary.length >= own.length
    for (let row = 0; isInPlace && row < own.length; row++) isInPlace = own[row] === row
    return isInPlace && dictionary.length === own.length ? dictionary : new PickedTexts(own, dictionary)
  }

  /** The optional columns of a table, as far as its files have them. */
  optional(table: ParsedTable, names: readonly string[]): OptionalColumns {
    const present = names.filter((name) => table.present.has(name))
    const columns = <T, C>(get: (name: string) => T | undefined, keep: (column: T) => C) =>
      new Map(
        present.flatMap((name) => {
          const column = get(name)
          return column === undefined ? [] : [[name, keep(column)] as const]
        }),
      )
    return {
      attributes: columns(
        (name) => table.texts(name),
        (column) => this.texts(column),
      ),
      days: columns(
        (name) => table.days(name),
        (column) => this.integers(column),
      ),
      amounts: columns(
        (name) => table.amounts(name),
        (column) => this.doubles(column),
      ),
      numbers: columns(
        (name) => table.numbers(name),
        (column) => this.doubles(column),
      ),
    }
  }
}

/** Texts by row through their numbers in a list. */
class PickedTexts implements TextList {
  constructor(
    private readonly numbers: Int32Array,
    private readonly texts: TextList,
  ) {}

  get length(): number {
    return this.numbers.length
  }

  at(row: number): string | undefined {
    const number = this.numbers[row]
    return number === undefined || number < 0 ? undefined : this.texts.at(number)
  }
}
