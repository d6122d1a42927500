import { inverse, Matrix } from 'ml-matrix'
import seedrandom from 'seedrandom'
import { describe, expect, it } from 'vitest'
import { fitPaymentMonths } from '../../../src/behavior/fit/fit-economy.js'

/** A Box-Muller normal of a seeded uniform. */
const normals = (seed: string) => {
  const uniform = seedrandom(seed)
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
}

/** Months of a known process: what was expected of each, and what came. */
function months(seed: string, count: number, persistence: number, loading: number, expected: number) {
  const normal = normals(seed)
  let factor = loading * normal()
  const factors: number[] = []
  const paid = Float64Array.from({ length: count }, (_, month) => {
    if (month > 0) factor = persistence * factor + Math.sqrt(1 - persistence ** 2) * loading * normal()
    factors.push(factor)
    return expected * (1 + factor) + Math.sqrt(expected) * normal()
  })
  return { paid, expected: new Float64Array(count).fill(expected), factors }
}

describe('fitPaymentMonths', () => {
  it('finds hardly any common factor where months differ by chance alone', () => {
    const { paid, expected } = months('chance', 36, 0, 0, 900)
    const { loading } = fitPaymentMonths(paid, expected, 1)
    expect(loading).toBeLessThan(0.03)
  })

  it('finds a strong one, how long it lasts, and each month’s own factor', () => {
    const { paid, expected, factors } = months('strong', 120, 0.8, 0.15, 2000)
    const { loading, loadingError, persistence, persistenceError, logFactor } = fitPaymentMonths(paid, expected, 1)
    expect(Math.abs(loading - 0.15)).toBeLessThan(3 * loadingError)
    expect(Math.abs(persistence - 0.8)).toBeLessThan(3 * persistenceError)
    const errors = factors.map((factor, month) => logFactor[month]! - factor)
    const meanSquare = (values: readonly number[]) => values.reduce((sum, value) => sum + value ** 2, 0) / values.length
    expect(Math.sqrt(meanSquare(errors))).toBeLessThan(1 / Math.sqrt(2000))
  })

  it('smooths as the normal distribution of all months at once says (a dense matrix in place of the filter)', () => {
    const { paid, expected } = months('dense', 9, 0.6, 0.1, 400)
    expected[4] = 0
    const { loading, persistence, logFactor, lastError } = fitPaymentMonths(paid, expected, 1.5)
    const seen = Array.from(paid.keys()).filter((month) => expected[month]! > 0)
    const covariance = (a: number, b: number) => loading ** 2 * persistence ** Math.abs(a - b)
    const observed = new Matrix(seen.map((a) => seen.map((b) => covariance(a, b) + (a === b ? 1.5 / expected[a]! : 0))))
    const weights = inverse(observed).mmul(
      Matrix.columnVector(seen.map((month) => (paid[month]! - expected[month]!) / expected[month]!)),
    )
    for (const month of paid.keys()) {
      const mean = seen.reduce((sum, other, index) => sum + covariance(month, other) * weights.get(index, 0), 0)
      expect(logFactor[month]).toBeCloseTo(mean, 10)
    }
    const last = Matrix.rowVector(seen.map((month) => covariance(8, month)))
    const variance = covariance(8, 8) - last.mmul(inverse(observed)).mmul(last.transpose()).get(0, 0)
    expect(lastError).toBeCloseTo(Math.sqrt(variance), 10)
  })
})
