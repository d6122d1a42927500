import { describe, expect, it } from 'vitest'
import { stated } from '../../src/behavior/estimate.js'
import { dayFromIso } from '../../src/calendar/day.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { type FactName, factColumn, factCount, factNames, simulatedFacts } from '../../src/facts/columns.js'
import { notSimulated } from '../../src/scenario/not-simulated.js'
import { compilePlan } from '../../src/scenario/plan/compile-plan.js'
import { scenarioOf, smallBehavior } from './scenario-of.js'

const plan = (yaml: string | null, behavior = smallBehavior) =>
  compilePlan(
    { behavior, ledger: null, asOf: dayFromIso('2024-01-31')!, months: 6, seed: 'a seed', by: [] },
    yaml === null ? null : scenarioOf(yaml),
  ).plan
const absent = (yaml: string | null, behavior = smallBehavior) => notSimulated(plan(yaml, behavior))

const call = { multiplier: stated(2), effectDays: 5, minutes: stated(10), cost: stated(500) }
const [first, ...others] = smallBehavior.customers
const withCalls = { ...smallBehavior, contacts: { call } }
const withMargin = { ...smallBehavior, customers: [{ ...first!, marginRate: 0.3 }, ...others] }
const calling = 'levers: { collections: [{ where: { customer_id: C1 }, contacts: [{ kind: call, day: 1 }] }] }'
const quick = 'levers: { billing: [{ where: { customer_id: C1 }, lag_days: 3 }] }'
const agency = 'levers: { write_off: { agency_fee: 0.2 } }'

const of = {
  contacts: [
    'invoice_copies',
    'emails',
    'calls',
    'sales_calls',
    'right_party_contacts',
    'promises',
    'promises_due',
    'promises_kept',
    'collections',
  ],
  cost: ['collection_cost'],
  margin: ['gross_margin'],
  lag: ['bill_lag_invoices', 'bill_lag_weight'],
} satisfies Record<string, FactName[]>

describe('what a plan does not simulate', () => {
  it('is what nobody has said anything of, each with the reason', () => {
    const known = absent(null)
    for (const facts of Object.values(of)) for (const fact of facts) expect(known.get(fact)).toBeTruthy()
    expect(known.get('calls')).toBe('contacts are simulated only where a scenario says whom to contact when')
    expect(known.get('gross_margin')).toBe('the behaviour knows no margins')
    expect(known.get('bill_lag_weight')).toBe('the behaviour knows no days from delivery to invoice')
  })

  it('holds besides these only the facts that the engine knows nothing of', () => {
    const always = factNames.filter((fact) => !simulatedFacts.includes(fact))
    expect([...absent(null).keys()].sort()).toEqual([...new Set([...always, ...Object.values(of).flat()])].sort())
  })

  it.each([
    ['contacts that a scenario makes with one customer', calling, withCalls, ['contacts', 'cost']],
    ['an agency’s fee', agency, smallBehavior, ['cost']],
    ['the margin of one customer', null, withMargin, ['margin']],
    ['the days to the invoice of one customer', quick, smallBehavior, ['lag']],
  ] as const)('does not hold %s', (_, yaml, behavior, kinds) => {
    const known = absent(yaml, behavior)
    for (const [kind, facts] of Object.entries(of)) {
      for (const fact of facts) expect(known.has(fact)).toBe(!(kinds as readonly string[]).includes(kind))
    }
  })

  it('is 0 in every future', () => {
    for (const [yaml, behavior] of [
      [null, smallBehavior],
      [calling, withCalls],
      [agency, smallBehavior],
      [null, withMargin],
      [quick, smallBehavior],
    ] as const) {
      const own = plan(yaml, behavior)
      const facts = runPlan(own, 0, 3).values
      for (const fact of notSimulated(own).keys()) {
        const cells = facts.filter((_, cell) => cell % factCount === factColumn[fact])
        expect(new Set(cells)).toEqual(new Set([0]))
      }
    }
  })

  it('teeth: what is simulated is not 0 in all of them', () => {
    const sum = (fact: FactName, yaml: string | null, behavior = smallBehavior) =>
      runPlan(plan(yaml, behavior), 0, 3)
        .values.filter((_, cell) => cell % factCount === factColumn[fact])
        .reduce((total, value) => total + value, 0)
    expect(sum('calls', calling, withCalls)).toBeGreaterThan(0)
    expect(sum('collection_cost', calling, withCalls)).toBeGreaterThan(0)
    expect(sum('gross_margin', null, withMargin)).toBeGreaterThan(0)
    expect(sum('bill_lag_weight', quick)).toBeGreaterThan(0)
  })
})
