import type { Sensitivity } from '../decision/sensitivity.js'
import type { Chart } from './chart.js'
import { cutText } from './cut-text.js'
import { emptyChart } from './empty-chart.js'
import { amountAxis, axisTitle, hasRows, type Layer, layeredChart, rowChannel } from './layers.js'
import { outcomeFormat } from './outcome-format.js'
import { ink, plotWidth } from './theme.js'
import { formatNumber, formatValue, plotValue } from './value-format.js'
import { valueScale } from './value-scale.js'

const rowHeight = 34
const mostBars = 12
/** Blue and orange of the Okabe-Ito palette; a label at each end says which is which. */
const [lowColor, highColor] = ['#0072b2', '#e69f00']

/**
 * What an outcome hangs on, the longest bar on top: from the scenario’s mean to where each lever left out, or each uncertain response at its ends,
 * would bring it. Only the twelve longest are drawn.
 */
export function tornadoChart(result: Sensitivity): Chart {
  const { outcome, scenario, mean, tornado } = result
  const format = outcomeFormat(outcome, result.currency)
  const bars = tornado.slice(0, mostBars)
  if (bars.length === 0) return emptyChart(`${cutText(outcome.name, 40)} hangs on no lever`)
  const plot = (value: number) => plotValue(value, format)
  const rows = bars.map(({ name }) => cutText(name, 38))
  const ends = bars.flatMap(({ low, high }, row) =>
    [low, high].map(({ at, outcome: value }, end) => ({
      row,
      from: plot(mean),
      to: plot(value),
      text: `${at}: ${formatNumber(value, format)}`,
      isRight: value > mean || (value === mean && end === 1),
      isLow: end === 0,
    })),
  )
  const moved = ends.filter(({ from, to }) => Math.abs(to - from) > 0)
  const reach = Math.max(...ends.map(({ to }) => Math.abs(to - plot(mean))))
  // Room for the labels at the ends.
  const scale = valueScale([plot(mean) - 1.5 * reach, plot(mean) + 1.5 * reach])
  const x = (field: string) => amountAxis(field, axisTitle(outcome.name, format), format, scale)
  const y = rowChannel(rows)
  const label = (isRight: boolean): Layer => ({
    data: { values: moved.filter((end) => end.isRight === isRight) },
    mark: { type: 'text', align: isRight ? 'left' : 'right', dx: isRight ? 5 : -5, fontSize: 11, color: ink.text },
    encoding: { x: x('to'), y, text: { field: 'text' } },
  })
  const layers: Layer[] = [
    ...[true, false].map((isLow) => ({
      data: { values: moved.filter((end) => end.isLow === isLow) },
      mark: { type: 'bar', height: 16, color: isLow ? lowColor : highColor },
      encoding: { x: x('from'), x2: { field: 'to' }, y },
    })),
    label(true),
    label(false),
    {
      data: { values: [{ mean: plot(mean) }] },
      mark: { type: 'rule', color: ink.text, strokeWidth: 1.5 },
      encoding: { x: x('mean') },
    },
  ]
  const first = bars[0]!
  const hangs = first.swing > 0 ? `hangs most on ${cutText(first.name, 44)}` : 'hangs on none of its levers'
  return layeredChart({
    title: `${cutText(outcome.name, 30)} under ${cutText(scenario, 30)} ${hangs}`,
    subtitle: `Line: the mean of the scenario, ${formatValue(mean, format)}. Blue: left out, or the response at its low end; orange: at its high end.`,
    alt: bars
      .map(
        ({ name, low, high }) =>
          `${name}: ${low.at} ${formatValue(low.outcome, format)}, ${high.at} ${formatValue(high.outcome, format)}.`,
      )
      .join(' '),
    layers: layers.filter(hasRows),
    height: rowHeight * bars.length,
    width: plotWidth - 140,
  })
}
