import { agingBuckets } from '../facts/columns.js'

/** How an open amount ends. `paid` is cash, discounts and credit notes applied; `credited` is credit memos and revaluations. */
export const outcomes = ['paid', 'credited', 'written off'] as const

/** Where a month's new invoices come from: no bucket held them at the month end before. */
const newSales = 'new sales'

/** The buckets that hold what is open, from current to over 120 days past due: those of the facts. */
export const agingStates: readonly string[] = agingBuckets.map(({ label }) => label)

/** Where an amount may stand a month later: a bucket, or an end. */
export const transitionTargets: readonly string[] = [...agingStates, ...outcomes]

/** Where an amount may come from: a bucket of the month end before, or the month's new sales. */
export const transitionSources: readonly string[] = [...agingStates, newSales]

/** The place of each outcome among the targets, and of new sales among the sources. */
export const targetOf = {
  paid: agingStates.length,
  credited: agingStates.length + 1,
  lost: agingStates.length + 2,
} as const
export const newSalesSource = agingStates.length
