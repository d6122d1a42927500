import { describe, expect, it } from 'vitest'
import { normalQuantile } from '../../src/engine/random/normal-quantile.js'
import {
  chiSquareTail,
  logGamma,
  meanPValue,
  normalProbability,
  pearsonPValue,
  quantilePValue,
  twoSidedChiSquare,
  twoSidedNormalTail,
  upperGamma,
  variancePValue,
} from './statistics.js'

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

  it('ln Γ is that of factorials and of √π', () => {
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 12)
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12)
  })

  // 10,000 normal numbers that lie just as they should, and how far mean and deviation must be off to be noticed.
  const normals = Array.from({ length: 10_000 }, (_, index) => normalQuantile((index + 0.5) / 10_000))

  it('draws are held against a distribution, its mean and its variance', () => {
    expect(quantilePValue(normals, normalQuantile)).toBeCloseTo(1, 10)
    expect(quantilePValue(normals, (p) => 1.2 * normalQuantile(p))).toBeLessThan(1e-6)
    expect(meanPValue(normals, 0, 1)).toBeCloseTo(1, 6)
    // Four standard errors: 6.33e−5 by the table.
    expect(meanPValue(normals, 0.04, 1)).toBeCloseTo(6.334e-5, 7)
    expect(variancePValue(normals, 0, 1, 3)).toBeGreaterThan(0.9)
    expect(variancePValue(normals, 0, 1 / (1 + 4 * Math.sqrt(2 / 10_000)), 3)).toBeCloseTo(6.334e-5, 5)
  })

  it('a chi-square statistic may be too small as well as too great', () => {
    expect(twoSidedChiSquare(124.34211340400407, 100)).toBeCloseTo(0.1, 12)
    expect(twoSidedChiSquare(77.92946516501726, 100)).toBeCloseTo(0.1, 10)
  })
})
