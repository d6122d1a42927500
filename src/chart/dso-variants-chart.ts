import { type Day, isoFromDay } from '../calendar/day.js'
import { plural } from '../document/plural.js'
import type { Chart } from './chart.js'
import { cutText } from './cut-text.js'
import { emptyChart } from './empty-chart.js'
import { type Channel, type Layer, layeredSpec, tooltipLayer, valueChannel } from './layers.js'
import { lonePoints } from './month-series.js'
import { periodPlace, periodTimeChannel, periodTooltip } from './period-axis.js'
import { periodText } from './period-label.js'
import { byStart, type ChartPeriod, periodRuns } from './period-series.js'
import { ink, type LineStyle, plotWidth, seriesStyle } from './theme.js'
import { formatNumber, formatRange, formatValue, plotValue, valueFormat } from './value-format.js'
import { labelPositions, type ValueScale, valueScale } from './value-scale.js'

/** One way to count DSO, by period; null where it is not defined. */
export interface DsoVariant {
  readonly id: string
  /** For people: `DSO by countback`. */
  readonly name: string
  readonly points: readonly { readonly label: string; readonly start: Day; readonly value: number | null }[]
}

/**
 * Ways to count DSO beside one another: lines told apart by dash and by their names at the right end, with gaps where one is
 * not defined. The title says how far apart they are in the newest period with any.
 */
export function dsoVariantsChart(series: readonly DsoVariant[]): Chart {
  const variants = series.map(variantOf).filter(({ last }) => last !== null)
  const newest = variants.reduce<ChartPeriod | null>((a, { last }) => (!a || last!.start > a.start ? last : a), null)
  if (!newest) return emptyChart('No variant of DSO is defined in any period')
  const title = variantsTitle(variants, newest)
  const alt = variantsAlt(variants, newest)
  const periods = periodsOf(series)
  const span = `${periodText(periods[0]!.label)} to ${periodText(periods.at(-1)!.label)}`
  const left = series.length - variants.length
  const subtitle = `${span}. At the right end: the last value of each.${left === 0 ? '' : ` ${left} more ${left === 1 ? 'is' : 'are'} not defined in any period.`}`
  return {
    title,
    alt,
    spec: layeredSpec({ title, subtitle, alt, layers: variantLayers(variants, periods, newest), width }),
  }
}

const width = plotWidth - 130

const format = valueFormat('dso', 'days', { code: '', decimals: 2 })

type KnownPoint = ChartPeriod & { readonly value: number }

interface Variant {
  readonly name: string
  readonly style: LineStyle
  readonly points: readonly (ChartPeriod & { readonly value: number | null })[]
  /** The newest value; null if there is none. */
  readonly last: KnownPoint | null
}

function variantOf({ name, points }: DsoVariant, index: number): Variant {
  const sorted = byStart(points)
  const known = sorted.filter((point): point is KnownPoint => point.value !== null)
  return { name: cutText(name, 13), style: seriesStyle(index), points: sorted, last: known.at(-1) ?? null }
}

/** The periods of all variants together. */
function periodsOf(series: readonly DsoVariant[]): ChartPeriod[] {
  const all = new Map<Day, ChartPeriod>()
  for (const { points } of series) for (const point of points) all.set(point.start, point)
  return byStart([...all.values()])
}

function variantLayers(variants: readonly Variant[], periods: readonly ChartPeriod[], newest: ChartPeriod): Layer[] {
  const lines = variants.map((variant) => ({
    ...variant,
    line: periodRuns(variant.points, ({ value }) => (value === null ? null : { value: plotValue(value, format) })),
  }))
  const scale = valueScale(lines.flatMap(({ line }) => line.map(({ value }) => value)))
  const x = periodTimeChannel(periods, width)
  const y = (field: string) => valueChannel(field, 'DSO, days', format, scale)
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
    ...nameLayers(variants, newest, scale, y),
    tooltipLayer(
      tooltipRows(variants, periods),
      x,
      variants.map(({ name }, index) => ({ field: `variant${index}`, title: name })),
      periodTooltip,
    ),
  ]
}

/** Values and names at the right end, each led to by a piece of its line; texts are dark, as orange letters would be hard to read. */
function nameLayers(
  variants: readonly Variant[],
  newest: ChartPeriod,
  scale: ValueScale,
  y: (field: string) => Channel,
): Layer[] {
  const values = variants.map(({ last }) => plotValue(last!.value, format))
  const positions = labelPositions(values, scale, 17)
  const labels = variants.map(({ name, last }, index) => ({
    value: values[index]!,
    at: positions[index]!,
    text: `${formatNumber(last!.value, format)}  ${name}${last!.start === newest.start ? '' : `, ${periodText(last!.label)}`}`,
  }))
  return [
    ...labels.map(({ value, at }, index) => ({
      data: { values: [{ value, at }] },
      mark: {
        type: 'rule',
        color: variants[index]!.style.color,
        strokeDash: variants[index]!.style.dash,
        strokeWidth: 2,
      },
      encoding: { x: { value: width + 4 }, x2: { value: width + 30 }, y: y('value'), y2: { field: 'at' } },
    })),
    {
      data: { values: labels.map(({ at, text }) => ({ at, text })) },
      mark: { type: 'text', align: 'left', baseline: 'middle', color: ink.text },
      encoding: { x: { value: width + 35 }, y: y('at'), text: { field: 'text', type: 'nominal' } },
    },
  ]
}

function tooltipRows(variants: readonly Variant[], periods: readonly ChartPeriod[]) {
  const byDay = variants.map(({ points }) => new Map(points.map(({ start, value }) => [isoFromDay(start), value])))
  return periods.map((period) => {
    const place = periodPlace(period)
    const texts = byDay.map((values, index) => {
      const value = values.get(place.start) ?? null
      return [`variant${index}`, value === null ? 'not defined' : formatValue(value, format)]
    })
    return { ...place, ...Object.fromEntries(texts) }
  })
}

/** Those that are defined in the newest period, the lowest first. */
function newestValues(variants: readonly Variant[], newest: ChartPeriod) {
  return variants
    .flatMap(({ name, last }) => (last!.start === newest.start ? [{ name, value: last!.value }] : []))
    .sort((a, b) => a.value - b.value)
}

function variantsTitle(variants: readonly Variant[], newest: ChartPeriod): string {
  const values = newestValues(variants, newest)
  const [lowest, highest] = [values[0]!, values.at(-1)!]
  const when = `in ${periodText(newest.label)}`
  if (lowest === highest) return `${lowest.name} is ${formatValue(lowest.value, format)} ${when}`
  const ends = `${formatNumber(lowest.value, format)} (${lowest.name}) to ${formatValue(highest.value, format)} (${highest.name})`
  return `DSO ${when} depends on how it is counted: ${ends}`
}

function variantsAlt(variants: readonly Variant[], newest: ChartPeriod): string {
  const values = newestValues(variants, newest)
  const list = values.map(({ name, value }) => `${name} ${formatValue(value, format)}`).join(', ')
  const spans = variants.map(({ name, points }) => {
    const known = points.flatMap(({ value }) => (value === null ? [] : [value]))
    return `${name} lay between ${formatRange(Math.min(...known), Math.max(...known), format).replace(' to ', ' and ')}`
  })
  return `Line chart of ${plural(variants.length, 'variant')} of DSO. In ${periodText(newest.label)}: ${list}. Over all periods ${spans.join('; ')}.`
}
