import { DuckDBBlobVector, type DuckDBDataChunk } from '@duckdb/node-api'
import type { TextDictionary } from '../text/text-dictionary.js'

/**
 * DuckDB keeps a text of at most 12 bytes in its vector: 4 bytes of length, then the bytes. Only longer ones cost a call
 * for each. So long texts are asked for in pieces of 12 characters, which are put together here.
 */
export const pieceLength = 12
const itemSize = 16

/** SQL expressions of a text's pieces, as bytes. The last takes all that is left, so no text is ever cut. */
export function textPieces(text: string, pieces: number): string[] {
  return Array.from({ length: pieces }, (_, piece) => {
    const from = piece * pieceLength + 1
    const part =
      pieces === 1
        ? text
        : piece === pieces - 1
          ? `substring(${text}, ${from})`
          : `substring(${text}, ${from}, ${pieceLength})`
    return `encode(coalesce(${part}, ''))`
  })
}

let scratch = new Uint8Array(1024)

/**
 * Reads the texts of a chunk as codes into `codes` from `at` on: white space around a text does not count, and an empty
 * text is −1. `first` is the vector of the first piece.
 */
export function readTexts(
  chunk: DuckDBDataChunk,
  first: number,
  pieces: number,
  dictionary: TextDictionary,
  codes: Int32Array,
  at: number,
): void {
  const rows = chunk.rowCount
  const vectors = Array.from({ length: pieces }, (_, piece) => new TextVector(chunk, first + piece))
  const [only] = vectors
  for (let row = 0; row < rows; row++) {
    if (pieces === 1 && only!.isInline(row)) {
      codes[at + row] = codeOf(dictionary, only!.bytes, only!.start(row), only!.end(row))
      continue
    }
    let length = 0
    for (const vector of vectors) length = vector.appendTo(row, length)
    codes[at + row] = codeOf(dictionary, scratch, 0, length)
  }
}

/** A vector of bytes, read in place where they are in place. */
class TextVector {
  readonly #vector: DuckDBBlobVector
  /** The memory of the vector if its first item is in it, else empty. */
  readonly bytes: Uint8Array
  readonly #items: DataView
  readonly #base: number

  constructor(chunk: DuckDBDataChunk, index: number) {
    const vector = chunk.getColumnVector(index)
    if (!(vector instanceof DuckDBBlobVector)) throw new TypeError('readTexts needs a vector of BLOB')
    this.#vector = vector
    const firstItem = vector.getItemBytes(0)!
    const isInPlace = firstItem.length <= pieceLength
    this.bytes = isInPlace ? new Uint8Array(firstItem.buffer) : new Uint8Array(0)
    this.#items = new DataView(this.bytes.buffer)
    this.#base = isInPlace ? firstItem.byteOffset - 4 : -1
  }

  isInline(row: number): boolean {
    return this.#base >= 0 && this.#length(row) <= pieceLength
  }

  start(row: number): number {
    return this.#base + itemSize * row + 4
  }

  end(row: number): number {
    return this.start(row) + this.#length(row)
  }

  /** Copies an item behind the first `length` bytes of the scratch buffer; returns the new length. */
  appendTo(row: number, length: number): number {
    const inline = this.isInline(row)
    const source = inline ? this.bytes : this.#vector.getItemBytes(row)!
    const start = inline ? this.start(row) : 0
    const end = inline ? this.end(row) : source.length
    const total = length + end - start
    if (total > scratch.length) {
      const larger = new Uint8Array(2 * total)
      larger.set(scratch)
      scratch = larger
    }
    for (let from = start, to = length; from < end; from++, to++) scratch[to] = source[from]!
    return total
  }

  #length(row: number): number {
    return this.#items.getUint32(this.#base + itemSize * row, true)
  }
}

const decoder = new TextDecoder()

function codeOf(dictionary: TextDictionary, source: Uint8Array, start: number, end: number): number {
  if (start === end) return -1
  const [before, after] = [source[start]!, source[end - 1]!]
  if (before > 0x20 && before < 0x7f && after > 0x20 && after < 0x7f) return dictionary.add(source, start, end)
  // It may begin or end in white space of any kind.
  const text = decoder.decode(source.subarray(start, end)).trim()
  return text === '' ? -1 : dictionary.addText(text)
}
