import type { Day } from '../calendar/day.js'
import { plural } from '../document/plural.js'
import type { Better } from '../kpi/kpi.js'
import type { Currency } from '../money/currency.js'
import type { Chart } from './chart.js'
import { cutText, textWidth } from './cut-text.js'
import { emptyChart } from './empty-chart.js'
import { axisLabel, axisTitle, type Channel, type Layer, layeredChart, rowChannel } from './layers.js'
import { midSentence } from './mid-sentence.js'
import { periodBandChannel, periodPlace, periodTooltip } from './period-axis.js'
import { periodText } from './period-label.js'
import { byStart, type ChartPeriod } from './period-series.js'
import { ink, plotWidth, sequentialColors } from './theme.js'
import {
  chartCurrency,
  formatNumber,
  formatValue,
  plotValue,
  type ValueFormat,
  type ValueUnit,
  valueFormat,
} from './value-format.js'
import { type ValueScale, valueScale } from './value-scale.js'

/** A KPI of one customer in one period; null where it is not defined. */
export interface CustomerCell {
  /** The customer's name or identifier. */
  readonly customer: string
  readonly label: string
  readonly start: Day
  readonly value: number | null
}

export interface CustomerHeatMapOptions {
  /** The KPI's name for people: `Days to pay`. */
  readonly name: string
  readonly unit: ValueUnit
  readonly better: Better
  /** The KPI's id, which decides how many digits are shown if `digits` does not. */
  readonly kpi?: string
  /** Digits after the point; not for money. */
  readonly digits?: number
  /** Needed for money. */
  readonly currency?: Currency
}

/**
 * A KPI by customer and period as a map: a row for each customer in the order given, thirty at most, and the darker a cell,
 * the worse (the higher, where the KPI has no good side). A cell without a value is empty but for a dash. Where there is
 * room, the values stand in the cells. The title names the worst of the newest period. Customers are told apart by their
 * text alone. Throws a TypeError on money without a currency.
 */
export function customerHeatMap(cells: readonly CustomerCell[], options: CustomerHeatMapOptions): Chart {
  const { unit } = options
  const currency = chartCurrency('customerHeatMap', unit, options.currency)
  const name = cutText(options.name, 28)
  const all = [...new Set(cells.map(({ customer }) => customer))]
  const customers = all.slice(0, mostCustomers)
  const rowOf = new Map(customers.map((customer, row) => [customer, row]))
  const placed = cells.filter(({ customer }) => rowOf.has(customer))
  const known = placed.flatMap((cell) => (cell.value === null ? [] : [{ ...cell, value: cell.value }]))
  if (known.length === 0) return emptyChart(`${name} is not defined for any customer`)
  const format = valueFormat(
    options.kpi ?? '',
    unit,
    currency,
    known.map(({ value }) => value),
    options.digits,
  )
  const map: HeatMap = {
    name,
    names: customers.map((customer) => cutText(customer, 16)),
    all: all.length,
    periods: periodsOf(placed),
    known: known.map((cell) => ({ ...cell, row: rowOf.get(cell.customer)! })),
    better: options.better,
    format,
  }
  const title = heatTitle(map)
  const alt = heatAlt(map)
  const layers = heatLayers(map)
  const height = customers.length * rowHeight
  return layeredChart({ title, subtitle: heatSubtitle(map), alt, layers, width: widthOf(map.periods), height })
}

const widest = plotWidth - 120

/** Of a cell at most, in pixels. */
const cellWidth = 70

/** Of a row, in pixels. */
const rowHeight = 20

const mostCustomers = 30

interface HeatCell extends ChartPeriod {
  readonly row: number
  readonly value: number
}

interface HeatMap {
  readonly name: string
  /** Of the rows, as written. */
  readonly names: readonly string[]
  /** How many customers there are with those that have no row. */
  readonly all: number
  readonly periods: readonly ChartPeriod[]
  readonly known: readonly HeatCell[]
  readonly better: Better
  readonly format: ValueFormat
}

function periodsOf(cells: readonly ChartPeriod[]): ChartPeriod[] {
  return byStart([...new Map(cells.map(({ label, start }) => [start, { label, start }])).values()])
}

function widthOf(periods: readonly ChartPeriod[]): number {
  return Math.min(widest, periods.length * cellWidth)
}

function heatLayers(map: HeatMap): Layer[] {
  const { name, names, periods, known, format } = map
  const x = periodBandChannel(periods, widthOf(periods))
  const y = rowChannel(names)
  const scale = colorScale(map)
  const rows = known.map((cell) => ({
    ...periodPlace(cell),
    row: cell.row,
    customer: names[cell.row]!,
    value: plotValue(cell.value, format),
    text: formatValue(cell.value, format),
  }))
  const empty = emptyCells(map)
  const cellFormat = formatOfCells(map)
  return [
    ...(empty.length === 0 ? [] : emptyLayers(empty, x, y)),
    {
      data: { values: rows },
      mark: { type: 'rect', stroke: '#ffffff', strokeWidth: 1 },
      encoding: {
        x,
        y,
        color: { field: 'value', type: 'quantitative', ...colorChannel(name, scale, map) },
        tooltip: [
          { field: 'customer', title: 'Customer', type: 'nominal' },
          { ...periodTooltip, type: 'nominal' },
          { field: 'text', title: name, type: 'nominal' },
        ],
      },
    },
    ...(cellFormat ? numberLayers(map, scale, cellFormat, x, y) : []),
  ]
}

/** The places of the map that have no value. */
function emptyCells({ names, periods, known }: HeatMap) {
  const filled = new Set(known.map(({ row, start }) => `${row} ${start}`))
  return names.flatMap((_, row) =>
    periods
      .filter(({ start }) => !filled.has(`${row} ${start}`))
      .map((period) => ({ start: periodPlace(period).start, row, text: '–' })),
  )
}

function emptyLayers(empty: readonly object[], x: Channel, y: Channel): Layer[] {
  return [
    {
      data: { values: empty },
      mark: { type: 'text', baseline: 'middle', fontSize: 10, color: ink.axis },
      encoding: { x, y, text: { field: 'text', type: 'nominal' } },
    },
  ]
}

/** The ends of the colours, and whether values lie beyond them. */
interface ColorScale extends ValueScale {
  readonly beyondLow: boolean
  readonly beyondHigh: boolean
}

/** All values, but without the outermost 2 % at an end if they alone would take half of the colours. */
function colorScale({ known, format }: HeatMap): ColorScale {
  const sorted = known.map(({ value }) => plotValue(value, format)).sort((a, b) => a - b)
  const cut = Math.floor(sorted.length * 0.02)
  const [low, high] = [sorted[0]!, sorted.at(-1)!]
  const [innerLow, innerHigh] = [sorted[cut]!, sorted[sorted.length - 1 - cut]!]
  const span = innerHigh - innerLow
  const scale = valueScale([innerLow - low > span ? innerLow : low, high - innerHigh > span ? innerHigh : high])
  return { ...scale, beyondLow: low < scale.domain[0], beyondHigh: high > scale.domain[1] }
}

function colorChannel(
  name: string,
  { domain, ticks, beyondLow, beyondHigh }: ColorScale,
  { better, format }: HeatMap,
): Channel {
  const [low, high] = domain
  const stops = sequentialColors.map((_, index) => low + ((high - low) * index) / (sequentialColors.length - 1))
  const label = axisLabel(format)
  const text = `${beyondLow ? `datum.value <= ${low} ? '≤ ' + ${label} : ` : ''}${beyondHigh ? `datum.value >= ${high} ? '≥ ' + ${label} : ` : ''}${label}`
  return {
    scale: {
      domain: stops,
      range: better === 'higher' ? [...sequentialColors].reverse() : sequentialColors,
      clamp: true,
    },
    legend: {
      title: axisTitle(name, format),
      titleFontSize: 11,
      titleFontWeight: 'normal',
      titleColor: ink.quietText,
      titleLimit: 500,
      gradientLength: 320,
      gradientThickness: 10,
      values: ticks,
      labelExpr: text,
      offset: 12,
    },
  }
}

/** How the values are written in the cells: as everywhere, else without decimals; null if neither has room. */
function formatOfCells({ known, periods, format }: HeatMap): ValueFormat | null {
  const room = widthOf(periods) / periods.length - 4
  const formats = [format, { ...format, digits: 0 }]
  const fits = (one: ValueFormat) =>
    known.every(({ value }) => textWidth(formatNumber(value, one)) * cellFontSize <= room)
  return formats.find(fits) ?? null
}

const cellFontSize = 9.5

/** The values in their cells, white on dark ones and dark on light ones. */
function numberLayers(
  { known, better, format }: HeatMap,
  { domain }: ValueScale,
  cellFormat: ValueFormat,
  x: Channel,
  y: Channel,
): Layer[] {
  const numbers = known.map((cell) => {
    const place = (plotValue(cell.value, format) - domain[0]) / (domain[1] - domain[0])
    return {
      start: periodPlace(cell).start,
      row: cell.row,
      text: formatNumber(cell.value, cellFormat),
      onDark: (better === 'higher' ? 1 - place : place) > 0.66,
    }
  })
  // A layer for either, not a column of colours: Vega-Lite would hold it against the scale of the cells.
  return [true, false].flatMap((dark) => {
    const values = numbers.filter(({ onDark }) => onDark === dark).map(({ onDark: _, ...number }) => number)
    if (values.length === 0) return []
    const color = dark ? '#ffffff' : ink.text
    return [
      {
        data: { values },
        mark: { type: 'text', baseline: 'middle', fontSize: cellFontSize, color },
        encoding: { x, y, text: { field: 'text', type: 'nominal' } },
      },
    ]
  })
}

/** The newest period with a value, and its values from the best to the worst; where no side is good, the highest is the last. */
function newestOf({ periods, known, better }: HeatMap) {
  const newest = periods.filter(({ start }) => known.some((cell) => cell.start === start)).at(-1)!
  const sign = better === 'higher' ? -1 : 1
  const cells = known
    .filter(({ start }) => start === newest.start)
    .sort((a, b) => sign * (a.value - b.value) || b.row - a.row)
  return { when: periodText(newest.label), cells, median: medianOf(cells.map(({ value }) => value)) }
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2
}

function heatTitle(map: HeatMap): string {
  const { name, names, better, format } = map
  const { when, cells, median } = newestOf(map)
  const worst = cells.at(-1)!
  const value = formatValue(worst.value, format)
  if (cells.length === 1) return `${name} of ${names[worst.row]} is ${value} in ${when}`
  if (cells[0]!.value === worst.value)
    return `${name} is ${value} for all ${plural(cells.length, 'customer')} in ${when}`
  const end = better === 'higher' ? 'lowest' : 'highest'
  return `${names[worst.row]} has the ${end} ${midSentence(name)} in ${when}: ${value}, where the median is ${formatNumber(median, format)}`
}

function heatSubtitle(map: HeatMap): string {
  const { all, names, better } = map
  const darker = better === 'lower' || better === 'higher' ? 'worse' : 'higher'
  return [
    `The darker, the ${darker}.`,
    ...(emptyCells(map).length === 0 ? [] : ['A dash: not defined.']),
    ...(all > names.length ? [`The first ${names.length} of ${plural(all, 'customer')}.`] : []),
  ].join(' ')
}

function heatAlt(map: HeatMap): string {
  const { name, names, all, periods, format } = map
  const { when, cells, median } = newestOf(map)
  const [best, worst] = [cells[0]!, cells.at(-1)!]
  const span = `${periodText(periods[0]!.label)} to ${periodText(periods.at(-1)!.label)}`
  const rows =
    all > names.length ? `the first ${names.length} of ${plural(all, 'customer')}` : plural(names.length, 'customer')
  const end = ({ row, value }: HeatCell) => `${formatValue(value, format)} (${names[row]})`
  const empty = emptyCells(map).length
  return [
    `Heat map of ${midSentence(name)} for ${rows}, ${span}.`,
    cells.length === 1
      ? `In ${when}: ${end(worst)}.`
      : `In ${when} it goes from ${end(best)} to ${end(worst)}; the median is ${formatValue(median, format)}.`,
    ...(empty === 0
      ? []
      : [
          `It is not defined in ${plural(empty, 'cell')} of ${(names.length * periods.length).toLocaleString('en-US')}.`,
        ]),
  ].join(' ')
}
