import { type AbsorbingChain, absorbingChain, endlessStates } from './absorbing-chain.js'
import { agingStates, newSalesSource, outcomes, transitionTargets } from './aging-states.js'
import type { GroupTransitions, TransitionRow } from './aging-transitions.js'

/** A bucket that held nothing in the months looked at, and the one whose end it is taken to share. */
export interface BorrowedRow {
  readonly state: string
  readonly from: string
}

/** The shares of each bucket, complete: what the chain and the forecast step by. */
export interface AgingShares {
  /** By bucket and `transitionTargets`; each row adds up to 1. */
  readonly shares: readonly (readonly number[])[]
  /** Where a month's new invoices stand at its end, by `transitionTargets`; null where there were none. */
  readonly entry: readonly number[] | null
  readonly borrowed: readonly BorrowedRow[]
}

/**
 * The shares of a transition matrix, without gaps: a bucket that held nothing ends as the next younger one that did (or
 * the next older, if none is younger), and what is left of it waits in place. Null where no bucket held anything.
 */
export function agingShares(rows: readonly Pick<TransitionRow, 'held' | 'moved'>[]): AgingShares | null {
  const sharesOf = ({ held, moved }: Pick<TransitionRow, 'held' | 'moved'>) => moved.map((amount) => amount / held)
  const seen = agingStates.map((_, state) => rows[state]!.held > 0)
  if (!seen.includes(true)) return null
  const shares = agingStates.map((_, state) => {
    const donor = donorOf(seen, state)
    const row = sharesOf(rows[donor]!)
    if (donor === state) return row
    const ends = row.slice(agingStates.length)
    const waits = row.slice(0, agingStates.length).reduce((sum, share) => sum + share, 0)
    return [...agingStates.map((_, target) => (target === state ? waits : 0)), ...ends]
  })
  const borrowed = agingStates.flatMap((state, index) =>
    seen[index] ? [] : [{ state, from: agingStates[donorOf(seen, index)]! }],
  )
  const sales = rows[newSalesSource]!
  const entry = sales.held > 0 ? sharesOf(sales) : null
  return { shares, entry, borrowed }
}

function donorOf(seen: readonly boolean[], state: number): number {
  for (let younger = state; younger >= 0; younger--) if (seen[younger]) return younger
  return seen.indexOf(true, state)
}

/** The buckets as an absorbing chain of months; its steps are month ends. */
export interface AgingChain {
  readonly chain: AbsorbingChain
  readonly borrowed: readonly BorrowedRow[]
  /** Of a month's new sales the share that is lost in the end; null where there were none. */
  readonly lossOfSales: number | null
}

export interface NoChain {
  readonly chain: null
  /** Why the months looked at do not say what becomes of open amounts. */
  readonly reason: string
}

/**
 * The absorbing chain of a transition matrix: paid, credited and written off are its ends. There is none where something
 * stands in a bucket from which, in the months looked at, nothing was paid, credited or written off.
 */
export function agingChain(group: GroupTransitions): AgingChain | NoChain {
  const found = agingShares(group.rows)
  if (found === null) return { chain: null, reason: 'nothing was open at a month end' }
  const endless = endlessStates(agingStates.length, found.shares)
  if (endless.length > 0) {
    const names = endless.map((state) => agingStates[state]!)
    return {
      chain: null,
      reason: `of what was ${names.join(' or ')} nothing was paid, credited or written off, so the ledger does not say how it ends`,
    }
  }
  const chain = absorbingChain({ states: agingStates, absorbing: outcomes, transitions: found.shares })
  const lost = transitionTargets.length - 1
  const { entry } = found
  const lossOfSales =
    entry === null
      ? null
      : agingStates.reduce((sum, _, state) => sum + entry[state]! * chain.absorption[state]!.at(-1)!, entry[lost]!)
  return { chain, borrowed: found.borrowed, lossOfSales }
}
