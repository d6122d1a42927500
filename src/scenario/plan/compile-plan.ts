import type { Behavior } from '../../behavior/behavior.js'
import { addDays, type Day } from '../../calendar/day.js'
import { addMonths, monthEnd, monthOf, monthStart } from '../../calendar/month.js'
import { monthsThrough, type Period } from '../../calendar/period.js'
import { engineVersion, never, type Plan } from '../../engine/plan.js'
import { triple32 } from '../../engine/random/random-stream.js'
import type { Group } from '../../facts/fact-table.js'
import type { LedgerData } from '../../ledger/ledger-data.js'
import type { Scenario } from '../file/scenario.js'
import { expectedClockShift } from './clock-shift.js'
import { contactTime, salesPools } from './contact-columns.js'
import { customerColumns } from './customer-columns.js'
import { groupCustomers } from './customer-groups.js'
import { economyColumns } from './economy-columns.js'
import { fallingDue } from './falling-due.js'
import { goalColumns, underlyingGroup } from './goal-columns.js'
import { hazardDays } from './hazard-days.js'
import { openingInvoices } from './opening-invoices.js'
import { orderColumns } from './order-columns.js'
import { payCalendars } from './pay-calendars.js'
import { todaysPolicies } from './policy.js'
import { policyChanges } from './policy-changes.js'
import { PolicyTable } from './policy-columns.js'
import { policyPhases } from './policy-phases.js'
import { seedKey, uniqueKeys } from './random-keys.js'
import { recoveryColumns } from './recovery-columns.js'
import { type ParameterMode, segmentColumns, startsOf } from './segment-columns.js'
import { workdayTest } from './workdays.js'

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
  /** Whether facts come twice, as reported and underlying, though this scenario has no goal: another one, that it is compared with, has. */
  readonly twoBooks?: boolean
}

/** A plan with the names of what it only numbers. */
export interface CompiledPlan {
  readonly plan: Plan
  /** The simulated months; the first begins on the day after the as-of day. */
  readonly periods: readonly Period[]
  /** Where there are two books, those of the underlying ones follow, each with `books: underlying`. */
  readonly groups: readonly Group[]
  /** Days by which customers' payment habits move, weighted by their expected sales; 0 unless due days alone change. */
  readonly expectedClockShift: number
  /** By row of the plan's `responses`: the place that names its luck, `levers.terms.0.pass_through`; empty for a plain number. */
  readonly responsePlaces: readonly string[]
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
  const todays = todaysPolicies(behavior)
  const phases = customers.map((customer, row) => policyPhases(customer, todays[row]!, changes[row]!))
  const policyTable = new PolicyTable()
  const phaseRows = phases.flat()
  const phasePolicy = Int32Array.from(phaseRows, ({ policy, key }) => policyTable.row(policy, key))
  const isWorkday = workdayTest(behavior, asOf, horizon)
  const grouped = groupCustomers(behavior, ledger, input.by)
  const opened = openingInvoices(ledger, behavior, grouped, uniqueKeys)
  const firstMonthStart = monthStart(monthOf(firstDay)) - asOf
  const { calendars, ofCustomer: payCalendar } = payCalendars(behavior, asOf, horizon, isWorkday)

  const setting = { asOf, horizon, isWorkday, keysOf: uniqueKeys, mode }
  const goals = goalColumns(leverSetting, monthEnds, firstDay, uniqueKeys, (response) => policyTable.response(response))
  const books = goals !== null || input.twoBooks === true ? 2 : 1
  const policyColumns = policyTable.columns(behavior, contactTime(leverSetting), setting)

  const plan: Plan = {
    engine: engineVersion,
    keyHigh,
    keyLow,
    monthEnds,
    firstMonthStart,
    groups: grouped.groups.length,
    books,
    goals,
    futuresPerBelief: mode === 'nested' ? nestedFutures : 1,
    segments: segmentColumns(behavior, uniqueKeys, mode),
    customers: {
      ...customerColumns(customers, keys, mode),
      group: grouped.ofCustomer,
      segment: Int32Array.from(customers, (customer) => segmentRow.get(customer.segment)!),
      payCalendar,
      salesPool: salesPools(behavior),
      phaseStart: startsOf(phases.map((own) => own.length)),
    },
    phases: {
      from: Int32Array.from(phaseRows, ({ from }) => Math.max(-never, from)),
      policy: phasePolicy,
    },
    ...policyColumns,
    ...hazardDays(behavior, phases, opened.opening),
    economy: economyColumns(behavior, leverSetting, monthEnds, mode),
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
    groups: books === 1 ? grouped.groups : [...grouped.groups, ...grouped.groups.map(underlyingGroup)],
    responsePlaces: policyTable.responsePlaces,
    expectedClockShift: expectedClockShift(customers, phases, scenario),
    changesAnything:
      phases.some((own) => own.length > 1) || plan.economy.stress.some((stress) => stress !== 0) || goals !== null,
  }
}

/** Futures that share what they take to be true: the fewest that show luck by itself leave the most beliefs. */
const nestedFutures = 2

/** A customer that has stopped paying goes on ordering until its first unpaid invoice is noticed: about a month. */
const ordersStopAfterDefault = 30
