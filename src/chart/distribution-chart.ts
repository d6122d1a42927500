import type { OutcomeDistribution, ScenarioDistribution } from '../decision/outcome-distribution.js'
import type { Chart } from './chart.js'
import { cutText } from './cut-text.js'
import {
  amountAxis,
  axisTitle,
  type Layer,
  layeredChart,
  lineLegend,
  rowsOfSeries,
  seriesField,
  valueChannel,
} from './layers.js'
import { outcomeFormat } from './outcome-format.js'
import { baselineStyle, ink, scenarioStyle, targetStyle } from './theme.js'
import { axisUnit, formatRange, formatValue, noCurrency, plotValue, type ValueFormat } from './value-format.js'
import { valueScale } from './value-scale.js'

/** Outlines that can still be told apart. */
const mostScenarios = 5
/** About so many bars over the whole axis. */
const bins = 40

const percent: ValueFormat = { unit: 'percent', digits: 0, currency: noCurrency }

/**
 * How an outcome spreads over futures: for the baseline and each scenario an outline of the share of futures by value, and a line at
 * the target. The title says how often it is reached, or what is in the middle.
 */
export function distributionChart(distribution: OutcomeDistribution): Chart {
  const { outcome, currency, target } = distribution
  const format = outcomeFormat(outcome, currency)
  const shown = distribution.scenarios.slice(0, 1 + mostScenarios).map((scenario, index) => ({
    ...scenario,
    name: index === 0 ? 'Baseline' : cutText(scenario.name, 30),
    style: index === 0 ? baselineStyle : scenarioStyle(index - 1),
  }))
  const plotted = (value: number) => plotValue(value, format)
  const edges = [...shown.flatMap(({ values }) => [values[0]!, values.at(-1)!]), ...(target ? [target.value] : [])]
  const scale = valueScale(edges.map(plotted))
  const outlines = shown.map((scenario) => outline(scenario.values.map(plotted), scale.domain))
  const shares = outlines.flat().map(({ share }) => share)
  const x = amountAxis('value', axisTitle(outcome.name, format), format, scale)
  const y = valueChannel('share', 'futures, %', percent, valueScale([0, ...shares]))
  const legend = lineLegend(shown)
  const layers: Layer[] = [
    ...shown.map(({ style }, index) => ({
      data: { values: outlines[index] },
      mark: { type: 'area', interpolate: 'step-after', color: style.color, fillOpacity: 0.14 },
      encoding: { x, y },
    })),
    ...shown.map(({ style, name }, index) => ({
      data: { values: rowsOfSeries(outlines[index]!, name) },
      mark: { type: 'line', interpolate: 'step-after', strokeDash: style.dash },
      encoding: { x, y, color: { ...seriesField, ...legend } },
    })),
    ...(target ? targetLayers(plotted(target.value), x) : []),
  ]
  const count = distribution.replicates.toLocaleString('en-US')
  return layeredChart({
    title: titleOf(distribution, shown, format),
    subtitle: `${count} futures under each, on the same luck: their share by ${outcome.name}, ${axisUnit(format)}.${target ? ' Dashed blue: the target.' : ''}`,
    alt: altOf(distribution, shown, format),
    layers,
  })
}

interface OutlinePoint {
  readonly value: number
  readonly share: number
}

/** The share of values, in per cent, from each step to the next, from the first value to the last; it begins and ends at 0. */
function outline(values: readonly number[], [low, high]: readonly [number, number]): OutlinePoint[] {
  const width = (high - low) / bins
  const binOf = (value: number) => Math.min(bins - 1, Math.floor((value - low) / width))
  const edge = (bin: number) => Number((low + bin * width).toPrecision(10))
  const [first, last] = [binOf(values[0]!), binOf(values.at(-1)!)]
  const counts = new Array<number>(last - first + 1).fill(0)
  for (const value of values) counts[binOf(value) - first]!++
  const points = counts.map((count, index) => ({
    value: edge(first + index),
    share: Number(((100 * count) / values.length).toFixed(3)),
  }))
  return [{ value: edge(first), share: 0 }, ...points, { value: edge(last + 1), share: 0 }]
}

function targetLayers(value: number, x: Readonly<Record<string, unknown>>): Layer[] {
  const data = { values: [{ value, text: 'target' }] }
  return [
    {
      data,
      mark: { type: 'rule', color: targetStyle.color, strokeDash: targetStyle.dash, strokeWidth: 2 },
      encoding: { x },
    },
    {
      data,
      mark: { type: 'text', fontSize: 11, color: ink.quietText, baseline: 'bottom' },
      encoding: { x, y: { value: -5 }, text: { field: 'text', type: 'nominal' } },
    },
  ]
}

const shareText = (probability: number) => `${Math.round(100 * probability)} %`

function titleOf(
  { outcome, target }: OutcomeDistribution,
  [baseline, ...others]: readonly ScenarioDistribution[],
  format: ValueFormat,
): string {
  if (target && baseline!.reached) {
    const often = `${outcome.name} is ${target.bound} ${formatValue(target.value, format)} in ${shareText(baseline!.reached.probability)} of futures`
    const also = others.slice(0, 2).map(({ name, reached }) => `, under ${name} in ${shareText(reached!.probability)}`)
    return `${often}${also.join('')}`
  }
  const middle = `${outcome.name} is about ${formatValue(baseline!.q50, format)}`
  return `${middle}${others
    .slice(0, 2)
    .map(({ name, q50 }) => `, under ${name} ${formatValue(q50, format)}`)
    .join('')}`
}

function altOf(
  { outcome, target }: OutcomeDistribution,
  shown: readonly ScenarioDistribution[],
  format: ValueFormat,
): string {
  const sentences = shown.map(({ name, q05, q50, q95, reached }) => {
    const often = reached
      ? ` The target is reached in ${shareText(reached.probability)} (95 % interval ${shareText(reached.low)} to ${shareText(reached.high)}).`
      : ''
    return `${name}: half of the futures lie below ${formatValue(q50, format)}, nine in ten from ${formatRange(q05, q95, format)}.${often}`
  })
  const aim = target ? ` The target is ${target.bound} ${formatValue(target.value, format)}.` : ''
  return `Outlines of the share of futures by ${outcome.name}.${aim} ${sentences.join(' ')}`
}
