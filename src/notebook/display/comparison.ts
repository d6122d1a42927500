import { differenceVerdict } from '../../chart/difference-verdict.js'
import { dayText, monthText } from '../../chart/month-text.js'
import {
  baselineOf,
  type DefinedDifference,
  type DefinedSpread,
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
import type { SimulationResult } from '../../scenario/result.js'
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
  const baseline = baselineOf(result)
  const medians = kpiSpreads(baseline, kpi.id, group).map(({ q50 }) => q50)
  const format = valueFormat(kpi.id, kpi.unit, resultCurrency(result), medians)
  // Said in every row, so that the table can be sorted.
  const name = { KPI: `${kpi.name}, ${axisUnit(format)}` }
  const inTheEnd = ({ month }: { readonly month: string }) => month === horizon
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
      ...level(kpiSpreads(scenario, kpi.id, group).find(inTheEnd), format),
      ...(scenario === baseline
        ? noChange
        : change(kpiDifferences(result, scenario.name, kpi.id, group).find(inTheEnd), kpi.better, format)),
    })),
  ]
}

/** Of the baseline itself. */
const noChange: TableRow = { change: '', 'its range': '', verdict: '' }

function level(end: DefinedSpread | undefined, format: ValueFormat): TableRow {
  if (!end) return { median: 'not defined', '90 % of futures': '' }
  return {
    median: formatNumber(end.q50, format),
    '90 % of futures': `${formatNumber(end.q05, format)} to ${formatNumber(end.q95, format)}`,
  }
}

function change(difference: DefinedDifference | undefined, better: Kpi['better'], format: ValueFormat): TableRow {
  if (!difference) return { change: 'not defined', 'its range': '', verdict: '' }
  return {
    change: formatChange(difference.mean, format),
    'its range': `${formatSigned(difference.low, format)} to ${formatSigned(difference.high, format)}`,
    verdict: differenceVerdict(difference, better, format).word,
  }
}
