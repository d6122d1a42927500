import type { Plan } from '../engine/plan.js'
import { factsPerReplicate, type SimulatedFacts } from '../engine/run-plan.js'
import { blocksOf } from './replicate-block.js'
import { ReplicateRunner } from './replicate-runner.js'

export interface RunOptions {
  /** Worker threads; 1 runs on the calling thread. All cores by default. */
  readonly threads?: number
  /** Called whenever more replicates are done. */
  readonly onProgress?: (done: number, replicates: number) => void
}

/** Runs replicates 0 to `replicates − 1` of one plan and keeps all facts in memory. */
export async function runReplicates(plan: Plan, replicates: number, options: RunOptions = {}): Promise<SimulatedFacts> {
  const size = factsPerReplicate(plan)
  const values = new Float64Array(replicates * size)
  let [invoices, events, done] = [0, 0, 0]
  const runner = new ReplicateRunner(options.threads)
  try {
    await runner.run(plan, blocksOf(0, replicates), (facts, { first, count }) => {
      values.set(facts.values, first * size)
      invoices += facts.invoices
      events += facts.events
      done += count
      options.onProgress?.(done, replicates)
    })
  } finally {
    await runner.close()
  }
  return { values, invoices, events }
}
