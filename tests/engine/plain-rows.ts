/** The rows of a table of different things: the same number or object has the same row. */
export class Rows<T> {
  readonly list: readonly T[]
  readonly #rowOf: ReadonlyMap<T, number>

  constructor(values: readonly T[]) {
    this.list = [...new Set(values)]
    this.#rowOf = new Map(this.list.map((value, row) => [value, row]))
  }

  row(value: T): number {
    return this.#rowOf.get(value)!
  }
}

/** Where each list begins in all of them put together, and where the last one ends. */
export function startsOf(lists: readonly (readonly unknown[])[]): Int32Array {
  let end = 0
  return Int32Array.from([0, ...lists.map((list) => (end += list.length))])
}
