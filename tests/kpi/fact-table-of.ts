import { type Day, dayFromIso } from '../../src/calendar/day.js'
import { monthsThrough, type Period } from '../../src/calendar/period.js'
import { type FactName, factColumn } from '../../src/facts/columns.js'
import { emptyFactTable, type FactTable, factRow } from '../../src/facts/fact-table.js'
import { FactWindow } from '../../src/facts/fact-window.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import type { KpiValue } from '../../src/kpi/kpi.js'

/** Facts of one month; what is left out is 0. */
export type MonthFacts = Readonly<Partial<Record<FactName, number>>>

/** A fact table of calendar months from January of a year, one entry per month. */
export function monthlyFacts(year: number, months: readonly MonthFacts[]): FactTable {
  const lastMonth = new Date(Date.UTC(year, months.length, 0)).toISOString().slice(0, 10)
  return factTableOf(monthsThrough(dayFromIso(`${year}-01-01`)!, dayFromIso(lastMonth)!), months)
}

/** A fact table of periods of stated lengths in days, as published examples use them (months of 30 days). */
export function factsOfLengths(lengths: readonly number[], months: readonly MonthFacts[]): FactTable {
  let start = 0
  const periods = lengths.map((length, index): Period => {
    const period = { label: `month ${index + 1}`, start: start as Day, end: (start + length - 1) as Day }
    start += length
    return period
  })
  return factTableOf(periods, months)
}

function factTableOf(periods: readonly Period[], months: readonly MonthFacts[]): FactTable {
  const table = emptyFactTable(periods, [{}])
  months.forEach((facts, period) => {
    for (const [fact, value] of Object.entries(facts)) {
      table.values[factRow(table, 0, period) + factColumn[fact as FactName]] = value
    }
  })
  return table
}

/** A KPI over the last months of a table (all of them if not said). */
export function kpiOf(id: string, table: FactTable, months = table.periods.length): KpiValue {
  return kpiById(id).compute(FactWindow.of(table, 0, table.periods.length - 1, months))
}
