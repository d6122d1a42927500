import type { Day } from '../calendar/day.js'
import type { Currency } from '../money/currency.js'
import {
  amountsInOrder,
  type BucketAmount,
  bucketColor,
  bucketLabels,
  bucketName,
  bucketTexts,
  bucketTooltips,
  legendNames,
  sum,
} from './bucket-amounts.js'
import type { Chart } from './chart.js'
import { emptyChart } from './empty-chart.js'
import { type Layer, layeredChart, valueChannel } from './layers.js'
import { sentenceStart } from './mid-sentence.js'
import { periodBandChannel, periodPlace, periodTooltip } from './period-axis.js'
import { periodText } from './period-label.js'
import { byStart, yearBefore } from './period-series.js'
import { shareText } from './share-text.js'
import { stackSegments } from './stack-segments.js'
import { agingColors, currentColor, plotWidth } from './theme.js'
import {
  formatDistance,
  formatNumber,
  formatValue,
  plotValue,
  roundsToZero,
  type ValueFormat,
  valueFormat,
} from './value-format.js'
import { valueScale } from './value-scale.js'

/** Receivables by age at the end of one period, in minor units. */
export interface AgingStackPoint {
  readonly label: string
  readonly start: Day
  /** Positive open amounts in the order of age, the current bucket first. */
  readonly buckets: readonly BucketAmount[]
  /** −Σ of the negative open amounts: receivables = Σ buckets − credit balances. */
  readonly creditBalances?: number
}

export interface AgingStackOptions {
  readonly currency: Currency
}

/**
 * Receivables by age at the end of each period as stacked columns: current at the bottom in grey, the older the darker.
 * Credit balances are no part of the columns; the subtitle names them. The title says which share of the columns is past
 * due, against a year before or, in a shorter past, against the first period.
 */
export function agingStackChart(points: readonly AgingStackPoint[], { currency }: AgingStackOptions): Chart {
  const labels = bucketLabels(points)
  const columns = byStart(points).map((point) => columnOf(point, labels))
  if (columns.every(({ amounts }) => amounts.every((amount) => amount === 0))) {
    return emptyChart('Nothing is open at the end of any period')
  }
  const format = valueFormat(
    '',
    'money',
    currency,
    columns.map(({ total }) => total),
  )
  const title = agingTitle(columns, format)
  const alt = agingAlt(columns, labels, format)
  const subtitle = agingSubtitle(columns, format)
  return layeredChart({ title, subtitle, alt, layers: agingLayers(columns, labels, format) })
}

interface AgingColumn {
  readonly label: string
  readonly start: Day
  /** In the order of the chart's buckets. */
  readonly amounts: readonly number[]
  readonly total: number
  readonly pastDue: number
  readonly creditBalances: number
}

function columnOf(
  { label, start, buckets, creditBalances = 0 }: AgingStackPoint,
  labels: readonly string[],
): AgingColumn {
  const amounts = amountsInOrder(labels, buckets)
  return { label, start, amounts, total: sum(amounts), pastDue: sum(amounts.slice(1)), creditBalances }
}

function agingLayers(columns: readonly AgingColumn[], labels: readonly string[], format: ValueFormat): Layer[] {
  const names = legendNames(labels)
  const segments = columns.flatMap((column) =>
    stackSegments(column.amounts).map(({ part, low, high }) => ({
      ...periodPlace(column),
      bucket: names[part]!,
      low: plotValue(low, format),
      high: plotValue(high, format),
    })),
  )
  const scale = valueScale([0, ...segments.flatMap(({ low, high }) => [low, high])])
  const x = periodBandChannel(columns, plotWidth, columnPadding(columns.length))
  const y = (field: string) =>
    valueChannel(field, `Open at the end of the period, ${format.currency.code}`, format, scale)
  const colors = [currentColor, ...agingColors(labels.length - 1)]
  const hint = columns.map((column) => ({
    ...periodPlace(column),
    ...bucketTexts(column.amounts, (amount) => formatValue(amount, format)),
    total: formatValue(column.total, format),
    low: scale.domain[0],
    high: scale.domain[1],
  }))
  return [
    {
      data: { values: segments },
      mark: { type: 'bar' },
      encoding: { x, y: y('low'), y2: { field: 'high' }, color: bucketColor(labels, colors, plotWidth + 60, 40) },
    },
    {
      data: { values: hint },
      mark: { type: 'bar', opacity: 0 },
      encoding: {
        x,
        y: y('low'),
        y2: { field: 'high' },
        tooltip: [periodTooltip, ...bucketTooltips(labels), { field: 'total', title: 'In all' }].map((field) => ({
          ...field,
          type: 'nominal',
        })),
      },
    },
  ]
}

/** The part of a place that is left free beside a column, which is at most 64 pixels wide. */
function columnPadding(count: number): number {
  return Math.max(0.18, 1 - 64 / (plotWidth / count))
}

function agingTitle(columns: readonly AgingColumn[], format: ValueFormat): string {
  const last = columns.at(-1)!
  const end = `at the end of ${periodText(last.label)}`
  if (last.amounts.every((amount) => amount === 0)) return `Nothing is open ${end}`
  if (!hasShare(last)) return `${formatValue(last.total, format)} is open ${end}`
  const share = `${sentenceStart(shareText(last.pastDue, last.total))} of what is open is past due ${end}`
  const earlier = yearBefore(columns, last) ?? columns[0]!
  if (earlier === last || !hasShare(earlier)) return share
  const points: ValueFormat = { ...format, unit: 'percent', digits: 0 }
  const change = 100 * (last.pastDue / last.total - earlier.pastDue / earlier.total)
  const than = periodText(earlier.label)
  if (roundsToZero(change, points)) return `${share}, about as much as in ${than}`
  return `${share}, ${formatDistance(change, points)} ${change > 0 ? 'more' : 'less'} than in ${than}`
}

/** Whether a share of it makes sense: buckets hold positive amounts, but nothing here can know. */
function hasShare({ amounts, total }: AgingColumn): boolean {
  return total > 0 && amounts.every((amount) => amount >= 0)
}

function agingSubtitle(columns: readonly AgingColumn[], format: ValueFormat): string {
  const last = columns.at(-1)!
  const amounts = `Past due are ${formatNumber(last.pastDue, format)} of ${formatValue(last.total, format)}.`
  return [amounts, ...creditSentences(columns, format)].join(' ')
}

function agingAlt(columns: readonly AgingColumn[], labels: readonly string[], format: ValueFormat): string {
  const [first, last] = [columns[0]!, columns.at(-1)!]
  const parts = ({ amounts }: AgingColumn) =>
    amounts.map((amount, index) => `${bucketName(labels[index]!)} ${formatNumber(amount, format)}`).join(', ')
  const sentence = (column: AgingColumn) =>
    `At the end of ${periodText(column.label)}: ${parts(column)}; in all ${formatValue(column.total, format)}.`
  return [
    'Stacked columns of the open amounts by days past due.',
    ...(first === last ? [] : [sentence(first)]),
    sentence(last),
    ...creditSentences(columns, format),
  ].join(' ')
}

/** The credit balances of the last period, or the largest if it has none. */
function creditSentences(columns: readonly AgingColumn[], format: ValueFormat): string[] {
  const last = columns.at(-1)!
  const largest = columns.reduce((a, b) => (b.creditBalances > a.creditBalances ? b : a))
  if (largest.creditBalances <= 0) return []
  const named = last.creditBalances > 0 ? last : largest
  return [
    `Credit balances are left out: ${formatValue(named.creditBalances, format)} at the end of ${periodText(named.label)}.`,
  ]
}
