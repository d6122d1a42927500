import type { Period } from '../calendar/period.js'
import { factColumn, factCount, flowFacts } from '../facts/columns.js'
import type { FactTable } from '../facts/fact-table.js'
import { FactWindow, type WindowSource } from '../facts/fact-window.js'
import { type Kpi, numberOf } from '../kpi/kpi.js'
import type { KpiSettings } from '../kpi/kpi-settings.js'
import type { CompiledPlan } from './compile-plan.js'
import { notSimulated } from './not-simulated.js'

/**
 * KPI values of every replicate: values[((kpi × groups + group) × months + month) × replicates + replicate], NaN where
 * a replicate does not define the KPI.
 */
export interface SimulatedKpis {
  readonly values: Float64Array
  /** The values of one KPI, group and month, one per replicate. */
  at(kpi: number, group: number, month: number): Float64Array
}

/** Which KPIs, over how many months each looks back, and what the company decided about them. */
export interface KpiChoice<T extends Pick<Kpi, 'compute'> = Kpi> {
  readonly kpis: readonly T[]
  readonly windowMonths: number
  readonly settings: KpiSettings
}

/**
 * Computes KPIs of simulated futures with the very functions that the past uses: each replicate's months are set
 * behind the ledger's own months, so that windows and count-backs reach into history.
 */
export function simulatedKpis(
  compiled: CompiledPlan,
  facts: Float64Array,
  replicates: number,
  history: FactTable | null,
  { kpis, windowMonths, settings }: KpiChoice<Pick<Kpi, 'compute'>>,
): SimulatedKpis {
  const months = compiled.periods.length
  const groups = compiled.groups.length
  const { periods, pastMonths, partMonth } = joinPeriods(history?.periods ?? [], compiled.periods)
  const cells = months * factCount
  const joined = new Float64Array(periods.length * factCount)
  const values = new Float64Array(kpis.length * groups * months * replicates)
  const source: WindowSource = { periods, values: joined, absent: notSimulated(compiled.plan) }
  for (let group = 0; group < groups; group++) {
    const historyOffset = group * (history?.periods.length ?? 0) * factCount
    if (history) joined.set(history.values.subarray(historyOffset, historyOffset + pastMonths * factCount))
    for (let replicate = 0; replicate < replicates; replicate++) {
      const offset = (replicate * groups + group) * cells
      joined.set(facts.subarray(offset, offset + cells), pastMonths * factCount)
      if (partMonth) addFlows(joined, pastMonths * factCount, history!.values, historyOffset + pastMonths * factCount)
      for (let month = 0; month < months; month++) {
        const last = pastMonths + month
        if (last + 1 < windowMonths) {
          for (let kpi = 0; kpi < kpis.length; kpi++) set(kpi, group, month, replicate, Number.NaN)
          continue
        }
        const window = FactWindow.of(source, 0, last, windowMonths)
        for (let kpi = 0; kpi < kpis.length; kpi++) {
          set(kpi, group, month, replicate, numberOf(kpis[kpi]!.compute(window, settings)) ?? Number.NaN)
        }
      }
    }
  }
  function set(kpi: number, group: number, month: number, replicate: number, value: number): void {
    values[((kpi * groups + group) * months + month) * replicates + replicate] = value
  }
  return {
    values,
    at: (kpi, group, month) => {
      const start = ((kpi * groups + group) * months + month) * replicates
      return values.subarray(start, start + replicates)
    },
  }
}

/** Past and simulated months in one row. A month cut by the as-of day is one month again. */
function joinPeriods(past: readonly Period[], future: readonly Period[]) {
  const last = past[past.length - 1]
  const partMonth = last !== undefined && last.label === future[0]!.label
  const pastMonths = partMonth ? past.length - 1 : past.length
  const first = partMonth ? { ...future[0]!, start: last.start } : future[0]!
  return { periods: [...past.slice(0, pastMonths), first, ...future.slice(1)], pastMonths, partMonth }
}

/** Adds what happened in the month before the as-of day to its simulated rest. Stocks are the end's alone. */
function addFlows(target: Float64Array, targetRow: number, source: Float64Array, sourceRow: number): void {
  for (const flow of flowFacts) target[targetRow + factColumn[flow]]! += source[sourceRow + factColumn[flow]]!
}
