import { withCustomers, withPolicies } from './change-company.js'
import type { PlainCompany } from './plain-company.js'
import type { PlainContactKind, PlainStep } from './plain-work.js'
import { sampleCompany } from './sample-company.js'
import { between } from './steady-company.js'

const email: PlainContactKind = {
  fact: 'emails',
  doer: 'nobody',
  minutes: 0,
  cost: 5,
  multiplier: between(601, 1.1, 1.6),
  effectDays: 6,
  rightParty: null,
  promise: 0.1,
  promiseDays: 4,
  kept: 0.5,
}
const call: PlainContactKind = {
  fact: 'calls',
  doer: 'collectors',
  minutes: 9,
  cost: 700,
  multiplier: 3,
  effectDays: 10,
  rightParty: 0.6,
  promise: 0.4,
  promiseDays: 7,
  kept: 0.7,
}
const salesCall: PlainContactKind = { ...call, fact: 'sales_calls', doer: 'salesperson', minutes: 20, cost: 1900 }

const steps: readonly PlainStep[] = [
  { day: -3, kind: email, every: null },
  { day: 4, kind: call, every: 3 },
  { day: 12, kind: email, every: 5 },
  { day: 21, kind: salesCall, every: 4 },
]

/** The sample company with limits, holds, and contacts for which there is hardly time; the last customer is left in peace. */
export const workCompany: PlainCompany = {
  ...withPolicies(
    withCustomers(sampleCompany, ({ key, phases }) => ({
      // Those of one age are as urgent as others, of the riskiest customer too.
      salesperson: key === 33 ? null : 0,
      risk: key % 2,
      phases:
        key === 44 ? phases : phases.map(({ from, policy }) => ({ from, policy: { ...policy, contacts: steps } })),
    })),
    ({ contacts }, from) =>
      contacts === null
        ? {}
        : { creditLimit: from > 0 ? 90_000 : 150_000, holdAfter: from > 0 ? 20 : 40, lostAfter: 9 },
  ),
  work: { order: 'oldest', collectors: [25, 25, 25, 25, 25, 0, 0], salespeople: [[15]] },
}

const stepsAs = (change: (step: PlainStep) => Partial<PlainStep>) =>
  withPolicies(workCompany, ({ contacts }) => ({
    contacts: contacts?.map((step) => ({ ...step, ...change(step) })) ?? null,
  }))
const callsAs = (change: Partial<PlainContactKind>) => {
  const changed = { ...call, ...change }
  return stepsAs(({ kind }) => (kind === call ? { kind: changed } : {}))
}
const workAs = (change: Partial<PlainCompany['work']>): PlainCompany => ({
  ...workCompany,
  work: { ...workCompany.work, ...change },
})

/** That company with one wrong number or rule in each of its mechanisms. */
export const wrongWork: Readonly<Record<string, PlainCompany>> = {
  'a limit 1 % higher': withPolicies(workCompany, ({ creditLimit }) => ({
    creditLimit: creditLimit && creditLimit * 1.01,
  })),
  'no limit': withPolicies(workCompany, () => ({ creditLimit: null })),
  'a hold a day later': withPolicies(workCompany, ({ holdAfter }) => ({ holdAfter: holdAfter && holdAfter + 1 })),
  'orders lost a day later': withPolicies(workCompany, ({ lostAfter }) => ({ lostAfter: lostAfter && lostAfter + 1 })),
  'orders never lost': withPolicies(workCompany, () => ({ lostAfter: null })),
  'a step a day later': stepsAs(({ day }) => ({ day: day === 4 ? 5 : day })),
  'a step less often': stepsAs(({ every }) => ({ every: every === 3 ? 4 : every })),
  'a step done once': stepsAs(({ every }) => ({ every: every === 5 ? null : every })),
  'the largest first': workAs({ order: 'largest' }),
  'the riskiest first': workAs({ order: 'riskiest' }),
  'a minute more': workAs({ collectors: workCompany.work.collectors.map((minutes) => minutes + 1) }),
  'work on other days': workAs({ collectors: [0, 25, 25, 25, 25, 25, 0] }),
  'more time to sell': workAs({ salespeople: [[16]] }),
  'nobody to call for sales': withCustomers(workCompany, () => ({ salesperson: null })),
  'longer calls': callsAs({ minutes: 9.5 }),
  'dearer calls': callsAs({ cost: 701 }),
  'calls that are not counted': callsAs({ fact: null }),
  'calls that do more': callsAs({ multiplier: 3.1 }),
  'calls that do it for longer': callsAs({ effectDays: 11 }),
  'calls that reach fewer': callsAs({ rightParty: 0.57 }),
  'fewer promises': callsAs({ promise: 0.37 }),
  'promises for a day more': callsAs({ promiseDays: 8 }),
  'fewer kept': callsAs({ kept: 0.65 }),
}
