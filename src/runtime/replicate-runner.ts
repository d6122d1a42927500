import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Tinypool } from 'tinypool'
import type { Plan } from '../engine/plan.js'
import { PlanRun, type SimulatedFacts } from '../engine/run-plan.js'
import type { ReplicateBlock } from './replicate-block.js'
import type { BlockTask } from './replicate-worker.js'
import { sharedPlan } from './shared-plan.js'

/** Takes the facts of a finished block; the run goes on when it is done with them. */
export type TakeBlock = (facts: SimulatedFacts, block: ReplicateBlock) => void | Promise<void>

/** As many threads as the machine can run at once. */
export function defaultThreads(): number {
  return availableParallelism()
}

/**
 * Runs blocks of replicates on threads or, with one, on the calling thread: the bytes are the same, because every block
 * is the same pure function of the plan and its own range. The threads serve any number of plans until `close`.
 */
export class ReplicateRunner {
  #pool: Tinypool | null = null
  #plan: Plan | null = null
  #planNumber = -1
  #shared: Plan | null = null
  #run: PlanRun | null = null

  constructor(readonly threads: number = defaultThreads()) {}

  /**
   * Runs blocks of a plan and hands each over as it is done, in any order, one at a time. The first error of a block or
   * of `take` ends the run.
   */
  async run(plan: Plan, blocks: readonly ReplicateBlock[], take: TakeBlock): Promise<void> {
    if (plan !== this.#plan) {
      this.#plan = plan
      this.#planNumber++
      this.#shared = null
      this.#run = null
    }
    if (this.threads <= 1 || (blocks.length <= 1 && this.#pool === null)) await this.#runHere(plan, blocks, take)
    else await this.#runOnThreads(plan, blocks, take)
  }

  async close(): Promise<void> {
    await this.#pool?.destroy()
    this.#pool = null
  }

  async #runHere(plan: Plan, blocks: readonly ReplicateBlock[], take: TakeBlock): Promise<void> {
    this.#run ??= new PlanRun(plan)
    for (const block of blocks) {
      await take(this.#run.replicates(block.first, block.count), block)
      // Lets an interrupt and the progress bar through.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  async #runOnThreads(plan: Plan, blocks: readonly ReplicateBlock[], take: TakeBlock): Promise<void> {
    this.#pool ??= new Tinypool({
      filename: workerFile(),
      minThreads: this.threads,
      maxThreads: this.threads,
      runtime: 'worker_threads',
    })
    const pool = this.#pool
    this.#shared ??= sharedPlan(plan)
    const task = { plan: this.#shared, planNumber: this.#planNumber }
    let next = 0
    let failed = false
    let taken: Promise<void> = Promise.resolve()
    // Each lane has one block in work; two for a thread, so that none waits for the next one to be handed over.
    const lane = async (): Promise<void> => {
      while (next < blocks.length && !failed) {
        const block = blocks[next++]!
        try {
          const facts = (await pool.run({ ...task, ...block } satisfies BlockTask)) as SimulatedFacts
          taken = taken.then(() => take(facts, block))
          await taken
        } catch (error) {
          failed = true
          throw error
        }
      }
    }
    const ends = await Promise.allSettled(Array.from({ length: 2 * this.threads }, lane))
    const bad = ends.find((end) => end.status === 'rejected')
    if (bad) throw bad.reason
  }
}

/** Workers run compiled code; from TypeScript sources (in tests) that is the build beside them. */
function workerFile(): string {
  const beside = fileURLToPath(new URL('./replicate-worker.js', import.meta.url))
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../dist/runtime/replicate-worker.js', import.meta.url))
}
