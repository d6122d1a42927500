import type { TextList } from '../ledger-data.js'
import { HashIndex } from './hash-index.js'
import { IdentifierShape, inlineBytes } from './identifier-shape.js'
import { IdentifierTexts, mostMakes } from './identifier-texts.js'
import { NumberIndex } from './number-index.js'
import { isControl, PackedTexts } from './packed-texts.js'

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const mostDigits = 9

/**
 * Distinct texts, numbered in the order of their first appearance. Two texts get the same number only if they are the
 * same bytes: `007` and `7` are two. An identifier that ends in digits is found by them, any other by its hash.
 */
export class TextDictionary implements TextList {
  readonly #expected: number
  readonly #texts: IdentifierTexts
  #hashes: HashIndex
  /** The makes met so far: what they begin with, followed by the number of digits as one byte; and the index of each. */
  #makes = new PackedTexts(16)
  #makeHashes = new HashIndex(this.#makes)
  #numbers: NumberIndex[] = []
  /** The make of the last look-up: the next is mostly of the same. */
  #lastMake = -1
  #key = new Uint8Array(64)
  /** How identifiers of each make look in DuckDB's own memory; null if they are too long to stand there. */
  #shapes: (IdentifierShape | null)[] = []

  /** `expected` is about how many distinct texts will come; more are no error. */
  constructor(expected = 64) {
    // Estimates are often a little low, and room that is not used costs nothing, while growing copies all.
    this.#expected = Math.ceil(1.05 * expected) + 64
    this.#texts = new IdentifierTexts(this.#expected)
    this.#hashes = new HashIndex(this.#texts.packed)
  }

  get length(): number {
    return this.#texts.length
  }

  at(number: number): string | undefined {
    return this.#texts.at(number)
  }

  /** The texts that hold a control character, such as NUL; a tab or a line break in a quoted field is text. */
  get withControlCharacters(): ReadonlySet<number> {
    return this.#texts.withControlCharacters
  }

  /** The number of a text, −1 if it is not there. */
  find(text: string): number {
    const bytes = encoder.encode(text)
    return this.#search(bytes, 0, bytes.length, false)
  }

  /** The number of a text, which is added if it is new. */
  addText(text: string): number {
    const bytes = encoder.encode(text)
    return this.#search(bytes, 0, bytes.length, true)
  }

  /** The number of the text in bytes `start` to `end` − 1 of a buffer; it is added if it is new. */
  add(source: Uint8Array, start: number, end: number): number {
    return this.#search(source, start, end, true)
  }

  /**
   * As `add`, for a text of at most 12 bytes as DuckDB keeps it: its length in the word at `at`, its bytes in the three behind
   * it, and in `source` from `start` on. −1, and nothing is done, unless it is of the make of the last identifier.
   */
  addAlike(words: Int32Array, at: number, source: Uint8Array, start: number): number {
    const make = this.#lastMake
    const shape = make < 0 ? null : this.#shapes[make]!
    if (shape === null || words[at] !== shape.length) return -1
    const number = shape.numberOf(words, at + 1)
    if (number < 0) return -1
    const found = this.#numbers[make]!.find(number)
    return found >= 0 ? found : this.#addNumber(make, number, source, start, start + shape.length)
  }

  /** Gives back the memory that only look-ups need; from now on texts are read by number alone. */
  close(): void {
    this.#texts.trim()
    this.#hashes = new HashIndex(this.#texts.packed)
    this.#makes = new PackedTexts(1)
    this.#makeHashes = new HashIndex(this.#makes)
    this.#numbers = []
    this.#shapes = []
    this.#lastMake = -1
  }

  #search(source: Uint8Array, start: number, end: number, addIfNew: boolean): number {
    let number = 0
    let first = end
    for (let unit = 1; first > start && end - first < mostDigits; unit *= 10) {
      const digit = source[first - 1]! - 48
      if (digit < 0 || digit > 9) break
      number += digit * unit
      first--
    }
    const make = first === end ? -1 : this.#makeOf(source, start, first, end - first, addIfNew)
    if (make < 0) return this.#searchPacked(source, start, end, addIfNew)
    const found = this.#numbers[make]!.find(number)
    if (found >= 0) return found
    return addIfNew ? this.#addNumber(make, number, source, start, end) : this.#searchPacked(source, start, end, false)
  }

  /** Adds an identifier whose number is not in the index of its make; it may be among the packed texts. */
  #addNumber(make: number, number: number, source: Uint8Array, start: number, end: number): number {
    const row = this.#hashes.find(source, start, end)
    if (row >= 0) return this.#texts.ofPacked(row)
    if (!this.#numbers[make]!.add(number, this.#texts.length)) return this.#appendPacked(source, start, end)
    return this.#texts.appendNumber(make, number)
  }

  #searchPacked(source: Uint8Array, start: number, end: number, addIfNew: boolean): number {
    const row = this.#hashes.find(source, start, end)
    if (row >= 0) return this.#texts.ofPacked(row)
    return addIfNew ? this.#appendPacked(source, start, end) : -1
  }

  #appendPacked(source: Uint8Array, start: number, end: number): number {
    const text = this.#texts.append(source, start, end)
    this.#hashes.add(this.#texts.packed.length - 1)
    return text
  }

  /** Which make an identifier is of, by what it begins with and its number of digits; −1 if none. */
  #makeOf(source: Uint8Array, start: number, end: number, digits: number, addIfNew: boolean): number {
    const length = end - start
    if (length >= this.#key.length) return -1
    const key = this.#key
    for (let index = 0; index < length; index++) key[index] = source[start + index]!
    key[length] = digits
    if (this.#lastMake >= 0 && this.#makes.equals(this.#lastMake, key, 0, length + 1)) return this.#lastMake
    let make = this.#makeHashes.find(key, 0, length + 1)
    if (make < 0 && addIfNew && this.#numbers.length < mostMakes) make = this.#addMake(key.slice(0, length), digits)
    if (make >= 0) this.#lastMake = make
    return make
  }

  /** A new make; −1 if its beginning holds a control character, for such texts are packed. */
  #addMake(beginning: Uint8Array, digits: number): number {
    if (beginning.some(isControl)) return -1
    const make = this.#makes.append(Uint8Array.from([...beginning, digits]), 0, beginning.length + 1)
    this.#makeHashes.add(make)
    this.#texts.addMake(decoder.decode(beginning), digits)
    this.#shapes.push(beginning.length + digits <= inlineBytes ? new IdentifierShape(beginning, digits) : null)
    // The first make is mostly that of all identifiers.
    this.#numbers.push(this.#numbers.length === 0 ? new NumberIndex(this.#expected) : new NumberIndex())
    return make
  }
}
