import type { Day } from '../calendar/day.js'
import { plural } from '../document/plural.js'
import type { Chart } from './chart.js'
import { emptyChart } from './empty-chart.js'
import { type NamedLine, namedLines, namedLinesSpec, newestPeriod, newestValues, periodsOfAll } from './named-lines.js'
import { periodText } from './period-label.js'
import type { ChartPeriod } from './period-series.js'
import { formatNumber, formatRange, formatValue, noCurrency, valueFormat } from './value-format.js'

/** One way to count DSO, by period; null where it is not defined. */
export interface DsoVariant {
  readonly id: string
  /** For people: `DSO by countback`. */
  readonly name: string
  readonly points: readonly { readonly label: string; readonly start: Day; readonly value: number | null }[]
}

/**
 * Ways to count DSO beside one another: lines told apart by dash and by their names at the right end, with gaps where one is
 * not defined. The title says how far apart they are in the newest period with any.
 */
export function dsoVariantsChart(series: readonly DsoVariant[]): Chart {
  const variants = namedLines(series).filter(({ last }) => last !== null)
  const newest = newestPeriod(variants)
  if (!newest) return emptyChart('No variant of DSO is defined in any period')
  const title = variantsTitle(variants, newest)
  const alt = variantsAlt(variants, newest)
  const periods = periodsOfAll(series)
  const span = `${periodText(periods[0]!.label)} to ${periodText(periods.at(-1)!.label)}`
  const left = series.length - variants.length
  const subtitle = `${span}. At the right end: the last value of each.${left === 0 ? '' : ` ${left} more ${left === 1 ? 'is' : 'are'} not defined in any period.`}`
  return {
    title,
    alt,
    spec: namedLinesSpec({ title, subtitle, alt }, variants, periods, newest, 'DSO, days', format),
  }
}

const format = valueFormat('dso', 'days', noCurrency)

/** Those that are defined in the newest period, the lowest first. */
const lowestFirst = (variants: readonly NamedLine[], newest: ChartPeriod) =>
  newestValues(variants, newest).sort((a, b) => a.value - b.value)

function variantsTitle(variants: readonly NamedLine[], newest: ChartPeriod): string {
  const values = lowestFirst(variants, newest)
  const [lowest, highest] = [values[0]!, values.at(-1)!]
  const when = `in ${periodText(newest.label)}`
  if (lowest === highest) return `${lowest.name} is ${formatValue(lowest.value, format)} ${when}`
  const ends = `${formatNumber(lowest.value, format)} (${lowest.name}) to ${formatValue(highest.value, format)} (${highest.name})`
  return `DSO ${when} depends on how it is counted: ${ends}`
}

function variantsAlt(variants: readonly NamedLine[], newest: ChartPeriod): string {
  const values = lowestFirst(variants, newest)
  const list = values.map(({ name, value }) => `${name} ${formatValue(value, format)}`).join(', ')
  const spans = variants.map(({ name, points }) => {
    const known = points.flatMap(({ value }) => (value === null ? [] : [value]))
    return `${name} lay between ${formatRange(Math.min(...known), Math.max(...known), format).replace(' to ', ' and ')}`
  })
  return `Line chart of ${plural(variants.length, 'variant')} of DSO. In ${periodText(newest.label)}: ${list}. Over all periods ${spans.join('; ')}.`
}
