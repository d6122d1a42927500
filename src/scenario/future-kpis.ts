import type { Period } from '../calendar/period.js'
import { factColumn, factCount, flowFacts } from '../facts/columns.js'
import type { FactTable } from '../facts/fact-table.js'
import { FactWindow, type WindowSource } from '../facts/fact-window.js'
import { type Kpi, numberOf } from '../kpi/kpi.js'
import type { KpiSettings } from '../kpi/kpi-settings.js'
import { notSimulated } from './not-simulated.js'
import type { CompiledPlan } from './plan/compile-plan.js'

const flowColumns: ReadonlySet<number> = new Set(flowFacts.map((flow) => factColumn[flow]))

/** Which KPIs, over how many months each looks back, and what the company decided about them. */
export interface KpiChoice<T extends Pick<Kpi, 'compute'> = Kpi> {
  readonly kpis: readonly T[]
  readonly windowMonths: number
  readonly settings: KpiSettings
}

/**
 * KPIs of simulated futures by the very functions that the past uses: the months of the future at hand are set behind
 * the ledger's own, so that windows and count-backs reach into history.
 */
export class FutureKpis {
  readonly #source: WindowSource
  readonly #joined: Float64Array
  readonly #months: number
  readonly #pastMonths: number
  /** A month that the as-of day cuts: what flowed before that day is added to its simulated rest. */
  readonly #partMonth: boolean
  #group = -1
  #window: FactWindow | null = null

  constructor(
    compiled: CompiledPlan,
    readonly history: FactTable | null,
    readonly choice: KpiChoice<Pick<Kpi, 'compute'>>,
  ) {
    const { periods, pastMonths, partMonth } = joinPeriods(history?.periods ?? [], compiled.periods)
    this.#joined = new Float64Array(periods.length * factCount)
    this.#source = { periods, values: this.#joined, absent: notSimulated(compiled.plan) }
    this.#months = compiled.periods.length
    this.#pastMonths = pastMonths
    this.#partMonth = partMonth
  }

  /** Takes up a group of one future: its months' facts begin at `offset`. */
  take(facts: Float64Array, offset: number, group: number): void {
    const joined = this.#joined
    const from = this.#pastMonths * factCount
    // Underlying books have the same past as the reported ones.
    const pastGroup = this.history === null ? 0 : group % this.history.groups.length
    const past = pastGroup * (this.history?.periods.length ?? 0) * factCount
    if (group !== this.#group && this.history) joined.set(this.history.values.subarray(past, past + from))
    this.#group = group
    joined.set(facts.subarray(offset, offset + this.#months * factCount), from)
    if (!this.#partMonth) return
    // Stocks are the end's alone.
    for (const flow of flowFacts)
      joined[from + factColumn[flow]]! += this.history!.values[past + from + factColumn[flow]]!
  }

  /** A KPI of the future at hand at the end of a simulated month; NaN where it is not defined. */
  kpi(kpi: number, month: number, windowMonths = this.choice.windowMonths): number {
    const { kpis, settings } = this.choice
    const last = this.#pastMonths + month
    if (last + 1 < windowMonths) return Number.NaN
    // A window looks at the source in place: one of a month serves every future.
    if (this.#window === null || this.#window.last !== last || this.#window.length !== windowMonths) {
      this.#window = FactWindow.of(this.#source, 0, last, windowMonths)
    }
    return numberOf(kpis[kpi]!.compute(this.#window, settings)) ?? Number.NaN
  }

  /** What of a fact of the first simulated month flowed before it was simulated: 0 unless the as-of day cuts that month. */
  pastOfFirstMonth(column: number): number {
    if (!this.#partMonth || !flowColumns.has(column)) return 0
    const past = (this.#group % this.history!.groups.length) * this.history!.periods.length * factCount
    return this.history!.values[past + this.#pastMonths * factCount + column]!
  }

  /** A fact of the future at hand in a simulated month, of which the as-of day may have cut the first. */
  fact(column: number, month: number): number {
    return this.#joined[(this.#pastMonths + month) * factCount + column]!
  }
}

/** Past and simulated months in one row. A month cut by the as-of day is one month again. */
function joinPeriods(past: readonly Period[], future: readonly Period[]) {
  const last = past[past.length - 1]
  const partMonth = last !== undefined && last.label === future[0]!.label
  const pastMonths = partMonth ? past.length - 1 : past.length
  const first = partMonth ? { ...future[0]!, start: last.start } : future[0]!
  return { periods: [...past.slice(0, pastMonths), first, ...future.slice(1)], pastMonths, partMonth }
}
