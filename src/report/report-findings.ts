import { differenceChart } from '../chart/difference-chart.js'
import { fanChart } from '../chart/fan-chart.js'
import { monthText } from '../chart/month-text.js'
import { alternativesOf, baselineOf, horizonOf, kpiDifferences, kpiSpreads, total } from '../chart/result-series.js'
import {
  formatDistance,
  formatNumber,
  formatSigned,
  formatValue,
  roundsToZero,
  valueFormat,
} from '../chart/value-format.js'
import type { ScenarioResult } from '../scenario/result.js'
import { isSimulated, reportCurrency } from './report-figures.js'
import type { ReportInput, ReportKpi } from './report-input.js'

/** The report in words: one headline, how to read the rest, then what each scenario brings. Plain text, not escaped. */
export interface ReportFindings {
  readonly headline: string
  readonly reading: string
  readonly scenarios: readonly { readonly name: string; readonly sentences: readonly string[] }[]
}

export function reportFindings(input: ReportInput): ReportFindings {
  const headlineKpis = chosenKpis(input)
  const horizon = horizonOf(input.result)
  const when = horizon === null ? 'at the horizon' : `in ${monthText(horizon)}`
  return {
    headline: headline(input, headlineKpis[0]),
    reading: `Medians ${when}; in brackets the range that holds 90 % of the futures.`,
    scenarios: input.result.scenarios.map((scenario) => ({
      name: scenario === baselineOf(input.result) ? "Baseline: today's policy goes on" : scenario.name,
      sentences: headlineKpis.map((kpi) => sentence(input, scenario, kpi, horizon)),
    })),
  }
}

/** What a controller asks about first: DSO, CEI and bad debt; where none of them is there, the first three KPIs. */
function chosenKpis(input: ReportInput): ReportKpi[] {
  const simulated = input.kpis.filter(({ id }) => isSimulated(input, id))
  const asked = simulated.filter(({ id }) => id === 'dso' || id === 'cei' || id.startsWith('bad_debt'))
  return asked.length > 0 ? asked : simulated.slice(0, 3)
}

function headline(input: ReportInput, kpi: ReportKpi | undefined): string {
  if (!kpi) return 'The result has no KPI to report'
  const options = { kpi: kpi.id, kpiName: kpi.name, unit: kpi.unit, currency: reportCurrency(input) }
  return alternativesOf(input.result).length > 0
    ? differenceChart(input.result, options).title
    : fanChart(input.result, { ...options, scenario: baselineOf(input.result).name }).title
}

function sentence(input: ReportInput, scenario: ScenarioResult, kpi: ReportKpi, horizon: string | null): string {
  const spreads = kpiSpreads(scenario, kpi.id, total)
  const end = spreads.at(-1)
  if (!end) return `${kpi.name} is not defined in any simulated month.`
  const medians = spreads.map(({ q50 }) => q50)
  const format = valueFormat(kpi.id, kpi.unit, reportCurrency(input), medians)
  const when = end.month === horizon ? '' : ` in ${monthText(end.month)}, the last month that defines it`
  const value = `${kpi.name} ${formatValue(end.q50, format)}${when} (${formatNumber(end.q05, format)} to ${formatNumber(end.q95, format)})`
  const difference = kpiDifferences(input.result, scenario.name, kpi.id, total).find(({ month }) => month === end.month)
  if (!difference) return `${value}.`
  const range = `(${formatSigned(difference.low, format)} to ${formatSigned(difference.high, format)})`
  if (roundsToZero(difference.low, format) && roundsToZero(difference.high, format)) {
    return `${value}: the same as the baseline.`
  }
  if (difference.low <= 0 && difference.high >= 0) return `${value}: no clear difference to the baseline ${range}.`
  const distance = roundsToZero(difference.mean, format)
    ? 'hardly different from'
    : `${formatDistance(difference.mean, format)} ${difference.mean > 0 ? 'above' : 'below'}`
  return `${value}: ${distance} the baseline ${range}.`
}
