import { comparisonText, dayOfClock, findingText, verdictOf } from '../survival/comparison-words.js'
import { survivalAt } from '../survival/curve-readings.js'
import type { GroupSurvival, PaymentSurvival } from '../survival/payment-survival.js'
import type { Chart } from './chart.js'
import { cutText } from './cut-text.js'
import {
  type Channel,
  type Layer,
  layeredChart,
  lineLegend,
  markedPlace,
  rowsOfSeries,
  seriesField,
  tooltipLayer,
  valueChannel,
} from './layers.js'
import { ink, type LineStyle, plotWidth, seriesStyle } from './theme.js'
import { formatNumber, formatRange, formatValue, noCurrency, valueFormat } from './value-format.js'

/** Curves that are drawn; more steps could not be told apart. */
const mostGroups = 5

/** Curves that are drawn with their bands; more would cover one another. */
const mostBands = 3

/**
 * The share of invoices still unpaid by age: a stepped line for each group, with the band of its intervals and a dot where half
 * is paid. Of more than five groups, those that the title names and those with the most invoices are drawn; of more than three,
 * the lines alone. The title says who is paid later and by how much, or
 * by when half is paid.
 */
export function survivalChart(report: PaymentSurvival): Chart {
  const drawn = drawnGroups(report)
  const curves = drawn.map((group, index) => ({ group, name: nameOf(group.name), style: seriesStyle(index) }))
  const span = shownSpan(drawn, report.clock)
  const title = findingText(report, nameOf)
  const alt = survivalAlt(report, drawn, span)
  return layeredChart({
    title,
    subtitle: survivalSubtitle(report, drawn, span),
    alt,
    layers: survivalLayers(report, curves, span),
  })
}

const percent = valueFormat('', 'percent', noCurrency)
const plotted = (share: number) => Number((share * 100).toFixed(3))

/** The first and the last day that are drawn. */
interface DaySpan {
  readonly first: number
  readonly last: number
}

interface DrawnCurve {
  readonly group: GroupSurvival
  readonly name: string
  readonly style: LineStyle
}

function nameOf(name: string): string {
  return cutText(name, 14)
}

function drawnGroups(report: PaymentSurvival): readonly GroupSurvival[] {
  const { groups } = report
  if (groups.length <= mostGroups) return groups
  const verdict = verdictOf(report)
  const isNamed = ({ name }: GroupSurvival) => name === verdict?.earliest.name || name === verdict?.latest.name
  const largest = [...groups].sort((a, b) => Number(isNamed(b)) - Number(isNamed(a)) || b.invoices - a.invoices)
  const drawn = largest.slice(0, mostGroups)
  return groups.filter((group) => drawn.includes(group))
}

/**
 * From where the first payments come to where 3 % are unpaid, or fewer than 2 % are still to be seen: what comes after that is a long thin tail of a few invoices.
 */
function shownSpan(groups: readonly GroupSurvival[], clock: PaymentSurvival['clock']): DaySpan {
  const spans = groups.map(({ curve: { firstDay, survival, atRisk }, invoices }) => {
    const first = survival.findIndex((share) => share < 0.995)
    const end = survival.findIndex((share, day) => share < 0.03 || atRisk[day]! < invoices / 50)
    return { first: firstDay + Math.max(0, first), last: firstDay + (end < 0 ? survival.length - 1 : end) }
  })
  const last = Math.max(...spans.map((span) => span.last))
  const first = clock === 'invoice' ? 0 : Math.min(0, ...spans.map((span) => span.first)) - 1
  return { first, last: Math.max(last, first + 1) }
}

function survivalLayers({ clock }: PaymentSurvival, curves: readonly DrawnCurve[], span: DaySpan): Layer[] {
  const x = dayChannel(span, clock)
  const y = (field: string) =>
    valueChannel(field, 'Still unpaid, % of invoices', percent, { domain: [0, 100], ticks: [0, 25, 50, 75, 100] })
  const legend = lineLegend(curves)
  const isAlone = curves.length === 1
  const rows = curves.map(({ group }) => steps(group, span))
  return [
    ...(curves.length > mostBands ? [] : curves).map(({ style }, index) => ({
      data: { values: rows[index] },
      // Transparent, unlike bands elsewhere: these lie over one another.
      mark: { type: 'area', interpolate: 'step-after', color: style.color, fillOpacity: 0.16 },
      encoding: { x, y: y('low'), y2: { field: 'high' } },
    })),
    ...levelLayers(y),
    ...(clock === 'due' && span.first < 0 ? markedPlace({ day: 0 }, 'due', x) : []),
    ...curves.map(({ name, style }, index) => ({
      data: { values: isAlone ? rows[index] : rowsOfSeries(rows[index]!, name) },
      mark: {
        type: 'line',
        interpolate: 'step-after',
        strokeDash: style.dash,
        ...(isAlone ? { color: style.color } : {}),
      },
      encoding: { x, y: y('unpaid'), ...(isAlone ? {} : { color: { ...seriesField, ...legend } }) },
    })),
    ...curves.flatMap(({ group, style }) => medianLayers(group, style, x, y, span)),
    tooltipLayer(
      tooltipRows(curves, span, clock),
      x,
      curves.map(({ name }, index) => ({ field: `group${index}`, title: isAlone ? 'Still unpaid' : name })),
      { field: 'dayText', title: 'Age' },
    ),
  ]
}

function dayChannel({ first, last }: DaySpan, clock: PaymentSurvival['clock']): Channel {
  const step = [1, 2, 5, 10, 15, 20, 30, 60, 90, 180, 365].find((days) => (last - first) / days <= 10) ?? 730
  const ticks: number[] = []
  // + 0 makes a zero of what may be −0, which JSON does not have.
  for (let day = Math.ceil(first / step) * step + 0; day <= last; day += step) ticks.push(day)
  return {
    field: 'day',
    type: 'quantitative',
    scale: { domain: [first, last], nice: false, zero: false },
    axis: {
      title: clock === 'invoice' ? 'Days since the invoice date' : 'Days since the due day (before it: negative)',
      values: ticks,
      labelExpr: "replace(datum.label, '-', '−')",
      titlePadding: 8,
      grid: false,
    },
  }
}

/** The rows between which the steps lie: those of days on which something changes, and the ends. */
function steps({ curve }: GroupSurvival, { first, last }: DaySpan) {
  const rows: { day: number; unpaid: number; low: number; high: number }[] = []
  for (let day = first; day <= last; day++) {
    const at = survivalAt(curve, day)
    if (at === null) break
    const row = { day, unpaid: plotted(at.survival), low: plotted(at.low), high: plotted(at.high) }
    const before = rows.at(-1)
    const isSame = before && before.unpaid === row.unpaid && before.low === row.low && before.high === row.high
    const isEnd = day === last || survivalAt(curve, day + 1) === null
    if (!isSame || isEnd) rows.push(row)
  }
  return rows
}

function levelLayers(y: (field: string) => Channel): Layer[] {
  const data = { values: [{ level: 50, text: 'half' }] }
  return [
    { data, mark: { type: 'rule', color: ink.axis, strokeDash: [2, 3] }, encoding: { y: y('level') } },
    {
      data,
      mark: { type: 'text', align: 'left', baseline: 'middle', dx: 6, fontSize: 11, color: ink.quietText },
      encoding: { x: { value: plotWidth }, y: y('level'), text: { field: 'text', type: 'nominal' } },
    },
  ]
}

/** A dot on the line of a half, where the curve comes down through it. */
function medianLayers(
  { median }: GroupSurvival,
  { color }: LineStyle,
  x: Channel,
  y: (field: string) => Channel,
  { last }: DaySpan,
): Layer[] {
  if (median.day === null || median.day > last) return []
  return [
    {
      data: { values: [{ day: median.day, level: 50 }] },
      mark: { type: 'point', filled: true, size: 45, opacity: 1, color },
      encoding: { x, y: y('level') },
    },
  ]
}

function tooltipRows(curves: readonly DrawnCurve[], { first, last }: DaySpan, clock: PaymentSurvival['clock']) {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const day = first + index
    const texts = curves.map(({ group }, number) => [`group${number}`, shareAt(group, day)])
    return { day, dayText: dayOfClock(day, clock), ...Object.fromEntries(texts) }
  })
}

function shareAt({ curve }: GroupSurvival, day: number): string {
  const at = survivalAt(curve, day)
  if (at === null) return 'not known'
  const range = formatRange(at.low * 100, at.high * 100, percent)
  return `${formatNumber(at.survival * 100, percent)} (${range})`
}

function bandText({ confidence, byCustomer }: PaymentSurvival, curves: number): string {
  if (curves > mostBands) return `Intervals of ${curves} would cover one another and are not drawn.`
  const level = Number((confidence * 100).toFixed(2))
  return `${curves === 1 ? 'Band' : 'Bands'}: ${level} % interval, ${byCustomer ? 'by customer' : 'as if invoices were independent'}.`
}

function survivalSubtitle(report: PaymentSurvival, drawn: readonly GroupSurvival[], { last }: DaySpan): string {
  const left = report.groups.length - drawn.length
  const later = drawn.some(({ curve }) => curve.firstDay + curve.survival.length - 1 > last)
  return [
    comparisonText(report),
    bandText(report, drawn.length),
    ...(left > 0 ? [`${drawn.length} of ${report.groups.length} groups are drawn.`] : []),
    ...(later ? [`Drawn up to ${dayOfClock(last, report.clock)}.`] : []),
  ]
    .filter((sentence) => sentence !== null)
    .join(' ')
}

function whenText(day: number, clock: PaymentSurvival['clock']): string {
  if (clock === 'invoice') return `after day ${day}`
  return day === 0 ? 'on the due day' : dayOfClock(day, clock)
}

function survivalAlt(report: PaymentSurvival, drawn: readonly GroupSurvival[], span: DaySpan): string {
  const { clock } = report
  const ages = [0.25, 0.5, 1].map((place) => Math.round(span.first + (span.last - span.first) * place))
  const ends = `${dayOfClock(span.first, clock)} to ${dayOfClock(span.last, clock)}`
  const sentences = drawn.map((group) => {
    const half = group.median.day
    const shares = ages.flatMap((day) => {
      const at = survivalAt(group.curve, day)
      return at === null ? [] : [`${formatValue(at.survival * 100, percent)} ${whenText(day, clock)}`]
    })
    const median = half === null ? 'half are not paid yet' : `half are paid by ${dayOfClock(half, clock)}`
    const subject = drawn.length === 1 ? 'Still unpaid are' : `Of ${nameOf(group.name)}`
    return `${subject} ${shares.join(', ')}; ${median}.`
  })
  return [
    `Stepped lines of the share of invoices still unpaid, ${ends}.`,
    ...sentences,
    ...[comparisonText(report)].filter((sentence) => sentence !== null),
  ].join(' ')
}
