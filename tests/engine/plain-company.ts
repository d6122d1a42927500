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
  /** Invoices that were paid in full before they fell due, which they do on a simulated day. */
  readonly paidAhead: readonly PlainPaidInvoice[]
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

export interface PlainPaidInvoice {
  readonly group: number
  readonly due: number
  readonly amount: number
  /** Paid in the month that the as-of day cuts, which is the one that it falls due in. */
  readonly inMonth: boolean
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
      disputed: Uint8Array.from(opening, (invoice) => (invoice.disputed ? 1 : 0)),
    },
    fallingDue: fallingDueOf(company),
    unappliedCash: Float64Array.from(company.unappliedCash),
  }
}

function fallingDueOf({ opening, paidAhead, groups, monthEnds }: PlainCompany): Plan['fallingDue'] {
  const known = [
    ...opening.map((invoice) => ({ ...invoice, collected: collectedBefore(invoice), inMonth: false })),
    ...paidAhead.map((invoice) => ({ ...invoice, collected: invoice.amount })),
  ].filter(({ amount }) => amount > 0)
  const byCell = (of: (invoice: (typeof known)[number]) => number) =>
    Float64Array.from({ length: groups * monthEnds.length }, (_, cell) => {
      const [group, month] = [Math.floor(cell / monthEnds.length), cell % monthEnds.length]
      const [first, last] = [(monthEnds[month - 1] ?? 0) + 1, monthEnds[month]!]
      return known
        .filter((invoice) => invoice.group === group && first <= invoice.due && invoice.due <= last)
        .reduce((sum, invoice) => sum + of(invoice), 0)
    })
  return {
    value: byCell(({ amount }) => amount),
    collected: byCell(({ collected }) => collected),
    inMonth: byCell(({ collected, inMonth }) => (inMonth ? collected : 0)),
  }
}

/** What is taken to have come in for an opening invoice: half of what is no longer open; the rest was credited. */
export function collectedBefore({ amount, open }: { readonly amount: number; readonly open: number }): number {
  return Math.max(0, Math.floor((amount - open) / 2))
}
