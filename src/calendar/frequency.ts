import { addDays, type Day } from './day.js'
import { basePeriodOf, basePeriodStart, calendarYear, type FiscalCalendar, fiscalYearLabel } from './fiscal-calendar.js'
import type { Period } from './period.js'

/** How long the periods of a table are, in base periods of the calendar: months, or the 4 to 6 weeks that stand for one. */
export const frequencies = { month: 1, quarter: 3, year: 12 } as const
export type Frequency = keyof typeof frequencies

/** How many spans of a frequency a year has. */
export const spansPerYear = { month: 12, quarter: 4, year: 1 } as const satisfies Readonly<Record<Frequency, number>>

/** A longer period as the run of base periods that it is made of: the places of the first and the last of them. */
export interface Span {
  readonly label: string
  readonly first: number
  readonly last: number
}

/**
 * Consecutive base periods of a calendar put together to quarters or years; a month is one of them and keeps its label.
 * Quarters are `2013-Q2` and years `2013` in the calendar year, `FY2014-Q1` and `FY2014` in others. The first and the last
 * may be parts: compare with spanStart and spanEnd. Throws a RangeError for a period that lies in two quarters or years,
 * as one of another calendar may.
 */
export function spansOf(periods: readonly Period[], every: Frequency, calendar: FiscalCalendar = calendarYear): Span[] {
  if (every === 'month') return periods.map(({ label }, index) => ({ label, first: index, last: index }))
  const spans = new Map<number, Span>()
  periods.forEach(({ label, start, end }, index) => {
    const number = spanNumber(calendar, every, start)
    if (spanNumber(calendar, every, end) !== number) {
      throw new RangeError(`the period ${label} does not lie in one ${every} of the calendar`)
    }
    const first = spans.get(number)?.first ?? index
    spans.set(number, { label: spanLabel(calendar, every, number), first, last: index })
  })
  return [...spans.values()]
}

/** The first day of the month, quarter or year that a day lies in; a span that starts later is a part. */
export function spanStart(calendar: FiscalCalendar, every: Frequency, value: Day): Day {
  return basePeriodStart(calendar, spanNumber(calendar, every, value) * frequencies[every])
}

/** The last day of the month, quarter or year that a day lies in; a span that ends earlier, as on the as-of day, is a part. */
export function spanEnd(calendar: FiscalCalendar, every: Frequency, value: Day): Day {
  return addDays(basePeriodStart(calendar, (spanNumber(calendar, every, value) + 1) * frequencies[every]), -1)
}

/** The span a day lies in, as fiscal year × spans of a year + its place in the year from 0. */
function spanNumber(calendar: FiscalCalendar, every: Frequency, value: Day): number {
  return Math.floor(basePeriodOf(calendar, value) / frequencies[every])
}

function spanLabel(calendar: FiscalCalendar, every: 'quarter' | 'year', number: number): string {
  const year = fiscalYearLabel(calendar, Math.floor(number / spansPerYear[every]))
  return every === 'year' ? year : `${year}-Q${(number % spansPerYear.quarter) + 1}`
}
