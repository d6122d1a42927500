import type { Group } from '../facts/fact-table.js'
import { type RatioEstimate, ratioOfMeans } from '../statistics/ratio-of-means.js'
import { baselineName } from './file/scenario.js'
import type { Total } from './future-figures.js'
import type { PairedFigures, TradeOff } from './result.js'
import { meansOfBeliefs } from './spread.js'

/** Gathers what one scenario gains and gives up against the baseline, by group. */
export class TradeOffs {
  /** Changes of DSO and of contribution, future by future: their ratio needs both. */
  readonly #dso = new Map<number, Float64Array>()
  readonly #contribution = new Map<number, Float64Array>()
  readonly #figures = new Map<string, PairedFigures>()

  constructor(readonly futuresPerBelief: number) {}

  takeDso(group: number, values: Float64Array, baseline: Float64Array, figures: PairedFigures): void {
    this.#dso.set(group, this.#changes(values, baseline))
    this.#set('dso', group, figures)
  }

  takeReceivables(group: number, figures: PairedFigures): void {
    this.#set('receivables', group, figures)
  }

  takeTotal(group: number, total: Total, figures: PairedFigures): void {
    this.#set(total, group, figures)
  }

  takeContribution(group: number, values: Float64Array, baseline: Float64Array, figures: PairedFigures): void {
    this.#contribution.set(group, this.#changes(values, baseline))
    this.#set('contribution', group, figures)
  }

  of(scenario: string, groups: readonly Group[]): TradeOff[] {
    return groups.map((own, group) => {
      const figures = (name: string) => this.#figures.get(`${name} ${group}`) ?? null
      const [dso, contribution] = [this.#dso.get(group), this.#contribution.get(group)]
      return {
        scenario,
        against: baselineName,
        group: own,
        dso: figures('dso'),
        receivables: figures('receivables')!,
        sales: figures('sales')!,
        cash: figures('cash')!,
        badDebt: figures('badDebt')!,
        contribution: figures('contribution'),
        contributionPerDsoDay: dso && contribution ? this.#ratio(contribution, dso) : null,
      }
    })
  }

  #set(name: string, group: number, figures: PairedFigures): void {
    this.#figures.set(`${name} ${group}`, figures)
  }

  #changes(values: Float64Array, baseline: Float64Array): Float64Array {
    return values.map((value, replicate) => value - baseline[replicate]!)
  }

  /** By future; by belief where several futures share one, as those are not independent. Of futures that define both. */
  #ratio(upper: Float64Array, lower: Float64Array): RatioEstimate | null {
    const [a, b] = [upper, lower].map((own) =>
      own.map((value, future) => (Number.isNaN(upper[future]! + lower[future]!) ? Number.NaN : value)),
    ) as [Float64Array, Float64Array]
    const { futuresPerBelief } = this
    return futuresPerBelief === 1
      ? ratioOfMeans(a, b)
      : ratioOfMeans(meansOfBeliefs(a, futuresPerBelief), meansOfBeliefs(b, futuresPerBelief))
  }
}
