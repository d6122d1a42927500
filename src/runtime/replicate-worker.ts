import type { Plan } from '../engine/plan.js'
import { PlanRun, type SimulatedFacts } from '../engine/run-plan.js'
import type { ReplicateBlock } from './replicate-block.js'

/** What a worker is asked to run. */
export interface BlockTask extends ReplicateBlock {
  readonly plan: Plan
  /** Tells plans apart, so that the working memory of one serves all of its blocks. */
  readonly planNumber: number
}

let planNumber = -1
let run: PlanRun | null = null

/** A worker thread's only task: one block of replicates. */
export default function runBlock(task: BlockTask): SimulatedFacts {
  if (run === null || task.planNumber !== planNumber) run = new PlanRun(task.plan)
  planNumber = task.planNumber
  return run.replicates(task.first, task.count)
}
