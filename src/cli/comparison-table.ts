import { resultCurrency } from '../chart/result-series.js'
import { type Group, groupLabel } from '../facts/fact-table.js'
import { comparedKpis, kpiById } from '../kpi/catalogue.js'
import type { Kpi } from '../kpi/kpi.js'
import type { SimulationResult } from '../scenario/result.js'
import { economicsTable } from './economics-table.js'
import { formatChange, formatFigure, formatKpi } from './format-kpi.js'
import { printedTables } from './printed-table.js'
import { uncertaintyText } from './uncertainty-text.js'

/** Months of the past whose mean stands beside today's figure, which may be a good or a bad month. */
const meanMonths = 12

/**
 * Today, the past year, and each scenario at the horizon: the median with the range that holds 90 % of the futures, and
 * the paired difference from the baseline with its own range. One table for the total and one for each group; of `asked` in
 * place of the usual KPIs, if there are any.
 */
export function comparisonTable(result: SimulationResult, asked: readonly Kpi[] = []): string {
  const kpis = asked.length > 0 ? asked : comparedKpis.map(kpiById)
  const groups = [...new Map(result.scenarios[0]!.series.map(({ group }) => [JSON.stringify(group), group])).values()]
  const tables = groups.map((group) => groupTable(result, kpis, group, groups.length > 1))
  const hasScenarios = result.scenarios.length > 1
  const legend = [
    `Median of ${result.replicates.toLocaleString('en-US')} simulated futures, in brackets the range that holds 90 % of them` +
      (hasScenarios ? '; below each,' : '.'),
    ...(hasScenarios
      ? ['the mean change from the baseline under the same luck, with the range that holds 90 % of the changes.']
      : []),
  ]
  const notes = result.scenarios.flatMap(({ name, notes }) =>
    notes.length === 0 ? [] : ['', `${name}:`, ...notes.map(wrapped)],
  )
  const parts = [economicsTable(result), uncertaintyText(result, kpis)].filter((text) => text !== '')
  return [tables.join('\n\n'), '', ...legend, ...parts.flatMap((text) => ['', text]), ...notes].join('\n')
}

function groupTable(result: SimulationResult, kpis: readonly Kpi[], group: Group, named: boolean): string {
  const horizon = result.scenarios[0]!.series.at(-1)!.month
  const currency = resultCurrency(result)
  const key = JSON.stringify(group)
  const isHere = (entry: { readonly group: Group }) => JSON.stringify(entry.group) === key
  const rows: string[][] = pastRows(result, kpis, isHere)
  for (const scenario of result.scenarios) {
    const spreads = kpis.map((kpi) => {
      const cell = scenario.series.find((entry) => entry.kpi === kpi.id && entry.month === horizon && isHere(entry))
      if (!cell || cell.q50 === null) return '–'
      return `${formatKpi(kpi, cell.q50, currency)} (${formatFigure(kpi, cell.q05, currency)} to ${formatFigure(kpi, cell.q95, currency)})`
    })
    rows.push([scenario.name, ...spreads])
    const differences = result.differences.filter(
      (entry) => entry.scenario === scenario.name && entry.month === horizon && isHere(entry),
    )
    if (differences.length === 0) continue
    const changes = kpis.map((kpi) => {
      const cell = differences.find((entry) => entry.kpi === kpi.id)
      if (!cell || cell.mean === null) return '–'
      return `${formatChange(kpi, cell.mean, currency)} (${formatChange(kpi, cell.low, currency)} to ${formatChange(kpi, cell.high, currency)})`
    })
    rows.push(['  against the baseline', ...changes])
  }
  const table = printedTables([{ header: [`in ${horizon}`, ...kpis.map((kpi) => kpi.name)], rows }], 'text', '')
  return named ? `${groupLabel(group)}\n${table}` : table
}

function pastRows(
  result: SimulationResult,
  kpis: readonly Kpi[],
  isHere: (entry: { group: Group }) => boolean,
): string[][] {
  const today = result.history.at(-1)?.month
  if (today === undefined) return []
  const past = kpis.map((kpi) => result.history.filter((entry) => entry.kpi === kpi.id && isHere(entry)))
  const rows = [
    [
      result.asOf.startsWith(today) ? `today (${result.asOf})` : `last whole month (${today})`,
      ...kpis.map((kpi, index) => formatKpi(kpi, past[index]!.at(-1)?.value ?? null, resultCurrency(result))),
    ],
  ]
  const means = past.map((points) => {
    const values = points.slice(-meanMonths).flatMap(({ value }) => (value === null ? [] : [value]))
    return values.length < meanMonths ? null : values.reduce((sum, value) => sum + value, 0) / values.length
  })
  if (means.some((mean) => mean !== null)) {
    rows.push([
      `mean of ${meanMonths} months`,
      ...kpis.map((kpi, index) => formatKpi(kpi, means[index]!, resultCurrency(result))),
    ])
  }
  return rows
}

/** A sentence in lines of at most 98 characters, set in by two. */
function wrapped(sentence: string): string {
  const lines = ['']
  for (const word of sentence.split(' ')) {
    const line = lines.at(-1)!
    if (line.length + word.length + 1 > 98) lines.push(`  ${word}`)
    else lines[lines.length - 1] = line === '' ? `  ${word}` : `${line} ${word}`
  }
  return lines.join('\n')
}
