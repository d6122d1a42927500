import type { Day } from '../calendar/day.js'
import { type FactName, factColumn, factCount, simulatedFacts } from '../facts/columns.js'
import type { FactTable } from '../facts/fact-table.js'
import { kpiById } from '../kpi/catalogue.js'
import type { Kpi } from '../kpi/kpi.js'
import type { KpiSettings } from '../kpi/kpi-settings.js'
import { FutureKpis, type KpiChoice } from './future-kpis.js'
import type { CompiledPlan } from './plan/compile-plan.js'

/** Money over all simulated months: sales, cash, and write-offs less recoveries. */
const totals = ['sales', 'cash', 'badDebt'] as const
export type Total = (typeof totals)[number]

/** What is summed up over futures: KPIs and facts by month, totals and the present value of all months. */
export type Figure =
  | { readonly kind: 'kpi'; readonly index: number; readonly kpi: Kpi }
  | { readonly kind: 'fact'; readonly fact: FactName }
  | { readonly kind: 'total'; readonly total: Total }
  | { readonly kind: 'present value' }

/** The figures of a month, in the order in which they are read. What is of all months is read at the last one alone. */
export function figuresOf(kpis: readonly Kpi[]): Figure[] {
  return [
    ...kpis.map((kpi, index) => ({ kind: 'kpi', index, kpi }) as const),
    ...simulatedFacts.map((fact) => ({ kind: 'fact', fact }) as const),
    ...totals.map((total) => ({ kind: 'total', total }) as const),
    { kind: 'present value' },
  ]
}

/** Reads figures of one future after the other. */
export class FutureFigures {
  readonly #future: FutureKpis
  /** Where contribution stands among the KPIs of `#future`: behind those that are asked for. */
  readonly #contribution: number
  /** By month: what a unit at its end is worth on the as-of day. */
  readonly #discount: readonly number[]
  readonly #months: number

  constructor(compiled: CompiledPlan, history: FactTable | null, choice: KpiChoice, asOf: Day) {
    const { settings } = choice
    this.#months = compiled.periods.length
    this.#contribution = choice.kpis.length
    this.#future = new FutureKpis(compiled, history, { ...choice, kpis: [...choice.kpis, kpiById('contribution')] })
    this.#discount = compiled.periods.map(({ end }) => discountFactor(settings, end - asOf))
  }

  /** Takes up a group of one future: its months' facts begin at `offset`. */
  take(facts: Float64Array, offset: number, group: number): void {
    this.#future.take(facts, offset, group)
  }

  /** NaN where the future at hand does not define it. A KPI looks back over so many months; as chosen if left out. */
  value(figure: Figure, month: number, windowMonths?: number): number {
    if (figure.kind === 'kpi') return this.#future.kpi(figure.index, month, windowMonths)
    if (figure.kind === 'fact') return this.#future.fact(factColumn[figure.fact], month)
    if (figure.kind === 'total') return this.#moneyOf(figure.total)
    return this.#presentValue()
  }

  #moneyOf(total: Total): number {
    switch (total) {
      case 'sales':
        return this.total('credit_sales')
      case 'cash':
        return this.total('cash_collected')
      case 'badDebt':
        return this.total('write_offs') - this.total('recoveries')
      default:
        return total satisfies never
    }
  }

  /** A fact over all months of the future at hand. */
  total(fact: FactName): number {
    let sum = -this.#future.pastOfFirstMonth(factColumn[fact])
    for (let month = 0; month < this.#months; month++) sum += this.#future.fact(factColumn[fact], month)
    return sum
  }

  #presentValue(): number {
    let worth = 0
    for (let each = 0; each < this.#months; each++)
      worth += this.#future.kpi(this.#contribution, each, 1) * this.#discount[each]!
    return worth
  }
}

function discountFactor({ costOfCapital }: KpiSettings, days: number): number {
  return (1 + (costOfCapital ?? 0)) ** (-days / 365)
}

/** Facts of one group and future. */
export function groupWidth({ periods }: Pick<CompiledPlan, 'periods'>): number {
  return periods.length * factCount
}
