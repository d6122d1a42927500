/** The version of the engine's draws and rules: results with another version may differ for the same seed. */
export const engineVersion = 'arlab-engine/2'

/** Stands for "never" among day offsets. */
export const never = 1_000_000_000

/**
 * What the engine runs: behaviour × scenario × opening ledger, compiled to typed arrays. It can be copied to a thread
 * or a browser as it is. Days are offsets from the as-of day (1 is the first simulated day); money is minor units.
 * A customer's `…Before` holds until the scenario's levers act and `…After` from then on.
 *
 * Numbers that were learnt carry how sure they are, and every replicate draws its own: a positive number's `…Shape` is that
 * of a gamma distribution around it (its relative standard error is 1 ÷ √shape), a probability's `…Evidence` is how many
 * yes-or-no cases it rests on (a beta distribution). 0 stands for exactly known.
 */
export interface Plan {
  readonly engine: typeof engineVersion
  /** The seed phrase as 64 bits. */
  readonly keyHigh: number
  readonly keyLow: number
  /** The last day of each simulated month; the last one is the horizon. */
  readonly monthEnds: Int32Array
  /** The first day of the first of these months: 1, or earlier where the as-of day cuts that month. */
  readonly firstMonthStart: number
  /** The first day on which the scenario's levers act; `never` for the baseline. */
  readonly leversFrom: number
  readonly groups: number

  readonly segments: SegmentColumns
  readonly customers: CustomerColumns
  /** Multipliers that levers put on the daily hazard: those of set s are rows start[s] to start[s + 1] − 1. Set 0 is empty. */
  readonly leverSets: {
    readonly start: Int32Array
    /** The first day relative to due on which each acts. */
    readonly from: Int32Array
    readonly factor: Float64Array
  }
  /** The days relative to due for which hazards are needed, both included. */
  readonly hazardFrom: number
  readonly hazardThrough: number

  readonly economy: EconomyColumns
  readonly orders: OrderColumns
  /**
   * Calendars on which customers pay, each a row of horizon + 1 entries: the first pay day on or after each day, `never`
   * where that lies beyond the horizon.
   */
  readonly payCalendars: Int32Array

  /** Days past due at which an unpaid invoice is written off. */
  readonly writeOffAgeBefore: number
  readonly writeOffAgeAfter: number
  /** A customer that defaults goes on ordering for so many days. */
  readonly ordersStopAfterDefault: number

  readonly opening: OpeningColumns
  /**
   * Of the invoices that were there on the as-of day and fall due in each simulated month, open or paid ahead of their
   * time: group × months + month.
   */
  readonly fallingDue: {
    /** Their own amounts. */
    readonly value: Float64Array
    /** Cash received for them through the as-of day. */
    readonly collected: Float64Array
    /** What of it was received in that very month; in the first one only, where the as-of day cuts it. */
    readonly inMonth: Float64Array
  }
  /** Unapplied cash on the as-of day by group; it is carried forward unchanged. */
  readonly unappliedCash: Float64Array
}

/** One entry for each segment, but for the hazard's pieces. */
interface SegmentColumns {
  /** The segment's own key of its random streams, from its name. */
  readonly key: Uint32Array
  /** The pieces of segment s are rows pieceStart[s] to pieceStart[s + 1] − 1. */
  readonly pieceStart: Int32Array
  /** First day of each piece, relative to due. */
  readonly pieceFrom: Int32Array
  /** Probability that an open, undisputed invoice is paid on a day of the piece, at multiplier 1. 0 before the first piece. */
  readonly daily: Float64Array
  readonly dailyShape: Float64Array
  readonly disputeProbability: Float64Array
  readonly disputeProbabilityEvidence: Float64Array
  /** Mean days from invoice to resolution, exponentially distributed. */
  readonly disputeMeanDays: Float64Array
  readonly disputeMeanDaysShape: Float64Array
  /** Probability that a dispute ends with a credit memo, and the share of the open amount that is credited then. */
  readonly conceded: Float64Array
  readonly concededEvidence: Float64Array
  readonly creditedShare: Float64Array
  /** Probability that an invoice's first payment is a part of what is open. */
  readonly partial: Float64Array
  readonly partialEvidence: Float64Array
  /** That part as a share: `fractionSteps` + 1 equally spaced quantiles of it, segment by segment. */
  readonly partialFraction: Float64Array
  /** Rate of default of a customer a day. */
  readonly defaultsPerDay: Float64Array
  readonly defaultsShape: Float64Array
  /** New customers a day; each is like one of the segment's customers, every one as likely. */
  readonly arrivalsPerDay: Float64Array
  readonly arrivalsShape: Float64Array
  /** The customers of segment s are memberStart[s] to memberStart[s + 1] − 1 in `members`. */
  readonly memberStart: Int32Array
  readonly members: Int32Array
}

/** Equal steps of probability between the quantiles of `partialFraction`. */
export const fractionSteps = 64

interface CustomerColumns {
  /** The customer's own key of its random streams, from its identifier. */
  readonly key: Uint32Array
  /** 1 … groups − 1; 0 where nothing is grouped. */
  readonly group: Int32Array
  readonly segment: Int32Array
  readonly ordersPerDay: Float64Array
  readonly ordersShape: Float64Array
  /** Mean and standard deviation of the logarithm of an order's amount in minor units. */
  readonly logAmountMean: Float64Array
  readonly logAmountMeanError: Float64Array
  readonly logAmountDeviation: Float64Array
  /** Multiplier on the segment's daily hazard. */
  readonly multiplier: Float64Array
  readonly multiplierShape: Float64Array
  /** Probability that the customer has stopped paying for good before the first day. */
  readonly defaulted: Float64Array
  /** Days from invoice to due date. */
  readonly netDaysBefore: Int32Array
  readonly netDaysAfter: Int32Array
  /** Days by which the customer's own payment clock moves with the new terms: pass-through × change of net days. */
  readonly clockShiftAfter: Int32Array
  /** Row of `leverSets` once the levers act. */
  readonly leverSet: Int32Array
  /** Days from invoice to the last day of the early-payment discount that the customer takes; −1 if it takes none. */
  readonly discountDays: Int32Array
  /** That discount as a share of the open amount. */
  readonly discountRate: Float64Array
  /** Row of `payCalendars`; −1 pays on any day. */
  readonly payCalendar: Int32Array
}

/**
 * A common monthly factor of all customers, an AR(1) process of mean 0 and standard deviation 1: hazards are
 * exp(paymentLoading × factor) times as high (on the accumulated scale), defaults exp(−defaultLoading × factor) times as
 * frequent.
 */
interface EconomyColumns {
  /** Correlation of neighbouring months. */
  readonly persistence: number
  /** The factor in the month of the as-of day, and its standard error. */
  readonly now: number
  readonly nowError: number
  readonly paymentLoading: number
  readonly paymentLoadingError: number
  readonly defaultLoading: number
}

/** How order rates move: exp(logFactor + noise) times the customer's rate, by simulated month. */
interface OrderColumns {
  /** Season and growth against the customers' own rates. */
  readonly logFactor: Float64Array
  /** The calendar month of each simulated month (0 is January), and the standard error of each season's logarithm. */
  readonly calendarMonth: Int32Array
  readonly seasonError: Float64Array
  /** Years from the as-of day to the middle of each month, and the standard error of the yearly growth of the logarithm. */
  readonly yearsAhead: Float64Array
  readonly growthError: number
  /** Standard error of the logarithm of today's level. */
  readonly levelError: number
  /** Standard deviation of months around that, all customers alike. */
  readonly monthlyDeviation: number
}

/** The invoices that are open on the as-of day, those of a customer together and customers in their order. */
interface OpeningColumns {
  /** Rows of customer c are start[c] to start[c + 1] − 1. */
  readonly start: Int32Array
  readonly key: Uint32Array
  readonly group: Int32Array
  /** Zero or negative day offsets. */
  readonly issued: Int32Array
  readonly due: Int32Array
  readonly amount: Float64Array
  /** What is still open; negative for a credit balance, which stays as it is. */
  readonly open: Float64Array
  readonly disputed: Uint8Array
  /** 1 where a payment has already come in for a part of it. */
  readonly partlyPaid: Uint8Array
}
