import { type Group, nameWithGroup } from '../facts/fact-table.js'
import type { Currency } from '../money/currency.js'
import type { SimulationResult } from '../scenario/result.js'
import type { Chart } from './chart.js'
import { emptyChart } from './empty-chart.js'
import {
  endLabelLayers,
  layeredChart,
  lineLayers,
  lineLegend,
  monthChannel,
  tooltipLayer,
  valueChannel,
} from './layers.js'
import { midSentence } from './mid-sentence.js'
import { monthRuns } from './month-series.js'
import { monthText } from './month-text.js'
import {
  alternativesOf,
  type DefinedDifference,
  kpiDifferences,
  resultCurrency,
  scenarioNamed,
  total,
} from './result-series.js'
import { ink, type LineStyle, scenarioStyle } from './theme.js'
import {
  changeUnit,
  formatChange,
  formatChangeRange,
  formatDistance,
  formatSigned,
  plotValue,
  type ValueFormat,
  type ValueUnit,
  valueFormat,
} from './value-format.js'
import { labelPositions, valueScale } from './value-scale.js'

export interface DifferenceChartOptions {
  readonly kpi: string
  /** The KPI's name for people: `DSO`. */
  readonly kpiName: string
  readonly unit: ValueUnit
  /** Which scenarios to compare with the baseline; all of the result unless given. */
  readonly scenarios?: readonly string[]
  /** Everyone unless given. */
  readonly group?: Group
  /** Needed only where the runtime does not know the result's currency code. */
  readonly currency?: Currency
}

/**
 * How far scenarios lie from the baseline, month by month: the mean of the paired differences as a line, and a band
 * that holds the middle 90 % of them. Where a band crosses zero, the scenario may as well have no effect. Throws a
 * RangeError on a scenario that the result does not have.
 */
export function differenceChart(result: SimulationResult, options: DifferenceChartOptions): Chart {
  const { kpi, kpiName, group = total } = options
  const names = options.scenarios ?? alternativesOf(result).map(({ name }) => name)
  const name = nameWithGroup(kpiName, group)
  const effects = names
    .map((scenario) => ({
      scenario,
      style: scenarioStyle(Math.max(0, result.scenarios.indexOf(scenarioNamed(result, scenario)) - 1)),
      months: kpiDifferences(result, scenario, kpi, group),
    }))
    .filter(({ months }) => months.length > 0)
  const sizes = effects.flatMap(({ months }) => months.map(({ mean }) => mean))
  const format = valueFormat(kpi, options.unit, options.currency ?? resultCurrency(result), sizes)
  if (effects.length === 0) return emptyChart(`${name} of no scenario can be compared with the baseline`)
  const title = differenceTitle(name, effects, format)
  const alt = differenceAlt(name, effects, format)
  const subtitle =
    'Scenario minus baseline, future by future on the same luck. Line: mean of the differences; band: the middle 90 % of them.'
  return layeredChart({ title, subtitle, alt, layers: differenceLayers(name, effects, format) })
}

interface Effect {
  readonly scenario: string
  readonly style: LineStyle
  readonly months: readonly DefinedDifference[]
}

function differenceLayers(name: string, effects: readonly Effect[], format: ValueFormat) {
  const plotted = effects.map((effect) => ({
    ...effect,
    points: monthRuns(
      effect.months.map(({ month, mean, low, high }) => ({
        month,
        mean: plotValue(mean, format),
        low: plotValue(low, format),
        high: plotValue(high, format),
      })),
    ),
  }))
  const scale = valueScale([0, ...plotted.flatMap(({ points }) => points.flatMap(({ low, high }) => [low, high]))])
  const x = monthChannel(effects.flatMap(({ months }) => months.map(({ month }) => month)))
  const y = (field: string) =>
    valueChannel(field, `${name}: difference to the baseline, ${changeUnit(format)}`, format, scale)
  const legend = lineLegend(effects.map(({ scenario, style }) => ({ name: scenario, style })))
  const ends = plotted.map(({ points }) => points.at(-1)!)
  const positions = labelPositions(
    ends.map(({ mean }) => mean),
    scale,
    14,
  )
  return [
    ...plotted.map(({ points, style }) => ({
      data: { values: points },
      mark: { type: 'area', color: style.color, opacity: effects.length === 1 ? 0.22 : 0.15 },
      encoding: { x, y: y('low'), y2: { field: 'high' }, detail: { field: 'run', type: 'nominal' } },
    })),
    {
      data: { values: [{ at: 0 }] },
      mark: { type: 'rule', color: ink.quietText, strokeWidth: 1 },
      encoding: { y: y('at') },
    },
    ...plotted.flatMap(({ points, style, scenario }) => lineLayers(points, x, y('mean'), scenario, style, legend)),
    ...endLabelLayers(
      plotted.map(({ months, style }, index) => ({
        month: ends[index]!.month,
        at: positions[index]!,
        text: formatSigned(months.at(-1)!.mean, format),
        color: style.color,
        bold: true,
      })),
      x,
      y('at'),
    ),
    tooltipLayer(
      tooltipRows(effects, format),
      x,
      effects.map(({ scenario }, index) => ({ field: `effect${index}`, title: scenario })),
    ),
  ]
}

function tooltipRows(effects: readonly Effect[], format: ValueFormat) {
  const months = new Set(effects.flatMap((effect) => effect.months.map(({ month }) => month)))
  const rows = [...months].map((month) => ({
    month,
    ...Object.fromEntries(
      effects.flatMap((effect, index) => {
        const found = effect.months.find((one) => one.month === month)
        const text =
          found && `${formatChange(found.mean, format)} (90 %: ${formatChangeRange(found.low, found.high, format)})`
        return text === undefined ? [] : [[`effect${index}`, text]]
      }),
    ),
  }))
  return monthRuns(rows).map(({ run: _, ...row }) => row)
}

function differenceTitle(name: string, effects: readonly Effect[], format: ValueFormat): string {
  const clear = effects
    .map(({ scenario, months }) => ({ scenario, end: months.at(-1)! }))
    .filter(({ end }) => end.low > 0 || end.high < 0)
    .sort((a, b) => Math.abs(b.end.mean) - Math.abs(a.end.mean))
  const [largest] = clear
  const [first] = effects
  const subject = midSentence(name)
  if (!largest) {
    const month = monthText(first!.months.at(-1)!.month)
    return effects.length === 1
      ? `${first!.scenario} does not clearly move ${subject} by ${month}`
      : `No scenario clearly moves ${subject} by ${month}`
  }
  const verb = largest.end.mean > 0 ? 'raises' : 'lowers'
  const most = effects.length > 1 ? ' most,' : ''
  return `${largest.scenario} ${verb} ${subject}${most} by ${formatDistance(largest.end.mean, format)} in ${monthText(largest.end.month)}`
}

function differenceAlt(name: string, effects: readonly Effect[], format: ValueFormat): string {
  const sentences = effects.map(({ scenario, months }) => {
    const end = months.at(-1)!
    return `${scenario}: ${formatChange(end.mean, format)} on average in ${monthText(end.month)}, 90 % of the differences between ${formatChangeRange(end.low, end.high, format).replace(' to ', ' and ')}.`
  })
  return `Line chart of ${name} minus its baseline, by month. ${sentences.join(' ')}`
}
