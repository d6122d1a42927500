import { DuckDBBlobVector, type DuckDBDataChunk } from '@duckdb/node-api'
import { inlineBytes } from '../text/identifier-shape.js'
import type { TextDictionary } from '../text/text-dictionary.js'

/**
 * DuckDB keeps a text of at most 12 bytes in its vector: 4 bytes of length, then the bytes. Only longer ones cost a call
 * for each. So long texts are asked for in pieces of 12 characters, which are put together here.
 */
export const pieceLength = inlineBytes
const itemWords = 4

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
  const only = pieces === 1 ? vectors[0]! : undefined
  for (let row = 0; row < rows; row++) {
    if (only?.isInline(row)) {
      const start = only.start(row)
      const alike = dictionary.addAlike(only.words, only.word(row), only.bytes, start)
      codes[at + row] = alike >= 0 ? alike : codeOf(dictionary, only.bytes, start, only.end(row))
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
  /** The memory of the vector if its first item is in it, else empty; as bytes and as words of four. */
  readonly bytes: Uint8Array
  readonly words: Int32Array
  /** The word with the length of the first item. */
  readonly #first: number

  constructor(chunk: DuckDBDataChunk, index: number) {
    const vector = chunk.getColumnVector(index)
    if (!(vector instanceof DuckDBBlobVector)) throw new TypeError('readTexts needs a vector of BLOB')
    this.#vector = vector
    const firstItem = vector.getItemBytes(0)!
    const isInPlace = firstItem.length <= pieceLength && firstItem.byteOffset % 4 === 0
    const memory = isInPlace ? firstItem.buffer : new ArrayBuffer(0)
    this.bytes = new Uint8Array(memory)
    this.words = new Int32Array(memory, 0, memory.byteLength >> 2)
    this.#first = isInPlace ? firstItem.byteOffset / 4 - 1 : -1
  }

  isInline(row: number): boolean {
    return this.#first >= 0 && this.words[this.word(row)]! <= pieceLength
  }

  /** The word with an item's length, before its bytes. */
  word(row: number): number {
    return this.#first + itemWords * row
  }

  start(row: number): number {
    return 4 * this.word(row) + 4
  }

  end(row: number): number {
    return this.start(row) + this.words[this.word(row)]!
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
