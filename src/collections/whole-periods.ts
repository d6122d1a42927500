import { spanEnd } from '../calendar/frequency.js'
import type { FactTable } from '../facts/fact-table.js'

/** Whether a period of a table has all its days; the last one has not where the as-of day lies within it. */
export function isWhole({ periods, calendar }: FactTable, period: number): boolean {
  const { end } = periods[period]!
  return end === spanEnd(calendar, 'month', end)
}

/** The place of a table's last period that has all its days; −1 if none has. */
export function lastWholePeriod(table: FactTable): number {
  let period = table.periods.length - 1
  while (period >= 0 && !isWhole(table, period)) period--
  return period
}
