import type { Day } from '../calendar/day.js'
import { addMonths, monthEnd, monthLabel, monthOf } from '../calendar/month.js'
import { InputError } from '../document/input-error.js'
import { aging } from '../facts/aging.js'
import type { LedgerData } from '../ledger/ledger-data.js'

import { type AgingShares, agingShares } from './aging-chain.js'
import { agingStates, newSalesSource, targetOf } from './aging-states.js'
import { type LedgerMoves, ledgerMoves } from './aging-transitions.js'

const states = agingStates.length

export interface ForecastOptions {
  /** Whole months that the transitions and the mean sales are taken from. 12 if not given. */
  readonly historyMonths?: number
  /** Credit sales expected of each month ahead, in minor units: one figure for all, or one for each month. */
  readonly sales?: number | readonly number[]
  /** The day from which to forecast; nothing later is read. The ledger's as-of day if not given. */
  readonly through?: Day
}

/** Receivables at a month end. Minor units; expected ones are not rounded. */
export interface BucketStock {
  /** Σ buckets − credit balances. */
  readonly receivables: number
  /** Σ buckets but the current one. */
  readonly pastDue: number
  /** From current to over 120 days past due. */
  readonly buckets: readonly number[]
}

/** The expected flows of a month ahead and the stock at its end. */
export interface ForecastMonth extends BucketStock {
  /** 1 for the first month. */
  readonly ahead: number
  readonly label: string
  readonly end: Day
  readonly sales: number
  readonly cash: number
  /** What goes without cash and is no loss: discounts, credit notes and credit memos. */
  readonly credits: number
  readonly writeOffs: number
}

export interface RollForwardForecast {
  /** The month end from which the forecast goes: the last one on or before the day asked for. */
  readonly from: Day
  readonly opening: BucketStock
  /** Held constant. */
  readonly creditBalances: number
  readonly months: readonly ForecastMonth[]
}

/** How money moved in the months looked at: what a forecast steps by. */
export interface MonthlyMoves {
  readonly shares: AgingShares
  /** What of all that was paid was cash. */
  readonly cashShare: number
  /** Mean credit sales of a month, in minor units. */
  readonly meanSales: number
}

/**
 * The roll-rate forecast: expected receivables by bucket, cash, credits and write-offs month by month, if amounts move on as
 * they did over the last months and sales are as expected. In every month opening + sales − cash − credits − write-offs =
 * closing. New sales are spread as history's were at the end of their own month: part is paid by then, and with short
 * terms part is past due already. Credit balances stay as they are; payments that bounce after their month are not
 * foreseen. A classical baseline: it knows neither seasons nor customers.
 *
 * Throws an InputError for a horizon or months that are no whole number above 0, for sales that are no amounts or not one
 * for each month, and for a ledger without two month ends.
 */
export function rollForwardForecast(
  ledger: LedgerData,
  horizonMonths: number,
  options: ForecastOptions = {},
): RollForwardForecast {
  const { historyMonths = 12, through = ledger.asOf } = options
  const history = ledgerMoves(ledger, historyMonths, through)
  const from = history.monthEnds.at(-1)!
  const moves = monthlyMoves(history)
  const sales = monthlySales(options.sales ?? moves.meanSales, horizonMonths)
  const { buckets: open, creditBalances } = aging(ledger, from)
  const buckets = open.map(({ amount }) => amount)
  const months = projectMonths({ from, buckets, creditBalances, moves, sales })
  return { from, opening: stockOf(buckets, creditBalances), creditBalances, months }
}

/** The shares and means of what happened. */
export function monthlyMoves({ rows, monthEnds, paidInCash }: LedgerMoves): MonthlyMoves {
  const paid = rows.reduce((sum, { moved }) => sum + moved[targetOf.paid]!, 0)
  const sales = rows[newSalesSource]!
  return {
    // Where nothing was ever open at a month end, what is opened later waits.
    shares: agingShares(rows) ?? {
      shares: agingStates.map((_, state) => [...agingStates.map((_, target) => (target === state ? 1 : 0)), 0, 0, 0]),
      entry: sales.held > 0 ? sales.moved.map((amount) => amount / sales.held) : null,
      borrowed: [],
    },
    cashShare: paid > 0 ? paidInCash / paid : 1,
    meanSales: sales.held / (monthEnds.length - 1),
  }
}

/** Steps from month end to month end. */
export function projectMonths(start: {
  readonly from: Day
  readonly buckets: readonly number[]
  readonly creditBalances: number
  readonly moves: MonthlyMoves
  readonly sales: readonly number[]
}): ForecastMonth[] {
  const { shares, entry } = start.moves.shares
  // Where no month had sales, new ones wait as current.
  const ofSales = entry ?? [1, ...new Array<number>(states + 2).fill(0)]
  let held = start.buckets
  return start.sales.map((sales, index) => {
    const month = addMonths(monthOf(start.from), index + 1)
    const at = (target: number) =>
      held.reduce((sum, amount, state) => sum + amount * shares[state]![target]!, sales * ofSales[target]!)
    const buckets = agingStates.map((_, target) => at(target))
    const cash = at(targetOf.paid) * start.moves.cashShare
    const credits = at(targetOf.paid) - cash + at(targetOf.credited)
    const writeOffs = at(targetOf.lost)
    held = buckets
    return {
      ahead: index + 1,
      label: monthLabel(month),
      end: monthEnd(month),
      sales,
      cash,
      credits,
      writeOffs,
      ...stockOf(buckets, start.creditBalances),
    }
  })
}

function stockOf(buckets: readonly number[], creditBalances: number): BucketStock {
  const pastDue = buckets.slice(1).reduce((sum, amount) => sum + amount, 0)
  return { receivables: buckets[0]! + pastDue - creditBalances, pastDue, buckets }
}

/** The sales of each month ahead. */
export function monthlySales(sales: number | readonly number[], horizonMonths: number): readonly number[] {
  if (!(Number.isInteger(horizonMonths) && horizonMonths > 0)) {
    throw new InputError(`A forecast needs a whole number of months ahead of at least 1; got ${horizonMonths}.`)
  }
  const all = typeof sales === 'number' ? new Array<number>(horizonMonths).fill(sales) : sales
  const wrong = all.find((amount) => !(Number.isFinite(amount) && amount >= 0))
  if (wrong !== undefined)
    throw new InputError(`Expected sales are amounts of at least 0 in minor units; got ${wrong}.`)
  if (all.length !== horizonMonths) {
    throw new InputError(`A forecast of ${horizonMonths} months needs the sales of each; got ${all.length}.`)
  }
  return all
}
