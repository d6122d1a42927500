import type { Chart } from './chart.js'
import { type Layer, layeredChart, valueChannel } from './layers.js'
import { ink } from './theme.js'
import { noCurrency, type ValueFormat } from './value-format.js'
import { valueScale } from './value-scale.js'

/** Outcomes by tenth of the forecast distribution that they fell in. */
export interface PitOptions {
  /** The figure's name for people. */
  readonly name: string
}

const height = 130

/**
 * A histogram of where outcomes fell among the forecast futures (PIT): level if forecasts are right, high at both ends if the
 * ranges are too narrow, high in the middle if they are too wide, leaning to one side if forecasts are too high or too low. The
 * dashed line is the level that right forecasts have on average.
 */
export function pitChart(counts: readonly number[], { name }: PitOptions): Chart {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const level = total / counts.length
  const title = `${name}: ${shape(counts)}`
  const bins = counts.map((count, bin) => ({ from: bin * 10, to: (bin + 1) * 10, count }))
  const alt = `Histogram of ${total} outcomes of ${name.toLowerCase()} by tenth of the forecast futures, lowest first: ${counts.join(', ')}. Right forecasts would have ${level.toFixed(1)} in each on average.`
  const x = {
    field: 'from',
    type: 'quantitative',
    scale: { domain: [0, 100], nice: false },
    axis: { title: 'share of futures below what happened, %', values: [0, 20, 40, 60, 80, 100], titlePadding: 6 },
  }
  const format: ValueFormat = { unit: 'count', digits: 0, currency: noCurrency }
  const y = valueChannel('count', 'outcomes', format, valueScale([0, ...counts, level]))
  const layers: Layer[] = [
    {
      data: { values: bins },
      mark: { type: 'bar', color: '#0072b2', stroke: '#ffffff', strokeWidth: 1 },
      encoding: { x, x2: { field: 'to' }, y, y2: { datum: 0 } },
    },
    {
      data: { values: [{ count: level }] },
      mark: { type: 'rule', color: ink.text, strokeDash: [5, 4] },
      encoding: { y },
    },
  ]
  const subtitle = 'Dashed: how many outcomes each tenth would hold if the ranges were right.'
  return layeredChart({ title, subtitle, alt, layers, height })
}

/** What a histogram looks like, in words, where it differs from level by more than chance (two standard errors). */
function shape(counts: readonly number[]): string {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const share = (bins: readonly number[]) => bins.reduce((sum, bin) => sum + (counts[bin] ?? 0), 0) / Math.max(1, total)
  const apart = (bins: readonly number[]) => {
    const expected = bins.length / counts.length
    return (share(bins) - expected) / Math.sqrt((expected * (1 - expected)) / Math.max(1, total))
  }
  const lower = apart([0, 1, 2, 3, 4])
  const ends = apart([0, 1, 8, 9])
  if (lower > 2) return 'outcomes fell mostly below the forecasts'
  if (lower < -2) return 'outcomes fell mostly above the forecasts'
  if (ends > 2) return 'outcomes fell too often outside: the ranges are narrow'
  if (ends < -2) return 'outcomes fell too often in the middle: the ranges are wide'
  return 'outcomes are spread as right forecasts would have them'
}
