import type { FactName } from '../facts/columns.js'
import type { Group } from '../facts/fact-table.js'
import type { RatioEstimate } from '../statistics/ratio-of-means.js'
import type { VarianceParts } from '../statistics/variance-parts.js'
import type { Expectation } from './file/expectation.js'
import type { ParameterMode } from './plan/segment-columns.js'

/** The distribution over replicates of one figure in one month. `se` is the standard error of `mean`. */
export interface Spread {
  readonly mean: number
  readonly se: number
  readonly q05: number
  readonly q25: number
  readonly q50: number
  readonly q75: number
  readonly q95: number
  /** For each quantile the values between which the true one lies with at least 95 % probability, by order statistics. */
  readonly intervals: QuantileIntervals
}

/** Null where there are too few replicates to say, or where they are not independent (`parameters: nested`). */
export type QuantileIntervals = {
  readonly [quantile in 'q05' | 'q25' | 'q50' | 'q75' | 'q95']: readonly [number, number] | null
}

/** Of a figure that no replicate defines. */
export type NoSpread = { readonly [figure in Exclude<keyof Spread, 'intervals'>]: null } & Pick<Spread, 'intervals'>

/** A KPI of one scenario in one month. `defined` counts the replicates in which the KPI exists; all figures are null if none does. */
export type KpiSpread = {
  readonly kpi: string
  readonly group: Group
  readonly month: string
  readonly defined: number
  /** What of the variance is luck and what ignorance of the behaviour; with `parameters: nested` only. */
  readonly uncertainty?: VarianceParts | null
} & (Spread | NoSpread)

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
  /** What the contribution of all simulated months is worth on the as-of day, by group; empty where it is not known. */
  readonly presentValues: readonly PresentValue[]
  /** Findings in words, e.g. how far a change of terms has come through by the horizon. */
  readonly notes: readonly string[]
  /** What its writer expected, and whether it comes so. */
  readonly expectations: readonly MetExpectation[]
}

/** What was expected of a KPI of the total in the last month, against the baseline, and what comes. */
export interface MetExpectation {
  readonly kpi: string
  readonly expected: Expectation
  /** Whether the difference is as expected; null where no future defines it. */
  readonly holds: boolean | null
  /** Whether the difference shows it; false where it merely does not show the contrary. */
  readonly isShown: boolean
  /** The mean difference, and the 95 % interval of that mean. */
  readonly mean: number | null
  readonly low: number | null
  readonly high: number | null
}

/** Months’ contribution discounted from their ends at the yearly cost of capital, in minor units. */
export type PresentValue = { readonly group: Group; readonly costOfCapital: number } & Spread

/** The figures of a paired difference; all null where no replicate has both sides. */
export interface PairedFigures {
  readonly mean: number | null
  readonly se: number | null
  readonly low: number | null
  readonly high: number | null
  readonly probabilityLower: number | null
  readonly probabilityHigher: number | null
  /** As in KpiSpread. */
  readonly uncertainty?: VarianceParts | null
}

/**
 * A scenario's KPI minus the baseline's, replicate by replicate under common random numbers.
 * `low` to `high` holds the middle 90 % of those differences; `se` is the standard error of `mean`;
 * `probabilityLower` and `probabilityHigher` are the shares of replicates in which the scenario's KPI is the lower or the
 * higher one; in the rest both are the same.
 */
export interface PairedDifference extends PairedFigures {
  readonly scenario: string
  readonly against: string
  readonly kpi: string
  readonly group: Group
  readonly month: string
}

/** As PairedDifference, for a fact in minor units. */
export type PairedFactDifference = Omit<PairedDifference, 'kpi'> & { readonly fact: FactName }

/** As PairedDifference, for the present value. */
export type PresentValueDifference = Omit<PairedDifference, 'kpi' | 'month'>

/**
 * What a scenario gains and gives up against the baseline: DSO and receivables at the end of the last month, money over all
 * simulated months, in minor units. Null where it is not known.
 */
export interface TradeOff {
  readonly scenario: string
  readonly against: string
  readonly group: Group
  readonly dso: PairedFigures | null
  readonly receivables: PairedFigures
  readonly sales: PairedFigures
  readonly cash: PairedFigures
  /** Write-offs less recoveries. */
  readonly badDebt: PairedFigures
  /** Present value of the contribution of all months. */
  readonly contribution: PairedFigures | null
  /**
   * The change of contribution for each day by which DSO changes, and the 95 % interval of that. Above 0 the one is bought with the
   * other: a day of DSO gained costs so much contribution, or one given up earns so much; below 0 the scenario gains both or loses both.
   * Null where DSO does not surely change.
   */
  readonly contributionPerDsoDay: RatioEstimate | null
}

/** How close the asked KPIs are known, where a precision was asked. */
export interface ReachedPrecision {
  /** The half-width of the 95 % interval aimed at, as a share of the baseline’s mean. */
  readonly asked: number
  /** The widest of the asked KPIs’, each so that all hold together (Bonferroni); null where one of them is. */
  readonly widest: number | null
  readonly reached: boolean
  /**
   * What it was held to: the KPIs of the baseline, or with scenarios their differences from it. The half-width is null where
   * it is no share of anything, as the baseline’s mean is 0, or where too few futures define the KPI to say.
   */
  readonly of: readonly { readonly scenario: string; readonly kpi: string; readonly halfWidth: number | null }[]
}

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
  /** `drawn`: every future drew the behaviour's uncertain numbers anew; `nested`: two by two; `fixed`: all took them as they stand. */
  readonly parameters: ParameterMode
  /** Where a precision was asked. */
  readonly precision?: ReachedPrecision
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
  readonly presentValueDifferences: readonly PresentValueDifference[]
  readonly tradeOffs: readonly TradeOff[]
  readonly performance: {
    readonly invoices: number
    readonly events: number
    readonly seconds: number
    readonly threads: number
  }
}
