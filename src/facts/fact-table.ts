import { calendarYear, type FiscalCalendar } from '../calendar/fiscal-calendar.js'
import type { Period } from '../calendar/period.js'
import { type FactName, factColumn, factCount } from './columns.js'
import type { FactDetails } from './fact-details.js'

/** A group of customers or invoices by the attributes asked for, e.g. { region: 'EMEA' }; {} is everything. */
export type Group = Readonly<Record<string, string>>

/**
 * Facts by group and consecutive period: calendar months, or the twelve periods of a fiscal year. The ledger makes one for
 * the past and every replicate of a simulation makes one for its future, with the same columns, so a KPI has one
 * definition for both.
 */
export interface FactTable {
  readonly periods: readonly Period[]
  /** What the periods are cut by. */
  readonly calendar: FiscalCalendar
  /** The first group is always {}, the total. */
  readonly groups: readonly Group[]
  /** One row of facts for each group and period: values[(group × periods + period) × facts + fact]. */
  readonly values: Float64Array
  /** The facts that are not known here, each with the reason; their values are 0 and mean nothing. */
  readonly absent: ReadonlyMap<FactName, string>
  /** What no sum of facts can say; only a ledger has it. */
  readonly details?: FactDetails
}

const nothingAbsent: FactTable['absent'] = new Map()

/** An all-zero table. */
export function emptyFactTable(
  periods: readonly Period[],
  groups: readonly Group[],
  calendar: FiscalCalendar = calendarYear,
): FactTable {
  const values = new Float64Array(groups.length * periods.length * factCount)
  return { periods, calendar, groups, values, absent: nothingAbsent }
}

/** Where the row of a group and period begins in `values`. */
export function factRow(table: FactTable, group: number, period: number): number {
  return (group * table.periods.length + period) * factCount
}

/** One fact of one group and period; a period before the table's first is 0. */
export function factAt(table: FactTable, group: number, period: number, fact: FactName): number {
  return period < 0 ? 0 : table.values[factRow(table, group, period) + factColumn[fact]]!
}

/** Whether two groups hold the same attributes, in any order. */
export function sameGroup(a: Group, b: Group): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}

/** Whether a group is everything. */
export function isTotal(group: Group): boolean {
  return Object.keys(group).length === 0
}

/** A group's values alone, for a column that its attributes head: `EMEA · Ana`; empty for the total. */
export function groupValues(group: Group): string {
  return Object.values(group).join(' · ')
}

/** A group as text: `region EMEA, salesperson Ana`; `all` for the total. */
export function groupLabel(group: Group): string {
  const parts = Object.entries(group).map(([attribute, value]) => `${attribute} ${value}`)
  return parts.length === 0 ? 'all' : parts.join(', ')
}

/** A name, mostly a KPI's, with the group it is of: `DSO of region EMEA`; the total needs no words. */
export function nameWithGroup(name: string, group: Group): string {
  return isTotal(group) ? name : `${name} of ${groupLabel(group)}`
}
