import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalQuantile } from '../../../src/engine/random/normal-quantile.js'
import { normalProbability } from '../statistics.js'

describe('normalQuantile', () => {
  // The first three are the test values that the paper itself prints for PPND16 (Wichura, Applied Statistics 37, 1988).
  it.each([
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798409],
    [0.975, 1.959963984540054],
    [0.9, 1.2815515655446004],
    [0.5, 0],
  ])('of %d is %d to 1 part in 10^15', (probability, expected) => {
    expect(Math.abs(normalQuantile(probability) - expected)).toBeLessThanOrEqual(1e-15 * Math.abs(expected))
  })

  it('is symmetric to the last bit, p on the grid of the engine’s uniform numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (word) => {
        const probability = (word + 0.5) * 2 ** -32
        expect(normalQuantile(1 - probability)).toBe(-normalQuantile(probability))
      }),
      { seed: 1, numRuns: 2000 },
    )
  })

  it('undoes the normal distribution function, computed another way, over 25 powers of ten', () => {
    fc.assert(
      fc.property(fc.double({ min: -25, max: Math.log10(0.5), noNaN: true }), (exponent) => {
        const probability = 10 ** exponent
        // The distribution function multiplies a relative error of z by z²: at z = −10 that is 100 parts.
        expect(Math.abs(normalProbability(normalQuantile(probability)) / probability - 1)).toBeLessThan(1e-12)
      }),
      { seed: 2, numRuns: 2000 },
    )
  })

  it('never falls as p rises, across the seams between its three formulas', () => {
    const seams = [0.075, 0.925, Math.exp(-25), 0.5]
    for (const seam of seams) {
      let before = normalQuantile(seam * (1 - 1e-9))
      for (let step = -999; step <= 1000; step++) {
        const value = normalQuantile(seam * (1 + step * 1e-12))
        expect(value).toBeGreaterThanOrEqual(before)
        before = value
      }
    }
  })
})
