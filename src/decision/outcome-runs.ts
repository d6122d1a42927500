import type { Day } from '../calendar/day.js'
import type { Period } from '../calendar/period.js'
import { InputError } from '../document/input-error.js'
import type { FactTable } from '../facts/fact-table.js'
import { ledgerFacts } from '../facts/ledger-facts.js'
import { type KpiSettings, usualSettings } from '../kpi/kpi-settings.js'
import { blocksOf } from '../runtime/replicate-block.js'
import { defaultThreads, ReplicateRunner } from '../runtime/replicate-runner.js'
import { companySettings, scenarioSettings } from '../scenario/economics.js'
import type { Scenario } from '../scenario/file/scenario.js'
import { type Figure, FutureFigures, groupWidth } from '../scenario/future-figures.js'
import { type CompiledPlan, compilePlan, type PlanInput } from '../scenario/plan/compile-plan.js'
import type { ParameterMode } from '../scenario/plan/segment-columns.js'
import { refuseBadCounts } from '../scenario/run-counts.js'
import type { SimulateOptions } from '../scenario/simulate.js'
import { planHash } from '../store/plan-hash.js'
import { type Outcome, outcomeNamed } from './outcome.js'

/** The company and the futures that a decision is tried on. */
export interface FuturesInput
  extends Pick<
    SimulateOptions,
    'behavior' | 'ledger' | 'asOf' | 'months' | 'replicates' | 'seed' | 'threads' | 'settings' | 'windowMonths'
  > {
  /** Every future is by itself: futures that share a belief would not be. */
  readonly parameters?: Exclude<ParameterMode, 'nested'>
  /** Called whenever more futures are done: what is run, and how many of how many futures in all. */
  readonly onProgress?: (what: string, done: number, total: number) => void
}

/** Outcomes of one scenario: for each outcome a number of every future, NaN where one does not define it. */
export type OutcomeValues = readonly Float64Array[]

const usualReplicates = 400

/**
 * Runs scenarios on the same futures, one after the other, and keeps nothing but the outcomes. What compiles to the same plan
 * is run once. Close it when done: it holds threads.
 */
export class OutcomeRuns {
  readonly outcomes: readonly Outcome[]
  readonly periods: readonly Period[]
  readonly replicates: number
  readonly settings: KpiSettings
  readonly #input: PlanInput
  readonly #history: FactTable | null
  readonly #windowMonths: number
  readonly #runner: ReplicateRunner
  readonly #known = new Map<string, Promise<OutcomeValues>>()
  #done = 0
  #expected = 0

  /** `scenarios` are those whose economics hold. Throws an InputError for an unknown outcome. */
  constructor(
    readonly options: FuturesInput,
    outcomes: readonly string[],
    scenarios: readonly Scenario[] = [],
  ) {
    const { behavior, ledger, months = 12, seed = 'arlab', parameters = 'drawn' } = options
    const { replicates = usualReplicates, threads = defaultThreads(), windowMonths = 1 } = options
    const asOf = ledger?.knownThrough ?? options.asOf
    if (asOf === undefined) throw new InputError('Without a ledger the simulation needs to be told its as-of day.')
    refuseBadCounts(months, replicates)
    this.replicates = replicates
    this.settings = companySettings(options.settings ?? usualSettings, scenarios)
    this.#input = { behavior, ledger: ledger?.data ?? null, asOf, months, seed, by: [], parameters }
    this.#history = ledger ? ledgerFacts(ledger.data, []) : null
    this.#windowMonths = windowMonths
    this.#runner = new ReplicateRunner(threads)
    this.periods = compilePlan(this.#input, null).periods
    this.outcomes = outcomes.map((text) => outcomeNamed(text, this.periods))
  }

  get asOf(): Day {
    return this.#input.asOf
  }

  /** Says how many scenarios will be run, for the progress. */
  expect(scenarios: number): void {
    this.#expected += scenarios * this.replicates
  }

  /** What a scenario compiles to; null is the baseline. */
  compiled(scenario: Scenario | null): CompiledPlan {
    return compilePlan(this.#input, scenario)
  }

  /** The outcomes of a scenario, or of the baseline. Throws an InputError for a scenario that cannot be run. */
  async of(scenario: Scenario | null, what = scenario?.name ?? 'baseline'): Promise<OutcomeValues> {
    const compiled = this.compiled(scenario)
    const settings = scenarioSettings(this.settings, scenario)
    const key = `${planHash(compiled.plan)} ${settings.costOfCapital}`
    const known = this.#known.get(key)
    if (known) {
      this.#progress(what, this.replicates)
      return known
    }
    const values = this.#run(compiled, settings, what)
    this.#known.set(key, values)
    return values
  }

  async close(): Promise<void> {
    await this.#runner.close()
  }

  async #run(compiled: CompiledPlan, settings: KpiSettings, what: string): Promise<OutcomeValues> {
    const kpis = this.outcomes.flatMap(({ what }) => ('kpi' in what ? [what.kpi] : []))
    const figures: Figure[] = this.outcomes.map(({ what }) =>
      'kpi' in what ? { kind: 'kpi', index: kpis.indexOf(what.kpi), kpi: what.kpi } : what,
    )
    const choice = { kpis, windowMonths: this.#windowMonths, settings }
    const future = new FutureFigures(compiled, this.#history, choice, this.asOf)
    const values = this.outcomes.map(() => new Float64Array(this.replicates))
    const width = groupWidth(compiled)
    await this.#runner.run(compiled.plan, blocksOf(0, this.replicates), (facts, block) => {
      for (let replicate = 0; replicate < block.count; replicate++) {
        future.take(facts.values, replicate * width, 0)
        this.outcomes.forEach(({ month, windowMonths }, outcome) => {
          values[outcome]![block.first + replicate] = future.value(figures[outcome]!, month, windowMonths ?? undefined)
        })
      }
      this.#progress(what, block.count)
    })
    return values
  }

  #progress(what: string, done: number): void {
    this.#done += done
    this.options.onProgress?.(what, this.#done, Math.max(this.#expected, this.#done))
  }
}
