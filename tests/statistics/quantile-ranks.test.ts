import { describe, expect, test } from 'vitest'
import { spreadOf } from '../../src/scenario/spread.js'
import { quantileRanks } from '../../src/statistics/quantile-ranks.js'

/** P(X ≤ k) for k from 0 to n, term by term from the likeliest count outwards: slow, and without a library. */
function cumulative(n: number, p: number): Float64Array {
  const terms = new Float64Array(n + 1)
  const mode = Math.min(n, Math.floor((n + 1) * p))
  terms[mode] = 1
  for (let k = mode; k < n; k++) terms[k + 1] = (terms[k]! * (n - k) * p) / ((k + 1) * (1 - p))
  for (let k = mode; k > 0; k--) terms[k - 1] = (terms[k]! * k * (1 - p)) / ((n - k + 1) * p)
  const total = terms.reduce((sum, term) => sum + term, 0)
  let sum = 0
  return terms.map((term) => {
    sum += term / total
    return sum
  })
}

const probabilities = [0.05, 0.25, 0.5, 0.75, 0.95]
const sizes = [...Array.from({ length: 150 }, (_, index) => index + 1), 200, 500, 1000, 10_000]

describe.each(probabilities)('ranks of the quantile of %f', (p) => {
  test('cover it in 95 of 100 samples at the least, either tail with 2.5 at the most, and no narrower ones do', () => {
    let found = 0
    for (const n of sizes) {
      const below = cumulative(n, p)
      const atMost = (k: number) => (k < 0 ? 0 : below[k]!)
      const ranks = quantileRanks(n, p)
      if (ranks === null) {
        // Not even the least and the greatest value are far enough out.
        expect(Math.max((1 - p) ** n, p ** n), `${n}`).toBeGreaterThan(0.025)
        continue
      }
      found++
      // Counted from 1: the quantile is above the low-th value if so many lie below it, under the high-th if fewer than that do.
      const [low, high] = [ranks.low + 1, ranks.high + 1]
      expect(low, `${n}`).toBeGreaterThanOrEqual(1)
      expect(high, `${n}`).toBeLessThanOrEqual(n)
      const rounding = 1e-12
      expect(atMost(high - 1) - atMost(low - 1), `${n}`).toBeGreaterThanOrEqual(0.95 - rounding)
      expect(atMost(low - 1), `${n}`).toBeLessThanOrEqual(0.025 + rounding)
      expect(1 - atMost(high - 1), `${n}`).toBeLessThanOrEqual(0.025 + rounding)
      expect(atMost(low), `${n}`).toBeGreaterThan(0.025 - rounding)
      expect(1 - atMost(high - 2), `${n}`).toBeGreaterThan(0.025 - rounding)
    }
    expect(found).toBeGreaterThan(70)
  })
})

test('of a median of 100 are the 40th and the 61st value, with a coverage of 96.48 %', () => {
  // H. A. David and H. N. Nagaraja, Order Statistics, 2003, section 7.1; W. J. Conover, Practical Nonparametric Statistics, 1999.
  expect(quantileRanks(100, 0.5)).toEqual({ low: 39, high: 60 })
  const below = cumulative(100, 0.5)
  expect(below[60]! - below[39]!).toBeCloseTo(0.9648, 4)
})

test('grow closer with less confidence', () => {
  for (const p of probabilities) {
    const [wide, narrow] = [quantileRanks(1000, p, 0.99)!, quantileRanks(1000, p, 0.5)!]
    expect(wide.low).toBeLessThan(narrow.low)
    expect(wide.high).toBeGreaterThan(narrow.high)
  }
})

test('pick the values of a sample; where it is too small, none', () => {
  const values = Float64Array.from({ length: 100 }, (_, index) => (index * 37) % 100)
  const { intervals } = spreadOf(values)
  expect(intervals.q50).toEqual([39, 60])
  // 0.95¹⁰⁰ is less than 2.5 %, so 5 % and 95 % have theirs too; of 60 values they have not.
  expect(intervals.q05![0]).toBeLessThan(5)
  const { q05, q50, q95 } = spreadOf(values.subarray(0, 60)).intervals
  expect([q05, q95]).toEqual([null, null])
  expect(q50).not.toBeNull()
})

test('there are none where futures share beliefs', () => {
  const { intervals } = spreadOf(
    Float64Array.from({ length: 200 }, (_, index) => index),
    2,
  )
  expect(new Set(Object.values(intervals))).toEqual(new Set([null]))
})
