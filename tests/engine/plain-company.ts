import { responseSteps } from '../../src/engine/plan.js'
import type { PlainStep, PlainWork } from './plain-work.js'

/** What the plain engine runs: a plan as plain objects, with lists of days in place of tables. */
export interface PlainCompany {
  readonly keyHigh: number
  readonly keyLow: number
  readonly monthEnds: readonly number[]
  /** 1, or earlier where the as-of day cuts the first month. */
  readonly firstMonthStart: number
  readonly groups: number
  readonly segments: readonly PlainSegment[]
  readonly customers: readonly PlainCustomer[]
  readonly economy: PlainEconomy
  readonly orders: PlainOrders
  /** The days of each pay calendar, ascending. */
  readonly payDays: readonly (readonly number[])[]
  readonly opening: readonly PlainOpeningInvoice[]
  /** Invoices that were paid in full before they fell due, which they do on a simulated day. */
  readonly paidAhead: readonly PlainPaidInvoice[]
  readonly ordersStopAfterDefault: number
  /** What comes in for written-off invoices: a share of each, and after how many days. */
  readonly recovery: { readonly share: PlainProbability; readonly days: PlainNumber }
  readonly unappliedCash: readonly number[]
  readonly work: PlainWork
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

/**
 * How customers respond to something: a number, or one that each replicate draws once, between the least and the greatest
 * value. The same object is the same response, wherever it stands.
 */
export type PlainResponse =
  | number
  | {
      readonly key: number
      readonly least: number
      readonly greatest: number
      /** 1 makes all values as likely; above 1, low ones are likelier. */
      readonly bend: number
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
  /** The logarithm of the yearly return that a discount must reach to be taken: normally distributed over customers. */
  readonly hurdle: { readonly logMedian: number; readonly logDeviation: number }
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
  readonly marginRate: number
  readonly multiplier: PlainNumber
  /** Probability that it has stopped paying for good before the first day. */
  readonly defaulted: number
  /** What is known of its hurdle: above one number, and at most another; infinite where nothing is known. */
  readonly hurdleAbove: number
  readonly hurdleAtMost: number
  /** Which of `payDays` it pays on; null pays on any day. */
  readonly payCalendar: number | null
  /** Which of `work.salespeople` calls it; null for nobody. */
  readonly salesperson: number | null
  /** The higher, the riskier. */
  readonly risk: number
  /** Under which policy it stands from which day on, ascending; the first phase is from −∞ on. */
  readonly phases: readonly PlainPhase[]
}

export interface PlainPhase {
  readonly from: number
  readonly policy: PlainPolicy
}

/** What the company does with a customer. */
export interface PlainPolicy {
  readonly terms: PlainTerms
  /** By how much of a change of the due day the customer's own habit moves. */
  readonly passThrough: PlainResponse
  readonly levers: readonly PlainLever[]
  readonly writeOffAge: number
  /** The early-payment discount that is offered; `logReturn` is what taking it yields, to be compared with the hurdle. */
  readonly discount: { readonly days: number; readonly rate: number; readonly logReturn: number } | null
  readonly deposit: number
  readonly disputeFactor: PlainResponse
  /** The share of invoices without a dispute, where it is stated. */
  readonly accuracy: number | null
  readonly disputeDaysFactor: PlainResponse
  /** Mean days from an order to its invoice. */
  readonly billingLag: number
  readonly deliveryDaysSaved: number
  /** Orders added, as a share of the customer's own; below 0 it takes orders away. */
  readonly orderLift: PlainResponse
  /** How many times slower the invoices of added orders are paid. */
  readonly adverseSelection: PlainResponse
  readonly admitsNew: boolean
  /** What a customer may owe with an order; null without a limit. */
  readonly creditLimit: number | null
  /** Orders are held while an invoice is more than so many days past due; null without such a hold. */
  readonly holdAfter: number | null
  /** A held order is lost when it has waited so many days; null for one that waits for ever. */
  readonly lostAfter: number | null
  /** When invoices are followed up and how, their days ascending; null for not at all. */
  readonly contacts: readonly PlainStep[] | null
  /** How many times more of what is written off comes in than usual, and how many times later. */
  readonly recoveryFactor: PlainResponse
  readonly recoveryDaysFactor: PlainResponse
  /** The share of it that an agency keeps. */
  readonly agencyFee: number
}

/** Due on the first multiple of `every` that lies `net` days or more after the invoice; every 1: `net` days after it. */
export interface PlainTerms {
  readonly net: number
  readonly every: number
}

/** A multiplier of the hazard from a day relative to due on. */
export interface PlainLever {
  readonly from: number
  readonly factor: PlainResponse
}

export interface PlainEconomy {
  readonly persistence: number
  readonly now: number
  readonly nowError: number
  readonly paymentLoading: number
  readonly paymentLoadingError: number
  readonly defaultLoading: number
  /** What a stress adds to the factor of each month; 0 in months that the list does not reach. */
  readonly stress: readonly number[]
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
  /** Days that its dispute has lasted. */
  readonly disputeAge: number
  readonly partlyPaid: boolean
}

export interface PlainPaidInvoice {
  readonly group: number
  readonly due: number
  readonly amount: number
  /** Paid in the month that the as-of day cuts, which is the one that it falls due in. */
  readonly inMonth: boolean
}

/** What a response lies below with probabilities that ascend in equal steps from 0 to 1. */
export function quantilesOf(response: PlainResponse): number[] {
  const at = (probability: number) =>
    typeof response === 'number'
      ? response
      : response.least + (response.greatest - response.least) * probability ** response.bend
  return Array.from({ length: responseSteps + 1 }, (_, step) => at(step / responseSteps))
}

export function horizonOf({ monthEnds }: Pick<PlainCompany, 'monthEnds'>): number {
  return monthEnds[monthEnds.length - 1]!
}

/** The simulated month of a day; days before the first count to the first month. */
export function monthOfDay({ monthEnds }: Pick<PlainCompany, 'monthEnds'>, day: number): number {
  return monthEnds.findIndex((end) => day <= end)
}

export function dueDay({ net, every }: PlainTerms, issued: number): number {
  return Math.ceil((issued + net) / every) * every
}

/** The policy that a customer stands under on a day. */
export function policyOn({ phases }: Pick<PlainCustomer, 'phases'>, day: number): PlainPolicy {
  return phases.filter(({ from }) => from <= day).at(-1)!.policy
}

/** What is taken to have come in for an opening invoice: half of what is no longer open; the rest was credited. */
export function collectedBefore({ amount, open }: { readonly amount: number; readonly open: number }): number {
  return Math.max(0, Math.floor((amount - open) / 2))
}
