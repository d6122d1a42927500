import { differenceVerdict } from '../../chart/difference-verdict.js'
import { dayText, monthText } from '../../chart/month-text.js'
import {
  baselineOf,
  horizonOf,
  kpiDifferences,
  kpiHistory,
  kpiSpreads,
  resultCurrency,
  scenarioLabel,
  total,
} from '../../chart/result-series.js'
import {
  axisUnit,
  formatChange,
  formatNumber,
  formatSigned,
  type ValueFormat,
  valueFormat,
} from '../../chart/value-format.js'
import { type Group, groupLabel } from '../../facts/fact-table.js'
import { comparedKpis, kpiById } from '../../kpi/catalogue.js'
import type { Kpi } from '../../kpi/kpi.js'
import type { ScenarioResult, SimulationResult } from '../../scenario/result.js'
import type { Showable } from './display-bundle.js'
import { type TableRow, table } from './table.js'

export interface ComparisonOptions {
  /** Ids of KPIs; days outstanding, effectiveness and losses if left out. */
  readonly kpis?: readonly string[]
  /** The total if left out. */
  readonly group?: Group
}

/**
 * Scenarios beside the baseline in the last simulated month, to `show`: for each KPI the median and the range that holds 90 % of
 * the futures, the mean change on the same luck with its range, and in a word whether that is better. Throws a RangeError for
 * a KPI or group that the result does not have.
 */
export function comparison(result: SimulationResult, options: ComparisonOptions = {}): Showable {
  const { kpis = comparedKpis, group = total } = options
  const horizon = horizonOf(result)
  const rows = kpis.map(kpiById).flatMap((kpi) => kpiRows(result, kpi, group, horizon))
  const of = groupLabel(group) === groupLabel(total) ? '' : ` of ${groupLabel(group)}`
  const when = horizon === null ? 'the last month' : monthText(horizon)
  const caption = `${when}${of}: the median of ${result.replicates.toLocaleString('en-US')} futures and the range that holds 90 % of them; changes are against the baseline, on the same luck.`
  return table(rows, { caption })
}

function kpiRows(result: SimulationResult, kpi: Kpi, group: Group, horizon: string | null): TableRow[] {
  const spreads = kpiSpreads(baselineOf(result), kpi.id, group).map(({ q50 }) => q50)
  const format = valueFormat(kpi.id, kpi.unit, resultCurrency(result), spreads)
  // Said in every row, so that the table can be sorted.
  const name = { KPI: `${kpi.name}, ${axisUnit(format)}` }
  const today = kpiHistory(result, kpi.id, group).at(-1)?.value ?? null
  return [
    {
      ...name,
      scenario: `today (${dayText(result.asOf)})`,
      median: today === null ? 'not defined' : formatNumber(today, format),
    },
    ...result.scenarios.map((scenario) => ({
      ...name,
      scenario: scenarioLabel(result, scenario),
      ...level(scenario, kpi, group, horizon, format),
      ...change(result, scenario, kpi, group, horizon, format),
    })),
  ]
}

function level(
  scenario: ScenarioResult,
  kpi: Kpi,
  group: Group,
  horizon: string | null,
  format: ValueFormat,
): TableRow {
  const end = kpiSpreads(scenario, kpi.id, group).find(({ month }) => month === horizon)
  if (!end) return { median: 'not defined', '90 % of futures': '' }
  return {
    median: formatNumber(end.q50, format),
    '90 % of futures': `${formatNumber(end.q05, format)} to ${formatNumber(end.q95, format)}`,
  }
}

function change(
  result: SimulationResult,
  scenario: ScenarioResult,
  kpi: Kpi,
  group: Group,
  horizon: string | null,
  format: ValueFormat,
): TableRow {
  if (scenario === baselineOf(result)) return { change: '', 'its range': '', verdict: '' }
  const found = kpiDifferences(result, scenario.name, kpi.id, group).find(({ month }) => month === horizon)
  if (!found) return { change: 'not defined', 'its range': '', verdict: '' }
  return {
    change: formatChange(found.mean, format),
    'its range': `${formatSigned(found.low, format)} to ${formatSigned(found.high, format)}`,
    verdict: differenceVerdict(found, kpi.better, format).word,
  }
}
