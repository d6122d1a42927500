import type { TextList } from '../ledger-data.js'
import { HashIndex } from './hash-index.js'
import { NumberIndex } from './number-index.js'
import { PackedTexts } from './packed-texts.js'

const encoder = new TextEncoder()
const mostDigits = 9
/** Beginnings of identifiers (each with its number of digits) that get an index of numbers of their own. */
const mostBeginnings = 256

/**
 * Distinct texts, numbered in the order of their first appearance. Two texts get the same number only if they are the
 * same bytes: `007` and `7` are two. An identifier that ends in digits is found by them, any other by its hash.
 */
export class TextDictionary implements TextList {
  readonly #texts: PackedTexts
  #hashes: HashIndex
  /** The beginnings met so far, each followed by its number of digits as one byte, and the index of each. */
  #beginnings = new PackedTexts(16)
  #beginningHashes = new HashIndex(this.#beginnings)
  #numbers: NumberIndex[] = []
  /** The beginning of the last look-up: the next mostly has the same. */
  #lastBeginning = -1
  #key = new Uint8Array(64)

  /** `expected` is about how many distinct texts will come; more are no error. */
  constructor(expected = 64) {
    this.#texts = new PackedTexts(expected)
    this.#hashes = new HashIndex(this.#texts)
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

  /** Gives back the memory that only look-ups need; from now on texts are read by number alone. */
  close(): void {
    this.#texts.trim()
    this.#hashes = new HashIndex(this.#texts)
    this.#beginnings = new PackedTexts(1)
    this.#beginningHashes = new HashIndex(this.#beginnings)
    this.#numbers = []
    this.#lastBeginning = -1
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
    const beginning = first === end ? -1 : this.#beginningOf(source, start, first, end - first, addIfNew)
    if (beginning >= 0) {
      const found = this.#numbers[beginning]!.find(number)
      if (found >= 0) return found
    }
    const hashed = this.#hashes.find(source, start, end)
    if (hashed >= 0 || !addIfNew) return hashed
    const row = this.#texts.append(source, start, end)
    if (beginning < 0 || !this.#numbers[beginning]!.add(number, row)) this.#hashes.add(row)
    return row
  }

  /** Which index of numbers an identifier belongs to; −1 if none. */
  #beginningOf(source: Uint8Array, start: number, end: number, digits: number, addIfNew: boolean): number {
    const length = end - start
    if (length >= this.#key.length) return -1
    const key = this.#key
    for (let index = 0; index < length; index++) key[index] = source[start + index]!
    key[length] = digits
    if (this.#lastBeginning >= 0 && this.#beginnings.equals(this.#lastBeginning, key, 0, length + 1)) {
      return this.#lastBeginning
    }
    let row = this.#beginningHashes.find(key, 0, length + 1)
    if (row < 0 && addIfNew && this.#numbers.length < mostBeginnings) {
      row = this.#beginnings.append(key, 0, length + 1)
      this.#beginningHashes.add(row)
      this.#numbers.push(new NumberIndex())
    }
    if (row >= 0) this.#lastBeginning = row
    return row
  }
}
