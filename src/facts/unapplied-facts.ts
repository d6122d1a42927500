import type { LedgerData } from '../ledger/ledger-data.js'
import { factColumn, factCount } from './columns.js'
import type { FactTable } from './fact-table.js'
import type { Grouping } from './ledger-groups.js'
import type { PeriodOfDay } from './period-by-day.js'

/** Changes of unapplied cash are summed by the period they fall in, then from period to period. */
export function addUnappliedCash(
  table: FactTable,
  ledger: LedgerData,
  grouping: Grouping,
  periodOf: PeriodOfDay,
): void {
  const { unapplied } = ledger
  const width = table.periods.length * factCount
  for (let row = 0; row < unapplied.day.length; row++) {
    const day = unapplied.day[row]!
    if (day > ledger.asOf) continue
    const group = grouping.ofCustomer[unapplied.customer[row]!]!
    const cell = group * width + periodOf(day) * factCount + factColumn.unapplied_cash
    table.values[cell]! += unapplied.amount[row]!
  }
  for (let group = 0; group < table.groups.length; group++) {
    for (let period = 1; period < table.periods.length; period++) {
      const cell = group * width + period * factCount + factColumn.unapplied_cash
      table.values[cell]! += table.values[cell - factCount]!
    }
  }
}
