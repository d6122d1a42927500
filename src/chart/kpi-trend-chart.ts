import type { Day } from '../calendar/day.js'
import { plural } from '../document/plural.js'
import type { Better } from '../kpi/kpi.js'
import type { Currency } from '../money/currency.js'
import {
  type BenchmarkBand,
  type Indicator,
  indicatorMarks,
  type ShownChange,
  shownChange,
} from './change-indicator.js'
import type { Chart } from './chart.js'
import { cutText } from './cut-text.js'
import { emptyChart } from './empty-chart.js'
import {
  axisTitle,
  type Channel,
  endLabelLayers,
  type Layer,
  layeredChart,
  lineLegend,
  pastLayers,
  seriesField,
  tooltipLayer,
  valueChannel,
} from './layers.js'
import { periodPlace, periodTimeChannel, periodTooltip } from './period-axis.js'
import { periodText } from './period-label.js'
import { byStart, periodRuns, yearBefore } from './period-series.js'
import { ink, plotWidth, targetStyle, tint, verdictColor } from './theme.js'
import { changeVerb, extremesText, valueAfterChange } from './trend-words.js'
import {
  chartCurrency,
  formatChange,
  formatDistance,
  formatRange,
  formatSigned,
  formatValue,
  plotValue,
  roundsToZero,
  type ValueFormat,
  type ValueUnit,
  valueFormat,
} from './value-format.js'
import { type ValueScale, valueScale } from './value-scale.js'

/** A KPI in one period; null where it is not defined. */
export interface KpiTrendPoint {
  /** As the KPI table names it: `2013-06`, `2013-Q2`, `FY2025-P03`, `2013`. */
  readonly label: string
  readonly start: Day
  readonly end: Day
  readonly value: number | null
  /** Whether only a part of the period is known; then nothing is compared with it. */
  readonly partial?: boolean
}

export interface KpiTrendOptions {
  /** The KPI's name for people: `DSO`. */
  readonly name: string
  readonly unit: ValueUnit
  readonly better: Better
  /** The KPI's id, which decides how many digits are shown if `digits` does not. */
  readonly kpi?: string
  /** Digits after the point; not for money. */
  readonly digits?: number
  /** Needed for money. */
  readonly currency?: Currency
  /** A level to reach, in the KPI's unit, and where it comes from: `1.5 × the terms`. */
  readonly target?: { readonly value: number; readonly label: string }
  /** What is usual or good, in the KPI's unit, and who says so. Where better is `band`, it is also what improving means. */
  readonly benchmark?: BenchmarkBand & { readonly label: string }
}

/**
 * The past of one KPI by periods of any kind, with gaps where it is not defined. Beside the last value stands its change
 * since the period before and since a year before, each with its indicator. The title compares it with the year before, or
 * with the oldest value if the past is shorter. Throws a TypeError on money without a currency.
 */
export function kpiTrendChart(points: readonly KpiTrendPoint[], options: KpiTrendOptions): Chart {
  const { name, unit } = options
  const values = points.map(({ value }) => value)
  const currency = chartCurrency('kpiTrendChart', unit, options.currency)
  const format = valueFormat(options.kpi ?? '', unit, currency, values, options.digits)
  const periods = byStart(points)
  const known = periods.filter(isKnown)
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last) return emptyChart(`${cutText(name, 28)} is not defined in any period of the past`)
  const shown = periods.slice(periods.indexOf(first))
  const comparisons = comparisonsOf(shown, last, options, format)
  const trend = { name: cutText(name, 28), shown, known, last, comparisons, options, format }
  const title = trendTitle(trend)
  const alt = trendAlt(trend)
  return layeredChart({ title, subtitle: trendSubtitle(trend), alt, layers: trendLayers(trend), width, height })
}

const width = plotWidth - 60
const height = 190

type KnownPoint = KpiTrendPoint & { readonly value: number }

/** The last value against an earlier one. */
interface Comparison extends ShownChange {
  readonly before: KnownPoint
  /** Whether `before` lies a year back, and not just one period. */
  readonly isYear: boolean
}

interface Trend {
  readonly name: string
  /** From the first known period on, those without a value included. */
  readonly shown: readonly KpiTrendPoint[]
  readonly known: readonly KnownPoint[]
  readonly last: KnownPoint
  readonly comparisons: readonly Comparison[]
  readonly options: KpiTrendOptions
  readonly format: ValueFormat
}

function isKnown(point: KpiTrendPoint): point is KnownPoint {
  return point.value !== null
}

/** With the period before and with the year before, as far as they are known; years are compared once. */
function comparisonsOf(
  shown: readonly KpiTrendPoint[],
  last: KnownPoint,
  options: KpiTrendOptions,
  format: ValueFormat,
): Comparison[] {
  const previous = shown[shown.indexOf(last) - 1]
  const yearAgo = yearBefore(shown, last)
  const compared = [...(previous === yearAgo ? [] : [previous]), yearAgo]
  return compared.flatMap((before) => {
    if (!before || !isKnown(before) || before.partial || last.partial) return []
    const change = shownChange(before.value, last.value, options.better, format, options.benchmark)
    return [{ before, isYear: before === yearAgo, ...change }]
  })
}

function trendLayers(trend: Trend): Layer[] {
  const { name, shown, options, format } = trend
  const { target, benchmark } = options
  const plot = (value: number): number => plotValue(value, format)
  const line = periodRuns(shown, ({ value }) => (value === null ? null : { value: plot(value) }))
  const levels = [target?.value, benchmark?.low, benchmark?.high].flatMap((level) =>
    level == null ? [] : [plot(level)],
  )
  const scale = valueScale([...line.map(({ value }) => value), ...levels])
  const x = periodTimeChannel(shown, width)
  const y = valueChannel('value', axisTitle(name, format), format, scale)
  return [
    ...(benchmark ? [bandLayer(benchmark, scale, y, format)] : []),
    ...(target ? [targetLayer(target, y, format)] : []),
    ...pastLayers(line, x, y),
    ...verdictLayers(trend, scale, y),
    tooltipLayer(tooltipRows(shown, format), x, [{ field: 'text', title: name }], periodTooltip),
  ]
}

function bandLayer(
  { low, high, label }: BenchmarkBand & { readonly label: string },
  { domain }: ValueScale,
  y: Channel,
  format: ValueFormat,
): Layer {
  const ends = [low === null ? domain[0] : plotValue(low, format), high === null ? domain[1] : plotValue(high, format)]
  const name = `${cutText(label, 30)}: ${bandText({ low, high }, format)}`
  return {
    data: { values: [{ value: ends[0], high: ends[1], series: name }] },
    mark: { type: 'rect', stroke: tint(verdictColor.good, 0.45), strokeWidth: 1 },
    encoding: {
      y,
      y2: { field: 'high' },
      fill: {
        ...seriesField,
        scale: { domain: [name], range: [tint(verdictColor.good, 0.14)] },
        legend: {
          symbolType: 'square',
          symbolStrokeWidth: 1,
          symbolStrokeColor: tint(verdictColor.good, 0.45),
          orient: 'bottom',
          offset: 8,
        },
      },
    },
  }
}

function targetLayer(
  { value, label }: { readonly value: number; readonly label: string },
  y: Channel,
  format: ValueFormat,
): Layer {
  const name = `Target ${formatValue(value, format)}: ${cutText(label, 30)}`
  return {
    data: { values: [{ value: plotValue(value, format), series: name }] },
    mark: { type: 'rule', strokeDash: targetStyle.dash, strokeWidth: 1.8 },
    encoding: { y, color: { ...seriesField, ...lineLegend([{ name, style: targetStyle }]) } },
  }
}

/** A line of what is written beside the last value. */
interface VerdictLine {
  readonly text: string
  readonly indicator?: Indicator
  readonly bold?: boolean
  /** Pixels below the line before it. */
  readonly step: number
}

function verdictLines({ last, comparisons, format }: Trend): VerdictLine[] {
  return [
    { text: formatValue(last.value, format), bold: true, step: 0 },
    ...comparisons.flatMap(({ before, absolute, indicator }): VerdictLine[] => {
      const amount = roundsToZero(absolute, format) ? 'unchanged' : formatSigned(absolute, format)
      const since = `since ${periodText(before.label)}`
      const texts = amount.length + since.length > 24 ? [amount, since] : [`${amount} ${since}`]
      const lines = texts.map((text): VerdictLine => ({ text, step: 15 }))
      return [...(indicator ? [{ text: indicator, indicator, step: 20 }] : []), ...lines]
    }),
  ]
}

/** The lines stand right of the plot, around the last value as far as the height of the plot allows. */
function verdictLayers(trend: Trend, scale: ValueScale, valueAxis: Channel): Layer[] {
  const lines = verdictLines(trend)
  const { domain } = scale
  const room = lines.reduce((sum, { step }) => sum + step, 0)
  const pixels = height * (1 - (plotValue(trend.last.value, trend.format) - domain[0]) / (domain[1] - domain[0]))
  let at = Math.min(Math.max(pixels - room / 2, 6), height - room - 6)
  const texts = lines.map(({ text, indicator, bold = false, step }) => {
    at += step
    return { at: valueAt(at, scale), text, color: ink.text, bold, indicator }
  })
  const y = { ...valueAxis, field: 'at' }
  const plain = texts.filter(({ indicator }) => !indicator).map(({ indicator: _, ...text }) => text)
  const judged = texts.flatMap(({ indicator, ...text }) => (indicator ? [{ ...text, indicator }] : []))
  return [
    ...endLabelLayers(plain, { value: width + 5 }, y),
    ...endLabelLayers(
      judged.map(({ indicator: _, ...text }) => text),
      { value: width + 18 },
      y,
    ),
    ...(judged.length === 0
      ? []
      : [
          shapeLayer(
            judged.map(({ at, indicator }) => ({ at, ...indicatorMarks[indicator] })),
            y,
          ),
        ]),
  ]
}

function shapeLayer(judged: readonly object[], y: Channel): Layer {
  return {
    data: { values: judged },
    mark: { type: 'point', filled: true, size: 55, opacity: 1 },
    encoding: {
      x: { value: width + 17 },
      y,
      shape: { field: 'shape', type: 'nominal', scale: null },
      color: { field: 'color', type: 'nominal', scale: null },
    },
  }
}

/** The value that lies a number of pixels below the top of the plot. */
function valueAt(pixels: number, { domain }: ValueScale): number {
  return domain[1] - (pixels / height) * (domain[1] - domain[0])
}

function tooltipRows(shown: readonly KpiTrendPoint[], format: ValueFormat) {
  return shown.map((point) => ({
    ...periodPlace(point),
    text: point.value === null ? 'not defined' : formatValue(point.value, format),
  }))
}

function trendTitle({ name, known, last, comparisons, options, format }: Trend): string {
  if (last.partial) return `${name} is ${formatValue(last.value, format)} in ${periodText(last.label)} so far`
  const before = comparisons.find(({ isYear }) => isYear)?.before ?? firstWithinYear(known, last)
  if (before === last) return `${name} was ${formatValue(last.value, format)} in ${periodText(last.label)}`
  const since = `since ${periodText(before.label)}`
  const change = last.value - before.value
  if (roundsToZero(change, format)) return `${name} held at ${formatValue(last.value, format)} ${since}`
  const verb = changeVerb(change, options.better)
  return `${name} ${verb} ${formatDistance(change, format)} ${since} to ${valueAfterChange(last.value, format)}`
}

/** The oldest whole value of the last year, for a past that does not reach back to the same season. */
function firstWithinYear(known: readonly KnownPoint[], last: KnownPoint): KnownPoint {
  return known.find(({ start, partial }) => start >= last.start - 366 && !partial)!
}

function trendSubtitle(trend: Trend): string {
  const { shown, known, format } = trend
  if (known.length === 1)
    return ['Only one period is known.', ...levelSentences(trend), ...gapSentences(trend)].join(' ')
  const span = `${periodText(shown[0]!.label)} to ${periodText(shown.at(-1)!.label)}`
  return [`${span}; ${extremesOf(known, format)}.`, ...levelSentences(trend), ...gapSentences(trend)].join(' ')
}

function trendAlt(trend: Trend): string {
  const { name, shown, known, last, comparisons, format } = trend
  const first = known[0]!
  const rest = [...levelSentences(trend), ...gapSentences(trend)]
  if (known.length === 1) {
    return [
      `Chart of ${name} with one point: ${formatValue(first.value, format)} in ${periodText(first.label)}.`,
      ...rest,
    ].join(' ')
  }
  const span = `${periodText(first.label)} to ${periodText(shown.at(-1)!.label)}`
  const ends = `${formatValue(first.value, format)} at first, ${formatValue(last.value, format)} at last`
  return [
    `Line chart of ${name}, ${span}: ${ends}, ${extremesOf(known, format)}.`,
    ...comparisons.map((comparison) => comparisonSentence(comparison, format)),
    ...rest,
  ].join(' ')
}

function extremesOf(known: readonly KnownPoint[], format: ValueFormat): string {
  return extremesText(
    known.map(({ label, value }) => ({ when: periodText(label), value })),
    format,
  )
}

/** `Since Jun 2012, a year before: −2.1 days (−4.9 %), improving.` */
function comparisonSentence(comparison: Comparison, format: ValueFormat): string {
  const { before, isYear, absolute, percent, indicator } = comparison
  const since = `Since ${periodText(before.label)}${isYear ? ', a year before' : ''}`
  const perCent: ValueFormat = { unit: 'percent', digits: 1, currency: format.currency }
  // A change of per cent in per cent would be taken for the change in points.
  const inPercent = format.unit === 'percent' || percent === null ? '' : ` (${formatSigned(percent, perCent)} %)`
  return `${since}: ${formatChange(absolute, format)}${inPercent}${indicator ? `, ${indicator}` : ''}.`
}

/** What the target and the benchmark are, and whether the last value keeps to them. */
function levelSentences({ last, options, format }: Trend): string[] {
  const { target, benchmark, better } = options
  const sentences: string[] = []
  if (target && (better === 'lower' || better === 'higher')) {
    const missing = better === 'lower' ? last.value - target.value : target.value - last.value
    const isMet = missing <= 0 || roundsToZero(missing, format)
    const verdict = isMet ? 'is met' : `is missed by ${formatDistance(missing, format)}`
    sentences.push(`The target of ${formatValue(target.value, format)} ${verdict}.`)
  }
  if (benchmark) {
    const { low, high } = benchmark
    const side = low !== null && last.value < low ? 'below' : high !== null && last.value > high ? 'above' : 'within'
    sentences.push(`The last value lies ${side} the benchmark of ${bandText(benchmark, format)}.`)
  }
  return sentences
}

function bandText({ low, high }: BenchmarkBand, format: ValueFormat): string {
  if (low !== null && high !== null) return formatRange(low, high, format)
  if (high !== null) return `up to ${formatValue(high, format)}`
  return low === null ? 'any value' : `${formatValue(low, format)} or more`
}

function gapSentences({ shown }: Trend): string[] {
  const gaps = shown.filter((point) => !isKnown(point)).length
  return gaps === 0 ? [] : [`It is not defined in ${plural(gaps, 'period')}: the gaps.`]
}
