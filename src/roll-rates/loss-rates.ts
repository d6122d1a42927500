import type { Day } from '../calendar/day.js'
import type { FactTable } from '../facts/fact-table.js'
import { FactWindow } from '../facts/fact-window.js'
import { rollLossRates } from '../kpi/roll-rates.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { absorptionIn } from './absorbing-chain.js'
import { agingChain } from './aging-chain.js'
import { agingStates } from './aging-states.js'
import { agingTransitions } from './aging-transitions.js'

/**
 * How the ledger's own loss rates are found. `flow`: flow rates from bucket to bucket, the definition of the KPI
 * `allowance`. `chain`: what the absorbing chain of the invoices' transitions loses in the end.
 */
export const lossRateMethods = ['flow', 'chain'] as const
export type LossRateMethod = (typeof lossRateMethods)[number]

/**
 * Loss rates from current to over 120 days as fractions, with the buckets whose evidence is thin as far as that is known; or
 * why there are none.
 */
export type LossRates =
  | { readonly rates: readonly number[]; readonly thin: readonly string[] }
  | { readonly rates: null; readonly reason: string }

/** A ledger with its facts by month, grouped as asked. */
export interface LedgerWithFacts {
  readonly ledger: LedgerData
  readonly facts: FactTable
  readonly by: readonly string[]
}

/** The loss rates of each group of the facts by what was known at the end of one of their periods. */
export function lossRates(
  { ledger, facts, by }: LedgerWithFacts,
  method: LossRateMethod,
  period: number,
  months: number,
): LossRates[] {
  return method === 'flow'
    ? facts.groups.map((_, group) => flowRates(facts, group, period))
    : chainRates(ledger, by, facts.periods[period]!.end, months)
}

function flowRates(facts: FactTable, group: number, period: number): LossRates {
  const rates = rollLossRates(FactWindow.of(facts, group, period, 1))
  return rates === null ? { rates, reason: 'flow rates need four months of history' } : { rates, thin: [] }
}

function chainRates(ledger: LedgerData, by: readonly string[], through: Day, months: number): LossRates[] {
  return agingTransitions(ledger, { months, by, through }).groups.map((group): LossRates => {
    const found = agingChain(group)
    if (found.chain === null) return { rates: null, reason: found.reason }
    const thin = agingStates.filter((_, state) => group.rows[state]!.isThin)
    return { rates: absorptionIn(found.chain, 'written off'), thin }
  })
}
