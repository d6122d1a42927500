import { type Group, nameWithGroup } from '../facts/fact-table.js'
import type { Currency } from '../money/currency.js'
import type { HistoryPoint, SimulationResult } from '../scenario/result.js'
import type { Chart } from './chart.js'
import { emptyChart } from './empty-chart.js'
import {
  axisTitle,
  type Channel,
  type EndLabel,
  endLabelLayers,
  type Layer,
  layeredChart,
  lineLayers,
  lineLegend,
  markedPlace,
  monthChannel,
  rowsOfSeries,
  seriesField,
  tooltipLayer,
  valueChannel,
} from './layers.js'
import { midSentence } from './mid-sentence.js'
import { lonePoints, type MonthPoint, monthRuns } from './month-series.js'
import { dayText, monthNumber, monthText } from './month-text.js'
import {
  baselineOf,
  type DefinedDifference,
  type DefinedSpread,
  kpiDifferences,
  kpiHistory,
  kpiSpreads,
  resultCurrency,
  scenarioLabel,
  scenarioNamed,
  total,
} from './result-series.js'
import { baselineStyle, historyStyle, type LineStyle, scenarioStyle, tint } from './theme.js'
import {
  formatChangeRange,
  formatDistance,
  formatNumber,
  formatRange,
  formatValue,
  plotValue,
  roundsToZero,
  type ValueFormat,
  type ValueUnit,
  valueFormat,
} from './value-format.js'
import { labelPositions, type ValueScale, valueScale } from './value-scale.js'

export interface FanChartOptions {
  readonly kpi: string
  /** The KPI's name for people: `DSO`. */
  readonly kpiName: string
  readonly unit: ValueUnit
  readonly scenario: string
  /** Everyone unless given. */
  readonly group?: Group
  /** Needed only where the runtime does not know the result's currency code. */
  readonly currency?: Currency
  /** How many months of the past to show; 24 unless given. */
  readonly historyMonths?: number
}

/**
 * The past of one KPI as a line, then one scenario's future: the median, a band that holds the middle 50 % of the
 * replicates and one that holds the middle 90 %; beside it the baseline's median. The fan opens from the last known
 * value. Months in which no replicate defines the KPI are gaps. The value axis is the same for all
 * scenarios. Throws a RangeError on a KPI or scenario that the result does not have.
 */
export function fanChart(result: SimulationResult, options: FanChartOptions): Chart {
  const { kpi, kpiName, group = total } = options
  const scenario = scenarioNamed(result, options.scenario)
  const baseline = baselineOf(result)
  const name = nameWithGroup(kpiName, group)
  const label = scenarioLabel(result, scenario)
  const spreads = kpiSpreads(scenario, kpi, group)
  const known = knownBefore(spreads[0]?.month, kpiHistory(result, kpi, group)).slice(-(options.historyMonths ?? 24))
  const compared = scenario === baseline ? [] : kpiSpreads(baseline, kpi, group)
  const medians = [...known.map(({ value }) => value), ...spreads.map(({ q50 }) => q50)]
  const format = valueFormat(kpi, options.unit, options.currency ?? resultCurrency(result), medians)
  const horizon = spreads.at(-1)
  if (!horizon) {
    return emptyChart(`${name} is not defined in any simulated month of ${label}`)
  }
  const difference = kpiDifferences(result, scenario.name, kpi, group).find(({ month }) => month === horizon.month)
  const title = fanTitle(name, scenario === baseline, horizon, difference, format)
  const subtitle = fanSubtitle(label, horizon, difference, format, result)
  const alt = fanAlt(name, label, known, spreads, compared, difference, format)
  const style = scenario === baseline ? scenarioStyle(0) : scenarioStyle(result.scenarios.indexOf(scenario) - 1)
  // The axis spans all scenarios of the result, so that their fans can be compared side by side.
  const extent = result.scenarios.flatMap((one) => kpiSpreads(one, kpi, group)).flatMap(({ q05, q95 }) => [q05, q95])
  const layers = fanLayers({
    name,
    scenario: label,
    known,
    spreads,
    compared,
    extent,
    style,
    asOf: result.asOf,
    format,
  })
  return layeredChart({ title, subtitle, alt, layers })
}

/** The defined months of the past. The month of an as-of day amid it is also simulated, to its end: that is the better one. */
function knownBefore(firstSimulated: string | undefined, history: readonly HistoryPoint[]): KnownPoint[] {
  return history
    .flatMap(({ month, value }) => (value === null ? [] : [{ month, value }]))
    .filter(({ month }) => firstSimulated === undefined || monthNumber(month) < monthNumber(firstSimulated))
}

type KnownPoint = { readonly month: string; readonly value: number }

interface FanData {
  readonly name: string
  readonly scenario: string
  readonly known: readonly KnownPoint[]
  readonly spreads: readonly DefinedSpread[]
  readonly compared: readonly DefinedSpread[]
  /** Values that the axis has to hold besides the history. */
  readonly extent: readonly number[]
  readonly style: LineStyle
  readonly asOf: string
  readonly format: ValueFormat
}

function fanLayers(data: FanData): Layer[] {
  const { known, spreads, compared, style, format } = data
  const plot = (value: number): number => plotValue(value, format)
  const start = startOfFan(known, spreads)
  const history = monthRuns(known.map(({ month, value }) => ({ month, value: plot(value) })))
  const fan = monthRuns([
    ...start.map(({ month, value }) => {
      const at = plot(value)
      return { month, q05: at, q25: at, q50: at, q75: at, q95: at }
    }),
    ...spreads.map(({ month, q05, q25, q50, q75, q95 }) => ({
      month,
      q05: plot(q05),
      q25: plot(q25),
      q50: plot(q50),
      q75: plot(q75),
      q95: plot(q95),
    })),
  ])
  const baselineLine = monthRuns([
    ...(compared.length === 0 ? [] : startOfFan(known, compared)).map(({ month, value }) => ({
      month,
      q50: plot(value),
    })),
    ...compared.map(({ month, q50 }) => ({ month, q50: plot(q50) })),
  ])
  const scale = valueScale([...history.map(({ value }) => value), ...data.extent.map(plot)])
  const x = monthChannel([...known, ...spreads, ...compared].map(({ month }) => month))
  const y = (field: string) => valueChannel(field, axisTitle(data.name, format), format, scale)
  const median = `${data.scenario}, median`
  const lines = [
    ...(known.length === 0 ? [] : [{ name: 'History', style: historyStyle }]),
    { name: median, style },
    ...(compared.length === 0 ? [] : [{ name: 'Baseline, median', style: baselineStyle }]),
  ]
  const legend = lineLegend(lines)
  const band = (low: string, high: string, name: string) => bandLayers(fan, x, y, low, high, name, style)
  const asOfMonth = start[0]?.month ?? data.asOf
  return [
    ...band('q05', 'q95', 'middle 90 % of futures'),
    ...band('q25', 'q75', 'middle 50 %'),
    ...markedPlace({ month: `${asOfMonth.slice(0, 7)}-01` }, `as of ${dayText(data.asOf)}`, x),
    ...(compared.length === 0 ? [] : lineLayers(baselineLine, x, y('q50'), 'Baseline, median', baselineStyle, legend)),
    ...lineLayers(fan, x, y('q50'), median, style, legend),
    ...(known.length === 0 ? [] : lineLayers(history, x, y('value'), 'History', historyStyle, legend)),
    ...endLabelLayers(fanEndLabels(data, scale), x, y('at')),
    tooltipLayer(tooltipRows(data), x, [
      { field: 'history', title: 'History' },
      { field: 'median', title: `${data.scenario}, median` },
      { field: 'half', title: 'Middle 50 %' },
      { field: 'most', title: 'Middle 90 %' },
      ...(compared.length === 0 ? [] : [{ field: 'baseline', title: 'Baseline, median' }]),
    ]),
  ]
}

/** The last known value, if the simulated months follow it at once: what is known has no spread, so the fan opens there. */
function startOfFan(known: readonly KnownPoint[], spreads: readonly DefinedSpread[]): readonly KnownPoint[] {
  const last = known.at(-1)
  const first = spreads[0]
  return last && first && monthNumber(first.month) - monthNumber(last.month) === 1 ? [last] : []
}

/** A band, and a bar where a month stands alone. */
function bandLayers(
  fan: readonly MonthPoint[],
  x: Channel,
  y: (field: string) => Channel,
  low: string,
  high: string,
  name: string,
  style: LineStyle,
): Layer[] {
  // Below the months: Vega would set it beside the legend of the lines, out of the picture.
  const legend = { symbolType: 'square', symbolStrokeWidth: 0, orient: 'bottom', offset: 8 }
  const scale = bandScale(style)
  const ends = { x, y: y(low), y2: { field: high } }
  const area = {
    data: { values: rowsOfSeries(fan, name) },
    mark: { type: 'area' },
    encoding: { ...ends, detail: { field: 'run', type: 'nominal' }, fill: { ...seriesField, scale, legend } },
  }
  const alone = lonePoints(fan)
  if (alone.length === 0) return [area]
  const bar = { type: 'bar', size: 14, color: scale.range[scale.domain.indexOf(name)] }
  return [area, { data: { values: alone }, mark: bar, encoding: ends }]
}

/** Opaque tints, not transparency: they look the same on paper, and the legend shows the very colours of the bands. */
function bandScale(style: LineStyle) {
  return {
    domain: ['middle 90 % of futures', 'middle 50 %'],
    range: [tint(style.color, 0.17), tint(style.color, 0.38)],
  }
}

function fanEndLabels({ spreads, compared, style, format }: FanData, scale: ValueScale): EndLabel[] {
  const end = spreads.at(-1)!
  const baselineEnd = compared.find(({ month }) => month === end.month)
  const labels = [
    { value: end.q95, color: '#7b8794', bold: false },
    { value: end.q50, color: style.color, bold: true },
    { value: end.q05, color: '#7b8794', bold: false },
    ...(baselineEnd ? [{ value: baselineEnd.q50, color: baselineStyle.color, bold: true }] : []),
  ]
  const positions = labelPositions(
    labels.map(({ value }) => plotValue(value, format)),
    scale,
    14,
  )
  return labels.map(({ value, color, bold }, index) => ({
    month: `${end.month}-01`,
    at: positions[index]!,
    text: formatNumber(value, format),
    color,
    bold,
  }))
}

function tooltipRows({ known, spreads, compared, format }: FanData) {
  const past = known.map(({ month, value }) => ({ month, history: formatValue(value, format) }))
  const future = spreads.map((spread) => {
    const baseline = compared.find(({ month }) => month === spread.month)
    return {
      month: spread.month,
      median: formatValue(spread.q50, format),
      half: formatRange(spread.q25, spread.q75, format),
      most: formatRange(spread.q05, spread.q95, format),
      ...(baseline ? { baseline: formatValue(baseline.q50, format) } : {}),
    }
  })
  return monthRuns<{ readonly month: string }>([...past, ...future]).map(({ run: _, ...row }) => row)
}

function fanTitle(
  name: string,
  isBaseline: boolean,
  horizon: DefinedSpread,
  difference: DefinedDifference | undefined,
  format: ValueFormat,
): string {
  const value = formatValue(horizon.q50, format)
  const month = monthText(horizon.month)
  if (isBaseline) return `On today's policy ${midSentence(name)} is ${value} by ${month}`
  const reaches = `${name} reaches ${value} by ${month}`
  if (!difference) return reaches
  if (roundsToZero(difference.mean, format)) return `${reaches}, the same as the baseline`
  const side = difference.mean > 0 ? 'above' : 'below'
  if (difference.low <= 0 && difference.high >= 0) return `${reaches}, not clearly ${side} the baseline`
  return `${reaches}, ${formatDistance(difference.mean, format)} ${side} the baseline`
}

function fanSubtitle(
  scenario: string,
  horizon: DefinedSpread,
  difference: DefinedDifference | undefined,
  format: ValueFormat,
  { replicates }: SimulationResult,
): string {
  const range = `${scenario}: 90 % of ${replicates.toLocaleString('en-US')} futures end between ${formatRange(horizon.q05, horizon.q95, format).replace(' to ', ' and ')}.`
  const partly =
    horizon.defined < replicates
      ? ` Only ${horizon.defined.toLocaleString('en-US')} of them define the KPI in the last month.`
      : ''
  if (!difference) return range + partly
  return `${range} Paired difference to the baseline: 90 % between ${formatChangeRange(difference.low, difference.high, format).replace(' to ', ' and ')}.${partly}`
}

function fanAlt(
  name: string,
  scenario: string,
  known: readonly KnownPoint[],
  spreads: readonly DefinedSpread[],
  compared: readonly DefinedSpread[],
  difference: DefinedDifference | undefined,
  format: ValueFormat,
): string {
  const sentences: string[] = []
  const [oldest, latest] = [known[0], known.at(-1)]
  if (oldest && latest) {
    sentences.push(
      `Line and fan chart. ${name} was ${formatValue(oldest.value, format)} in ${monthText(oldest.month)} and ${formatValue(latest.value, format)} in ${monthText(latest.month)}.`,
    )
  } else {
    sentences.push(`Fan chart of ${name}; its past is not known.`)
  }
  const [first, last] = [spreads[0]!, spreads.at(-1)!]
  sentences.push(
    `${scenario === 'Baseline' ? "On today's policy" : `Under ${scenario}`} the median goes from ${formatValue(first.q50, format)} in ${monthText(first.month)} to ${formatValue(last.q50, format)} in ${monthText(last.month)}, where 90 % of the futures lie between ${formatRange(last.q05, last.q95, format).replace(' to ', ' and ')}.`,
  )
  const baselineEnd = compared.find(({ month }) => month === last.month)
  if (baselineEnd) sentences.push(`The baseline's median is then ${formatValue(baselineEnd.q50, format)}.`)
  if (difference) {
    sentences.push(
      `Future by future the scenario lies ${formatDistance(difference.mean, format)} ${difference.mean < 0 ? 'below' : 'above'} it on average (90 % between ${formatChangeRange(difference.low, difference.high, format).replace(' to ', ' and ')}).`,
    )
  }
  return sentences.join(' ')
}
