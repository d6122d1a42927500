import type { Group } from '../facts/fact-table.js'
import type { Measure } from './measures.js'

/** How a baseline did on one outcome. */
export interface BaselineScore {
  readonly forecast: number
  /** Of the number alone: its absolute error. */
  readonly absoluteError: number
  /** Of the number with the range that its own past errors give it; the absolute error while too few are known. */
  readonly crps: number
}

/** One outcome, what was forecast of it, and how good that was. Money in minor units, days as they are. */
export interface ForecastScore {
  /** The month whose end the forecast was made at, e.g. `2013-06`; the month it is of; and how many months ahead that is. */
  readonly origin: string
  readonly month: string
  readonly horizon: number
  readonly measure: Measure['id']
  readonly group: Group
  readonly actual: number
  readonly mean: number
  readonly q05: number
  readonly q10: number
  readonly q25: number
  readonly q50: number
  readonly q75: number
  readonly q90: number
  readonly q95: number
  readonly crps: number
  /** Share of futures below the outcome (PIT). */
  readonly pit: number
  readonly naive: BaselineScore | null
  readonly rollRate: BaselineScore | null
}

/** Share of outcomes within an interval that should hold `nominal` of them. */
export interface Coverage {
  readonly nominal: number
  readonly share: number
  /** Standard error of the share: origins next to each other share outcomes, so months of outcome count as the cases. */
  readonly error: number
}

/**
 * Mean CRPS against a baseline on the same outcomes; skill = 1 − ours ÷ theirs: 0 is no better, 1 perfect, below 0 worse.
 * `ofNumber`: against the baseline's single numbers; `ofRange`: against those numbers with the range of their past errors.
 */
export interface Skill {
  readonly outcomes: number
  readonly crps: number
  readonly baselineAbsoluteError: number
  readonly baselineCrps: number
  readonly ofNumber: number
  readonly ofRange: number
}

/** How good the forecasts of one measure and group were. */
export interface MeasureScore {
  readonly measure: Measure['id']
  readonly group: Group
  readonly outcomes: number
  readonly meanActual: number
  readonly crps: number
  readonly coverage: readonly Coverage[]
  readonly naive: Skill | null
  readonly rollRate: Skill | null
  /** Mean of forecast mean − outcome, over the mean outcome: above 0 forecasts are too high. In all and by months ahead. */
  readonly bias: number
  readonly byHorizon: readonly {
    readonly horizon: number
    readonly outcomes: number
    readonly bias: number
    readonly crps: number
    readonly coverage90: number
  }[]
  /** Outcomes by tenth of the forecast distribution that they fell in: level if forecasts are right. */
  readonly pitHistogram: readonly number[]
}

/** What was lost of the book of one origin, against what was expected. Minor units. */
export interface LossScore {
  readonly origin: string
  readonly months: number
  readonly actual: number
  readonly mean: number
  readonly q05: number
  readonly q95: number
  readonly crps: number
  /** By a provision matrix of flow rates; null where there is too little history for one. */
  readonly provision: BaselineScore | null
  /** Receivables × what was lost of receivables in the year before. */
  readonly naive: BaselineScore | null
}

/** What `backtest` returns and `arlab backtest --json` prints (schema arlab/backtest/1). */
export interface BacktestResult {
  readonly schema: 'arlab/backtest/1'
  readonly currency: string
  readonly seed: string
  readonly engine: string
  readonly ledgerHash: string
  readonly replicates: number
  readonly horizon: number
  readonly by: readonly string[]
  /** The months whose ends forecasts were made at, and the last month that they were judged by. */
  readonly origins: readonly string[]
  readonly through: string
  readonly forecasts: readonly ForecastScore[]
  readonly scores: readonly MeasureScore[]
  /** Null where nothing was ever written off, or the ledger is too short. */
  readonly losses: readonly LossScore[] | null
  readonly verdict: readonly string[]
  readonly seconds: number
}
