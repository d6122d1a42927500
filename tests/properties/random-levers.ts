import fc from 'fast-check'
import type { Response } from '../../src/scenario/file/response.js'
import { oneIn, real, whole } from '../engine/random-policy.js'
import { contactKinds } from './random-behavior.js'

const ascending = (count: number, min: number, max: number) =>
  fc.array(real(min, max), { minLength: count, maxLength: count }).map((values) => [...values].sort((a, b) => a - b))

/** Thin-tailed distributions are cut where one draw in 10,000 lies beyond. */
const farthest = 3.72

/** A response from `min` to `max`, in each of the ways in which a scenario may state one. */
function response(min: number, max: number): fc.Arbitrary<Response> {
  const width = max - min
  const ways: fc.Arbitrary<unknown>[] = [
    real(min, max),
    ascending(2, min, max).map((uniform) => ({ uniform })),
    ascending(3, min, max).map((triangular) => ({ triangular })),
    ascending(3, min, max).map((pert) => ({ pert })),
    fc
      .tuple(real(min + width / 4, max - width / 4), real(0, width / 4 / (farthest + 0.01)))
      .map((normal) => ({ normal })),
  ]
  if (min >= 0) {
    // A factor of at most 1.4 either way.
    const [least, greatest] = [Math.max(0.05, min) * 1.5, max / 1.5]
    ways.push(fc.tuple(real(least, greatest), real(0, 0.09)).map((lognormal) => ({ lognormal })))
  }
  if (min <= 0 && max >= 1) ways.push(fc.tuple(real(0.5, 5), real(0.5, 5)).map((beta) => ({ beta })))
  return fc.oneof(...ways) as fc.Arbitrary<Response>
}

/** On whom a lever acts: picked from the customers that are there when the scenario is written. */
export interface Aim {
  readonly attribute: 'region' | 'salesperson' | 'customer_id' | 'segment' | null
  readonly customers: readonly number[]
}
const aim: fc.Arbitrary<Aim> = fc.record({
  attribute: fc.constantFrom<Aim['attribute']>(null, null, 'region', 'salesperson', 'customer_id', 'segment'),
  customers: fc.array(whole(0, 3), { minLength: 1, maxLength: 2 }),
})

/** The simulated day from which a lever acts; null leaves it to the scenario. */
const from = fc.option(whole(1, 90), { freq: 2 })
const timing = { from, phase_in_days: oneIn(3, whole(1, 40), fc.constant(0)) }
const everywhere = { ...timing, aim }
const everywhereKeys = ['from', 'phase_in_days', 'aim'] as const

const discount = fc.oneof(fc.constant('none' as const), fc.record({ percent: real(0.2, 6), days: whole(0, 40) }))

const terms = fc
  .record(
    {
      ...everywhere,
      net: whole(0, 75),
      end_of_month: fc.boolean(),
      discount,
      pass_through: response(0, 1),
      order_lift: response(-1, 2),
      adverse_selection: response(1, 4),
    },
    { requiredKeys: [...everywhereKeys] },
  )
  .map((own) => (own.end_of_month === undefined && own.discount === undefined ? { net: 45, ...own } : own))

const limit = fc.oneof(
  fc.record({ limit: fc.oneof(real(0.01, 100), real(1, 5000)) }),
  fc.record({ limit_months: real(0.05, 3) }),
  fc.constant({}),
)

const credit = fc
  .tuple(
    limit,
    fc.record(
      {
        ...everywhere,
        hold_when_past_due_days: oneIn(3, whole(0, 90), whole(0, 10)),
        lost_after_days: whole(1, 40),
        deposit: fc.oneof(real(0, 1), fc.constantFrom(0, 1)),
        minimum_score: whole(300, 800),
      },
      { requiredKeys: [...everywhereKeys] },
    ),
  )
  .map(([own, rest]) => ({ ...own, ...rest }))

const contacts = fc
  .uniqueArray(
    fc.record(
      {
        kind: fc.constantFrom(...contactKinds),
        day: oneIn(3, whole(-20, 60), whole(-5, 15)),
        every: whole(1, 12),
      },
      { requiredKeys: ['kind', 'day'] },
    ),
    { minLength: 1, maxLength: 4, selector: ({ day }) => day },
  )
  .map((steps) => [...steps].sort((a, b) => a.day - b.day))

const collections = fc
  .record(
    { ...everywhere, hazard_multiplier: response(0, 3), from_days_past_due: whole(-20, 40), contacts },
    { requiredKeys: [...everywhereKeys] },
  )
  .map((own) => (own.contacts === undefined ? { hazard_multiplier: 1.5, ...own } : own))

const collectors = fc.record(
  {
    from,
    people: oneIn(3, real(0, 3), real(0, 0.1)),
    minutes_a_day: oneIn(4, fc.constant(0), real(0, 480)),
    order_of_work: fc.constantFrom('oldest' as const, 'largest' as const, 'riskiest' as const),
    salesperson_minutes_a_day: real(0, 60),
  },
  { requiredKeys: ['from', 'people'] },
)

const billing = fc.record(
  {
    ...everywhere,
    lag_days: oneIn(4, fc.constant(0), real(0, 8)),
    accuracy: real(0, 1),
    delivery_days_saved: whole(-10, 10),
    dispute_multiplier: response(0, 3),
    dispute_days_multiplier: response(0, 3),
  },
  { requiredKeys: [...everywhereKeys] },
)

const writeOff = fc.record(
  {
    from,
    days_past_due: oneIn(3, whole(40, 200), whole(0, 40)),
    recovery_multiplier: response(0, 3),
    recovery_days_multiplier: response(0, 3),
    agency_fee: real(0, 1),
  },
  { requiredKeys: ['from'] },
)

const sales = fc.record(
  { ...everywhere, growth: response(-1, 2), credit_quality_price: response(1, 4) },
  { requiredKeys: [...everywhereKeys, 'growth'] },
)

const economy = fc.record({ from, stress: fc.array(real(-3, 2), { minLength: 1, maxLength: 4 }) })

/** The levers of random scenarios, with picks in place of names and numbers in place of dates. */
export const randomLevers = fc.record(
  {
    terms: fc.array(terms, { maxLength: 2 }),
    credit: fc.array(credit, { maxLength: 2 }),
    collections: fc.array(collections, { maxLength: 2 }),
    collectors,
    billing: fc.array(billing, { maxLength: 2 }),
    write_off: writeOff,
    sales: fc.array(sales, { maxLength: 1 }),
    economy,
  },
  { requiredKeys: [] },
)
