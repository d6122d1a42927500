/** How a delimited text is laid out. */
export interface CsvLayout {
  /** What stands between two fields; one to four bytes of UTF-8. */
  readonly delimiter: string
  /** The character that surrounds fields with delimiters or line ends in them; empty if none does. */
  readonly quote: string
  /** How many lines come before the first record, the header's among them. */
  readonly skippedLines: number
  /** How many fields a record has. */
  readonly columns: number
}

const fieldStart = 0
const unquoted = 1
const quoted = 2
const closing = 3
const closed = 4
const raw = 5

/**
 * Follows a delimited text byte by byte and knows whether a line end ends the record or belongs to a quoted field. Its
 * rules are those of DuckDB's reader, for both must agree about what a record is: a quote opens a quoted field only at
 * the field's beginning, blanks before it apart; within it a doubled quote is one quote; after it only blanks may come.
 * A record that breaks these rules ends at the next line end, so that it costs the rows after it as little as it can.
 */
export class CsvQuoting {
  private readonly delimiter: Uint8Array
  private readonly quote: number
  private place = fieldStart
  private matched = 0

  constructor(layout: Pick<CsvLayout, 'delimiter' | 'quote'>) {
    this.delimiter = Buffer.from(layout.delimiter)
    this.quote = layout.quote === '' ? -1 : layout.quote.charCodeAt(0)
  }

  /** Whether a line end that comes next is part of a field. */
  get insideQuotes(): boolean {
    return this.place === quoted
  }

  /** Whether the record, if it ends here, has a quoted field that is not closed properly. */
  get broken(): boolean {
    return this.place === raw || this.place === quoted
  }

  /** A new record begins. */
  startRecord(): void {
    this.place = fieldStart
    this.matched = 0
  }

  /** Takes the next byte of a record. */
  step(byte: number): void {
    if (this.place === raw) return
    if (this.place === quoted) {
      if (byte === this.quote) this.place = closing
      return
    }
    if (byte === this.quote) {
      if (this.place === fieldStart || this.place === closing) this.place = quoted
      else if (this.place === closed) this.place = raw
      this.matched = 0
      return
    }
    if (byte === this.delimiter[this.matched]) {
      this.matched++
      if (this.matched === this.delimiter.length) {
        this.place = fieldStart
        this.matched = 0
      } else if (this.place === fieldStart) this.place = unquoted
      return
    }
    this.matched = byte === this.delimiter[0] ? 1 : 0
    if (byte === space) {
      if (this.place === closing) this.place = closed
    } else if (this.place === fieldStart) this.place = unquoted
    else if (this.place !== unquoted) this.place = raw
  }
}

const space = 32
