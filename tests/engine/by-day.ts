import { runPlan } from '../../src/engine/run-plan.js'
import { type FactName, factColumn, factCount } from '../../src/facts/columns.js'
import type { PlainCompany, PlainCustomer, PlainOpeningInvoice, PlainSegment } from './plain-company.js'
import { planOf } from './plan-of.js'
import { evenFraction, everyDay, known, steadyCompany, steadyCustomer, steadySegment } from './steady-company.js'

/** Hazards of 0 and 1 leave nothing to chance: `certain` pays on the first day on which it may. */
export const certain = steadySegment(1, -100)
export const nobodyPays = steadySegment(0, 0)
/** Of a segment whose first payments are a half each. */
export const half = { partial: known(1), partialFraction: evenFraction.map(() => 0.5) }

/** An invoice of 10.00 that is there on the as-of day. */
export const openInvoice: PlainOpeningInvoice = {
  key: 5,
  customer: 0,
  group: 0,
  issued: -20,
  due: 10,
  amount: 1000,
  open: 1000,
  disputed: false,
  disputeAge: 0,
  partlyPaid: false,
}

/** Forty days of one customer, who orders nothing unless it is said. */
export function dailyCompany(
  segment: PlainSegment,
  opening: readonly PlainOpeningInvoice[],
  more: Partial<PlainCompany> = {},
  customer: Partial<PlainCustomer> = {},
): PlainCompany {
  return {
    ...steadyCompany(everyDay(40)),
    segments: [segment],
    customers: [{ ...steadyCustomer, ordersPerDay: known(0), ...customer }],
    opening,
    ...more,
  }
}

/** One fact by day of one replicate (or by the last day of longer months): the days on which it is not 0. */
export function factByDay(company: PlainCompany, fact: FactName, replicate = 0): Record<number, number> {
  const { values } = runPlan(planOf(company), replicate, 1)
  const found: Record<number, number> = {}
  for (const [month, end] of company.monthEnds.entries()) {
    const value = values[month * factCount + factColumn[fact]]!
    if (value !== 0) found[end] = value
  }
  return found
}
