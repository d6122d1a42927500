import { mean, sampleCorrelation, variance } from 'simple-statistics'
import { describe, expect, it } from 'vitest'
import {
  betaTwoTwo,
  drawsOf,
  exponential,
  gammaOfMeanOne,
  normal,
  poisson,
  uniformWhole,
} from '../../src/demo/draws.js'

const count = 20_000

/**
 * Whether a sample's mean and variance are within 4 standard errors of the expected ones. A right generator fails one
 * such check with a probability of about 1 in 16,000 (two-sided normal tail beyond 4); the seeds are fixed.
 */
function agrees(sample: readonly number[], expectedMean: number, expectedVariance: number, kurtosis: number): boolean {
  const meanError = Math.sqrt(expectedVariance / count)
  const varianceError = expectedVariance * Math.sqrt((kurtosis - 1) / count)
  return (
    Math.abs(mean([...sample]) - expectedMean) < 4 * meanError &&
    Math.abs(variance([...sample]) - expectedVariance) < 4 * varianceError
  )
}

function sampleOf(draw: (draws: () => number) => number): number[] {
  const draws = drawsOf('draws', 1, 'test')
  return Array.from({ length: count }, () => draw(draws))
}

describe('draws have the moments of their distributions', () => {
  // Mean, variance and kurtosis (fourth moment over squared variance) from the distributions' textbook formulas.
  it.each([
    ['exponential', sampleOf(exponential), 1, 1, 9],
    ['normal', sampleOf(normal), 0, 1, 3],
    ['gamma, variance 0.2', sampleOf((draws) => gammaOfMeanOne(draws, 0.2)), 1, 0.2, 3 + 6 * 0.2],
    ['gamma, variance 1', sampleOf((draws) => gammaOfMeanOne(draws, 1)), 1, 1, 9],
    ['beta(2, 2)', sampleOf(betaTwoTwo), 0.5, 0.05, 3 - 6 / 7],
    ['Poisson, mean 0.3', sampleOf((draws) => poisson(draws, 0.3)), 0.3, 0.3, 3 + 1 / 0.3],
    ['whole 1 to 3', sampleOf((draws) => uniformWhole(draws, [1, 3])), 2, 2 / 3, 1.5],
  ])('%s', (_, sample, expectedMean, expectedVariance, kurtosis) => {
    expect(agrees(sample, expectedMean, expectedVariance, kurtosis)).toBe(true)
  })

  it('a gamma of a slightly wrong variance fails the check', () => {
    const wrong = sampleOf((draws) => gammaOfMeanOne(draws, 0.23))
    expect(agrees(wrong, 1, 0.2, 4.2)).toBe(false)
  })
})

describe('drawsOf', () => {
  it('gives the same stream again, and another one for another seed, customer or purpose', () => {
    const first = (seed: string, customer: number, purpose: string) => drawsOf(seed, customer, purpose)()
    expect(first('s', 1, 'orders')).toBe(first('s', 1, 'orders'))
    const others = [
      first('t', 1, 'orders'),
      first('s', 2, 'orders'),
      first('s', 1, 'amounts'),
      first('1/s', 1, 'orders'),
    ]
    expect(new Set([first('s', 1, 'orders'), ...others]).size).toBe(5)
  })

  it('the first numbers of neighbouring customers, and of one customer’s purposes, are independent', () => {
    const firstOf = (purpose: string) => Array.from({ length: count }, (_, n) => drawsOf('s', n + 1, purpose)())
    const payment = firstOf('payment')
    const dispute = firstOf('dispute')
    // A uniform number has mean 1/2, variance 1/12 and kurtosis 9/5; correlations have a standard error of 1 ÷ √count.
    for (const sample of [payment, dispute]) expect(agrees(sample, 1 / 2, 1 / 12, 9 / 5)).toBe(true)
    const limit = 4 / Math.sqrt(count)
    expect(Math.abs(sampleCorrelation(payment, dispute))).toBeLessThan(limit)
    expect(Math.abs(sampleCorrelation(payment.slice(1), payment.slice(0, -1)))).toBeLessThan(limit)
    expect(
      Math.abs(
        sampleCorrelation(
          payment,
          payment.map((value, n) => 0.1 * value + dispute[n]!),
        ),
      ),
    ).toBeGreaterThan(limit)
  })
})
