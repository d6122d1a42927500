import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HazardCurve, notAlike, notReached, wordShift } from '../../../src/engine/payment/hazard-curve.js'
import { never } from '../../../src/engine/plan.js'
import { exponentialOf } from '../../../src/engine/random/word-draws.js'
import { neighbour } from '../random/float-bits.js'
import { curveOf, filled, type PlainFactor, type PlainPiece } from './curve-of.js'

const firstDay = -30
const lastDay = 60
const days = Array.from({ length: lastDay - firstDay + 1 }, (_, index) => firstDay + index)

const daily = fc.oneof(
  fc.constantFrom(0, 1),
  fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000),
)
/** Pieces in ascending order, some of which begin before the table or after it. */
const pieces = fc
  .uniqueArray(fc.integer({ min: -45, max: 75 }), { minLength: 1, maxLength: 8 })
  .chain((starts) =>
    fc.tuple(...starts.sort((a, b) => a - b).map((from) => fc.record({ from: fc.constant(from), daily }))),
  )
const factors = fc.array(
  fc.record({
    from: fc.integer({ min: -45, max: 75 }),
    factor: fc.oneof(
      fc.constantFrom(0, 1),
      fc.integer({ min: 1, max: 400 }).map((n) => n / 100),
    ),
  }),
  { maxLength: 4 },
)
const multiplier = fc.oneof(
  fc.constantFrom(0, 1),
  fc.integer({ min: 1, max: 500 }).map((n) => n / 100),
)
const servesMany = fc.boolean()

/** The hazard of one day by looking at every piece and every factor. */
function plainHazard(list: readonly PlainPiece[], day: number, by: number, own: readonly PlainFactor[]): number {
  const piece = [...list].reverse().find(({ from }) => from <= day)
  const all = own.filter(({ from }) => from <= day).reduce((product, { factor }) => product * factor, by)
  return piece === undefined ? 0 : Math.min(1, piece.daily * all)
}

/** The first day relative to due on which the accumulated hazard reaches a level; `never` if it does not. */
function dayReaching(curve: HazardCurve, level: number): number {
  const column = curve.columnReaching(level)
  return column === notReached ? never : curve.firstDay + column
}

/** The first day that has at least a level, found by looking at every day. */
const plainDay = (curve: HazardCurve, level: number) => days.find((day) => curve.through(day) >= level) ?? never

describe('HazardCurve', () => {
  it('accumulates −ln(1 − h) of pieces × multiplier × factors: survival is the product of (1 − h)', () => {
    fc.assert(
      fc.property(pieces, factors, multiplier, servesMany, (list, own, by, many) => {
        const curve = curveOf(firstDay, lastDay, list, { multiplier: by, factors: own, servesMany: many })
        let survival = 1
        for (const day of days) {
          survival *= 1 - plainHazard(list, day, by, own)
          expect(Math.exp(-curve.through(day))).toBeCloseTo(survival, 10)
        }
        expect(curve.through(firstDay - 1)).toBe(0)
        expect(curve.through(lastDay + 100)).toBe(curve.through(lastDay))
        expect(curve.total).toBe(curve.through(lastDay))
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
    expect(days.filter((day) => right.through(day) !== late.through(day))[0]).toBe(2)
    expect(days.filter((day) => right.through(day) !== other.through(day))[0]).toBe(5)
  })

  it('takes probabilities above 1, as a multiplier makes them, for certain; and less than 1 again after a factor of less', () => {
    const certain = curveOf(-1, 1, [0, 0.9, 0], { multiplier: 2 })
    expect([-1, 0, 1].map((day) => certain.through(day))).toEqual([0, 1000, 1000])
    // 0.9 × 2 × ½ = 0.9: what is multiplied is the number itself, not what is left of it at 1.
    const halved = curveOf(-1, 1, [0, 0.9, 0], { multiplier: 2, factors: [{ from: 0, factor: 0.5 }] })
    expect(halved.through(1)).toBeCloseTo(-Math.log(0.1), 12)
  })

  it('keeps nothing of what it was filled with before', () => {
    fc.assert(
      fc.property(pieces, factors, pieces, factors, servesMany, (before, oldFactors, list, own, many) => {
        const used = curveOf(firstDay, lastDay, before, { multiplier: 3, factors: oldFactors, servesMany: many })
        filled(used, list, { factors: own })
        const fresh = curveOf(firstDay, lastDay, list, { factors: own, servesMany: many })
        expect([used.total, used.scale]).toEqual([fresh.total, fresh.scale])
        expect(used.accumulated).toEqual(fresh.accumulated)
        expect(used.guide).toEqual(fresh.guide)
        expect(used.byWord).toEqual(fresh.byWord)
      }),
      { seed: 3, numRuns: 50 },
    )
  })
})

describe('the day that reaches a level', () => {
  it('is the first that has at least it, found by looking at every day', () => {
    const level = fc.oneof(
      fc.double({ min: 1e-9, max: 30, noNaN: true }),
      fc.double({ min: 1e-300, max: 1e5, noNaN: true }),
    )
    fc.assert(
      fc.property(
        pieces,
        multiplier,
        servesMany,
        fc.array(level, { minLength: 20, maxLength: 20 }),
        (list, by, many, levels) => {
          const curve = curveOf(firstDay, lastDay, list, { multiplier: by, servesMany: many })
          for (const own of levels) expect(dayReaching(curve, own)).toBe(plainDay(curve, own))
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
        if (curve.total > 24) above++
        for (const entry of curve.accumulated) {
          for (const step of entry > 0 ? [-1, 0, 1] : [0]) {
            const level = neighbour(entry, step)
            expect(dayReaching(curve, level)).toBe(plainDay(curve, level))
          }
        }
      }),
      { seed: 4, numRuns: 300 },
    )
    // The guide ends at 24: beyond it the search goes on by itself.
    expect(above).toBeGreaterThan(50)
  })

  it('is that at the edges of every cell of the guide, also of totals above 24 and next to nothing', () => {
    for (const many of [false, true]) {
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
        [[{ from: firstDay, daily: 0.9 }], 1e-12],
        [[{ from: firstDay, daily: 0.9 }], 1e-300],
        [[{ from: firstDay, daily: 1 }], 1e-320],
      ] as const) {
        const curve = curveOf(firstDay, lastDay, hazards, { multiplier: by, servesMany: many })
        const cells = curve.guide.length - 1
        for (let cell = 0; cell <= cells; cell++) {
          const edge = cell / curve.scale
          for (const level of [edge * (1 - 2 ** -52), edge, edge * (1 + 2 ** -52)]) {
            expect(dayReaching(curve, level)).toBe(plainDay(curve, level))
          }
        }
      }
    }
  })

  it('reaches on a day the very level that has accumulated by it', () => {
    for (const many of [false, true]) {
      const curve = curveOf(firstDay, lastDay, [{ from: firstDay, daily: 0.1 }], { servesMany: many })
      for (const day of [firstDay, 0, lastDay]) expect(dayReaching(curve, curve.through(day))).toBe(day)
    }
  })

  it('is never where nothing accumulates, where the level is more than all, and where it is no number', () => {
    for (const many of [false, true]) {
      const nothing = curveOf(firstDay, lastDay, [0], { servesMany: many })
      expect([5e-324, 1, Number.POSITIVE_INFINITY].map((level) => dayReaching(nothing, level))).toEqual([
        never,
        never,
        never,
      ])
      const some = curveOf(firstDay, lastDay, [{ from: 0, daily: 0.2 }], { servesMany: many })
      expect(dayReaching(some, neighbour(some.total, 1))).toBe(never)
      expect(dayReaching(some, Number.NaN)).toBe(never)
    }
  })
})

describe('the days by the first bits of a word', () => {
  const bits = Array.from({ length: 2 ** (32 - wordShift) }, (_, index) => index)
  const lowest = (first: number) => first * 2 ** wordShift
  const greatest = (first: number) => lowest(first) + 2 ** wordShift - 1

  it('are those that the word’s own threshold reaches, wherever all words that begin so reach one day', () => {
    fc.assert(
      fc.property(
        pieces,
        factors,
        multiplier,
        fc.infiniteStream(fc.integer({ min: 0, max: 2 ** wordShift - 1 })),
        (list, own, by, rest) => {
          const curve = curveOf(firstDay, lastDay, list, { multiplier: by, factors: own, servesMany: true })
          expect(curve.byWord).toHaveLength(bits.length)
          for (const first of bits) {
            const column = curve.byWord[first]!
            const reached = [lowest(first), lowest(first) + rest.next().value, greatest(first)].map((word) =>
              dayReaching(curve, exponentialOf(word)),
            )
            if (column === notAlike) {
              // With good reason: they reach different days, or none.
              expect(reached[0] === never || reached[0] !== reached[2]).toBe(true)
            } else {
              expect(reached).toEqual(new Array(3).fill(firstDay + column))
            }
          }
        },
      ),
      { seed: 5, numRuns: 60 },
    )
  })

  it('agree with a search through every day, and serve nearly all words of a usual curve', () => {
    const usual = curveOf(
      firstDay,
      lastDay,
      [
        { from: -20, daily: 0.01 },
        { from: 0, daily: 0.1 },
        { from: 10, daily: 0.05 },
      ],
      { servesMany: true },
    )
    let alike = 0
    for (const first of bits) {
      if (usual.byWord[first] === notAlike) continue
      alike++
      const middle = lowest(first) + 2 ** (wordShift - 1)
      expect(firstDay + usual.byWord[first]!).toBe(plainDay(usual, exponentialOf(middle)))
    }
    // 81 days have a hazard: no more beginnings are cut by the edge of a day, and by never. The others pay, but for these:
    const neverPays = 0.99 ** 20 * 0.9 ** 10 * 0.95 ** 51
    expect(alike).toBeGreaterThan((1 - neverPays) * bits.length - 82)
  })

  it('teeth: another curve has other days', () => {
    const [one, other] = [0.05, 0.06].map((own) =>
      curveOf(firstDay, lastDay, [{ from: -20, daily: own }], { servesMany: true }),
    )
    expect(bits.filter((first) => one!.byWord[first] !== other!.byWord[first]).length).toBeGreaterThan(1000)
  })

  it('are not made for a curve that serves few', () => {
    expect(new HazardCurve(firstDay, lastDay, false).byWord).toHaveLength(0)
  })
})
