import { createHash } from 'node:crypto'
import type { Behavior } from '../behavior/behavior.js'
import { type Day, isoFromDay } from '../calendar/day.js'
import { InputError } from '../document/input-error.js'
import { engineVersion } from '../engine/plan.js'
import { ledgerFacts } from '../facts/ledger-facts.js'
import { headlineKpis } from '../kpi/catalogue.js'
import type { Kpi } from '../kpi/kpi.js'
import { type KpiSettings, usualSettings } from '../kpi/kpi-settings.js'
import type { Ledger } from '../ledger/ledger.js'
import { ledgerHash } from '../ledger/ledger-hash.js'
import { rejectedRowCount } from '../ledger/rejected-row-count.js'
import { defaultThreads, runReplicates } from '../runtime/run-replicates.js'
import { compilePlan, type PlanInput } from './compile-plan.js'
import { factDifferences, factSpreads } from './fact-figures.js'
import { historyPoints, kpiDifferences, kpiSpreads } from './kpi-figures.js'
import type { PairedDifference, PairedFactDifference, ScenarioResult, SimulationResult } from './result.js'
import { baselineName, type Scenario } from './scenario-file.js'
import { scenarioNotes } from './scenario-notes.js'
import type { ParameterMode } from './segment-columns.js'
import { type SimulatedKpis, simulatedKpis } from './simulated-kpis.js'

export interface SimulateOptions {
  readonly behavior: Behavior
  /** Begins the future from this ledger's open invoices, as of its own as-of day. */
  readonly ledger?: Ledger
  /** Needed without a ledger: the day before the first simulated one. */
  readonly asOf?: Day
  readonly scenarios: readonly Scenario[]
  /** Months to simulate; 12 by default. */
  readonly months?: number
  /** Futures per scenario, at least 2; 1000 by default. */
  readonly replicates?: number
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
  /** Whether every future draws the behaviour's uncertain numbers anew (the default), or all take them as they stand. */
  readonly parameters?: ParameterMode
  readonly onProgress?: (scenario: string, done: number, replicates: number) => void
}

interface ScenarioRun {
  readonly name: string
  readonly kpis: SimulatedKpis
  readonly result: ScenarioResult
}

/**
 * Runs the baseline and each scenario on the same draws and compares them month by month. The same inputs and seed
 * give the same result, but for `performance`, with any number of threads.
 * Throws an InputError for options, scenarios or behaviour that cannot be run.
 */
export async function simulate(options: SimulateOptions): Promise<SimulationResult> {
  const { behavior, ledger, scenarios, months = 12, replicates = 1000, seed = 'arlab', by = [] } = options
  const { kpis = headlineKpis, windowMonths = 1, settings = usualSettings, threads = defaultThreads() } = options
  const choice = { kpis, windowMonths, settings }
  const asOf = ledger?.knownThrough ?? options.asOf
  if (asOf === undefined) throw new InputError('Without a ledger the simulation needs to be told its as-of day.')
  refuseBadCounts(months, replicates)
  refuseRepeatedNames(scenarios)
  const { parameters = 'drawn' } = options
  const input: PlanInput = { behavior, ledger: ledger?.data ?? null, asOf, months, seed, by, parameters }
  const history = ledger ? ledgerFacts(ledger.data, by) : null

  const started = performance.now()
  let [invoices, events] = [0, 0]
  const runs: ScenarioRun[] = []
  const differences: PairedDifference[] = []
  const moneyDifferences: PairedFactDifference[] = []
  // All are compiled before any is run: a mistake in the last file must not cost the time of the first.
  const plans = [null, ...scenarios].map((scenario) => ({ scenario, compiled: compilePlan(input, scenario) }))
  let baselineFacts: Float64Array | undefined
  for (const { scenario, compiled } of plans) {
    const name = scenario?.name ?? baselineName
    options.onProgress?.(name, 0, replicates)
    const facts = await runReplicates(compiled.plan, replicates, {
      threads,
      onProgress: (done) => options.onProgress?.(name, done, replicates),
    })
    invoices += facts.invoices
    events += facts.events
    const values = simulatedKpis(compiled, facts.values, replicates, history, choice)
    const baseline = runs[0]
    const own = baseline ? kpiDifferences(name, compiled, kpis, values, baseline.kpis) : []
    const ownFacts = baselineFacts ? factDifferences(name, compiled, facts.values, baselineFacts, replicates) : []
    baselineFacts ??= facts.values
    differences.push(...own)
    moneyDifferences.push(...ownFacts)
    runs.push({
      name,
      kpis: values,
      result: {
        name,
        note: scenario?.note ?? 'Nothing changes: today’s terms, policies and habits go on.',
        hash: hashOf(scenario ? { ...scenario, file: undefined } : null),
        series: kpiSpreads(compiled, kpis, values),
        facts: factSpreads(compiled, facts.values, replicates, history),
        notes: scenario ? scenarioNotes(compiled, own, ownFacts, behavior.currency) : [],
      },
    })
  }
  return {
    schema: 'arlab/simulate/1',
    seed,
    replicates,
    months,
    engine: engineVersion,
    parameters,
    currency: behavior.currency,
    asOf: isoFromDay(asOf),
    ledgerHash: ledger === undefined ? '' : ledgerHash(ledger.data),
    behaviorHash: hashOf(behavior),
    rejectedRows: rejectedRowCount(ledger?.data.tables ?? {}),
    history: history ? historyPoints(history, plans[0]!.compiled.periods[0]!.label, choice) : [],
    scenarios: runs.map((run) => run.result),
    differences,
    factDifferences: moneyDifferences,
    performance: { invoices, events, seconds: (performance.now() - started) / 1000, threads },
  }
}

function refuseBadCounts(months: number, replicates: number): void {
  if (!Number.isInteger(months) || months < 1 || months > 240) {
    throw new InputError(`The horizon must be 1 to 240 months, not ${months}.`)
  }
  if (!Number.isInteger(replicates) || replicates < 2 || replicates > 1_000_000) {
    throw new InputError(`The number of replicates must be 2 to 1,000,000, not ${replicates}.`)
  }
}

function refuseRepeatedNames(scenarios: readonly Scenario[]): void {
  const taken = scenarios.find((scenario) => scenario.name === baselineName)
  if (taken) {
    throw new InputError(`${taken.file}: "${baselineName}" is the name of the comparison itself; choose another name.`)
  }
  const names = [baselineName, ...scenarios.map((scenario) => scenario.name)]
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) {
    throw new InputError(`Two scenarios are called "${repeated}"; give each file another name: line.`)
  }
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
