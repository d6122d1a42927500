import { factNames } from '../facts/columns.js'
import type { Group } from '../facts/fact-table.js'
import type { Kpi } from '../kpi/kpi.js'
import type { KpiSettings } from '../kpi/kpi-settings.js'
import { varianceParts } from '../statistics/variance-parts.js'
import { baselineName } from './file/scenario.js'
import { notSimulated } from './not-simulated.js'
import { pairedFigures } from './paired-difference.js'
import type { CompiledPlan } from './plan/compile-plan.js'
import type {
  FactSpread,
  KpiSpread,
  PairedDifference,
  PairedFactDifference,
  PresentValue,
  PresentValueDifference,
  TradeOff,
} from './result.js'
import { definedOf, noSpread, spreadOf } from './spread.js'
import type { Cell } from './sum-up.js'
import { TradeOffs } from './trade-offs.js'

/** The money that scenarios are compared by. */
const comparedFacts = ['receivables', 'cash_collected', 'write_offs'] as const

/** One scenario's figures, filled cell by cell in any order; each list is ordered by figure, group and month. */
export class ScenarioResults {
  readonly series: KpiSpread[] = []
  readonly facts: FactSpread[] = []
  readonly presentValues: PresentValue[] = []
  readonly differences: PairedDifference[] = []
  readonly factDifferences: PairedFactDifference[] = []
  readonly presentValueDifferences: PresentValueDifference[] = []
  readonly #facts: readonly string[]
  readonly #futuresPerBelief: number
  readonly #tradeOffs: TradeOffs

  /** `name` is null for the baseline, which is compared with nothing. */
  constructor(
    readonly compiled: CompiledPlan,
    readonly name: string | null,
    readonly kpis: readonly Kpi[],
    readonly settings: KpiSettings,
  ) {
    const absent = notSimulated(compiled.plan)
    this.#facts = factNames.filter((fact) => !absent.has(fact))
    this.#futuresPerBelief = compiled.plan.futuresPerBelief
    this.#tradeOffs = new TradeOffs(this.#futuresPerBelief)
  }

  take(cell: Cell, values: Float64Array, baseline: Float64Array): void {
    const { figure } = cell
    if (figure.kind === 'kpi') this.#takeKpi(cell, figure.index, values, baseline)
    else if (figure.kind === 'fact') this.#takeFact(cell, figure.fact, values, baseline)
    else if (figure.kind === 'total') {
      if (this.name === null) return
      const figures = pairedFigures(values, baseline, this.#futuresPerBelief)
      this.#tradeOffs.takeTotal(cell.group, figure.total, figures)
    } else this.#takePresentValue(cell, values, baseline)
  }

  #takeKpi(cell: Cell, index: number, values: Float64Array, baseline: Float64Array): void {
    const kpi = this.kpis[index]!.id
    const place = this.#place(index, cell)
    const defined = definedOf(values).length
    const where = this.#where(cell)
    this.series[place] = {
      kpi,
      ...where,
      defined,
      ...(this.#futuresPerBelief > 1 ? { uncertainty: varianceParts(values) } : {}),
      ...(defined === 0 ? noSpread : spreadOf(values, this.#futuresPerBelief)),
    }
    if (this.name === null) return
    const figures = pairedFigures(values, baseline, this.#futuresPerBelief)
    if (kpi === 'dso' && this.#isLast(cell)) this.#tradeOffs.takeDso(cell.group, values, baseline, figures)
    this.differences[place] = { scenario: this.name, against: baselineName, kpi, ...where, ...figures }
  }

  #takeFact(cell: Cell, fact: FactSpread['fact'], values: Float64Array, baseline: Float64Array): void {
    const index = this.#facts.indexOf(fact)
    if (index < 0) return
    const where = this.#where(cell)
    this.facts[this.#place(index, cell)] = { fact, ...where, ...spreadOf(values, this.#futuresPerBelief) }
    const compared = (comparedFacts as readonly string[]).indexOf(fact)
    if (this.name === null || compared < 0) return
    const figures = pairedFigures(values, baseline, this.#futuresPerBelief)
    if (fact === 'receivables' && this.#isLast(cell)) this.#tradeOffs.takeReceivables(cell.group, figures)
    this.factDifferences[this.#place(compared, cell)] = {
      scenario: this.name,
      against: baselineName,
      fact,
      ...where,
      ...figures,
    }
  }

  #takePresentValue(cell: Cell, values: Float64Array, baseline: Float64Array): void {
    const { costOfCapital } = this.settings
    if (costOfCapital === null || definedOf(values).length === 0) return
    const group = this.#where(cell).group
    this.presentValues.push({ group, costOfCapital, ...spreadOf(values, this.#futuresPerBelief) })
    if (this.name === null) return
    const figures = pairedFigures(values, baseline, this.#futuresPerBelief)
    this.#tradeOffs.takeContribution(cell.group, values, baseline, figures)
    this.presentValueDifferences.push({ scenario: this.name, against: baselineName, group, ...figures })
  }

  /** What it gains and gives up, group by group; none for the baseline. */
  get tradeOffs(): TradeOff[] {
    return this.name === null ? [] : this.#tradeOffs.of(this.name, this.compiled.groups)
  }

  #isLast({ month }: Cell): boolean {
    return month === this.compiled.periods.length - 1
  }

  #place(figure: number, { group, month }: Cell): number {
    const { groups, periods } = this.compiled
    return (figure * groups.length + group) * periods.length + month
  }

  #where({ group, month }: Cell): { readonly group: Group; readonly month: string } {
    return { group: this.compiled.groups[group]!, month: this.compiled.periods[month]!.label }
  }
}
