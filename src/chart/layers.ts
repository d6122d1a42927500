import type { Chart, VegaLiteSpec } from './chart.js'
import { lonePoints, type MonthPoint } from './month-series.js'
import { monthNumber } from './month-text.js'
import { chartConfig, historyStyle, ink, type LineStyle, plotHeight, plotWidth } from './theme.js'
import { axisUnit, type ValueFormat } from './value-format.js'
import type { ValueScale } from './value-scale.js'
import { wrapText } from './wrap-text.js'

/** How one column of the data is drawn. */
export type Channel = Readonly<Record<string, unknown>>

/** One mark with its data. */
export type Layer = Readonly<Record<string, unknown>>

/** What a chart of layers is made of. */
export interface ChartParts {
  readonly title: string
  readonly subtitle: string
  readonly alt: string
  readonly layers: readonly Layer[]
  /** Of the plot, in pixels. */
  readonly width?: number
  /** Of the plot, in pixels. */
  readonly height?: number
  /** What layers share: data, and parameters that a reader can move. */
  readonly top?: Readonly<Record<string, unknown>>
}

/** A chart of layers with the house's title, size and configuration. */
export function layeredChart(parts: ChartParts): Chart {
  return { title: parts.title, alt: parts.alt, spec: layeredSpec(parts) }
}

/** Its specification alone. */
export function layeredSpec(parts: ChartParts): VegaLiteSpec {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    description: parts.alt,
    // Wrapped by hand: Vega never breaks a line, it runs out of the picture or cuts the text off.
    title: { text: wrapText(parts.title, 68, 40), subtitle: wrapText(parts.subtitle, 88, 53) },
    width: parts.width ?? plotWidth,
    height: parts.height ?? plotHeight,
    ...parts.top,
    layer: parts.layers,
    config: chartConfig,
  }
}

/** The time axis: a tick each month, quarter, half year or year, as the span allows; the year under the first tick and each January. */
export function monthChannel(months: readonly string[]): Channel {
  const numbers = months.map(monthNumber)
  const span = numbers.length === 0 ? 1 : Math.max(...numbers) - Math.min(...numbers) + 1
  const step = span <= 14 ? 1 : span <= 36 ? 3 : span <= 72 ? 6 : 12
  return {
    field: 'month',
    type: 'temporal',
    scale: { type: 'utc' },
    axis: {
      title: null,
      tickCount: { interval: 'month', step },
      labelExpr:
        "datum.index == 0 || utcmonth(datum.value) == 0 ? [utcFormat(datum.value, '%b'), utcFormat(datum.value, '%Y')] : utcFormat(datum.value, '%b')",
    },
  }
}

/** The value axis: its name and unit stand level above it, where they are read first. */
export function valueChannel(
  field: string,
  title: string,
  format: ValueFormat,
  { domain, ticks }: ValueScale,
): Channel {
  return {
    field,
    type: 'quantitative',
    scale: { domain, nice: false, zero: false },
    axis: {
      title,
      values: ticks,
      titleAngle: 0,
      titleAlign: 'left',
      titleAnchor: 'end',
      titleBaseline: 'bottom',
      titleX: -34,
      titleY: -20,
      labelExpr: axisLabel(format),
    },
  }
}

/** A value axis that lies below rows of bars; amounts of money count in K, M and bn. */
export function amountAxis(field: string, title: string, format: ValueFormat, { domain, ticks }: ValueScale): Channel {
  return {
    field,
    type: 'quantitative',
    scale: { domain, nice: false, zero: false },
    axis: {
      title,
      values: ticks,
      grid: true,
      domain: false,
      ticks: false,
      labelExpr: axisLabel(format),
      titlePadding: 8,
      labelFlush: false,
    },
  }
}

/** How wide the names beside rows may be, in pixels; longer ones are to be cut before. */
const rowNameWidth = 176

/**
 * Rows with their names on the left, in the order given; rows are numbered from 0 in the column `row`. The room for the names
 * is fixed, as Vega guesses the width of a text and would let wide letters run out of the picture.
 */
export function rowChannel(names: readonly string[]): Channel {
  return {
    field: 'row',
    type: 'ordinal',
    scale: { domain: names.map((_, row) => row), paddingInner: 0, paddingOuter: 0 },
    axis: {
      title: null,
      labelExpr: `${JSON.stringify(names)}[datum.value]`,
      labelLimit: 1000,
      labelColor: ink.text,
      minExtent: rowNameWidth,
      maxExtent: rowNameWidth,
      grid: false,
    },
  }
}

/** Axis title of a KPI: `DSO, days`. */
export function axisTitle(name: string, format: ValueFormat): string {
  return `${name}, ${axisUnit(format)}`
}

/** Whether a layer has anything to draw; Vega complains of scales without data. */
export function hasRows({ data }: Layer): boolean {
  return (data as { readonly values: readonly unknown[] }).values.length > 0
}

/** The column that tells a row's series, for a colour with a scale and a legend: Vega-Lite has neither for a name in the encoding itself. */
export const seriesField = { field: 'series', type: 'nominal' } as const

/** Rows with the name of their series. */
export function rowsOfSeries<Row extends object>(rows: readonly Row[], series: string): (Row & { series: string })[] {
  return rows.map((row) => ({ ...row, series }))
}

/** A line, with dots where a month stands alone. `name` is its entry in the legend. */
export function lineLayers(
  points: readonly MonthPoint[],
  x: Channel,
  y: Channel,
  name: string,
  style: LineStyle,
  legend: Channel,
): Layer[] {
  const line: Layer = {
    data: { values: rowsOfSeries(points, name) },
    mark: { type: 'line', strokeDash: style.dash },
    encoding: { x, y, color: { ...seriesField, ...legend }, detail: { field: 'run', type: 'nominal' } },
  }
  const alone = lonePoints(points)
  if (alone.length === 0) return [line]
  const dots: Layer = {
    data: { values: alone },
    mark: { type: 'point', filled: true, size: 36, color: style.color },
    encoding: { x, y },
  }
  return [line, dots]
}

/** A band between two fields: an area for each run, and a bar where a point has no neighbour. */
export function bandLayers(
  points: readonly { readonly run: number }[],
  [low, high]: readonly [low: string, high: string],
  color: string,
  x: Channel,
  y: (field: string) => Channel,
): Layer[] {
  const ends = { x, y: y(low), y2: { field: high } }
  return [
    {
      data: { values: points },
      mark: { type: 'area', color },
      encoding: { ...ends, detail: { field: 'run', type: 'nominal' } },
    },
    { data: { values: lonePoints(points) }, mark: { type: 'bar', color, size: 14 }, encoding: ends },
  ]
}

/** The past of one series: a line that needs no legend, with dots where a point stands alone and at the last one. */
export function pastLayers(points: readonly { readonly run: number }[], x: Channel, y: Channel): Layer[] {
  const end = points.at(-1)
  return [
    {
      data: { values: points },
      mark: { type: 'line', color: historyStyle.color },
      encoding: { x, y, detail: { field: 'run', type: 'nominal' } },
    },
    {
      data: { values: [...lonePoints(points).filter((point) => point !== end), end] },
      mark: { type: 'point', filled: true, size: 40, opacity: 1, color: historyStyle.color },
      encoding: { x, y },
    },
  ]
}

/** The colours and the legend that all lines of a chart share. */
export function lineLegend(lines: readonly { readonly name: string; readonly style: LineStyle }[]): Channel {
  const domain = lines.map(({ name }) => name)
  const dashes = JSON.stringify(lines.map(({ style }) => style.dash))
  return {
    scale: { domain, range: lines.map(({ style }) => style.color) },
    legend: {
      symbolType: 'stroke',
      symbolSize: 500,
      columns: legendColumns(domain),
      // Not a scale of dashes: Vega-Lite 5 and 6 differ in when they merge its legend with that of the colours.
      symbolDash: { expr: `${dashes}[datum.index]` },
    },
  }
}

/** As many columns as fit beside one another; a column is as wide as its longest name. */
export function legendColumns(names: readonly string[], width = plotWidth, symbolWidth = 46): number {
  for (let columns = names.length; columns > 1; columns--) {
    const widths = Array.from({ length: columns }, (_, column) =>
      Math.max(
        ...names.filter((_, index) => index % columns === column).map((name) => symbolWidth + 7.2 * name.length),
      ),
    )
    if (widths.reduce((sum, width) => sum + width, 0) <= width) return columns
  }
  return 1
}

/** A vertical rule with a word above the plot. `place` has the field of the time axis `x`. */
export function markedPlace(place: Readonly<Record<string, string | number>>, text: string, x: Channel): Layer[] {
  const data = { values: [{ ...place, text }] }
  const { axis: _, ...position } = x
  return [
    { data, mark: { type: 'rule', color: ink.axis, strokeWidth: 1 }, encoding: { x: position } },
    {
      data,
      mark: { type: 'text', fontSize: 11, color: ink.quietText, baseline: 'bottom' },
      encoding: { x: position, y: { value: -5 }, text: { field: 'text', type: 'nominal' } },
    },
  ]
}

/** A text at the right end of the plot or of a line. */
export interface EndText {
  /** On the value axis. */
  readonly at: number
  readonly text: string
  readonly color: string
  readonly bold: boolean
}

/** A value written at the right end of a line. */
export interface EndLabel extends EndText {
  readonly month: string
}

export function endLabelLayers(labels: readonly EndText[], x: Channel, y: Channel): Layer[] {
  const layer = (bold: boolean): Layer => ({
    data: { values: labels.filter((label) => label.bold === bold).map(({ bold: _, ...label }) => label) },
    mark: { type: 'text', align: 'left', baseline: 'middle', dx: 7, fontSize: 11.5, fontWeight: bold ? 700 : 400 },
    encoding: {
      x,
      y: { ...y, field: 'at' },
      text: { field: 'text', type: 'nominal' },
      color: { field: 'color', type: 'nominal', scale: null },
    },
  })
  return [true, false].filter((bold) => labels.some((label) => label.bold === bold)).map(layer)
}

/** A line of a tooltip: a column of the data, which holds text, and its name for people. */
export interface TooltipField {
  readonly field: string
  readonly title: string
}

/**
 * Unseen strips, one for each row, that carry the tooltips: nobody can hit a line of two pixels. `when` is the line that
 * names the row's time.
 */
export function tooltipLayer(
  rows: readonly object[],
  x: Channel,
  fields: readonly TooltipField[],
  when: TooltipField = { field: 'monthText', title: 'Month' },
): Layer {
  return {
    data: { values: rows },
    mark: { type: 'rule', strokeWidth: Math.max(4, Math.floor(plotWidth / Math.max(1, rows.length - 1))), opacity: 0 },
    encoding: {
      x,
      tooltip: [
        { field: when.field, type: 'nominal', title: when.title },
        ...fields.map((field) => ({ ...field, type: 'nominal' })),
      ],
    },
  }
}

/** Money axes count in K, M and bn; the others print their numbers as they are. */
export function axisLabel({ unit }: ValueFormat): string {
  return unit === 'money' ? "replace(replace(format(datum.value, '~s'), 'G', 'bn'), 'k', 'K')" : 'datum.label'
}
