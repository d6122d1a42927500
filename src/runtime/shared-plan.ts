import type { Plan } from '../engine/plan.js'

/** The same plan with its columns in memory that threads share: handing it over costs nothing, however large it is. */
export function sharedPlan(plan: Plan): Plan {
  return shared(plan) as Plan
}

function shared(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return inSharedMemory(value as Column)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shared(part)]))
}

type Column = Float64Array | Int32Array | Uint32Array | Uint8Array

function inSharedMemory<T extends Column>(column: T): T {
  const Columns = column.constructor as new (buffer: SharedArrayBuffer) => T
  const copy = new Columns(new SharedArrayBuffer(column.byteLength))
  copy.set(column)
  return copy
}
