import type { VegaLiteSpec } from './chart.js'
import { lonePoints, type MonthPoint } from './month-series.js'
import { monthNumber } from './month-text.js'
import { chartConfig, ink, type LineStyle, plotHeight, plotWidth } from './theme.js'
import { axisUnit, type ValueFormat } from './value-format.js'
import type { ValueScale } from './value-scale.js'
import { wrapText } from './wrap-text.js'

/** How one column of the data is drawn. */
export type Channel = Readonly<Record<string, unknown>>

/** One mark with its data. */
export type Layer = Readonly<Record<string, unknown>>

/** Puts layers together to a specification with the house's title, size and configuration. */
export function layeredSpec(parts: {
  readonly title: string
  readonly subtitle: string
  readonly alt: string
  readonly layers: readonly Layer[]
  /** Of the plot, in pixels. */
  readonly height?: number
}): VegaLiteSpec {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    description: parts.alt,
    // Wrapped by hand: Vega never breaks a line, it runs out of the picture or cuts the text off.
    title: { text: wrapText(parts.title, 68), subtitle: wrapText(parts.subtitle, 88) },
    width: plotWidth,
    height: parts.height ?? plotHeight,
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

/** Axis title of a KPI: `DSO, days`. */
export function axisTitle(name: string, format: ValueFormat): string {
  return `${name}, ${axisUnit(format)}`
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
    data: { values: points },
    mark: { type: 'line', strokeDash: style.dash },
    encoding: { x, y, color: { datum: name, ...legend }, detail: { field: 'run', type: 'nominal' } },
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
      encoding: { symbols: { strokeDash: { value: { expr: `${dashes}[datum.index]` } } } },
    },
  }
}

/** As many columns as fit beside one another; a column is as wide as its longest name. */
function legendColumns(names: readonly string[]): number {
  for (let columns = names.length; columns > 1; columns--) {
    const widths = Array.from({ length: columns }, (_, column) =>
      Math.max(...names.filter((_, index) => index % columns === column).map((name) => 46 + 7.2 * name.length)),
    )
    if (widths.reduce((sum, width) => sum + width, 0) <= plotWidth) return columns
  }
  return 1
}

/** A vertical rule with a word above the plot. */
export function markedMonth(month: string, text: string, x: Channel): Layer[] {
  const data = { values: [{ month, text }] }
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

/** A value written at the right end of a line. */
export interface EndLabel {
  readonly month: string
  readonly at: number
  readonly text: string
  readonly color: string
  readonly bold: boolean
}

export function endLabelLayers(labels: readonly EndLabel[], x: Channel, y: Channel): Layer[] {
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

/** Unseen strips, one for each month, that carry the tooltips: nobody can hit a line of two pixels. */
export function tooltipLayer(
  rows: readonly { readonly month: string }[],
  x: Channel,
  fields: readonly { readonly field: string; readonly title: string }[],
): Layer {
  return {
    data: { values: rows },
    mark: { type: 'rule', strokeWidth: Math.max(4, Math.floor(plotWidth / Math.max(1, rows.length - 1))), opacity: 0 },
    encoding: {
      x,
      tooltip: [
        { field: 'monthText', type: 'nominal', title: 'Month' },
        ...fields.map((field) => ({ ...field, type: 'nominal' })),
      ],
    },
  }
}

/** Money axes count in K, M and bn; the others print their numbers as they are. */
function axisLabel({ unit }: ValueFormat): string {
  return unit === 'money' ? "replace(replace(format(datum.value, '~s'), 'G', 'bn'), 'k', 'K')" : 'datum.label'
}
