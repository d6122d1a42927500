import { daysIn, type Period } from '../calendar/period.js'
import { type FactName, type FlowFact, factColumn, factCount, type StockFact } from './columns.js'
import type { DueCollectionOptions, FactDetails, PayingCustomers } from './fact-details.js'
import type { FactTable } from './fact-table.js'

/** One month's sales and length, as `dso_countback` walks through them. */
export interface MonthOfSales {
  readonly label: string
  readonly creditSales: number
  readonly days: number
}

/** What a window looks at: a fact table, or rows in the shape of one. */
export type WindowSource = Pick<FactTable, 'periods' | 'values' | 'absent' | 'details'>

/**
 * The facts of one group over a span of consecutive periods: what a KPI is computed from. It reads the columns in
 * place, so making one costs nothing.
 */
export class FactWindow {
  readonly periods: readonly Period[]
  readonly #values: Float64Array
  readonly #offset: number

  /** `first` and `last` are periods of the table. */
  constructor(
    private readonly source: WindowSource,
    private readonly group: number,
    readonly first: number,
    readonly last: number,
  ) {
    this.periods = source.periods
    this.#values = source.values
    this.#offset = group * source.periods.length * factCount
  }

  /** The window of a group in a table that ends with period `last` and is `length` periods long. */
  static of(table: WindowSource, group: number, last: number, length: number): FactWindow {
    return new FactWindow(table, group, last - length + 1, last)
  }

  /** How many periods long the window is. */
  get length(): number {
    return this.last - this.first + 1
  }

  /** Days in the window, all periods together. */
  get days(): number {
    return this.periods[this.last]!.end - this.periods[this.first]!.start + 1
  }

  /** The sum of a flow over the window. */
  flow(fact: FlowFact): number {
    return this.#sum(fact, this.first)
  }

  /** The sum of a flow from the table's first period through the end of the window. */
  flowSinceStart(fact: FlowFact): number {
    return this.#sum(fact, 0)
  }

  /** A stock at the end of the window. */
  closing(fact: StockFact): number {
    return this.#at(this.last, factColumn[fact])
  }

  /** A stock just before the window begins: 0 where the table begins with it. */
  opening(fact: StockFact): number {
    return this.first === 0 ? 0 : this.#at(this.first - 1, factColumn[fact])
  }

  /** A fact of one period of the table. */
  at(period: number, fact: FactName): number {
    return this.#at(period, factColumn[fact])
  }

  /** The periods from the window's last one backwards, as far as the table goes. */
  *monthsBack(): Generator<MonthOfSales> {
    for (let period = this.last; period >= 0; period--) {
      const month = this.periods[period]!
      yield { label: month.label, creditSales: this.#at(period, factColumn.credit_sales), days: daysIn(month) }
    }
  }

  /** A window of the same group that ends where this one does; null if the table does not reach back so far. */
  extendedTo(length: number): FactWindow | null {
    return length > this.last + 1 ? null : new FactWindow(this.source, this.group, this.last - length + 1, this.last)
  }

  /** Why one of these facts is not known; null if all are. */
  whyAbsent(facts: readonly FactName[]): string | null {
    const { absent } = this.source
    if (absent.size === 0) return null
    for (const fact of facts) {
      const reason = absent.get(fact)
      if (reason !== undefined) return reason
    }
    return null
  }

  /** Null where the facts are not a ledger's. */
  payingCustomers(): PayingCustomers | null {
    return this.#details?.payingCustomers(this.group, this.first, this.last) ?? null
  }

  /** Customers with a credit sale in the window; null where the facts are not a ledger's. */
  invoicedCustomers(): number | null {
    return this.#details?.invoicedCustomers(this.group, this.first, this.last) ?? null
  }

  /** Null where the facts are not a ledger's. */
  dueCollection(options: DueCollectionOptions): { readonly due: number; readonly collected: number } | null {
    return this.#details?.dueCollection(this.group, this.first, this.last, options) ?? null
  }

  /** At the end of the window, NaN if no invoice is open; null where the facts are not a ledger's. */
  openAgeToSales(): number | null {
    return this.#details?.openAgeToSales(this.group, this.last) ?? null
  }

  /** Whether invoices name contracts; null where the facts are not a ledger's. */
  get knowsContracts(): boolean | null {
    return this.#details?.knowsContracts ?? null
  }

  get #details(): FactDetails | undefined {
    return this.source.details
  }

  #sum(fact: FlowFact, first: number): number {
    const column = factColumn[fact]
    let sum = 0
    for (let period = first; period <= this.last; period++) sum += this.#at(period, column)
    return sum
  }

  #at(period: number, column: number): number {
    return this.#values[this.#offset + period * factCount + column]!
  }
}
