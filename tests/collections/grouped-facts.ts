import { monthsThrough } from '../../src/calendar/period.js'
import { type FactName, factColumn } from '../../src/facts/columns.js'
import { emptyFactTable, type FactTable, factRow, type Group } from '../../src/facts/fact-table.js'
import { iso } from '../ledger/ledger-reading.js'

/** Facts of one month; what is left out is 0. */
export type Facts = Readonly<Partial<Record<FactName, number>>>

/** A fact table of calendar months from January 2023 through a day, by group; the first group is the total as it is given. */
export function groupedFacts(through: string, groups: readonly (readonly [Group, readonly Facts[]])[]): FactTable {
  const table = emptyFactTable(
    monthsThrough(iso('2023-01-01'), iso(through)),
    groups.map(([group]) => group),
  )
  groups.forEach(([, months], group) => {
    months.forEach((facts, period) => {
      for (const [fact, value] of Object.entries(facts)) {
        table.values[factRow(table, group, period) + factColumn[fact as FactName]] = value
      }
    })
  })
  return table
}
