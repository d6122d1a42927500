import { beforeAll, describe, expect, test } from 'vitest'
import type { PlanInput } from '../../src/scenario/plan/compile-plan.js'
import { simulate } from '../../src/scenario/simulate.js'
import { scenarioOf } from '../scenario/scenario-of.js'
import { arMini, demo, factBytes, planUnder } from './known-companies.js'

/**
 * Exact, in every replicate, month, group and fact: a scenario without levers has the baseline's plan and the baseline's
 * draws, so it is the baseline bit for bit. So is one whose lever is there but never acts, though the engine then
 * works customers off day by day instead of one after the other.
 */
const companies: { name: string; input: PlanInput }[] = []
beforeAll(async () => {
  companies.push({ name: 'AR-mini', input: arMini() }, { name: 'demo', input: await demo() })
})

const isBaseline = (input: PlanInput, levers: string) =>
  factBytes(planUnder(input, levers)) === factBytes(planUnder(input))

describe('a scenario', () => {
  test.each([
    ['without levers', '{}'],
    ['with lists of none', '{ terms: [], credit: [], collections: [], billing: [], sales: [] }'],
    ['with a credit limit that nobody reaches', '{ credit: [{ limit: 1000000000000 }] }'],
    ['with a hold that nobody is past due enough for', '{ credit: [{ hold_when_past_due_days: 3650 }] }'],
  ])('%s is the baseline bit for bit', (_, levers) => {
    for (const { name, input } of companies) expect(isBaseline(input, levers), name).toBe(true)
  })

  test.each([
    ['of growth by a thousandth', '{ sales: [{ growth: 0.001 }] }'],
    ['of a credit limit that somebody reaches', '{ credit: [{ limit: 50000 }] }'],
    ['of a hazard a hundredth higher', '{ collections: [{ hazard_multiplier: 1.01 }] }'],
  ])('teeth: one %s is not', (_, levers) => {
    for (const { name, input } of companies) expect(isBaseline(input, levers), name).toBe(false)
  })

  test('without levers differs from the baseline by nothing in any KPI or fact, and is drawn from no luck of its own', async () => {
    const { behavior, asOf } = arMini()
    const scenarios = [
      scenarioOf('name: nothing\n'),
      scenarioOf('name: more\nlevers: { sales: [{ growth: 0.001 }] }\n'),
    ]
    const { differences, factDifferences } = await simulate({
      behavior,
      asOf,
      scenarios,
      months: 3,
      replicates: 10,
      threads: 1,
    })
    const moved = (name: string) =>
      [...differences, ...factDifferences].filter(
        ({ scenario, mean, se }) => scenario === name && mean !== null && (mean !== 0 || se !== 0),
      )
    expect(moved('nothing')).toEqual([])
    // Teeth: a thousandth more orders shows.
    expect(moved('more').length).toBeGreaterThan(0)
  })
})
