import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dailyHazard } from '../../src/behavior/behavior.js'
import { fitHazard } from '../../src/behavior/fit-hazard.js'
import type { PaymentCounts } from '../../src/behavior/payment-counts.js'

/** Random counts: each day some at risk, of which some pay. */
const counts: fc.Arbitrary<PaymentCounts> = fc
  .record({
    firstDay: fc.integer({ min: -70, max: 5 }),
    days: fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 100 })), {
      minLength: 1,
      maxLength: 300,
      size: 'max',
    }),
  })
  .map(({ firstDay, days }) => ({
    firstDay,
    exposure: Float64Array.from(days, ([atRisk]) => atRisk),
    payments: Float64Array.from(days, ([atRisk, perCent]) => Math.floor((atRisk * perCent) / 100)),
  }))

const total = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0)

describe('fitHazard', () => {
  it('puts each day’s payments and exposure into the one piece it lies in', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const { from, payments, exposure } = fitHazard(given)
        expect(total(payments!)).toBe(total(given.payments))
        expect(total(exposure!)).toBe(total(given.exposure))
        from.forEach((start, piece) => {
          const end = from[piece + 1] ?? Number.POSITIVE_INFINITY
          const inPiece = (_: number, index: number) => given.firstDay + index >= start && given.firstDay + index < end
          expect(payments![piece]).toBe(total([...given.payments].filter(inPiece)))
          expect(exposure![piece]).toBe(total([...given.exposure].filter(inPiece)))
        })
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('begins with the first day at risk and changes only where pieces may begin', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const pieces = [-45, -20, -3, 0, 1, 4, 31]
        const { from } = fitHazard(given, pieces)
        expect(from).toEqual([given.firstDay, ...pieces.filter((day) => day > given.firstDay)])
      }),
      { seed: 2, numRuns: 100 },
    )
  })

  it('has pieces of its own that are finest around the due date', () => {
    const { from } = fitHazard({ firstDay: -30, payments: new Float64Array(1), exposure: new Float64Array(1) })
    expect(from).toEqual([-30, -20, -10, -3, 0, 1, 4, 8, 15, 31, 61, 91, 121, 181])
  })

  it('is payments ÷ exposure, as if 20 invoice-days of the piece before had been seen as well', () => {
    const { daily } = fitHazard(
      { firstDay: 0, payments: Float64Array.of(3, 30, 0, 0), exposure: Float64Array.of(10, 60, 0, 5) },
      [0, 1, 2, 3],
    )
    const second = (30 + 20 * 0.3) / (60 + 20)
    expect(daily).toEqual([0.3, second, second, (20 * second) / 25])
  })

  it('goes on with the last hazard seen where there is no exposure, and is never above 1', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const { daily, exposure } = fitHazard(given)
        daily.forEach((own, piece) => {
          expect(own).toBeGreaterThanOrEqual(0)
          expect(own).toBeLessThanOrEqual(1)
          if (piece > 0 && exposure![piece] === 0) expect(own).toBeCloseTo(daily[piece - 1]!, 14)
        })
      }),
      { seed: 3, numRuns: 300 },
    )
  })

  it('gives no hazard where nothing was ever at risk', () => {
    const nothing = fitHazard({ firstDay: -5, payments: new Float64Array(10), exposure: new Float64Array(10) })
    expect(nothing.daily.every((own) => own === 0)).toBe(true)
  })
})

describe('dailyHazard', () => {
  const hazard = { from: [-10, 0, 5], daily: [0.1, 0.2, 0.3], provenance: 'stated' as const }
  it.each([
    [-11, 0],
    [-10, 0.1],
    [-1, 0.1],
    [0, 0.2],
    [4, 0.2],
    [5, 0.3],
    [500, 0.3],
  ])('on day %i is %f: a piece holds from its first day to the day before the next', (day, expected) => {
    expect(dailyHazard(hazard, day)).toBe(expected)
  })
})
