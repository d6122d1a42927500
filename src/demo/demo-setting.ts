import { addDays, type Day } from '../calendar/day.js'
import { addMonths, type Month, monthEnd, monthOf, monthStart } from '../calendar/month.js'
import { demoParameters } from './demo-parameters.js'
import type { DemoParameters } from './demo-truth.js'
import { economyFactors } from './economy.js'

/** What to make. */
export interface DemoOptions {
  /** Any text; the same text gives the same company. */
  readonly seed: string
  readonly customers: number
  /** How many calendar months the ledger covers, counted from the month of `start`. */
  readonly months: number
  /** The day on which the company opened; 2023-01-01 unless given. */
  readonly start?: Day
  /** Other true parameters than the demo company's own, to see what a mechanism does. */
  readonly parameters?: DemoParameters
}

/** What all customers of one company share, with what depends on the day only worked out for every day. */
export interface DemoSetting {
  readonly seed: string
  readonly start: Day
  readonly end: Day
  readonly parameters: DemoParameters
  readonly economyFactors: readonly number[]
  /** Day − start → month of the ledger, from 0. */
  readonly monthIndexes: Uint16Array
  /** Day − start → factor on order rates: season × growth. */
  readonly orderFactors: Float64Array
  /** Month of the ledger → multiplier on default rates. */
  readonly defaultMultipliers: Float64Array
  /** Month of the ledger → multiplier on payment hazards. */
  readonly paymentMultipliers: Float64Array
}

const mostCustomers = 1_000_000
const mostMonths = 240

/** 2023 × 12: January 2023. */
const defaultStart = monthStart((2023 * 12) as Month)

/**
 * The setting of a company. Throws a RangeError on an empty seed, if customers is not a whole number from 1 to
 * 1,000,000, or months not one from 1 to 240.
 */
export function demoSetting(options: DemoOptions): DemoSetting {
  const { seed, customers, months, start = defaultStart, parameters = demoParameters } = options
  if (seed === '') throw new RangeError('demoCompany needs a seed of at least one character, got an empty one')
  requireWhole('customers', customers, mostCustomers)
  requireWhole('months', months, mostMonths)
  const first = monthOf(start)
  const end = monthEnd(addMonths(first, months - 1))
  const days = end - start + 1
  const factors = economyFactors(seed, parameters.economy, months)
  const { defaultLoading, paymentLoading } = parameters.economy

  const monthIndexes = new Uint16Array(days)
  const orderFactors = new Float64Array(days)
  for (let index = 0; index < days; index++) {
    const month = monthOf(addDays(start, index))
    const growth = Math.exp((Math.log1p(parameters.yearlyGrowth) * index) / 365)
    monthIndexes[index] = month - first
    orderFactors[index] = parameters.seasonalFactors[month % 12]! * growth
  }
  return {
    seed,
    start,
    end,
    parameters,
    economyFactors: factors,
    monthIndexes,
    orderFactors,
    defaultMultipliers: Float64Array.from(factors, (factor) => Math.exp(-defaultLoading * factor)),
    paymentMultipliers: Float64Array.from(factors, (factor) => Math.exp(paymentLoading * factor)),
  }
}

function requireWhole(name: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new RangeError(`demoCompany needs ${name} to be a whole number from 1 to ${most}, got ${value}`)
  }
}
