import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AtRisk } from '../../../src/behavior/fit/at-risk.js'
import { type MultiplierPosterior, multiplierPosterior } from '../../../src/behavior/fit/customer-multiplier.js'
import { pieceCount } from '../../../src/behavior/fit/hazard-pieces.js'

function posteriorOf(
  rows: readonly (readonly [payments: number, days: number, hazard: number])[],
  a: number,
  dispersion = 1,
): MultiplierPosterior {
  const column = (of: (row: (typeof rows)[number]) => number) =>
    Float64Array.from({ length: pieceCount }, (_, piece) => (rows[piece] === undefined ? 0 : of(rows[piece])))
  const atRisk: AtRisk = { payments: column(([payments]) => payments), exposure: column(([, days]) => days) }
  const own: MultiplierPosterior = { logMode: 0, shape: 1, evidence: 0 }
  multiplierPosterior(
    atRisk,
    0,
    column(([, , hazard]) => hazard),
    a,
    dispersion,
    own,
  )
  return own
}

/** Log prior (but for its constant) + log likelihood of the logarithm of a multiplier, by the definition. */
function logPosterior(rows: readonly (readonly [number, number, number])[], a: number, u: number): number {
  return rows.reduce(
    (sum, [paid, days, hazard]) => {
      const p = Math.min(0.95, hazard * Math.exp(u))
      return sum + paid * Math.log(p) + (days - paid) * Math.log(1 - p)
    },
    a * u - a * Math.exp(u),
  )
}

const row = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 450 }))
  .map(([days, perCent, permille]): [number, number, number] => [
    Math.floor((days * perCent) / 100),
    days,
    permille / 1000,
  ])

describe('multiplierPosterior', () => {
  it('is (a + payments) ÷ (a + expected payments) where hazards are small', () => {
    const rows = [
      [3, 1000, 0.0005],
      [2, 4000, 0.0008],
    ] as const
    const { logMode, shape } = posteriorOf(rows, 4)
    const expected = 1000 * 0.0005 + 4000 * 0.0008
    expect(Math.exp(logMode)).toBeCloseTo((4 + 5) / (4 + expected), 2)
    expect(shape).toBeCloseTo(4 + 5, 1)
  })

  it('is 1, as sure as its prior, for a customer that has shown nothing', () => {
    const { logMode, shape, evidence } = posteriorOf([], 5)
    expect([logMode, shape, evidence]).toEqual([0, 5, 0])
  })

  it('has its mode on a hilltop, on random customers', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 40 }), (rows, quarter) => {
        const a = quarter / 4
        const { logMode } = posteriorOf(rows, a)
        const at = (u: number) => logPosterior(rows, a, u)
        // Where a hazard reaches its cap the posterior may have a second, lower hill; the mode found must be a hilltop.
        expect(at(logMode)).toBeGreaterThanOrEqual(at(logMode + 1e-3) - 1e-9)
        expect(at(logMode)).toBeGreaterThanOrEqual(at(logMode - 1e-3) - 1e-9)
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('has the evidence that integration over the prior gives, but for the error of the normal approximation', () => {
    const rows = [
      [12, 60, 0.15],
      [4, 200, 0.03],
    ] as const
    const a = 5
    const { evidence } = posteriorOf(rows, a)
    let above = 0
    let below = 0
    for (let u = -6; u < 3; u += 0.001) {
      above += Math.exp(logPosterior(rows, a, u))
      below += Math.exp(a * u - a * Math.exp(u))
    }
    expect(evidence).toBeCloseTo(Math.log(above / below), 1)
  })

  it('counts evidence for half if payments come in pairs', () => {
    const rows = [[20, 400, 0.04]] as const
    const [single, pairs] = [posteriorOf(rows, 3), posteriorOf(rows, 3, 2)]
    expect(pairs.shape - 3 * Math.exp(pairs.logMode)).toBeCloseTo((single.shape - 3 * Math.exp(single.logMode)) / 2, 0)
    expect(Math.abs(pairs.logMode)).toBeLessThan(Math.abs(single.logMode))
  })
})
