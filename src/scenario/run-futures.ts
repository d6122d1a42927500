import type { FactTable } from '../facts/fact-table.js'
import type { Kpi } from '../kpi/kpi.js'
import type { KpiSettings } from '../kpi/kpi-settings.js'
import { blockSize, blocksOf } from '../runtime/replicate-block.js'
import { ReplicateRunner } from '../runtime/replicate-runner.js'
import type { FactStore } from '../store/fact-store.js'
import type { CompiledPlan } from './plan/compile-plan.js'
import { leastReplicates, PrecisionWatch } from './precision-watch.js'
import type { ReachedPrecision } from './result.js'

/** How well which KPIs are to be known. */
export interface PrecisionAim {
  /** Half-width of the 95 % interval as a share of the baseline’s mean: 0.01 is 1 %. */
  readonly tolerance: number
  readonly kpis: readonly Kpi[]
}

export interface RunFuturesInput {
  /** The baseline comes first. */
  readonly plans: readonly { readonly name: string; readonly compiled: CompiledPlan; readonly settings: KpiSettings }[]
  readonly replicates: number
  readonly threads: number
  /** Open for these plans. */
  readonly store: FactStore
  readonly history: FactTable | null
  readonly windowMonths: number
  readonly precision?: PrecisionAim
  readonly onProgress?: (scenario: string, done: number, replicates: number) => void
}

export interface FuturesRun {
  /** Futures of every plan that count. */
  readonly replicates: number
  readonly invoices: number
  readonly events: number
  readonly precision?: ReachedPrecision
}

/** Runs all futures that the store does not have yet, and with a precision asked as many as it takes. */
export async function runFutures(input: RunFuturesInput): Promise<FuturesRun> {
  const runner = new ReplicateRunner(input.threads)
  try {
    return input.precision ? await runToPrecision(input, runner, input.precision) : await runAll(input, runner)
  } finally {
    await runner.close()
  }
}

async function runAll(input: RunFuturesInput, runner: ReplicateRunner): Promise<FuturesRun> {
  const { plans, replicates, onProgress } = input
  let [invoices, events] = [0, 0]
  for (const [plan, { name }] of plans.entries()) {
    onProgress?.(name, 0, replicates)
    const counts = await runPlan(input, runner, plan, 0, replicates, (done) => onProgress?.(name, done, replicates))
    invoices += counts.invoices
    events += counts.events
  }
  return { replicates, invoices, events }
}

async function runToPrecision(
  input: RunFuturesInput,
  runner: ReplicateRunner,
  { tolerance, kpis }: PrecisionAim,
): Promise<FuturesRun> {
  const { plans, replicates: most, store, history, windowMonths, onProgress } = input
  const watch = new PrecisionWatch(plans, kpis, windowMonths, history, tolerance)
  const what = `to ± ${Number((100 * tolerance).toPrecision(6))} %`
  let [replicates, invoices, events] = [0, 0, 0]
  let end = Math.min(most, leastReplicates)
  for (;;) {
    const from = replicates
    for (let plan = 0; plan < plans.length; plan++) {
      const counts = await runPlan(input, runner, plan, from, end, (done) =>
        onProgress?.(what, from + (plan * (end - from) + done) / plans.length, end),
      )
      invoices += counts.invoices
      events += counts.events
    }
    for (const block of blocksOf(from, end)) {
      watch.take(block, await Promise.all(plans.map((_, plan) => store.get(plan, block))))
      replicates = block.first + block.count
      if (replicates < leastReplicates) continue
      const precision = watch.reached()
      if (!precision.reached && replicates < most) continue
      onProgress?.(what, replicates, replicates)
      return { replicates, invoices, events, precision }
    }
    end = Math.min(most, nextLook(replicates, watch.reached()))
  }
}

/** To where to run before looking again: half-widths shrink with the root of the number; never more than twice as many. */
function nextLook(replicates: number, { widest, asked }: ReachedPrecision): number {
  const wanted = Math.min(2 * replicates, replicates * ((widest ?? Number.POSITIVE_INFINITY) / asked) ** 2)
  return blockSize * Math.ceil(Math.max(wanted, replicates + 1) / blockSize)
}

/** Runs those blocks of a plan that the store does not have; counts those that it has too. */
async function runPlan(
  { plans, store }: RunFuturesInput,
  runner: ReplicateRunner,
  plan: number,
  first: number,
  end: number,
  onDone: (done: number) => void,
): Promise<{ readonly invoices: number; readonly events: number }> {
  const blocks = blocksOf(first, end)
  let [invoices, events, done] = [0, 0, 0]
  const count = (facts: { readonly invoices: number; readonly events: number }, size: number) => {
    invoices += facts.invoices
    events += facts.events
    done += size
    onDone(done)
  }
  for (const block of blocks) if (store.has(plan, block)) count(await store.get(plan, block), block.count)
  const missing = blocks.filter((block) => !store.has(plan, block))
  await runner.run(plans[plan]!.compiled.plan, missing, async (facts, block) => {
    await store.put(plan, block, facts)
    count(facts, block.count)
  })
  return { invoices, events }
}
