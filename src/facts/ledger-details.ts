import { type LedgerData, postingCode } from '../ledger/ledger-data.js'
import { noDay } from '../ledger/no-day.js'
import type { Closings } from '../ledger/settlement.js'
import { type CellLists, listByCell } from './cell-lists.js'
import { CustomerCounts, type CustomerGroups, customerGroups } from './customer-counts.js'
import type { DueCollectionOptions, FactDetails, PayingCustomers } from './fact-details.js'
import type { FactTable } from './fact-table.js'
import type { Grouping } from './ledger-groups.js'
import type { OpenAges } from './open-ages.js'
import type { PeriodOfDay } from './period-by-day.js'

type DetailsTable = Pick<FactTable, 'periods' | 'groups'>

/** The details of a ledger. Each is worked out when a KPI first asks for it: most tables need none of them. */
export class LedgerDetails implements FactDetails {
  readonly knowsContracts: boolean
  readonly #lastDay: number
  #pairs: CustomerGroups | undefined
  #settled: CustomerCounts | undefined
  #invoiced: CustomerCounts | undefined
  #due: CellLists | undefined

  constructor(
    private readonly ledger: LedgerData,
    private readonly grouping: Grouping,
    private readonly closings: Closings,
    private readonly openAges: OpenAges,
    private readonly table: DetailsTable,
    private readonly periodOf: PeriodOfDay,
  ) {
    this.knowsContracts = ledger.invoices.attributes.has('contract_id')
    this.#lastDay = table.periods.at(-1)!.end
  }

  payingCustomers(group: number, first: number, last: number): PayingCustomers {
    // More than half was settled early where the early amounts outweigh the others.
    this.#settled ??= this.#countBy(this.closings.settled)
    const { customers, positive } = this.#settled.window(first, last)
    return { paying: customers[group]!, early: positive[group]! }
  }

  invoicedCustomers(group: number, first: number, last: number): number {
    this.#invoiced ??= this.#countBy(this.ledger.invoices.issued)
    return this.#invoiced.window(first, last).customers[group]!
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
    return this.openAges.at(group, period)
  }

  #countBy(days: Int32Array): CustomerCounts {
    const { invoices } = this.ledger
    this.#pairs ??= customerGroups(this.ledger, this.grouping)
    return new CustomerCounts(this.#pairs, this.table.periods.length, invoices, days, this.#lastDay, this.periodOf)
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
