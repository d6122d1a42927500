import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pairedFigures } from '../../src/scenario/paired-difference.js'
import { spreadOf } from '../../src/scenario/spread.js'

const values = (minLength: number) =>
  fc.array(
    fc.integer({ min: -50_000, max: 50_000 }).map((n) => n / 100),
    { minLength, maxLength: 200, size: 'max' },
  )

const quantiles = { q05: 5, q25: 25, q50: 50, q75: 75, q95: 95 } as const

/** Mean and standard error, the plain way. */
function meanAndError(list: readonly number[]) {
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length
  const squares = list.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, se: list.length < 2 ? 0 : Math.sqrt(squares / (list.length - 1) / list.length) }
}

describe('spreadOf', () => {
  it('has the mean and its standard error, sd ÷ √n with n − 1 below', () => {
    fc.assert(
      fc.property(values(1), (list) => {
        const spread = spreadOf(Float64Array.from(list))
        expect(spread.mean).toBeCloseTo(meanAndError(list).mean, 8)
        expect(spread.se).toBeCloseTo(meanAndError(list).se, 8)
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('has quantiles that lie at position (n − 1)·p of the sorted values, between two of them in proportion', () => {
    // Definition 7 of Hyndman and Fan (The American Statistician 50, 1996), R's and NumPy's default.
    fc.assert(
      fc.property(values(1), (list) => {
        const sorted = [...list].sort((a, b) => a - b)
        const spread = spreadOf(Float64Array.from(list))
        for (const [name, perCent] of Object.entries(quantiles)) {
          const hundredths = (list.length - 1) * perCent
          const below = sorted[Math.floor(hundredths / 100)]!
          const above = sorted[Math.ceil(hundredths / 100)]!
          const expected = below + ((above - below) * (hundredths % 100)) / 100
          expect(spread[name as keyof typeof quantiles]).toBeCloseTo(expected, 8)
        }
      }),
      { seed: 2, numRuns: 500 },
    )
  })

  it('orders numbers as numbers, and leaves the order of its input alone', () => {
    const list = Float64Array.of(10, 9, -1, 100, 2)
    const { q05, q25, q50, q75, q95 } = spreadOf(list)
    expect([q25, q50, q75]).toEqual([2, 9, 10])
    expect(q05).toBeCloseTo(-1 + 0.2 * 3, 12)
    expect(q95).toBeCloseTo(10 + 0.8 * 90, 12)
    expect([...list]).toEqual([10, 9, -1, 100, 2])
  })

  it('of one value is that value without error', () => {
    expect(spreadOf(Float64Array.of(7))).toMatchObject({ mean: 7, se: 0, q05: 7, q25: 7, q50: 7, q75: 7, q95: 7 })
  })
})

describe('pairedFigures', () => {
  const maybe = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: -99, max: 99 }) }, fc.constant(Number.NaN))
  const pairs = fc.array(fc.tuple(maybe, maybe), { minLength: 1, maxLength: 80 })

  it('are those of the differences replicate by replicate, where both sides are defined', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const figures = pairedFigures(
          Float64Array.from(list, ([scenario]) => scenario),
          Float64Array.from(list, ([, baseline]) => baseline),
        )
        const differences: number[] = []
        for (const [scenario, baseline] of list) {
          if (!Number.isNaN(scenario) && !Number.isNaN(baseline)) differences.push(scenario - baseline)
        }
        if (differences.length === 0) {
          expect(Object.values(figures)).toEqual([null, null, null, null, null, null])
          return
        }
        const { mean, se } = meanAndError(differences)
        expect(figures.mean).toBeCloseTo(mean, 8)
        expect(figures.se).toBeCloseTo(se, 8)
        expect(figures.probabilityLower).toBe(differences.filter((value) => value < 0).length / differences.length)
        expect(figures.probabilityHigher).toBe(differences.filter((value) => value > 0).length / differences.length)
        const { q05, q95 } = spreadOf(Float64Array.from(differences))
        expect([figures.low, figures.high]).toEqual([q05, q95])
      }),
      { seed: 3, numRuns: 300 },
    )
  })

  it('take scenario minus baseline: a scenario that is always 2 higher differs by +2, without error', () => {
    const figures = pairedFigures(Float64Array.of(3, 12, 7), Float64Array.of(1, 10, 5))
    expect(figures).toEqual({ mean: 2, se: 0, low: 2, high: 2, probabilityLower: 0, probabilityHigher: 1 })
  })

  it('do not count a tie as lower', () => {
    expect(pairedFigures(Float64Array.of(1, 2), Float64Array.of(1, 3)).probabilityLower).toBe(0.5)
  })
})
