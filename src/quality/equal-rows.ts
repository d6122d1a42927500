/**
 * Visits every set of two or more rows that are equal to each other, in ascending order of rows within a set. `hash` gives 32 bits that are the same
 * for equal rows. Only one array of numbers is made, which the runtime sorts natively, so ten million rows take about a second.
 */
export function eachEqualSet(
  rows: number,
  hash: (row: number) => number,
  equal: (a: number, b: number) => boolean,
  visit: (rows: readonly number[]) => void,
): void {
  // A key holds hash and row in the 53 bits of an exact double; what does not fit of the hash only costs collisions.
  const rowSpan = 2 ** Math.max(1, Math.ceil(Math.log2(rows + 1)))
  const hashSpan = Math.min(2 ** 32, 2 ** 53 / rowSpan)
  const keys = new Float64Array(rows)
  for (let row = 0; row < rows; row++) keys[row] = ((hash(row) >>> 0) % hashSpan) * rowSpan + row
  keys.sort()
  const rowAt = (place: number) => keys[place]! % rowSpan
  const hashAt = (place: number) => Math.floor(keys[place]! / rowSpan)

  for (let first = 0; first < rows; ) {
    let end = first + 1
    const code = hashAt(first)
    while (end < rows && hashAt(end) === code) end++
    if (end - first > 1) {
      const run = Array.from({ length: end - first }, (_, index) => rowAt(first + index))
      for (const set of equalSets(run, equal)) visit(set)
    }
    first = end
  }
}

/** Sets of rows that share a hash are nearly always one set, so that comparing with each set's first row is cheap. */
function equalSets(run: readonly number[], equal: (a: number, b: number) => boolean): number[][] {
  const sets: number[][] = []
  for (const row of run) {
    const set = sets.find(([first]) => equal(first!, row))
    if (set) set.push(row)
    else sets.push([row])
  }
  return sets.filter((set) => set.length > 1)
}

/** Mixes three whole numbers into 32 bits. */
export function hashOf(a: number, b: number, c: number): number {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15) ^ b, 0xc2b2ae35)
  // An amount can be larger than 32 bits.
  hash = Math.imul(hash ^ (hash >>> 13) ^ (c | 0), 0x27d4eb2f)
  hash = Math.imul(hash ^ (hash >>> 16) ^ Math.trunc(c / 4_294_967_296), 0x165667b1)
  return hash ^ (hash >>> 15)
}
