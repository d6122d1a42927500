import type { Chart } from '../chart/chart.js'
import { differenceChart } from '../chart/difference-chart.js'
import { fanChart } from '../chart/fan-chart.js'
import { alternativesOf, baselineOf, kpiHistory, resultCurrency, total } from '../chart/result-series.js'
import { trendChart } from '../chart/trend-chart.js'
import { isTotal } from '../facts/fact-table.js'
import type { Currency } from '../money/currency.js'
import type { ReportInput, ReportKpi } from './report-input.js'

/** A chart in its place: which KPI's section it belongs to, and the scenario whose fan it is. */
export interface ReportFigure {
  readonly kpi: ReportKpi
  readonly kind: 'past' | 'future' | 'difference'
  readonly scenario?: string
  readonly chart: Chart
}

/** All charts of a report in reading order: for each KPI its past, its future under each scenario, the differences. */
export function reportFigures(input: ReportInput): ReportFigure[] {
  return input.kpis.filter((kpi) => isInResult(input, kpi)).flatMap((kpi) => kpiFigures(input, kpi))
}

/** Whether the result has anything to say about a KPI. */
export function isInResult({ result }: ReportInput, { id }: ReportKpi): boolean {
  return isSimulated({ result }, id) || result.history.some(({ kpi }) => kpi === id)
}

/** The currency that a report's money is in. */
export function reportCurrency({ result, currency }: ReportInput): Currency {
  return currency ?? resultCurrency(result)
}

/** Whether the result simulates a KPI for everyone together, in every scenario. */
export function isSimulated({ result }: Pick<ReportInput, 'result'>, id: string): boolean {
  return result.scenarios.every(({ series }) => series.some(({ kpi, group }) => kpi === id && isTotal(group)))
}

function kpiFigures(input: ReportInput, kpi: ReportKpi): ReportFigure[] {
  const { result } = input
  const currency = reportCurrency(input)
  const options = { kpi: kpi.id, kpiName: kpi.name, unit: kpi.unit, currency }
  const history = kpiHistory(result, kpi.id, total)
  const past: ReportFigure[] =
    history.length === 0
      ? []
      : [
          {
            kpi,
            kind: 'past',
            chart: trendChart(history, { name: kpi.name, unit: kpi.unit, better: kpi.better, kpi: kpi.id, currency }),
          },
        ]
  if (!isSimulated(input, kpi.id)) return past
  const alternatives = alternativesOf(result)
  const shown = alternatives.length === 0 ? [baselineOf(result)] : alternatives
  const future = shown.map(
    ({ name }): ReportFigure => ({
      kpi,
      kind: 'future',
      scenario: name,
      chart: fanChart(result, { ...options, scenario: name }),
    }),
  )
  if (alternatives.length === 0) return [...past, ...future]
  return [...past, ...future, { kpi, kind: 'difference', chart: differenceChart(result, options) }]
}
