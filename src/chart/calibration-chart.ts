import { againstExpected } from './against-expected.js'
import type { Chart } from './chart.js'
import { emptyChart } from './empty-chart.js'
import { hasRows, type Layer, layeredChart, valueChannel } from './layers.js'
import { ink } from './theme.js'
import { noCurrency, valueFormat } from './value-format.js'
import { valueScale } from './value-scale.js'

/** Expected and actual payments of invoice-days with about the same fitted probability. */
export interface CalibrationPoint {
  readonly from: number
  readonly to: number
  /** Above 0. */
  readonly expected: number
  readonly paid: number
}

const height = 195
const ratioFormat = valueFormat('', 'ratio', noCurrency)

/** Payments as multiples of what was expected, by rising fitted probability, with two standard errors of chance. */
export function calibrationChart(bins: readonly CalibrationPoint[]): Chart {
  if (bins.length === 0) return emptyChart('No payment was expected on any day')
  const rows = bins.map(({ from, to, ...counts }, index) => ({
    bin: index + 1,
    ...againstExpected(counts),
    text: `${(100 * from).toFixed(1)} to ${(100 * to).toFixed(1)} % a day`,
  }))
  const off = rows.filter(({ isOff }) => isOff)
  const title =
    off.length === 0
      ? 'As many payments came as were expected, on likely and on unlikely days'
      : `In ${off.length} of ${rows.length} tenths payments differ from what was expected by more than chance`
  const alt = `Payments ÷ expected payments by tenth of the expected payments, from the least to the most likely days: ${rows.map(({ ratio }) => ratio.toFixed(2)).join(', ')}. ${off.length} of ${rows.length} differ from 1 by more than two standard errors.`
  const x = {
    field: 'bin',
    type: 'quantitative',
    scale: { domain: [0.5, bins.length + 0.5], nice: false },
    axis: {
      title: 'tenth of expected payments, from the least to the most likely days',
      tickCount: bins.length,
      format: 'd',
    },
  }
  const values = rows.flatMap(({ ratio, low, high }) => [ratio, low, high])
  const scale = valueScale([0.8, 1.2, ...values])
  const y = (field: string) => valueChannel(field, 'payments ÷ expected', ratioFormat, scale)
  const layers: Layer[] = [
    {
      data: { values: rows },
      mark: { type: 'rule', strokeWidth: 9, color: '#e4e9ee' },
      encoding: { x, y: y('low'), y2: { field: 'high' } },
    },
    {
      data: { values: [{ one: 1 }] },
      mark: { type: 'rule', color: ink.axis, strokeDash: [5, 4] },
      encoding: { y: y('one') },
    },
    ...[false, true].map((isOff) => ({
      data: { values: rows.filter((row) => row.isOff === isOff) },
      mark: {
        type: 'point',
        filled: true,
        opacity: 1,
        size: 75,
        shape: isOff ? 'cross' : 'circle',
        color: isOff ? '#d55e00' : '#0072b2',
      },
      encoding: { x, y: y('ratio') },
    })),
  ]
  const subtitle = 'Grey: within two standard errors of chance. Crosses lie outside.'
  return layeredChart({
    title,
    subtitle,
    alt,
    layers: layers.filter(hasRows),
    height,
  })
}
