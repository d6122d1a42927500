import { bucketsOver } from '../facts/columns.js'
import { type FactTable, factAt } from '../facts/fact-table.js'
import { FactWindow } from '../facts/fact-window.js'
import { kpiById } from '../kpi/catalogue.js'
import { noteOf, numberOf } from '../kpi/kpi.js'

/** How much of a group's receivables is late at the end of a period. Money in minor units. */
export interface PastDueStanding {
  readonly receivables: number
  readonly pastDue: number
  /** In per cent of receivables; null where there are none. */
  readonly pastDueShare: number | null
  /** What is more than 30 days past due. */
  readonly pastDueOver30: number
  readonly pastDueOver30Share: number | null
  /** Why the shares are not defined; null where they are. */
  readonly reason: string | null
}

/** Past due of a group at the end of a period of a fact table; the shares are those of the KPI catalogue. */
export function pastDueStanding(table: FactTable, group: number, period: number): PastDueStanding {
  const window = FactWindow.of(table, group, period, 1)
  const sumOver = (days: number) =>
    bucketsOver(days).reduce((total, fact) => total + factAt(table, group, period, fact), 0)
  const over30 = kpiById('past_due_over_30').compute(window)
  return {
    receivables: factAt(table, group, period, 'receivables'),
    pastDue: sumOver(0),
    pastDueShare: numberOf(kpiById('past_due_share').compute(window)),
    pastDueOver30: sumOver(30),
    pastDueOver30Share: numberOf(over30),
    reason: numberOf(over30) === null ? noteOf(over30) : null,
  }
}
