import type { Day } from '../calendar/day.js'
import type { Cents } from '../money/cents.js'
import type { SegmentName } from './demo-truth.js'

/** A customer of the demo company. */
export interface DemoCustomer {
  readonly customerId: string
  readonly name: string
  readonly segment: SegmentName
  readonly division: string
  readonly region: string
  readonly salesperson: string
  /** `net 15`, `net 30` or `net 45`; the same for all of the customer's invoices. */
  readonly terms: string
  readonly currency: 'USD'
  readonly onboardedOn: Day
}

/** An invoice, always of a positive amount. */
export interface DemoInvoice {
  readonly invoiceId: string
  readonly customerId: string
  readonly invoiceDate: Day
  readonly dueDate: Day
  readonly amount: Cents
}

/** Money that came in on one day from one customer: all that it paid that day. */
export interface DemoPayment {
  readonly paymentId: string
  readonly customerId: string
  readonly paymentDate: Day
  /** At least the sum of the payment's applications; the rest is unapplied cash. */
  readonly amount: Cents
}

/** The part of a payment that pays an invoice, on the payment's day. */
export interface DemoApplication {
  readonly paymentId: string
  readonly invoiceId: string
  readonly amount: Cents
}

/** A change of an invoice that is not cash. A recovery is cash after the write-off and touches no open amount. */
export interface DemoAdjustment {
  readonly adjustmentId: string
  readonly invoiceId: string
  readonly date: Day
  readonly amount: Cents
  readonly kind: 'credit_memo' | 'write_off' | 'recovery'
  readonly reason: string
}

/** A dispute; `resolvedOn` and `conceded` are null while it is unresolved at the ledger's end. */
export interface DemoDispute {
  readonly disputeId: string
  readonly invoiceId: string
  readonly openedOn: Day
  readonly amount: Cents
  readonly resolvedOn: Day | null
  readonly reason: string
  /** True if the disputed amount was credited. */
  readonly conceded: boolean | null
}
