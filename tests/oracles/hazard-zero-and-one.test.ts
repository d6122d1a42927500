import { beforeAll, describe, expect, test } from 'vitest'
import type { Plan } from '../../src/engine/plan.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { factColumn, factCount } from '../../src/facts/columns.js'
import type { PlanInput } from '../../src/scenario/plan/compile-plan.js'
import { arMini, demo, factBytes, planUnder } from './known-companies.js'

/**
 * Closed forms, exact in every replicate. Payment comes on the day on which the accumulated hazard −Σ ln(1 − h·m) reaches the
 * invoice's threshold. With m = 0 nothing accumulates, and a threshold is above 0: nobody pays. With m = 1 the very same
 * sum accumulates: the baseline bit for bit, whether the compiler leaves the lever out or the engine multiplies by 1.
 */
const fromEver = 'from_days_past_due: -365'
const multiplied = (by: number, from = fromEver) => `{ collections: [{ hazard_multiplier: ${by}, ${from} }] }`

const companies: { name: string; input: PlanInput }[] = []
beforeAll(async () => {
  companies.push({ name: 'AR-mini', input: arMini() }, { name: 'demo', input: withoutDiscounts(await demo()) })
})

/** A taken discount decides when an invoice is paid, and not its hazard. */
function withoutDiscounts(input: PlanInput): PlanInput {
  const customers = input.behavior.customers.map(({ discount: _, ...customer }) => customer)
  return { ...input, behavior: { ...input.behavior, customers } }
}

/** What is paid in all replicates, months and groups. */
function cashOf(plan: Plan): number {
  const { values } = runPlan(plan, 0, 4)
  return values.reduce((sum, value, cell) => sum + (cell % factCount === factColumn.cash_collected ? value : 0), 0)
}

describe('a hazard multiplier of 0', () => {
  test('means that nobody pays', () => {
    for (const { name, input } of companies) expect(cashOf(planUnder(input, multiplied(0))), name).toBe(0)
  })

  test.each([
    ['of nearly 0', multiplied(0.0001)],
    ['that begins with the due day', multiplied(0, 'from_days_past_due: 0')],
  ])('teeth: one %s fails the same check', (_, levers) => {
    for (const { name, input } of companies) expect(cashOf(planUnder(input, levers)), name).toBeGreaterThan(0)
  })
})

/** A plan in which the engine multiplies by a number, though it be one that the compiler would leave out. */
function multipliedInEngine(input: PlanInput, by: number): Plan {
  const plan = planUnder(input, multiplied(1.15))
  const quantiles = plan.responses.quantiles.map((value) => (value === 1.15 ? by : value))
  expect(quantiles).not.toEqual(plan.responses.quantiles)
  return { ...plan, responses: { ...plan.responses, quantiles } }
}

describe('a hazard multiplier of 1', () => {
  test('is the baseline bit for bit, compiled or multiplied', () => {
    for (const { name, input } of companies) {
      const baseline = factBytes(planUnder(input))
      expect(factBytes(planUnder(input, multiplied(1))) === baseline, name).toBe(true)
      expect(factBytes(multipliedInEngine(input, 1)) === baseline, name).toBe(true)
    }
  })

  test('teeth: one of 1.001 fails the same checks', () => {
    for (const { name, input } of companies) {
      const baseline = factBytes(planUnder(input))
      expect(factBytes(planUnder(input, multiplied(1.001))) === baseline, name).toBe(false)
      expect(factBytes(multipliedInEngine(input, 1.001)) === baseline, name).toBe(false)
    }
  })
})
