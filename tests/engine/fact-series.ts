import { runPlan } from '../../src/engine/run-plan.js'
import { type FactName, factColumn, factCount } from '../../src/facts/columns.js'
import type { PlainCompany } from './plain-company.js'
import { planOf } from './plan-of.js'

/** The facts of replicates 0 to n − 1. */
export function factsOf(company: PlainCompany, replicates = 8): Float64Array {
  return runPlan(planOf(company), 0, replicates).values
}

export function bytesOf(values: Float64Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength)
}

/** One fact by replicate and group, as a list over months. */
export function seriesOf(company: PlainCompany, values: Float64Array, fact: FactName): number[][] {
  const months = company.monthEnds.length
  return Array.from({ length: values.length / factCount / months }, (_, row) =>
    Array.from({ length: months }, (_, month) => values[(row * months + month) * factCount + factColumn[fact]]!),
  )
}
