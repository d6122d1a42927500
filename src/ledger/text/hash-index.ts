import { hashOf, type PackedTexts } from './packed-texts.js'

const leastRoom = 1024

/** Finds the row of a text among packed texts by its hash. The bytes are compared, so a shared hash is no mistake. */
export class HashIndex {
  /** Pairs of a hash and a row + 1; 0 is a free place. The number of pairs is a power of two. */
  #places: Int32Array = new Int32Array(0)
  #mask = 0
  #room = 0
  #count = 0

  constructor(readonly texts: PackedTexts) {}

  /** The row of bytes `start` to `end` − 1 of a buffer, −1 if they are not there. */
  find(source: Uint8Array, start: number, end: number): number {
    if (this.#count === 0) return -1
    const hash = hashOf(source, start, end)
    for (let place = hash & this.#mask; ; place = (place + 1) & this.#mask) {
      const entry = this.#places[2 * place + 1]!
      if (entry === 0) return -1
      if (this.#places[2 * place] === hash && this.texts.equals(entry - 1, source, start, end)) return entry - 1
    }
  }

  /** Makes a row of the texts findable that was not before. */
  add(row: number): void {
    if (this.#count >= this.#room) this.#grow()
    this.#count++
    this.#place(row)
  }

  #place(row: number): void {
    const hash = this.texts.hash(row)
    let place = hash & this.#mask
    while (this.#places[2 * place + 1] !== 0) place = (place + 1) & this.#mask
    this.#places[2 * place] = hash
    this.#places[2 * place + 1] = row + 1
  }

  /** Doubles the room; at most two thirds of the places are ever taken. */
  #grow(): void {
    const old = this.#places
    this.#room = Math.max(leastRoom, 2 * this.#room)
    const size = 2 ** Math.ceil(Math.log2(this.#room * 1.5))
    this.#places = new Int32Array(2 * size)
    this.#mask = size - 1
    for (let place = 1; place < old.length; place += 2) if (old[place] !== 0) this.#place(old[place]! - 1)
  }
}
