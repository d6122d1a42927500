import { refuseOtherSum } from './adds-up.js'
import type { AuditWindow } from './audit-window.js'

/** What a customer settled in the window; money in minor units. */
export interface PayingCustomer {
  readonly customerId: string
  readonly invoices: number
  /** The amounts of the invoices settled, and of those settled before their due dates. */
  readonly settled: number
  readonly settledEarly: number
  /** Whether more than half was settled early. */
  readonly isEarly: boolean
}

/** A customer that was invoiced in the window; money in minor units. */
export interface InvoicedCustomer {
  readonly customerId: string
  readonly invoices: number
  readonly sales: number
}

/** The customers that settled an invoice in the window, by identifier. */
export function payingCustomers(window: AuditWindow): PayingCustomer[] {
  const { rows, facts } = window
  const { settled } = rows.closings
  const { due } = rows.ledger.invoices
  const customers = sumByCustomer(window, settled, (row) => settled[row]! < due[row]!).map(
    ({ customerId, invoices, amount, marked }): PayingCustomer => ({
      customerId,
      invoices,
      settled: amount,
      settledEarly: marked,
      isEarly: 2 * marked > amount,
    }),
  )
  const known = facts.payingCustomers()
  if (known) {
    refuseOtherSum('customers who settled anything', ones(customers), known.paying)
    refuseOtherSum('customers who settled early', ones(customers.filter(({ isEarly }) => isEarly)), known.early)
  }
  return customers
}

/** The customers that were invoiced in the window, by identifier. */
export function invoicedCustomers(window: AuditWindow): InvoicedCustomer[] {
  const { rows, facts } = window
  const customers = sumByCustomer(window, rows.ledger.invoices.issued, () => false).map(
    ({ customerId, invoices, amount }): InvoicedCustomer => ({ customerId, invoices, sales: amount }),
  )
  const known = facts.invoicedCustomers()
  if (known !== null) refuseOtherSum('customers invoiced', ones(customers), known)
  return customers
}

const ones = (list: readonly unknown[]) => list.map(() => 1)

interface CustomerSum {
  readonly customerId: string
  readonly invoices: number
  readonly amount: number
  /** The amount of the invoices that are marked. */
  readonly marked: number
}

/** The positive invoices whose day lies in the window, by customer, in the order of their identifiers. */
function sumByCustomer(
  { rows, facts }: AuditWindow,
  dayOf: Int32Array,
  isMarked: (row: number) => boolean,
): CustomerSum[] {
  const { count, customer, amount } = rows.ledger.invoices
  const [start, end] = [facts.periods[facts.first]!.start, facts.periods[facts.last]!.end]
  const sums = new Map<number, { invoices: number; amount: number; marked: number }>()
  for (let row = 0; row < count; row++) {
    const day = dayOf[row]!
    if (day < start || day > end || amount[row]! <= 0 || !rows.hasInvoice(row)) continue
    const sum = sums.get(customer[row]!) ?? { invoices: 0, amount: 0, marked: 0 }
    sums.set(customer[row]!, sum)
    sum.invoices++
    sum.amount += amount[row]!
    if (isMarked(row)) sum.marked += amount[row]!
  }
  return [...sums]
    .map(([row, sum]) => ({ customerId: rows.customerId(row), ...sum }))
    .sort((a, b) => (a.customerId < b.customerId ? -1 : 1))
}
