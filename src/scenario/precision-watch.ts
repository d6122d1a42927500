import type { SimulatedFacts } from '../engine/run-plan.js'
import type { FactTable } from '../facts/fact-table.js'
import type { Kpi } from '../kpi/kpi.js'
import type { KpiSettings } from '../kpi/kpi-settings.js'
import type { ReplicateBlock } from '../runtime/replicate-block.js'
import { studentQuantile } from '../statistics/distributions.js'
import { groupWidth } from './future-figures.js'
import { FutureKpis } from './future-kpis.js'
import type { CompiledPlan } from './plan/compile-plan.js'
import type { ReachedPrecision } from './result.js'
import { RunningMean } from './running-mean.js'

/** Fewer futures than this say too little of their own scatter to stop on. */
export const leastReplicates = 100

interface WatchedPlan {
  readonly name: string
  readonly compiled: CompiledPlan
  readonly settings: KpiSettings
}

/**
 * Tells when enough futures are run: the 95 % interval of every asked KPI at the horizon, company-wide, is within a share
 * of the baseline's mean, all of them together (Bonferroni). Without scenarios the KPIs are the baseline's; with scenarios
 * their paired differences from it. It is looked at in the order of the blocks, so that the answer hangs on no thread.
 */
export class PrecisionWatch {
  readonly #futures: readonly FutureKpis[]
  /** By plan and KPI; of the baseline its level, of a scenario its difference. */
  readonly #means: readonly (readonly RunningMean[])[]

  constructor(
    readonly plans: readonly WatchedPlan[],
    readonly kpis: readonly Kpi[],
    windowMonths: number,
    history: FactTable | null,
    readonly tolerance: number,
  ) {
    this.#futures = plans.map(
      ({ compiled, settings }) => new FutureKpis(compiled, history, { kpis, windowMonths, settings }),
    )
    // Futures of one belief are one observation.
    this.#means = plans.map(({ compiled }) => kpis.map(() => new RunningMean(compiled.plan.futuresPerBelief)))
  }

  /** Takes the facts of one block of every plan. */
  take(block: ReplicateBlock, facts: readonly SimulatedFacts[]): void {
    for (let replicate = 0; replicate < block.count; replicate++) {
      this.plans.forEach(({ compiled }, plan) => {
        this.#futures[plan]!.take(facts[plan]!.values, replicate * compiled.groups.length * groupWidth(compiled), 0)
      })
      for (let kpi = 0; kpi < this.kpis.length; kpi++) {
        const level = this.#atHorizon(0, kpi)
        this.#means[0]![kpi]!.add(level)
        for (let plan = 1; plan < this.plans.length; plan++)
          this.#means[plan]![kpi]!.add(this.#atHorizon(plan, kpi) - level)
      }
    }
  }

  /** What has been reached by now. */
  reached(): ReachedPrecision {
    const watched = this.plans.flatMap(({ name }, plan) =>
      // With scenarios, what they change is asked, not the level itself.
      plan === 0 && this.plans.length > 1
        ? []
        : this.kpis.map((kpi, index) => ({ scenario: name, plan, kpi: kpi.id, index })),
    )
    const confidence = 1 - 0.05 / watched.length
    const of = watched.map(({ scenario, plan, kpi, index }) => {
      const { count, standardError } = this.#means[plan]![index]!
      const level = Math.abs(this.#means[0]![index]!.mean)
      // Of a single value the scatter is not known.
      const width = count === 1 ? Number.POSITIVE_INFINITY : studentWidth(count, confidence) * standardError
      // A KPI that no future defines, or that never moves, asks for nothing.
      const share = width === 0 ? 0 : width / level
      return { scenario, kpi, halfWidth: Number.isFinite(share) ? share : null }
    })
    const widths = of.map(({ halfWidth }) => halfWidth ?? Number.POSITIVE_INFINITY)
    const widest = Math.max(0, ...widths)
    return {
      asked: this.tolerance,
      widest: Number.isFinite(widest) ? widest : null,
      reached: widest <= this.tolerance,
      of,
    }
  }

  #atHorizon(plan: number, kpi: number): number {
    return this.#futures[plan]!.kpi(kpi, this.plans[plan]!.compiled.periods.length - 1)
  }
}

/** Standard errors on either side of a mean that hold the true one. */
function studentWidth(count: number, confidence: number): number {
  return count === 0 ? 0 : studentQuantile(confidence, count - 1)
}
