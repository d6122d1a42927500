import type { SeekResult } from '../decision/seek.js'
import type { Chart } from './chart.js'
import { type Layer, layeredChart, valueChannel } from './layers.js'
import { ink, targetStyle, verdictColor } from './theme.js'
import { noCurrency, type ValueFormat } from './value-format.js'
import type { ValueScale } from './value-scale.js'

/** What the found setting is called and the target reads like, for people. */
export interface SeekWords {
  /** `net of terms` or as the setting is written. */
  readonly setting: string
  /** `DSO in 2025-12 at most 45 days`. */
  readonly target: string
}

/**
 * In what share of futures a target is reached, by the setting of a lever: a line through what was tried with its 95 % intervals, the
 * share that was asked for dashed, and the setting that was found marked.
 */
export function seekChart(result: SeekResult, words: SeekWords): Chart {
  const { tried, found, best, confidence } = result
  const percent = (share: number) => Number((100 * share).toFixed(1))
  const points = tried.map(({ value, probability, low, high }) => ({
    setting: value,
    probability: percent(probability),
    low: percent(low),
    high: percent(high),
  }))
  const title = found
    ? `${words.setting} ${found.value} reaches the target in ${percent(found.probability)} % of futures`
    : `No ${words.setting} reaches the target in ${percent(confidence)} % of futures; the best is ${percent(best.probability)} %, at ${best.value}`
  const alt = `${title}. ${words.target}: ${points.map((point) => `${point.probability} % at ${point.setting}`).join(', ')}.`
  const x = {
    field: 'setting',
    type: 'quantitative',
    scale: { zero: false, nice: false, padding: 8 },
    axis: { title: words.setting, tickCount: 8 },
  }
  const format: ValueFormat = { unit: 'percent', digits: 0, currency: noCurrency }
  const scale: ValueScale = { domain: [0, 100], ticks: [0, 20, 40, 60, 80, 100] }
  const y = (field: string) => valueChannel(field, 'futures that reach it, %', format, scale)
  const marked = found === null ? [] : [{ setting: found.value, probability: percent(found.probability) }]
  const layers: Layer[] = [
    {
      data: { values: points },
      mark: { type: 'area', color: ink.axis, opacity: 0.35 },
      encoding: { x, y: y('low'), y2: { field: 'high' } },
    },
    {
      data: { values: points },
      mark: { type: 'line', color: ink.text, point: { color: ink.text, size: 30 } },
      encoding: { x, y: y('probability') },
    },
    {
      data: { values: [{ level: percent(confidence) }] },
      mark: { type: 'rule', color: targetStyle.color, strokeDash: targetStyle.dash },
      encoding: { y: y('level') },
    },
    ...(marked.length === 0
      ? []
      : [
          {
            data: { values: marked },
            mark: { type: 'point', shape: 'diamond', filled: true, size: 160, opacity: 1, color: verdictColor.good },
            encoding: { x, y: y('probability') },
          },
        ]),
  ]
  return layeredChart({
    title,
    subtitle: `${words.target}. Grey: the 95 % interval of the share; dashed: what was asked for.`,
    alt,
    layers,
  })
}
