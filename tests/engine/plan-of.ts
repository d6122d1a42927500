import { engineVersion, fractionSteps, never, type Plan } from '../../src/engine/plan.js'
import {
  collectedBefore,
  horizonOf,
  type PlainCompany,
  type PlainCustomer,
  type PlainNumber,
  type PlainProbability,
} from './plain-company.js'

/** A plain company as the engine's typed arrays. */
export function planOf(company: PlainCompany): Plan {
  const { customers, segments, economy, orders } = company
  const slack = Math.max(0, ...customers.map((customer) => Math.abs(customer.netDaysAfter - customer.netDaysBefore)))
  const hazardFrom = Math.min(...segments.flatMap(({ pieces }) => pieces.map(({ from }) => from)))
  // An invoice may be older on the first day than the write-off age; that day it can still be paid.
  const oldest = Math.max(0, ...company.opening.map((invoice) => 1 - invoice.due))
  const whole = (pick: (customer: PlainCustomer) => number) => Int32Array.from(customers, pick)
  const real = (pick: (customer: PlainCustomer) => number) => Float64Array.from(customers, pick)
  return {
    engine: engineVersion,
    keyHigh: company.keyHigh,
    keyLow: company.keyLow,
    monthEnds: Int32Array.from(company.monthEnds),
    firstMonthStart: company.firstMonthStart,
    leversFrom: company.leversFrom,
    groups: company.groups,
    segments: segmentsOf(company),
    customers: {
      key: Uint32Array.from(customers, (customer) => customer.key),
      group: whole((customer) => customer.group),
      segment: whole((customer) => customer.segment),
      ordersPerDay: real((customer) => customer.ordersPerDay.value),
      ordersShape: real((customer) => customer.ordersPerDay.shape),
      logAmountMean: real((customer) => customer.logAmountMean),
      logAmountMeanError: real((customer) => customer.logAmountMeanError),
      logAmountDeviation: real((customer) => customer.logAmountDeviation),
      multiplier: real((customer) => customer.multiplier.value),
      multiplierShape: real((customer) => customer.multiplier.shape),
      defaulted: real((customer) => customer.defaulted),
      netDaysBefore: whole((customer) => customer.netDaysBefore),
      netDaysAfter: whole((customer) => customer.netDaysAfter),
      clockShiftAfter: whole((customer) => customer.clockShiftAfter),
      leverSet: whole((customer) => customer.leverSet),
      discountDays: whole(({ discount }) => (discount === null ? -1 : discount.days)),
      discountRate: real(({ discount }) => (discount === null ? 0 : discount.rate)),
      payCalendar: whole((customer) => customer.payCalendar ?? -1),
    },
    leverSets: {
      start: startsOf(company.leverSets),
      from: Int32Array.from(company.leverSets.flat(), ({ from }) => from),
      factor: Float64Array.from(company.leverSets.flat(), ({ factor }) => factor),
    },
    hazardFrom,
    hazardThrough: Math.max(
      hazardFrom,
      company.writeOffAgeBefore + slack + 1,
      company.writeOffAgeAfter + slack + 1,
      oldest,
    ),
    economy,
    orders: {
      logFactor: Float64Array.from(orders.months, ({ logFactor }) => logFactor),
      calendarMonth: Int32Array.from(orders.months, ({ calendarMonth }) => calendarMonth),
      seasonError: Float64Array.from(orders.seasonError),
      yearsAhead: Float64Array.from(orders.months, ({ yearsAhead }) => yearsAhead),
      growthError: orders.growthError,
      levelError: orders.levelError,
      monthlyDeviation: orders.monthlyDeviation,
    },
    payCalendars: Int32Array.from(
      company.payDays.flatMap((days) =>
        Array.from({ length: horizonOf(company) + 1 }, (_, day) => days.find((payDay) => payDay >= day) ?? never),
      ),
    ),
    writeOffAgeBefore: company.writeOffAgeBefore,
    writeOffAgeAfter: company.writeOffAgeAfter,
    ordersStopAfterDefault: company.ordersStopAfterDefault,
    opening: openingOf(company),
    fallingDue: fallingDueOf(company),
    unappliedCash: Float64Array.from(company.unappliedCash),
  }
}

function segmentsOf({ segments, customers }: PlainCompany): Plan['segments'] {
  const positive = (numbers: readonly PlainNumber[]) => ({
    value: Float64Array.from(numbers, ({ value }) => value),
    shape: Float64Array.from(numbers, ({ shape }) => shape),
  })
  const probability = (probabilities: readonly PlainProbability[]) => ({
    value: Float64Array.from(probabilities, ({ value }) => value),
    cases: Float64Array.from(probabilities, ({ cases }) => cases),
  })
  const pieces = segments.flatMap((segment) => segment.pieces)
  const hazard = positive(pieces)
  const disputes = probability(segments.map((segment) => segment.disputes))
  const disputeDays = positive(segments.map((segment) => segment.disputeDays))
  const conceded = probability(segments.map((segment) => segment.conceded))
  const partial = probability(segments.map((segment) => segment.partial))
  const defaults = positive(segments.map((segment) => segment.defaultsPerDay))
  const arrivals = positive(segments.map((segment) => segment.arrivalsPerDay))
  const members = segments.map((_, row) => customers.flatMap(({ segment }, own) => (segment === row ? [own] : [])))
  for (const { partialFraction } of segments) {
    if (partialFraction.length !== fractionSteps + 1) throw new RangeError('partialFraction needs fractionSteps + 1')
  }
  return {
    key: Uint32Array.from(segments, ({ key }) => key),
    pieceStart: startsOf(segments.map((segment) => segment.pieces)),
    pieceFrom: Int32Array.from(pieces, ({ from }) => from),
    daily: hazard.value,
    dailyShape: hazard.shape,
    disputeProbability: disputes.value,
    disputeProbabilityEvidence: disputes.cases,
    disputeMeanDays: disputeDays.value,
    disputeMeanDaysShape: disputeDays.shape,
    conceded: conceded.value,
    concededEvidence: conceded.cases,
    creditedShare: Float64Array.from(segments, ({ creditedShare }) => creditedShare),
    partial: partial.value,
    partialEvidence: partial.cases,
    partialFraction: Float64Array.from(segments.flatMap(({ partialFraction }) => partialFraction)),
    defaultsPerDay: defaults.value,
    defaultsShape: defaults.shape,
    arrivalsPerDay: arrivals.value,
    arrivalsShape: arrivals.shape,
    memberStart: startsOf(members),
    members: Int32Array.from(members.flat()),
  }
}

function openingOf({ opening, customers }: PlainCompany): Plan['opening'] {
  const byCustomer = customers.map((_, row) => opening.filter(({ customer }) => customer === row))
  const rows = byCustomer.flat()
  return {
    start: startsOf(byCustomer),
    key: Uint32Array.from(rows, (invoice) => invoice.key),
    group: Int32Array.from(rows, (invoice) => invoice.group),
    issued: Int32Array.from(rows, (invoice) => invoice.issued),
    due: Int32Array.from(rows, (invoice) => invoice.due),
    amount: Float64Array.from(rows, (invoice) => invoice.amount),
    open: Float64Array.from(rows, (invoice) => invoice.open),
    disputed: Uint8Array.from(rows, (invoice) => (invoice.disputed ? 1 : 0)),
    partlyPaid: Uint8Array.from(rows, (invoice) => (invoice.partlyPaid ? 1 : 0)),
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

/** Where each list begins in all of them put together, and where the last one ends. */
function startsOf(lists: readonly (readonly unknown[])[]): Int32Array {
  let end = 0
  return Int32Array.from([0, ...lists.map((list) => (end += list.length))])
}
