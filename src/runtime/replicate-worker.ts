import { runPlan, type SimulatedFacts } from '../engine/run-plan.js'
import type { ReplicateBlock } from './run-replicates.js'

/** A worker thread's only task: one block of replicates. */
export default function runBlock({ plan, first, count }: ReplicateBlock): SimulatedFacts {
  return runPlan(plan, first, count)
}
