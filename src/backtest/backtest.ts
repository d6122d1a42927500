import { fitBehavior } from '../behavior/fit/fit-behavior.js'
import { addMonths, type Month, monthEnd, monthLabel, monthOf } from '../calendar/month.js'
import { placeOfMonth } from '../calendar/period.js'
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
import { defaultThreads } from '../runtime/replicate-runner.js'
import { BaselineRun, fewestHistory } from './baseline-run.js'
import { measureOf, type PointForecaster } from './forecast-facts.js'
import { lastWholeMonth } from './last-whole-month.js'
import { measures } from './measures.js'
import { NaiveForecaster } from './naive-forecast.js'
import type { BacktestResult, ForecastScore, LossScore } from './result.js'
import { RollRateForecaster } from './roll-rate-forecaster.js'
import { lossMonths, scoreLosses } from './score-losses.js'
import { scoreMeasures } from './score-measures.js'
import { scoreEnsemble } from './scores.js'
import { type SimulatedForecast, simulatedForecast } from './simulated-forecast.js'
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
  const run = (forecaster: PointForecaster) => new BaselineRun(forecaster, facts, through, origins[0]!)
  const baselines = [run(new NaiveForecaster(data, grouping)), run(new RollRateForecaster(data))] as const
  const forecasts: ForecastScore[] = []
  const losses: LossScore[] = []
  for (const [index, origin] of origins.entries()) {
    options.onProgress?.(index, origins.length)
    const view = viewAsOf(data, monthEnd(origin))
    const behavior = fitBehavior(view)
    const months = Math.min(horizon, through - origin)
    const simulated = await simulatedForecast(view, behavior, { months, replicates, seed, by, threads })
    for (const baseline of baselines) baseline.forecast(origin, months)
    forecasts.push(...scoreForecasts(origin, months, simulated, facts, baselines))
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

/** Every figure forecast at an origin, judged by what happened; none where it is not defined. */
function scoreForecasts(
  origin: Month,
  months: number,
  { groups, futures }: SimulatedForecast,
  facts: FactTable,
  [naive, rollRate]: readonly [naive: BaselineRun, rollRate: BaselineRun],
): ForecastScore[] {
  const scores: ForecastScore[] = []
  for (let month = 0; month < months; month++) {
    const outcomeMonth = addMonths(origin, month + 1)
    const period = placeOfMonth(facts.periods, outcomeMonth)
    groups.forEach((group, groupIndex) => {
      const factGroup = facts.groups.findIndex((candidate) => sameGroup(candidate, group))
      measures.forEach((measure, measureIndex) => {
        const actual = measureOf(measure, facts, factGroup, period)
        const members = futures
          .at(measureIndex, groupIndex, month)
          .filter((value) => !Number.isNaN(value))
          .sort()
        if (actual === null || members.length === 0) return
        scores.push({
          origin: monthLabel(origin),
          month: monthLabel(outcomeMonth),
          horizon: month + 1,
          measure: measure.id,
          group,
          ...scoreEnsemble(members, actual),
          naive: naive.score(measureIndex, factGroup, month, actual),
          rollRate: rollRate.score(measureIndex, factGroup, month, actual),
        })
      })
    })
  }
  return scores
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
