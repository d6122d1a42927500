import type { Day } from '../calendar/day.js'
import type { Group } from '../facts/fact-table.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { absorptionIn } from './absorbing-chain.js'
import { type AgingChain, agingChain, type NoChain } from './aging-chain.js'
import { agingTransitions, type GroupTransitions, type TransitionOptions } from './aging-transitions.js'
import { type ExpectedLoss, expectedLoss, type OpenBook, openBooks } from './expected-loss.js'
import type { TransitionWeight } from './invoice-walk.js'

/** The roll rates of a group and what they say of its open amounts. */
export interface GroupRollRates {
  readonly group: Group
  readonly transitions: GroupTransitions
  readonly outlook: AgingChain | NoChain
  /** What is open on the day, in minor units, or invoices by number. */
  readonly book: OpenBook
  /** Null where there is no chain. */
  readonly loss: ExpectedLoss | null
}

export interface RollRates {
  /** The ledger's as-of day: that of the book. */
  readonly day: Day
  readonly weight: TransitionWeight
  readonly monthEnds: readonly Day[]
  /** The first one is everything. */
  readonly groups: readonly GroupRollRates[]
}

/**
 * The roll rates of a ledger: its aging transition matrix, the absorbing chain of it, and the expected loss of what is open
 * on the as-of day. Throws what `agingTransitions` throws.
 */
export function rollRates(ledger: LedgerData, options: Omit<TransitionOptions, 'through'> = {}): RollRates {
  const { weight, monthEnds, groups } = agingTransitions(ledger, options)
  const books = openBooks(ledger, ledger.asOf, options.by, weight)
  return {
    day: ledger.asOf,
    weight,
    monthEnds,
    groups: groups.map((transitions, index) => {
      const outlook = agingChain(transitions)
      const book = books[index]!
      const loss = outlook.chain === null ? null : expectedLoss(book, absorptionIn(outlook.chain, 'written off'))
      return { group: transitions.group, transitions, outlook, book, loss }
    }),
  }
}
