import { type LedgerData, openAmountSign, postingCode } from '../ledger/ledger-data.js'
import { noDay } from '../ledger/no-day.js'
import type { Closings } from '../ledger/settlement.js'
import { type CellLists, listByCell } from './cell-lists.js'
import type { DueCollectionOptions, FactDetails, PayingCustomers } from './fact-details.js'
import { type FactTable, factAt } from './fact-table.js'
import type { Grouping } from './ledger-groups.js'
import type { PeriodOfDay } from './period-by-day.js'

type DetailsTable = Pick<FactTable, 'periods' | 'groups' | 'values'>

/** The details of a ledger. Each is worked out when a KPI first asks for it: most tables need none of them. */
export class LedgerDetails implements FactDetails {
  readonly knowsContracts: boolean
  readonly #lastDay: number
  #settled: CellLists | undefined
  #invoiced: CellLists | undefined
  #due: CellLists | undefined
  #openAgeToSales: Float64Array | undefined
  /** Working memory by customer, all zero between calls. */
  readonly #value: Float64Array
  readonly #early: Float64Array

  constructor(
    private readonly ledger: LedgerData,
    private readonly grouping: Grouping,
    private readonly closings: Closings,
    private readonly table: DetailsTable,
    private readonly periodOf: PeriodOfDay,
  ) {
    this.knowsContracts = ledger.invoices.attributes.has('contract_id')
    this.#lastDay = table.periods.at(-1)!.end
    this.#value = new Float64Array(ledger.customers.count)
    this.#early = new Float64Array(ledger.customers.count)
  }

  payingCustomers(group: number, first: number, last: number): PayingCustomers {
    const { invoices } = this.ledger
    const { settled } = this.closings
    this.#settled ??= this.#list((row) => settled[row]!)
    const [value, early] = [this.#value, this.#early]
    const customers: number[] = []
    this.#each(this.#settled, group, first, last, (row) => {
      const customer = invoices.customer[row]!
      if (value[customer] === 0) customers.push(customer)
      value[customer]! += invoices.amount[row]!
      if (settled[row]! < invoices.due[row]!) early[customer]! += invoices.amount[row]!
    })
    let earlyCustomers = 0
    for (const customer of customers) {
      if (early[customer]! * 2 > value[customer]!) earlyCustomers++
      value[customer] = 0
      early[customer] = 0
    }
    return { paying: customers.length, early: earlyCustomers }
  }

  invoicedCustomers(group: number, first: number, last: number): number {
    const { invoices } = this.ledger
    this.#invoiced ??= this.#list((row) => invoices.issued[row]!)
    const seen = this.#value
    const customers: number[] = []
    this.#each(this.#invoiced, group, first, last, (row) => {
      const customer = invoices.customer[row]!
      if (seen[customer] !== 0) return
      seen[customer] = 1
      customers.push(customer)
    })
    for (const customer of customers) seen[customer] = 0
    return customers.length
  }

  dueCollection(group: number, first: number, last: number, options: DueCollectionOptions) {
    const { invoices, postings } = this.ledger
    const { settled } = this.closings
    this.#due ??= this.#list((row) => invoices.due[row]!)
    const from = options.overdue === 'include' ? 0 : first
    const end = this.table.periods[last]!.end
    const start = options.overdue === 'include' ? Number.NEGATIVE_INFINITY : this.table.periods[first]!.start
    const contracts = invoices.attributes.get('contract_id')?.codes
    let [due, collected] = [0, 0]
    this.#each(this.#due, group, from, last, (row) => {
      const isContract = contracts !== undefined && contracts[row]! >= 0
      if (options.contracts === 'exclude' ? isContract : options.contracts === 'only' && !isContract) return
      due += invoices.amount[row]!
      if (options.partial === 'full-only' && settled[row]! > end) return
      for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
        const day = postings.day[posting]!
        if (day > end) break
        if (day >= start && postings.kind[posting] === postingCode.cash) collected += postings.amount[posting]!
      }
    })
    return { due, collected }
  }

  openAgeToSales(group: number, period: number): number {
    this.#openAgeToSales ??= this.#openAges()
    return this.#openAgeToSales[group * this.table.periods.length + period]!
  }

  /** Σ age × open amount ÷ sales of the invoice's period, for each group and period end. */
  #openAges(): Float64Array {
    const { invoices, postings } = this.ledger
    const { periods, groups } = this.table
    const table = this.table as FactTable
    const sums = new Float64Array(groups.length * periods.length)
    for (let row = 0; row < invoices.count; row++) {
      if (invoices.amount[row]! <= 0) continue
      const group = this.grouping.ofInvoice[row]!
      const issued = invoices.issued[row]!
      const own = this.periodOf(issued)
      const sales = factAt(table, group, own, 'credit_sales')
      const allSales = factAt(table, 0, own, 'credit_sales')
      let open = invoices.amount[row]!
      let posting = postings.start[row]!
      const lastPosting = postings.start[row + 1]!
      for (let period = own; period < periods.length; period++) {
        const { end } = periods[period]!
        for (; posting < lastPosting && postings.day[posting]! <= end; posting++) {
          open += openAmountSign[postings.kind[posting]!]! * postings.amount[posting]!
        }
        if (open > 0) {
          const weight = (end - issued) * open
          sums[group * periods.length + period]! += weight / sales
          if (group > 0) sums[period]! += weight / allSales
        } else if (posting === lastPosting) break
      }
    }
    return sums
  }

  /** The positive invoices by group and by the period of a day of theirs; those without such a day are left out. */
  #list(dayOf: (row: number) => number): CellLists {
    const { invoices } = this.ledger
    const { periods, groups } = this.table
    return listByCell(invoices.count, groups.length * periods.length, (row) => {
      const day = invoices.amount[row]! > 0 ? dayOf(row) : noDay
      return day > this.#lastDay ? -1 : this.grouping.ofInvoice[row]! * periods.length + this.periodOf(day)
    })
  }

  /** The invoices of a group, or of all, in a run of periods. */
  #each(lists: CellLists, group: number, first: number, last: number, visit: (row: number) => void): void {
    const { periods, groups } = this.table
    const [firstGroup, lastGroup] = group === 0 ? [0, groups.length - 1] : [group, group]
    for (let each = firstGroup; each <= lastGroup; each++) {
      const from = lists.start[each * periods.length + first]!
      const to = lists.start[each * periods.length + last + 1]!
      for (let at = from; at < to; at++) visit(lists.rows[at]!)
    }
  }
}
