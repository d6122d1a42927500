import type { Day } from '../calendar/day.js'
import type { Currency } from '../money/currency.js'
import type { Reject, Warning } from './ledger-problem.js'
import type { RejectCode } from './reject-code.js'

/** Texts by row. An array of strings is one; large ledgers keep their identifiers packed. */
export interface TextList {
  readonly length: number
  at(row: number): string | undefined
}

/** Text values by row as codes into a list of distinct values; code −1 is no value. */
export interface TextColumn {
  readonly codes: Int32Array
  readonly values: TextList
}

/** Optional columns of a table, by name. A column that the ledger's files do not have is not there. */
export interface OptionalColumns {
  /** Texts; flags are `yes` and `no`. */
  readonly attributes: ReadonlyMap<string, TextColumn>
  /** Day numbers; `noDay` where empty. */
  readonly days: ReadonlyMap<string, Int32Array>
  /** Minor units of the ledger's currency; NaN where empty. */
  readonly amounts: ReadonlyMap<string, Float64Array>
  /** Numbers that are no money, such as a risk score; NaN where empty. */
  readonly numbers: ReadonlyMap<string, Float64Array>
}

export interface CustomerTable extends OptionalColumns {
  readonly count: number
  readonly ids: TextList
}

export interface InvoiceTable extends OptionalColumns {
  readonly count: number
  readonly ids: TextList
  /** Row in the customer table. */
  readonly customer: Int32Array
  readonly issued: Int32Array
  readonly due: Int32Array
  /** Minor units; negative for a credit note. */
  readonly amount: Float64Array
  /** 1 where the ledger flags the invoice as disputed without saying when; dated disputes are in `DisputeTable`. */
  readonly disputed: Uint8Array
}

/** What can happen to an invoice after its date; the order is that of postings on the same day. */
export const postingKinds = [
  'credit_memo',
  'write_off',
  'write_off_reversal',
  'revaluation',
  'credit_application',
  'cash',
  'discount',
  'recovery',
] as const

export type PostingKind = (typeof postingKinds)[number]

/** The code of each kind in `Postings.kind`. */
export const postingCode = Object.fromEntries(postingKinds.map((kind, code) => [kind, code])) as Readonly<
  Record<PostingKind, number>
>

/**
 * By how much one minor unit of a posting moves the open amount of its invoice, by posting code. The application of a
 * credit note is posted twice: with its amount to the invoice, and with minus that to the credit note.
 */
export const openAmountSign: readonly number[] = postingKinds.map((kind) => {
  switch (kind) {
    case 'cash':
    case 'discount':
    case 'credit_memo':
    case 'write_off':
    case 'credit_application':
      return -1
    case 'write_off_reversal':
    case 'revaluation':
      return 1
    case 'recovery':
      return 0
    default:
      return kind satisfies never
  }
})

/** Everything that moves open amounts, sorted by invoice, then day, then kind. */
export interface Postings {
  /** Postings of invoice i are rows start[i] to start[i + 1] − 1. */
  readonly start: Int32Array
  readonly day: Int32Array
  readonly kind: Uint8Array
  readonly amount: Float64Array
  /**
   * Where it comes from: the row in `applications` for cash, discounts and credit applications, the row in
   * `adjustments` for the others; −1 for the cash of a one-table ledger's settled date.
   */
  readonly source: Int32Array
}

export interface PaymentTable extends OptionalColumns {
  readonly count: number
  readonly ids: TextList
  readonly customer: Int32Array
  readonly day: Int32Array
  /** Minor units; negative for a refund. */
  readonly amount: Float64Array
}

/** Which payment or credit note each application takes its money from; what it pays is in the postings. */
export interface ApplicationTable {
  readonly count: number
  /** The row in the payment table; −1 − the row in the invoice table where a credit note is applied. */
  readonly payment: Int32Array
}

export interface AdjustmentTable extends OptionalColumns {
  readonly count: number
  readonly ids: TextList
  /** The invoice, day, kind and amount of each are in its posting. */
}

/** Changes of unapplied cash by customer: up on the payment's day, down when it is applied. */
export interface UnappliedChanges {
  readonly customer: Int32Array
  readonly day: Int32Array
  readonly amount: Float64Array
}

/** Disputes, sorted by invoice, then day of opening. */
export interface DisputeTable extends OptionalColumns {
  readonly count: number
  readonly ids: TextList
  readonly invoice: Int32Array
  readonly opened: Int32Array
  /** `noDay` while a dispute is open. */
  readonly resolved: Int32Array
  readonly amount: Float64Array
}

/** What collectors and salespeople did, by day. */
export interface ActivityTable extends OptionalColumns {
  readonly count: number
  readonly ids: TextList
  readonly customer: Int32Array
  /** Row in the invoice table; −1 where the activity concerns none. */
  readonly invoice: Int32Array
  readonly day: Int32Array
}

export interface SurveyTable {
  readonly count: number
  readonly customer: Int32Array
  readonly day: Int32Array
  readonly score: Float64Array
}

/** Rows and money of one table as read: read = accepted + rejected, in rows and in money. */
export interface TableCounts {
  readonly read: number
  readonly accepted: number
  readonly rejected: number
  /** Records that a mapping's filter left out, or that it merged with equal ones; they are not among those read. */
  readonly leftOut: number
  /** Σ amounts in minor units of the rows whose amount could be read; null for a table without amounts. */
  readonly readAmount: number | null
  readonly acceptedAmount: number | null
  readonly rejectedAmount: number | null
  /** Rejected rows whose amount could not be read, so that it is in no sum. */
  readonly amountsUnread: number
  /** The rejected rows and their money by class of the reason. */
  readonly rejectedBy: Readonly<Partial<Record<RejectCode, RejectTotals>>>
}

export interface RejectTotals {
  readonly rows: number
  /** Σ amounts that could be read, in minor units; null where none could. */
  readonly amount: number | null
}

export interface LedgerData {
  readonly currency: Currency
  readonly customers: CustomerTable
  readonly invoices: InvoiceTable
  readonly postings: Postings
  readonly payments: PaymentTable
  readonly applications: ApplicationTable
  readonly adjustments: AdjustmentTable
  readonly unapplied: UnappliedChanges
  readonly disputes: DisputeTable
  readonly activities: ActivityTable
  readonly surveys: SurveyTable
  /** The day through which the ledger knows what happened. */
  readonly asOf: Day
  readonly tables: Readonly<Record<string, TableCounts>>
  /** The rejected rows, at most `mostRejectsListed` of them; `tables` counts all. */
  readonly rejects: readonly Reject[]
  readonly warnings: readonly Warning[]
}
