import type { TextList } from '../ledger-data.js'

const decoder = new TextDecoder()

/** Texts one after the other in one buffer of UTF-8, so that ten million identifiers are three objects and not as many. */
export class PackedTexts implements TextList {
  #bytes: Uint8Array
  #used = 0
  /** Text i is bytes #starts[i] to #starts[i + 1] − 1. */
  #starts: Uint32Array
  #count = 0
  readonly #withControls = new Set<number>()

  /** `expected` is about how many texts will come; more are no error. */
  constructor(expected: number) {
    this.#bytes = new Uint8Array(expected * 12)
    this.#starts = new Uint32Array(expected + 1)
  }

  get length(): number {
    return this.#count
  }

  /** The text of a row; undefined beyond the last. */
  at(row: number): string | undefined {
    if (row < 0 || row >= this.#count) return undefined
    return decoder.decode(this.#bytes.subarray(this.#starts[row]!, this.#starts[row + 1]!))
  }

  /** Appends bytes `start` to `end` − 1 of a buffer and returns their row. */
  append(source: Uint8Array, start: number, end: number): number {
    const used = this.#used + end - start
    if (used > this.#bytes.length) this.#bytes = grown(this.#bytes, used)
    if (this.#count + 2 > this.#starts.length) this.#starts = grown(this.#starts, this.#count + 2)
    for (let from = start, to = this.#used; from < end; from++, to++) {
      const byte = source[from]!
      this.#bytes[to] = byte
      if (isControl(byte)) this.#withControls.add(this.#count)
    }
    this.#used = used
    this.#starts[++this.#count] = used
    return this.#count - 1
  }

  /** Whether the text of a row is the same bytes as `start` to `end` − 1 of a buffer. */
  equals(row: number, source: Uint8Array, start: number, end: number): boolean {
    const first = this.#starts[row]!
    if (this.#starts[row + 1]! - first !== end - start) return false
    // From the end, where identifiers differ.
    for (let from = end - 1, own = first + end - start - 1; from >= start; from--, own--) {
      if (this.#bytes[own] !== source[from]) return false
    }
    return true
  }

  /** A hash of a row's bytes; see hashOf. */
  hash(row: number): number {
    return hashOf(this.#bytes, this.#starts[row]!, this.#starts[row + 1]!)
  }

  /** The rows that hold a control character, such as NUL; a tab or a line break in a quoted field is text. */
  get withControlCharacters(): ReadonlySet<number> {
    return this.#withControls
  }

  /** Gives back what was allocated for texts that did not come. */
  trim(): void {
    // Copying costs more than a little slack is worth.
    if (2 * this.#used < this.#bytes.length) this.#bytes = this.#bytes.slice(0, this.#used)
    if (2 * this.#count < this.#starts.length) this.#starts = this.#starts.slice(0, this.#count + 1)
  }
}

/** Control characters, such as NUL; tabs and line breaks are text. */
export function isControl(byte: number): boolean {
  return byte === 0x7f || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)
}

/** FNV-1a with a final mix, so that its low bits depend on every byte. */
export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ bytes[index]!, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

/** A larger array with the same items, twice as long or as long as it must be. */
export function grown<T extends Uint8Array | Uint32Array | Int32Array>(array: T, least: number): T {
  const larger = new (array.constructor as new (length: number) => T)(Math.max(least, 2 * array.length))
  larger.set(array)
  return larger
}
