import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaQuantiles } from '../../src/statistics/beta-quantiles.js'
import { betaQuantile } from '../../src/statistics/distributions.js'

const evenly = (steps: number) => Array.from({ length: steps + 1 }, (_, step) => step / steps)

/** The greatest relative distance from the quantiles that the library looks up one by one. */
function worst(probabilities: readonly number[], a: number, b: number): number {
  return Math.max(
    ...betaQuantiles(probabilities, a, b).map((own, index) => {
      const expected = betaQuantile(probabilities[index]!, a, b)
      return expected === own ? 0 : Math.abs(own / expected - 1)
    }),
  )
}

describe('betaQuantiles', () => {
  it('are those of the library, to 10 digits', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 2000, noNaN: true }),
        fc.double({ min: 1, max: 2000, noNaN: true }),
        fc.constantFrom(8, 64, 256),
        (a, b, steps) => {
          expect(worst(evenly(steps), a, b)).toBeLessThan(1e-10)
        },
      ),
      { seed: 1, numRuns: 40 },
    )
  })

  it('are so where a power is no whole number, where one tail is long, and far out', () => {
    const cut = evenly(256).map((own) => Math.min(0.9999, Math.max(0.0001, own)))
    for (const [a, b] of [
      [1.1, 4.9],
      [1.3, 20],
      [5000, 1.2],
      [1.01, 1.01],
      [1, 5],
      [2000, 2],
      [40_000, 30_000],
    ] as const) {
      expect(worst(evenly(256), a, b)).toBeLessThan(1e-10)
      expect(worst(cut, a, b)).toBeLessThan(1e-10)
    }
  })

  it('are known by closed form: the square root for 2 and 1, and whatever is asked for 1 and 1', () => {
    const probabilities = evenly(100)
    betaQuantiles(probabilities, 2, 1).forEach((own, index) => {
      expect(own).toBeCloseTo(Math.sqrt(probabilities[index]!), 13)
    })
    betaQuantiles(probabilities, 1, 1).forEach((own, index) => {
      expect(own).toBeCloseTo(probabilities[index]!, 14)
    })
  })

  it('ascend from 0 to 1, on one side of the middle as well as on both', () => {
    for (const probabilities of [
      evenly(50),
      evenly(50).map((own) => own / 2),
      evenly(50).map((own) => 0.8 + own / 5),
    ]) {
      const found = betaQuantiles(probabilities, 3, 7)
      found.slice(1).forEach((own, index) => {
        expect(own).toBeGreaterThan(found[index]!)
      })
      expect(
        found.map((own, index) => Math.abs(own - betaQuantile(probabilities[index]!, 3, 7)) < 1e-12),
      ).not.toContain(false)
    }
    expect([betaQuantiles(evenly(20), 3, 7)[0], betaQuantiles(evenly(20), 3, 7)[20]]).toEqual([0, 1])
  })

  it('are looked up one by one where there is no walking: parameters below 1, and few probabilities', () => {
    for (const [probabilities, a, b] of [
      [evenly(20), 0.5, 3],
      [evenly(20), 3, 0.5],
      [[0.3], 3, 5],
    ] as const) {
      expect(betaQuantiles(probabilities, a, b)).toEqual(probabilities.map((own) => betaQuantile(own, a, b)))
    }
  })

  it('teeth: quantiles of parameters one in a thousand off are told apart', () => {
    const expected = evenly(64).map((own) => betaQuantile(own, 4, 2))
    const other = betaQuantiles(evenly(64), 4.004, 2)
    expect(Math.max(...other.map((own, index) => Math.abs(own - expected[index]!)))).toBeGreaterThan(1e-5)
  })
})
