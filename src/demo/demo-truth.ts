import type { Day } from '../calendar/day.js'

const segmentNames = ['small', 'mid', 'enterprise'] as const

export type SegmentName = (typeof segmentNames)[number]

/** The true parameters of one segment of the demo company. */
export interface SegmentTruth {
  /** Share of customers. */
  readonly share: number
  /** Share of customers that were onboarded after the start, on a uniform day of the ledger's first half. */
  readonly lateOnboardingShare: number
  /** Share of the segment's customers by terms in days; the shares add up to 1. */
  readonly terms: readonly { readonly net: number; readonly share: number }[]
  /**
   * Daily probability that an open, undisputed invoice is paid, for a customer whose multiplier is 1. Entry i holds
   * from `hazardEdges[i − 1]` to the day before `hazardEdges[i]`, in days after the due date; entry 0 holds before
   * the first edge. A customer's own probability is the entry × its multiplier, at most `hazardCap`.
   */
  readonly dailyHazards: readonly number[]
  /** Variance of the customers' gamma multipliers, whose mean is 1. */
  readonly frailtyVariance: number
  readonly dispute: {
    /** Probability per invoice. A dispute is not opened on an invoice that is already paid in full. */
    readonly probability: number
    /** The dispute opens 1 to this many days after the invoice date, each day as likely. */
    readonly openWithinDays: number
    /** Mean of the exponential that, rounded up, is the number of days from opening to resolution. */
    readonly meanDays: number
    /** Share of resolved disputes that end in a credit memo over the disputed amount. */
    readonly concededShare: number
    /** Share of disputes that are over the whole open amount; the others are over a uniform fraction of it. */
    readonly wholeAmountShare: number
    readonly partFraction: readonly [low: number, high: number]
  }
  readonly partialPayment: {
    /** Probability per invoice that its first payment is only a fraction of what is open. */
    readonly probability: number
    /** The fraction; the rest is paid by the same hazard from the next day on. */
    readonly fraction: { readonly distribution: 'beta'; readonly a: 2; readonly b: 2 }
  }
  /** Yearly rate (365 days, constant hazard) at which a customer defaults: from then on it pays nothing. */
  readonly yearlyDefaultHazard: number
  readonly orders: {
    /** Expected invoices a day of a customer at the start, before season and growth: uniform in this range. */
    readonly invoicesPerDay: readonly [low: number, high: number]
    /** Share of customers that pay in batches (see `CustomerTruth.paysInBatches`). */
    readonly batchShare: number
    /** Mean and standard deviation over customers of the log of the median amount, in dollars. */
    readonly logAmountMean: number
    readonly logAmountSpread: number
    /** Standard deviation of the log of the amounts of one customer. */
    readonly logAmountSigma: number
  }
}

/** The true parameters of one customer. */
export interface CustomerTruth {
  readonly customerId: string
  readonly segment: SegmentName
  /** The gamma multiplier on the segment's daily hazards. */
  readonly multiplier: number
  /** Expected orders a day at the start, before season and growth. One order is one invoice, unless in batches. */
  readonly ordersPerDay: number
  /**
   * Each order comes as 1, 2 or 3 invoices of the same day (each as likely), which share one payment threshold and
   * so are paid together unless a dispute or a partial payment parts them.
   */
  readonly paysInBatches: boolean
  /** Mean and standard deviation of the log of the invoice amount in dollars. */
  readonly logAmountMean: number
  readonly logAmountSigma: number
  /** The first day on which it pays nothing any more; null if that is after the ledger's end. */
  readonly defaultDay: Day | null
}

/** What a fit of the demo ledger should find. Written to truth.json with days as ISO dates. */
export interface DemoTruth {
  readonly schema: 'arlab/demo-truth/1'
  readonly note: string
  readonly seed: string
  /** The company opened on this day with no receivables. */
  readonly start: Day
  /** The last day of the ledger: as exported that evening. */
  readonly end: Day
  readonly hazardEdges: readonly number[]
  readonly hazardCap: number
  /** Factors on the order rate, January first; their mean is 1. */
  readonly seasonalFactors: readonly number[]
  /** The order rate grows by this share in 365 days, continuously. */
  readonly yearlyGrowth: number
  /** A customer that defaults goes on ordering for this many days, until the company notices. */
  readonly ordersStopDaysAfterDefault: number
  /** What is open this many days past due is written off that evening, or on the day its dispute ends if later. */
  readonly writeOffDaysPastDue: number
  readonly recovery: {
    /** Probability per written-off invoice of one recovery. */
    readonly probability: number
    readonly daysAfterWriteOff: readonly [low: number, high: number]
    /** Share of the written-off amount. */
    readonly share: readonly [low: number, high: number]
  }
  readonly overPayment: {
    /** Probability per invoice that its last payment brings more than is open; the excess stays unapplied. */
    readonly probability: number
    /** Excess as a share of the invoice's amount. */
    readonly share: readonly [low: number, high: number]
  }
  readonly segments: Readonly<Record<SegmentName, SegmentTruth>>
  readonly customers: readonly CustomerTruth[]
}
