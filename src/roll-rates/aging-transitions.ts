import type { Day } from '../calendar/day.js'
import { isoFromDay } from '../calendar/day.js'
import { addMonths, lastMonthEnded, monthEnd, monthOf } from '../calendar/month.js'
import { InputError } from '../document/input-error.js'
import type { Group } from '../facts/fact-table.js'
import { groupLedger } from '../facts/ledger-groups.js'
import { firstInvoiceDay } from '../ledger/first-invoice-day.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { transitionSources, transitionTargets } from './aging-states.js'
import { InvoiceWalk, type TransitionWeight } from './invoice-walk.js'
import { eachRowByCustomer } from './rows-by-customer.js'
import type { EstimatedShare } from './share-interval.js'
import { CustomerMoves, TransitionSums } from './transition-sums.js'

/** Fewer customers of equal size than this and a row is thin: one of them paying otherwise would change it visibly. */
export const thinBelow = 10

/** Where what a bucket held at a month end was at the next, summed over the months. */
export interface TransitionRow {
  /** The bucket (`current`, `1–30 days`, …), or `new sales` for what was invoiced in the month itself. */
  readonly from: string
  /** Σ over the months: minor units, or invoices. */
  readonly held: number
  /** Where it was a month later, by `transitionTargets`: the six buckets, paid, credited, written off. Adds up to `held`. */
  readonly moved: readonly number[]
  /** `moved` ÷ `held` with the standard error of each; null where the bucket held nothing. */
  readonly shares: readonly EstimatedShare[] | null
  /** Invoices at month ends: one that was open at three counts three times. */
  readonly invoices: number
  readonly customers: number
  /** How many customers of equal size would say as much. */
  readonly effectiveCustomers: number
  /** Fewer than ten effective customers. */
  readonly isThin: boolean
}

export interface GroupTransitions {
  readonly group: Group
  /** By `transitionSources`: the six buckets, then new sales. */
  readonly rows: readonly TransitionRow[]
  /** What was open at a month end and not at the one before nor invoiced since, by bucket: bounced payments and the like. */
  readonly reopened: readonly number[]
  /** What of all that was paid was cash, in minor units; 0 by number of invoices. */
  readonly paidInCash: number
}

export interface AgingTransitions {
  readonly weight: TransitionWeight
  /** The month ends that amounts are followed over, the first one included: one more than there are months. */
  readonly monthEnds: readonly Day[]
  /** The first one is everything. */
  readonly groups: readonly GroupTransitions[]
}

export interface TransitionOptions {
  /** How many whole months to look back; fewer where the ledger does not reach so far. 12 if not given. */
  readonly months?: number
  /** Customer or invoice attributes to group by. */
  readonly by?: readonly string[]
  /** `money` if not given. */
  readonly weight?: TransitionWeight
  /** The last day to look at; nothing later is read. The ledger's as-of day if not given. */
  readonly through?: Day
}

/**
 * The aging transition matrix of a ledger: where each open amount stood a month later, over the last whole months up to a
 * day. Every minor unit that a bucket held is in exactly one place a month later; what that is in odd cases (bounced
 * payments, reversals, revaluations) says `InvoiceWalk`. Standard errors take each customer's invoices together, as they
 * are not independent: the linearised variance of a ratio of customers' sums (Cochran, 1977, Sampling Techniques, 3rd ed.,
 * chapters 6 and 9A).
 *
 * Source: roll-rate (migration) analysis; as a Markov chain of amounts Cyert, Davidson, Thompson (1962), Estimation of the
 * allowance for doubtful accounts by Markov chains, Management Science 8 (3). Takes time in proportion to postings and to
 * open invoices × months. Throws an InputError for months that are no whole number above 0, an unknown attribute, and a
 * ledger without two month ends.
 */
export function agingTransitions(ledger: LedgerData, options: TransitionOptions = {}): AgingTransitions {
  const { months = 12, by = [], weight = 'money', through = ledger.asOf } = options
  const monthEnds = lastMonthEnds(ledger, months, through)
  const grouping = groupLedger(ledger, by)
  const sums = grouping.groups.map(() => new TransitionSums())
  const follow = invoiceFollower(ledger, monthEnds, weight)
  const [ofCustomer, ofGroup] = [new CustomerMoves(), new CustomerMoves()]
  eachRowByCustomer(ledger, grouping, (row, group, ends) => {
    follow(row, ofGroup)
    if (ends === 'nothing') return
    if (group > 0) sums[group]!.addCustomer(ofGroup)
    ofCustomer.add(ofGroup)
    ofGroup.clear()
    if (ends === 'group') return
    sums[0]!.addCustomer(ofCustomer)
    ofCustomer.clear()
  })
  return {
    weight,
    monthEnds,
    groups: grouping.groups.map((group, index) => groupTransitions(group, sums[index]!)),
  }
}

/** What all invoices held and where it went, without the evidence. */
export interface LedgerMoves {
  readonly monthEnds: readonly Day[]
  /** By `transitionSources`. */
  readonly rows: readonly Pick<TransitionRow, 'held' | 'moved'>[]
  /** What of all that was paid was cash. */
  readonly paidInCash: number
}

/**
 * The matrix of `agingTransitions` for everything and by money, faster: invoices are taken as they come, so
 * that nothing is known of how customers differ. Minor units. Throws the same.
 */
export function ledgerMoves(ledger: LedgerData, months: number, through: Day): LedgerMoves {
  const monthEnds = lastMonthEnds(ledger, months, through)
  const follow = invoiceFollower(ledger, monthEnds, 'money')
  const moves = new CustomerMoves()
  for (let row = 0; row < ledger.invoices.count; row++) follow(row, moves)
  const rows = transitionSources.map((from, source) => {
    const row = { held: moves.held[source]!, moved: movedFrom(moves, source) }
    assertConserved(from, row.held, row.moved)
    return row
  })
  return { monthEnds, rows, paidInCash: moves.paidInCash }
}

/** Adds what became of an invoice to the moves of its customer. */
function invoiceFollower(ledger: LedgerData, monthEnds: readonly Day[], weight: TransitionWeight) {
  const walk = new InvoiceWalk(ledger, monthEnds, weight)
  const endOf = firstEndByDay(monthEnds)
  const { issued } = ledger.invoices
  return (row: number, moves: CustomerMoves): void => {
    const end = endOf(issued[row]!)
    if (end < monthEnds.length) walk.follow(row, end, moves)
  }
}

function movedFrom(moves: CustomerMoves, source: number): number[] {
  const start = source * transitionTargets.length
  return Array.from(moves.moved.subarray(start, start + transitionTargets.length))
}

/** The last whole months before a day as their ends, with the end of the month before them. */
function lastMonthEnds(ledger: LedgerData, months: number, through: Day): Day[] {
  if (!(Number.isInteger(months) && months > 0)) {
    throw new InputError(`Roll rates look back a whole number of months of at least 1, such as 12; got ${months}.`)
  }
  const first = firstInvoiceDay(ledger)
  const last = lastMonthEnded(through)
  const count = Math.min(months, last - monthOf(first))
  if (count < 1) {
    throw new InputError(
      `Roll rates compare a month end with the one before, and from the first invoice of ${isoFromDay(first)} through ` +
        `${isoFromDay(through)} there are no two; they need a longer ledger or a later day.`,
    )
  }
  return Array.from({ length: count + 1 }, (_, index) => monthEnd(addMonths(last, index - count)))
}

/** The place of the first month end on or after a day; beyond the last one where there is none. */
function firstEndByDay(monthEnds: readonly Day[]): (day: number) => number {
  const [first, last] = [monthEnds[0]!, monthEnds.at(-1)!]
  const table = new Int32Array(last - first + 1)
  for (let end = 1; end < monthEnds.length; end++) table.fill(end, monthEnds[end - 1]! - first + 1)
  return (day) => (day <= first ? 0 : day > last ? monthEnds.length : table[day - first]!)
}

function groupTransitions(group: Group, sums: TransitionSums): GroupTransitions {
  const { all } = sums
  const rows = transitionSources.map((from, source): TransitionRow => {
    const held = all.held[source]!
    const moved = movedFrom(all, source)
    assertConserved(from, held, moved)
    const invoices = all.invoices[source]!
    const effectiveCustomers = sums.effectiveCustomers(source)
    const shares = moved.map((amount, target) => ({
      share: amount / held,
      standardError: sums.standardError(source, target),
      invoices,
      effectiveCustomers,
    }))
    return {
      from,
      held,
      moved,
      shares: held > 0 ? shares : null,
      invoices,
      customers: sums.customers[source]!,
      effectiveCustomers,
      isThin: held > 0 && effectiveCustomers < thinBelow,
    }
  })
  return {
    group,
    rows,
    reopened: Array.from(all.reopened),
    paidInCash: all.paidInCash,
  }
}

/** Stays on in production: shares of a matrix that loses money must never be shown. */
function assertConserved(from: string, held: number, moved: readonly number[]): void {
  const sum = moved.reduce((total, amount) => total + amount, 0)
  if (sum === held && moved.every((amount) => amount >= 0)) return
  throw new Error(`Roll rates are not conserved: ${from} held ${held}, and ${sum} is found a month later: a defect.`)
}
