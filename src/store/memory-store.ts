import type { SimulatedFacts } from '../engine/run-plan.js'
import type { ReplicateBlock } from '../runtime/replicate-block.js'
import type { FactStore, StoredPlan } from './fact-store.js'

/**
 * Keeps facts in memory as long as they take no more than `ceiling` bytes; from then on, all of them in the store that
 * `overflow` makes.
 */
export class MemoryStore implements FactStore {
  readonly #blocks: Map<number, { readonly block: ReplicateBlock; readonly facts: SimulatedFacts }>[] = []
  #plans: readonly StoredPlan[] = []
  #bytes = 0
  #overflow: FactStore | null = null

  constructor(
    readonly ceiling: number,
    readonly overflow: () => FactStore,
  ) {}

  async open(plans: readonly StoredPlan[]): Promise<void> {
    this.#plans = plans
    this.#blocks.push(...plans.map(() => new Map()))
  }

  has(plan: number, block: ReplicateBlock): boolean {
    if (this.#overflow) return this.#overflow.has(plan, block)
    return this.#blocks[plan]!.get(block.first)?.block.count === block.count
  }

  async put(plan: number, block: ReplicateBlock, facts: SimulatedFacts): Promise<void> {
    this.#bytes += facts.values.byteLength
    if (this.#overflow === null && this.#bytes > this.ceiling) await this.#flow()
    if (this.#overflow) await this.#overflow.put(plan, block, facts)
    else this.#blocks[plan]!.set(block.first, { block, facts })
  }

  async get(plan: number, block: ReplicateBlock): Promise<SimulatedFacts> {
    return this.#overflow ? await this.#overflow.get(plan, block) : this.#blocks[plan]!.get(block.first)!.facts
  }

  async close(): Promise<void> {
    for (const blocks of this.#blocks) blocks.clear()
    await this.#overflow?.close()
  }

  async #flow(): Promise<void> {
    this.#overflow = this.overflow()
    await this.#overflow.open(this.#plans)
    for (const [plan, blocks] of this.#blocks.entries()) {
      for (const { block, facts } of blocks.values()) await this.#overflow.put(plan, block, facts)
      blocks.clear()
    }
  }
}
