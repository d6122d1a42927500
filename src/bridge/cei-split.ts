import type { FactTable } from '../facts/fact-table.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { averagedOverOrders } from '../statistics/shapley.js'
import type { BridgeWindow } from './bridge.js'
import { type ChangeSplit, type PartText, ratios } from './change-split.js'
import { type ClosingWay, closingWays, customerCollections } from './customer-collections.js'

const wayTexts: Readonly<Record<ClosingWay, Omit<PartText, 'id'>>> = {
  cash: { label: 'cash', meaning: 'how much of what each customer owed came in as cash' },
  discounts: { label: 'discounts', meaning: 'how much of it customers took as discounts' },
  credit_memos: { label: 'credit memos', meaning: 'how much of it was credited, which is no cash' },
  write_offs: {
    label: 'write-offs',
    meaning: 'how much of it was written off, less what was reversed, which is no cash',
  },
  revaluations: { label: 'revaluations', meaning: 'how much of it went away by revaluation, which is no cash' },
}

/** The factors of CEI by their bit in a mixture of the two periods. */
export const ceiParts: readonly PartText[] = [
  {
    id: 'customer_mix',
    label: 'customer mix',
    meaning: 'which customers owed what was there to collect: those who pay well, or others',
  },
  ...closingWays.map((id) => ({ id, ...wayTexts[id] })),
]

/**
 * Splits the change of CEI of a group. With what each customer g owed in the window (opening + sales − closing current
 * receivables),
 *
 *     CEI = 100 × Σ_k (Σ_g w_g × ρ_kg + e_k)
 *
 * w = the customer's share of what all owed; ρ = what was closed in way k ÷ what the customer owed. Credit balances and
 * corrections can close more than a customer owed, who may even owe less than nothing. Shares of that would be large and
 * cancel, so ρ goes from −1 to 1 only, w is 0 where nothing is owed, and what lies beyond counts in e, as itself ÷ what
 * all owed. In both windows there must be something to collect. `isInGroup` is asked for rows of the invoice table.
 */
export function ceiSplit(
  ledger: LedgerData,
  facts: FactTable,
  isInGroup: (row: number) => boolean,
  from: BridgeWindow,
  to: BridgeWindow,
): ChangeSplit {
  const before = customerCollections(ledger, facts, from, isInGroup)
  const after = customerCollections(ledger, facts, to, isInGroup)
  const sums = closingWays.map(() => new WaySums())
  for (let customer = 0; customer < ledger.customers.count; customer++) {
    const [owed0, owed1] = [before.owed[customer]!, after.owed[customer]!]
    const shares = [Math.max(0, owed0) / before.total, Math.max(0, owed1) / after.total] as const
    closingWays.forEach((_, way) => {
      const [closed0, closed1] = [before.closed[way]![customer]!, after.closed[way]![customer]!]
      if (closed0 === 0 && closed1 === 0) return
      const [within0, within1] = [withinOwed(closed0, owed0), withinOwed(closed1, owed1)]
      const rates = ratios(within0, owed0, within1, owed1)
      sums[way]!.add(shares, rates, [(closed0 - within0) / before.total, (closed1 - within1) / after.total])
    })
  }
  return splitOf(sums)
}

/** The part of what was closed that is not beyond what was owed. */
function withinOwed(closed: number, owed: number): number {
  return owed <= 0 ? 0 : Math.min(owed, Math.max(-owed, closed))
}

type Both = readonly [number, number]

/** What was closed in one way ÷ what all customers owed, in every mixture of shares and rates of the two periods. */
class WaySums {
  /** By the period of the shares, then by that of the rates. */
  readonly #mixtures = [0, 0, 0, 0]
  readonly #beyond = [0, 0]
  /** Σ of the sizes of all that was added. */
  size = 0

  add(shares: Both, rates: Both, beyond: Both): void {
    for (const period of [0, 1] as const) {
      for (const ofRates of [0, 1] as const) {
        const closed = shares[period] * rates[ofRates]
        this.#mixtures[2 * period + ofRates]! += closed
        this.size += Math.abs(closed)
      }
      this.#beyond[period]! += beyond[period]
      this.size += Math.abs(beyond[period])
    }
  }

  /** What lies beyond the rates changes together with them. */
  value(ofShares: number, ofRates: number): number {
    return this.#mixtures[2 * ofShares + ofRates]! + this.#beyond[ofRates]!
  }
}

function splitOf(sums: readonly WaySums[]): ChangeSplit {
  const values = Array.from({ length: 2 ** ceiParts.length }, (_, mixture) =>
    sums.reduce((sum, way, at) => sum + 100 * way.value(mixture & 1, (mixture >> (at + 1)) & 1), 0),
  )
  const shares = averagedOverOrders(values)
  return {
    from: values[0]!,
    to: values.at(-1)!,
    parts: Object.fromEntries(ceiParts.map(({ id }, index) => [id, shares[index]!])),
    size: sums.reduce((sum, { size }) => sum + 100 * size, 0),
  }
}
