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
const raw = 4
const places = 5

/** A place in a record, with how many bytes of a delimiter were just passed: `4 · place + matched`. */
export type QuotingState = number

/** The state at the beginning of a record. */
export const recordStart: QuotingState = 4 * fieldStart

/** Whether a line end that comes next is part of a quoted field. */
export function isInsideQuotes(state: QuotingState): boolean {
  return state >> 2 === quoted
}

/** Whether the record, if it ends here, has a quoted field that is not closed properly. */
export function isBroken(state: QuotingState): boolean {
  return state >> 2 === raw || state >> 2 === quoted
}

/**
 * The rules by which a delimited text is followed byte by byte, so that a line end within a quoted field is told from one
 * that ends the record: `rules[256 · state + byte]` is the state after that byte (line ends outside of quotes apart). They
 * are those of DuckDB's reader, for both must agree about what a record is: a quote opens a quoted field only at the
 * field's beginning, blanks before it apart; within it a doubled quote is one quote; after it only blanks may come, or a
 * quote that opens it again. A record that breaks them ends at the next line end, so that it costs the rows after it as little as it can.
 */
export function quotingRules(layout: Pick<CsvLayout, 'delimiter' | 'quote'>): Uint8Array {
  const delimiter = Buffer.from(layout.delimiter)
  const quote = layout.quote === '' ? -1 : layout.quote.charCodeAt(0)
  const rules = new Uint8Array(4 * places * 256)
  for (let state = 0; state < 4 * places; state++) {
    for (let byte = 0; byte < 256; byte++) {
      rules[256 * state + byte] = stateAfter(state >> 2, state & 3, byte, delimiter, quote)
    }
  }
  return rules
}

function stateAfter(place: number, matched: number, byte: number, delimiter: Uint8Array, quote: number): QuotingState {
  if (place === raw) return 4 * raw
  if (place === quoted) return 4 * (byte === quote ? closing : quoted)
  if (byte === quote) {
    return 4 * (place === unquoted ? unquoted : quoted)
  }
  if (byte === delimiter[matched]) {
    if (matched + 1 === delimiter.length) return 4 * fieldStart
    return 4 * (place === fieldStart ? unquoted : place) + matched + 1
  }
  const again = byte === delimiter[0] ? 1 : 0
  if (byte === space) return 4 * place + again
  return 4 * (place === fieldStart || place === unquoted ? unquoted : raw) + again
}

const space = 32
