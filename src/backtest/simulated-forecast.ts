import type { Behavior } from '../behavior/behavior.js'
import type { Group } from '../facts/fact-table.js'
import { usualSettings } from '../kpi/kpi-settings.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { runReplicates } from '../runtime/run-replicates.js'
import { compilePlan } from '../scenario/plan/compile-plan.js'
import { type SimulatedKpis, simulatedKpis } from '../scenario/simulated-kpis.js'
import { measures } from './measures.js'

export interface SimulatedForecast {
  readonly groups: readonly Group[]
  /** Every measure in every future, by group and month ahead. */
  readonly futures: SimulatedKpis
}

/** The simulator's forecast from a ledger's own as-of day, an end of a month: nothing changes, habits go on. */
export async function simulatedForecast(
  ledger: LedgerData,
  behavior: Behavior,
  options: {
    readonly months: number
    readonly replicates: number
    readonly seed: string
    readonly by: readonly string[]
    readonly threads: number
  },
): Promise<SimulatedForecast> {
  const { months, replicates, seed, by, threads } = options
  const compiled = compilePlan({ behavior, ledger, asOf: ledger.asOf, months, seed, by }, null)
  const { values } = await runReplicates(compiled.plan, replicates, { threads })
  const choice = { kpis: measures, windowMonths: 1, settings: usualSettings }
  // No history: an origin ends a month, and no figure looks back beyond its own.
  const futures = simulatedKpis(compiled, values, replicates, null, choice)
  return { groups: compiled.groups, futures }
}
