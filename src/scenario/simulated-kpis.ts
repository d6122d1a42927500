import { factCount } from '../facts/columns.js'
import type { FactTable } from '../facts/fact-table.js'
import type { Kpi } from '../kpi/kpi.js'
import { FutureKpis, type KpiChoice } from './future-kpis.js'
import type { CompiledPlan } from './plan/compile-plan.js'

/**
 * KPI values of every replicate: values[((kpi × groups + group) × months + month) × replicates + replicate], NaN where
 * a replicate does not define the KPI.
 */
export interface SimulatedKpis {
  readonly values: Float64Array
  /** The values of one KPI, group and month, one per replicate. */
  at(kpi: number, group: number, month: number): Float64Array
}

/** All KPIs of all simulated futures at once, for as many as memory holds. */
export function simulatedKpis(
  compiled: CompiledPlan,
  facts: Float64Array,
  replicates: number,
  history: FactTable | null,
  choice: KpiChoice<Pick<Kpi, 'compute'>>,
): SimulatedKpis {
  const months = compiled.periods.length
  const groups = compiled.groups.length
  const { kpis } = choice
  const values = new Float64Array(kpis.length * groups * months * replicates)
  const future = new FutureKpis(compiled, history, choice)
  const start = (kpi: number, group: number, month: number) => ((kpi * groups + group) * months + month) * replicates
  for (let group = 0; group < groups; group++) {
    for (let replicate = 0; replicate < replicates; replicate++) {
      future.take(facts, (replicate * groups + group) * months * factCount, group)
      for (let month = 0; month < months; month++) {
        for (let kpi = 0; kpi < kpis.length; kpi++)
          values[start(kpi, group, month) + replicate] = future.kpi(kpi, month)
      }
    }
  }
  return {
    values,
    at: (kpi, group, month) => values.subarray(start(kpi, group, month), start(kpi, group, month) + replicates),
  }
}
