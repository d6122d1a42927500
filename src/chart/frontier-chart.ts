import type { Frontier } from '../decision/frontier.js'
import type { Chart } from './chart.js'
import { cutText } from './cut-text.js'
import { amountAxis, axisTitle, hasRows, type Layer, layeredChart, valueChannel } from './layers.js'
import { outcomeFormat } from './outcome-format.js'
import { baselineStyle, ink, verdictColor } from './theme.js'
import { formatValue, plotValue } from './value-format.js'
import { valueScale } from './value-scale.js'

const height = 320

/**
 * Choices by their first two outcomes: those that nothing beats as filled diamonds (of two outcomes joined by a line), the beaten ones as hollow
 * circles, the baseline as a square. Of three outcomes the third decides too, but is not drawn.
 */
export function frontierChart(result: Frontier): Chart {
  const [first, second] = result.outcomes.slice(0, 2).map((outcome) => ({
    ...outcome,
    format: outcomeFormat(outcome, result.currency),
  }))
  const points = result.points.map(({ name, means, onFrontier }, row) => ({
    name: cutText(name, 32),
    x: plotValue(means[0]!, first!.format),
    y: plotValue(means[1]!, second!.format),
    kind: row === 0 ? 'baseline' : onFrontier ? 'frontier' : 'beaten',
    onFrontier,
  }))
  const best = points.filter(({ onFrontier }) => onFrontier).sort((a, b) => a.x - b.x)
  const xs = valueScale(points.map(({ x }) => x))
  const ys = valueScale(points.map(({ y }) => y))
  const x = amountAxis('x', `${axisTitle(first!.name, first!.format)} (${first!.better} is better)`, first!.format, xs)
  const y = valueChannel(
    'y',
    `${axisTitle(second!.name, second!.format)} (${second!.better} is better)`,
    second!.format,
    ys,
  )
  const dots = (kind: string, mark: object): Layer => ({
    data: { values: points.filter((point) => point.kind === kind) },
    mark: { type: 'point', opacity: 1, ...mark },
    encoding: { x, y },
  })
  const middle = (xs.domain[0] + xs.domain[1]) / 2
  const names = (isRight: boolean): Layer => ({
    data: {
      values: points.filter((point) => (point.onFrontier || point.kind === 'baseline') && point.x > middle === isRight),
    },
    mark: {
      type: 'text',
      align: isRight ? 'right' : 'left',
      dx: isRight ? -9 : 9,
      dy: -4,
      fontSize: 11,
      color: ink.text,
    },
    encoding: { x, y, text: { field: 'name' } },
  })
  const layers: Layer[] = [
    {
      // Of three outcomes the frontier is no line.
      data: { values: result.outcomes.length === 2 ? best : [] },
      mark: { type: 'line', color: verdictColor.good, strokeWidth: 1.5, strokeDash: [4, 3] },
      encoding: { x, y },
    },
    dots('beaten', { shape: 'circle', filled: false, size: 55, color: ink.quietText }),
    dots('frontier', { shape: 'diamond', filled: true, size: 130, color: verdictColor.good }),
    dots('baseline', { shape: 'square', filled: true, size: 90, color: baselineStyle.color }),
    names(true),
    names(false),
  ]
  const third = result.outcomes[2]
  const count = best.length
  return layeredChart({
    title: `${count === 1 ? 'One choice' : `${count} choices`} of ${points.length} ${count === 1 ? 'is' : 'are'} beaten by none`,
    subtitle: `Diamonds: nothing is as good in ${third ? `both and in ${third.name.toLowerCase()}` : 'both'} and better in one. Circles: beaten. Square: the baseline.`,
    alt: result.points
      .map(
        ({ name, means, onFrontier }) =>
          `${name}: ${formatValue(means[0]!, first!.format)}, ${formatValue(means[1]!, second!.format)}${onFrontier ? ', beaten by none' : ''}.`,
      )
      .join(' '),
    layers: layers.filter(hasRows),
    height,
  })
}
