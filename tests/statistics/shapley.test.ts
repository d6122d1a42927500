import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { averagedOverOrders } from '../../src/statistics/shapley.js'
import { averageOverOrders, ordersOf } from '../bridge/plain-bridge.js'

describe('averagedOverOrders', () => {
  test('a product of two: each factor’s change times the mean of the other', () => {
    // 2 × 3 becomes 5 × 7: (5 − 2) × (3 + 7) ÷ 2 = 15 and (7 − 3) × (2 + 5) ÷ 2 = 14, together 29 = 35 − 6.
    expect(averagedOverOrders([2 * 3, 5 * 3, 2 * 7, 5 * 7])).toEqual([15, 14])
  })

  test('the glove game, with the published value', () => {
    // Two hold a left glove and one a right glove; a pair is worth 1. Shapley value 1/6, 1/6, 4/6 (Roth (ed.), The Shapley
    // Value: Essays in Honor of Lloyd S. Shapley, 1988, uses the same game).
    const pairs = (set: number) => ((set & 4) !== 0 && (set & 3) !== 0 ? 1 : 0)
    const shares = averagedOverOrders(Array.from({ length: 8 }, (_, set) => pairs(set)))
    expect(shares[0]).toBeCloseTo(1 / 6, 15)
    expect(shares[1]).toBeCloseTo(1 / 6, 15)
    expect(shares[2]).toBeCloseTo(4 / 6, 15)
  })

  test.each([0, 1, 2, 3, 4, 5, 6])('is the mean over all orders of %i factors', (count) => {
    const factors = Array.from({ length: count }, (_, index) => String(index))
    expect(ordersOf(factors.map(Number))).toHaveLength([1, 1, 2, 6, 24, 120, 720][count]!)
    const anyValues = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2 ** count, maxLength: 2 ** count })
    fc.assert(
      fc.property(anyValues, (values) => {
        const plain = averageOverOrders(factors, (changed) => {
          return values[[...changed].reduce((mixture, factor) => mixture + 2 ** Number(factor), 0)]!
        })
        averagedOverOrders(values).forEach((share, index) => {
          expect(Math.abs(share - plain[String(index)]!)).toBeLessThan(1e-8)
        })
      }),
      { numRuns: 25, seed: 20240501 },
    )
  })

  test('a factor that changes nothing gets 0, and the only one that does gets the whole change exactly', () => {
    const values = Array.from({ length: 64 }, (_, mixture) => ((mixture & 8) !== 0 ? 0.3 : 0.1))
    expect(averagedOverOrders(values).filter((share) => share === 0)).toHaveLength(5)
    expect(averagedOverOrders(values)[3]).toBeCloseTo(0.3 - 0.1, 15)
  })

  test.each([0, 3, 6, 63])('refuses %i values', (length) => {
    expect(() => averagedOverOrders(new Float64Array(length))).toThrow(
      new RangeError(`averagedOverOrders needs a value for each of 2, 4, 8 … mixtures, got ${length}`),
    )
  })
})
