import type { Day } from '../calendar/day.js'
import type { Cents } from '../money/cents.js'
import type { ContactKind, SegmentName } from './demo-truth.js'

/** A customer of the demo company. */
export interface DemoCustomer {
  readonly customerId: string
  readonly name: string
  readonly segment: SegmentName
  readonly division: string
  readonly region: string
  readonly salesperson: string
  readonly collector: string
  /** `net 30` or `2/10 net 30`; the same for all of the customer's invoices. */
  readonly terms: string
  readonly creditLimit: Cents
  readonly currency: 'USD'
  /** 1 to 100, higher is riskier: what a credit bureau would say, right only on average. */
  readonly riskScore: number
  readonly onboardedOn: Day
}

/** An invoice; one of a negative amount is a credit note. */
export interface DemoInvoice {
  readonly invoiceId: string
  readonly customerId: string
  readonly invoiceDate: Day
  readonly dueDate: Day
  readonly amount: Cents
  readonly salesperson: string
  /** Null if it was not sent by the ledger's end. */
  readonly sentOn: Day | null
  /** The day of the goods' delivery; null where there is none: contracts, credit notes, rebills. */
  readonly deliveredOn: Day | null
  /** The contract that it bills a year of, in advance, and that year; null for orders. */
  readonly contractId: string | null
  readonly serviceFrom: Day | null
  readonly serviceTo: Day | null
  /** Gross margin as an amount of money: amount less the cost of what was sold. */
  readonly margin: Cents
  /** The invoice that this one replaces. */
  readonly rebills: string | null
}

export type PaymentMethod = 'ach' | 'wire' | 'check' | 'card'

/** Money that came in on one day from one customer: all that it paid that day. A negative one is a refund. */
export interface DemoPayment {
  readonly paymentId: string
  readonly customerId: string
  readonly paymentDate: Day
  /** At least the sum of the payment's applications; the rest is unapplied cash. */
  readonly amount: Cents
  readonly method: PaymentMethod
}

/** The part of a payment, or of a credit note, that closes an invoice in whole or in part. */
export interface DemoApplication {
  /** A payment's id, or a credit note's invoice id. */
  readonly paymentId: string
  readonly invoiceId: string
  readonly amount: Cents
  readonly appliedDate: Day
  /** The payment's date, which is also the applied date unless said otherwise; null for a credit note's. */
  readonly paymentDate: Day | null
  /** The early-payment discount granted, beside the amount: 980 and 20 clear 1,000. */
  readonly discount: Cents
}

/** A change of an invoice that is not cash. A recovery is cash after the write-off and touches no open amount. */
export interface DemoAdjustment {
  readonly adjustmentId: string
  readonly invoiceId: string
  readonly date: Day
  readonly amount: Cents
  readonly kind: 'credit_memo' | 'write_off' | 'write_off_reversal' | 'recovery'
  readonly reason: string
  readonly approvedBy: string
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

/** A contact with a customer about a past-due invoice. */
export interface DemoActivity {
  readonly activityId: string
  readonly customerId: string
  readonly date: Day
  readonly kind: ContactKind
  readonly invoiceId: string
  readonly outcome: 'sent' | 'not reached' | 'spoke' | 'promise'
  /** Whether the right party was reached; null for the written kinds. */
  readonly rightParty: boolean | null
  readonly promisedOn: Day | null
  readonly promisedAmount: Cents | null
  /** Whether the promised amount was paid by the promised day; null without a promise, or while that day is to come. */
  readonly kept: boolean | null
  readonly minutes: number
  readonly cost: Cents
  readonly by: string
}

/** A customer's answer to a survey of satisfaction. */
export interface DemoSurvey {
  readonly customerId: string
  readonly date: Day
  /** 0 to 10. */
  readonly score: number
}

/** The tables of a demo ledger and what one row of each is. */
export interface DemoRows {
  readonly customers: DemoCustomer
  readonly invoices: DemoInvoice
  readonly payments: DemoPayment
  readonly applications: DemoApplication
  readonly adjustments: DemoAdjustment
  readonly disputes: DemoDispute
  readonly activities: DemoActivity
  readonly surveys: DemoSurvey
}

/** The rows of every table. */
export type DemoTables = { readonly [Table in keyof DemoRows]: readonly DemoRows[Table][] }
