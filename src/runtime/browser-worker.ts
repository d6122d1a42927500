import type { Plan } from '../engine/plan.js'
import { PlanRun } from '../engine/run-plan.js'

/** What a page asks of the worker: replicates `first` to `first + count − 1` of a plan. `id` comes back with the answer. */
export interface BrowserTask {
  readonly id: number
  /** The plan; left out, the last one is gone on with. */
  readonly plan?: Plan
  readonly first: number
  readonly count: number
}

/** What comes back: the facts, as SimulatedFacts, or why there are none. */
export type BrowserAnswer =
  | { readonly id: number; readonly values: Float64Array; readonly invoices: number; readonly events: number }
  | { readonly id: number; readonly error: string }

/** The part of a browser's worker that is used here: the engine is compiled without a browser's types. */
interface WorkerScope {
  onmessage: ((event: { readonly data: BrowserTask }) => void) | null
  postMessage(answer: BrowserAnswer, transfer?: readonly ArrayBufferLike[]): void
}

const scope = globalThis as unknown as WorkerScope
let run: PlanRun | null = null

scope.onmessage = ({ data: { id, plan, first, count } }) => {
  try {
    if (plan) run = new PlanRun(plan)
    if (run === null) throw new Error('the first message needs a plan')
    const facts = run.replicates(first, count)
    scope.postMessage({ id, ...facts }, [facts.values.buffer])
  } catch (error) {
    scope.postMessage({ id, error: (error as Error).message })
  }
}
