import { fractionSteps } from '../../src/engine/plan.js'
import type {
  PlainCompany,
  PlainCustomer,
  PlainEconomy,
  PlainOrders,
  PlainPolicy,
  PlainResponse,
  PlainSegment,
} from './plain-company.js'
import type { PlainWork } from './plain-work.js'

/** The parts of a company in which every number is exactly known, no month is unlike another, and nobody comes or goes. */

export const known = (value: number) => ({ value, shape: 0, cases: 0 })

export const steadyEconomy: PlainEconomy = {
  persistence: 0,
  now: 0,
  nowError: 0,
  paymentLoading: 0,
  paymentLoadingError: 0,
  defaultLoading: 0,
  stress: [],
}

export function steadyOrders(months: number): PlainOrders {
  return {
    months: Array.from({ length: months }, (_, month) => ({
      logFactor: 0,
      calendarMonth: month % 12,
      yearsAhead: (month + 0.5) / 12,
    })),
    seasonError: new Array<number>(12).fill(0),
    growthError: 0,
    levelError: 0,
    monthlyDeviation: 0,
  }
}

/** People who have no time for contacts: nobody is to be contacted. */
export const steadyWork: PlainWork = { order: 'oldest', collectors: [0], salespeople: [] }

export const evenFraction = Array.from({ length: fractionSteps + 1 }, (_, step) => step / fractionSteps)

/** A response that lies anywhere between two numbers, every one as likely; bent above 1, low ones are likelier. */
export function between(key: number, least: number, greatest: number, bend = 1): PlainResponse {
  return { key, least, greatest, bend }
}

/** A segment of one hazard from a day relative to due on, in which nothing but payment happens. */
export function steadySegment(hazard: number, from: number): PlainSegment {
  return {
    key: 7,
    pieces: [{ from, ...known(hazard) }],
    disputes: known(0),
    disputeDays: known(0),
    conceded: known(0),
    creditedShare: 0,
    partial: known(0),
    partialFraction: evenFraction,
    hurdle: { logMedian: 0, logDeviation: 0 },
    defaultsPerDay: known(0),
    arrivalsPerDay: known(0),
  }
}

/** Thirty days net, and nothing that is not asked for. */
export const steadyPolicy: PlainPolicy = {
  terms: { net: 30, every: 1 },
  passThrough: 1,
  levers: [],
  writeOffAge: 1000,
  discount: null,
  deposit: 0,
  disputeFactor: 1,
  accuracy: null,
  disputeDaysFactor: 1,
  billingLag: 0,
  deliveryDaysSaved: 0,
  orderLift: 0,
  adverseSelection: 1,
  admitsNew: true,
  creditLimit: null,
  holdAfter: null,
  lostAfter: null,
  contacts: null,
  recoveryFactor: 1,
  recoveryDaysFactor: 1,
  agencyFee: 0,
}

/** The phases of a customer that has always stood under one policy, and does for good. */
export function always(policy: Partial<PlainPolicy> = {}): PlainCustomer['phases'] {
  return [{ from: Number.NEGATIVE_INFINITY, policy: { ...steadyPolicy, ...policy } }]
}

export const steadyCustomer: PlainCustomer = {
  key: 77,
  group: 0,
  segment: 0,
  ordersPerDay: known(1),
  logAmountMean: 0,
  logAmountMeanError: 0,
  logAmountDeviation: 0,
  marginRate: 0,
  multiplier: known(1),
  defaulted: 0,
  hurdleAbove: Number.NEGATIVE_INFINITY,
  hurdleAtMost: Number.POSITIVE_INFINITY,
  payCalendar: null,
  salesperson: null,
  risk: 0,
  phases: always(),
}

/** One customer, one segment, no levers: what a test of one mechanism begins from. */
export function steadyCompany(monthEnds: readonly number[]): PlainCompany {
  return {
    keyHigh: 1,
    keyLow: 2,
    monthEnds,
    firstMonthStart: 1,
    groups: 1,
    segments: [steadySegment(0.03, -30)],
    customers: [steadyCustomer],
    economy: steadyEconomy,
    orders: steadyOrders(monthEnds.length),
    payDays: [],
    opening: [],
    paidAhead: [],
    ordersStopAfterDefault: 0,
    recovery: { share: known(0), days: known(0) },
    unappliedCash: [0],
    work: steadyWork,
  }
}

/** Days 1 … n as months of one day each, so that facts come by day. */
export const everyDay = (days: number) => Array.from({ length: days }, (_, day) => day + 1)
