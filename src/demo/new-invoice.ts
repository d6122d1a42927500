import type { Day } from '../calendar/day.js'
import { dueDay } from '../calendar/terms.js'
import { type Cents, cents } from '../money/cents.js'
import type { DemoInvoice } from './demo-rows.js'
import type { DrawnCustomer } from './draw-customer.js'

/** An invoice to a customer on its terms and at its margin; a credit note is due on its date. */
export function newInvoice(
  { row, truth, terms }: DrawnCustomer,
  own: Pick<DemoInvoice, 'invoiceId' | 'invoiceDate' | 'amount' | 'sentOn'> & { readonly deliveredOn?: Day },
): DemoInvoice {
  const { invoiceId, invoiceDate, amount, sentOn, deliveredOn = null } = own
  return {
    invoiceId,
    customerId: row.customerId,
    invoiceDate,
    dueDate: amount < 0 ? invoiceDate : dueDay(invoiceDate, terms),
    amount,
    salesperson: row.salesperson,
    sentOn,
    deliveredOn,
    contractId: null,
    serviceFrom: null,
    serviceTo: null,
    margin: cents(Math.round(amount * truth.marginRate)),
    rebills: null,
  }
}

/** A share of an amount, at least one cent. */
export function shareOf(amount: Cents | number, share: number): Cents {
  return cents(Math.max(1, Math.round(amount * share)))
}
