import { plural } from '../document/plural.js'
import type { Better } from '../kpi/kpi.js'
import type { Chart } from './chart.js'
import { emptyChart } from './empty-chart.js'
import { axisTitle } from './layers.js'
import { midSentence } from './mid-sentence.js'
import {
  type NamedSeries,
  namedLines,
  namedLinesSpec,
  newestPeriod,
  newestValues,
  periodsOfAll,
} from './named-lines.js'
import { periodText } from './period-label.js'
import { formatValue, noCurrency, type ValueUnit, valueFormat } from './value-format.js'

export interface GroupTrendOptions {
  /** The KPI's name for people: `Past due over 30 days`. */
  readonly name: string
  /** Its id, which decides how many digits are shown. */
  readonly kpi: string
  readonly unit: Exclude<ValueUnit, 'money'>
  readonly better: Better
}

/** Groups that are drawn; more lines could not be told apart. */
const mostGroups = 7

/**
 * A KPI of several groups side by side, at most seven, in the order given: lines told apart by dash and by their names at the
 * right end. The title names the worst group of the newest period (the highest, where the KPI has no good side).
 */
export function groupTrendChart(groups: readonly NamedSeries[], options: GroupTrendOptions): Chart {
  const { name, kpi, unit, better } = options
  const drawn = groups.slice(0, mostGroups)
  const lines = namedLines(drawn).filter(({ last }) => last !== null)
  const newest = newestPeriod(lines)
  if (!newest) return emptyChart(`${name} is not defined in any period`)
  const format = valueFormat(kpi, unit, noCurrency)
  const sorted = newestValues(lines, newest).sort((a, b) =>
    better === 'higher' ? a.value - b.value : b.value - a.value,
  )
  const when = periodText(newest.label)
  const worst = sorted[0]!
  const title =
    groups.length === 1
      ? `${name} is ${formatValue(worst.value, format)} in ${when}`
      : `${worst.name} has the ${better === 'higher' ? 'lowest' : 'highest'} ${midSentence(name)} in ${when}: ${formatValue(worst.value, format)}`
  const periods = periodsOfAll(drawn)
  const left = groups.length - drawn.length
  const subtitle = `${periodText(periods[0]!.label)} to ${periodText(periods.at(-1)!.label)}. At the right end: the last value of each.${left > 0 ? ` ${left} more are not drawn.` : ''}`
  const list = sorted.map(({ name: group, value }) => `${group} ${formatValue(value, format)}`).join(', ')
  const alt = `Line chart of ${midSentence(name)} of ${plural(lines.length, 'group')}. In ${when}: ${list}.`
  return {
    title,
    alt,
    spec: namedLinesSpec({ title, subtitle, alt }, lines, periods, newest, axisTitle(name, format), format),
  }
}
