import { createHash } from 'node:crypto'
import type { Behavior } from '../behavior/behavior.js'
import { type Day, isoFromDay } from '../calendar/day.js'
import { InputError } from '../document/input-error.js'
import { engineVersion } from '../engine/plan.js'
import { type FactName, factColumn, factCount, factNames, isStock } from '../facts/columns.js'
import { type FactTable, factAt } from '../facts/fact-table.js'
import { FactWindow } from '../facts/fact-window.js'
import { ledgerFacts } from '../facts/ledger-facts.js'
import { kpiCatalogue } from '../kpi/catalogue.js'
import { type Kpi, numberOf } from '../kpi/kpi.js'
import type { Ledger } from '../ledger/ledger.js'
import { defaultThreads, runReplicates } from '../runtime/run-replicates.js'
import { type CompiledPlan, compilePlan, type PlanInput } from './compile-plan.js'
import { pairedFigures } from './paired-difference.js'
import type {
  FactSpread,
  HistoryPoint,
  KpiSpread,
  PairedDifference,
  PairedFactDifference,
  ScenarioResult,
  SimulationResult,
} from './result.js'
import { baselineName, type Scenario } from './scenario-file.js'
import { scenarioNotes } from './scenario-notes.js'
import { type SimulatedKpis, simulatedKpis } from './simulated-kpis.js'
import { spreadOf } from './spread.js'

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
  const { kpis = kpiCatalogue, windowMonths = 1, threads = defaultThreads() } = options
  const asOf = ledger?.asOf ?? options.asOf
  if (asOf === undefined) throw new InputError('Without a ledger the simulation needs to be told its as-of day.')
  refuseBadCounts(months, replicates)
  refuseRepeatedNames(scenarios)
  const input: PlanInput = { behavior, ledger: ledger?.data ?? null, asOf, months, seed, by }
  const history = ledger ? ledgerFacts(ledger.data, by) : null

  const started = performance.now()
  let [invoices, events] = [0, 0]
  const runs: ScenarioRun[] = []
  const differences: PairedDifference[] = []
  const factDifferences: PairedFactDifference[] = []
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
    const values = simulatedKpis(compiled, facts.values, replicates, history, kpis, windowMonths)
    const baseline = runs[0]
    const own = baseline ? compare(name, compiled, kpis, values, baseline.kpis) : []
    const ownFacts = baselineFacts ? compareFacts(name, compiled, facts.values, baselineFacts, replicates) : []
    baselineFacts ??= facts.values
    differences.push(...own)
    factDifferences.push(...ownFacts)
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
    currency: behavior.currency,
    asOf: isoFromDay(asOf),
    ledgerHash: ledger?.data.hash ?? '',
    behaviorHash: hashOf(behavior),
    rejectedRows: ledger?.data.rejects.length ?? 0,
    history: history ? historyPoints(history, plans[0]!.compiled.periods[0]!.label, kpis, windowMonths) : [],
    scenarios: runs.map((run) => run.result),
    differences,
    factDifferences,
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

function kpiSpreads(compiled: CompiledPlan, kpis: readonly Kpi[], values: SimulatedKpis): KpiSpread[] {
  const nothing = { mean: null, se: null, q05: null, q25: null, q50: null, q75: null, q95: null }
  return eachCell(compiled, kpis.length, (kpi, group, month) => {
    const defined = values.at(kpi, group, month).filter((value) => !Number.isNaN(value))
    return {
      kpi: kpis[kpi]!.id,
      group: compiled.groups[group]!,
      month: compiled.periods[month]!.label,
      defined: defined.length,
      ...(defined.length === 0 ? nothing : spreadOf(defined)),
    }
  })
}

function factSpreads(
  compiled: CompiledPlan,
  facts: Float64Array,
  replicates: number,
  history: FactTable | null,
): FactSpread[] {
  return eachCell(compiled, factCount, (index, group, month) => {
    const fact = factNames[index]!
    const values = factValues(compiled, facts, replicates, fact, group, month)
    // A month that the as-of day cuts is one month again: what flowed before that day is known and the same in every future.
    const known = month === 0 && !isStock(fact) ? flowBefore(compiled, history, group, fact) : 0
    return {
      fact,
      group: compiled.groups[group]!,
      month: compiled.periods[month]!.label,
      ...spreadOf(known === 0 ? values : values.map((value) => value + known)),
    }
  })
}

/** What flowed in the first simulated month up to the as-of day; 0 where that month is wholly ahead. */
function flowBefore(compiled: CompiledPlan, history: FactTable | null, group: number, fact: FactName): number {
  const last = (history?.periods.length ?? 0) - 1
  if (!history || history.periods[last]!.label !== compiled.periods[0]!.label) return 0
  return factAt(history, group, last, fact)
}

/** One fact of one group and month in every replicate. */
function factValues(
  { groups, periods }: CompiledPlan,
  facts: Float64Array,
  replicates: number,
  fact: FactName,
  group: number,
  month: number,
): Float64Array {
  const stride = groups.length * periods.length * factCount
  const cell = (group * periods.length + month) * factCount + factColumn[fact]
  return Float64Array.from({ length: replicates }, (_, replicate) => facts[replicate * stride + cell]!)
}

/** The money that scenarios are compared by. */
const comparedFacts = ['receivables', 'cash_collected', 'write_offs'] as const

function compareFacts(
  scenario: string,
  compiled: CompiledPlan,
  facts: Float64Array,
  baseline: Float64Array,
  replicates: number,
): PairedFactDifference[] {
  return eachCell(compiled, comparedFacts.length, (index, group, month) => {
    const fact = comparedFacts[index]!
    const values = (of: Float64Array) => factValues(compiled, of, replicates, fact, group, month)
    return {
      scenario,
      against: baselineName,
      fact,
      group: compiled.groups[group]!,
      month: compiled.periods[month]!.label,
      ...pairedFigures(values(facts), values(baseline)),
    }
  })
}

function compare(
  scenario: string,
  compiled: CompiledPlan,
  kpis: readonly Kpi[],
  values: SimulatedKpis,
  baseline: SimulatedKpis,
): PairedDifference[] {
  return eachCell(compiled, kpis.length, (kpi, group, month) => ({
    scenario,
    against: baselineName,
    kpi: kpis[kpi]!.id,
    group: compiled.groups[group]!,
    month: compiled.periods[month]!.label,
    ...pairedFigures(values.at(kpi, group, month), baseline.at(kpi, group, month)),
  }))
}

function eachCell<T>(
  compiled: CompiledPlan,
  figures: number,
  make: (figure: number, group: number, month: number) => T,
): T[] {
  const cells: T[] = []
  for (let figure = 0; figure < figures; figure++) {
    for (let group = 0; group < compiled.groups.length; group++) {
      for (let month = 0; month < compiled.periods.length; month++) cells.push(make(figure, group, month))
    }
  }
  return cells
}

/** KPIs of the whole months of the past; a month that the as-of day cuts is among the simulated ones. */
function historyPoints(
  history: FactTable,
  firstSimulated: string,
  kpis: readonly Kpi[],
  windowMonths: number,
): HistoryPoint[] {
  const whole = history.periods.filter((period) => period.label !== firstSimulated)
  return kpis.flatMap((kpi) =>
    history.groups.flatMap((group, groupIndex) =>
      whole.map((period, last) => {
        const window = FactWindow.of(history, groupIndex, last, windowMonths)
        const value = last + 1 < windowMonths ? null : numberOf(kpi.compute(window))
        return { kpi: kpi.id, group, month: period.label, value }
      }),
    ),
  )
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
