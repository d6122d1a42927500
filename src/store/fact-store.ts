import type { SimulatedFacts } from '../engine/run-plan.js'
import type { FactName } from '../facts/columns.js'
import type { Group } from '../facts/fact-table.js'
import type { ReplicateBlock } from '../runtime/replicate-block.js'

/** One scenario's future company in a run: what its facts are of. */
export interface StoredPlan {
  /** The scenario's name. */
  readonly name: string
  /** Names the plan by its content: the same facts come of the same hash, and of no other. */
  readonly hash: string
  readonly groups: readonly Group[]
  /** The simulated months, such as 2026-12. */
  readonly months: readonly string[]
  /** The facts that it simulates; the others are 0 in every block. */
  readonly facts: readonly FactName[]
}

/** Where the facts of a run's finished blocks are kept, plan by plan, until they are summed up. */
export interface FactStore {
  /** Names the plans of the run; finds what an earlier, interrupted run of the same plans has left. */
  open(plans: readonly StoredPlan[]): Promise<void>
  /** Whether a block is there. */
  has(plan: number, block: ReplicateBlock): boolean
  put(plan: number, block: ReplicateBlock, facts: SimulatedFacts): Promise<void>
  get(plan: number, block: ReplicateBlock): Promise<SimulatedFacts>
  /** Gives back memory and temporary files. */
  close(): Promise<void>
}
