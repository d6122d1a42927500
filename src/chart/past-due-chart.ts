import { plural } from '../document/plural.js'
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
import { cutText } from './cut-text.js'
import { emptyChart } from './empty-chart.js'
import { amountAxis, type Layer, layeredChart, rowChannel } from './layers.js'
import { sentenceStart } from './mid-sentence.js'
import { shareText } from './share-text.js'
import { stackSegments } from './stack-segments.js'
import { agingColors, ink, plotWidth } from './theme.js'
import { formatNumber, formatValue, plotValue, type ValueFormat, valueFormat } from './value-format.js'
import { valueScale } from './value-scale.js'

/** What one group has past due, in minor units. */
export interface PastDueRow {
  /** The salesperson's, region's or whoever's name. */
  readonly name: string
  /** Past-due buckets in the order of age; the current one is not among them. */
  readonly buckets: readonly BucketAmount[]
}

export interface PastDueOptions {
  readonly currency: Currency
  /** What a row is, in the singular: `salesperson`. */
  readonly by: string
  /** What the amounts are, as a title goes on: `past due` unless given, or `past due over 30 days`. */
  readonly what?: string
}

/**
 * What is past due by salesperson or another group: a bar each, the largest first, cut by age and the older the darker, with
 * the total at its end. Beyond fifteen, the rest are one bar. The title says how few hold at least half of it.
 */
export function pastDueChart(rows: readonly PastDueRow[], options: PastDueOptions): Chart {
  const what = options.what ?? 'past due'
  const labels = bucketLabels(rows)
  const owing = rows.map((row) => barOf(row, labels)).filter(({ amounts }) => amounts.some((amount) => amount !== 0))
  if (owing.length === 0) return emptyChart(`Nothing is ${what}`)
  owing.sort((a, b) => b.total - a.total || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const bars = withRestInOne(owing)
  const format = valueFormat(
    '',
    'money',
    options.currency,
    owing.map(({ total }) => total),
  )
  const found = { owing, bars, labels, format, what, by: cutText(options.by, 20), without: rows.length - owing.length }
  const title = pastDueTitle(found)
  const alt = pastDueAlt(found)
  return layeredChart({
    title,
    subtitle: pastDueSubtitle(found),
    alt,
    layers: pastDueLayers(found),
    width,
    height: bars.length * 24,
  })
}

const width = plotWidth - 160

/** How many bars have a name; a single one more is named too, as `other (1)` would take as much room. */
const mostNamed = 15

interface Bar {
  readonly name: string
  readonly amounts: readonly number[]
  readonly total: number
}

interface Found {
  readonly owing: readonly Bar[]
  readonly bars: readonly Bar[]
  readonly labels: readonly string[]
  readonly format: ValueFormat
  readonly what: string
  readonly by: string
  /** How many have nothing past due. */
  readonly without: number
}

function barOf({ name, buckets }: PastDueRow, labels: readonly string[]): Bar {
  const amounts = amountsInOrder(labels, buckets)
  return { name: cutText(name, 16), amounts, total: sum(amounts) }
}

function withRestInOne(owing: readonly Bar[]): Bar[] {
  if (owing.length <= mostNamed + 1) return [...owing]
  const rest = owing.slice(mostNamed)
  const amounts = rest[0]!.amounts.map((_, bucket) => sum(rest.map((bar) => bar.amounts[bucket]!)))
  return [...owing.slice(0, mostNamed), { name: `other (${rest.length})`, amounts, total: sum(amounts) }]
}

function pastDueLayers({ bars, labels, format, what }: Found): Layer[] {
  const legend = legendNames(labels)
  const segments = bars.flatMap((bar, row) =>
    stackSegments(bar.amounts).map(({ part, low, high }) => ({
      row,
      bucket: legend[part]!,
      low: plotValue(low, format),
      high: plotValue(high, format),
    })),
  )
  const scale = valueScale([0, ...segments.flatMap(({ low, high }) => [low, high])])
  const x = (field: string) => amountAxis(field, `${sentenceStart(what)}, ${format.currency.code}`, format, scale)
  const y = rowChannel(bars.map(({ name }) => name))
  const ends = bars.map(({ amounts, total }, row) => ({
    row,
    at: plotValue(sum(amounts.filter((amount) => amount > 0)), format),
    text: formatNumber(total, format),
  }))
  const hints = bars.map(({ name, amounts, total }, row) => ({
    row,
    name,
    ...bucketTexts(amounts, (amount) => formatValue(amount, format)),
    total: formatValue(total, format),
    low: scale.domain[0],
    high: scale.domain[1],
  }))
  return [
    {
      data: { values: segments },
      mark: { type: 'bar', height: 16 },
      encoding: {
        x: x('low'),
        x2: { field: 'high' },
        y,
        color: bucketColor(labels, agingColors(labels.length), plotWidth, 12),
      },
    },
    {
      data: { values: ends },
      mark: { type: 'text', align: 'left', baseline: 'middle', dx: 6, color: ink.text },
      encoding: { x: x('at'), y, text: { field: 'text', type: 'nominal' } },
    },
    {
      data: { values: hints },
      mark: { type: 'bar', opacity: 0 },
      encoding: {
        x: x('low'),
        x2: { field: 'high' },
        y,
        tooltip: [{ field: 'name', title: 'Name' }, ...bucketTooltips(labels), { field: 'total', title: 'In all' }].map(
          (field) => ({ ...field, type: 'nominal' }),
        ),
      },
    },
  ]
}

/** The fewest that hold at least half, as few names are what can be acted on. */
function pastDueTitle({ owing, format, what, by }: Found): string {
  const total = sum(owing.map((bar) => bar.total))
  const [first] = owing
  if (owing.length === 1) return `${first!.name} has all that is ${what}: ${formatValue(total, format)}`
  if (owing.some((bar) => bar.total < 0))
    return `${formatValue(total, format)} is ${what}, most of it by ${first!.name}`
  let count = 0
  let held = 0
  while (held * 2 < total) held += owing[count++]!.total
  const holders = count === 1 ? `${first!.name} holds` : `${count} of ${manyOf(owing.length, by)} hold`
  return `${holders} ${shareText(held, total)} of what is ${what}`
}

function pastDueSubtitle({ owing, bars, format, what, without, by }: Found): string {
  const rest = owing.length - bars.length + 1
  return [
    `${formatValue(sum(owing.map((bar) => bar.total)), format)} in all.`,
    ...(rest > 1 ? [`The ${rest} smallest are one bar.`] : []),
    ...(without > 0 ? [`${manyOf(without, by)} ${without === 1 ? 'has' : 'have'} nothing ${what}.`] : []),
  ].join(' ')
}

function pastDueAlt(found: Found): string {
  const { owing, bars, format, what, by } = found
  const oldest = found.labels.at(-1)!
  const largest = bars.slice(0, 3).map(({ name, total }) => `${name} ${formatNumber(total, format)}`)
  const inOldest = sum(owing.map(({ amounts }) => amounts.at(-1)!))
  return [
    `Stacked bars of what is ${what} for ${manyOf(owing.length, by)}, ${formatValue(sum(owing.map((bar) => bar.total)), format)} in all.`,
    `The largest: ${largest.join(', ')}.`,
    `In the oldest bucket, ${bucketName(oldest)}, are ${formatValue(inOldest, format)}.`,
    ...(owing.length > bars.length
      ? [`The ${owing.length - bars.length + 1} smallest are one bar of ${formatNumber(bars.at(-1)!.total, format)}.`]
      : []),
  ].join(' ')
}

/** `12 salespeople`: the one attribute of a ledger whose plural is irregular. */
function manyOf(count: number, noun: string): string {
  const person = /person$/.exec(noun)
  return person && count !== 1
    ? `${count.toLocaleString('en-US')} ${noun.slice(0, person.index)}people`
    : plural(count, noun)
}
