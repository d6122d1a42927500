import type { Behavior } from '../../src/behavior/behavior.js'
import { dayFromIso } from '../../src/calendar/day.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { factColumn, factCount } from '../../src/facts/columns.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import type { Scenario } from '../../src/scenario/file/scenario.js'
import { compilePlan } from '../../src/scenario/plan/compile-plan.js'
import { simulatedKpis } from '../../src/scenario/simulated-kpis.js'

export interface VarianceRatio {
  /** How many times smaller the variance of the paired difference is than that of independent seeds. */
  readonly ratio: number
  /** Its standard error as a share of it: that of its logarithm. */
  readonly error: number
}

export interface VarianceRatioSetting {
  readonly behavior: Behavior
  readonly scenario: Scenario
  readonly replicates: number
  /** Months simulated from an empty ledger, and the first one that is looked at, 0 being the first. */
  readonly months: number
  readonly settledFrom: number
  /** The seeds of the baseline and of the scenario that is paired with it: the same one for common random numbers. */
  readonly baselineSeed: string
  readonly scenarioSeed: string
}

/** Of a run, by month: each replicate's receivables, and its DSO over three months (90 days). */
interface MonthSeries {
  readonly receivables: readonly Float64Array[]
  readonly dso: readonly Float64Array[]
}

/**
 * What common random numbers gain: (Var(S) + Var(B)) ÷ Var(S − B) over replicates, S being the scenario and B the baseline. The
 * sum is the variance of the difference with independent seeds; with two seeds the ratio is 1. All variances are averaged
 * over the settled months, which are many measurements of the same thing: a month alone has three times the error.
 */
export function varianceRatios(setting: VarianceRatioSetting): Record<keyof MonthSeries, VarianceRatio> {
  const baseline = runMonths(setting, null, setting.baselineSeed)
  const scenario = runMonths(setting, setting.scenario, setting.scenarioSeed)
  return {
    receivables: varianceRatio(scenario.receivables, baseline.receivables),
    dso: varianceRatio(scenario.dso, baseline.dso),
  }
}

function runMonths(
  { behavior, replicates, months, settledFrom }: VarianceRatioSetting,
  scenario: Scenario | null,
  seed: string,
): MonthSeries {
  const input = { behavior, ledger: null, asOf: dayFromIso('2024-12-31')!, months, seed, by: [] }
  const compiled = compilePlan(input, scenario)
  const { values } = runPlan(compiled.plan, 0, replicates)
  const choice = { kpis: [kpiById('dso')], windowMonths: 3, settings: usualSettings }
  const kpis = simulatedKpis(compiled, values, replicates, null, choice)
  const settled = Array.from({ length: months - settledFrom }, (_, index) => settledFrom + index)
  return {
    receivables: settled.map((month) =>
      Float64Array.from(
        { length: replicates },
        (_, replicate) => values[(replicate * months + month) * factCount + factColumn.receivables]!,
      ),
    ),
    dso: settled.map((month) => kpis.at(0, 0, month)),
  }
}

/**
 * A ratio of two means ū ÷ v̄ over replicates. By the delta method its logarithm errs by the mean of uᵢ ÷ ū − vᵢ ÷ v̄, of which
 * replicates are independent draws; months that hang together within a replicate are one draw.
 */
function varianceRatio(scenario: readonly Float64Array[], baseline: readonly Float64Array[]): VarianceRatio {
  const differences = scenario.map((values, month) =>
    values.map((value, replicate) => value - baseline[month]![replicate]!),
  )
  const ofBaseline = squaredDeviations(baseline)
  const independent = squaredDeviations(scenario).map((square, replicate) => square + ofBaseline[replicate]!)
  const paired = squaredDeviations(differences)
  const [above, below] = [meanOf(independent), meanOf(paired)]
  const influence = independent.map((square, replicate) => square / above - paired[replicate]! / below)
  return {
    ratio: above / below,
    error: Math.sqrt(meanOf(influence.map((value) => value * value)) / (influence.length - 1)),
  }
}

/** By replicate: how far it lies from the mean of all, squared and added up over months. */
function squaredDeviations(months: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(months[0]!.length)
  for (const values of months) {
    const mean = meanOf(values)
    values.forEach((value, replicate) => {
      sums[replicate]! += (value - mean) ** 2
    })
  }
  return sums
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
