import { paymentDay } from '../payment/payment-habit.js'
import { never } from '../plan.js'
import type { CustomerPolicies } from '../policies/customer-policies.js'
import type { Invoice } from './invoice.js'

/**
 * Lives the invoice at hand from its issue, or from the as-of day, to its end: all of it is decided at its beginning, as
 * nothing that other invoices do can change it. But if `leavesWholes` and it is paid whole by one payment, or stays open
 * whole to the horizon, returns that day, from 1 to the day after the horizon, and leaves issue and payment to the caller.
 * Else returns 0.
 */
export function liveInvoice(invoice: Invoice, policies: CustomerPolicies, leavesWholes: boolean): number {
  const first = invoice.isOpening ? 1 : invoice.issued
  const writtenOff = policies.writeOffDay(invoice.due, first)
  const isPlain = leavesWholes && !invoice.isOpening && canOnlyBeWhole(invoice)
  if (!invoice.isDisputed) {
    if (isPlain) return payPlainly(invoice, invoice.issued, writtenOff)
    invoice.enter()
    if (invoice.open === 0) return 0
    const discounted = invoice.discountDay()
    if (discounted !== never) invoice.payLessDiscount(discounted)
    else payOrWriteOff(invoice, first, writtenOff)
    return 0
  }
  const disputeEnd = invoice.disputeEnd(first)
  const isConceded = disputeEnd <= writtenOff && invoice.isConceded()
  if (!isPlain || isConceded) {
    invoice.enter()
    if (invoice.open === 0) return 0
  }
  invoice.dispute(first, Math.min(disputeEnd, writtenOff))
  if (disputeEnd <= writtenOff) invoice.resolveDispute(disputeEnd, isConceded)
  if (isPlain && !isConceded) return payPlainly(invoice, disputeEnd + 1, writtenOff)
  if (invoice.open > 0) payOrWriteOff(invoice, disputeEnd + 1, writtenOff)
  return 0
}

/** Whether nothing but a dispute can keep it from being paid whole or written off whole. */
function canOnlyBeWhole(invoice: Invoice): boolean {
  return invoice.policy.deposit === 0 && !invoice.isTempted() && !invoice.paysInParts()
}

function payPlainly(invoice: Invoice, start: number, writtenOff: number): number {
  const { horizon } = invoice.tally.table
  const paid = payDay(invoice, start)
  if (paid <= writtenOff || writtenOff > horizon) {
    invoice.earnMargin()
    return Math.min(paid, horizon + 1)
  }
  invoice.enter()
  invoice.writeOff(writtenOff)
  return 0
}

/**
 * The earlier of payment and write-off happens, payment first on the same day. The rest of a part payment is paid by the
 * same hazard from the next day on.
 */
function payOrWriteOff(invoice: Invoice, start: number, writtenOff: number): void {
  let paid = payDay(invoice, start)
  if (paid !== never && paid <= writtenOff) {
    invoice.pay(paid)
    if (invoice.open === 0) return
    paid = payDay(invoice, paid + 1)
  }
  if (paid !== never && paid <= writtenOff) invoice.pay(paid)
  else if (writtenOff <= invoice.tally.table.horizon) invoice.writeOff(writtenOff)
  else invoice.stay()
}

function payDay(invoice: Invoice, start: number): number {
  const { habit } = invoice
  return habit.onPayDay(paymentDay(habit, invoice, start))
}
