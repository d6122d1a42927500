import { InputError } from '../../document/input-error.js'
import type { Group } from '../../facts/fact-table.js'
import { ledgerFacts } from '../../facts/ledger-facts.js'
import type { Kpi } from '../../kpi/kpi.js'
import { type KpiSettings, usualSettings } from '../../kpi/kpi-settings.js'
import { blocksOf } from '../../runtime/replicate-block.js'
import { defaultThreads, ReplicateRunner } from '../../runtime/replicate-runner.js'
import type { Scenario } from '../../scenario/file/scenario.js'
import { FutureFigures, groupWidth } from '../../scenario/future-figures.js'
import { FutureKpis } from '../../scenario/future-kpis.js'
import { type CompiledPlan, compilePlan, type PlanInput } from '../../scenario/plan/compile-plan.js'
import { refuseBadCounts } from '../../scenario/run-counts.js'
import type { FuturesInput } from '../outcome-runs.js'

/** KPIs of the owners of a goal in futures under one way of behaving. */
export interface GoalFutures {
  readonly groups: readonly Group[]
  /** A KPI of a group in every future, over the window that ends with a month, as reported or underlying; NaN where one does not define it. */
  kpi(
    kpi: Kpi,
    group: number,
    month: number,
    window: 'month' | 'period',
    book?: 'reported' | 'underlying',
  ): Float64Array
  /** Money of the whole company over all months, in every future, minor units: as reported and underlying (the same without play). */
  readonly money: Readonly<
    Record<'cash' | 'writeOffs' | 'creditMemos' | 'contribution', readonly [Float64Array, Float64Array]>
  >
}

const usualReplicates = 400

/** Runs ways of behaving on the same futures, by owner. Close it when done: it holds threads. */
export class GoalRuns {
  readonly replicates: number
  readonly months: number
  readonly settings: KpiSettings
  readonly #input: PlanInput
  readonly #runner: ReplicateRunner
  readonly #history
  #done = 0
  #expected = 0

  constructor(
    readonly options: FuturesInput,
    readonly per: string,
    readonly periodMonths: number,
    readonly kpis: readonly Kpi[],
  ) {
    const { behavior, ledger, months = 12, seed = 'arlab', parameters = 'drawn' } = options
    const { replicates = usualReplicates, threads = defaultThreads() } = options
    const asOf = ledger?.knownThrough ?? options.asOf
    if (asOf === undefined) throw new InputError('Without a ledger the simulation needs to be told its as-of day.')
    refuseBadCounts(months, replicates)
    if (months < periodMonths) {
      throw new InputError(
        `The goal’s period has ${periodMonths} months, and only ${months} are simulated; simulate more, or choose a shorter period.`,
      )
    }
    this.replicates = replicates
    this.months = months
    this.settings = options.settings ?? usualSettings
    this.#input = { behavior, ledger: ledger?.data ?? null, asOf, months, seed, by: [per], parameters, twoBooks: true }
    this.#history = ledger ? ledgerFacts(ledger.data, [per]) : null
    this.#runner = new ReplicateRunner(threads)
  }

  /** Says how many ways will be run, for the progress. */
  expect(ways: number): void {
    this.#expected += ways * this.replicates
  }

  compiled(scenario: Scenario | null): CompiledPlan {
    return compilePlan(this.#input, scenario)
  }

  async of(scenario: Scenario | null, what: string): Promise<GoalFutures> {
    const compiled = this.compiled(scenario)
    const { replicates, kpis, months, settings } = this
    const groups = compiled.groups.length / 2
    const all = 2 * groups
    const choice = { kpis, windowMonths: 1, settings }
    const future = new FutureKpis(compiled, this.#history, choice)
    const figures = new FutureFigures(compiled, this.#history, choice, this.#input.asOf)
    const windows = [1, this.periodMonths]
    const values = new Float64Array(kpis.length * all * months * windows.length * replicates)
    const place = (kpi: number, group: number, month: number, window: number) =>
      (((kpi * all + group) * months + month) * windows.length + window) * replicates
    const twice = () => [new Float64Array(replicates), new Float64Array(replicates)] as const
    const money = { cash: twice(), writeOffs: twice(), creditMemos: twice(), contribution: twice() }
    const width = groupWidth(compiled)
    await this.#runner.run(compiled.plan, blocksOf(0, replicates), (facts, block) => {
      for (let index = 0; index < block.count; index++) {
        const replicate = block.first + index
        const base = index * all * width
        for (let group = 0; group < all; group++) {
          future.take(facts.values, base + group * width, group)
          for (let month = 0; month < months; month++) {
            for (let kpi = 0; kpi < kpis.length; kpi++) {
              windows.forEach((length, window) => {
                values[place(kpi, group, month, window) + replicate] = future.kpi(kpi, month, length)
              })
            }
          }
        }
        for (const book of [0, 1] as const) {
          figures.take(facts.values, base + book * groups * width, book * groups)
          money.cash[book][replicate] = figures.total('cash_collected')
          money.writeOffs[book][replicate] = figures.total('write_offs')
          money.creditMemos[book][replicate] = figures.total('credit_memos')
          money.contribution[book][replicate] = figures.value({ kind: 'present value' }, months - 1)
        }
      }
      this.#done += block.count
      this.options.onProgress?.(what, this.#done, Math.max(this.#expected, this.#done))
    })
    return {
      groups: compiled.groups.slice(0, groups),
      money,
      kpi: (kpi, group, month, window, book = 'reported') => {
        const row = book === 'reported' ? group : group + groups
        const from = place(kpis.indexOf(kpi), row, month, window === 'month' ? 0 : 1)
        return values.subarray(from, from + replicates)
      },
    }
  }

  async close(): Promise<void> {
    await this.#runner.close()
  }
}
