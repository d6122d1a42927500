import type { Day } from '../calendar/day.js'
import type { Period } from '../calendar/period.js'
import type { FactLine } from './fact-line.js'
import type { GroupRows } from './group-rows.js'

/** Lists what is behind a stock at the end of a day. */
export type StockLister = (rows: GroupRows, day: Day) => FactLine[]

/** Lists what is behind a flow over consecutive periods. */
export type FlowLister = (rows: GroupRows, periods: readonly Period[]) => FactLine[]

/** The first and the last day of consecutive periods. */
export function daysOf(periods: readonly Period[]): { readonly start: Day; readonly end: Day } {
  return { start: periods[0]!.start, end: periods.at(-1)!.end }
}
