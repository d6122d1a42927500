import seedrandom from 'seedrandom'
import type { Behavior, CustomerBehavior } from '../behavior/behavior.js'
import { addDays, type Day, dayFromIso, isoFromDay } from '../calendar/day.js'
import { addMonths, monthEnd, monthOf, monthStart } from '../calendar/month.js'
import { monthsThrough, type Period } from '../calendar/period.js'
import { InputError } from '../document/input-error.js'
import { placeInDocument } from '../document/read-document.js'
import { engineVersion, never, type Plan } from '../engine/plan.js'
import { triple32 } from '../engine/random-stream.js'
import type { Group } from '../facts/fact-table.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { groupCustomers } from './customer-groups.js'
import { fallingDue } from './falling-due.js'
import { matchCustomers } from './match-customers.js'
import { openingInvoices } from './opening-invoices.js'
import { orderColumns } from './order-columns.js'
import { payCalendars } from './pay-calendars.js'
import type { Scenario, Where } from './scenario-file.js'
import { gammaShape, normalError, type ParameterMode, segmentColumns, startsOf } from './segment-columns.js'

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
  /** Days by which customers' payment habits move, weighted by their expected sales; 0 without a terms lever. */
  readonly expectedClockShift: number
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
  const levers = leversByCustomer(behavior, scenario)
  const netDaysBefore = Int32Array.from(customers, (customer) => customer.netDays)
  const netDaysAfter = Int32Array.from(customers, (customer, row) => levers[row]!.net ?? customer.netDays)
  const clockShiftAfter = Int32Array.from(customers, (customer, row) => {
    const { net, passThrough } = levers[row]!
    return net === undefined ? 0 : Math.round((net - customer.netDays) * passThrough)
  })
  const ageBefore = behavior.writeOff.daysPastDue.value
  const ageAfter = scenario?.levers.write_off?.days_past_due ?? ageBefore
  const grouped = groupCustomers(behavior, ledger, input.by)
  const opened = openingInvoices(ledger, behavior, grouped, uniqueKeys)
  // Hazards are needed up to the write-off, which goes by the due day and not by the clock; and on the first day for
  // what was left open longer than that.
  const slack = netDaysAfter.reduce((most, net, row) => Math.max(most, Math.abs(net - netDaysBefore[row]!)), 0)
  const oldest = opened.opening.due.reduce((most, due) => Math.max(most, 1 - due), 0)
  const hazardFrom = Math.min(...behavior.segments.map(({ hazard }) => hazard[0]!.from))
  const hazardThrough = Math.max(hazardFrom, ageBefore + slack + 1, ageAfter + slack + 1, oldest)
  const leverSets = new LeverSets()
  const leverSet = Int32Array.from(levers, ({ multipliers }) => leverSets.row(multipliers))
  const changes =
    ageAfter !== ageBefore ||
    netDaysAfter.some((net, row) => net !== netDaysBefore[row]) ||
    leverSet.some((row) => row !== 0)
  const [keyHigh, keyLow] = seedKey(input.seed)
  const monthEnds = Int32Array.from(periods, (period) => period.end - asOf)
  const firstMonthStart = monthStart(monthOf(firstDay)) - asOf
  const horizon = monthEnds[monthEnds.length - 1]!
  const { calendars, ofCustomer: payCalendar } = payCalendars(behavior, asOf, horizon)
  const mode = input.parameters ?? 'drawn'
  const segmentRow = new Map(behavior.segments.map(({ name }, row) => [name, row]))

  const plan: Plan = {
    engine: engineVersion,
    keyHigh,
    keyLow,
    monthEnds,
    firstMonthStart,
    leversFrom: changes ? leversFrom(scenario!, periods, asOf) : never,
    groups: grouped.groups.length,
    segments: segmentColumns(behavior, uniqueKeys, mode),
    customers: {
      key: uniqueKeys(customers.map((customer) => customer.id)),
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
      netDaysBefore,
      netDaysAfter,
      clockShiftAfter,
      leverSet,
      discountDays: Int32Array.from(customers, ({ discount }) => (discount?.taken ? discount.days : -1)),
      discountRate: Float64Array.from(customers, ({ discount }) => (discount?.taken ? discount.percent / 100 : 0)),
      payCalendar,
    },
    leverSets: leverSets.columns(),
    hazardFrom,
    hazardThrough,
    economy: economyColumns(behavior, mode),
    orders: orderColumns(behavior, periods, asOf, mode),
    payCalendars: calendars,
    writeOffAgeBefore: ageBefore,
    writeOffAgeAfter: ageAfter,
    ordersStopAfterDefault,
    ...opened,
    fallingDue: fallingDue(ledger, grouped, { monthEnds, firstMonthStart }),
  }
  return { plan, periods, groups: grouped.groups, expectedClockShift: salesWeightedMean(customers, clockShiftAfter) }
}

/** A customer that has stopped paying goes on ordering until its first unpaid invoice is noticed: about a month. */
const ordersStopAfterDefault = 30

function economyColumns({ economy }: Behavior, mode: ParameterMode): Plan['economy'] {
  return {
    persistence: economy.persistence.value,
    now: economy.now.value,
    nowError: normalError(economy.now, mode),
    paymentLoading: economy.paymentLoading.value,
    paymentLoadingError: normalError(economy.paymentLoading, mode),
    defaultLoading: economy.defaultLoading.value,
  }
}

interface CustomerLevers {
  net: number | undefined
  passThrough: number
  multipliers: { from: number; factor: number }[]
}

function leversByCustomer(behavior: Behavior, scenario: Scenario | null): CustomerLevers[] {
  const levers = behavior.customers.map((): CustomerLevers => ({ net: undefined, passThrough: 1, multipliers: [] }))
  if (!scenario) return levers
  const each = (where: Where, path: readonly PropertyKey[], apply: (lever: CustomerLevers) => void) => {
    for (const row of matchCustomers(behavior, where, scenario.file, path)) apply(levers[row]!)
  }
  scenario.levers.terms.forEach((lever, index) => {
    each(lever.where, ['levers', 'terms', index, 'where'], (own) => {
      own.net = lever.net
      own.passThrough = lever.pass_through
    })
  })
  scenario.levers.collections.forEach((lever, index) => {
    if (lever.hazard_multiplier === 1) return
    each(lever.where, ['levers', 'collections', index, 'where'], (own) => {
      own.multipliers.push({ from: lever.from_days_past_due, factor: lever.hazard_multiplier })
    })
  })
  return levers
}

/** Collects the distinct sets of multipliers that levers put on hazards; set 0 is empty. */
class LeverSets {
  readonly #sets: CustomerLevers['multipliers'][] = [[]]
  readonly #rowOf = new Map<string, number>([['[]', 0]])

  row(multipliers: CustomerLevers['multipliers']): number {
    const key = JSON.stringify(multipliers)
    const known = this.#rowOf.get(key)
    if (known !== undefined) return known
    this.#rowOf.set(key, this.#sets.length)
    return this.#sets.push(multipliers) - 1
  }

  columns(): Plan['leverSets'] {
    const rows = this.#sets.flat()
    return {
      start: startsOf(this.#sets.map((set) => set.length)),
      from: Int32Array.from(rows, ({ from }) => from),
      factor: Float64Array.from(rows, ({ factor }) => factor),
    }
  }
}

function leversFrom(scenario: Scenario, periods: readonly Period[], asOf: Day): number {
  const firstDay = addDays(asOf, 1)
  if (scenario.from === undefined) return 1
  const from = dayFromIso(scenario.from)!
  if (from < firstDay) {
    throw new InputError(
      `${placeInDocument(scenario.file, ['from'])}: levers cannot act from ${scenario.from}, before the first simulated day ${isoFromDay(firstDay)}.`,
    )
  }
  const last = periods[periods.length - 1]!.end
  if (from > last) {
    throw new InputError(
      `${placeInDocument(scenario.file, ['from'])}: levers would act from ${scenario.from}, after the last simulated day ${isoFromDay(last)}; simulate more months or choose an earlier day.`,
    )
  }
  return from - asOf
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

function salesWeightedMean(customers: readonly CustomerBehavior[], values: Int32Array): number {
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
