import fc from 'fast-check'
import type { PlainPhase, PlainPolicy } from './plain-company.js'
import type { PlainContactKind, PlainStep, PlainWork } from './plain-work.js'
import { oneIn, real, response, share, whole } from './random-policy.js'

/** How many people sell. */
export const salespeople = 2

/** Known as it is, or not surely. */
const chance = oneIn(3, response(0, 1), share)

const kind: fc.Arbitrary<PlainContactKind> = fc.record({
  fact: fc.constantFrom<PlainContactKind['fact']>('invoice_copies', 'emails', 'calls', 'sales_calls', null),
  doer: fc.constantFrom<PlainContactKind['doer']>('nobody', 'collectors', 'collectors', 'salesperson'),
  minutes: fc.oneof(whole(0, 30), real(0, 30)),
  cost: whole(0, 2000),
  multiplier: oneIn(6, fc.constantFrom(0, 1), response(0.2, 4)),
  effectDays: whole(1, 25),
  rightParty: fc.option(chance, { freq: 2 }),
  promise: chance,
  promiseDays: oneIn(3, whole(1, 3), whole(1, 15)),
  kept: chance,
})

const steps: fc.Arbitrary<PlainStep[]> = fc
  .uniqueArray(
    fc.record({
      day: oneIn(3, whole(-30, 60), whole(-5, 12)),
      kind,
      every: fc.option(oneIn(3, whole(1, 30), whole(1, 4)), { freq: 3 }),
    }),
    { minLength: 1, maxLength: 4, selector: ({ day }) => day },
  )
  .map((list) => [...list].sort((a, b) => a.day - b.day))

/** What makes the invoices of a customer hang on one another, or on those of other customers. */
const feedback = {
  // From what no order is within to what all are.
  creditLimit: oneIn<number | null>(
    2,
    real(0, 15).map((log) => Math.floor(Math.exp(log))),
    fc.constant(null),
  ),
  holdAfter: oneIn<number | null>(2, oneIn(3, whole(0, 60), whole(0, 5)), fc.constant(null)),
  lostAfter: oneIn<number | null>(4, fc.constant(null), oneIn(3, whole(0, 40), whole(0, 6))),
  contacts: oneIn<PlainStep[] | null>(3, fc.constant(null), steps),
} satisfies { [Field in keyof PlainPolicy]?: fc.Arbitrary<PlainPolicy[Field]> }

/** What the first of some phases has of it, and what later ones change of it. */
const feedbackOfPhases = fc.tuple(
  fc.record(feedback),
  fc.array(fc.record(feedback, { requiredKeys: [] }), { minLength: 3, maxLength: 3 }),
)

/** Phases with it, in most companies that have it at all. */
export const withFeedback = (phases: fc.Arbitrary<PlainPhase[]>): fc.Arbitrary<PlainPhase[]> =>
  oneIn(
    4,
    phases,
    fc.tuple(phases, feedbackOfPhases).map(([list, [first, changes]]) => {
      let own: Partial<PlainPolicy> = first
      return list.map(({ from, policy }, index) => {
        if (index > 0) own = { ...own, ...changes[index - 1] }
        return { from, policy: { ...policy, ...own } }
      })
    }),
  )

/** Minutes of a day, over and over: hardly enough, or as many as are needed. */
const minutes = fc.oneof(
  { weight: 5, arbitrary: fc.array(oneIn(4, fc.constant(0), real(0, 40)), { minLength: 1, maxLength: 7 }) },
  { weight: 1, arbitrary: fc.constant([Number.POSITIVE_INFINITY]) },
)

export const work: fc.Arbitrary<PlainWork> = fc.record({
  order: fc.constantFrom<PlainWork['order']>('oldest', 'largest', 'riskiest'),
  collectors: minutes,
  salespeople: fc.array(minutes, { minLength: salespeople, maxLength: salespeople }),
})
