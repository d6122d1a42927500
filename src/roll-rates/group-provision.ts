import { agingBuckets } from '../facts/columns.js'
import { factAt } from '../facts/fact-table.js'
import type { LedgerWithFacts } from './loss-rates.js'
import { type ProvisionMatrix, provisionMatrix } from './provision-matrix.js'

/** The matrix of a group at the end of a period. */
export function groupProvision(
  { facts }: LedgerWithFacts,
  group: number,
  period: number,
  rates: readonly number[],
  forward: readonly number[],
): ProvisionMatrix {
  return provisionMatrix(
    agingBuckets.map(({ label, fact }, bucket) => ({
      label,
      amount: factAt(facts, group, period, fact),
      rate: rates[bucket]!,
      forward: forward[bucket]!,
    })),
  )
}
