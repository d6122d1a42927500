import { HazardCurve } from '../../src/engine/hazard-curve.js'
import type { Plan } from '../../src/engine/plan.js'
import type { PlainLever } from './plain-company.js'
import { planOf } from './plan-of.js'
import { steadyCompany } from './steady-company.js'

const template = planOf(steadyCompany([1]))

/** The engine's curve of a segment that has one piece for each day, or the pieces that are given. */
export function curveOf(
  firstDay: number,
  lastDay: number,
  pieces: readonly number[] | readonly { readonly from: number; readonly daily: number }[],
  { multiplier = 1, levers = [] as readonly PlainLever[] } = {},
): HazardCurve {
  const list = pieces.map((piece, index) =>
    typeof piece === 'number' ? { from: firstDay + index, daily: piece } : piece,
  )
  const plan: Plan = {
    ...template,
    segments: {
      ...template.segments,
      // A segment before it, so that its pieces do not begin at the first row.
      pieceStart: Int32Array.of(0, 1, 1 + list.length),
      pieceFrom: Int32Array.of(-100, ...list.map(({ from }) => from)),
    },
    leverSets: {
      start: Int32Array.of(0, 0, 1, 1 + levers.length),
      from: Int32Array.of(-1000, ...levers.map(({ from }) => from)),
      factor: Float64Array.of(0.1, ...levers.map(({ factor }) => factor)),
    },
  }
  const curve = new HazardCurve({ hazardFrom: firstDay, hazardThrough: lastDay })
  curve.fill(plan, Float64Array.of(0.9, ...list.map(({ daily }) => daily)), 1, multiplier, 2)
  return curve
}
