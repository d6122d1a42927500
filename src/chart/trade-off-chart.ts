import { isTotal } from '../facts/fact-table.js'
import type { PairedFigures, SimulationResult } from '../scenario/result.js'
import type { Chart } from './chart.js'
import { cutText } from './cut-text.js'
import { emptyChart } from './empty-chart.js'
import { amountAxis, axisTitle, type Layer, layeredChart, valueChannel } from './layers.js'
import { resultCurrency } from './result-series.js'
import { baselineStyle, ink, scenarioStyle } from './theme.js'
import { formatChange, plotValue, type ValueFormat } from './value-format.js'
import { valueScale } from './value-scale.js'

const height = 300

/**
 * What each scenario does to DSO and to contribution (to cash, where contribution is not known), against the baseline at 0 and 0: a dot at the
 * means, lines through it over the ranges that hold 90 % of the futures.
 */
export function tradeOffChart(result: SimulationResult): Chart {
  const currency = resultCurrency(result)
  const own = result.tradeOffs.filter(({ group }) => isTotal(group))
  const hasContribution = own.every(({ contribution }) => contribution !== null)
  const money: ValueFormat = { unit: 'money', digits: 0, currency }
  const days: ValueFormat = { unit: 'days', digits: 1, currency }
  const name = hasContribution ? 'Contribution' : 'Cash'
  const points = own.flatMap(({ scenario, dso, contribution, cash }, position) => {
    const worth = contribution ?? cash
    if (!isKnown(dso) || !isKnown(worth)) return []
    const plot = (value: number) => plotValue(value, money)
    return [
      {
        scenario,
        name: cutText(scenario, 30),
        color: scenarioStyle(position).color,
        x: dso.mean,
        xLow: dso.low,
        xHigh: dso.high,
        y: plot(worth.mean),
        yLow: plot(worth.low),
        yHigh: plot(worth.high),
        worth: worth.mean,
      },
    ]
  })
  if (points.length === 0) return emptyChart('No scenario is compared by DSO')
  const xs = valueScale([0, ...points.flatMap(({ xLow, xHigh }) => [xLow, xHigh])])
  const ys = valueScale([0, ...points.flatMap(({ yLow, yHigh }) => [yLow, yHigh])])
  const x = (field: string) => amountAxis(field, axisTitle('Change of DSO', days), days, xs)
  const y = (field: string) => valueChannel(field, axisTitle(`Change of ${name.toLowerCase()}`, money), money, ys)
  const color = { field: 'color', type: 'nominal', scale: null }
  const middle = (xs.domain[0] + xs.domain[1]) / 2
  const names = (isRight: boolean): Layer[] => {
    const values = points.filter((point) => point.x > middle === isRight)
    if (values.length === 0) return []
    const mark = {
      type: 'text',
      align: isRight ? 'right' : 'left',
      dx: isRight ? -8 : 8,
      dy: -8,
      fontSize: 11,
      color: ink.text,
    }
    return [{ data: { values }, mark, encoding: { x: x('x'), y: y('y'), text: { field: 'name' } } }]
  }
  const zero = [{ zero: 0 }]
  const layers: Layer[] = [
    { data: { values: zero }, mark: { type: 'rule', color: ink.axis }, encoding: { x: x('zero') } },
    { data: { values: zero }, mark: { type: 'rule', color: ink.axis }, encoding: { y: y('zero') } },
    {
      data: { values: points },
      mark: { type: 'rule', strokeWidth: 2 },
      encoding: { x: x('xLow'), x2: { field: 'xHigh' }, y: y('y'), color },
    },
    {
      data: { values: points },
      mark: { type: 'rule', strokeWidth: 2 },
      encoding: { x: x('x'), y: y('yLow'), y2: { field: 'yHigh' }, color },
    },
    {
      data: { values: points },
      mark: { type: 'point', filled: true, opacity: 1, size: 90 },
      encoding: { x: x('x'), y: y('y'), color },
    },
    {
      data: { values: [{ x: 0, y: 0 }] },
      mark: { type: 'point', shape: 'square', filled: true, opacity: 1, size: 80, color: baselineStyle.color },
      encoding: { x: x('x'), y: y('y') },
    },
    ...names(true),
    ...names(false),
  ]
  const best = points.reduce((most, point) => (point.worth > most.worth ? point : most))
  const title =
    best.worth > 0
      ? `${cutText(best.scenario, 34)} brings the most ${name.toLowerCase()}`
      : `No scenario brings more ${name.toLowerCase()} than the baseline`
  const alt = points
    .map(
      (point) =>
        `${point.scenario}: DSO ${formatChange(point.x, days)}, ${name.toLowerCase()} ${formatChange(point.worth, money)}.`,
    )
    .join(' ')
  return layeredChart({
    title,
    subtitle: `DSO at the end, ${hasContribution ? 'present value of the contribution' : 'cash'} of all ${result.months} months: means over futures, with the ranges that hold 90 % of them. Square: the baseline. Left and up is better.`,
    alt,
    layers,
    height,
  })
}

type Known = PairedFigures & { readonly mean: number; readonly low: number; readonly high: number }

function isKnown(figures: PairedFigures | null): figures is Known {
  return figures !== null && figures.mean !== null && figures.low !== null && figures.high !== null
}
