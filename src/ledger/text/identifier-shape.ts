/** So many bytes of a text stand in a vector of DuckDB itself: three words of four bytes, the first byte lowest. */
export const inlineBytes = 12

/**
 * Identifiers of one make: the same beginning and the same number of digits, such as `INV-000001`, in at most 12 bytes.
 * Tells whether a text is one, and its number, from its words: bytes are looked at four at a time, without a loop.
 */
export class IdentifierShape {
  /** For each word: bits that all identifiers share, and what they are; bits of digits; what a digit above 9 overflows by. */
  readonly #shared = new Int32Array(3)
  readonly #value = new Int32Array(3)
  readonly #digits = new Int32Array(3)
  readonly #overflow = new Int32Array(3)
  readonly #unit: number

  /** How many bytes an identifier has. */
  readonly length: number

  /** What identifiers begin with, and how many digits follow, 1 to 9. */
  constructor(beginning: Uint8Array, digits: number) {
    this.length = beginning.length + digits
    for (let index = 0; index < inlineBytes; index++) {
      const [word, bit] = [index >> 2, 8 * (index & 3)]
      const isDigit = index >= beginning.length && index < this.length
      this.#shared[word]! |= (isDigit ? 0xf0 : 0xff) << bit
      this.#value[word]! |= (isDigit ? 0x30 : (beginning[index] ?? 0)) << bit
      if (isDigit) this.#digits[word]! |= 0x0f << bit
      if (isDigit) this.#overflow[word]! |= 0x06 << bit
    }
    this.#unit = 10 ** (inlineBytes - this.length)
  }

  /** The number of the identifier whose 12 bytes, zero behind its end, begin at a word; −1 if it has another shape. */
  numberOf(words: Int32Array, at: number): number {
    let [first, second, third] = [words[at]!, words[at + 1]!, words[at + 2]!]
    const [shared, value, digits, overflow] = [this.#shared, this.#value, this.#digits, this.#overflow]
    if ((first & shared[0]!) !== value[0] || (second & shared[1]!) !== value[1] || (third & shared[2]!) !== value[2]) {
      return -1
    }
    first &= digits[0]!
    second &= digits[1]!
    third &= digits[2]!
    if ((((first + overflow[0]!) | (second + overflow[1]!) | (third + overflow[2]!)) & 0x10101010) !== 0) return -1
    return (fourDigits(first) * 100_000_000 + fourDigits(second) * 10_000 + fourDigits(third)) / this.#unit
  }
}

/** The number of a word that holds a digit in each byte: two pairs at once, then the two together. */
function fourDigits(word: number): number {
  const pairs = (word * 10 + (word >>> 8)) & 0x00ff00ff
  return (pairs & 0xff) * 100 + (pairs >>> 16)
}
