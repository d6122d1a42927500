import type { CellLists } from '../facts/cell-lists.js'
import type { InvoiceTable } from '../ledger/ledger-data.js'
import type { WindowInvoices } from './window-invoices.js'

/**
 * The sales of one base period by customer, and what is open of them at the end of a window. Money in minor units. It is
 * working memory, filled for one cohort after the other: there is a place for each customer of the ledger, and `customers`
 * are those whose places are filled.
 */
export class CohortSums {
  customers: number[] = []
  /** All sales of the cohort. */
  total = 0
  readonly sales: Float64Array
  readonly notDueSales: Float64Array
  readonly notDueOpen: Float64Array
  /** Open, due, and not disputed. */
  readonly lateOpen: Float64Array
  /** Open, due, and disputed. */
  readonly disputedOpen: Float64Array

  constructor(customers: number) {
    this.sales = new Float64Array(customers)
    this.notDueSales = new Float64Array(customers)
    this.notDueOpen = new Float64Array(customers)
    this.lateOpen = new Float64Array(customers)
    this.disputedOpen = new Float64Array(customers)
  }

  /** Takes in the invoices issued `age` base periods before the window's last one; `sold` lists sales by base period. */
  fill(invoices: InvoiceTable, sold: CellLists, window: WindowInvoices, age: number): void {
    this.#clear()
    const period = window.last - age
    if (period < 0) return
    for (let at = sold.start[period]!; at < sold.start[period + 1]!; at++) {
      const row = sold.rows[at]!
      const customer = invoices.customer[row]!
      const amount = invoices.amount[row]!
      const open = Math.max(0, window.open[row]!)
      if (this.sales[customer] === 0) this.customers.push(customer)
      this.total += amount
      this.sales[customer]! += amount
      if (invoices.due[row]! >= window.end) {
        this.notDueSales[customer]! += amount
        this.notDueOpen[customer]! += open
      } else if (window.disputed[row] === 1) this.disputedOpen[customer]! += open
      else this.lateOpen[customer]! += open
    }
  }

  hasOpen(customer: number): boolean {
    return this.notDueOpen[customer]! > 0 || this.lateOpen[customer]! > 0 || this.disputedOpen[customer]! > 0
  }

  #clear(): void {
    for (const customer of this.customers) {
      this.sales[customer] = 0
      this.notDueSales[customer] = 0
      this.notDueOpen[customer] = 0
      this.lateOpen[customer] = 0
      this.disputedOpen[customer] = 0
    }
    this.customers = []
    this.total = 0
  }
}
