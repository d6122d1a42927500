import { quantileSorted } from 'simple-statistics'
import { fitBehavior } from '../behavior/fit/fit-behavior.js'
import { addMonths, type Month, monthEnd, monthLabel, monthOf } from '../calendar/month.js'
import { InputError } from '../document/input-error.js'
import { engineVersion } from '../engine/plan.js'
import { type FactTable, sameGroup } from '../facts/fact-table.js'
import { ledgerFacts } from '../facts/ledger-facts.js'
import { groupLedger } from '../facts/ledger-groups.js'
import { firstInvoiceDay } from '../ledger/first-invoice-day.js'
import type { Ledger } from '../ledger/ledger.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { ledgerHash } from '../ledger/ledger-hash.js'
import { viewAsOf } from '../ledger/view-as-of.js'
import { defaultThreads } from '../runtime/run-replicates.js'
import { measureOf, type PointForecaster } from './forecast-facts.js'
import { lastWholeMonth } from './last-whole-month.js'
import { measures } from './measures.js'
import { NaiveForecaster } from './naive-forecast.js'
import { PastErrors } from './past-errors.js'
import type { BacktestResult, BaselineScore, ForecastScore, LossScore } from './result.js'
import { RollRateForecaster } from './roll-rate-forecaster.js'
import { lossMonths, scoreLosses } from './score-losses.js'
import { scoreMeasures } from './score-measures.js'
import { crps, rankAmong } from './scores.js'
import { simulatedForecast } from './simulated-forecast.js'
import { verdictOf } from './verdict.js'

export interface BacktestOptions {
  /** Month ends to forecast from, one a month, the latest that have an outcome; all after a year of history if left out. */
  readonly origins?: number
  /** The first month whose end is forecast from. Goes before `origins`. */
  readonly firstOrigin?: Month
  /** Months ahead that each origin forecasts; 3 by default. */
  readonly horizon?: number
  /** The last month that forecasts are judged by; the last whole one of the ledger by default. */
  readonly through?: Month
  /** Futures per origin; 500 by default. */
  readonly replicates?: number
  readonly seed?: string
  readonly threads?: number
  /** Attributes to judge groups by, beside the whole. */
  readonly by?: readonly string[]
  readonly onProgress?: (done: number, origins: number) => void
}

/** Months of history before the first origin, where nobody says otherwise. */
const usualHistory = 12

/** No fewer will do: nothing can be learnt of how customers pay. */
const fewestHistory = 3

/**
 * Forecasts the past: at the end of each of some months the behaviour is learnt from what the ledger knew that evening, the
 * months ahead are simulated, and what was forecast is judged by what happened; beside it the naive forecast, the roll-rate model, and
 * for losses the provision matrix. The same ledger and seed give the same result, but for `seconds`.
 * Throws an InputError for options that leave nothing to judge.
 */
export async function backtest(ledger: Ledger, options: BacktestOptions = {}): Promise<BacktestResult> {
  const { horizon = 3, replicates = 500, seed = 'arlab', by = [], threads = defaultThreads() } = options
  refuseBadCounts(horizon, replicates)
  const { data } = ledger
  const started = performance.now()
  const through = options.through ?? lastWholeMonth(data)
  const origins = originsOf(data, through, options)
  const facts = ledgerFacts(data, by)
  const grouping = groupLedger(data, by)
  const baselines = [new NaiveForecaster(data, grouping), new RollRateForecaster(data)].map(
    (forecaster) => new BaselineRun(forecaster, facts, through, origins[0]!),
  )
  const forecasts: ForecastScore[] = []
  const losses: LossScore[] = []
  for (const [index, origin] of origins.entries()) {
    options.onProgress?.(index, origins.length)
    const view = viewAsOf(data, monthEnd(origin))
    const behavior = fitBehavior(view)
    const months = Math.min(horizon, through - origin)
    const { groups, futures } = await simulatedForecast(view, behavior, { months, replicates, seed, by, threads })
    for (const baseline of baselines) baseline.forecast(origin, months)
    for (let month = 0; month < months; month++) {
      const label = monthLabel(addMonths(origin, month + 1))
      const period = facts.periods.findIndex((candidate) => candidate.label === label)
      groups.forEach((group, groupIndex) => {
        const factGroup = facts.groups.findIndex((candidate) => sameGroup(candidate, group))
        measures.forEach((measure, measureIndex) => {
          const actual = measureOf(measure, facts, factGroup, period)
          const members = futures
            .at(measureIndex, groupIndex, month)
            .filter((value) => !Number.isNaN(value))
            .sort()
          if (actual === null || members.length === 0) return
          const quantile = (p: number) => quantileSorted(members as unknown as number[], p)
          const [naive, rollRate] = baselines.map((baseline) => baseline.score(measureIndex, factGroup, month, actual))
          forecasts.push({
            origin: monthLabel(origin),
            month: label,
            horizon: month + 1,
            measure: measure.id,
            group,
            actual,
            mean: members.reduce((sum, value) => sum + value, 0) / members.length,
            q05: quantile(0.05),
            q10: quantile(0.1),
            q25: quantile(0.25),
            q50: quantile(0.5),
            q75: quantile(0.75),
            q90: quantile(0.9),
            q95: quantile(0.95),
            crps: crps(members, actual),
            pit: rankAmong(members, actual),
            naive: naive ?? null,
            rollRate: rollRate ?? null,
          })
        })
      })
    }
    const untilLost = lossMonths(behavior)
    if (addMonths(origin, untilLost) <= through) {
      losses.push(await scoreLosses(data, facts, view, behavior, { months: untilLost, replicates, seed, threads }))
    }
  }
  options.onProgress?.(origins.length, origins.length)
  const scores = scoreMeasures(forecasts, facts.groups)
  const lossesToShow = losses.some(({ actual }) => actual !== 0) ? losses : null
  return {
    schema: 'arlab/backtest/1',
    currency: data.currency.code,
    seed,
    engine: engineVersion,
    ledgerHash: ledgerHash(data),
    replicates,
    horizon,
    by,
    origins: origins.map(monthLabel),
    through: monthLabel(through),
    forecasts,
    scores,
    losses: lossesToShow,
    verdict: verdictOf(scores, lossesToShow),
    seconds: (performance.now() - started) / 1000,
  }
}

/** Runs a baseline at every month end, so that at each origin its own past errors are known. */
class BaselineRun {
  readonly #errors = new PastErrors()
  readonly #groups: number
  #current: ReturnType<PointForecaster['forecast']> = null
  #origin = 0

  constructor(
    private readonly forecaster: PointForecaster,
    private readonly facts: FactTable,
    private readonly through: Month,
    firstOrigin: Month,
  ) {
    this.#groups = forecaster.name === 'naive' ? facts.groups.length : 1
    const first = monthOf(facts.periods[0]!.start)
    for (let origin = first + fewestHistory - 1; origin < firstOrigin; origin++) this.forecast(origin as Month, 12)
  }

  forecast(origin: Month, months: number): void {
    const ahead = Math.min(Math.max(months, 1), this.through - origin)
    this.#origin = origin
    this.#current = ahead < 1 ? null : this.forecaster.forecast(monthEnd(origin), ahead)
    if (this.#current === null) return
    for (let group = 0; group < this.#groups; group++) {
      measures.forEach((measure, index) => {
        for (let month = 0; month < ahead; month++) {
          const period = origin + month + 1 - monthOf(this.facts.periods[0]!.start)
          const forecast = measureOf(measure, this.#current!, group, month)
          const actual = measureOf(measure, this.facts, group, period)
          if (forecast === null || actual === null) continue
          this.#errors.keep(`${index} ${group} ${month}`, { origin, month: origin + month + 1, forecast, actual })
        }
      })
    }
  }

  /** Of the forecast made last. */
  score(measure: number, group: number, month: number, actual: number): BaselineScore | null {
    if (this.#current === null || group >= this.#groups) return null
    const forecast = measureOf(measures[measure]!, this.#current, group, month)
    if (forecast === null) return null
    const members = this.#errors.distribution(`${measure} ${group} ${month}`, this.#origin, forecast)
    return { forecast, absoluteError: Math.abs(forecast - actual), crps: crps(members, actual) }
  }
}

function originsOf(data: LedgerData, through: Month, options: BacktestOptions): Month[] {
  const first = monthOf(firstInvoiceDay(data))
  const earliest = addMonths(first, fewestHistory - 1)
  const lastOrigin = addMonths(through, -1)
  const asked =
    options.firstOrigin ??
    (options.origins === undefined ? addMonths(first, usualHistory - 1) : addMonths(through, -options.origins))
  const from = options.firstOrigin === undefined ? Math.max(earliest, asked) : asked
  if (from < earliest || from > lastOrigin) {
    throw new InputError(
      options.firstOrigin === undefined
        ? `The ledger's whole months end with ${monthLabel(through)}, which leaves none to judge a forecast by: it takes at least ${usualHistory} months of history and one after, or fewer with --origins.`
        : `Forecasts can begin at the end of ${monthLabel(earliest)} to ${monthLabel(lastOrigin)}, not ${monthLabel(asked)}: the ledger begins in ${monthLabel(first)} and its last whole month is ${monthLabel(through)}.`,
    )
  }
  return Array.from({ length: lastOrigin - from + 1 }, (_, index) => addMonths(from as Month, index))
}

function refuseBadCounts(horizon: number, replicates: number): void {
  if (!Number.isInteger(horizon) || horizon < 1 || horizon > 24) {
    throw new InputError(`A backtest looks 1 to 24 months ahead, not ${horizon}.`)
  }
  if (!Number.isInteger(replicates) || replicates < 20 || replicates > 100_000) {
    throw new InputError(`A backtest needs 20 to 100,000 futures per origin, not ${replicates}.`)
  }
}
