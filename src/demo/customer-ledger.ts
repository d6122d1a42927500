import type { Day } from '../calendar/day.js'
import { cents } from '../money/cents.js'
import { demoParameters } from './demo-parameters.js'
import type {
  DemoAdjustment,
  DemoApplication,
  DemoCustomer,
  DemoDispute,
  DemoInvoice,
  DemoPayment,
} from './demo-rows.js'
import type { CustomerTruth } from './demo-truth.js'
import { drawCustomer } from './draw-customer.js'
import { drawFates } from './draw-fates.js'
import { drawInvoices } from './draw-invoices.js'
import { drawsOf } from './draws.js'
import { hazardAccumulations, liveInvoice } from './live-invoice.js'

/** Everything the ledger says of one customer, and the truth behind it. */
export interface CustomerLedger {
  readonly customer: DemoCustomer
  readonly truth: CustomerTruth
  readonly invoices: DemoInvoice[]
  readonly payments: DemoPayment[]
  readonly applications: DemoApplication[]
  readonly adjustments: DemoAdjustment[]
  readonly disputes: DemoDispute[]
}

const disputeReasons = ['price', 'quantity', 'quality', 'wrong order', 'late delivery']

/** The ledger of a seed's n-th customer (from 1). It depends on no other customer. */
export function customerLedger(seed: string, customerNumber: number, start: Day, end: Day): CustomerLedger {
  const customer = drawCustomer(seed, customerNumber, start, end)
  const { truth } = customer
  const segment = demoParameters.segments[truth.segment]
  const ordered = drawInvoices(seed, customerNumber, customer, start, end)
  const fates = drawFates(seed, customerNumber, segment, ordered)
  const accumulations = hazardAccumulations(segment, truth.multiplier)
  const reasons = drawsOf(seed, customerNumber, 'reason')

  const receipts: Receipt[] = []
  const adjustments: Omit<DemoAdjustment, 'adjustmentId'>[] = []
  const disputes: Omit<DemoDispute, 'disputeId'>[] = []
  ordered.forEach(({ invoice }, index) => {
    const fate = fates[index]!
    const { invoiceId } = invoice
    const disputeReason = disputeReasons[Math.floor(reasons() * disputeReasons.length)]!
    const { payments, dispute, creditMemo, writeOff, recovery } = liveInvoice(
      invoice,
      fate,
      accumulations,
      truth.defaultDay,
      end,
    )
    for (const payment of payments) receipts.push({ invoiceId, ...payment })
    if (dispute) {
      const conceded = dispute.resolvedOn === null ? null : creditMemo !== undefined
      disputes.push({ invoiceId, ...dispute, reason: disputeReason, conceded })
    }
    const adjust = (
      kind: DemoAdjustment['kind'],
      reason: string,
      event: { day: Day; amount: DemoAdjustment['amount'] },
    ) => adjustments.push({ invoiceId, date: event.day, amount: event.amount, kind, reason })
    if (creditMemo) adjust('credit_memo', `dispute: ${disputeReason}`, creditMemo)
    if (writeOff) adjust('write_off', writeOff.byDefault ? 'customer default' : 'uncollectible', writeOff)
    if (recovery) adjust('recovery', 'collection agency', recovery)
  })

  return {
    customer: customer.row,
    truth,
    invoices: ordered.map(({ invoice }) => invoice),
    ...paymentsOf(customer.row.customerId, receipts),
    adjustments: adjustments
      .sort((a, b) => a.date - b.date)
      .map((row, index) => ({ adjustmentId: shortId('A', truth.customerId, index), ...row })),
    disputes: disputes
      .sort((a, b) => a.openedOn - b.openedOn)
      .map((row, index) => ({ disputeId: shortId('D', truth.customerId, index), ...row })),
  }
}

interface Receipt {
  readonly invoiceId: string
  readonly day: Day
  readonly amount: DemoPayment['amount']
  readonly excess: DemoPayment['amount']
}

/** All that a customer pays on one day is one payment. */
function paymentsOf(customerId: string, receipts: Receipt[]) {
  const payments: DemoPayment[] = []
  const applications: DemoApplication[] = []
  receipts.sort((a, b) => a.day - b.day)
  for (const { invoiceId, day, amount, excess } of receipts) {
    const last = payments.at(-1)
    const isSameDay = last?.paymentDate === day
    const paymentId = isSameDay ? last.paymentId : shortId('P', customerId, payments.length)
    const total = cents((isSameDay ? last.amount : 0) + amount + excess)
    if (isSameDay) payments.pop()
    payments.push({ paymentId, customerId, paymentDate: day, amount: total })
    applications.push({ paymentId, invoiceId, amount })
  }
  return { payments, applications }
}

function shortId(letter: string, customerId: string, index: number): string {
  return `${letter}${customerId.slice(1)}-${String(index + 1).padStart(3, '0')}`
}
