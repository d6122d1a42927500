import type { DueCollectionOptions } from '../facts/fact-details.js'

/** What a company decides for itself: targets, rates and the variants of KPIs. */
export interface KpiSettings {
  /** The DSO aimed at, in days; null takes `targetFactor` × the sales-weighted terms. */
  readonly targetDso: number | null
  readonly targetFactor: number
  /** Share of each aging bucket that is lost, from current to oldest, as fractions; null takes roll rates of the past. */
  readonly lossRates: readonly number[] | null
  /** Yearly cost of capital as a fraction; null where it is not known. */
  readonly costOfCapital: number | null
  readonly collection: DueCollectionOptions
}

export const usualSettings: KpiSettings = {
  targetDso: null,
  targetFactor: 1.5,
  lossRates: null,
  costOfCapital: null,
  collection: { overdue: 'include', partial: 'count', contracts: 'include' },
}
