import type { Day } from '../calendar/day.js'
import { isoText } from '../calendar/iso-text.js'
import { type Grouping, groupLedger } from '../facts/ledger-groups.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { openAmounts } from '../ledger/open-amounts.js'
import { type Closings, invoiceClosings } from '../ledger/settlement.js'
import type { Cents } from '../money/cents.js'
import { formatAmount } from '../money/format-amount.js'
import type { FactLine } from './fact-line.js'

/** The rows of a ledger that belong to one group, and what several figures need of them, worked out once when asked for. */
export class GroupRows {
  #closings: Closings | undefined
  #open: { readonly day: Day; readonly amounts: Float64Array } | undefined

  /** Null for everything. */
  readonly #grouping: Grouping | null

  /** The rows of a group as `ledgerFacts` of the same attributes numbers them; group 0 is everything. */
  constructor(
    readonly ledger: LedgerData,
    by: readonly string[],
    private readonly group: number,
  ) {
    this.#grouping = group === 0 ? null : groupLedger(ledger, by)
  }

  hasInvoice(row: number): boolean {
    return this.#grouping === null || this.#grouping.ofInvoice[row] === this.group
  }

  hasCustomer(row: number): boolean {
    return this.#grouping === null || this.#grouping.ofCustomer[row] === this.group
  }

  get closings(): Closings {
    this.#closings ??= invoiceClosings(this.ledger)
    return this.#closings
  }

  /** The open amount of every invoice at the end of a day. Only those of the day asked for last are kept. */
  openOn(day: Day): Float64Array {
    if (this.#open?.day !== day) this.#open = { day, amounts: openAmounts(this.ledger, day) }
    return this.#open.amounts
  }

  money(amount: number): string {
    return formatAmount(amount as Cents, this.ledger.currency)
  }

  day(day: number): string {
    return isoText(day as Day)
  }

  invoiceId(row: number): string {
    return this.ledger.invoices.ids.at(row)!
  }

  customerId(row: number): string {
    return this.ledger.customers.ids.at(row)!
  }

  /** A line about an invoice: the invoice itself, or one of its postings. */
  invoiceLine(row: number, day: number, value: number, note?: string, what: FactLine['what'] = 'invoice'): FactLine {
    const { customer, issued } = this.ledger.invoices
    return line(what, this.invoiceId(row), this.customerId(customer[row]!), issued[row]!, day, value, note)
  }

  /** A line about a row that names a customer and a day of its own. */
  customerLine(
    what: FactLine['what'],
    id: string,
    customer: number,
    dated: number,
    value: number,
    note?: string,
    day = dated,
  ): FactLine {
    return line(what, id, this.customerId(customer), dated, day, value, note)
  }

  /** A line about a dispute. */
  disputeLine(row: number, day: number, value: number): FactLine {
    const { ids, invoice } = this.ledger.disputes
    const about = invoice[row]!
    const note = `invoice ${this.invoiceId(about)}`
    return { ...this.invoiceLine(about, day, value, note, 'dispute'), id: ids.at(row)! }
  }
}

function line(
  what: FactLine['what'],
  id: string,
  customerId: string,
  dated: number,
  day: number,
  value: number,
  note: string | undefined,
): FactLine {
  // Plus 0, so that −0 becomes 0.
  return note === undefined
    ? { what, id, customerId, dated: dated as Day, day: day as Day, value: value + 0 }
    : { what, id, customerId, dated: dated as Day, day: day as Day, value: value + 0, note }
}
