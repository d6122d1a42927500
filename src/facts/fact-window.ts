import { daysIn, type Period } from '../calendar/period.js'
import { type FlowFact, factColumn, factCount, type StockFact } from './columns.js'
import type { FactTable } from './fact-table.js'

/** One month's sales and length, as `dso_countback` walks through them. */
export interface MonthOfSales {
  readonly label: string
  readonly creditSales: number
  readonly days: number
}

/**
 * The facts of one group over a span of consecutive months: what a KPI is computed from. It reads the columns in
 * place, so making one costs nothing.
 */
export class FactWindow {
  /** `first` and `last` are periods of the table; `offset` is where the group's rows begin in `values`. */
  constructor(
    readonly periods: readonly Period[],
    private readonly values: Float64Array,
    private readonly offset: number,
    readonly first: number,
    readonly last: number,
  ) {}

  /** The window of a group in a table that ends with period `last` and is `months` long. */
  static of(table: FactTable, group: number, last: number, months: number): FactWindow {
    const offset = group * table.periods.length * factCount
    return new FactWindow(table.periods, table.values, offset, last - months + 1, last)
  }

  /** Days in the window, all months together. */
  get days(): number {
    return this.periods[this.last]!.end - this.periods[this.first]!.start + 1
  }

  /** The sum of a flow over the window. */
  flow(fact: FlowFact): number {
    let sum = 0
    for (let period = this.first; period <= this.last; period++) sum += this.#at(period, factColumn[fact])
    return sum
  }

  /** A stock at the end of the window. */
  closing(fact: StockFact): number {
    return this.#at(this.last, factColumn[fact])
  }

  /** A stock just before the window begins: 0 where the table begins with it. */
  opening(fact: StockFact): number {
    return this.first === 0 ? 0 : this.#at(this.first - 1, factColumn[fact])
  }

  /** The months from the window's last one backwards, as far as the table goes. */
  *monthsBack(): Generator<MonthOfSales> {
    for (let period = this.last; period >= 0; period--) {
      const month = this.periods[period]!
      yield { label: month.label, creditSales: this.#at(period, factColumn.credit_sales), days: daysIn(month) }
    }
  }

  #at(period: number, column: number): number {
    return this.values[this.offset + period * factCount + column]!
  }
}
