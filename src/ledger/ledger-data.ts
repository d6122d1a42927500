import type { Day } from '../calendar/day.js'
import type { Currency } from '../money/currency.js'
import type { Reject, Warning } from './ledger-problem.js'

/** Text values by row as codes into a list of distinct values; code −1 is no value. */
export interface TextColumn {
  readonly codes: Int32Array
  readonly values: readonly string[]
}

interface CustomerTable {
  readonly count: number
  readonly ids: readonly string[]
  /** name, segment, division, region, salesperson, … as far as the ledger has them. */
  readonly attributes: ReadonlyMap<string, TextColumn>
}

interface InvoiceTable {
  readonly count: number
  readonly ids: readonly string[]
  /** Row in the customer table. */
  readonly customer: Int32Array
  readonly issued: Int32Array
  readonly due: Int32Array
  /** Minor units; negative for a credit note. */
  readonly amount: Float64Array
  /** 1 where the ledger flags the invoice as disputed without saying when; dated disputes are in `Disputes`. */
  readonly disputed: Uint8Array
  /** Attributes that invoices state for themselves (salesperson, division); they go before the customer's. */
  readonly attributes: ReadonlyMap<string, TextColumn>
}

/** What can happen to an invoice after its date; the order is that of postings on the same day. */
export const postingKinds = [
  'credit_memo',
  'write_off',
  'write_off_reversal',
  'revaluation',
  'cash',
  'discount',
  'recovery',
] as const

export type PostingKind = (typeof postingKinds)[number]

/** The code of each kind in `Postings.kind`. */
export const postingCode = Object.fromEntries(postingKinds.map((kind, code) => [kind, code])) as Readonly<
  Record<PostingKind, number>
>

/** By how much one minor unit of a posting moves the open amount of its invoice, by posting code. */
export const openAmountSign: readonly number[] = postingKinds.map((kind) => {
  switch (kind) {
    case 'cash':
    case 'discount':
    case 'credit_memo':
    case 'write_off':
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
}

/** Changes of unapplied cash by customer: up on the payment's day, down when it is applied. */
interface UnappliedChanges {
  readonly customer: Int32Array
  readonly day: Int32Array
  readonly amount: Float64Array
}

/** Disputes, sorted by invoice. `resolved` is `noDay` while a dispute is open. */
interface Disputes {
  readonly invoice: Int32Array
  readonly opened: Int32Array
  readonly resolved: Int32Array
}

/** Rows and money of one table as read. */
export interface TableCounts {
  readonly read: number
  readonly accepted: number
  readonly rejected: number
  /** Σ amounts of the accepted rows in minor units; null for a table without amounts. */
  readonly acceptedAmount: number | null
}

export interface LedgerData {
  readonly currency: Currency
  readonly customers: CustomerTable
  readonly invoices: InvoiceTable
  readonly postings: Postings
  readonly unapplied: UnappliedChanges
  readonly disputes: Disputes
  /** The day through which the ledger knows what happened. */
  readonly asOf: Day
  /** SHA-256 of the source files. */
  readonly hash: string
  readonly tables: Readonly<Record<string, TableCounts>>
  readonly rejects: readonly Reject[]
  readonly warnings: readonly Warning[]
}
