import fc from 'fast-check'
import seedrandom from 'seedrandom'
import { describe, expect, it } from 'vitest'
import { dailyHazard } from '../../../src/behavior/behavior.js'
import type { AtRisk } from '../../../src/behavior/fit/at-risk.js'
import { fitHazards } from '../../../src/behavior/fit/fit-hazards.js'
import { pieceCount, pieceEnd, pieceOf, pieceStart } from '../../../src/behavior/fit/hazard-pieces.js'
import { varianceOfMultipliers } from '../../../src/behavior/fit/multiplier-variance.js'

describe('hazard pieces', () => {
  it('follow one another without a gap, finest around the due date', () => {
    for (let day = -400; day <= 400; day++) {
      const piece = pieceOf(day)
      expect(pieceStart(piece)).toBeLessThanOrEqual(day)
      expect(pieceEnd(piece)).toBeGreaterThanOrEqual(day)
    }
    expect(Array.from({ length: pieceCount - 1 }, (_, piece) => pieceStart(piece + 1))).toEqual([
      -60, -45, -30, -20, -10, -3, 0, 1, 4, 8, 15, 31, 61, 91, 121, 181,
    ])
  })
})

const atRiskOf = (customers: readonly (readonly (readonly [payments: number, days: number])[])[]): AtRisk => {
  const cell = (customer: number, piece: number) => customers[customer]![piece] ?? [0, 0]
  const column = (part: 0 | 1) =>
    Float64Array.from(
      { length: customers.length * pieceCount },
      (_, row) => cell(Math.floor(row / pieceCount), row % pieceCount)[part],
    )
  return { payments: column(0), exposure: column(1) }
}

/** The hazards of a segment, and how much its customers differ. */
const fitted = (atRisk: AtRisk, members: readonly number[]) => {
  const hazards = fitHazards(atRisk, members, 1)
  return { ...hazards, frailty: varianceOfMultipliers(atRisk, members, hazards, 1) }
}

describe('fitHazards', () => {
  it('is payments ÷ exposure of all members, as if 20 invoice-days of the piece before had been seen as well', () => {
    const { daily, frailty, multipliers } = fitted(
      atRiskOf([
        [
          [1, 4],
          [10, 20],
        ],
        [
          [2, 6],
          [20, 40],
          [0, 0],
          [0, 5],
        ],
        [[50, 100]],
      ]),
      [0, 1],
    )
    const second = (30 + 20 * 0.3) / (60 + 20)
    expect([...daily.slice(0, 4)]).toEqual([0.3, second, second, (20 * second) / 25])
    // Two customers cannot say how much customers differ.
    expect(frailty).toEqual({ value: 0, provenance: 'stated' })
    expect(multipliers.map(({ value }) => value)).toEqual([1, 1])
  })

  it('gives hazards between 0 and 1 and multipliers that are 1 on average, on random segments', () => {
    const customer = fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 300 }))
        .map(([perCent, days]): [number, number] => [Math.floor((days * perCent) / 100), days]),
      { minLength: pieceCount, maxLength: pieceCount },
    )
    fc.assert(
      fc.property(fc.array(customer, { minLength: 5, maxLength: 12 }), (customers) => {
        const { daily, error, multipliers, frailty } = fitted(
          atRiskOf(customers),
          customers.map((_, index) => index),
        )
        for (const hazard of daily) expect(hazard >= 0 && hazard <= 1).toBe(true)
        for (const each of error) expect(each >= 0).toBe(true)
        expect(frailty.value).toBeGreaterThan(0)
        const mean = multipliers.reduce((sum, { value }) => sum + value, 0) / multipliers.length
        expect(mean).toBeCloseTo(1, 6)
      }),
      { seed: 3, numRuns: 40 },
    )
  })

  it('tells customers of different speed apart, and finds no difference where there is none', () => {
    const coin = seedrandom('speeds')
    const segment = (speed: (customer: number) => number) =>
      atRiskOf(
        Array.from({ length: 60 }, (_, customer) =>
          Array.from({ length: pieceCount }, (): [number, number] => {
            let paid = 0
            for (let day = 0; day < 200; day++) if (coin() < 0.05 * speed(customer)) paid++
            return [paid, 200]
          }),
        ),
      )
    const members = Array.from({ length: 60 }, (_, customer) => customer)
    const alike = fitted(
      segment(() => 1),
      members,
    )
    expect(alike.frailty.value).toBeLessThan(0.01)
    const apart = fitted(
      segment((customer) => (customer % 2 === 0 ? 0.5 : 1.5)),
      members,
    )
    // Multipliers 0.5 and 1.5, half each, have variance 0.25.
    expect(apart.frailty.value).toBeGreaterThan(0.15)
    expect(apart.frailty.value).toBeLessThan(0.4)
    expect(apart.multipliers[0]!.value).toBeLessThan(0.7)
    expect(apart.multipliers[1]!.value).toBeGreaterThan(1.3)
  })
})

describe('dailyHazard', () => {
  const piece = (from: number, daily: number) => ({ from, daily, provenance: 'stated' as const })
  const hazard = [piece(-10, 0.1), piece(0, 0.2), piece(5, 0.3)]
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
