import { type Day, isoFromDay } from '../calendar/day.js'
import { plural } from '../document/plural.js'
import type { Currency } from '../money/currency.js'
import type { Chart } from './chart.js'
import { cutText } from './cut-text.js'
import { emptyChart } from './empty-chart.js'
import {
  axisTitle,
  bandLayers,
  type Channel,
  type EndText,
  endLabelLayers,
  hasRows,
  type Layer,
  layeredChart,
  markedPlace,
  tooltipLayer,
  valueChannel,
} from './layers.js'
import { lonePoints } from './month-series.js'
import { periodPlace, periodTimeChannel, periodTooltip } from './period-axis.js'
import { periodText } from './period-label.js'
import { byStart, periodRuns } from './period-series.js'
import { ink, plotWidth, tint, verdictColor } from './theme.js'
import {
  chartCurrency,
  formatNumber,
  formatRange,
  formatValue,
  plotValue,
  type ValueFormat,
  type ValueUnit,
  valueFormat,
} from './value-format.js'
import { labelPositions, type ValueScale, valueScale } from './value-scale.js'

/**
 * A KPI in one period, its exponentially weighted moving average (EWMA), and the limits within which that keeps by
 * chance.
 */
export interface ControlPoint {
  readonly label: string
  readonly start: Day
  /** Null where the KPI is not defined. */
  readonly value: number | null
  readonly ewma: number | null
  readonly center: number | null
  readonly lower: number | null
  readonly upper: number | null
  /** Whether the EWMA lies beyond a limit; null also where it is not judged. */
  readonly signal: 'high' | 'low' | null
}

export interface ControlChartOptions {
  /** The KPI's name for people: `Average days delinquent`. */
  readonly name: string
  readonly unit: ValueUnit
  /** The KPI's id, which decides how many digits are shown if `digits` does not. */
  readonly kpi?: string
  /** Digits after the point; not for money. */
  readonly digits?: number
  /** Needed for money. */
  readonly currency?: Currency
  /** The place of the first point that is judged; those before it made the limits. 0 unless given. */
  readonly judgedFrom?: number
}

/**
 * An EWMA control chart: the values as dots, their EWMA as a line, the control limits as dashed lines around the centre, and
 * the periods that signal as triangles with a word. The title says whether the newest period signals. Throws a TypeError on
 * money without a currency.
 */
export function controlChart(points: readonly ControlPoint[], options: ControlChartOptions): Chart {
  const { unit } = options
  const currency = chartCurrency('controlChart', unit, options.currency)
  const values = points.flatMap(({ value, ewma }) => [value, ewma])
  const format = valueFormat(options.kpi ?? '', unit, currency, values, options.digits)
  const name = cutText(options.name, 28)
  const periods = byStart(points)
  if (values.every((value) => value === null)) return emptyChart(`${name} is not defined in any period`)
  const chart: Control = { name, periods, judgedFrom: options.judgedFrom ?? 0, format }
  const title = controlTitle(chart)
  const alt = controlAlt(chart)
  const subtitle = 'Dots: values; line: moving average (EWMA). Dashed: limits that it keeps by chance.'
  return layeredChart({ title, subtitle, alt, layers: controlLayers(chart) })
}

interface Control {
  readonly name: string
  readonly periods: readonly ControlPoint[]
  readonly judgedFrom: number
  readonly format: ValueFormat
}

function controlLayers({ name, periods, judgedFrom, format }: Control): Layer[] {
  const plot = (value: number): number => plotValue(value, format)
  const one = (field: 'value' | 'ewma' | 'center') =>
    periodRuns(periods, (point) => (point[field] === null ? null : { value: plot(point[field]) }))
  const [values, ewma, center] = [one('value'), one('ewma'), one('center')]
  const limits = periodRuns(periods, ({ lower, upper }) =>
    lower === null || upper === null ? null : { lower: plot(lower), upper: plot(upper) },
  )
  const scale = valueScale([
    ...[...values, ...ewma, ...center].map(({ value }) => value),
    ...limits.flatMap(({ lower, upper }) => [lower, upper]),
  ])
  const x = periodTimeChannel(periods, plotWidth)
  const y = (field: string) => valueChannel(field, axisTitle(name, format), format, scale)
  const line = (rows: readonly { readonly run: number }[], field: string, mark: object): Layer => ({
    data: { values: rows },
    mark: { type: 'line', ...mark },
    encoding: { x, y: y(field), detail: { field: 'run', type: 'nominal' } },
  })
  const dots = (rows: readonly object[], mark: object): Layer => ({
    data: { values: rows },
    mark: { type: 'point', opacity: 1, ...mark },
    encoding: { x, y: y('value') },
  })
  const layers = [
    ...bandLayers(limits, ['lower', 'upper'], tint(color.ewma, 0.09), x, y),
    line(limits, 'lower', { color: color.limit, strokeDash: [5, 4], strokeWidth: 1.2 }),
    line(limits, 'upper', { color: color.limit, strokeDash: [5, 4], strokeWidth: 1.2 }),
    line(center, 'value', { color: color.limit, strokeWidth: 0.8 }),
    dots(values, { filled: false, size: 26, strokeWidth: 1.3, color: color.value }),
    line(ewma, 'value', { color: color.ewma }),
    dots(lonePoints(ewma), { filled: true, size: 40, color: color.ewma }),
    ...(judgedFrom > 0 && judgedFrom < periods.length
      ? markedPlace({ start: isoFromDay(periods[judgedFrom]!.start) }, 'judged from here', x)
      : []),
    ...signalLayers(periods, x, y('value'), plot),
    ...endLabelLayers(endTexts(periods, scale, format), { value: plotWidth }, y('at')),
    tooltipLayer(tooltipRows(periods, format), x, tooltipFields(name), periodTooltip),
  ]
  return layers.filter(hasRows)
}

const color = { value: '#7b8794', ewma: '#0072b2', limit: ink.quietText, signal: verdictColor.bad } as const

/** Triangles on the average where it signals, and a word at the first of several in a row, as far as there is room. */
function signalLayers(
  periods: readonly ControlPoint[],
  x: Channel,
  y: Channel,
  plot: (value: number) => number,
): Layer[] {
  const pixels = plotWidth / Math.max(1, periods.at(-1)!.start - periods[0]!.start)
  let worded = Number.NEGATIVE_INFINITY
  const marks = periods.flatMap(({ start, signal, ewma, value }, index) => {
    const at = ewma ?? value
    if (signal === null || at === null) return []
    const isFirst = periods[index - 1]?.signal !== signal && (start - worded) * pixels >= 36
    if (isFirst) worded = start
    // A word at the left edge would stand on the labels of the axis.
    const atEdge = (start - periods[0]!.start) * pixels < 16
    return [{ start: isoFromDay(start), value: plot(at), signal, text: isFirst ? signal : '', atEdge }]
  })
  return (['high', 'low'] as const).flatMap((side) => {
    const values = marks.filter(({ signal }) => signal === side)
    const isHigh = side === 'high'
    return [
      ...[true, false].flatMap((edge) => {
        const words = values.filter(({ text, atEdge }) => text !== '' && atEdge === edge)
        return wordLayers(words, x, y, { dy: isHigh ? -13 : 14, ...(edge ? { align: 'left', dx: -4 } : {}) })
      }),
      {
        data: { values },
        mark: {
          type: 'point',
          shape: isHigh ? 'triangle-up' : 'triangle-down',
          filled: true,
          size: 80,
          opacity: 1,
          color: color.signal,
        },
        encoding: { x, y },
      },
    ]
  })
}

/** Words with a white edge, as they may stand on lines. */
function wordLayers(words: readonly object[], x: Channel, y: Channel, place: object): Layer[] {
  const layer = (mark: object): Layer => ({
    data: { values: words },
    mark: { type: 'text', fontWeight: 700, ...place, ...mark },
    encoding: { x, y, text: { field: 'text', type: 'nominal' } },
  })
  return [layer({ stroke: '#ffffff', strokeWidth: 3, strokeJoin: 'round' }), layer({ color: ink.text })]
}

/** The average and the limits in numbers, as they are at last. */
function endTexts(periods: readonly ControlPoint[], scale: ValueScale, format: ValueFormat): EndText[] {
  const last = (field: 'ewma' | 'lower' | 'upper') =>
    periods.reduce<number | null>((value, point) => point[field] ?? value, null)
  const texts = [
    { value: last('ewma'), name: 'average', color: color.ewma, bold: true },
    { value: last('upper'), name: 'upper', color: color.limit, bold: false },
    { value: last('lower'), name: 'lower', color: color.limit, bold: false },
  ].flatMap(({ value, ...rest }) => (value === null ? [] : [{ ...rest, value }]))
  const positions = labelPositions(
    texts.map(({ value }) => plotValue(value, format)),
    scale,
    14,
  )
  return texts.map(({ value, name, color, bold }, index) => ({
    at: positions[index]!,
    text: `${formatNumber(value, format)} ${name}`,
    color,
    bold,
  }))
}

function tooltipFields(name: string) {
  return [
    { field: 'valueText', title: name },
    { field: 'ewmaText', title: 'Moving average' },
    { field: 'limits', title: 'Limits' },
    { field: 'signal', title: 'Signal' },
  ]
}

function tooltipRows(periods: readonly ControlPoint[], format: ValueFormat) {
  const text = (value: number | null) => (value === null ? 'not defined' : formatValue(value, format))
  return periods.map((point) => ({
    ...periodPlace(point),
    valueText: text(point.value),
    ewmaText: text(point.ewma),
    limits:
      point.lower === null || point.upper === null ? 'not defined' : formatRange(point.lower, point.upper, format),
    signal: point.signal ?? 'none',
  }))
}

function controlTitle({ name, periods, judgedFrom, format }: Control): string {
  const judged = periods.slice(judgedFrom).filter(isJudged)
  const last = judged.at(-1)
  if (!last) return `${name} cannot be judged yet`
  const when = periodText(last.label)
  if (last.signal !== null) {
    const first = judged.reduce((first, point) => (first.signal === point.signal ? first : point))
    const signals =
      first === last
        ? `signals ${last.signal} in ${when}`
        : `has signalled ${last.signal} since ${periodText(first.label)}`
    const limit =
      last.signal === 'high'
        ? `above the limit of ${formatNumber(last.upper, format)}`
        : `below the limit of ${formatNumber(last.lower, format)}`
    return `${name} ${signals}: its average of ${formatValue(last.ewma, format)} is ${limit}`
  }
  const before = judged.filter(({ signal }) => signal !== null).at(-1)
  if (!before) return `${name} gives no signal in ${plural(judged.length, 'period')}`
  return `${name} is back within its limits in ${when}; the last signal, ${before.signal}, was in ${periodText(before.label)}`
}

type JudgedPoint = ControlPoint & { readonly [figure in 'value' | 'ewma' | 'lower' | 'upper']: number }

function isJudged(point: ControlPoint): point is JudgedPoint {
  const { value, ewma, lower, upper } = point
  return value !== null && ewma !== null && lower !== null && upper !== null
}

function controlAlt({ name, periods, judgedFrom, format }: Control): string {
  const span = `${periodText(periods[0]!.label)} to ${periodText(periods.at(-1)!.label)}`
  const last = periods.filter(isJudged).at(-1)
  const signals = periods.filter(({ signal }) => signal !== null)
  const named = signals.slice(-6).map(({ label, signal }) => `${signal} in ${periodText(label)}`)
  const missing = periods.filter(({ value }) => value === null).length
  return [
    `Control chart of ${name}, ${span}${judgedFrom > 0 && judgedFrom < periods.length ? `, judged from ${periodText(periods[judgedFrom]!.label)}` : ''}.`,
    ...(last
      ? [
          `In ${periodText(last.label)} the moving average is ${formatValue(last.ewma, format)}, its limits are ${formatRange(last.lower, last.upper, format)}.`,
        ]
      : []),
    signals.length === 0
      ? 'No period signals.'
      : `${plural(signals.length, 'signal')}${signals.length > 6 ? ', the last six' : ''}: ${named.join(', ')}.`,
    ...(missing === 0 ? [] : [`The KPI is not defined in ${plural(missing, 'period')}.`]),
  ].join(' ')
}
