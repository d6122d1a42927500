import type { LedgerData } from '../ledger/ledger-data.js'
import type { Grouping } from './ledger-groups.js'
import type { PeriodOfDay } from './period-by-day.js'

/**
 * Σ age in days × open amount ÷ credit sales of the invoice's own period, over the invoices open at each period's end, for
 * each group and for all together. No fact: the sums of groups do not add up to that of all, which has other sales.
 */
export class OpenAges {
  /** 1 ÷ credit sales, and the sums, by group × periods + period. A sum is NaN while no invoice is open. */
  readonly #perSale: Float64Array
  readonly #sums: Float64Array

  constructor(
    { invoices }: LedgerData,
    { groups, ofInvoice }: Grouping,
    private readonly periods: number,
    periodOf: PeriodOfDay,
  ) {
    // The fact credit_sales is known only after the walk over invoices in which ages are counted.
    const sales = new Float64Array(groups.length * periods)
    for (let row = 0; row < invoices.count; row++) {
      const amount = invoices.amount[row]!
      if (amount > 0) sales[ofInvoice[row]! * periods + periodOf(invoices.issued[row]!)]! += amount
    }
    for (let cell = periods; cell < sales.length; cell++) sales[cell % periods]! += sales[cell]!
    this.#perSale = sales.map((amount) => 1 / amount)
    this.#sums = new Float64Array(sales.length).fill(Number.NaN)
  }

  /** Counts what is open of an invoice at the end of a period. `weight` is its age × the open amount. */
  add(group: number, issuedPeriod: number, period: number, weight: number): void {
    const start = group * this.periods
    this.#addTo(start + period, weight * this.#perSale[start + issuedPeriod]!)
    if (group > 0) this.#addTo(period, weight * this.#perSale[issuedPeriod]!)
  }

  /** NaN where no invoice is open. */
  at(group: number, period: number): number {
    return this.#sums[group * this.periods + period]!
  }

  #addTo(cell: number, ages: number): void {
    const before = this.#sums[cell]!
    this.#sums[cell] = Number.isNaN(before) ? ages : before + ages
  }
}
