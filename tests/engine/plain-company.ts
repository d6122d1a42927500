/** What the plain engine runs: a plan as plain objects, with lists of days in place of tables. */
export interface PlainCompany {
  readonly keyHigh: number
  readonly keyLow: number
  readonly monthEnds: readonly number[]
  /** 1, or earlier where the as-of day cuts the first month. */
  readonly firstMonthStart: number
  readonly leversFrom: number
  readonly groups: number
  readonly segments: readonly PlainSegment[]
  readonly customers: readonly PlainCustomer[]
  /** What levers do to hazards: the list that a customer's `leverSet` numbers. The first list is empty. */
  readonly leverSets: readonly (readonly PlainLever[])[]
  readonly economy: PlainEconomy
  readonly orders: PlainOrders
  /** The days of each pay calendar, ascending. */
  readonly payDays: readonly (readonly number[])[]
  readonly opening: readonly PlainOpeningInvoice[]
  /** Invoices that were paid in full before they fell due, which they do on a simulated day. */
  readonly paidAhead: readonly PlainPaidInvoice[]
  readonly writeOffAgeBefore: number
  readonly writeOffAgeAfter: number
  readonly ordersStopAfterDefault: number
  readonly unappliedCash: readonly number[]
}

/** A positive number that is gamma distributed with this shape around `value`; shape 0: it is exactly known. */
export interface PlainNumber {
  readonly value: number
  readonly shape: number
}

/** A probability that is beta distributed as after so many cases; 0 cases: it is exactly known. */
export interface PlainProbability {
  readonly value: number
  readonly cases: number
}

export interface PlainSegment {
  readonly key: number
  /** The daily hazard from a day relative to due until the next piece begins; the last one holds for good. */
  readonly pieces: readonly (PlainNumber & { readonly from: number })[]
  readonly disputes: PlainProbability
  readonly disputeDays: PlainNumber
  readonly conceded: PlainProbability
  readonly creditedShare: number
  readonly partial: PlainProbability
  /** Quantiles of the part's share in equal steps of probability, the least and the greatest share included. */
  readonly partialFraction: readonly number[]
  readonly defaultsPerDay: PlainNumber
  readonly arrivalsPerDay: PlainNumber
}

export interface PlainCustomer {
  readonly key: number
  readonly group: number
  readonly segment: number
  readonly ordersPerDay: PlainNumber
  readonly logAmountMean: number
  readonly logAmountMeanError: number
  readonly logAmountDeviation: number
  readonly multiplier: PlainNumber
  /** Probability that it has stopped paying for good before the first day. */
  readonly defaulted: number
  readonly netDaysBefore: number
  readonly netDaysAfter: number
  readonly clockShiftAfter: number
  readonly leverSet: number
  /** The early-payment discount that it takes. */
  readonly discount: { readonly days: number; readonly rate: number } | null
  /** Which of `payDays` it pays on; null pays on any day. */
  readonly payCalendar: number | null
}

export interface PlainLever {
  readonly from: number
  readonly factor: number
}

export interface PlainEconomy {
  readonly persistence: number
  readonly now: number
  readonly nowError: number
  readonly paymentLoading: number
  readonly paymentLoadingError: number
  readonly defaultLoading: number
}

export interface PlainOrders {
  readonly months: readonly {
    readonly logFactor: number
    readonly calendarMonth: number
    readonly yearsAhead: number
  }[]
  /** By calendar month. */
  readonly seasonError: readonly number[]
  readonly growthError: number
  readonly levelError: number
  readonly monthlyDeviation: number
}

export interface PlainOpeningInvoice {
  readonly key: number
  readonly customer: number
  readonly group: number
  readonly issued: number
  readonly due: number
  readonly amount: number
  readonly open: number
  readonly disputed: boolean
  readonly partlyPaid: boolean
}

export interface PlainPaidInvoice {
  readonly group: number
  readonly due: number
  readonly amount: number
  /** Paid in the month that the as-of day cuts, which is the one that it falls due in. */
  readonly inMonth: boolean
}

export function horizonOf({ monthEnds }: Pick<PlainCompany, 'monthEnds'>): number {
  return monthEnds[monthEnds.length - 1]!
}

/** What is taken to have come in for an opening invoice: half of what is no longer open; the rest was credited. */
export function collectedBefore({ amount, open }: { readonly amount: number; readonly open: number }): number {
  return Math.max(0, Math.floor((amount - open) / 2))
}
