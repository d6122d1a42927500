import type { Behavior } from '../behavior/behavior.js'
import { type Day, isoFromDay } from '../calendar/day.js'
import { InputError } from '../document/input-error.js'
import { engineVersion } from '../engine/plan.js'
import { factNames } from '../facts/columns.js'
import type { FactTable } from '../facts/fact-table.js'
import { ledgerFacts } from '../facts/ledger-facts.js'
import { headlineKpis, kpiById } from '../kpi/catalogue.js'
import { economicsKpis } from '../kpi/contribution.js'
import type { Kpi } from '../kpi/kpi.js'
import { type KpiSettings, usualSettings } from '../kpi/kpi-settings.js'
import type { Ledger } from '../ledger/ledger.js'
import { ledgerHash } from '../ledger/ledger-hash.js'
import { rejectedRowCount } from '../ledger/rejected-row-count.js'
import { blocksOf } from '../runtime/replicate-block.js'
import { defaultThreads } from '../runtime/replicate-runner.js'
import type { FactStore } from '../store/fact-store.js'
import { TemporaryStore } from '../store/folder-store.js'
import { MemoryStore } from '../store/memory-store.js'
import { planHash } from '../store/plan-hash.js'
import { contentHash } from './content-hash.js'
import { companySettings, scenarioSettings } from './economics.js'
import { expectationNotes, expectationsMet } from './expectations-met.js'
import { baselineName, pulledLevers, type Scenario } from './file/scenario.js'
import { historyPoints } from './history-points.js'
import { notSimulated } from './not-simulated.js'
import { type CompiledPlan, compilePlan, type PlanInput } from './plan/compile-plan.js'
import type { ParameterMode } from './plan/segment-columns.js'
import { leastReplicates } from './precision-watch.js'
import type { SimulationResult } from './result.js'
import { refuseBadCounts } from './run-counts.js'
import { type PrecisionAim, runFutures } from './run-futures.js'
import { refuseRepeatedNames } from './scenario-names.js'
import { scenarioNotes } from './scenario-notes.js'
import { ScenarioResults } from './scenario-results.js'
import { sumUp } from './sum-up.js'

export interface SimulateOptions {
  readonly behavior: Behavior
  /** Begins the future from this ledger's open invoices, as of its own as-of day. */
  readonly ledger?: Ledger
  /** Needed without a ledger: the day before the first simulated one. */
  readonly asOf?: Day
  readonly scenarios: readonly Scenario[]
  /** Months to simulate; 12 by default. */
  readonly months?: number
  /** Futures per scenario, at least 2; 1000 by default. With `precision` the most there may be, 10,000 by default. */
  readonly replicates?: number
  /** Runs futures until what is asked is known so well. */
  readonly precision?: PrecisionAim
  /** Any text; the same text gives the same futures. */
  readonly seed?: string
  readonly threads?: number
  /** Customer attributes to group results by. */
  readonly by?: readonly string[]
  /** Months that each KPI looks back over; 1 by default. */
  readonly windowMonths?: number
  readonly kpis?: readonly Kpi[]
  /** Targets, rates and variants of KPIs; the usual ones by default. */
  readonly settings?: KpiSettings
  /** How futures take the behaviour's uncertain numbers; each draws its own by default. */
  readonly parameters?: ParameterMode
  /** Keeps the facts of finished futures. By default memory does, and beyond `memoryCeiling` temporary files. */
  readonly store?: FactStore
  /** Bytes of facts that may be kept in memory; 1 GiB by default. */
  readonly memoryCeiling?: number
  /** Called whenever more futures are done; with `precision`, `replicates` is a guess that moves. */
  readonly onProgress?: (scenario: string, done: number, replicates: number) => void
}

const usualReplicates = 1000
const mostReplicates = 10_000
const usualCeiling = 1024 ** 3
/** Summing up takes a quarter of the ceiling on top, but no less than this: every pass reads all futures again. */
const leastPassBytes = 16 * 1024 ** 2

/** A scenario that is about to be run; null stands for the baseline. */
interface PlannedScenario {
  readonly scenario: Scenario | null
  readonly name: string
  readonly compiled: CompiledPlan
  readonly settings: KpiSettings
}

/**
 * Runs the baseline and each scenario on the same draws and compares them month by month. The same inputs and seed
 * give the same result, but for `performance`, with any number of threads, kept in memory or on disk, in one go or resumed.
 * Throws an InputError for options, scenarios or behaviour that cannot be run.
 */
export async function simulate(options: SimulateOptions): Promise<SimulationResult> {
  const { behavior, ledger, scenarios, months = 12, seed = 'arlab', by = [], parameters = 'drawn', precision } = options
  const { windowMonths = 1, threads = defaultThreads(), memoryCeiling = usualCeiling } = options
  const { replicates = precision ? mostReplicates : usualReplicates } = options
  const asOf = ledger?.knownThrough ?? options.asOf
  if (asOf === undefined) throw new InputError('Without a ledger the simulation needs to be told its as-of day.')
  refuseBadCounts(months, replicates)
  if (precision && replicates < leastReplicates) {
    throw new InputError(
      `With a precision there must be room for ${leastReplicates} replicates at the least, not ${replicates}.`,
    )
  }
  refuseRepeatedNames(scenarios)
  const settings = companySettings(options.settings ?? usualSettings, scenarios)
  const expected = scenarios.flatMap(({ expect }) => Object.keys(expect ?? {}).map(kpiById))
  const asked = [...new Set([...(options.kpis ?? headlineKpis), ...expected])]
  const kpis = settings.costOfCapital === null ? asked : [...new Set([...asked, ...economicsKpis])]
  const twoBooks = scenarios.some(({ levers }) => levers.goal !== undefined)
  const input: PlanInput = { behavior, ledger: ledger?.data ?? null, asOf, months, seed, by, parameters, twoBooks }
  const history = ledger ? ledgerFacts(ledger.data, by) : null

  const started = performance.now()
  // All are compiled before any is run: a mistake in the last file must not cost the time of the first.
  const plans = [null, ...scenarios].map((scenario): PlannedScenario => {
    const name = scenario?.name ?? baselineName
    return { scenario, name, compiled: compilePlan(input, scenario), settings: scenarioSettings(settings, scenario) }
  })
  const store = options.store ?? new MemoryStore(memoryCeiling, () => new TemporaryStore())
  try {
    await store.open(plans.map(storedPlan))
    const run = await runFutures({
      plans,
      replicates,
      threads,
      store,
      history,
      windowMonths,
      ...(precision ? { precision } : {}),
      ...(options.onProgress ? { onProgress: options.onProgress } : {}),
    })
    const results = plans.map(
      (plan) => new ScenarioResults(plan.compiled, plan.scenario === null ? null : plan.name, kpis, plan.settings),
    )
    const blocks = blocksOf(0, run.replicates)
    const passBytes = Math.max(leastPassBytes, memoryCeiling / 4)
    await sumUp({ plans, kpis, windowMonths, history, asOf, store, blocks, passBytes }, (plan, ...cell) =>
      results[plan]!.take(...cell),
    )
    return {
      schema: 'arlab/simulate/1',
      seed,
      replicates: run.replicates,
      months,
      engine: engineVersion,
      parameters,
      ...(run.precision ? { precision: run.precision } : {}),
      currency: behavior.currency,
      asOf: isoFromDay(asOf),
      ledgerHash: ledger === undefined ? '' : ledgerHash(ledger.data),
      behaviorHash: contentHash(behavior),
      rejectedRows: rejectedRowCount(ledger?.data.tables ?? {}),
      history: historyOf(history, plans[0]!, kpis, windowMonths),
      scenarios: plans.map(({ scenario, name, compiled }, index) => {
        const { series, facts, presentValues, differences, factDifferences } = results[index]!
        const expectations = scenario?.expect ? expectationsMet(scenario.expect, results[0]!.series, differences) : []
        return {
          name,
          note: scenario?.note ?? 'Nothing changes: today’s terms, policies and habits go on.',
          hash: contentHash(
            scenario
              ? { ...scenario, levers: pulledLevers(scenario), file: undefined, origins: undefined, leftOut: undefined }
              : null,
          ),
          series,
          facts,
          presentValues,
          notes: scenario
            ? [
                ...scenarioNotes(compiled, differences, factDifferences, behavior.currency),
                ...expectationNotes(expectations),
              ]
            : [],
          expectations,
        }
      }),
      differences: results.flatMap(({ differences }) => differences),
      factDifferences: results.flatMap(({ factDifferences }) => factDifferences),
      presentValueDifferences: results.flatMap(({ presentValueDifferences }) => presentValueDifferences),
      tradeOffs: results.flatMap(({ tradeOffs }) => tradeOffs),
      performance: {
        invoices: run.invoices,
        events: run.events,
        seconds: (performance.now() - started) / 1000,
        threads,
      },
    }
  } finally {
    await store.close()
  }
}

function storedPlan({ name, compiled }: PlannedScenario) {
  const absent = notSimulated(compiled.plan)
  return {
    name,
    hash: planHash(compiled.plan),
    groups: compiled.groups,
    months: compiled.periods.map(({ label }) => label),
    facts: factNames.filter((fact) => !absent.has(fact)),
  }
}

function historyOf(history: FactTable | null, baseline: PlannedScenario, kpis: readonly Kpi[], windowMonths: number) {
  if (history === null) return []
  const { compiled, settings } = baseline
  return historyPoints(history, compiled.periods[0]!.label, { kpis, windowMonths, settings })
}
