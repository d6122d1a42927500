import type { Day } from '../calendar/day.js'

/** What becomes of the small sum by which a payment fell short. */
export type ShortPayEnding = 'credited' | 'written off' | 'paid'

/** What chance has in store for one invoice. It is all drawn at its birth, whether or not it comes to pass. */
export interface InvoiceFate {
  /** Unit-exponential thresholds of accumulated hazard: of the first payment, and of the rest after a partial one. */
  readonly thresholds: readonly [first: number, rest: number]
  /** The fraction of the open amount that the first payment brings; 1 if it pays all. */
  readonly firstFraction: number
  /** The unapplied excess of the last payment, as a share of the invoice's amount; mostly 0. */
  readonly excessShare: number
  /** After how many days that excess is refunded; null if it is not. */
  readonly refundAfterDays: number | null
  /** The payment less the early-payment discount, of a customer that takes it; its hazard begins when that has failed. */
  readonly earlyPayment: {
    readonly paidOn: number
    /** Discount as a share of what is open. */
    readonly rate: number
    /** False if it is paid too late: the discount is then disallowed. */
    readonly isEarned: boolean
  } | null
  readonly shortPay: {
    readonly isShort: boolean
    /** By how much it is short as a share of the invoice's amount, and at most, in cents. */
    readonly share: number
    readonly most: number
    /** What becomes of a rest, also of an unearned discount, and after how many days. */
    readonly ending: ShortPayEnding
    readonly afterDays: number
  }
  readonly dispute: {
    readonly reason: string
    readonly openedOn: Day
    readonly resolvedOn: Day
    readonly fraction: number
    readonly conceded: boolean
    /** The amount of the corrected invoice as a share of this one's; null if it is not billed again. */
    readonly rebilledShare: number | null
  } | null
  readonly recovery: { readonly daysAfterWriteOff: number; readonly share: number } | null
  readonly reversedAfterDays: number | null
  /** Goods that come back: the credit note's date, its share of the amount, and when it may be applied at the earliest. */
  readonly goodsReturn: {
    readonly creditedOn: Day
    readonly share: number
    readonly appliedAfterDays: number
  } | null
}
