import { kpiById } from '../kpi/catalogue.js'
import type { SimulationResult } from '../scenario/result.js'
import { formatChange, formatFigure, formatKpi } from './format-kpi.js'
import { textTable } from './text-table.js'

/** The KPIs of the short table: days outstanding, effectiveness, losses. */
const headlineKpis = ['dso', 'cei', 'bad_debt_to_sales']

/**
 * Today and each scenario at the horizon: the median with the range that holds 90 % of the futures, and the paired
 * difference from the baseline with its own range.
 */
export function comparisonTable(result: SimulationResult): string {
  const horizon = result.scenarios[0]!.series.at(-1)!.month
  const kpis = headlineKpis.map(kpiById)
  const isTotal = (entry: { readonly group: object }) => Object.keys(entry.group).length === 0
  const today = result.history.at(-1)?.month
  const rows: string[][] = []
  if (today !== undefined) {
    const values = kpis.map((kpi) => {
      const point = result.history.find((entry) => entry.kpi === kpi.id && entry.month === today && isTotal(entry))
      return formatKpi(kpi, point?.value ?? null)
    })
    rows.push([`today (${today})`, ...values])
  }
  for (const scenario of result.scenarios) {
    const spreads = kpis.map((kpi) => {
      const cell = scenario.series.find((entry) => entry.kpi === kpi.id && entry.month === horizon && isTotal(entry))
      if (!cell || cell.q50 === null) return '–'
      return `${formatKpi(kpi, cell.q50)} (${formatFigure(kpi, cell.q05)} to ${formatFigure(kpi, cell.q95)})`
    })
    rows.push([scenario.name, ...spreads])
    const differences = result.differences.filter(
      (entry) => entry.scenario === scenario.name && entry.month === horizon,
    )
    if (differences.length === 0) continue
    const changes = kpis.map((kpi) => {
      const cell = differences.find((entry) => entry.kpi === kpi.id && isTotal(entry))
      if (!cell || cell.mean === null) return '–'
      return `${formatChange(kpi, cell.mean)} (${formatChange(kpi, cell.low)} to ${formatChange(kpi, cell.high)})`
    })
    rows.push(['  against the baseline', ...changes])
  }
  return [
    textTable([`in ${horizon}`, ...kpis.map((kpi) => kpi.name)], rows),
    '',
    `Median of ${result.replicates} simulated futures, in brackets the range that holds 90 % of them; below each, the mean`,
    'change from the baseline under the same luck, with the range that holds 90 % of the changes.',
    ...result.scenarios.flatMap((scenario) => scenario.notes.map((note) => `${scenario.name}: ${note}`)),
  ].join('\n')
}
