import type { LedgerData } from '../../ledger/ledger-data.js'
import { invoiceClosings } from '../../ledger/settlement.js'

/** Payments and invoice-days at risk by day relative to due; index k is day `firstDay` + k. */
export interface PaymentCounts {
  readonly firstDay: number
  readonly payments: Float64Array
  readonly exposure: Float64Array
}

/**
 * Counts, for each segment, how many open, undisputed invoices stood at risk of being paid on each day relative to
 * their due date, and how many were. An invoice is at risk from its own date through its settlement. One that is still
 * open, or was closed by a credit or write-off, leaves the count there without a payment (right-censored): dropping
 * those would make customers look faster than they are. Invoice-days under a dated dispute are not at risk.
 * Costs O(invoices + days).
 */
export function paymentCounts(ledger: LedgerData, segmentOfInvoice: Int32Array, segments: number): PaymentCounts[] {
  const { invoices, disputes, asOf } = ledger
  const { closed, settled } = invoiceClosings(ledger)
  const firstDay = new Array<number>(segments).fill(0)
  const lastDay = new Array<number>(segments).fill(0)
  for (let row = 0; row < invoices.count; row++) {
    const segment = segmentOfInvoice[row]!
    firstDay[segment] = Math.min(firstDay[segment]!, invoices.issued[row]! - invoices.due[row]!)
    lastDay[segment] = Math.max(lastDay[segment]!, Math.min(closed[row]!, asOf) - invoices.due[row]!)
  }
  const counts = firstDay.map((first, segment) => ({
    firstDay: first,
    payments: new Float64Array(lastDay[segment]! - first + 2),
    exposure: new Float64Array(lastDay[segment]! - first + 2),
  }))

  let dispute = 0
  for (let row = 0; row < invoices.count; row++) {
    const { firstDay: first, payments, exposure } = counts[segmentOfInvoice[row]!]!
    const due = invoices.due[row]!
    const end = Math.min(closed[row]!, asOf)
    // Exposure is kept as differences (up on the first day at risk, down after the last) and summed at the end.
    const addExposure = (from: number, through: number, sign: 1 | -1) => {
      if (through < from) return
      exposure[from - due - first]! += sign
      exposure[through - due - first + 1]! -= sign
    }
    const isReceivable = invoices.amount[row]! > 0
    if (isReceivable) addExposure(invoices.issued[row]!, end, 1)
    const settledOn = settled[row]!
    if (isReceivable && settledOn <= asOf) payments[settledOn - due - first]! += 1
    let blockedThrough = invoices.issued[row]! - 1
    for (; dispute < disputes.invoice.length && disputes.invoice[dispute] === row; dispute++) {
      if (!isReceivable) continue
      // A payment that came during the dispute was at risk on its day, so that day stays.
      const from = Math.max(disputes.opened[dispute]!, blockedThrough + 1)
      const through = Math.min(disputes.resolved[dispute]! - 1, settledOn - 1, end)
      addExposure(from, through, -1)
      blockedThrough = Math.max(blockedThrough, through)
    }
  }
  for (const { exposure } of counts) {
    for (let index = 1; index < exposure.length; index++) exposure[index]! += exposure[index - 1]!
  }
  return counts
}

/** The probability that an invoice is still unpaid after each day, by the product-limit (Kaplan–Meier) estimator. */
export function survivalFrom(counts: PaymentCounts): Float64Array {
  let survival = 1
  return counts.payments.map((paid, index) => {
    const atRisk = counts.exposure[index]!
    if (atRisk > 0) survival *= 1 - paid / atRisk
    return survival
  })
}
