import type { Day } from '../../src/calendar/day.js'
import { addMonths, type Month, monthLabel, monthStart } from '../../src/calendar/month.js'

/** A period as the KPI table has it. */
export interface PlainPeriod {
  readonly label: string
  readonly start: Day
  readonly end: Day
}

/** Consecutive calendar months from January 2012. */
export function monthPeriods(count: number): PlainPeriod[] {
  return spans(count, 1, monthLabel)
}

/** Consecutive calendar quarters from 2012-Q1. */
export function quarterPeriods(count: number): PlainPeriod[] {
  return spans(count, 3, (month) => `${Math.floor(month / 12)}-Q${Math.floor((month % 12) / 3) + 1}`)
}

/** Consecutive calendar years from 2012. */
export function yearPeriods(count: number): PlainPeriod[] {
  return spans(count, 12, (month) => String(Math.floor(month / 12)))
}

/** Consecutive periods of four weeks, twelve to a year, from FY2012-P01: not quite a calendar, but of its labels. */
export function weekPeriods(count: number): PlainPeriod[] {
  return Array.from({ length: count }, (_, index) => ({
    label: `FY${2012 + Math.floor(index / 12)}-P${String((index % 12) + 1).padStart(2, '0')}`,
    start: (15340 + index * 28) as Day,
    end: (15340 + index * 28 + 27) as Day,
  }))
}

/** One value for each month from January 2012. */
export function monthly<Value>(...values: readonly Value[]): (PlainPeriod & { readonly value: Value })[] {
  return monthPeriods(values.length).map((period, index) => ({ ...period, value: values[index]! }))
}

function spans(count: number, months: number, labelOf: (first: Month) => string): PlainPeriod[] {
  const first = (2012 * 12) as Month
  return Array.from({ length: count }, (_, index) => {
    const month = addMonths(first, index * months)
    return { label: labelOf(month), start: monthStart(month), end: (monthStart(addMonths(month, months)) - 1) as Day }
  })
}
