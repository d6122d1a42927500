import { againstExpected } from './against-expected.js'
import type { Chart } from './chart.js'
import { emptyChart } from './empty-chart.js'
import { bandLayers, hasRows, type Layer, layeredChart, tooltipLayer, valueChannel } from './layers.js'
import { periodPlace, periodTimeChannel, periodTooltip } from './period-axis.js'
import { periodText } from './period-label.js'
import { byStart, type ChartPeriod, periodRuns } from './period-series.js'
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
  const all = byStart(given)
  const months = all.filter(isComparable)
  if (months.length === 0) return emptyChart('No month has payments to compare')
  const rows = periodRuns(all, (month) =>
    isComparable(month)
      ? {
          ...periodPlace(month),
          ...againstExpected(month),
          paid: month.paid.toLocaleString('en-US'),
          expected: month.expected.toFixed(0),
        }
      : null,
  )
  const off = rows.filter(({ isOff }) => isOff)
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
    ...bandLayers(rows, ['low', 'high'], tint(bandColor, 0.12), x, y),
    {
      data: { values: [{ one: 1 }] },
      mark: { type: 'rule', color: ink.axis, strokeDash: [5, 4] },
      encoding: { y: y('one') },
    },
    {
      data,
      mark: { type: 'line', color: historyStyle.color },
      encoding: { x, y: y('ratio'), detail: { field: 'run', type: 'nominal' } },
    },
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
  return layeredChart({ title, subtitle, alt, layers: layers.filter(hasRows), height })
}

/** With less than one payment expected there is nothing to compare with. */
function isComparable({ expected }: PaymentMonth): boolean {
  return expected >= 1
}
