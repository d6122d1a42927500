import { hazardCurves } from '../../src/engine/hazard-curve.js'
import { engineVersion, type Plan } from '../../src/engine/plan.js'

/** A plan as plain objects, with hazards by day in place of accumulated tables: what the plain engine runs. */
export interface PlainCompany {
  readonly keyHigh: number
  readonly keyLow: number
  readonly monthEnds: readonly number[]
  readonly leversFrom: number
  readonly groups: number
  readonly curves: readonly PlainCurve[]
  readonly customers: readonly PlainCustomer[]
  readonly opening: readonly PlainOpeningInvoice[]
  readonly writeOffAgeBefore: number
  readonly writeOffAgeAfter: number
  readonly unappliedCash: readonly number[]
}

/** The daily hazard from `firstDay` relative to due on; the last one holds for good, and before the first is none. */
export interface PlainCurve {
  readonly firstDay: number
  readonly daily: readonly number[]
}

export interface PlainCustomer {
  readonly key: number
  readonly group: number
  readonly ordersPerDay: number
  readonly logAmountMean: number
  readonly logAmountDeviation: number
  readonly netDaysBefore: number
  readonly netDaysAfter: number
  readonly clockShiftAfter: number
  readonly curveBefore: number
  readonly curveAfter: number
  readonly disputeProbability: number
  readonly disputeMeanDays: number
  readonly concededShare: number
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
}

export function hazardOn(curve: PlainCurve, dayRelativeToDue: number): number {
  const index = dayRelativeToDue - curve.firstDay
  return index < 0 ? 0 : curve.daily[Math.min(index, curve.daily.length - 1)]!
}

/** The same company as the engine's typed arrays. */
export function planOf(company: PlainCompany): Plan {
  const { customers, opening, curves } = company
  const slack = Math.max(0, ...customers.map((customer) => Math.abs(customer.netDaysAfter - customer.netDaysBefore)))
  const firstDay = Math.min(...curves.map((curve) => curve.firstDay))
  // An invoice may be older on the first day than the write-off age; that day it can still be paid.
  const oldest = Math.max(0, ...opening.map((invoice) => 1 - invoice.due))
  const lastDay = Math.max(company.writeOffAgeBefore + slack + 1, company.writeOffAgeAfter + slack + 1, oldest)
  const whole = (pick: (customer: PlainCustomer) => number) => Int32Array.from(customers, pick)
  const real = (pick: (customer: PlainCustomer) => number) => Float64Array.from(customers, pick)
  return {
    engine: engineVersion,
    keyHigh: company.keyHigh,
    keyLow: company.keyLow,
    monthEnds: Int32Array.from(company.monthEnds),
    firstMonthStart: 1,
    leversFrom: company.leversFrom,
    groups: company.groups,
    customers: {
      key: Uint32Array.from(customers, (customer) => customer.key),
      group: whole((customer) => customer.group),
      ordersPerDay: real((customer) => customer.ordersPerDay),
      logAmountMean: real((customer) => customer.logAmountMean),
      logAmountDeviation: real((customer) => customer.logAmountDeviation),
      netDaysBefore: whole((customer) => customer.netDaysBefore),
      netDaysAfter: whole((customer) => customer.netDaysAfter),
      clockShiftAfter: whole((customer) => customer.clockShiftAfter),
      curveBefore: whole((customer) => customer.curveBefore),
      curveAfter: whole((customer) => customer.curveAfter),
      disputeProbability: real((customer) => customer.disputeProbability),
      disputeMeanDays: real((customer) => customer.disputeMeanDays),
      concededShare: real((customer) => customer.concededShare),
    },
    curves: hazardCurves(
      curves.map((curve) => ({ dailyHazard: (day: number) => hazardOn(curve, day) })),
      firstDay,
      lastDay,
    ),
    writeOffAgeBefore: company.writeOffAgeBefore,
    writeOffAgeAfter: company.writeOffAgeAfter,
    opening: {
      key: Uint32Array.from(opening, (invoice) => invoice.key),
      customer: Int32Array.from(opening, (invoice) => invoice.customer),
      group: Int32Array.from(opening, (invoice) => invoice.group),
      issued: Int32Array.from(opening, (invoice) => invoice.issued),
      due: Int32Array.from(opening, (invoice) => invoice.due),
      amount: Float64Array.from(opening, (invoice) => invoice.amount),
      open: Float64Array.from(opening, (invoice) => invoice.open),
      collected: Float64Array.from(opening, collectedBefore),
      disputed: Uint8Array.from(opening, (invoice) => (invoice.disputed ? 1 : 0)),
    },
    unappliedCash: Float64Array.from(company.unappliedCash),
  }
}

/** What is taken to have come in for an opening invoice: half of what is no longer open; the rest was credited. */
export function collectedBefore({ amount, open }: { readonly amount: number; readonly open: number }): number {
  return Math.max(0, Math.floor((amount - open) / 2))
}
