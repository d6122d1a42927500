import { type Frequency, spanEnd } from '../calendar/frequency.js'
import type { FactTable } from './fact-table.js'

/**
 * Whether the quarter or year that ends with a period of a table, or the period itself, has all its days at its end; the last
 * one has not where the as-of day lies within it.
 */
export function isWhole({ periods, calendar }: FactTable, period: number, every: Frequency = 'month'): boolean {
  const { end } = periods[period]!
  return end === spanEnd(calendar, every, end)
}

/** The place of a table's last period that has all its days; −1 if none has. */
export function lastWholePeriod(table: FactTable): number {
  let period = table.periods.length - 1
  while (period >= 0 && !isWhole(table, period)) period--
  return period
}
