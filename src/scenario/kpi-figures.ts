import type { FactTable } from '../facts/fact-table.js'
import { type Kpi, numberOf } from '../kpi/kpi.js'
import { kpiValue } from '../kpi/kpi-window.js'
import type { CompiledPlan } from './compile-plan.js'
import { eachCell } from './each-cell.js'
import { pairedFigures } from './paired-difference.js'
import type { HistoryPoint, KpiSpread, PairedDifference } from './result.js'
import { baselineName } from './scenario-file.js'
import type { KpiChoice, SimulatedKpis } from './simulated-kpis.js'
import { spreadOf } from './spread.js'

/** The distribution of each KPI over the futures that define it, by group and month. */
export function kpiSpreads(compiled: CompiledPlan, kpis: readonly Kpi[], values: SimulatedKpis): KpiSpread[] {
  const nothing = { mean: null, se: null, q05: null, q25: null, q50: null, q75: null, q95: null }
  return eachCell(compiled, kpis.length, (kpi, group, month) => {
    const defined = values.at(kpi, group, month).filter((value) => !Number.isNaN(value))
    return {
      kpi: kpis[kpi]!.id,
      group: compiled.groups[group]!,
      month: compiled.periods[month]!.label,
      defined: defined.length,
      ...(defined.length === 0 ? nothing : spreadOf(defined)),
    }
  })
}

/** Each KPI of a scenario against the baseline, future by future. */
export function kpiDifferences(
  scenario: string,
  compiled: CompiledPlan,
  kpis: readonly Kpi[],
  values: SimulatedKpis,
  baseline: SimulatedKpis,
): PairedDifference[] {
  return eachCell(compiled, kpis.length, (kpi, group, month) => ({
    scenario,
    against: baselineName,
    kpi: kpis[kpi]!.id,
    group: compiled.groups[group]!,
    month: compiled.periods[month]!.label,
    ...pairedFigures(values.at(kpi, group, month), baseline.at(kpi, group, month)),
  }))
}

/** KPIs of the whole months of the past; a month that the as-of day cuts is among the simulated ones. */
export function historyPoints(
  history: FactTable,
  firstSimulated: string,
  { kpis, windowMonths, settings }: KpiChoice,
): HistoryPoint[] {
  const whole = history.periods.filter((period) => period.label !== firstSimulated)
  return kpis.flatMap((kpi) =>
    history.groups.flatMap((group, groupIndex) =>
      whole.map((period, last) => {
        const value = kpiValue(history, groupIndex, { first: last, last }, kpi, settings, windowMonths)
        return { kpi: kpi.id, group, month: period.label, value: numberOf(value) }
      }),
    ),
  )
}
