import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Tinypool } from 'tinypool'
import type { Plan } from '../engine/plan.js'
import { runPlan, type SimulatedFacts } from '../engine/run-plan.js'
import { factCount } from '../facts/columns.js'

export interface RunOptions {
  /** Worker threads; 1 runs on the calling thread. All cores by default. */
  readonly threads?: number
  /** Called whenever more replicates are done. */
  readonly onProgress?: (done: number, replicates: number) => void
}

/** What a worker is asked to run. */
export interface ReplicateBlock {
  readonly plan: Plan
  readonly first: number
  readonly count: number
}

/** Replicates per task: enough to hide the cost of handing a plan over, few enough for a smooth progress bar. */
const blockSize = 25

/** As many threads as the machine can run at once. */
export function defaultThreads(): number {
  return availableParallelism()
}

/**
 * Runs replicates 0 to `replicates − 1` of a plan in blocks, on threads or not: the bytes are the same, because every
 * block is the same pure function of the plan and its own range.
 */
export async function runReplicates(plan: Plan, replicates: number, options: RunOptions = {}): Promise<SimulatedFacts> {
  const { threads = defaultThreads(), onProgress } = options
  const size = plan.groups * plan.monthEnds.length * factCount
  const values = new Float64Array(replicates * size)
  let [invoices, events, done] = [0, 0, 0]
  const keep = (block: SimulatedFacts, first: number, count: number) => {
    values.set(block.values, first * size)
    invoices += block.invoices
    events += block.events
    done += count
    onProgress?.(done, replicates)
  }
  const blocks: { first: number; count: number }[] = []
  for (let first = 0; first < replicates; first += blockSize) {
    blocks.push({ first, count: Math.min(blockSize, replicates - first) })
  }

  if (threads <= 1 || blocks.length === 1) {
    for (const { first, count } of blocks) {
      keep(runPlan(plan, first, count), first, count)
      await new Promise((resolve) => setImmediate(resolve))
    }
    return { values, invoices, events }
  }
  const pool = new Tinypool({
    filename: workerFile(),
    minThreads: threads,
    maxThreads: threads,
    runtime: 'worker_threads',
  })
  try {
    await Promise.all(
      blocks.map(async ({ first, count }) => {
        keep((await pool.run({ plan, first, count } satisfies ReplicateBlock)) as SimulatedFacts, first, count)
      }),
    )
  } finally {
    await pool.destroy()
  }
  return { values, invoices, events }
}

/** Workers run compiled code; from TypeScript sources (in tests) that is the build beside them. */
function workerFile(): string {
  const beside = fileURLToPath(new URL('./replicate-worker.js', import.meta.url))
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../dist/runtime/replicate-worker.js', import.meta.url))
}
