import { expect, test } from 'vitest'
import { type Behavior, behaviorSchema } from '../../src/behavior/behavior.js'
import { dayFromIso } from '../../src/calendar/day.js'
import { InputError } from '../../src/document/input-error.js'
import { readScenario } from '../../src/scenario/file/scenario-file.js'
import { compilePlan } from '../../src/scenario/plan/compile-plan.js'
import { folderOf } from './ledger-files.js'

/** What InputError says of a scenario that is read and compiled; FILE stands for its path. */
function refusalOf(levers: string, behavior: Behavior = companyOf({})): string {
  const file = `${folderOf({ 'scenario.yaml': `levers:\n  ${levers}\n` })}/scenario.yaml`
  const input = { behavior, ledger: null, asOf: dayFromIso('2024-12-31')!, months: 12, seed: 'levers', by: [] }
  try {
    compilePlan(input, readScenario(file))
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(file, 'FILE')
    throw error
  }
  return 'nothing is refused'
}

function companyOf(more: object): Behavior {
  return behaviorSchema.parse({
    schema: 'arlab/behavior/1',
    currency: 'USD',
    writeOff: { daysPastDue: 180 },
    segments: [{ name: 'all', hazard: [{ from: 0, daily: 0.1, provenance: 'stated' }] }],
    customers: [{ id: 'C1', segment: 'all', netDays: 30, ordersPerDay: 1, logAmountMean: 7, logAmountDeviation: 0 }],
    ...more,
  })
}

const outOfRange = (least: number, greatest: number) =>
  `it must be a number from ${least} to ${greatest}, without quotes, or a distribution of such numbers`

test.each([
  [
    'goal: { metric: cei, target: 90, per: salesman }',
    'no customer has an attribute "salesman" that could own the goal.',
  ],
  [
    'terms: { net: 45 }',
    '"levers.terms" is wrong: it must be a list (lines that begin with "- "), not keys with values.',
  ],
  ['terms: [{ net: 400 }]', '"levers.terms.0.net" is wrong: it must be a whole number of days from 0 to 365.'],
  ['terms: [{ net: -1 }]', '"levers.terms.0.net" is wrong: it must be a whole number of days from 0 to 365.'],
  ['terms: [{ net: 4.5 }]', '"levers.terms.0.net" is wrong: it must be a whole number of days from 0 to 365.'],
  [
    'terms: [{ net: 45, pass_through: 2 }]',
    '"levers.terms.0.pass_through" is wrong: it must be a number from 0 to 1, without quotes, or a distribution of such numbers.',
  ],
  [
    'terms: [{ net: 45, pass_through: half }]',
    '"levers.terms.0.pass_through" is wrong: it must be a number from 0 to 1, without quotes, or a distribution of such numbers, like pert: [least, likeliest, greatest].',
  ],
  [
    'collections: [{ hazard_multiplier: 101 }]',
    '"levers.collections.0.hazard_multiplier" is wrong: it must be a number from 0 to 100, without quotes, or a distribution of such numbers.',
  ],
  [
    'collections: [{ hazard_multiplier: "2" }]',
    '"levers.collections.0.hazard_multiplier" is wrong: it must be a number from 0 to 100, without quotes, or a distribution of such numbers, like pert: [least, likeliest, greatest].',
  ],
  ['terms: [{ pass_through: 1 }]', '"levers.terms.0" is wrong: say what changes: net, end_of_month or discount.'],
  [
    'terms: [{ net: 45, pass_through: { uniform: [0.5, 1.5] } }]',
    `"levers.terms.0.pass_through" is wrong: ${outOfRange(0, 1)}.`,
  ],
  [
    'terms: [{ net: 45, pass_through: { triangular: [0.9, 0.5, 1] } }]',
    '"levers.terms.0.pass_through.triangular" is wrong: least, likeliest and greatest ascend.',
  ],
  [
    'terms: [{ net: 45, pass_through: { uniform: [0.9, 0.5] } }]',
    '"levers.terms.0.pass_through.uniform" is wrong: the least comes first.',
  ],
  [
    'collections: [{ hazard_multiplier: { normal: [1, -1] } }]',
    '"levers.collections.0.hazard_multiplier.normal" is wrong: the deviation must not be negative.',
  ],
  [
    'collections: [{ hazard_multiplier: { lognormal: [0, 1] } }]',
    '"levers.collections.0.hazard_multiplier.lognormal" is wrong: the median must be above 0, the deviation not negative.',
  ],
  [
    'collections: [{ hazard_multiplier: { beta: [0, 1] } }]',
    '"levers.collections.0.hazard_multiplier.beta" is wrong: both must be above 0.',
  ],
  ['credit: [{ limit: 100, limit_months: 2 }]', '"levers.credit.0" is wrong: give limit or limit_months, not both.'],
  ['credit: [{ deposit: 1.5 }]', '"levers.credit.0.deposit" is wrong: it must be from 0 to 1.'],
  ['credit: [{ deposit: half }]', '"levers.credit.0.deposit" is wrong: it must be a share from 0 to 1.'],
  [
    'collections: [{ from_days_past_due: 3 }]',
    '"levers.collections.0" is wrong: say what changes: hazard_multiplier or contacts.',
  ],
  [
    'collections: [{ contacts: [{ kind: call, day: 10 }, { kind: call, day: 5 }] }]',
    '"levers.collections.0.contacts" is wrong: the days must ascend.',
  ],
  ['terms: [{ net: 45, from: 2024-02-30 }]', '"levers.terms.0.from" is wrong: from must be a date like 2025-01-01.'],
])('a scenario with %s', (levers, problem) => {
  expect(refusalOf(levers)).toMatch(/^FILE, line 2, column \d+: /)
  expect(refusalOf(levers).replace(/^.*?: /, '')).toBe(problem)
})

test.each([
  [
    'credit: [{ minimum_score: 20 }]',
    ': no customer has a credit score; the ledger’s customers need a column risk_score, or the behaviour’s customers a riskScore.',
  ],
  [
    'collections: [{ contacts: [{ kind: pigeon, day: 3 }] }]',
    ': the behaviour does not say what a contact of kind "pigeon" does. Add it to the behaviour’s contacts.',
  ],
  [
    'terms: [{ net: 45, from: 2024-06-01 }]',
    ': levers cannot act from 2024-06-01, before the first simulated day 2025-01-01.',
  ],
  [
    'terms: [{ net: 45, from: 2031-01-01 }]',
    ': levers would act from 2031-01-01, after the last simulated day 2025-12-31; simulate more months or choose an earlier day.',
  ],
])('a company that lacks what a scenario with %s needs', (levers, problem) => {
  expect(refusalOf(levers)).toMatch(/^FILE, line 2, column \d+: /)
  expect(refusalOf(levers).replace(/^.*?(?=: )/, '')).toBe(problem)
})

test('a contact that the behaviour does not know is told beside those that it knows', () => {
  const contacts = { call: { multiplier: 1.3, effectDays: 7 }, email: { multiplier: 1.1, effectDays: 3 } }
  expect(refusalOf('collections: [{ contacts: [{ kind: phone, day: 3 }] }]', companyOf({ contacts }))).toMatch(
    /"phone" does; it knows call, email\. Add it to the behaviour’s contacts\.$/,
  )
})
