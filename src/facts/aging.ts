import type { Day } from '../calendar/day.js'
import { InputError } from '../document/input-error.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { openAmounts } from '../ledger/open-amounts.js'
import { agingBuckets } from './columns.js'

/** The positive open amounts that are a span of days past due. */
export interface AgingBucket {
  /** `current`, `1–30`, `over 120`. */
  readonly label: string
  /** The greatest number of days past due that it holds; null for the oldest bucket. */
  readonly through: number | null
  readonly amount: number
  readonly invoices: number
}

/** Receivables by age: receivables = Σ buckets − credit balances. Money in minor units. */
export interface Aging {
  readonly day: Day
  readonly buckets: readonly AgingBucket[]
  readonly creditBalances: number
  readonly receivables: number
}

/** The last day of each bucket but the oldest, after the current one: those of the facts. */
export const defaultAgingEdges: readonly number[] = agingBuckets
  .map(({ through }) => through)
  .filter((through) => through > 0 && Number.isFinite(through))

/**
 * The open amounts of a day by days past due. An edge is the last day of a bucket: 30, 60 gives current, 1–30, 31–60
 * and over 60. Throws an InputError unless edges are whole days above 0 that ascend.
 */
export function aging(ledger: LedgerData, day: Day, edges: readonly number[] = defaultAgingEdges): Aging {
  checkEdges(edges)
  const through = [0, ...edges, Number.POSITIVE_INFINITY]
  const amounts = new Float64Array(through.length)
  const counts = new Int32Array(through.length)
  const open = openAmounts(ledger, day)
  const { due } = ledger.invoices
  let creditBalances = 0
  for (let row = 0; row < open.length; row++) {
    const amount = open[row]!
    if (amount <= 0) {
      creditBalances -= amount
      continue
    }
    const late = day - due[row]!
    let bucket = 0
    while (late > through[bucket]!) bucket++
    amounts[bucket]! += amount
    counts[bucket]!++
  }
  const buckets = through.map((last, index) => ({
    label: bucketLabel(through, index),
    through: Number.isFinite(last) ? last : null,
    amount: amounts[index]!,
    invoices: counts[index]!,
  }))
  const total = amounts.reduce((sum, amount) => sum + amount, 0)
  return { day, buckets, creditBalances, receivables: total - creditBalances }
}

function bucketLabel(through: readonly number[], index: number): string {
  if (index === 0) return 'current'
  const from = through[index - 1]! + 1
  const last = through[index]!
  if (!Number.isFinite(last)) return `over ${from - 1}`
  return from === last ? String(last) : `${from}–${last}`
}

function checkEdges(edges: readonly number[]): void {
  const wrong = edges.find((edge, index) => !Number.isInteger(edge) || edge <= (edges[index - 1] ?? 0))
  if (wrong === undefined && edges.length > 0) return
  throw new InputError(
    wrong === undefined
      ? 'Aging needs at least one edge; give days past due such as 30,60,90.'
      : `Aging edges must be whole days past due that ascend from 1, such as 30,60,90; "${wrong}" breaks that.`,
  )
}
