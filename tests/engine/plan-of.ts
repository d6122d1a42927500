import { engineVersion, fractionSteps, never, type Plan } from '../../src/engine/plan.js'
import { contactsOf } from './contacts-of.js'
import {
  collectedBefore,
  dueDay,
  horizonOf,
  type PlainCompany,
  type PlainCustomer,
  type PlainLever,
  type PlainNumber,
  type PlainPolicy,
  type PlainProbability,
  type PlainResponse,
  type PlainTerms,
  policyOn,
  quantilesOf,
} from './plain-company.js'
import { Rows, startsOf } from './plain-rows.js'

/** A plain company as the engine's typed arrays. */
export function planOf(company: PlainCompany): Plan {
  const { customers, economy, orders } = company
  return {
    engine: engineVersion,
    keyHigh: company.keyHigh,
    keyLow: company.keyLow,
    monthEnds: Int32Array.from(company.monthEnds),
    firstMonthStart: company.firstMonthStart,
    groups: company.groups,
    books: 1,
    goals: null,
    futuresPerBelief: 1,
    segments: segmentsOf(company),
    customers: customersOf(customers),
    ...policiesOf(company),
    ...hazardDaysOf(company),
    economy: { ...economy, stress: Float64Array.from(company.monthEnds, (_, month) => economy.stress[month] ?? 0) },
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
    ordersStopAfterDefault: company.ordersStopAfterDefault,
    recovery: {
      share: company.recovery.share.value,
      shareEvidence: company.recovery.share.cases,
      meanDays: company.recovery.days.value,
      meanDaysShape: company.recovery.days.shape,
    },
    opening: openingOf(company),
    fallingDue: fallingDueOf(company),
    unappliedCash: Float64Array.from(company.unappliedCash),
  }
}

function customersOf(customers: readonly PlainCustomer[]): Plan['customers'] {
  const whole = (pick: (customer: PlainCustomer) => number) => Int32Array.from(customers, pick)
  const real = (pick: (customer: PlainCustomer) => number) => Float64Array.from(customers, pick)
  return {
    key: Uint32Array.from(customers, (customer) => customer.key),
    group: whole((customer) => customer.group),
    segment: whole((customer) => customer.segment),
    ordersPerDay: real((customer) => customer.ordersPerDay.value),
    ordersShape: real((customer) => customer.ordersPerDay.shape),
    logAmountMean: real((customer) => customer.logAmountMean),
    logAmountMeanError: real((customer) => customer.logAmountMeanError),
    logAmountDeviation: real((customer) => customer.logAmountDeviation),
    marginRate: real((customer) => customer.marginRate),
    multiplier: real((customer) => customer.multiplier.value),
    multiplierShape: real((customer) => customer.multiplier.shape),
    defaulted: real((customer) => customer.defaulted),
    hurdleAbove: real((customer) => customer.hurdleAbove),
    hurdleAtMost: real((customer) => customer.hurdleAtMost),
    payCalendar: whole((customer) => customer.payCalendar ?? -1),
    salesPool: whole(({ salesperson }) => (salesperson === null ? 0 : salesperson + 1)),
    risk: real((customer) => customer.risk),
    phaseStart: startsOf(customers.map(({ phases }) => phases)),
  }
}

/** The parts of a plan that policies refer to. */
type PolicyPart = Pick<Plan, 'phases' | 'policies' | 'terms' | 'leverSets' | 'contacts' | 'responses'>

/** Phases and what they refer to by the number of its row. */
function policiesOf(company: PlainCompany): PolicyPart {
  const phases = company.customers.flatMap((customer) => customer.phases)
  const policies = new Rows<PlainPolicy>(phases.map(({ policy }) => policy))
  const terms = new Rows<PlainTerms>(policies.list.map((policy) => policy.terms))
  const leverSets = new Rows<readonly PlainLever[]>([[], ...policies.list.map((policy) => policy.levers)])
  const levers = leverSets.list.flat()
  const contactPlans = new Rows(policies.list.flatMap(({ contacts }) => (contacts === null ? [] : [contacts])))
  const kinds = new Rows(contactPlans.list.flat().map(({ kind }) => kind))
  const responses = new Rows<PlainResponse>([
    ...kinds.list.flatMap(({ multiplier, rightParty, promise, kept }) => [multiplier, rightParty ?? 0, promise, kept]),
    ...levers.map(({ factor }) => factor),
    ...policies.list.flatMap((policy) => [
      policy.passThrough,
      policy.disputeFactor,
      policy.disputeDaysFactor,
      policy.orderLift,
      policy.adverseSelection,
      policy.recoveryFactor,
      policy.recoveryDaysFactor,
    ]),
  ])
  const whole = (pick: (policy: PlainPolicy) => number) => Int32Array.from(policies.list, pick)
  const real = (pick: (policy: PlainPolicy) => number) => Float64Array.from(policies.list, pick)
  return {
    phases: {
      from: Int32Array.from(phases, ({ from }) => Math.max(-never, from)),
      policy: Int32Array.from(phases, ({ policy }) => policies.row(policy)),
    },
    policies: {
      terms: whole((policy) => terms.row(policy.terms)),
      passThrough: whole((policy) => responses.row(policy.passThrough)),
      leverSet: whole((policy) => leverSets.row(policy.levers)),
      writeOffAge: whole((policy) => policy.writeOffAge),
      discountDays: whole(({ discount }) => discount?.days ?? -1),
      discountRate: real(({ discount }) => discount?.rate ?? 0),
      discountLogReturn: real(({ discount }) => discount?.logReturn ?? 0),
      deposit: real((policy) => policy.deposit),
      disputeFactor: whole((policy) => responses.row(policy.disputeFactor)),
      accuracy: real((policy) => policy.accuracy ?? Number.NaN),
      disputeDaysFactor: whole((policy) => responses.row(policy.disputeDaysFactor)),
      billingLag: real((policy) => policy.billingLag),
      deliveryDaysSaved: whole((policy) => policy.deliveryDaysSaved),
      orderLift: whole((policy) => responses.row(policy.orderLift)),
      adverseSelection: whole((policy) => responses.row(policy.adverseSelection)),
      admitsNew: Uint8Array.from(policies.list, (policy) => (policy.admitsNew ? 1 : 0)),
      creditLimit: real(({ creditLimit }) => creditLimit ?? Number.POSITIVE_INFINITY),
      holdAfter: whole(({ holdAfter }) => holdAfter ?? never),
      lostAfter: whole(({ lostAfter }) => lostAfter ?? never),
      contactPlan: whole(({ contacts }) => (contacts === null ? -1 : contactPlans.row(contacts))),
      recoveryFactor: whole((policy) => responses.row(policy.recoveryFactor)),
      recoveryDaysFactor: whole((policy) => responses.row(policy.recoveryDaysFactor)),
      agencyFee: real((policy) => policy.agencyFee),
    },
    terms: Int32Array.from(
      terms.list.flatMap((own) => Array.from({ length: horizonOf(company) + 1 }, (_, day) => dueDay(own, day) - day)),
    ),
    leverSets: {
      start: startsOf(leverSets.list),
      from: Int32Array.from(levers, ({ from }) => from),
      factor: Int32Array.from(levers, ({ factor }) => responses.row(factor)),
    },
    contacts: contactsOf(company, contactPlans, kinds, responses),
    responses: {
      key: Uint32Array.from(responses.list, (response) => (typeof response === 'number' ? 0 : response.key)),
      quantiles: Float64Array.from(responses.list.flatMap(quantilesOf)),
    },
  }
}

/** From the first hazard of any segment to the oldest age, by the customer's clock, at which an invoice can be open. */
function hazardDaysOf({ segments, customers, opening }: PlainCompany): Pick<Plan, 'hazardFrom' | 'hazardThrough'> {
  const hazardFrom = Math.min(...segments.flatMap(({ pieces }) => pieces.map(({ from }) => from)))
  // An invoice may be older on the first day than the write-off age; that day it can still be paid.
  const ages = opening.map(({ due }) => 1 - due)
  for (const customer of customers) {
    const always = policyOn(customer, Number.NEGATIVE_INFINITY).terms
    const slack = customer.phases.map(
      ({ policy: { terms, deliveryDaysSaved } }) =>
        Math.abs(terms.net - always.net) + Math.max(terms.every, always.every) + Math.abs(deliveryDaysSaved),
    )
    for (const { policy } of customer.phases) ages.push(policy.writeOffAge + Math.max(...slack) + 1)
  }
  return { hazardFrom, hazardThrough: Math.max(hazardFrom, ...ages) }
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
    hurdleLogMedian: Float64Array.from(segments, ({ hurdle }) => hurdle.logMedian),
    hurdleLogDeviation: Float64Array.from(segments, ({ hurdle }) => hurdle.logDeviation),
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
    disputeAge: Int32Array.from(rows, (invoice) => invoice.disputeAge),
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
