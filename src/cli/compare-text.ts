import { alternativesOf, resultCurrency } from '../chart/result-series.js'
import { type Group, groupLabel, isTotal } from '../facts/fact-table.js'
import { kpiById } from '../kpi/catalogue.js'
import type { Kpi } from '../kpi/kpi.js'
import { probabilityBetter } from '../scenario/probability-better.js'
import type { SimulationResult } from '../scenario/result.js'
import { formatChange } from './format-kpi.js'
import type { PrintedTable, TableFormat } from './printed-table.js'

/** Which part of the stored comparison is shown. */
export interface CompareView {
  readonly kpis: readonly Kpi[]
  /** Months such as 2025-12, in their order. */
  readonly months: readonly string[]
  readonly groups: 'total' | 'all'
  readonly format: TableFormat
}

/** The differences that a view shows, each with the probability that the scenario is the better one. */
export function viewedDifferences(result: SimulationResult, { kpis, months, groups }: CompareView) {
  const wanted = new Set(kpis.map(({ id }) => id))
  return result.differences
    .filter(
      ({ kpi, month, group }) => wanted.has(kpi) && months.includes(month) && (groups === 'all' || isTotal(group)),
    )
    .map((difference) => {
      const { better } = kpiById(difference.kpi)
      return { ...difference, better, probabilityBetter: probabilityBetter(difference, better) }
    })
}

/**
 * Each scenario against the baseline: the mean change, the range of 90 % of futures, and how often it is the better one. A table of
 * all scenarios where one month is shown, else one of all months for each scenario.
 */
export function compareTables(result: SimulationResult, view: CompareView): PrintedTable[] {
  const { kpis, months } = view
  const differences = viewedDifferences(result, view)
  const groups = [...new Map(differences.map(({ group }) => [JSON.stringify(group), group])).values()]
  const scenarios = alternativesOf(result).map(({ name }) => name)
  const kpiNames = kpis.map(({ name }) => name)
  const tables = groups.flatMap((group): PrintedTable[] => {
    const where = isTotal(group) ? '' : groupLabel(group)
    const rows = (scenario: string, month: string, label: string) =>
      rowsOf(result, kpis, label, differencesOf(differences, kpis, group, scenario, month))
    if (months.length === 1) {
      const month = months[0]!
      const header = [`in ${month}`, ...kpiNames]
      const own = scenarios.flatMap((scenario) => rows(scenario, month, scenario))
      return [{ ...(where === '' ? {} : { title: where }), header, rows: own }]
    }
    return scenarios.map((scenario) => ({
      title: where === '' ? scenario : `${scenario}, ${where}`,
      header: ['in', ...kpiNames],
      rows: months.flatMap((month) => rows(scenario, month, month)),
    }))
  })
  const notes = [
    'Mean change from the baseline under the same luck, with the range that holds 90 % of the changes;',
    'below it, in how many futures the scenario is the better one, where one way is better.',
  ]
  const last = tables.at(-1)
  return last ? [...tables.slice(0, -1), { ...last, notes }] : []
}

type Viewed = ReturnType<typeof viewedDifferences>[number]

function differencesOf(
  differences: readonly Viewed[],
  kpis: readonly Kpi[],
  group: Group,
  scenario: string,
  month: string,
): (Viewed | undefined)[] {
  const key = JSON.stringify(group)
  const here = differences.filter(
    (each) => each.scenario === scenario && each.month === month && JSON.stringify(each.group) === key,
  )
  return kpis.map(({ id }) => here.find(({ kpi }) => kpi === id))
}

function rowsOf(
  result: SimulationResult,
  kpis: readonly Kpi[],
  label: string,
  cells: readonly (Viewed | undefined)[],
): string[][] {
  const currency = resultCurrency(result)
  const changes = cells.map((cell, index) => {
    if (!cell || cell.mean === null) return '–'
    const change = (value: number | null) => formatChange(kpis[index]!, value, currency)
    return `${change(cell.mean)} (${change(cell.low)} to ${change(cell.high)})`
  })
  return [
    [label, ...changes],
    ['', ...cells.map(betterText)],
  ]
}

function betterText(cell: Viewed | undefined): string {
  if (!cell || cell.mean === null || cell.probabilityBetter === null) return ''
  return `better in ${(100 * cell.probabilityBetter).toFixed(0)} %`
}

/** The simulated months, in their order. */
export function monthsOf(result: SimulationResult): string[] {
  return [...new Set(result.scenarios[0]!.series.map(({ month }) => month))].sort()
}
