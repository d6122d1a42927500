import type { TextList } from '../ledger-data.js'
import { grown, PackedTexts } from './packed-texts.js'

/** How many makes of identifiers are kept as numbers: what says which is one byte, and 0 says none. */
export const mostMakes = 255

/**
 * Texts by number of which identifiers, such as `INV-000123`, are kept as the number at their end and which make they are of,
 * not as bytes: ten million take 50 MB. All others are packed.
 */
export class IdentifierTexts implements TextList {
  /** Texts that are kept as bytes. */
  readonly packed: PackedTexts
  /** Of each text the make + 1, or 0 if it is packed. */
  #makes: Uint8Array
  /** Of each text the number at its end, or its row among the packed ones. */
  #numbers: Int32Array
  #count = 0
  /** The text of each row of the packed ones. */
  #ofPacked = new Int32Array(64)
  readonly #beginnings: string[] = []
  readonly #digits: number[] = []

  /** `expected` is about how many texts will come; more are no error, and room that is not used costs nothing. */
  constructor(expected: number) {
    this.packed = new PackedTexts(expected)
    this.#makes = new Uint8Array(expected)
    this.#numbers = new Int32Array(expected)
  }

  get length(): number {
    return this.#count
  }

  at(text: number): string | undefined {
    if (!(text >= 0 && text < this.#count)) return undefined
    const make = this.#makes[text]! - 1
    const number = this.#numbers[text]!
    return make < 0
      ? this.packed.at(number)
      : this.#beginnings[make]! + String(number).padStart(this.#digits[make]!, '0')
  }

  /** The text of a row of the packed ones. */
  ofPacked(row: number): number {
    return this.#ofPacked[row]!
  }

  /** The texts that hold a control character; no make has one. */
  get withControlCharacters(): ReadonlySet<number> {
    return new Set([...this.packed.withControlCharacters].map((row) => this.#ofPacked[row]!))
  }

  /** A new make of identifiers: what they begin with, and how many digits follow, 1 to 9. */
  addMake(beginning: string, digits: number): void {
    this.#beginnings.push(beginning)
    this.#digits.push(digits)
  }

  appendNumber(make: number, number: number): number {
    return this.#append(make + 1, number)
  }

  /** Appends bytes `start` to `end` − 1 of a buffer to the packed ones. */
  append(source: Uint8Array, start: number, end: number): number {
    const row = this.packed.append(source, start, end)
    if (row >= this.#ofPacked.length) this.#ofPacked = grown(this.#ofPacked, row + 1)
    this.#ofPacked[row] = this.#count
    return this.#append(0, row)
  }

  /** Gives back what was allocated for texts that did not come. */
  trim(): void {
    this.packed.trim()
    // Copying costs more than a little slack is worth.
    if (2 * this.#count >= this.#makes.length) return
    this.#makes = this.#makes.slice(0, this.#count)
    this.#numbers = this.#numbers.slice(0, this.#count)
  }

  #append(make: number, number: number): number {
    const text = this.#count++
    if (text >= this.#makes.length) {
      this.#makes = grown(this.#makes, text + 1)
      this.#numbers = grown(this.#numbers, text + 1)
    }
    this.#makes[text] = make
    this.#numbers[text] = number
    return text
  }
}
