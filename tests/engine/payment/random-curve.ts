import fc from 'fast-check'
import type { HazardCurve } from '../../../src/engine/payment/hazard-curve.js'
import { curveOf, type PlainPiece } from './curve-of.js'

export const firstDay = -30
export const lastDay = 60
export const days = Array.from({ length: lastDay - firstDay + 1 }, (_, index) => firstDay + index)

/** One piece for each day. */
export const ofEachDay = (hazard: (index: number) => number): PlainPiece[] =>
  days.map((from, index) => ({ from, daily: hazard(index) }))

const daily = fc.oneof(
  fc.constantFrom(0, 1),
  fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000),
)
/** Pieces in ascending order, some of which begin before the curve or after it. */
const few = fc
  .uniqueArray(fc.integer({ min: -45, max: 75 }), { minLength: 1, maxLength: 8 })
  .chain((starts) =>
    fc.tuple(...starts.sort((a, b) => a - b).map((from) => fc.record({ from: fc.constant(from), daily }))),
  )
const byDay = fc
  .array(daily, { minLength: days.length, maxLength: days.length })
  .map((hazards) => ofEachDay((index) => hazards[index]!))

export const pieces: fc.Arbitrary<readonly PlainPiece[]> = fc.oneof(
  { weight: 3, arbitrary: few },
  { weight: 1, arbitrary: byDay },
)
export const factors = fc.array(
  fc.record({
    from: fc.integer({ min: -45, max: 75 }),
    factor: fc.oneof(
      fc.constantFrom(0, 1),
      fc.integer({ min: 1, max: 400 }).map((n) => n / 100),
    ),
  }),
  { maxLength: 4 },
)
export const multiplier = fc.oneof(
  fc.constantFrom(0, 1),
  fc.integer({ min: 1, max: 500 }).map((n) => n / 100),
)
export const servesMany = fc.boolean()
/** Levels of every magnitude, most of them such as thresholds have. */
export const level = fc.oneof(
  fc.double({ min: 1e-9, max: 30, noNaN: true }),
  fc.double({ min: 1e-300, max: 1e5, noNaN: true }),
)

/**
 * Curves that serve many, of 64 or 32 days of the same hazard, each a piece of its own: what accumulates by the end of each
 * lies on the edge of a cell of the guide, but for rounding.
 */
export function* curvesOnEdges(): Generator<HazardCurve> {
  for (let hazard = 0.001; hazard < 0.3; hazard += 0.001) {
    const allDays = ofEachDay((index) => (index < 64 ? hazard : 0))
    const everyOther = ofEachDay((index) => (index < 64 && index % 2 === 0 ? hazard : 0))
    for (const list of [allDays, everyOther]) yield curveOf(firstDay, lastDay, list, { servesMany: true })
  }
}
