import { describe, expect, it } from 'vitest'
import { chiSquareTail, normalProbability, pearsonPValue, twoSidedNormalTail, upperGamma } from './statistics.js'

// Critical values of any statistical table: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.
describe('the tails that statistical tests rely on', () => {
  it.each([
    [3.841458820694124, 1, 0.05],
    [18.307038053275146, 10, 0.05],
    [124.34211340400407, 100, 0.05],
    [149.44925277903886, 100, 0.001],
  ])('chi-square beyond %f with %i degrees of freedom has its tabled probability', (x, freedom, probability) => {
    expect(chiSquareTail(x, freedom)).toBeCloseTo(probability, 12)
  })

  it('the normal beyond 1.96 both ways has 5 %, and far tails keep their relative accuracy', () => {
    expect(twoSidedNormalTail(1.959963984540054)).toBeCloseTo(0.05, 13)
    expect(normalProbability(-9.262340089798409) / 1e-20).toBeCloseTo(1, 11)
    expect(normalProbability(0)).toBe(0.5)
  })

  it('for two degrees of freedom the chi-square tail is e^(−x÷2)', () => {
    for (const x of [0.1, 1, 5, 30, 200]) expect(upperGamma(1, x / 2) / Math.exp(-x / 2)).toBeCloseTo(1, 12)
  })

  it('counts that are too thin for Pearson’s chi-square are refused', () => {
    expect(() => pearsonPValue([3, 4], [3.5, 4.9])).toThrow('at least 5')
  })
})
