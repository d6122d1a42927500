import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runPlan } from '../../src/engine/run-plan.js'
import { factCount } from '../../src/facts/columns.js'
import { real, whole } from '../engine/random-policy.js'
import { faultsOf } from './fact-faults.js'
import { compileRandomPlan, openingOf, randomPlan } from './random-plan.js'

const replicates = 2

const goal = fc.record({
  metric: fc.constantFrom('dso', 'cei', 'past_due_share', 'paid_on_time'),
  over_days: fc.constantFrom(0, 30, 60, 90),
  // Mostly one that is missed, so that somebody plays.
  target: fc.oneof(fc.constant(0), real(0, 100)),
  per: fc.constant('region'),
  period: fc.constantFrom('month', 'month', 'quarter'),
  propensity: fc.oneof(fc.constant(1), real(0, 1)),
  tricks: fc.uniqueArray(fc.constantFrom('credit_and_rebill', 'write_off', 'hold', 'pull', 'extend_terms'), {
    minLength: 1,
  }),
  most: real(0, 1),
  billed_again_after: whole(1, 40),
  hold_days: whole(1, 27),
  pull_days: whole(1, 28),
  extra_days: whole(0, 60),
  extra_days_taken: real(0, 1),
} as const)

/** A goal that everybody misses, whichever way is better. */
const missed = (own: { readonly metric: string; readonly target: number }) =>
  own.target !== 0 ? own.target : own.metric === 'cei' || own.metric === 'paid_on_time' ? 101 : 0

test('1,000 random plans with a goal: money is conserved in both books, by replicate, month and group', () => {
  let [played, apart] = [0, 0]
  fc.assert(
    fc.property(randomPlan, goal, (random, own) => {
      const levers = { ...random.scenario.levers, goal: { ...own, target: missed(own) } }
      const withGoal = { ...random, scenario: { ...random.scenario, levers } }
      const compiled = compileRandomPlan(withGoal as typeof random)
      const { plan, periods } = compiled
      const groups = compiled.groups.slice(0, plan.groups)
      const { values } = runPlan(plan, 0, replicates)
      const size = plan.groups * periods.length * factCount
      const books = [0, 1].map((book) => {
        const facts = new Float64Array(replicates * size)
        for (let replicate = 0; replicate < replicates; replicate++) {
          const from = (2 * replicate + book) * size
          facts.set(values.subarray(from, from + size), replicate * size)
        }
        return facts
      })
      const shape = { groups: groups.length, months: periods.length, opening: openingOf(random, groups) }
      for (const facts of books) expect(faultsOf(facts, shape)).toEqual([])
      if (plan.goals!.periodMonths.some((length) => length > 0)) played++
      if (books[0]!.some((value, cell) => value !== books[1]![cell])) apart++
    }),
    { seed: 7, numRuns: 1000 },
  )
  expect(played).toBeGreaterThan(500)
  expect(apart).toBeGreaterThan(150)
})
