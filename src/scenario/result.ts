import type { FactName } from '../facts/columns.js'
import type { Group } from '../facts/fact-table.js'

/** The distribution over replicates of one figure in one month. `se` is the standard error of `mean`. */
export interface Spread {
  readonly mean: number
  readonly se: number
  readonly q05: number
  readonly q25: number
  readonly q50: number
  readonly q75: number
  readonly q95: number
}

/** A KPI of one scenario in one month. `defined` counts the replicates in which the KPI exists; all figures are null if none does. */
export type KpiSpread = {
  readonly kpi: string
  readonly group: Group
  readonly month: string
  readonly defined: number
} & (Spread | { readonly [figure in keyof Spread]: null })

/** A fact of one scenario in one month, in minor units or counts. */
export type FactSpread = { readonly fact: FactName; readonly group: Group; readonly month: string } & Spread

/** One scenario's results by month. */
export interface ScenarioResult {
  readonly name: string
  /** The scenario file's own note. */
  readonly note: string
  /** SHA-256 of the scenario as it was understood. */
  readonly hash: string
  readonly series: readonly KpiSpread[]
  readonly facts: readonly FactSpread[]
  /** Findings in words, e.g. how far a change of terms has come through by the horizon. */
  readonly notes: readonly string[]
}

/**
 * A scenario's KPI minus the baseline's, replicate by replicate under common random numbers.
 * `low` to `high` holds the middle 90 % of those differences; `se` is the standard error of `mean`;
 * `probabilityLower` is the share of replicates in which the scenario's KPI is the lower one.
 */
export interface PairedDifference {
  readonly scenario: string
  readonly against: string
  readonly kpi: string
  readonly group: Group
  readonly month: string
  readonly mean: number | null
  readonly se: number | null
  readonly low: number | null
  readonly high: number | null
  readonly probabilityLower: number | null
}

/** As PairedDifference, for a fact in minor units. */
export type PairedFactDifference = Omit<PairedDifference, 'kpi'> & { readonly fact: FactName }

/** A KPI of the past, so that charts and tables can show what the future starts from. */
export interface HistoryPoint {
  readonly kpi: string
  readonly group: Group
  readonly month: string
  readonly value: number | null
}

/** What `simulate` returns and `arlab simulate --json` prints (schema arlab/simulate/1). */
export interface SimulationResult {
  readonly schema: 'arlab/simulate/1'
  readonly seed: string
  readonly replicates: number
  readonly months: number
  readonly engine: string
  /** `drawn`: every future drew the behaviour's uncertain numbers anew; `fixed`: all took them as they stand. */
  readonly parameters: 'drawn' | 'fixed'
  readonly currency: string
  readonly asOf: string
  readonly ledgerHash: string
  readonly behaviorHash: string
  /** Rows of the ledger that were rejected and are not in the figures. */
  readonly rejectedRows: number
  /** KPIs of the whole months up to `asOf`, oldest first. */
  readonly history: readonly HistoryPoint[]
  /** The baseline comes first. */
  readonly scenarios: readonly ScenarioResult[]
  readonly differences: readonly PairedDifference[]
  /** Receivables, cash and write-offs against the baseline. */
  readonly factDifferences: readonly PairedFactDifference[]
  readonly performance: {
    readonly invoices: number
    readonly events: number
    readonly seconds: number
    readonly threads: number
  }
}
