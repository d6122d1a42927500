import type { Behavior } from '../../behavior/behavior.js'
import { normalOf90Percent } from '../../behavior/estimate.js'
import { addDays, type Day } from '../../calendar/day.js'
import type { Plan } from '../../engine/plan.js'
import type { Response } from '../file/response.js'
import { isLeftOut } from '../file/scenario.js'
import type { ContactPlan, PlacedResponse } from './policy.js'
import { type LeverSetting, leverFrom } from './policy-changes.js'
import { betaCases, startsOf } from './segment-columns.js'

/** The time that people have for contacts, and what they do first. */
export interface ContactTime {
  /** Day offset from which it counts; before that nobody counts the time. */
  readonly from: number
  /** Minutes on a working day: of all collectors together, and of each salesperson; ∞ where nobody counts them. */
  readonly collectors: number
  readonly salesperson: number
  readonly orderOfWork: 'oldest' | 'largest' | 'riskiest'
}

/** Facts that count kinds of contacts, in the engine's order; all other kinds are counted by their cost alone. */
const countedKinds = ['invoice_copy', 'email', 'call', 'sales_call']
/** Days ahead that a promise is for, where the ledger does not tell. */
const promiseDays = 7

type Contact = Behavior['contacts'][string]

/** The days that are simulated, those after the as-of day, how many, and on which of them people work. */
export interface Days {
  readonly asOf: Day
  readonly horizon: number
  readonly isWorkday: (day: Day) => boolean
}

/** How much time the scenario gives people for contacts. */
export function contactTime(setting: LeverSetting | null): ContactTime | null {
  const lever = setting?.scenario.levers.collectors
  if (!setting || !lever || isLeftOut(setting.scenario, ['levers', 'collectors'])) return null
  return {
    from: leverFrom(setting, lever.from, ['levers', 'collectors']),
    collectors: lever.people * lever.minutes_a_day,
    salesperson: lever.salesperson_minutes_a_day ?? Number.POSITIVE_INFINITY,
    orderOfWork: lever.order_of_work,
  }
}

/** The number of each customer's salesperson among the pools of people; 0 for a customer without one. */
export function salesPools({ customers }: Behavior): Int32Array {
  const sellers = salespeopleOf(customers)
  return Int32Array.from(customers, (customer) => sellers.indexOf(salespersonOf(customer)) + 1)
}

/** Whom to contact when, what it does, and how much time there is for it. */
export function contactColumns(
  behavior: Behavior,
  plans: readonly ContactPlan[],
  time: ContactTime | null,
  days: Days,
  responseRow: (response: PlacedResponse) => number,
): Plan['contacts'] {
  const kinds = [...new Set(plans.flatMap((plan) => plan.map(({ kind }) => kind)))]
  const known = kinds.map((kind) => behavior.contacts[kind]!)
  const steps = plans.flat()
  const real = (of: (contact: Contact) => number) => Float64Array.from(known, of)
  /** Rows of responses; that of 0 for a kind that nobody says it of, if `absent` is no other. */
  const probabilities = (name: 'rightParty' | 'promise' | 'kept', absent?: number) =>
    Int32Array.from(kinds, (kind, row) => {
      const estimate = known[row]![name]
      if (estimate === undefined && absent !== undefined) return absent
      return responseRow({ response: chanceOf(estimate), place: `contacts.${kind}.${name}` })
    })
  return {
    planStart: startsOf(plans.map((plan) => plan.length)),
    stepDay: Int32Array.from(steps, ({ day }) => day),
    stepKind: Int32Array.from(steps, ({ kind }) => kinds.indexOf(kind)),
    stepEvery: Int32Array.from(steps, ({ every }) => every),
    kindFact: Uint8Array.from(kinds, (kind) => {
      const place = countedKinds.indexOf(kind)
      return place < 0 ? countedKinds.length : place
    }),
    kindDoer: Uint8Array.from(kinds, (kind, row) => (minutesOf(known[row]!) === 0 ? 0 : kind === 'sales_call' ? 2 : 1)),
    kindMinutes: real(minutesOf),
    kindCost: real(({ cost }) => Math.round(cost?.value ?? 0)),
    kindMultiplier: Int32Array.from(kinds, (kind, row) =>
      responseRow({ response: effectOf(known[row]!), place: `contacts.${kind}` }),
    ),
    kindEffectDays: Int32Array.from(known, ({ effectDays }) => effectDays),
    kindRightParty: probabilities('rightParty', -1),
    kindPromise: probabilities('promise'),
    kindPromiseDays: Int32Array.from(known, () => promiseDays),
    kindKept: probabilities('kept'),
    orderOfWork: time?.orderOfWork === 'riskiest' ? 2 : time?.orderOfWork === 'largest' ? 1 : 0,
    minutes: plans.length === 0 ? new Float64Array(0) : minutesByPool(behavior, time, days),
  }
}

/** Minutes of contacts by pool of people and day: the collectors', then each salesperson's. */
function minutesByPool(
  { customers }: Behavior,
  time: ContactTime | null,
  { asOf, horizon, isWorkday }: Days,
): Float64Array {
  const width = horizon + 1
  const pools = 1 + salespeopleOf(customers).length
  const minutes = new Float64Array(pools * width)
  for (let pool = 0; pool < pools; pool++) {
    for (let day = 1; day <= horizon; day++) {
      if (!isWorkday(addDays(asOf, day))) continue
      const isCounted = time !== null && day >= time.from
      const counted = pool === 0 ? time?.collectors : time?.salesperson
      minutes[pool * width + day] = isCounted ? counted! : Number.POSITIVE_INFINITY
    }
  }
  return minutes
}

function minutesOf({ minutes }: Contact): number {
  return minutes?.value ?? 0
}

/** What a contact does, with how surely that is known. */
function effectOf({ multiplier }: Contact): Response {
  const { value, error, low, high } = multiplier
  if (value <= 0) return value
  // Ratios err by factors.
  if (error !== undefined && error > 0) return { lognormal: [value, error / value] }
  return low !== undefined && high !== undefined && low > 0 && high > low
    ? { lognormal: [value, Math.log(high / low) / (2 * normalOf90Percent)] }
    : value
}

/** A probability with how surely it is known. */
function chanceOf(estimate: Contact['promise']): Response {
  if (estimate === undefined) return 0
  const cases = betaCases(estimate, 'drawn')
  return cases === 0 ? estimate.value : { beta: [estimate.value * cases, (1 - estimate.value) * cases] }
}

function salespersonOf({ attributes }: Behavior['customers'][number]): string {
  return attributes.salesperson ?? ''
}

function salespeopleOf(customers: Behavior['customers']): string[] {
  return [...new Set(customers.map(salespersonOf))].filter((name) => name !== '')
}
