import { type Group, groupLabel, sameGroup } from '../facts/fact-table.js'
import { type Currency, currencyOfAnyCode } from '../money/currency.js'
import type {
  HistoryPoint,
  KpiSpread,
  PairedDifference,
  ScenarioResult,
  SimulationResult,
  Spread,
} from '../scenario/result.js'
import { monthNumber } from './month-text.js'

/** One figure's distribution in a month in which at least one replicate defines it. */
export type DefinedSpread = Extract<KpiSpread, Spread>

/** A paired difference that exists. */
export type DefinedDifference = PairedDifference & {
  readonly [figure in 'mean' | 'se' | 'low' | 'high' | 'probabilityLower']: number
}

/** Everyone: the group of the totals. */
export const total: Group = {}

/** The baseline: by contract the first scenario. */
export function baselineOf(result: SimulationResult): ScenarioResult {
  const baseline = result.scenarios[0]
  if (!baseline) throw new RangeError('a simulation result needs at least the baseline, got no scenarios')
  return baseline
}

/** The last simulated month; null if no KPI was simulated. */
export function horizonOf({ scenarios }: SimulationResult): string | null {
  const months = scenarios.flatMap(({ series }) => series.map(({ month }) => month))
  return months.reduce<string | null>((last, month) => (last === null || month > last ? month : last), null)
}

/** A scenario's name for people: the baseline is `Baseline` whatever its file calls it. */
export function scenarioLabel(result: SimulationResult, scenario: ScenarioResult): string {
  return scenario === result.scenarios[0] ? 'Baseline' : scenario.name
}

/** The scenarios after the baseline. */
export function alternativesOf(result: SimulationResult): readonly ScenarioResult[] {
  return result.scenarios.slice(1)
}

/** A scenario by name. Throws a RangeError that lists the names there are. */
export function scenarioNamed(result: SimulationResult, name: string): ScenarioResult {
  const found = result.scenarios.find((scenario) => scenario.name === name)
  if (found) return found
  throw new RangeError(`no scenario "${name}" in the result; it has ${result.scenarios.map((s) => s.name).join(', ')}`)
}

/** One KPI of a scenario by month, oldest first; months that no replicate defines are left out. Throws if there is no such series. */
export function kpiSpreads(scenario: ScenarioResult, kpi: string, group: Group): DefinedSpread[] {
  const series = scenario.series.filter((spread) => spread.kpi === kpi && sameGroup(spread.group, group))
  if (series.length === 0) {
    const names = [...new Set(scenario.series.map((spread) => spread.kpi))]
    throw new RangeError(
      `scenario "${scenario.name}" has no KPI "${kpi}" for ${groupLabel(group)}; it has ${names.join(', ') || 'none'}`,
    )
  }
  return series.filter((spread): spread is DefinedSpread => spread.mean !== null).sort(byMonth)
}

/** The past of one KPI, oldest first, nulls included. */
export function kpiHistory(result: SimulationResult, kpi: string, group: Group): HistoryPoint[] {
  return result.history.filter((point) => point.kpi === kpi && sameGroup(point.group, group)).sort(byMonth)
}

/** Scenario minus baseline for one KPI by month, oldest first; months without a difference are left out. */
export function kpiDifferences(
  result: SimulationResult,
  scenario: string,
  kpi: string,
  group: Group,
): DefinedDifference[] {
  return result.differences
    .filter((one) => one.scenario === scenario && one.kpi === kpi && sameGroup(one.group, group))
    .filter((one): one is DefinedDifference => one.mean !== null)
    .sort(byMonth)
}

/** The currency of a result; a code that the runtime does not know is taken to have two decimals. */
export function resultCurrency(result: SimulationResult): Currency {
  return currencyOfAnyCode(result.currency)
}

function byMonth(a: { readonly month: string }, b: { readonly month: string }): number {
  return monthNumber(a.month) - monthNumber(b.month)
}
