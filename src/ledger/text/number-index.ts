/** Numbers of a page: consecutive identifiers share one, so that a look-up near the last one touches the same memory. */
const pageSize = 64
const pageBits = 6
const directorySize = 4096
const directoryBits = 12
/** Pages are worth their memory if they hold so many numbers on average; judged from some pages on. */
const leastNumbersPerPage = 4
const judgedFromPages = 4096

/**
 * Finds the row of a number of at most nine digits. Identifiers are mostly a fixed text and a running number; a table
 * of hashes would scatter neighbours over memory, while here they lie side by side, which is several times faster.
 * Where numbers turn out to be far apart no new pages are made, and `add` refuses what would need one.
 */
export class NumberIndex {
  /** By number >> 18, then by (number >> 6) & 4095: page + 1, 0 for none. */
  readonly #directories: (Int32Array | undefined)[] = []
  /** Row + 1 by page and number & 63. */
  #rows: Int32Array
  #pages = 0
  #count = 0

  /** `expected` is about how many numbers will come; more are no error, and room that is not used costs nothing. */
  constructor(expected = 1024) {
    this.#rows = new Int32Array(pageSize * Math.ceil(expected / pageSize + 1))
  }

  /** The row of a number, −1 if it is not there. */
  find(number: number): number {
    const directory = this.#directories[number >> (pageBits + directoryBits)]
    if (directory === undefined) return -1
    const page = directory[(number >> pageBits) & (directorySize - 1)]!
    return page === 0 ? -1 : this.#rows[(page - 1) * pageSize + (number & (pageSize - 1))]! - 1
  }

  /** Makes a number findable that was not before. False if it cannot be kept here. */
  add(number: number, row: number): boolean {
    const slot = number >> (pageBits + directoryBits)
    const within = (number >> pageBits) & (directorySize - 1)
    let page = this.#directories[slot]?.[within] ?? 0
    if (page === 0) {
      if (this.#pages >= judgedFromPages && this.#count < leastNumbersPerPage * this.#pages) return false
      this.#directories[slot] ??= new Int32Array(directorySize)
      page = ++this.#pages
      this.#directories[slot][within] = page
      if (page * pageSize > this.#rows.length) {
        const larger = new Int32Array(2 * this.#rows.length)
        larger.set(this.#rows)
        this.#rows = larger
      }
    }
    this.#rows[(page - 1) * pageSize + (number & (pageSize - 1))] = row + 1
    this.#count++
    return true
  }
}
