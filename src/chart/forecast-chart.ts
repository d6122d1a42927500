import { plural } from '../document/plural.js'
import type { Currency } from '../money/currency.js'
import type { Chart } from './chart.js'
import { emptyChart } from './empty-chart.js'
import {
  axisTitle,
  bandLayers,
  type Channel,
  hasRows,
  type Layer,
  layeredChart,
  tooltipLayer,
  valueChannel,
} from './layers.js'
import { lonePoints } from './month-series.js'
import { periodPlace, periodTimeChannel, periodTooltip } from './period-axis.js'
import { periodText } from './period-label.js'
import { byStart, type ChartPeriod, periodRuns } from './period-series.js'
import { historyStyle, ink, plotWidth, tint } from './theme.js'
import {
  chartCurrency,
  formatRange,
  formatValue,
  plotValue,
  type ValueFormat,
  type ValueUnit,
  valueFormat,
} from './value-format.js'
import { valueScale } from './value-scale.js'

/** What was forecast of a period, and what happened. Money in minor units. */
export interface ForecastPoint extends ChartPeriod {
  readonly actual: number
  readonly q05: number
  readonly q25: number
  readonly q50: number
  readonly q75: number
  readonly q95: number
}

export interface ForecastChartOptions {
  /** The figure's name for people: `Cash collected`. */
  readonly name: string
  readonly unit: ValueUnit
  /** Needed for money. */
  readonly currency?: Currency
  /** How many months ahead each point was forecast. */
  readonly monthsAhead: number
}

const forecastColor = '#0072b2'

/**
 * Forecasts made so many months before, as bands of 50 and 90 % around their median, and what happened as a dark line. The
 * title says how many outcomes the 90 % bands held. Throws a TypeError on money without a currency.
 */
export function forecastChart(points: readonly ForecastPoint[], options: ForecastChartOptions): Chart {
  const { name, unit, monthsAhead } = options
  const currency = chartCurrency('forecastChart', unit, options.currency)
  if (points.length === 0) return emptyChart(`${name}: no forecast has an outcome yet`)
  const periods = byStart(points)
  const format = valueFormat(
    '',
    unit,
    currency,
    periods.flatMap(({ actual, q95 }) => [actual, q95]),
  )
  const isHeld = ({ actual, q05, q95 }: ForecastPoint) => actual >= q05 && actual <= q95
  const held = periods.filter(isHeld)
  const title = `${name}: ${held.length} of ${plural(periods.length, 'outcome')} within the 90 % range forecast ${plural(monthsAhead, 'month')} before`
  const missed = periods.filter((point) => !isHeld(point))
  const alt = [
    `Forecasts of ${name.toLowerCase()} made ${plural(monthsAhead, 'month')} before, and what happened, ${periodText(periods[0]!.label)} to ${periodText(periods.at(-1)!.label)}.`,
    `${held.length} of ${periods.length} outcomes lay in the 90 % range.`,
    ...missed
      .slice(0, 6)
      .map(
        (point) =>
          `${periodText(point.label)}: ${formatValue(point.actual, format)} against ${formatRange(point.q05, point.q95, format)}.`,
      ),
  ].join(' ')
  const subtitle = 'Line: what happened. Dashed: median forecast. Bands: 50 % and 90 % of the forecast futures.'
  return layeredChart({ title, subtitle, alt, layers: layersOf(periods, name, format) })
}

function layersOf(periods: readonly ForecastPoint[], name: string, format: ValueFormat): Layer[] {
  const plot = (value: number) => plotValue(value, format)
  const rows = periodRuns(periods, ({ actual, q05, q25, q50, q75, q95 }) => ({
    actual: plot(actual),
    q05: plot(q05),
    q25: plot(q25),
    q50: plot(q50),
    q75: plot(q75),
    q95: plot(q95),
  }))
  const scale = valueScale(rows.flatMap(({ actual, q05, q95 }) => [actual, q05, q95]))
  const x = periodTimeChannel(periods, plotWidth)
  const y = (field: string): Channel => valueChannel(field, axisTitle(name, format), format, scale)
  const data = { values: rows }
  const line = (field: string, mark: object): Layer => ({
    data,
    mark: { type: 'line', ...mark },
    encoding: { x, y: y(field), detail: { field: 'run', type: 'nominal' } },
  })
  const layers: Layer[] = [
    ...bandLayers(rows, ['q05', 'q95'], tint(forecastColor, 0.15), x, y),
    ...bandLayers(rows, ['q25', 'q75'], tint(forecastColor, 0.3), x, y),
    // Where there is no line, a tick is the median.
    {
      data: { values: lonePoints(rows) },
      mark: { type: 'tick', color: forecastColor, thickness: 2, size: 20 },
      encoding: { x, y: y('q50') },
    },
    line('q50', { color: forecastColor, strokeDash: [5, 4] }),
    line('actual', { color: historyStyle.color }),
    {
      data,
      mark: { type: 'point', filled: true, size: 40, opacity: 1, color: ink.text },
      encoding: { x, y: y('actual') },
    },
    tooltipLayer(
      periods.map((point) => ({
        ...periodPlace(point),
        happened: formatValue(point.actual, format),
        median: formatValue(point.q50, format),
        range: formatRange(point.q05, point.q95, format),
      })),
      x,
      [
        { field: 'happened', title: 'Happened' },
        { field: 'median', title: 'Median forecast' },
        { field: 'range', title: '90 % range' },
      ],
      periodTooltip,
    ),
  ]
  return layers.filter(hasRows)
}
