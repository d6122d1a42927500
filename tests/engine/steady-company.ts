import { fractionSteps, never } from '../../src/engine/plan.js'
import type { PlainCompany, PlainCustomer, PlainEconomy, PlainOrders, PlainSegment } from './plain-company.js'

/** The parts of a company in which every number is exactly known, no month is unlike another, and nobody comes or goes. */

export const known = (value: number) => ({ value, shape: 0, cases: 0 })

export const steadyEconomy: PlainEconomy = {
  persistence: 0,
  now: 0,
  nowError: 0,
  paymentLoading: 0,
  paymentLoadingError: 0,
  defaultLoading: 0,
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

export const evenFraction = Array.from({ length: fractionSteps + 1 }, (_, step) => step / fractionSteps)

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
    defaultsPerDay: known(0),
    arrivalsPerDay: known(0),
  }
}

export const steadyCustomer: PlainCustomer = {
  key: 77,
  group: 0,
  segment: 0,
  ordersPerDay: known(1),
  logAmountMean: 0,
  logAmountMeanError: 0,
  logAmountDeviation: 0,
  multiplier: known(1),
  defaulted: 0,
  netDaysBefore: 30,
  netDaysAfter: 30,
  clockShiftAfter: 0,
  leverSet: 0,
  discount: null,
  payCalendar: null,
}

/** One customer, one segment, no levers: what a test of one mechanism begins from. */
export function steadyCompany(monthEnds: readonly number[]): PlainCompany {
  return {
    keyHigh: 1,
    keyLow: 2,
    monthEnds,
    firstMonthStart: 1,
    leversFrom: never,
    groups: 1,
    segments: [steadySegment(0.03, -30)],
    customers: [steadyCustomer],
    leverSets: [[]],
    economy: steadyEconomy,
    orders: steadyOrders(monthEnds.length),
    payDays: [],
    opening: [],
    paidAhead: [],
    writeOffAgeBefore: 1000,
    writeOffAgeAfter: 1000,
    ordersStopAfterDefault: 0,
    unappliedCash: [0],
  }
}

/** Days 1 … n as months of one day each, so that facts come by day. */
export const everyDay = (days: number) => Array.from({ length: days }, (_, day) => day + 1)
