import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { never } from '../../../src/engine/plan.js'
import { neighbour } from '../random/float-bits.js'
import { curveOf, hazardThrough } from './curve-of.js'
import { dayReaching, plainDays } from './day-reaching.js'
import {
  curvesOnEdges,
  days,
  firstDay,
  lastDay,
  level,
  multiplier,
  ofEachDay,
  pieces,
  servesMany,
} from './random-curve.js'

describe('the day that reaches a level', () => {
  it('is the first that has at least it, found by looking at every day', () => {
    fc.assert(
      fc.property(
        ...[pieces, multiplier, servesMany],
        fc.array(level, { minLength: 20, maxLength: 20 }),
        (list, by, many, levels) => {
          const curve = curveOf(firstDay, lastDay, list, { multiplier: by, servesMany: many })
          const plainDay = plainDays(curve)
          for (const own of levels) {
            expect(dayReaching(curve, own)).toBe(plainDay(own))
            expect(dayReaching(curve, own, firstDay - 50)).toBe(plainDay(own))
          }
        },
      ),
      { seed: 2, numRuns: 500 },
    )
  })

  it('is that for the very levels that have accumulated, and for the numbers next to them', () => {
    let above = 0
    fc.assert(
      fc.property(pieces, multiplier, servesMany, (list, by, many) => {
        const curve = curveOf(firstDay, lastDay, list, { multiplier: by, servesMany: many })
        const plainDay = plainDays(curve)
        if (hazardThrough(curve, lastDay) > 24) above++
        for (const day of days) {
          const entry = hazardThrough(curve, day)
          // A threshold is above 0: next to nothing is the least number that there is.
          for (const step of entry > 0 ? [-1, 0, 1] : [1]) {
            const own = neighbour(entry, step)
            expect(dayReaching(curve, own)).toBe(plainDay(own))
          }
        }
      }),
      { seed: 4, numRuns: 300 },
    )
    // The guide ends at 24: beyond it the search goes on by itself.
    expect(above).toBeGreaterThan(50)
  })

  it('is that at the edges of every cell of the guide, also of totals above 24 and next to nothing', () => {
    for (const [hazards, by] of [
      [[{ from: firstDay, daily: 0.3 }], 1],
      [[{ from: firstDay, daily: 0.03 }], 1],
      [
        [
          { from: 5, daily: 0.5 },
          { from: 6, daily: 0.001 },
          { from: 40, daily: 1 },
        ],
        1,
      ],
      // One piece a day: totals of about 3 and of about 45, and one that is certain in the middle.
      [ofEachDay((index) => 0.001 * (1 + ((index * 37) % 64))), 1],
      [ofEachDay((index) => 0.01 * (1 + ((index * 37) % 64))), 1],
      [ofEachDay((index) => (index === 45 ? 1 : 0.001 * ((index * 37) % 64))), 1],
      ...[1e-12, 1e-300].map((tiny) => [[{ from: firstDay, daily: 0.9 }], tiny] as const),
      ...[1e-12, 1e-300, 1e-320].map((tiny) => [ofEachDay((index) => (1 + ((index * 37) % 64)) / 64), tiny] as const),
      [[{ from: firstDay, daily: 1 }], 1e-320],
    ] as const) {
      const [few, many] = [false, true].map((own) =>
        curveOf(firstDay, lastDay, hazards, { multiplier: by, servesMany: own }),
      )
      const plainDay = plainDays(many!)
      const cells = 4096
      const guided = Math.min(hazardThrough(many!, lastDay), 24)
      for (let cell = 1; cell <= cells; cell++) {
        // As a level is looked up, and as cells are cut: they differ by rounding.
        for (const edge of [cell / (cells / guided), (cell * guided) / cells]) {
          for (const step of [-1, 0, 1]) {
            const own = neighbour(edge, step)
            // The least numbers have none below them; 4096 ÷ 10^−320 is none any more.
            if (!(own > 0)) continue
            const day = plainDay(own)
            expect(dayReaching(many!, own)).toBe(day)
            expect(dayReaching(few!, own)).toBe(day)
          }
        }
      }
    }
  })

  it('is that where what accumulates by the end of a piece lies on the edge of a cell, but for rounding', () => {
    for (const curve of curvesOnEdges()) {
      const plainDay = plainDays(curve)
      for (const day of days) {
        for (const step of [-1, 0, 1]) {
          const own = neighbour(hazardThrough(curve, day), step)
          expect(dayReaching(curve, own)).toBe(plainDay(own))
        }
      }
    }
  })

  it('reaches on a day the very level that has accumulated by it', () => {
    for (const many of [false, true]) {
      const curve = curveOf(firstDay, lastDay, [{ from: firstDay, daily: 0.1 }], { servesMany: many })
      for (const day of days) expect(dayReaching(curve, hazardThrough(curve, day))).toBe(day)
    }
  })

  it('is never where nothing accumulates, where the level is more than all, and where it is no number', () => {
    for (const many of [false, true]) {
      const nothing = curveOf(firstDay, lastDay, [0], { servesMany: many })
      expect([5e-324, 1, Number.POSITIVE_INFINITY].map((own) => dayReaching(nothing, own))).toEqual([
        never,
        never,
        never,
      ])
      const some = curveOf(firstDay, lastDay, [{ from: 0, daily: 0.2 }], { servesMany: many })
      expect(dayReaching(some, hazardThrough(some, lastDay))).toBe(lastDay)
      expect(dayReaching(some, neighbour(hazardThrough(some, lastDay), 1))).toBe(never)
      expect(dayReaching(some, Number.NaN)).toBe(never)
    }
  })
})
