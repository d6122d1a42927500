import { differenceVerdict } from '../chart/difference-verdict.js'
import { monthText } from '../chart/month-text.js'
import {
  alternativesOf,
  baselineOf,
  horizonOf,
  kpiDifferences,
  kpiHistory,
  kpiSpreads,
  total,
} from '../chart/result-series.js'
import {
  axisUnit,
  changeUnit,
  formatNumber,
  formatSigned,
  type ValueFormat,
  valueFormat,
} from '../chart/value-format.js'
import { escapeHtml } from '../document/escape-html.js'
import type { ScenarioResult } from '../scenario/result.js'
import { isInResult, isSimulated, reportCurrency } from './report-figures.js'
import type { ReportInput, ReportKpi } from './report-input.js'

/** More columns would not fit an A4 page. */
const scenariosPerTable = 3

/** Today, the baseline and each scenario at the horizon, a KPI a row; several tables where there are many scenarios. */
export function summaryTables(input: ReportInput): string {
  const alternatives = alternativesOf(input.result)
  const parts = Math.max(1, Math.ceil(alternatives.length / scenariosPerTable))
  const size = Math.ceil(alternatives.length / parts)
  return Array.from({ length: parts }, (_, part) =>
    summaryTable(input, alternatives.slice(part * size, (part + 1) * size)),
  ).join('\n')
}

function summaryTable(input: ReportInput, scenarios: readonly ScenarioResult[]): string {
  const { result } = input
  const horizon = horizonOf(result)
  const head = ['KPI', 'Today', 'Baseline', ...scenarios.map(({ name }) => name)]
  const caption = `Today is ${monthText(result.asOf)}, the others ${horizon === null ? 'the horizon' : monthText(horizon)}: the median; the range that holds 90 % of the futures${
    scenarios.length === 0 ? '' : '; the paired difference to the baseline, its mean and 90 % range'
  }.`
  const rows = input.kpis
    .filter((kpi) => isInResult(input, kpi))
    .map((kpi) => {
      const format = tableFormat(input, kpi)
      const name = `<th scope="row">${escapeHtml(kpi.name)}<span class="unit">${escapeHtml(axisUnit(format))}</span></th>`
      const today = kpiHistory(result, kpi.id, total).at(-1)?.value ?? null
      const todayCell = `<td><span class="value">${today === null ? 'not defined' : formatNumber(today, format)}</span></td>`
      const cells = [baselineOf(result), ...scenarios].map((scenario) =>
        isSimulated(input, kpi.id) && horizon !== null
          ? summaryCell(input, scenario, kpi, horizon, format)
          : '<td>not simulated</td>',
      )
      return `<tr>${name}${todayCell}${cells.join('')}</tr>`
    })
  return table(caption, head, rows)
}

function summaryCell(
  input: ReportInput,
  scenario: ScenarioResult,
  kpi: ReportKpi,
  horizon: string,
  format: ValueFormat,
): string {
  const end = kpiSpreads(scenario, kpi.id, total).find(({ month }) => month === horizon)
  if (!end) return '<td>not defined</td>'
  const value = `<span class="value">${formatNumber(end.q50, format)}</span>`
  const range = `<span class="range">${formatRangeOnly(end.q05, end.q95, format)}</span>`
  const difference = kpiDifferences(input.result, scenario.name, kpi.id, total).find(({ month }) => month === horizon)
  if (!difference) return `<td>${value}${range}</td>`
  const { word, kind } = differenceVerdict(difference, kpi.better, format)
  const change = `<span class="change ${kind}">${formatSigned(difference.mean, format)} <b>${word}</b></span>`
  const changeRange = `<span class="range">${formatSigned(difference.low, format)} to&nbsp;${formatSigned(difference.high, format)}</span>`
  return `<td>${value}${range}${change}${changeRange}</td>`
}

/** The months behind a fan chart as a table: for those who cannot see the chart or want its digits. */
export function fanTable(input: ReportInput, kpi: ReportKpi, scenarioName: string): string {
  const { result } = input
  const format = tableFormat(input, kpi)
  const scenario = result.scenarios.find(({ name }) => name === scenarioName)
  if (!scenario) return ''
  const baseline = baselineOf(result)
  const compared = scenario === baseline ? [] : kpiSpreads(baseline, kpi.id, total)
  const differences = kpiDifferences(result, scenarioName, kpi.id, total)
  const rows = kpiSpreads(scenario, kpi.id, total).map((spread) => {
    const base = compared.find(({ month }) => month === spread.month)
    const difference = differences.find(({ month }) => month === spread.month)
    const cells = [
      formatNumber(spread.q50, format),
      formatRangeOnly(spread.q25, spread.q75, format),
      formatRangeOnly(spread.q05, spread.q95, format),
      ...(scenario === baseline
        ? []
        : [
            base ? formatNumber(base.q50, format) : 'not defined',
            difference
              ? `${formatSigned(difference.mean, format)} (${formatSigned(difference.low, format)} to ${formatSigned(difference.high, format)})`
              : 'not defined',
          ]),
    ]
    return `<tr><th scope="row">${monthText(spread.month)}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
  })
  if (rows.length === 0) return ''
  const head = ['Month', 'Median', 'Middle 50 %', 'Middle 90 %']
  const more = scenario === baseline ? [] : ['Baseline, median', `Difference, ${changeUnit(format)} (90 % range)`]
  return table(`${kpi.name} under ${scenarioName}, ${axisUnit(format)}, by month`, [...head, ...more], rows)
}

/** A table that scrolls by itself on a narrow screen; the focus lets a keyboard scroll it too. */
function table(caption: string, head: readonly string[], rows: readonly string[]): string {
  const cells = head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('')
  return `<div class="table" tabindex="0" role="region" aria-label="${escapeHtml(caption)}"><table><caption>${escapeHtml(caption)}</caption><thead><tr>${cells}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`
}

function tableFormat(input: ReportInput, kpi: ReportKpi): ValueFormat {
  const values = isSimulated(input, kpi.id)
    ? kpiSpreads(baselineOf(input.result), kpi.id, total).map(({ q50 }) => q50)
    : kpiHistory(input.result, kpi.id, total).map(({ value }) => value)
  return valueFormat(kpi.id, kpi.unit, reportCurrency(input), values)
}

/** A range as HTML, without its unit, which the row or the caption names; a narrow cell breaks it before the `to`. */
function formatRangeOnly(low: number, high: number, format: ValueFormat): string {
  return `${formatNumber(low, format)} to&nbsp;${formatNumber(high, format)}`
}
