import type { Chart } from './chart.js'
import { emptyChart } from './empty-chart.js'
import { type Layer, layeredSpec, tooltipLayer, valueChannel } from './layers.js'
import { periodPlace, periodTimeChannel, periodTooltip } from './period-axis.js'
import { periodText } from './period-label.js'
import { byStart, type ChartPeriod } from './period-series.js'
import { historyStyle, ink, plotWidth, tint } from './theme.js'
import { noCurrency, valueFormat } from './value-format.js'
import { valueScale } from './value-scale.js'

/** Payments of a month, and how many the fitted habits expected. */
export interface PaymentMonth extends ChartPeriod {
  readonly expected: number
  readonly paid: number
}

const height = 170
const bandColor = '#0072b2'
const ratioFormat = valueFormat('', 'ratio', noCurrency)

/** Payments of each month as a multiple of what was expected, in a band of two standard errors of chance. */
export function paymentSpeedChart(given: readonly PaymentMonth[]): Chart {
  const months = byStart(given).filter(({ expected }) => expected >= 1)
  if (months.length === 0) return emptyChart('No month has payments to compare')
  const rows = months.map((month) => ({
    ...periodPlace(month),
    ratio: month.paid / month.expected,
    low: Math.max(0, 1 - 2 / Math.sqrt(month.expected)),
    high: 1 + 2 / Math.sqrt(month.expected),
    paid: month.paid.toLocaleString('en-US'),
    expected: month.expected.toFixed(0),
  }))
  const off = rows.filter(({ ratio, low, high }) => ratio < low || ratio > high)
  const title =
    off.length === 0
      ? `Payments of all ${months.length} months are as expected, within chance`
      : `In ${off.length} of ${months.length} months payments differ from what was expected by more than chance`
  const alt = [
    `Payments ÷ expected payments by month, ${periodText(months[0]!.label)} to ${periodText(months.at(-1)!.label)}.`,
    ...off.slice(0, 6).map((row) => `${row.periodText}: ${row.ratio.toFixed(2)}.`),
    off.length === 0
      ? 'All lie within two standard errors of 1.'
      : `${off.length} lie outside two standard errors of 1.`,
  ].join(' ')
  const values = rows.flatMap(({ ratio, low, high }) => [ratio, low, high])
  const x = periodTimeChannel(months, plotWidth)
  const scale = valueScale([0.7, 1.3, ...values])
  const y = (field: string) => valueChannel(field, 'payments ÷ expected', ratioFormat, scale)
  const data = { values: rows }
  const layers: Layer[] = [
    { data, mark: { type: 'area', color: tint(bandColor, 0.12) }, encoding: { x, y: y('low'), y2: { field: 'high' } } },
    {
      data: { values: [{ one: 1 }] },
      mark: { type: 'rule', color: ink.axis, strokeDash: [5, 4] },
      encoding: { y: y('one') },
    },
    { data, mark: { type: 'line', color: historyStyle.color }, encoding: { x, y: y('ratio') } },
    {
      data,
      mark: { type: 'point', filled: true, size: 36, opacity: 1, color: historyStyle.color },
      encoding: { x, y: y('ratio') },
    },
    tooltipLayer(
      rows,
      x,
      [
        { field: 'paid', title: 'Payments' },
        { field: 'expected', title: 'Expected' },
      ],
      periodTooltip,
    ),
  ]
  const subtitle = 'Expected: by the fitted habits and the month’s common factor. Band: two standard errors of chance.'
  return { title, alt, spec: layeredSpec({ title, subtitle, alt, layers, height, width: plotWidth }) }
}
