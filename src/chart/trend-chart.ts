import type { Better } from '../kpi/kpi.js'
import type { Currency } from '../money/currency.js'
import type { Chart } from './chart.js'
import { emptyChart } from './empty-chart.js'
import { axisTitle, layeredChart, monthChannel, pastLayers, tooltipLayer, valueChannel } from './layers.js'
import { monthRuns } from './month-series.js'
import { monthNumber, monthText } from './month-text.js'
import { historyStyle } from './theme.js'
import { changeVerb, extremesText, valueAfterChange } from './trend-words.js'
import {
  chartCurrency,
  formatDistance,
  formatNumber,
  formatValue,
  plotValue,
  roundsToZero,
  type ValueFormat,
  type ValueUnit,
  valueFormat,
} from './value-format.js'
import { valueScale } from './value-scale.js'

export interface TrendChartOptions {
  /** The KPI's name for people: `DSO`. */
  readonly name: string
  readonly unit: ValueUnit
  readonly better: Better
  /** The KPI's id, which decides how many digits are shown. */
  readonly kpi?: string
  /** Needed for money. */
  readonly currency?: Currency
}

/** A month of the past; null where the KPI is not defined. */
export interface TrendPoint {
  readonly month: string
  readonly value: number | null
}

/**
 * The past of one KPI, with gaps where it is not defined and the last value written out. The title compares it with
 * the value twelve months earlier, or with the oldest one if the past is shorter.
 */
export function trendChart(points: readonly TrendPoint[], options: TrendChartOptions): Chart {
  const { name } = options
  const format = valueFormat(
    options.kpi ?? '',
    options.unit,
    chartCurrency('trendChart', options.unit, options.currency),
    points.map(({ value }) => value),
  )
  const known = points
    .flatMap(({ month, value }) => (value === null ? [] : [{ month, value }]))
    .sort((a, b) => monthNumber(a.month) - monthNumber(b.month))
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last) return emptyChart(`${name} is not defined in any month of the past`)
  const before = comparedWith(known)
  const title = trendTitle(name, before, last, options.better, format)
  const gaps = monthNumber(last.month) - monthNumber(first.month) + 1 - known.length
  const span = `${monthText(first.month)} to ${monthText(last.month)}`
  const extremes = extremesText(
    known.map(({ month, value }) => ({ when: monthText(month), value })),
    format,
  )
  const missing = gaps === 0 ? '' : ` It is not defined in ${gaps} ${gaps === 1 ? 'month' : 'months'}: the gaps.`
  const alt = `Line chart of ${name} by month, ${span}: ${formatValue(first.value, format)} at first, ${formatValue(last.value, format)} at last, ${extremes}.${missing}`
  const subtitle = known.length === 1 ? 'Only one month is known.' : `${span}; ${extremes}.${missing}`
  return layeredChart({ title, subtitle, alt, layers: trendLayers(name, known, format), height: 180 })
}

type KnownPoint = { readonly month: string; readonly value: number }

function trendLayers(name: string, known: readonly KnownPoint[], format: ValueFormat) {
  const line = monthRuns(known.map(({ month, value }) => ({ month, value: plotValue(value, format) })))
  const scale = valueScale(line.map(({ value }) => value))
  const x = monthChannel(known.map(({ month }) => month))
  const y = valueChannel('value', axisTitle(name, format), format, scale)
  const end = line.at(-1)!
  const endText = formatNumber(known.at(-1)!.value, format)
  return [
    ...pastLayers(line, x, y),
    {
      data: { values: [{ ...end, text: endText }] },
      mark: {
        type: 'text',
        align: 'left',
        baseline: 'middle',
        dx: 8,
        fontSize: 12,
        fontWeight: 700,
        color: historyStyle.color,
      },
      encoding: { x, y, text: { field: 'text', type: 'nominal' } },
    },
    tooltipLayer(
      known.map(({ month, value }, index) => ({
        month: line[index]!.month,
        monthText: monthText(month),
        text: formatValue(value, format),
      })),
      x,
      [{ field: 'text', title: name }],
    ),
  ]
}

/** The value a year before the last one, so that the season cancels; else the oldest there is. */
function comparedWith(known: readonly KnownPoint[]): KnownPoint {
  const yearBefore = monthNumber(known.at(-1)!.month) - 12
  return known.find(({ month }) => monthNumber(month) >= yearBefore)!
}

function trendTitle(name: string, before: KnownPoint, last: KnownPoint, better: Better, format: ValueFormat): string {
  const months = monthNumber(last.month) - monthNumber(before.month)
  const now = valueAfterChange(last.value, format)
  if (months === 0) return `${name} was ${formatValue(last.value, format)} in ${monthText(last.month)}`
  const over = `over ${months} ${months === 1 ? 'month' : 'months'}`
  const change = last.value - before.value
  if (roundsToZero(change, format)) return `${name} held at ${formatValue(last.value, format)} ${over}`
  return `${name} ${changeVerb(change, better)} ${formatDistance(change, format)} ${over} to ${now}`
}
