import fc from 'fast-check'
import type { z } from 'zod'
import type { behaviorSchema } from '../../src/behavior/behavior.js'
import { oneIn, orNone, real, share, whole } from '../engine/random-policy.js'

/** A behaviour as a file states it. */
export type BehaviorText = z.input<typeof behaviorSchema>

/** A number as a file may state it: exactly known, learnt with an error, or stated as a range. */
const estimate = (value: fc.Arbitrary<number>) =>
  fc
    .tuple(value, fc.constantFrom('known', 'known', 'fitted', 'range' as const), real(0.05, 0.6))
    .map(([own, kind, doubt]) => {
      if (kind === 'fitted') return { value: own, error: Math.abs(own) * doubt, provenance: 'fitted' as const }
      if (kind === 'range') return { value: own, low: own - doubt, high: own + doubt, provenance: 'stated' as const }
      return own
    })
const probability = estimate(share)

const hazard = fc
  .tuple(
    whole(-40, 0),
    fc.array(fc.record({ days: whole(1, 40), daily: oneIn(5, share, real(0, 0.1)), error: fc.option(real(0, 0.03)) }), {
      minLength: 1,
      maxLength: 5,
    }),
  )
  .map(([first, pieces]) => {
    let from = first
    return pieces.map(({ days, daily, error }) => {
      const piece = { from, daily, ...(error === null ? {} : { error }), provenance: 'stated' as const }
      from += days
      return piece
    })
  })

const segment = fc.record(
  {
    hazard,
    frailty: estimate(orNone(real(0, 1))),
    dispute: fc.record({
      probability,
      meanDays: estimate(orNone(real(0, 40))),
      conceded: probability,
      creditedShare: share,
    }),
    partial: fc.record({ probability, fraction: fc.record({ mean: share, deviation: orNone(real(0, 0.4)) }) }),
    discount: fc.record({ hurdleMedian: real(0.05, 2), hurdleDeviation: orNone(real(0, 1)) }),
    billing: fc.record({ meanDays: estimate(real(0, 6)) }),
    defaultsPerYear: estimate(orNone(real(0, 3))),
    newCustomersPerYear: estimate(orNone(real(0, 12))),
  },
  { requiredKeys: ['hazard'] },
)

const payDays = fc.oneof(
  fc.constant({ kind: 'weekdays' as const }),
  whole(1, 7).map((weekday) => ({ kind: 'weekly' as const, weekday })),
  fc
    .uniqueArray(whole(1, 31), { minLength: 1, maxLength: 3 })
    .map((days) => ({ kind: 'days of month' as const, days })),
)

const salespeople = ['Ana', 'Ben']
const regions = ['AMER', 'EMEA']

const customer = fc.record(
  {
    segment: whole(0, 1),
    netDays: oneIn(3, whole(0, 75), fc.constantFrom(0, 14, 30)),
    ordersPerDay: estimate(fc.oneof(orNone(real(0, 0.3)), real(0, 1.5))),
    logAmountMean: estimate(real(0, 12)),
    logAmountDeviation: orNone(real(0, 1.5)),
    riskScore: whole(300, 800),
    region: fc.constantFrom(...regions),
    salesperson: fc.constantFrom('', ...salespeople),
    multiplier: estimate(oneIn(5, fc.constantFrom(0, 1), real(0.2, 3))),
    defaulted: oneIn(4, share, fc.constant(0)),
    discount: fc.record({
      percent: oneIn(6, fc.constantFrom(0, 100), real(0.5, 5)),
      days: whole(0, 30),
      taken: fc.boolean(),
    }),
    payDays,
    marginRate: real(-0.3, 0.8),
  },
  {
    requiredKeys: [
      'segment',
      'netDays',
      'ordersPerDay',
      'logAmountMean',
      'logAmountDeviation',
      'riskScore',
      'region',
      'salesperson',
    ],
  },
)

/** The kinds of contacts; the last one has no fact of its own. */
export const contactKinds = ['invoice_copy', 'email', 'call', 'sales_call', 'visit'] as const

const contact = fc.record(
  {
    multiplier: fc.oneof(
      real(0.5, 4),
      fc.tuple(real(0.8, 4), real(0.1, 0.5)).map(([value, error]) => ({ value, error, provenance: 'fitted' as const })),
      real(1, 2).map((low) => ({ value: low + 0.5, low, high: low + 1, provenance: 'stated' as const })),
    ),
    effectDays: whole(1, 20),
    rightParty: share,
    promise: share,
    kept: share,
    minutes: oneIn(4, fc.constant(0), real(1, 30)),
    cost: oneIn(4, real(0, 20), whole(0, 1500)),
  },
  { requiredKeys: ['multiplier', 'effectDays'] },
)

const economy = fc.record({
  persistence: share,
  now: estimate(real(-1.5, 1.5)),
  paymentLoading: estimate(orNone(real(0, 0.6))),
  defaultLoading: orNone(real(0, 1)),
})

const orders = fc.record({
  yearlyGrowth: estimate(real(-0.3, 0.5)),
  level: estimate(real(-0.3, 0.3)),
  season: fc.array(estimate(real(-0.5, 0.5)), { minLength: 12, maxLength: 12 }),
  monthlyDeviation: orNone(real(0, 0.4)),
})

/**
 * Small random behaviours that use all that a behaviour may say. Customers are C0, C1, …, and each has a region and a score.
 */
export const randomBehavior: fc.Arbitrary<BehaviorText> = fc
  .record(
    {
      writeOffAge: oneIn(3, whole(0, 60), fc.noBias(whole(60, 250))),
      segments: fc.tuple(segment, segment),
      customers: fc.array(customer, { minLength: 1, maxLength: 4 }),
      contacts: fc.record({
        invoice_copy: contact,
        email: contact,
        call: contact,
        sales_call: contact,
        visit: contact,
      }),
      recovery: fc.record({ share: probability, meanDays: estimate(orNone(real(0, 60))) }),
      economy,
      orders,
    },
    { requiredKeys: ['writeOffAge', 'segments', 'customers', 'contacts'] },
  )
  .map(({ writeOffAge, segments, customers, ...rest }) => ({
    schema: 'arlab/behavior/1',
    currency: 'USD',
    writeOff: { daysPastDue: writeOffAge },
    segments: segments.map((own, row) => ({ name: `segment ${row}`, ...own })),
    customers: customers.map(({ segment: row, region, salesperson, ...own }, number) => ({
      id: `C${number}`,
      ...own,
      segment: `segment ${row}`,
      attributes: { region, ...(salesperson === '' ? {} : { salesperson }) },
    })),
    ...rest,
  }))
