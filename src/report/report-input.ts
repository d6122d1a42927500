import type { ValueUnit } from '../chart/value-format.js'
import type { Decision } from '../decision/decision.js'
import type { Better } from '../kpi/kpi.js'
import type { Currency } from '../money/currency.js'
import type { SimulationResult } from '../scenario/result.js'

/** A KPI as a report shows it; those of the catalogue fit. */
export interface ReportKpi {
  /** As in the result's series: `dso`. */
  readonly id: string
  /** For people: `DSO`. */
  readonly name: string
  readonly unit: ValueUnit
  readonly better: Better
}

/** What a report is made of. Its history is the result's own. */
export interface ReportInput {
  /** The company, or whatever else the ledger belongs to. */
  readonly title: string
  readonly result: SimulationResult
  /** The KPIs to report, the most important one first. */
  readonly kpis: readonly ReportKpi[]
  /** Needed only where the runtime does not know the result's currency code. */
  readonly currency?: Currency
  /** What the check of the ledger found, a sentence a line. */
  readonly ledgerCheck?: readonly string[]
  /** Answers to questions about what to do: what each lever brings, what an outcome hangs on, which setting reaches a target, … */
  readonly decisions?: readonly Decision[]
  /** How well the payment behaviour was learnt, a sentence a line. */
  readonly behaviorFit?: readonly string[]
}
