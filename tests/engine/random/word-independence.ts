import { pearsonPValue, twoSidedNormalTail } from '../statistics.js'

/** p-values of 32-bit words being even, and of two rows of them being independent of each other. */

/** Two-sided p-value of words being as likely in each of 100 equal ranges: they may be uneven, or more even than chance. */
export function evenPValue(words: readonly number[], ranges = 100): number {
  const counts = new Array<number>(ranges).fill(0)
  for (const word of words) counts[rangeOf(word, ranges)]! += 1
  const upper = pearsonPValue(counts, new Array<number>(ranges).fill(words.length / ranges))
  return 2 * Math.min(upper, 1 - upper)
}

/** p-value of pairs of words being as likely in each cell of a square of 12 × 12. */
export function squarePValue(rows: readonly number[], columns: readonly number[]): number {
  const counts = new Array<number>(144).fill(0)
  rows.forEach((row, index) => {
    counts[12 * rangeOf(row, 12) + rangeOf(columns[index]!, 12)]! += 1
  })
  return pearsonPValue(counts, new Array<number>(144).fill(rows.length / 144))
}

function rangeOf(word: number, ranges: number): number {
  return Math.floor(((word >>> 0) * ranges) / 2 ** 32)
}

/** For each of the 32 bits of a row of words: that bit of all of them, packed. */
export function bitColumns(words: readonly number[]): Int32Array[] {
  return Array.from({ length: 32 }, (_, bit) => {
    const column = new Int32Array(Math.ceil(words.length / 32))
    words.forEach((word, index) => {
      column[index >> 5]! |= ((word >>> bit) & 1) << (index & 31)
    })
    return column
  })
}

/**
 * p-value of every bit of one row of words being equal to every bit of another half of the time: the least of the 1024,
 * times 1024 (Bonferroni), so that it falls below a rate no oftener than that.
 */
export function bitsPValue(one: readonly Int32Array[], other: readonly Int32Array[]): number {
  const length = 32 * one[0]!.length
  let farthest = 0
  for (const a of one) {
    for (const b of other) {
      let different = 0
      for (let index = 0; index < a.length; index++) different += bitCount(a[index]! ^ b[index]!)
      farthest = Math.max(farthest, Math.abs(different - length / 2))
    }
  }
  // Equal bits are binomial with probability ½: their standard deviation is √length ÷ 2.
  return Math.min(1, 1024 * twoSidedNormalTail((2 * farthest) / Math.sqrt(length)))
}

function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
