import type { FactTable, Group } from '../facts/fact-table.js'
import { FactWindow } from '../facts/fact-window.js'
import { ledgerFacts } from '../facts/ledger-facts.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import type { BridgeWindow } from './bridge.js'
import { type ChangeSplit, type PartText, ratios } from './change-split.js'
import { averagedOverOrders } from './shapley.js'

interface Way extends PartText {
  /** What it took off the receivables of a window, in minor units. */
  closed(window: FactWindow): number
}

/** The ways in which receivables are closed: opening + sales − closing is the sum of them. */
const ways: readonly Way[] = [
  {
    id: 'cash',
    label: 'cash',
    meaning: 'how much of what each customer owed came in as cash',
    closed: (window) => window.flow('cash_collected'),
  },
  {
    id: 'discounts',
    label: 'discounts',
    meaning: 'how much of it customers took as discounts',
    closed: (window) => window.flow('discounts_taken'),
  },
  {
    id: 'credit_memos',
    label: 'credit memos',
    meaning: 'how much of it was credited, which is no cash',
    closed: (window) => window.flow('credit_memos') + window.flow('credit_notes_applied'),
  },
  {
    id: 'write_offs',
    label: 'write-offs',
    meaning: 'how much of it was written off, less what was reversed, which is no cash',
    closed: (window) => window.flow('write_offs') - window.flow('write_off_reversals'),
  },
  {
    id: 'revaluations',
    label: 'revaluations',
    meaning: 'how much of it went away by revaluation, which is no cash',
    closed: (window) => -window.flow('revaluations'),
  },
]

/** The factors of CEI by their bit in a mixture of the two periods. */
export const ceiParts: readonly PartText[] = [
  {
    id: 'customer_mix',
    label: 'customer mix',
    meaning: 'which customers owed what was there to collect: those who pay well, or others',
  },
  ...ways,
]

/**
 * Splits the change of CEI of a group. With what each customer g owed in the window (opening + sales − closing current
 * receivables),
 *
 *     CEI = 100 × Σ_k (Σ_g w_g × ρ_kg + e_k)
 *
 * w = the customer's share of what all owed; ρ = what was closed in way k ÷ what the customer owed. Credit balances and
 * corrections can close more than a customer owed, who may even owe less than nothing. Shares of that would be large and
 * cancel, so ρ goes from −1 to 1 only and what lies beyond counts in e, as itself ÷ what all owed. Each of the two windows
 * must have something to collect. `group` is one of the groups by the attributes `by`; {} is everything.
 */
export function ceiSplit(
  ledger: LedgerData,
  { calendar }: FactTable,
  by: readonly string[],
  group: Group,
  from: BridgeWindow,
  to: BridgeWindow,
): ChangeSplit {
  const isAll = Object.keys(group).length === 0
  const facts = ledgerFacts(ledger, [...new Set(['customer_id', ...(isAll ? [] : by)])], calendar)
  const isInGroup = (each: Group) => isAll || by.every((attribute) => each[attribute] === group[attribute])
  const customers = facts.groups.flatMap((each, index) => (index > 0 && isInGroup(each) ? [index] : []))
  const windowsOf = ({ first, last }: BridgeWindow) =>
    customers.map((customer) => FactWindow.of(facts, customer, last, last - first + 1))
  const [before, after] = [windowsOf(from), windowsOf(to)]
  const [total0, total1] = [totalOf(before), totalOf(after)]

  const sums = ways.map(() => new WaySums())
  before.forEach((window0, index) => {
    const window1 = after[index]!
    const [owed0, owed1] = [owed(window0), owed(window1)]
    const weights = [Math.max(0, owed0) / total0, Math.max(0, owed1) / total1] as const
    ways.forEach((way, at) => {
      const [closed0, closed1] = [way.closed(window0), way.closed(window1)]
      if (closed0 === 0 && closed1 === 0) return
      const [within0, within1] = [withinOwed(closed0, owed0), withinOwed(closed1, owed1)]
      const rates = ratios(within0, owed0, within1, owed1)
      sums[at]!.add(weights, rates, [(closed0 - within0) / total0, (closed1 - within1) / total1])
    })
  })
  return splitOf(sums)
}

/** What could be collected of a customer in a window. */
function owed(window: FactWindow): number {
  return window.opening('receivables') + window.flow('credit_sales') - window.closing('current_receivables')
}

function totalOf(windows: readonly FactWindow[]): number {
  return windows.reduce((sum, window) => sum + owed(window), 0)
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

  add(weights: Both, rates: Both, beyond: Both): void {
    for (const period of [0, 1] as const) {
      for (const ofRates of [0, 1] as const) {
        const closed = weights[period] * rates[ofRates]
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
  const values = Array.from({ length: 2 ** (1 + sums.length) }, (_, mixture) =>
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
