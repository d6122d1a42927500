import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HazardCurve } from '../../src/engine/hazard-curve.js'
import { never } from '../../src/engine/plan.js'
import { curveOf } from './curve-of.js'
import { planOf } from './plan-of.js'
import { sampleCompany } from './sample-company.js'

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
const levers = fc.array(
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
type Pieces = readonly { readonly from: number; readonly daily: number }[]

/** The hazard of one day by looking at every piece and every lever. */
function plainHazard(list: Pieces, day: number, by: number, own: readonly { from: number; factor: number }[]): number {
  const piece = [...list].reverse().find(({ from }) => from <= day)
  const factors = own.filter(({ from }) => from <= day).reduce((product, { factor }) => product * factor, by)
  return piece === undefined ? 0 : Math.min(1, piece.daily * factors)
}

describe('HazardCurve', () => {
  it('accumulates −ln(1 − h) of pieces × multiplier × levers: survival is the product of (1 − h)', () => {
    fc.assert(
      fc.property(pieces, levers, multiplier, (list, own, by) => {
        const curve = curveOf(firstDay, lastDay, list, { multiplier: by, levers: own })
        let survival = 1
        for (const day of days) {
          survival *= 1 - plainHazard(list, day, by, own)
          expect(Math.exp(-curve.through(day))).toBeCloseTo(survival, 10)
        }
        expect(curve.through(firstDay - 1)).toBe(0)
        expect(curve.through(lastDay + 100)).toBe(curve.through(lastDay))
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('teeth: a lever or a piece that begins a day later gives another curve', () => {
    const list = [
      { from: -10, daily: 0.1 },
      { from: 5, daily: 0.3 },
    ]
    const right = curveOf(firstDay, lastDay, list, { levers: [{ from: 2, factor: 0.5 }] })
    const late = curveOf(firstDay, lastDay, list, { levers: [{ from: 3, factor: 0.5 }] })
    const other = curveOf(firstDay, lastDay, [list[0]!, { from: 6, daily: 0.3 }], {
      levers: [{ from: 2, factor: 0.5 }],
    })
    expect(days.filter((day) => right.through(day) !== late.through(day))[0]).toBe(2)
    expect(days.filter((day) => right.through(day) !== other.through(day))[0]).toBe(5)
  })

  it('reaches a level on the first day that has at least it, found by looking at every day', () => {
    fc.assert(
      fc.property(pieces, fc.double({ min: 1e-9, max: 30, noNaN: true }), (list, level) => {
        const curve = curveOf(firstDay, lastDay, list)
        expect(curve.dayReaching(level)).toBe(days.find((day) => curve.through(day) >= level) ?? never)
      }),
      { seed: 2, numRuns: 500 },
    )
  })

  it('reaches on a day the very level that has accumulated by it', () => {
    const curve = curveOf(firstDay, lastDay, [{ from: firstDay, daily: 0.1 }])
    for (const day of [firstDay, 0, lastDay]) expect(curve.dayReaching(curve.through(day))).toBe(day)
  })

  it('takes probabilities above 1, as a multiplier makes them, for certain; and less than 1 again after a lever of less', () => {
    const certain = curveOf(-1, 1, [0, 0.9, 0], { multiplier: 2 })
    expect([-1, 0, 1].map((day) => certain.through(day))).toEqual([0, 1000, 1000])
    // 0.9 × 2 × ½ = 0.9: what is multiplied is the number itself, not what is left of it at 1.
    const halved = curveOf(-1, 1, [0, 0.9, 0], { multiplier: 2, levers: [{ from: 0, factor: 0.5 }] })
    expect(halved.through(1)).toBeCloseTo(-Math.log(0.1), 12)
  })

  it('keeps nothing of what it was filled with before', () => {
    const plan = planOf(sampleCompany)
    const [used, fresh] = [new HazardCurve(plan), new HazardCurve(plan)]
    used.fill(
      plan,
      plan.segments.daily.map(() => 1),
      1,
      3,
      1,
    )
    used.fill(plan, plan.segments.daily, 0, 1, 2)
    fresh.fill(plan, plan.segments.daily, 0, 1, 2)
    for (let day = plan.hazardFrom; day <= plan.hazardThrough; day++) expect(used.through(day)).toBe(fresh.through(day))
  })
})
