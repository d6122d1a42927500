import { isoFromDay } from '../calendar/day.js'
import type { Ledger } from '../ledger/ledger.js'
import type { TableCounts } from '../ledger/ledger-data.js'
import { ledgerHash } from '../ledger/ledger-hash.js'
import type { Reject, Warning } from '../ledger/ledger-problem.js'
import { agingBuckets } from './columns.js'
import { factAt } from './fact-table.js'
import { ledgerFacts } from './ledger-facts.js'
import { type RollForwardBreak, rollForwardBreaks } from './roll-forward.js'

/** What `arlab check` finds (schema arlab/check/1). Money is in minor units. */
export interface LedgerCheck {
  readonly schema: 'arlab/check/1'
  readonly currency: string
  readonly asOf: string
  readonly ledgerHash: string
  readonly tables: Readonly<Record<string, TableCounts>>
  readonly rejects: readonly Reject[]
  readonly rollForward: {
    readonly holds: boolean
    /** The largest difference, 0 if it holds. */
    readonly difference: number
    readonly months: number
    readonly breaks: readonly RollForwardBreak[]
  }
  readonly receivables: number
  readonly openInvoices: number
  /** Open amounts by days past due; receivables = Σ aging − credit balances. */
  readonly aging: Readonly<Record<string, number>>
  readonly creditBalances: number
  readonly unappliedCash: number
  readonly warnings: readonly Warning[]
}

/** Checks a ledger that was read: its counts, its rejects, and its roll-forward by month. */
export function checkLedger(ledger: Ledger): LedgerCheck {
  const { data } = ledger
  const facts = ledgerFacts(data)
  const last = facts.periods.length - 1
  const breaks = rollForwardBreaks(facts)
  const difference = breaks.reduce(
    (most, next) => (Math.abs(next.difference) > Math.abs(most) ? next.difference : most),
    0,
  )
  return {
    schema: 'arlab/check/1',
    currency: data.currency.code,
    asOf: isoFromDay(data.asOf),
    ledgerHash: ledgerHash(data),
    tables: data.tables,
    rejects: data.rejects,
    rollForward: { holds: breaks.length === 0, difference, months: facts.periods.length, breaks },
    receivables: factAt(facts, 0, last, 'receivables'),
    openInvoices: factAt(facts, 0, last, 'open_invoices'),
    aging: Object.fromEntries(agingBuckets.map(({ fact }) => [fact, factAt(facts, 0, last, fact)])),
    creditBalances: factAt(facts, 0, last, 'credit_balances'),
    unappliedCash: factAt(facts, 0, last, 'unapplied_cash'),
    warnings: data.warnings,
  }
}
