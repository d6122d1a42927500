/** The version of the engine's draws and rules: results with another version may differ for the same seed. */
export const engineVersion = 'arlab-engine/1'

/** Stands for "never" among day offsets. */
export const never = 1_000_000_000

/**
 * What the engine runs: behaviour × scenario × opening ledger, compiled to typed arrays. It can be copied to a thread
 * or a browser as it is. Days are offsets from the as-of day (1 is the first simulated day); money is minor units.
 * Arrays over customers are called customer…; each customer's `…Before` holds until the scenario's levers act and
 * `…After` from then on.
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

  readonly customers: {
    /** The customer's own key of its random streams, from its identifier. */
    readonly key: Uint32Array
    /** 1 … groups − 1; 0 where nothing is grouped. */
    readonly group: Int32Array
    readonly ordersPerDay: Float64Array
    /** Mean and standard deviation of the logarithm of an order's amount in minor units. */
    readonly logAmountMean: Float64Array
    readonly logAmountDeviation: Float64Array
    /** Days from invoice to due date. */
    readonly netDaysBefore: Int32Array
    readonly netDaysAfter: Int32Array
    /** Days by which the customer's own payment clock moves with the new terms: pass-through × change of net days. */
    readonly clockShiftAfter: Int32Array
    readonly curveBefore: Int32Array
    readonly curveAfter: Int32Array
    readonly disputeProbability: Float64Array
    readonly disputeMeanDays: Float64Array
    /** Share of a disputed invoice that is credited when the dispute is resolved. */
    readonly concededShare: Float64Array
  }

  /** Hazard curves, each a row of accumulated hazard by days relative to due: see hazard-curve.ts. */
  readonly curves: HazardCurves

  /** Days past due at which an unpaid invoice is written off. */
  readonly writeOffAgeBefore: number
  readonly writeOffAgeAfter: number

  /** The invoices that are open on the as-of day. */
  readonly opening: {
    readonly key: Uint32Array
    readonly customer: Int32Array
    readonly group: Int32Array
    /** Zero or negative day offsets. */
    readonly issued: Int32Array
    readonly due: Int32Array
    readonly amount: Float64Array
    /** What is still open; negative for a credit balance, which stays as it is. */
    readonly open: Float64Array
    readonly disputed: Uint8Array
  }
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

/** Accumulated hazard −Σ ln(1 − h), one row per curve; column k holds it through day `firstDay` + k relative to due. */
export interface HazardCurves {
  readonly firstDay: number
  readonly length: number
  readonly accumulated: Float64Array
}
