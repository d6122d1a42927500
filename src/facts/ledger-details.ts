import { type LedgerData, openAmountSign, postingCode } from '../ledger/ledger-data.js'
import { noDay } from '../ledger/no-day.js'
import type { Closings } from '../ledger/settlement.js'
import { type CellLists, listByCell } from './cell-lists.js'
import { factColumn, factCount } from './columns.js'
import type { DueCollectionOptions, FactDetails, PayingCustomers } from './fact-details.js'
import type { FactTable } from './fact-table.js'
import type { Grouping } from './ledger-groups.js'
import type { PeriodOfDay } from './period-by-day.js'

type DetailsTable = Pick<FactTable, 'periods' | 'groups' | 'values'>

/** The customers of listed invoices side by side, so that walking a list does not jump about in the ledger. */
interface CustomerLists extends CellLists {
  readonly customer: Int32Array
}

interface SettledLists extends CustomerLists {
  readonly amount: Float64Array
  /** 1 where the invoice was settled before its due date. */
  readonly early: Uint8Array
}

/** The details of a ledger. Each is worked out when a KPI first asks for it: most tables need none of them. */
export class LedgerDetails implements FactDetails {
  readonly knowsContracts: boolean
  readonly #lastDay: number
  #settled: SettledLists | undefined
  #invoiced: CustomerLists | undefined
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
    this.#settled ??= this.#settledLists()
    const { customer, amount, early } = this.#settled
    const [value, earlyValue] = [this.#value, this.#early]
    const customers: number[] = []
    this.#eachRun(this.#settled, group, first, last, (from, to) => {
      for (let at = from; at < to; at++) {
        const owner = customer[at]!
        if (value[owner] === 0) customers.push(owner)
        value[owner]! += amount[at]!
        if (early[at] === 1) earlyValue[owner]! += amount[at]!
      }
    })
    let earlyCustomers = 0
    for (const owner of customers) {
      if (earlyValue[owner]! * 2 > value[owner]!) earlyCustomers++
      value[owner] = 0
      earlyValue[owner] = 0
    }
    return { paying: customers.length, early: earlyCustomers }
  }

  invoicedCustomers(group: number, first: number, last: number): number {
    this.#invoiced ??= this.#withCustomers(this.#list(this.ledger.invoices.issued))
    const { customer } = this.#invoiced
    const seen = this.#value
    const customers: number[] = []
    this.#eachRun(this.#invoiced, group, first, last, (from, to) => {
      for (let at = from; at < to; at++) {
        const owner = customer[at]!
        if (seen[owner] !== 0) continue
        seen[owner] = 1
        customers.push(owner)
      }
    })
    for (const owner of customers) seen[owner] = 0
    return customers.length
  }

  dueCollection(group: number, first: number, last: number, options: DueCollectionOptions) {
    const { invoices, postings } = this.ledger
    const { settled } = this.closings
    this.#due ??= this.#list(invoices.due)
    const { rows } = this.#due
    const from = options.overdue === 'include' ? 0 : first
    const end = this.table.periods[last]!.end
    const start = options.overdue === 'include' ? Number.NEGATIVE_INFINITY : this.table.periods[first]!.start
    const contracts = invoices.attributes.get('contract_id')?.codes
    let [due, collected] = [0, 0]
    const add = (row: number) => {
      const isContract = contracts !== undefined && contracts[row]! >= 0
      if (options.contracts === 'exclude' ? isContract : options.contracts === 'only' && !isContract) return
      due += invoices.amount[row]!
      if (options.partial === 'full-only' && settled[row]! > end) return
      for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
        const day = postings.day[posting]!
        if (day > end) break
        if (day >= start && postings.kind[posting] === postingCode.cash) collected += postings.amount[posting]!
      }
    }
    this.#eachRun(this.#due, group, from, last, (begin, to) => {
      for (let at = begin; at < to; at++) add(rows[at]!)
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
    const { periods, groups, values } = this.table
    const { ofInvoice } = this.grouping
    const ends = Int32Array.from(periods, ({ end }) => end)
    const count = periods.length
    const sales = Float64Array.from(
      { length: groups.length * count },
      (_, cell) => values[cell * factCount + factColumn.credit_sales]!,
    )
    const sums = new Float64Array(groups.length * count)
    for (let row = 0; row < invoices.count; row++) {
      const amount = invoices.amount[row]!
      if (amount <= 0) continue
      const groupStart = ofInvoice[row]! * count
      const issued = invoices.issued[row]!
      const own = this.periodOf(issued)
      const [ownSales, allSales] = [sales[groupStart + own]!, sales[own]!]
      let open = amount
      let posting = postings.start[row]!
      const lastPosting = postings.start[row + 1]!
      for (let period = own; period < count; period++) {
        const end = ends[period]!
        for (; posting < lastPosting && postings.day[posting]! <= end; posting++) {
          open += openAmountSign[postings.kind[posting]!]! * postings.amount[posting]!
        }
        if (open > 0) {
          const weight = (end - issued) * open
          sums[groupStart + period]! += weight / ownSales
          if (groupStart > 0) sums[period]! += weight / allSales
        } else if (posting === lastPosting) break
      }
    }
    return sums
  }

  #settledLists(): SettledLists {
    const { invoices } = this.ledger
    const { settled } = this.closings
    const lists = this.#withCustomers(this.#list(settled))
    return {
      ...lists,
      amount: Float64Array.from(lists.rows, (row) => invoices.amount[row]!),
      early: Uint8Array.from(lists.rows, (row) => (settled[row]! < invoices.due[row]! ? 1 : 0)),
    }
  }

  #withCustomers(lists: CellLists): CustomerLists {
    const { customer } = this.ledger.invoices
    return { ...lists, customer: lists.rows.map((row) => customer[row]!) }
  }

  /** The positive invoices by group and by the period of a day of theirs; those without such a day are left out. */
  #list(days: Int32Array): CellLists {
    const { invoices } = this.ledger
    const { ofInvoice } = this.grouping
    const { periods, groups } = this.table
    return listByCell(invoices.count, groups.length * periods.length, (row) => {
      const day = invoices.amount[row]! > 0 ? days[row]! : noDay
      return day > this.#lastDay ? -1 : ofInvoice[row]! * periods.length + this.periodOf(day)
    })
  }

  /** The runs of a list that hold a group, or all, in some periods in a row. */
  #eachRun(
    { start }: CellLists,
    group: number,
    first: number,
    last: number,
    visit: (from: number, to: number) => void,
  ): void {
    const { periods, groups } = this.table
    const [firstGroup, lastGroup] = group === 0 ? [0, groups.length - 1] : [group, group]
    for (let each = firstGroup; each <= lastGroup; each++) {
      const from = start[each * periods.length + first]!
      const to = start[each * periods.length + last + 1]!
      if (to > from) visit(from, to)
    }
  }
}
