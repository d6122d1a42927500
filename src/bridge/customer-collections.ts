import { addDays } from '../calendar/day.js'
import type { FactTable } from '../facts/fact-table.js'
import { type LedgerData, type PostingKind, postingKinds } from '../ledger/ledger-data.js'
import { openAmounts } from '../ledger/open-amounts.js'
import type { BridgeWindow } from './bridge.js'

/** The ways in which receivables are closed: opening + sales − closing receivables is the sum of them. */
export const closingWays = ['cash', 'discounts', 'credit_memos', 'write_offs', 'revaluations'] as const
export type ClosingWay = (typeof closingWays)[number]

/** In which way a posting closes receivables, and by how much each minor unit of it does; null if it does not. */
const wayOfKind: Readonly<Record<PostingKind, readonly [way: ClosingWay, sign: 1 | -1] | null>> = {
  cash: ['cash', 1],
  discount: ['discounts', 1],
  credit_memo: ['credit_memos', 1],
  credit_application: ['credit_memos', 1],
  write_off: ['write_offs', 1],
  write_off_reversal: ['write_offs', -1],
  revaluation: ['revaluations', -1],
  recovery: null,
}

const wayOfCode = postingKinds.map((kind) => {
  const way = wayOfKind[kind]
  return way === null ? -1 : closingWays.indexOf(way[0])
})
const signOfCode = postingKinds.map((kind) => wayOfKind[kind]?.[1] ?? 0)
const credited = closingWays.indexOf('credit_memos')

/** What customers owed in a window and how that was closed, by customer of the ledger. Money in minor units. */
export interface CustomerCollections {
  /** What there was to collect: opening receivables + sales − closing receivables that are not due yet. */
  readonly owed: Float64Array
  /** Σ of what all owed. */
  readonly total: number
  /** In the order of `closingWays`. Write-offs are less their reversals; credit notes count on their date. */
  readonly closed: readonly Float64Array[]
}

/**
 * Added up from invoices and postings: a table of facts by customer would say the same, but needs all facts of all
 * periods of each. `isInGroup` is asked for rows of the invoice table.
 */
export function customerCollections(
  ledger: LedgerData,
  { periods }: FactTable,
  { first, last }: BridgeWindow,
  isInGroup: (row: number) => boolean,
): CustomerCollections {
  const { invoices, postings, customers } = ledger
  const [start, end] = [periods[first]!.start, periods[last]!.end]
  const owed = new Float64Array(customers.count)
  const closed = closingWays.map(() => new Float64Array(customers.count))
  const opening = openAmounts(ledger, addDays(start, -1))
  const closing = openAmounts(ledger, end)
  let total = 0
  for (let row = 0; row < invoices.count; row++) {
    const issued = invoices.issued[row]!
    if (issued > end || !isInGroup(row)) continue
    const customer = invoices.customer[row]!
    const amount = invoices.amount[row]!
    let own = opening[row]!
    if (issued >= start && amount > 0) own += amount
    else if (issued >= start) closed[credited]![customer]! -= amount
    if (closing[row]! > 0 && invoices.due[row]! >= end) own -= closing[row]!
    owed[customer]! += own
    total += own
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      if (postings.day[posting]! > end) break
      const way = wayOfCode[postings.kind[posting]!]!
      if (way < 0 || postings.day[posting]! < start) continue
      closed[way]![customer]! += signOfCode[postings.kind[posting]!]! * postings.amount[posting]!
    }
  }
  return { owed, total, closed }
}
