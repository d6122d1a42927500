import type { Day } from '../calendar/day.js'
import type { Cents } from '../money/cents.js'

export type SegmentName = 'small' | 'mid' | 'enterprise'

/** Both ends of a range of numbers. */
type Range = readonly [low: number, high: number]

/** The ways a collector gets in touch. Only the spoken ones reach, or miss, the right party. */
export type ContactKind = 'invoice_copy' | 'email' | 'call' | 'sales_call' | 'letter' | 'visit'

/** The true parameters of one segment of the demo company. */
export interface SegmentTruth {
  /** Share of customers. */
  readonly share: number
  /** Share of customers that were onboarded after the start, on a uniform day of the ledger's first half. */
  readonly lateOnboardingShare: number
  /** Share of the segment's customers by terms in days; the shares add up to 1. */
  readonly terms: readonly { readonly net: number; readonly share: number }[]
  /** Early-payment discounts, such as `2/10 net 30`. */
  readonly earlyPayment: {
    /** Share of the segment's customers whose terms carry a discount. */
    readonly share: number
    /** What those are offered: per cent of what is open, if paid within the days; the shares add up to 1. */
    readonly offers: readonly { readonly percent: number; readonly days: number; readonly share: number }[]
    /**
     * A customer takes its discount on every invoice if the discount's simple yearly return,
     * percent ÷ (100 − percent) × 365 ÷ (net − days), is above its own hurdle; else on none. Hurdles are lognormal.
     */
    readonly hurdle: { readonly median: number; readonly sigma: number }
  }
  /**
   * Daily probability that an open, undisputed invoice is paid, for a customer whose multiplier is 1, in an economy of
   * factor 0, without a contact. Entry i holds from `hazardEdges[i − 1]` to the day before `hazardEdges[i]`, in days
   * after the due date; entry 0 holds before the first edge. The probability of a day is the entry × the customer's
   * multiplier × the economy's multiplier × the contact's multiplier, at most `hazardCap`.
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
    readonly partFraction: Range
  }
  readonly partialPayment: {
    /** Probability per invoice that its first payment is only a fraction of what is open. */
    readonly probability: number
    /** The fraction; the rest is paid by the same hazard from the next day on. */
    readonly fraction: { readonly distribution: 'beta'; readonly a: 2; readonly b: 2 }
  }
  /**
   * Yearly rate (365 days) at which a customer defaults in an economy of factor 0 if its risk multiplier is 1: from
   * then on it pays nothing. The rate of a day is this ÷ 365 × the customer's risk × the economy's multiplier.
   */
  readonly yearlyDefaultHazard: number
  readonly orders: {
    /** Expected invoices a day of a customer at the start, before season and growth: uniform in this range. */
    readonly invoicesPerDay: Range
    /** Share of customers that pay in batches (see `CustomerTruth.paysInBatches`). */
    readonly batchShare: number
    /** Mean and standard deviation over customers of the log of the median amount, in dollars. */
    readonly logAmountMean: number
    readonly logAmountSpread: number
    /** Standard deviation of the log of the amounts of one customer. */
    readonly logAmountSigma: number
  }
  readonly contract: {
    /** Share of customers with an annual maintenance contract. */
    readonly share: number
    /** Median over customers of the first yearly fee, in median invoices of the customer. */
    readonly feeInInvoices: number
  }
  /** Mean and standard deviation over customers of the gross margin, as a share of sales; normal, cut to `marginRange`. */
  readonly margin: { readonly mean: number; readonly spread: number }
}

/** What a kind of contact does and costs. */
interface ContactTruth {
  /** For the spoken kinds, probability that the right party is reached; null for the written kinds. */
  readonly rightParty: number | null
  /** Probability of a promise to pay, given the right party. */
  readonly promise: number
  /**
   * Multiplier on the daily hazard of the invoice on the days 1 to `effectDays` after the contact. The spoken kinds have it
   * only if the right party was reached, and not while a promise is waited for. A later contact's effect replaces it.
   */
  readonly hazardMultiplier: number
  readonly effectDays: number
  /** Whole minutes of work, each as likely. */
  readonly minutes: Range
  /** What a contact costs beside the minutes (postage, travel), in cents. */
  readonly outlay: number
  /** Who does it. */
  readonly by: 'collector' | 'salesperson'
}

/** The true parameters that all demo companies share, whatever their seed and size. */
export interface DemoParameters {
  readonly hazardEdges: readonly number[]
  readonly hazardCap: number
  /** Factors on the order rate, January first; their mean is 1. */
  readonly seasonalFactors: readonly number[]
  /** The order rate grows by this share in 365 days, continuously. */
  readonly yearlyGrowth: number
  /**
   * A monthly factor: 0 is an ordinary month, −1 a bad one. Factor = downturn + a, where a is an AR(1) process with mean
   * 0, standard deviation `deviation` and correlation `persistence` between neighbouring months. Defaults come
   * exp(−defaultLoading × factor) times as often, and payments have exp(paymentLoading × factor) times the hazard.
   */
  readonly economy: {
    readonly persistence: number
    readonly deviation: number
    /** Added to the factor in `months` months from the ledger's month `firstMonth` (1 is the month of the start). */
    readonly downturn: { readonly firstMonth: number; readonly months: number; readonly depth: number }
    readonly defaultLoading: number
    readonly paymentLoading: number
  }
  readonly risk: {
    /** Customers' risk multipliers on the default rate are lognormal with mean 1 and this standard deviation of the log. */
    readonly sigma: number
    /**
     * The risk score (1 to 100, higher is riskier) is 100 ÷ (1 + exp(−1.7 s)), where s is standard normal and has this
     * correlation with the log of the risk multiplier.
     */
    readonly scoreCorrelation: number
  }
  /** A customer that defaults goes on ordering for this many days, until the company notices. */
  readonly ordersStopDaysAfterDefault: number
  /** What is open this many days past due is written off that evening, or on the day its dispute ends if later. */
  readonly writeOffDaysPastDue: number
  readonly recovery: {
    /** Probability per written-off invoice of one recovery, unless the write-off is reversed. */
    readonly probability: number
    readonly daysAfterWriteOff: Range
    /** Share of the written-off amount. */
    readonly share: Range
  }
  /** A customer that did not default may pay after the write-off: it is then reversed, and paid the same day. */
  readonly writeOffReversal: {
    /** Probability per invoice written off as uncollectible (not for default, not as a small balance). */
    readonly probability: number
    readonly daysAfterWriteOff: Range
  }
  readonly overPayment: {
    /** Probability per invoice that its last payment brings more than is open; the excess stays unapplied. */
    readonly probability: number
    /** Excess as a share of the invoice's amount. */
    readonly share: Range
    /** Probability that the excess is refunded (a negative payment), and after how many days. */
    readonly refundProbability: number
    readonly refundAfterDays: Range
  }
  readonly shortPay: {
    /**
     * Probability per invoice that its last payment falls short by a small sum. Not of promised payments, discounts
     * taken, and rebills.
     */
    readonly probability: number
    /** The sum as a share of the invoice's amount, and the most that it is, in cents. */
    readonly share: Range
    readonly most: number
    /** What becomes of the sum, as shares that add up to 1: a credit memo, a small-balance write-off, a later payment. */
    readonly credited: number
    readonly writtenOff: number
    readonly paid: number
    readonly resolvedAfterDays: Range
  }
  readonly earlyPayment: {
    /** A discount is taken 0 to this many days before its last day, each as likely. */
    readonly daysBeforeLast: number
    /**
     * Share of takers' invoices that are paid too late and yet less the discount. Such a discount is unearned: it is
     * disallowed, and the rest goes the way of a short payment.
     */
    readonly unearnedShare: number
    readonly unearnedDaysLate: Range
  }
  readonly billing: {
    /** Goods are delivered floor(exponential of this mean) days before the invoice date, at most `mostDays`. */
    readonly meanDays: number
    readonly mostDays: number
    /** Share of invoices that are sent after the invoice date, and how many days after; the others on that day. */
    readonly sentLaterShare: number
    readonly sentLaterDays: Range
  }
  readonly contract: {
    /** The invoice is dated this many days before the first day of the service year, which is a month's first day. */
    readonly billedDaysAhead: number
    readonly renewal: number
    /** The fee of a renewal over the last year's. */
    readonly yearlyIncrease: number
    /** Standard deviation over customers of the log of the fee. */
    readonly feeSigma: number
  }
  readonly goodsReturn: {
    /** Probability per invoice of an order that goods come back, for which a credit note (a negative invoice) is issued. */
    readonly probability: number
    readonly daysAfterInvoice: Range
    /** Credit as a share of the invoice's amount. */
    readonly share: Range
    /**
     * The credit note is applied from this many days after its date on, whole, to the first of the customer's invoices
     * (that one first, then later ones) that has more than that open.
     */
    readonly appliedAfterDays: Range
  }
  /** Probability that an invoice whose whole amount was credited after a dispute is billed again that day, corrected. */
  readonly rebill: { readonly probability: number; readonly amountShare: Range }
  /** Probability per payment that it is applied some days after it came in, and how many. */
  readonly lateApplication: { readonly probability: number; readonly days: Range }
  readonly contacts: {
    /**
     * What is planned for an invoice that is open and undisputed so many days past due (plus a delay of 0 to
     * `mostDelay` days, each as likely), and the probability that it is done. What falls into a dispute or into the
     * waiting for a promise is left out.
     */
    readonly plan: readonly { readonly daysPastDue: number; readonly kind: ContactKind; readonly probability: number }[]
    readonly mostDelay: number
    readonly kinds: Readonly<Record<ContactKind, ContactTruth>>
    /** Days from a promise to the promised day, each as likely. Until then, the invoice is not paid by its hazard. */
    readonly promiseDays: Range
    /** Probability that a promise is kept (all that is open is paid on the promised day), unless the customer defaults. */
    readonly promiseKept: number
    /** What a minute of work costs, in cents. */
    readonly costPerMinute: number
  }
  readonly creditLimit: {
    /** A customer's limit in months of its expected sales, uniform, in steps of so many cents, rounded up. */
    readonly months: Range
    readonly step: number
    /** Share of customers that were given a tight limit, of so many months. */
    readonly tightShare: number
    readonly tightMonths: number
  }
  readonly survey: {
    /** A customer is asked so many days after onboarding, each as likely, then every so many, until it defaults. */
    readonly firstAfterDays: Range
    readonly everyDays: number
    /** Share of those asked that answer. */
    readonly responseShare: number
    /**
     * Score = customer's mean + noise − `perDispute` × disputes that it opened in the `rememberedDays` before,
     * rounded and cut to 0…10. The customers' means and the noise are normal.
     */
    readonly mean: number
    readonly spread: number
    readonly noise: number
    readonly perDispute: number
    readonly rememberedDays: number
  }
  /** Gross margins of customers are cut to this range. */
  readonly marginRange: Range
  readonly segments: Readonly<Record<SegmentName, SegmentTruth>>
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
   * so are paid together unless a dispute, a contact or a partial payment parts them.
   */
  readonly paysInBatches: boolean
  /** Mean and standard deviation of the log of the invoice amount in dollars. */
  readonly logAmountMean: number
  readonly logAmountSigma: number
  /** Gross margin as a share of sales. */
  readonly marginRate: number
  /** Multiplier on the segment's default rate. */
  readonly risk: number
  /** The first day on which it pays nothing any more; null if that is after the ledger's end. */
  readonly defaultDay: Day | null
  /** The yearly return above which it takes an early-payment discount; null if it is offered none. */
  readonly discountHurdle: number | null
  readonly takesDiscount: boolean
  /** The first yearly fee of its maintenance contract, in cents; null if it has none. */
  readonly contractFee: Cents | null
  /** Its mean survey score without disputes. */
  readonly satisfaction: number
}

/** What holds for a demo company as a whole: all of its truth but the customers'. */
export interface CompanyTruth extends DemoParameters {
  readonly schema: 'arlab/demo-truth/2'
  readonly note: string
  readonly seed: string
  /** The company opened on this day with no receivables. */
  readonly start: Day
  /** The last day of the ledger: as exported that evening. */
  readonly end: Day
  /** The economy's factor in each month of the ledger. */
  readonly economyFactors: readonly number[]
}

/** What a fit of the demo ledger should find. Written to truth.json with days as ISO dates. */
export interface DemoTruth extends CompanyTruth {
  readonly customers: readonly CustomerTruth[]
}
