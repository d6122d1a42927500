/** The version of the engine's draws and rules: results with another version may differ for the same seed. */
export const engineVersion = 'arlab-engine/3'

/** Stands for "never" among day offsets. */
export const never = 1_000_000_000

/**
 * What the engine runs: behaviour × scenario × opening ledger, compiled to typed arrays. It can be copied to a thread
 * or a browser as it is. Days are offsets from the as-of day (1 is the first simulated day); money is minor units.
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
  readonly groups: number
  /**
   * 1, or 2 where facts come twice: those of all groups as they are reported, then of all groups with the same payments and losses entered on
   * their own days, whatever is done to the books for a goal.
   */
  readonly books: 1 | 2
  /**
   * How many replicates one after the other take the same uncertain numbers to be true and differ in their luck alone: 1,
   * or more where the two are to be told apart.
   */
  readonly futuresPerBelief: number

  readonly segments: SegmentColumns
  readonly customers: CustomerColumns
  readonly phases: PhaseColumns
  readonly policies: PolicyColumns
  /** Days from invoice to due date, by the day of the invoice: row × (horizon + 1) + day. */
  readonly terms: Int32Array
  readonly leverSets: LeverSetColumns
  readonly contacts: ContactColumns
  /** Uncertain responses to levers, each a row of `responseSteps` + 1 equally spaced quantiles; and the keys of their draws. */
  readonly responses: {
    readonly key: Uint32Array
    readonly quantiles: Float64Array
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
  /** A customer that defaults goes on ordering for so many days. */
  readonly ordersStopAfterDefault: number
  readonly recovery: RecoveryColumns

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
  /** Goals that people meet by playing with the books; null where nobody has one. Needs two books. */
  readonly goals: GoalColumns | null
}

/**
 * People who have a goal (salespeople, divisions) and may play with the books at the end of a period in which it would be missed. A customer
 * counts for one of them or for none.
 */
export interface GoalColumns {
  /** By customer: whose goal it counts for; −1 for nobody’s. */
  readonly owner: Int32Array
  /** By owner: the key of its luck. */
  readonly key: Uint32Array
  /** What the goal measures: 0 DSO, 1 CEI, 2 the share of receivables more than `overDays` past due, 3 the share paid on time, in per cent. */
  readonly metric: 0 | 1 | 2 | 3
  readonly overDays: number
  readonly target: number
  /** By simulated month: how many months the period has that ends with it; 0 if none ends. */
  readonly periodMonths: Uint8Array
  /** Response: the probability that an owner who would miss the goal plays with the books in a period. */
  readonly propensity: number
  /** What they do: a sum of `goalTricks`. */
  readonly tricks: number
  /** The share of its reported receivables that an owner moves at most at the end of a period. */
  readonly most: number
  /** Days from a credit memo to the new bill. */
  readonly billedAgainAfter: number
  /** Days before the end of a period from which bills are held back, and after it from which they are pulled forward. */
  readonly holdDays: number
  readonly pullDays: number
  /** Days of terms that are granted on top; how much of them customers take is the response. */
  readonly extraDays: number
  readonly extraDaysTaken: number
}

/** What may be done to the books; each a bit of `GoalColumns.tricks`. */
export const goalTricks = { creditAndRebill: 1, writeOff: 2, hold: 4, pull: 8, extendTerms: 16 } as const

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
  /** Mean and standard deviation of the logarithm of the yearly return that a discount must beat to be taken. */
  readonly hurdleLogMedian: Float64Array
  readonly hurdleLogDeviation: Float64Array
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

/** Equal steps of probability between the quantiles of `partialFraction`, and between those of a response. */
export const fractionSteps = 64
export const responseSteps = 256

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
  /** Margin as a share of the amount. */
  readonly marginRate: Float64Array
  /** Multiplier on the segment's daily hazard. */
  readonly multiplier: Float64Array
  readonly multiplierShape: Float64Array
  /** Probability that the customer has stopped paying for good before the first day. */
  readonly defaulted: Float64Array
  /**
   * What is known of the logarithm of the yearly return that a discount must reach for the customer to take it: it is more
   * than one number (−∞ if nothing is known) and at most another (∞).
   */
  readonly hurdleAbove: Float64Array
  readonly hurdleAtMost: Float64Array
  /** Row of `payCalendars`; −1 pays on any day. */
  readonly payCalendar: Int32Array
  /** The pool of `contacts.minutes` that is the customer's salesperson; 0 for none. */
  readonly salesPool: Int32Array
  /** The higher, the riskier. */
  readonly risk: Float64Array
  /** The phases of customer c are rows phaseStart[c] to phaseStart[c + 1] − 1 of `phases`; the first one holds from ever. */
  readonly phaseStart: Int32Array
}

/** Under which policy a customer stands from which day on. Phases of a customer ascend. */
interface PhaseColumns {
  /** The first day; −`never` for the first phase. */
  readonly from: Int32Array
  /** Row of `policies`. */
  readonly policy: Int32Array
}

/** What the company does with a customer: today's ways, or what levers have made of them. Responses are rows of `responses`. */
interface PolicyColumns {
  /** Row of `terms`; what is invoiced under the policy falls due by it. */
  readonly terms: Int32Array
  /** Response: by how much of the change of the due day the customer's own habit moves. */
  readonly passThrough: Int32Array
  /** Row of `leverSets`. */
  readonly leverSet: Int32Array
  /** Days past due at which an unpaid invoice is written off. */
  readonly writeOffAge: Int32Array
  /** Days from invoice to the last day of the early-payment discount that is offered; −1 if none is. */
  readonly discountDays: Int32Array
  /** That discount as a share of the open amount, and the logarithm of what taking it yields a year. */
  readonly discountRate: Float64Array
  readonly discountLogReturn: Float64Array
  /** Share of an invoice that is paid with the order. */
  readonly deposit: Float64Array
  /** Response: multiplier on the probability of a dispute. Where `accuracy` is a number, the probability is 1 − accuracy instead. */
  readonly disputeFactor: Int32Array
  readonly accuracy: Float64Array
  /** Response: multiplier on the days of a dispute. */
  readonly disputeDaysFactor: Int32Array
  /** Mean days from delivery to invoice, geometrically distributed. */
  readonly billingLag: Float64Array
  /** Days by which invoices reach the customer sooner than today. */
  readonly deliveryDaysSaved: Int32Array
  /** Response: orders added, as a share of the customer's own; negative takes orders away. */
  readonly orderLift: Int32Array
  /** Response: how many times lower the hazard of added orders is. */
  readonly adverseSelection: Int32Array
  /** Whether new customers like this one are taken. */
  readonly admitsNew: Uint8Array
  /**
   * What a customer may owe with an order in minor units; ∞ without a limit. It owes what is open of its invoices, and all that
   * has been delivered and is not billed yet; credit balances and the order's own deposit are not set off.
   */
  readonly creditLimit: Float64Array
  /** Orders are held while an open invoice is more than so many days past due; `never` without such a hold. */
  readonly holdAfter: Int32Array
  /**
   * A held order is lost when it has waited so many days, even if it could be delivered on that day; `never` for one that waits
   * for ever. Orders of a customer wait for those before them.
   */
  readonly lostAfter: Int32Array
  /** Row of `contacts.planStart`; −1 for no contacts. */
  readonly contactPlan: Int32Array
  /** Responses: multipliers on the share that is recovered of what is written off, and on the days until then. */
  readonly recoveryFactor: Int32Array
  readonly recoveryDaysFactor: Int32Array
  /** Share of what is recovered that an agency keeps: a cost of collection. */
  readonly agencyFee: Float64Array
}

/**
 * Whom the company contacts when, who does it, and what it brings. An open invoice is followed up by the plan in force on the
 * day; not while it is disputed, and not from a promise until the day after the promised one.
 */
interface ContactColumns {
  /** The steps of plan p are rows planStart[p] to planStart[p + 1] − 1. */
  readonly planStart: Int32Array
  /** Days past due of each step, ascending within a plan; negative before due. */
  readonly stepDay: Int32Array
  /** Row of the kinds below. */
  readonly stepKind: Int32Array
  /** Days after which a step is done again, until the next step's day; 0 for once. */
  readonly stepEvery: Int32Array

  /** By kind of contact: the fact that counts it (0 copy, 1 e-mail, 2 call, 3 sales call, 4 another), */
  readonly kindFact: Uint8Array
  /** who does it (0 nobody: it is done by itself; 1 the collectors; 2 the customer's salesperson, if it has one), */
  readonly kindDoer: Uint8Array
  /** minutes of work, and cost in minor units, */
  readonly kindMinutes: Float64Array
  readonly kindCost: Float64Array
  /** the response by which it multiplies the accumulated hazard for so many days from the next day on, until another one does, */
  readonly kindMultiplier: Int32Array
  readonly kindEffectDays: Int32Array
  /**
   * and the responses that are the probabilities that it reaches who decides (−1 for what is only sent), that this brings a promise for so many days
   * ahead (one or more), and that it is kept.
   */
  readonly kindRightParty: Int32Array
  readonly kindPromise: Int32Array
  readonly kindPromiseDays: Int32Array
  readonly kindKept: Int32Array

  /** What is done first: 0 the oldest invoice, 1 the largest, 2 that of the riskiest customer; as they are when they are asked for. */
  readonly orderOfWork: 0 | 1 | 2
  /** Minutes that a pool of people has on each day: pool × (horizon + 1) + day. Pool 0 are the collectors. */
  readonly minutes: Float64Array
}

/** Multipliers that levers put on the daily hazard: those of set s are rows start[s] to start[s + 1] − 1. Set 0 is empty. */
interface LeverSetColumns {
  readonly start: Int32Array
  /** The first day relative to due on which each acts. */
  readonly from: Int32Array
  /** The multiplier, a row of `responses`. */
  readonly factor: Int32Array
}

/** What comes in for an invoice after its write-off. */
interface RecoveryColumns {
  /** Share of the written-off amount; 0 for none. */
  readonly share: number
  readonly shareEvidence: number
  /** Mean days from write-off to recovery, exponentially distributed. */
  readonly meanDays: number
  readonly meanDaysShape: number
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
  /** What a stress adds to the factor, by simulated month. */
  readonly stress: Float64Array
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
  /** Days that an open dispute has lasted. */
  readonly disputeAge: Int32Array
  /** 1 where a payment has already come in for a part of it. */
  readonly partlyPaid: Uint8Array
}

/** The last simulated day. */
export function horizonOf({ monthEnds }: Pick<Plan, 'monthEnds'>): number {
  return monthEnds[monthEnds.length - 1]!
}
