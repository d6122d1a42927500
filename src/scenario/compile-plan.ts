import seedrandom from 'seedrandom'
import type { Behavior, CustomerBehavior } from '../behavior/behavior.js'
import { addDays, type Day } from '../calendar/day.js'
import { addMonths, monthEnd, monthOf, monthStart } from '../calendar/month.js'
import { monthsThrough, type Period } from '../calendar/period.js'
import { engineVersion, never, type Plan } from '../engine/plan.js'
import { triple32 } from '../engine/random/random-stream.js'
import type { Group } from '../facts/fact-table.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { type ContactTime, contactColumns } from './contact-columns.js'
import { groupCustomers } from './customer-groups.js'
import { fallingDue } from './falling-due.js'
import { openingInvoices } from './opening-invoices.js'
import { orderColumns } from './order-columns.js'
import { payCalendars } from './pay-calendars.js'
import { discountReturn, meanNetDays, type Policy, todaysPolicy } from './policy.js'
import { type LeverSetting, leverFrom, policyChanges } from './policy-changes.js'
import { PolicyTable } from './policy-columns.js'
import { type PolicyPhase, policyPhases } from './policy-phases.js'
import { quantileOfResponse } from './response.js'
import type { Scenario } from './scenario-file.js'
import { betaCases, gammaShape, normalError, type ParameterMode, segmentColumns, startsOf } from './segment-columns.js'

export interface PlanInput {
  readonly behavior: Behavior
  /** The ledger whose open invoices the future begins from, as of its own as-of day; null begins empty. */
  readonly ledger: LedgerData | null
  readonly asOf: Day
  readonly months: number
  readonly seed: string
  /** Attributes to group results by. */
  readonly by: readonly string[]
  /** Whether each replicate draws the behaviour's uncertain numbers anew; it does if left out. */
  readonly parameters?: ParameterMode
}

/** A plan with the names of what it only numbers. */
export interface CompiledPlan {
  readonly plan: Plan
  /** The simulated months; the first begins on the day after the as-of day. */
  readonly periods: readonly Period[]
  readonly groups: readonly Group[]
  /** Days by which customers' payment habits move, weighted by their expected sales; 0 unless terms alone change. */
  readonly expectedClockShift: number
  /** Whether the scenario's levers make the plan another one than the baseline's. */
  readonly changesAnything: boolean
}

/**
 * Compiles behaviour × scenario × opening ledger into what the engine runs. `scenario` null is the baseline; a
 * scenario whose levers change nothing compiles to the very same plan. Later levers of a kind go before earlier ones
 * for the terms of a customer; collection levers multiply.
 * Throws an InputError for a `where` that matches nobody, or open invoices of customers without behaviour.
 */
export function compilePlan(input: PlanInput, scenario: Scenario | null): CompiledPlan {
  const { behavior, ledger, asOf, months } = input
  const { customers } = behavior
  const firstDay = addDays(asOf, 1)
  const periods = monthsThrough(firstDay, monthEnd(addMonths(monthOf(firstDay), months - 1)))
  periods[0] = { ...periods[0]!, start: firstDay }
  const [keyHigh, keyLow] = seedKey(input.seed)
  const monthEnds = Int32Array.from(periods, (period) => period.end - asOf)
  const horizon = monthEnds[monthEnds.length - 1]!
  const mode = input.parameters ?? 'drawn'
  const keys = uniqueKeys(customers.map((customer) => customer.id))
  // Customers are moved in the order of their keys, so that a phase-in does not hang on how they are listed.
  const turnOf = (customer: number) => triple32(keys[customer]!) / 2 ** 32
  const leverSetting = scenario === null ? null : { behavior, scenario, periods, asOf, turnOf }
  const changes = leverSetting === null ? customers.map(() => []) : policyChanges(leverSetting)
  const segmentRow = new Map(behavior.segments.map(({ name }, row) => [name, row]))
  const writeOffAge = behavior.writeOff.daysPastDue.value
  const phases = customers.map((customer, row) =>
    policyPhases(
      todaysPolicy(customer, behavior.segments[segmentRow.get(customer.segment)!]!, writeOffAge),
      changes[row]!,
    ),
  )
  const policyTable = new PolicyTable()
  const phaseRows = phases.flat()
  const phasePolicy = Int32Array.from(phaseRows, ({ policy }) => policyTable.row(policy))
  const grouped = groupCustomers(behavior, ledger, input.by)
  const opened = openingInvoices(ledger, behavior, grouped, uniqueKeys)
  const firstMonthStart = monthStart(monthOf(firstDay)) - asOf
  const { calendars, ofCustomer: payCalendar } = payCalendars(behavior, asOf, horizon)

  const policyColumns = policyTable.columns({
    asOf,
    horizon,
    keysOf: uniqueKeys,
    mode,
    contactColumns: (plans, responseRow) =>
      contactColumns(behavior, plans, contactTime(leverSetting), { asOf, horizon }, responseRow),
  })

  const plan: Plan = {
    engine: engineVersion,
    keyHigh,
    keyLow,
    monthEnds,
    firstMonthStart,
    groups: grouped.groups.length,
    segments: segmentColumns(behavior, uniqueKeys, mode),
    customers: {
      key: keys,
      group: grouped.ofCustomer,
      segment: Int32Array.from(customers, (customer) => segmentRow.get(customer.segment)!),
      ordersPerDay: Float64Array.from(customers, (customer) => customer.ordersPerDay.value),
      ordersShape: Float64Array.from(customers, (customer) => gammaShape(customer.ordersPerDay, mode)),
      logAmountMean: Float64Array.from(customers, (customer) => customer.logAmountMean.value),
      logAmountMeanError: Float64Array.from(customers, (customer) => normalError(customer.logAmountMean, mode)),
      logAmountDeviation: Float64Array.from(customers, (customer) => customer.logAmountDeviation),
      multiplier: Float64Array.from(customers, (customer) => customer.multiplier.value),
      multiplierShape: Float64Array.from(customers, (customer) => gammaShape(customer.multiplier, mode)),
      defaulted: Float64Array.from(customers, (customer) => customer.defaulted?.value ?? 0),
      marginRate: Float64Array.from(customers, (customer) => customer.marginRate ?? 0),
      ...hurdleBounds(customers),
      payCalendar,
      salesPool: policyColumns.salesPool,
      risk: Float64Array.from(customers, (customer) => 1 / Math.max(1e-6, customer.multiplier.value)),
      phaseStart: startsOf(phases.map((own) => own.length)),
    },
    phases: {
      from: Int32Array.from(phaseRows, ({ from }) => Math.max(-never, from)),
      policy: phasePolicy,
    },
    policies: policyColumns.policies,
    terms: policyColumns.terms,
    leverSets: policyColumns.leverSets,
    contacts: policyColumns.contacts,
    responses: policyColumns.responses,
    ...hazardDays(behavior, phases, opened.opening),
    economy: { ...economyColumns(behavior, mode), stress: stressPath(leverSetting, monthEnds) },
    orders: orderColumns(behavior, periods, asOf, mode),
    payCalendars: calendars,
    ordersStopAfterDefault,
    recovery: recoveryColumns(behavior, mode),
    ...opened,
    fallingDue: fallingDue(ledger, grouped, { monthEnds, firstMonthStart }),
  }
  return {
    plan,
    periods,
    groups: grouped.groups,
    expectedClockShift: movesTermsAlone(scenario) ? salesWeightedMean(customers, phases.map(clockShiftOf)) : 0,
    changesAnything: phases.some((own) => own.length > 1) || plan.economy.stress.some((stress) => stress !== 0),
  }
}

/** A customer that has stopped paying goes on ordering until its first unpaid invoice is noticed: about a month. */
const ordersStopAfterDefault = 30

function economyColumns({ economy }: Behavior, mode: ParameterMode): Omit<Plan['economy'], 'stress'> {
  return {
    persistence: economy.persistence.value,
    now: economy.now.value,
    nowError: normalError(economy.now, mode),
    paymentLoading: economy.paymentLoading.value,
    paymentLoadingError: normalError(economy.paymentLoading, mode),
    defaultLoading: economy.defaultLoading.value,
  }
}

/** What a scenario adds to the economy's factor, month by month from the one on in which it begins. */
function stressPath(setting: LeverSetting | null, monthEnds: Int32Array): Float64Array {
  const stress = new Float64Array(monthEnds.length)
  const lever = setting?.scenario.levers.economy
  if (!setting || !lever) return stress
  const from = leverFrom(setting, lever.from, ['levers', 'economy'])
  const first = monthEnds.findIndex((end) => from <= end)
  for (let month = first; month < stress.length; month++) {
    stress[month] = lever.stress[Math.min(month - first, lever.stress.length - 1)]!
  }
  return stress
}

/** How much time the scenario gives people for contacts. */
function contactTime(setting: LeverSetting | null): ContactTime | null {
  const lever = setting?.scenario.levers.collectors
  if (!setting || !lever) return null
  return {
    from: leverFrom(setting, lever.from, ['levers', 'collectors']),
    collectors: lever.people * lever.minutes_a_day,
    salesperson: lever.salesperson_minutes_a_day ?? Number.POSITIVE_INFINITY,
    orderOfWork: lever.order_of_work,
  }
}

/** What of written-off money comes in later. */
function recoveryColumns({ recovery }: Behavior, mode: ParameterMode): Plan['recovery'] {
  if (recovery === undefined) return { share: 0, shareEvidence: 0, meanDays: 0, meanDaysShape: 0 }
  return {
    share: recovery.share.value,
    shareEvidence: betaCases(recovery.share, mode),
    meanDays: recovery.meanDays.value,
    meanDaysShape: gammaShape(recovery.meanDays, mode),
  }
}

/** What customers do with the discount that is offered to them today tells what return they ask for. */
function hurdleBounds(customers: readonly CustomerBehavior[]): Pick<Plan['customers'], 'hurdleAbove' | 'hurdleAtMost'> {
  const known = customers.map(({ netDays, discount }) =>
    discount === undefined
      ? null
      : { taken: discount.taken, logReturn: Math.log(discountReturn({ net: netDays, discount })) },
  )
  return {
    hurdleAbove: Float64Array.from(known, (own) => (own && !own.taken ? own.logReturn : Number.NEGATIVE_INFINITY)),
    hurdleAtMost: Float64Array.from(known, (own) => (own?.taken ? own.logReturn : Number.POSITIVE_INFINITY)),
  }
}

/**
 * The days relative to due for which hazards are needed: up to the write-off, which goes by the due day and not by the
 * customer's clock; and on the first day for what was left open longer than that.
 */
function hazardDays(
  behavior: Behavior,
  phases: readonly (readonly PolicyPhase[])[],
  opening: Plan['opening'],
): Pick<Plan, 'hazardFrom' | 'hazardThrough'> {
  const hazardFrom = Math.min(...behavior.segments.map(({ hazard }) => hazard[0]!.from))
  const oldest = opening.due.reduce((most, due) => Math.max(most, 1 - due), 0)
  let last = Math.max(hazardFrom, oldest)
  for (const own of phases) {
    const slack = own.reduce((most, { policy }) => Math.max(most, clockSlack(own[0]!.policy, policy)), 0)
    for (const { policy } of own) last = Math.max(last, policy.writeOffAge + slack + 1)
  }
  return { hazardFrom, hazardThrough: last }
}

/** By how many days at most the customer's clock may run apart from the due day. */
function clockSlack(today: Policy, policy: Policy): number {
  const month = today.terms.from === policy.terms.from ? 0 : 31
  return Math.abs(policy.terms.net - today.terms.net) + month + policy.deliveryDaysSaved
}

function movesTermsAlone(scenario: Scenario | null): boolean {
  if (scenario === null) return false
  const { terms, ...others } = scenario.levers
  return (
    terms.length > 0 &&
    Object.values(others).every((lever) => lever === undefined || (Array.isArray(lever) && lever.length === 0))
  )
}

/** By how many days the last policy moves a customer's own habit. */
function clockShiftOf(phases: readonly PolicyPhase[]): number {
  const [today, last] = [phases[0]!.policy, phases.at(-1)!.policy]
  return Math.round(
    (meanNetDays(last.terms) - meanNetDays(today.terms)) * quantileOfResponse(last.passThrough.response, 0.5),
  )
}

/** The seed phrase as two 32-bit words. */
function seedKey(seed: string): [high: number, low: number] {
  const generator = seedrandom(seed)
  return [generator.int32(), generator.int32()]
}

/**
 * A 32-bit key for each identifier (FNV-1a), so that an entity's luck follows its name and not its place in a table.
 * Should two identifiers share a key, the later one takes the next free value of the mix.
 */
function uniqueKeys(ids: readonly string[]): Uint32Array {
  const taken = new Set<number>()
  return Uint32Array.from(ids, (id) => {
    let key = 0x811c9dc5
    for (let index = 0; index < id.length; index++) key = Math.imul(key ^ id.charCodeAt(index), 0x01000193) >>> 0
    while (taken.has(key)) key = triple32(key + 1)
    taken.add(key)
    return key
  })
}

function salesWeightedMean(customers: readonly CustomerBehavior[], values: readonly number[]): number {
  let weights = 0
  let sum = 0
  customers.forEach((customer, row) => {
    const sales =
      customer.ordersPerDay.value * Math.exp(customer.logAmountMean.value + customer.logAmountDeviation ** 2 / 2)
    weights += sales
    sum += sales * values[row]!
  })
  return weights > 0 ? sum / weights : 0
}
