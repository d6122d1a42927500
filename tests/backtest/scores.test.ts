import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crps, rankAmong } from '../../src/backtest/scores.js'
import { normalQuantile } from '../../src/engine/random/normal-quantile.js'
import { normalProbability } from '../engine/statistics.js'

const members = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 40 })
const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b)

describe('crps', () => {
  it('is what all pairs of members give by the definition, on random ensembles', () => {
    fc.assert(
      fc.property(members, fc.integer({ min: -1200, max: 1200 }), (values, actual) => {
        const count = values.length
        const distance = values.reduce((sum, x) => sum + Math.abs(x - actual), 0) / count
        let pairs = 0
        for (const x of values) for (const y of values) pairs += Math.abs(x - y)
        expect(crps(ascending(values), actual)).toBeCloseTo(distance - pairs / (2 * count * (count - 1)), 8)
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('is the absolute error of a single number', () => {
    expect(crps([42], 40)).toBe(2)
  })

  it('comes to the closed form for a normal forecast: σ (z (2Φ(z) − 1) + 2φ(z) − 1 ÷ √π)', () => {
    // Gneiting and Raftery, Strictly proper scoring rules, 2007, equation 21.
    const count = 20_001
    const ensemble = Array.from({ length: count }, (_, index) => 100 + 15 * normalQuantile((index + 0.5) / count))
    for (const actual of [60, 100, 112]) {
      const z = (actual - 100) / 15
      const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
      const exact = 15 * (z * (2 * normalProbability(z) - 1) + 2 * density - 1 / Math.sqrt(Math.PI))
      expect(crps(ensemble, actual)).toBeCloseTo(exact, 2)
    }
  })

  it('punishes a range that is too narrow and one that is too wide', () => {
    // Outcomes of a standard normal: the forecast with their own spread scores best.
    const outcomes = Array.from({ length: 99 }, (_, index) => normalQuantile((index + 0.5) / 99))
    const mean = (spread: number) =>
      outcomes.reduce(
        (sum, outcome) =>
          sum +
          crps(
            outcomes.map((value) => value * spread),
            outcome,
          ),
        0,
      ) / 99
    expect(mean(1)).toBeLessThan(mean(0.5))
    expect(mean(1)).toBeLessThan(mean(2))
  })
})

describe('rankAmong', () => {
  it('is the share of members below, half of those equal, never 0 or 1', () => {
    expect(rankAmong([1, 2, 3], 0)).toBe(0.5 / 4)
    expect(rankAmong([1, 2, 3], 9)).toBe(3.5 / 4)
    expect(rankAmong([1, 2, 3], 2)).toBe(0.5)
  })

  it('is level over outcomes that are drawn as the members are', () => {
    const values = Array.from({ length: 199 }, (_, index) => index)
    const ranks = Array.from({ length: 200 }, (_, index) => rankAmong(values, index - 0.5))
    for (let bin = 0; bin < 10; bin++) {
      expect(ranks.filter((rank) => Math.floor(10 * rank) === bin).length).toBe(20)
    }
  })
})
