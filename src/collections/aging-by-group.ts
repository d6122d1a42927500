import { agingBuckets, type StockFact } from '../facts/columns.js'
import type { FactTable, Group } from '../facts/fact-table.js'
import { factAt } from '../facts/fact-table.js'
import { type PastDueStanding, pastDueStanding } from './past-due-standing.js'

/** What is open of a group by age. Money in minor units: receivables = Σ buckets − credit balances. */
export interface AgingRow extends PastDueStanding {
  readonly group: Group
  /** From current to oldest: the fact that holds the amount, and the greatest number of days past due of it, null for the oldest. */
  readonly buckets: readonly { readonly fact: StockFact; readonly through: number | null; readonly amount: number }[]
  readonly creditBalances: number
}

/** The aging report of a fact table at the end of a period: a row for each group, the total first. */
export function agingByGroup(table: FactTable, period: number): AgingRow[] {
  return table.groups.map((group, index) => ({
    group,
    buckets: agingBuckets.map(({ fact, through }) => ({
      fact,
      through: Number.isFinite(through) ? through : null,
      amount: factAt(table, index, period, fact),
    })),
    creditBalances: factAt(table, index, period, 'credit_balances'),
    ...pastDueStanding(table, index, period),
  }))
}
