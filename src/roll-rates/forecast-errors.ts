import type { Day } from '../calendar/day.js'
import { agingBuckets } from '../facts/columns.js'
import { factAt } from '../facts/fact-table.js'
import { ledgerFacts } from '../facts/ledger-facts.js'
import { lastWholePeriod } from '../facts/whole-periods.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { ledgerMoves } from './aging-transitions.js'
import {
  type ForecastMonth,
  type ForecastOptions,
  monthlyMoves,
  monthlySales,
  projectMonths,
  type RollForwardForecast,
} from './roll-forward-forecast.js'

/** What is forecast and can be compared with the facts of a month. */
export const forecastMeasures = ['receivables', 'pastDue', 'cash', 'writeOffs', 'sales'] as const
export type ForecastMeasure = (typeof forecastMeasures)[number]

/** The errors of one number of months ahead, by measure; a list goes by origin, earliest first. */
export type HorizonErrors = Readonly<Record<ForecastMeasure, readonly number[]>>

export interface ForecastErrors {
  /** The month ends from which the method was run. */
  readonly origins: readonly Day[]
  /** By months ahead, from 1; the further ahead, the fewer origins know the outcome. */
  readonly horizons: readonly HorizonErrors[]
}

export interface ForecastErrorOptions extends Pick<ForecastOptions, 'historyMonths'> {
  /** Months that must lie before an origin. 6 if not given: the first months of a ledger are not like later ones. */
  readonly fewestMonths?: number
}

/**
 * How far the forecast would have been off in the past: it is run at every month end of the ledger with what was known
 * then (sales included: the mean of the months before) and compared with the facts of the months that followed. An error is
 * (actual − forecast) ÷ scale; the scale is the forecast itself, but the forecast sales for write-offs, which come in lumps
 * and may be forecast as 0. Where the scale is 0 there is no error. Errors of neighbouring origins share most of their
 * months, so they tell less than as many independent ones. Throws what `rollForwardForecast` throws for a horizon.
 */
export function forecastErrors(
  ledger: LedgerData,
  horizonMonths: number,
  { historyMonths = 12, fewestMonths = 6 }: ForecastErrorOptions = {},
): ForecastErrors {
  const flat = monthlySales(0, horizonMonths)
  const facts = ledgerFacts(ledger)
  const last = lastWholePeriod(facts)
  const origins: Day[] = []
  const horizons = flat.map(() => emptyErrors())
  for (let origin = Math.max(1, fewestMonths); origin < last; origin++) {
    const from = facts.periods[origin]!.end
    const moves = monthlyMoves(ledgerMoves(ledger, historyMonths, from))
    const buckets = agingBuckets.map(({ fact }) => factAt(facts, 0, origin, fact))
    const creditBalances = factAt(facts, 0, origin, 'credit_balances')
    const sales = monthlySales(moves.meanSales, Math.min(horizonMonths, last - origin))
    origins.push(from)
    for (const month of projectMonths({ from, buckets, creditBalances, moves, sales })) {
      const period = origin + month.ahead
      const receivables = factAt(facts, 0, period, 'receivables')
      const actual: Readonly<Record<ForecastMeasure, number>> = {
        receivables,
        pastDue:
          receivables + factAt(facts, 0, period, 'credit_balances') - factAt(facts, 0, period, 'current_receivables'),
        cash: factAt(facts, 0, period, 'cash_collected'),
        writeOffs: factAt(facts, 0, period, 'write_offs') - factAt(facts, 0, period, 'write_off_reversals'),
        sales: factAt(facts, 0, period, 'credit_sales'),
      }
      for (const measure of forecastMeasures) {
        const scale = scaleOf(month, measure)
        if (scale > 0) horizons[month.ahead - 1]![measure].push((actual[measure] - month[measure]) / scale)
      }
    }
  }
  return { origins, horizons }
}

/** Quantiles of a month ahead by measure, one for each probability asked for; null where no past error is known. */
export type MonthQuantiles = Readonly<Record<ForecastMeasure, readonly number[] | null>>

/**
 * Quantiles of a forecast: its expected values moved by those of the past errors of as many months ahead. The quantile of
 * probability p of n errors is the one of rank p (n + 1), between two of them in proportion and never beyond the outermost
 * (Hyndman and Fan's type 6), so an interval of 90 % needs 19 errors to be one; with fewer it is the range seen. Only
 * receivables may fall below 0. Minor units, by month ahead.
 */
export function forecastQuantiles(
  { months }: Pick<RollForwardForecast, 'months'>,
  { horizons }: ForecastErrors,
  probabilities: readonly number[],
): MonthQuantiles[] {
  return months.map((month) => {
    const quantilesOf = (measure: ForecastMeasure) => {
      const errors = [...(horizons[month.ahead - 1]?.[measure] ?? [])].sort((a, b) => a - b)
      if (errors.length === 0) return null
      const scale = scaleOf(month, measure)
      return probabilities.map((probability) => {
        const value = month[measure] + scale * quantile(errors, probability)
        return measure === 'receivables' ? value : Math.max(0, value)
      })
    }
    return Object.fromEntries(forecastMeasures.map((measure) => [measure, quantilesOf(measure)])) as MonthQuantiles
  })
}

function scaleOf(month: ForecastMonth, measure: ForecastMeasure): number {
  return measure === 'writeOffs' ? month.sales : month[measure]
}

function quantile(sorted: readonly number[], probability: number): number {
  const rank = Math.min(sorted.length, Math.max(1, probability * (sorted.length + 1)))
  const below = Math.floor(rank)
  const lower = sorted[below - 1]!
  return lower + (rank - below) * ((sorted[below] ?? lower) - lower)
}

function emptyErrors(): Record<ForecastMeasure, number[]> {
  return { receivables: [], pastDue: [], cash: [], writeOffs: [], sales: [] }
}
