import { type Day, isoFromDay } from '../calendar/day.js'
import type { VegaLiteSpec } from './chart.js'
import { cutText } from './cut-text.js'
import { type Channel, type Layer, layeredSpec, tooltipLayer, valueChannel } from './layers.js'
import { lonePoints } from './month-series.js'
import { periodPlace, periodTimeChannel, periodTooltip } from './period-axis.js'
import { periodText } from './period-label.js'
import { byStart, type ChartPeriod, periodRuns } from './period-series.js'
import { ink, type LineStyle, plotWidth, seriesStyle } from './theme.js'
import { formatNumber, formatValue, plotValue, type ValueFormat } from './value-format.js'
import { labelPositions, type ValueScale, valueScale } from './value-scale.js'

/** A line by period with a name of its own; null where it has no value. */
export interface NamedSeries {
  readonly name: string
  readonly points: readonly { readonly label: string; readonly start: Day; readonly value: number | null }[]
}

/** A series with the look of its line. */
export interface NamedLine {
  readonly name: string
  readonly style: LineStyle
  readonly points: readonly (ChartPeriod & { readonly value: number | null })[]
  /** The newest value; null if there is none. */
  readonly last: (ChartPeriod & { readonly value: number }) | null
}

/** The plot's width beside which there is room for names. */
const namedLinesWidth = plotWidth - 130

/** Series as lines told apart by colour and dash, in the order given. */
export function namedLines(series: readonly NamedSeries[]): NamedLine[] {
  return series.map(({ name, points }, index) => {
    const sorted = byStart(points)
    const known = sorted.filter((point): point is NonNullable<NamedLine['last']> => point.value !== null)
    return { name: cutText(name, 13), style: seriesStyle(index), points: sorted, last: known.at(-1) ?? null }
  })
}

/** The newest period with any value; null if there is none. */
export function newestPeriod(lines: readonly NamedLine[]): ChartPeriod | null {
  return lines.reduce<ChartPeriod | null>((a, { last }) => (last && (!a || last.start > a.start) ? last : a), null)
}

/** The periods of all series together. */
export function periodsOfAll(series: readonly NamedSeries[]): ChartPeriod[] {
  const all = new Map<Day, ChartPeriod>()
  for (const { points } of series) for (const point of points) all.set(point.start, point)
  return byStart([...all.values()])
}

/** The values of the newest period, of the lines that have one there. */
export function newestValues(lines: readonly NamedLine[], newest: ChartPeriod) {
  return lines.flatMap(({ name, last }) => (last?.start === newest.start ? [{ name, value: last.value }] : []))
}

/** The specification of named lines; `periods` are those of all series, `axis` names the value axis: `DSO, days`. */
export function namedLinesSpec(
  texts: { readonly title: string; readonly subtitle: string; readonly alt: string },
  lines: readonly NamedLine[],
  periods: readonly ChartPeriod[],
  newest: ChartPeriod,
  axis: string,
  format: ValueFormat,
): VegaLiteSpec {
  const layers = namedLineLayers(lines, periods, newest, axis, format)
  return layeredSpec({ ...texts, layers, width: namedLinesWidth })
}

/** Lines with gaps, each with its last value and its name at the right end. */
function namedLineLayers(
  named: readonly NamedLine[],
  periods: readonly ChartPeriod[],
  newest: ChartPeriod,
  axis: string,
  format: ValueFormat,
): Layer[] {
  const lines = named.map((line) => ({
    ...line,
    line: periodRuns(line.points, ({ value }) => (value === null ? null : { value: plotValue(value, format) })),
  }))
  const scale = valueScale(lines.flatMap(({ line }) => line.map(({ value }) => value)))
  const x = periodTimeChannel(periods, namedLinesWidth)
  const y = (field: string) => valueChannel(field, axis, format, scale)
  return [
    ...lines.flatMap(({ line, style }) => [
      {
        data: { values: line },
        mark: { type: 'line', color: style.color, strokeDash: style.dash },
        encoding: { x, y: y('value'), detail: { field: 'run', type: 'nominal' } },
      },
      {
        data: { values: [...new Set([...lonePoints(line), line.at(-1)!])] },
        mark: { type: 'point', filled: true, size: 30, opacity: 1, color: style.color },
        encoding: { x, y: y('value') },
      },
    ]),
    ...nameLayers(named, newest, scale, y, format),
    tooltipLayer(
      tooltipRows(named, periods, format),
      x,
      named.map(({ name }, index) => ({ field: `variant${index}`, title: name })),
      periodTooltip,
    ),
  ]
}

/** Values and names at the right end, each led to by a piece of its line; texts are dark, as orange letters would be hard to read. */
function nameLayers(
  lines: readonly NamedLine[],
  newest: ChartPeriod,
  scale: ValueScale,
  y: (field: string) => Channel,
  format: ValueFormat,
): Layer[] {
  const values = lines.map(({ last }) => plotValue(last!.value, format))
  const positions = labelPositions(values, scale, 17)
  const labels = lines.map(({ name, last }, index) => ({
    value: values[index]!,
    at: positions[index]!,
    text: `${formatNumber(last!.value, format)}  ${name}${last!.start === newest.start ? '' : `, ${periodText(last!.label)}`}`,
  }))
  return [
    ...labels.map(({ value, at }, index) => ({
      data: { values: [{ value, at }] },
      mark: {
        type: 'rule',
        color: lines[index]!.style.color,
        strokeDash: lines[index]!.style.dash,
        strokeWidth: 2,
      },
      encoding: {
        x: { value: namedLinesWidth + 4 },
        x2: { value: namedLinesWidth + 30 },
        y: y('value'),
        y2: { field: 'at' },
      },
    })),
    {
      data: { values: labels.map(({ at, text }) => ({ at, text })) },
      mark: { type: 'text', align: 'left', baseline: 'middle', color: ink.text },
      encoding: { x: { value: namedLinesWidth + 35 }, y: y('at'), text: { field: 'text', type: 'nominal' } },
    },
  ]
}

function tooltipRows(lines: readonly NamedLine[], periods: readonly ChartPeriod[], format: ValueFormat) {
  const byDay = lines.map(({ points }) => new Map(points.map(({ start, value }) => [isoFromDay(start), value])))
  return periods.map((period) => {
    const place = periodPlace(period)
    const texts = byDay.map((values, index) => {
      const value = values.get(place.start) ?? null
      return [`variant${index}`, value === null ? 'not defined' : formatValue(value, format)]
    })
    return { ...place, ...Object.fromEntries(texts) }
  })
}
