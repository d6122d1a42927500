import type { Better } from '../kpi/kpi.js'
import type { Currency } from '../money/currency.js'
import type { Chart } from './chart.js'
import { cutText } from './cut-text.js'
import { emptyChart } from './empty-chart.js'
import { axisTitle, type Channel, type Layer, layeredChart, valueChannel } from './layers.js'
import { periodText } from './period-label.js'
import { ink, plotHeight, plotWidth, tint, verdictColor } from './theme.js'
import { changeVerb } from './trend-words.js'
import {
  chartCurrency,
  formatChange,
  formatDistance,
  formatNumber,
  formatSigned,
  formatValue,
  plotValue,
  roundsToZero,
  type ValueFormat,
  type ValueUnit,
} from './value-format.js'
import { type ValueScale, valueScale } from './value-scale.js'
import { wrapText } from './wrap-text.js'

/** A level or a part of a bridge, in the KPI's unit. */
interface BridgeValue {
  readonly label: string
  readonly value: number
}

/** The change of a KPI between two periods, split into parts that add up as they are shown. */
export interface Bridge {
  /** The KPI's name for people: `DSO`. */
  readonly kpiName: string
  readonly unit: ValueUnit
  /** Digits after the point, to which all values are rounded already; of money in major units. */
  readonly digits: number
  readonly better: Better
  /** Needed for money. */
  readonly currency?: Currency
  /** The earlier value; its label is a period's: `2013-Q1`. */
  readonly from: BridgeValue
  readonly to: BridgeValue
  readonly parts: readonly BridgeValue[]
}

/**
 * What made a KPI change, as a waterfall: the earlier value, each part up or down, the later value. Parts have their sign
 * written beside them; up and down are coloured by what is better. Throws a RangeError if the parts do not add up, and a
 * TypeError on money without a currency.
 */
export function bridgeChart(bridge: Bridge): Chart {
  const { unit, digits, from, to, parts } = bridge
  const format: ValueFormat = { unit, digits, currency: chartCurrency('bridgeChart', unit, bridge.currency) }
  const name = cutText(bridge.kpiName, 28)
  const end = parts.reduce((sum, { value }) => sum + value, from.value)
  if (!roundsToZero(end - to.value, format)) {
    throw new RangeError(
      `bridgeChart needs parts that add up to the change, but they lead to ${end} and not to ${to.value}`,
    )
  }
  if (parts.length === 0) return emptyChart(`The change of ${name} was not split into parts`)
  const title = bridgeTitle(name, bridge, format)
  const alt = bridgeAlt(name, bridge, format)
  const subtitle = bridgeSubtitle(bridge)
  const layers = bridgeLayers(name, bridge, format)
  return layeredChart({ title, subtitle, alt, layers, width })
}

const width = plotWidth + 70

function bridgeLayers(name: string, { from, to, parts, better }: Bridge, format: ValueFormat): Layer[] {
  const plot = (value: number): number => plotValue(value, format)
  const levels = [plot(from.value)]
  for (const { value } of parts) levels.push(Number((levels.at(-1)! + plot(value)).toFixed(4)))
  const scale = roomyScale(levels)
  const last = parts.length + 1
  const labels = [periodText(from.label), ...parts.map(({ label }) => label), periodText(to.label)]
  const x = columnChannel(labels)
  const box = { x: { ...x, field: 'left' }, x2: { field: 'right' } }
  const y = (field: string) => valueChannel(field, axisTitle(name, format), format, scale)
  const base = Math.min(Math.max(0, scale.domain[0]), scale.domain[1])
  const ends = [
    { ...columnAt(0), value: plot(from.value), base, text: formatNumber(from.value, format), isUp: true },
    { ...columnAt(last), value: plot(to.value), base, text: formatNumber(to.value, format), isUp: true },
  ]
  const steps = parts.map(({ value }, index) => ({
    ...columnAt(index + 1),
    before: levels[index]!,
    value: levels[index + 1]!,
    text: formatSigned(value, format),
    color: partColor(value, better, format),
    isUp: value >= 0,
  }))
  const joints = levels.map((level, column) => ({
    left: column + halfColumn,
    right: column + 1 - halfColumn,
    value: level,
  }))
  return [
    {
      data: { values: ends },
      mark: { type: 'rect', color: endFill(base, scale) },
      encoding: { ...box, y: y('value'), y2: { field: 'base' } },
    },
    {
      data: { values: ends },
      mark: { type: 'rule', color: ink.text, strokeWidth: 2.5 },
      encoding: { ...box, y: y('value') },
    },
    {
      data: { values: joints },
      mark: { type: 'rule', color: ink.axis, strokeWidth: 1, strokeDash: [2, 2] },
      encoding: { ...box, y: y('value') },
    },
    {
      data: { values: steps },
      mark: { type: 'rect', strokeWidth: 1.5 },
      encoding: {
        ...box,
        y: y('before'),
        y2: { field: 'value' },
        color: { field: 'color', type: 'nominal', scale: null },
        stroke: { field: 'color', type: 'nominal', scale: null },
      },
    },
    ...textLayers(ends, x, y('value'), 700),
    ...textLayers(steps, x, y('value'), 400),
  ]
}

/** Half the width of a column, of which each has 1. */
const halfColumn = 0.36

function columnAt(column: number) {
  return { at: column, left: column - halfColumn, right: column + halfColumn }
}

/** A scale with room for the texts above and below the levels. It need not begin at 0, as parts may be small beside the KPI. */
function roomyScale(levels: readonly number[]): ValueScale {
  const [low, high] = [Math.min(...levels), Math.max(...levels)]
  const room = (20 / plotHeight) * (high - low)
  // No room is made across 0, which would be a base for the bars that no value needs.
  return valueScale([low < 0 ? low - room : Math.max(0, low - room), high > 0 ? high + room : Math.min(0, high + room)])
}

/** Where the axis does not begin at 0, a bar fades out: its length means nothing there. */
function endFill(base: number, { domain }: ValueScale) {
  const fill = tint(ink.quietText, 0.42)
  if (base === 0) return fill
  const stops = [
    { offset: 0, color: fill },
    { offset: 1, color: '#ffffff' },
  ]
  return { gradient: 'linear', x1: 0, x2: 0, y1: base === domain[0] ? 0 : 1, y2: base === domain[0] ? 1 : 0, stops }
}

function partColor(value: number, better: Better, format: ValueFormat): string {
  if (roundsToZero(value, format) || better === 'band' || better === 'neither') return verdictColor.neither
  return value > 0 === (better === 'higher') ? verdictColor.good : verdictColor.bad
}

/** The columns in order, each with its label on as many as three lines. */
function columnChannel(labels: readonly string[]): Channel {
  const room = width / labels.length - 6
  const lines = labels.map((label) => {
    const all = wrapText(cutText(label, 40), Math.max(6, Math.floor(room / 5.5)), room / 8.8)
    return all.length <= 3 ? all : [...all.slice(0, 2), `${all[2]!.slice(0, -2)}…`]
  })
  return {
    field: 'at',
    type: 'quantitative',
    scale: { domain: [-0.5, labels.length - 0.5], nice: false, zero: false },
    axis: {
      title: null,
      values: labels.map((_, column) => column),
      labelExpr: `${JSON.stringify(lines)}[datum.value]`,
      labelOverlap: false,
      labelFlush: false,
      ticks: false,
    },
  }
}

interface ColumnText {
  readonly at: number
  readonly value: number
  readonly text: string
  /** Whether it stands above its value and not below. */
  readonly isUp: boolean
}

function textLayers(texts: readonly ColumnText[], x: Channel, y: Channel, fontWeight: number): Layer[] {
  return [true, false].flatMap((isUp) => {
    const values = texts.filter((text) => text.isUp === isUp).map(({ at, value, text }) => ({ at, value, text }))
    if (values.length === 0) return []
    const place = isUp ? { baseline: 'bottom', dy: -5 } : { baseline: 'top', dy: 5 }
    const mark = { type: 'text', ...place, fontWeight, color: ink.text }
    return [{ data: { values }, mark, encoding: { x, y, text: { field: 'text', type: 'nominal' } } }]
  })
}

function bridgeTitle(name: string, { from, to, parts, better }: Bridge, format: ValueFormat): string {
  const largest = parts.reduce((a, b) => (Math.abs(b.value) > Math.abs(a.value) ? b : a))
  const between = `from ${periodText(from.label)} to ${periodText(to.label)}`
  const part = `${cutText(largest.label, 24)} (${formatSigned(largest.value, format)})`
  const change = to.value - from.value
  const held = roundsToZero(change, format)
  const found = held
    ? `${name} held at ${formatValue(to.value, format)} ${between}`
    : `${name} ${changeVerb(change, better)} ${formatDistance(change, format)} ${between}`
  if (roundsToZero(largest.value, format)) return found
  return `${found}; the largest part is ${part}`
}

function bridgeSubtitle({ better }: Bridge): string {
  const colors = `Up is ${better === 'lower' ? 'worse' : 'better'}, down is ${better === 'lower' ? 'better' : 'worse'}.`
  return `The parts add up to the change.${better === 'lower' || better === 'higher' ? ` ${colors}` : ''}`
}

function bridgeAlt(name: string, { from, to, parts }: Bridge, format: ValueFormat): string {
  const change = formatChange(to.value - from.value, format)
  const list = parts.map(({ label, value }) => `${cutText(label, 24)} ${formatSigned(value, format)}`).join(', ')
  return `Waterfall chart of ${name} from ${formatValue(from.value, format)} in ${periodText(from.label)} to ${formatValue(to.value, format)} in ${periodText(to.label)}, ${change}: ${list}.`
}
