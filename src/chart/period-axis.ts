import { isoFromDay } from '../calendar/day.js'
import { cutText } from './cut-text.js'
import type { Channel, TooltipField } from './layers.js'
import { periodText, readPeriodLabel } from './period-label.js'
import type { ChartPeriod } from './period-series.js'

/** The line of a tooltip that names the period. */
export const periodTooltip: TooltipField = { field: 'periodText', title: 'Period' }

/** What a row needs for its place and its tooltip. */
export function periodPlace({ label, start }: ChartPeriod): { readonly start: string; readonly periodText: string } {
  return { start: isoFromDay(start), periodText: periodText(label) }
}

/**
 * The time axis of lines: each period stands at its first day, as they may differ in length, and as many are named as
 * `width` pixels have room for, in their own words. `periods` in the order of time.
 */
export function periodTimeChannel(periods: readonly ChartPeriod[], width: number): Channel {
  const ticks = axisTicks(periods, width)
  return {
    field: 'start',
    type: 'temporal',
    scale: { type: 'utc', nice: false },
    axis: {
      title: null,
      values: ticks.map(({ start }) => dateTime(start)),
      labelExpr: `${lookup(ticks)}[utcFormat(datum.value, '%Y-%m-%d')]`,
      labelOverlap: false,
    },
  }
}

/** The axis of columns: every period has a place of the same width, whatever its length. `periods` in the order of time. */
export function periodBandChannel(periods: readonly ChartPeriod[], width: number, padding = 0): Channel {
  const ticks = axisTicks(periods, width)
  return {
    field: 'start',
    type: 'ordinal',
    scale: { domain: periods.map(({ start }) => isoFromDay(start)), paddingInner: padding, paddingOuter: padding / 2 },
    axis: {
      title: null,
      values: ticks.map(({ start }) => start),
      labelExpr: `${lookup(ticks)}[datum.value]`,
      labelAngle: 0,
      labelOverlap: false,
    },
  }
}

interface Tick {
  readonly start: string
  readonly lines: readonly string[]
}

/** Which periods are named on an axis, and how: the year stands under the first and wherever it changes. */
function axisTicks(periods: readonly ChartPeriod[], width: number): Tick[] {
  const read = periods.map(({ label }) => readPeriodLabel(label))
  const [first] = read
  const known = read.flatMap((label) => (label && label.perYear === first?.perYear ? [label] : []))
  if (known.length < periods.length || !first) return plainTicks(periods, width)
  const widest = Math.max(...known.map(({ year }) => year.length))
  const most = Math.max(1, Math.floor(width / (widest * 7 + 6)))
  const step = tickSteps[first.perYear].find(
    (length) => known.filter(({ number }) => number % length === 0).length <= most,
  )!
  const named = periods.flatMap((period, index) => {
    const label = known[index]!
    return label.number % step === 0 ? [{ start: isoFromDay(period.start), label }] : []
  })
  // None of a few periods need be a round one: then the first is named.
  const shown = named.length > 0 ? named : [{ start: isoFromDay(periods[0]!.start), label: first }]
  return shown.map(({ start, label }, index) => {
    const { name, year } = label
    if (name === '') return { start, lines: [year] }
    return { start, lines: shown[index - 1]?.label.year === year ? [name] : [name, year] }
  })
}

/** Every how many periods one is named; all of a kind begin with the first of a year. */
const tickSteps: Readonly<Record<1 | 4 | 12, readonly number[]>> = {
  12: [1, 3, 6, 12, 24, 60, 120, 1200, Number.POSITIVE_INFINITY],
  4: [1, 2, 4, 8, 20, 40, 400, Number.POSITIVE_INFINITY],
  1: [1, 2, 5, 10, 20, 50, 100, Number.POSITIVE_INFINITY],
}

/** Labels of other shapes stand as they are, the last one always named. */
function plainTicks(periods: readonly ChartPeriod[], width: number): Tick[] {
  const step = Math.ceil(periods.length / Math.max(1, Math.floor(width / 90)))
  return periods
    .filter((_, index) => (periods.length - 1 - index) % step === 0)
    .map(({ label, start }) => ({ start: isoFromDay(start), lines: [cutText(label, 7)] }))
}

/** An object literal for Vega's expressions: JSON is one. */
function lookup(ticks: readonly Tick[]): string {
  return `(${JSON.stringify(Object.fromEntries(ticks.map(({ start, lines }) => [start, lines])))})`
}

function dateTime(isoDay: string) {
  return {
    year: Number(isoDay.slice(0, 4)),
    month: Number(isoDay.slice(5, 7)),
    date: Number(isoDay.slice(8, 10)),
    utc: true,
  }
}
