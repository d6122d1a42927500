import type { FactTable } from '../facts/fact-table.js'
import { numberOf } from '../kpi/kpi.js'
import { kpiValue } from '../kpi/kpi-window.js'
import type { KpiChoice } from './future-kpis.js'
import type { HistoryPoint } from './result.js'

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
