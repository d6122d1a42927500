import { type Day, isoFromDay } from '../../calendar/day.js'
import type { Ledger } from '../../ledger/ledger.js'
import { type LedgerRows, ledgerOfRows } from '../../ledger/ledger-of-rows.js'
import type { LedgerRow } from '../../ledger/read/table-of-rows.js'

/** A small ledger in the making. Money is in whole dollars. */
export class LedgerDraft {
  readonly #customers: LedgerRow[] = []
  readonly #invoices: LedgerRow[] = []
  readonly #payments: LedgerRow[] = []
  readonly #applications: LedgerRow[] = []
  readonly #adjustments: LedgerRow[] = []
  readonly #customerOf = new Map<string, string>()

  /** Gives the customer's identifier. */
  customer(name: string): string {
    const id = `C${this.#customers.length + 1}`
    this.#customers.push({ customer_id: id, name })
    return id
  }

  /** Gives the invoice's identifier. */
  invoice(customer: string, issued: Day, due: Day, dollars: number): string {
    const id = String(1001 + this.#invoices.length)
    this.#customerOf.set(id, customer)
    this.#invoices.push({
      invoice_id: id,
      customer_id: customer,
      invoice_date: isoFromDay(issued),
      due_date: isoFromDay(due),
      amount: String(dollars),
    })
    return id
  }

  pay(invoice: string, on: Day, dollars: number): void {
    const id = `P${this.#payments.length + 1}`
    const customer = this.#customerOf.get(invoice)!
    this.#payments.push({
      payment_id: id,
      customer_id: customer,
      payment_date: isoFromDay(on),
      amount: String(dollars),
    })
    this.#applications.push({ payment_id: id, invoice_id: invoice, amount: String(dollars) })
  }

  adjust(invoice: string, on: Day, kind: 'credit_memo' | 'write_off' | 'recovery', dollars: number): void {
    const id = `A${this.#adjustments.length + 1}`
    this.#adjustments.push({
      adjustment_id: id,
      invoice_id: invoice,
      date: isoFromDay(on),
      kind,
      amount: String(dollars),
    })
  }

  /** The ledger as it stands at the end of a day. */
  ledgerAsOf(day: Day): Ledger {
    const rows: LedgerRows = {
      customers: this.#customers,
      invoices: this.#invoices,
      payments: this.#payments,
      applications: this.#applications,
      adjustments: this.#adjustments,
    }
    return ledgerOfRows(rows).asOf(day)
  }
}
