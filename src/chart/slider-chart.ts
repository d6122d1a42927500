import type { Group } from '../facts/fact-table.js'
import type { ScenarioGrid } from '../scenario/file/scenario-grid.js'
import type { SimulationResult } from '../scenario/result.js'
import type { Chart } from './chart.js'
import {
  axisTitle,
  type Layer,
  layeredChart,
  lineLegend,
  monthChannel,
  rowsOfSeries,
  seriesField,
  valueChannel,
} from './layers.js'
import { monthDate, monthText } from './month-text.js'
import {
  baselineOf,
  type DefinedSpread,
  horizonOf,
  kpiDifferences,
  kpiSpreads,
  resultCurrency,
  scenarioNamed,
  total,
} from './result-series.js'
import { baselineStyle, ink, plotWidth, scenarioStyle, tint } from './theme.js'
import {
  formatNumber,
  formatSigned,
  formatValue,
  plotValue,
  type ValueFormat,
  type ValueUnit,
  valueFormat,
} from './value-format.js'
import { valueScale } from './value-scale.js'

export interface SliderChartOptions {
  readonly kpi: string
  readonly kpiName: string
  readonly unit: ValueUnit
  readonly group?: Group
  /** What settings are called beside their sliders: `{ 'terms.net': 'Net days' }`; as they are written if left out. */
  readonly labels?: Readonly<Record<string, string>>
  /** Where the sliders stand at first, in the order of the settings; the grid's first cell if left out. */
  readonly start?: readonly number[]
}

/**
 * A fan of a KPI that sliders move over a grid of scenarios, all simulated before: it needs no kernel, only a front end that draws
 * Vega-Lite. Elsewhere the picture shows where the sliders stand at first. Throws a RangeError for a cell that the result lacks.
 */
export function sliderChart(result: SimulationResult, grid: ScenarioGrid, options: SliderChartOptions): Chart {
  const { kpi, kpiName, unit, group = total, labels = {} } = options
  const baseline = kpiSpreads(baselineOf(result), kpi, group)
  const format = valueFormat(
    kpi,
    unit,
    resultCurrency(result),
    baseline.map(({ q50 }) => q50),
  )
  const horizon = horizonOf(result)!
  const cells = grid.cells.map(({ values, scenario }) => ({
    values,
    spreads: kpiSpreads(scenarioNamed(result, scenario.name), kpi, group),
    difference: kpiDifferences(result, scenario.name, kpi, group).find(({ month }) => month === horizon),
  }))
  const plot = (value: number) => plotValue(value, format)
  const scale = valueScale(
    [...baseline, ...cells.flatMap(({ spreads }) => spreads)].flatMap(({ q05, q95 }) => [plot(q05), plot(q95)]),
  )
  const x = monthChannel(baseline.map(({ month }) => month))
  const y = (field: string) => valueChannel(field, axisTitle(kpiName, format), format, scale)
  const rows = cells.flatMap(({ values, spreads, difference }) =>
    spreads.map((spread) => ({
      ...settingColumns(values),
      month: monthDate(spread.month),
      q05: plot(spread.q05),
      q25: plot(spread.q25),
      q50: plot(spread.q50),
      q75: plot(spread.q75),
      q95: plot(spread.q95),
      ...(spread.month === horizon ? { text: cellText(spread, difference, format) } : {}),
    })),
  )
  const style = scenarioStyle(0)
  const median = 'With these settings, median'
  const lines = [
    { name: median, style },
    { name: 'Baseline, median', style: baselineStyle },
  ]
  const legend = lineLegend(lines)
  const band = (low: string, high: string, strength: number): Layer => ({
    mark: { type: 'area', color: tint(style.color, strength) },
    encoding: { x, y: y(low), y2: { field: high } },
  })
  const line = (own: typeof style) => ({
    mark: { type: 'line', strokeDash: own.dash },
    encoding: { x, y: y('q50'), color: { ...seriesField, ...legend } },
  })
  const layers: Layer[] = [
    band('q05', 'q95', 0.17),
    band('q25', 'q75', 0.38),
    {
      data: {
        values: rowsOfSeries(
          baseline.map(({ month, q50 }) => ({ month: monthDate(month), q50: plot(q50) })),
          'Baseline, median',
        ),
      },
      ...line(baselineStyle),
    },
    line(style),
    {
      transform: [{ filter: 'isValid(datum.text)' }],
      mark: { type: 'text', align: 'right', baseline: 'bottom', fontSize: 12, fontWeight: 600, color: ink.text },
      encoding: { x: { value: plotWidth }, y: { value: -6 }, text: { field: 'text', type: 'nominal' } },
    },
  ]
  const nameOf = (setting: string) => labels[setting] ?? setting
  const start = options.start ?? cells[0]!.values
  const ends = byMedian(cells, horizon)
  const words = (values: readonly number[]) =>
    grid.settings.map(({ setting }, index) => `${nameOf(setting)} ${values[index]}`).join(', ')
  const range = `${formatValue(ends.lowest.median, format)} (${words(ends.lowest.values)}) to ${formatValue(ends.highest.median, format)} (${words(ends.highest.values)})`
  return layeredChart({
    title: `${kpiName} in ${monthText(horizon)}: ${range}`,
    subtitle: `Move the sliders; the bands hold 50 % and 90 % of the futures. In print: ${words(start)}.`,
    alt: `Fan of ${kpiName} by month for ${cells.length} settings, chosen by sliders. In ${monthText(horizon)} the median goes from ${range}.`,
    layers,
    top: {
      data: { values: rowsOfSeries(rows, median) },
      params: grid.settings.map(({ setting, values }, index) => ({
        name: `setting${index}`,
        value: start[index],
        bind: slider(nameOf(setting), values),
      })),
      // A slider's value is a sum of steps, and so only nearly the one in the data.
      transform: grid.settings.map((_, index) => ({
        filter: `abs(datum.setting${index} - setting${index}) < 1e-6 * max(1, abs(setting${index}))`,
      })),
    },
  })
}

function settingColumns(values: readonly number[]): Readonly<Record<string, number>> {
  return Object.fromEntries(values.map((value, index) => [`setting${index}`, value]))
}

function cellText(
  { q05, q50, q95 }: DefinedSpread,
  difference: { readonly mean: number; readonly low: number; readonly high: number } | undefined,
  format: ValueFormat,
): string {
  const level = `${formatValue(q50, format)} (${formatNumber(q05, format)} to ${formatNumber(q95, format)})`
  if (!difference) return level
  const { mean, low, high } = difference
  return `${level}; ${formatSigned(mean, format)} (${formatSigned(low, format)} to ${formatSigned(high, format)}) against the baseline`
}

/** A slider where the values lie evenly, else a list to choose from. */
function slider(name: string, values: readonly number[]): object {
  const sorted = [...values].sort((a, b) => a - b)
  const step = sorted[1]! - sorted[0]!
  const isEven =
    sorted.length > 1 && sorted.every((value, index) => Math.abs(value - (sorted[0]! + index * step)) < 1e-9)
  return isEven
    ? { input: 'range', name: `${name} `, min: sorted[0], max: sorted.at(-1), step: Number(step.toPrecision(12)) }
    : { input: 'select', name: `${name} `, options: values }
}

function byMedian(
  cells: readonly { readonly values: readonly number[]; readonly spreads: readonly DefinedSpread[] }[],
  horizon: string,
) {
  const medians = cells.flatMap(({ values, spreads }) => {
    const end = spreads.find(({ month }) => month === horizon)
    return end ? [{ values, median: end.q50 }] : []
  })
  const sorted = medians.sort((a, b) => a.median - b.median)
  return { lowest: sorted[0]!, highest: sorted.at(-1)! }
}
