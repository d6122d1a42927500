import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysByWord } from '../../../src/engine/payment/days-by-word.js'
import type { HazardCurve } from '../../../src/engine/payment/hazard-curve.js'
import { never } from '../../../src/engine/plan.js'
import { neighbour } from '../random/float-bits.js'
import {
  curveOf,
  fewPieces,
  filled,
  hazardThrough,
  type PlainFactor,
  type PlainPiece,
  pieceOn,
  piecesOf,
} from './curve-of.js'
import {
  curvesOnEdges,
  days,
  factors,
  firstDay,
  lastDay,
  level,
  multiplier,
  pieces,
  servesMany,
} from './random-curve.js'

/** The hazard of one day by looking at every piece and every factor. */
function plainHazard(list: readonly PlainPiece[], day: number, by: number, own: readonly PlainFactor[]): number {
  const piece = [...list].reverse().find(({ from }) => from <= day)
  const all = own.filter(({ from }) => from <= day).reduce((product, { factor }) => product * factor, by)
  return piece === undefined ? 0 : Math.min(1, piece.daily * all)
}

describe('HazardCurve', () => {
  it('accumulates −ln(1 − h) of pieces × multiplier × factors: survival is the product of (1 − h)', () => {
    fc.assert(
      fc.property(pieces, factors, multiplier, servesMany, (list, own, by, many) => {
        const curve = curveOf(firstDay, lastDay, list, { multiplier: by, factors: own, servesMany: many })
        let survival = 1
        for (const day of days) {
          const hazard = plainHazard(list, day, by, own)
          survival *= 1 - hazard
          expect(Math.exp(-hazardThrough(curve, day))).toBeCloseTo(survival, 10)
          // And day by day, where little is left to survive.
          expect(Math.exp(hazardThrough(curve, day - 1) - hazardThrough(curve, day))).toBeCloseTo(1 - hazard, 10)
        }
        for (const before of [1, 100, 1_000_000]) expect(hazardThrough(curve, firstDay - before)).toBe(0)
        for (const after of [1, 100, 1_000_000])
          expect(hazardThrough(curve, lastDay + after)).toBe(hazardThrough(curve, lastDay))
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('teeth: a factor or a piece that begins a day later gives another curve', () => {
    const list = [
      { from: -10, daily: 0.1 },
      { from: 5, daily: 0.3 },
    ]
    const right = curveOf(firstDay, lastDay, list, { factors: [{ from: 2, factor: 0.5 }] })
    const late = curveOf(firstDay, lastDay, list, { factors: [{ from: 3, factor: 0.5 }] })
    const other = curveOf(firstDay, lastDay, [list[0]!, { from: 6, daily: 0.3 }], {
      factors: [{ from: 2, factor: 0.5 }],
    })
    expect(days.filter((day) => hazardThrough(right, day) !== hazardThrough(late, day))[0]).toBe(2)
    expect(days.filter((day) => hazardThrough(right, day) !== hazardThrough(other, day))[0]).toBe(5)
  })

  it('of one piece a day accumulates what the same curve of few pieces does, and a sum by day', () => {
    fc.assert(
      fc.property(pieces, servesMany, (list, many) => {
        const hazards = days.map((day) => plainHazard(list, day, 1, []))
        const few = fewPieces(firstDay, hazards)
        const byDay = curveOf(firstDay, lastDay, hazards, { servesMany: many })
        const byPiece = curveOf(firstDay, lastDay, few, { servesMany: many })
        // Besides one of no hazard at either end.
        expect(piecesOf(byDay).daily).toHaveLength(days.length + 2)
        expect(piecesOf(byPiece).daily).toHaveLength(few.length + 2)
        let sum = 0
        days.forEach((day, index) => {
          const own = hazards[index]!
          sum += own === 1 ? 1000 : -Math.log1p(-own)
          for (const curve of [byDay, byPiece]) {
            expect(Math.abs(hazardThrough(curve, day) - sum)).toBeLessThanOrEqual(1e-12 * Math.max(1, sum))
          }
        })
      }),
      { seed: 2, numRuns: 200 },
    )
  })

  it('takes probabilities above 1, as a multiplier makes them, for certain; and less than 1 again after a factor of less', () => {
    const certain = curveOf(-1, 1, [0, 0.9, 0], { multiplier: 2 })
    expect([-1, 0, 1].map((day) => hazardThrough(certain, day))).toEqual([0, 1000, 1000])
    // 0.9 × 2 × ½ = 0.9: what is multiplied is the number itself, not what is left of it at 1.
    const halved = curveOf(-1, 1, [0, 0.9, 0], { multiplier: 2, factors: [{ from: 0, factor: 0.5 }] })
    expect(hazardThrough(halved, 1)).toBeCloseTo(-Math.log(0.1), 12)
  })

  it('keeps nothing of what it was filled with before', () => {
    fc.assert(
      fc.property(
        ...[pieces, factors, fc.constantFrom(3, 0.01, 1e-12, 0), pieces, factors, servesMany],
        fc.array(level, { minLength: 20, maxLength: 20 }),
        (before, oldFactors, by, list, own, many, levels) => {
          const used = curveOf(firstDay, lastDay, before, { multiplier: by, factors: oldFactors, servesMany: many })
          used.byWord = daysByWord(used)
          filled(used, list, { factors: own })
          const fresh = curveOf(firstDay, lastDay, list, { factors: own, servesMany: many })
          expect(piecesOf(used)).toEqual(piecesOf(fresh))
          expect(used.byWord).toBeNull()
          for (const day of [firstDay - 1, ...days, lastDay + 1])
            expect(hazardThrough(used, day)).toBe(hazardThrough(fresh, day))
          // Nor in what it looks pieces up by.
          for (const day of days) {
            for (const own of levels) expect(pieceOn(used, day, 0, own)).toBe(pieceOn(fresh, day, 0, own))
          }
          expect(daysByWord(used)).toEqual(daysByWord(fresh))
        },
      ),
      { seed: 3, numRuns: 100 },
    )
  })

  it('has no days by word until they are asked for', () => {
    for (const many of [false, true]) {
      expect(curveOf(firstDay, lastDay, [{ from: 0, daily: 0.1 }], { servesMany: many }).byWord).toBeNull()
    }
  })
})

describe('the piece of a day', () => {
  /** The last piece that has begun by a day, or the first that reaches a level, found by looking at all; from a piece on. */
  function plainPieces(curve: HazardCurve): (day: number, piece: number, level?: number) => number {
    const { from, before } = piecesOf(curve)
    return (day, piece, level = Number.POSITIVE_INFINITY) => {
      const ofDay = from.filter((own) => own <= day).length - 1
      const ofLevel = before.findIndex((_, own) => own + 1 < before.length && before[own + 1]! >= level)
      return Math.max(piece, ofLevel < 0 ? ofDay : Math.min(ofDay, ofLevel))
    }
  }
  const someDays = [-1_000_000, firstDay - 40, firstDay - 1, ...days, lastDay + 1, lastDay + 40, 1_000_000]

  it('is found from every piece on that is not after it', () => {
    fc.assert(
      fc.property(pieces, factors, multiplier, servesMany, (list, own, by, many) => {
        const curve = curveOf(firstDay, lastDay, list, { multiplier: by, factors: own, servesMany: many })
        const plain = plainPieces(curve)
        for (const day of someDays) {
          const right = plain(day, 0)
          for (let piece = 0; piece <= right; piece++) expect(pieceOn(curve, day, piece)).toBe(right)
        }
      }),
      { seed: 11, numRuns: 100 },
    )
  })

  it('is found no further than the piece in which a level is reached, if that is given', () => {
    let stopped = 0
    fc.assert(
      fc.property(
        ...[pieces, factors, multiplier, servesMany],
        fc.array(level, { minLength: 10, maxLength: 10 }),
        fc.nat(90),
        (list, own, by, many, levels, startDay) => {
          const curve = curveOf(firstDay, lastDay, list, { multiplier: by, factors: own, servesMany: many })
          const plain = plainPieces(curve)
          const all = [...new Set(piecesOf(curve).before)].filter((reached) => reached > 0)
          const ends = all.filter((_, index) => index % Math.ceil(all.length / 10) === 0)
          const nextToThem = ends.flatMap((reached) => [-1, 0, 1].map((step) => neighbour(reached, step)))
          for (const own of [5e-324, ...levels, ...nextToThem]) {
            for (const day of someDays) {
              const last = plain(day, 0)
              for (const piece of [0, Math.min(last, plain(firstDay + startDay, 0))]) {
                const right = plain(day, piece, own)
                if (right < last) stopped++
                expect(pieceOn(curve, day, piece, own)).toBe(right)
              }
            }
          }
        },
      ),
      { seed: 12, numRuns: 40 },
    )
    expect(stopped).toBeGreaterThan(10_000)
  })

  it('is found so where levels lie on the edges of the cells of the guide, but for rounding', () => {
    for (const curve of curvesOnEdges()) {
      const plain = plainPieces(curve)
      for (const reached of new Set(piecesOf(curve).before.filter((own) => own > 0))) {
        for (const step of [-1, 0, 1]) {
          const own = neighbour(reached, step)
          expect(pieceOn(curve, lastDay, 0, own)).toBe(plain(lastDay, 0, own))
        }
      }
    }
  })

  it('is the one before all where the day is before the curve, and the one after all where it is after it', () => {
    for (const many of [false, true]) {
      const curve = curveOf(firstDay, lastDay, [0.2, 0.1], { servesMany: many })
      expect([-never, firstDay - 1].map((day) => pieceOn(curve, day, 0))).toEqual([0, 0])
      expect([lastDay, lastDay + 1, never - 1].map((day) => pieceOn(curve, day, 0))).toEqual([2, 3, 3])
    }
  })
})
