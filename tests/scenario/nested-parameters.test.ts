import { describe, expect, test } from 'vitest'
import { behaviorSchema } from '../../src/behavior/behavior.js'
import { day } from '../../src/calendar/day.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { type FactName, factColumn, factCount } from '../../src/facts/columns.js'
import { compilePlan, type PlanInput } from '../../src/scenario/plan/compile-plan.js'
import { simulate } from '../../src/scenario/simulate.js'
import { varianceParts } from '../../src/statistics/variance-parts.js'
import { planOf } from '../engine/plan-of.js'
import { falseAlarmRate, twoSidedNormalTail } from '../engine/statistics.js'
import { always, between, known, steadyCompany, steadyCustomer, steadySegment } from '../engine/steady-company.js'
import { scenarioOf, smallBehavior } from './scenario-of.js'

const unsure = scenarioOf('name: unsure\nlevers: { collections: [{ hazard_multiplier: { uniform: [0.4, 1.6] } }] }\n')
const input: PlanInput = { behavior: smallBehavior, ledger: null, asOf: day(20_088), months: 3, seed: 'nested', by: [] }

/** A fact in the last of some months, future by future. */
function lastOf(values: Float64Array, fact: FactName, months: number): Float64Array {
  const futures = values.length / factCount / months
  return Float64Array.from(
    { length: futures },
    (_, at) => values[(at * months + months - 1) * factCount + factColumn[fact]]!,
  )
}

test('nested futures draw from the same distributions as drawn ones, two by two', () => {
  const behavior = behaviorSchema.parse({
    ...smallBehavior,
    segments: smallBehavior.segments.map((segment) => ({
      ...segment,
      dispute: {
        probability: { value: 0.2, error: 0.05, provenance: 'fitted' },
        meanDays: 10,
        conceded: 0.5,
        creditedShare: 0.5,
      },
    })),
  })
  const planIn = (parameters: 'drawn' | 'nested' | 'fixed') =>
    compilePlan({ ...input, behavior, parameters }, unsure).plan
  expect(planIn('nested')).toEqual({ ...planIn('drawn'), futuresPerBelief: 2 })
  // Teeth: what is taken as it stands is another plan.
  expect(planIn('fixed')).not.toEqual(planIn('drawn'))
})

describe('pairs share what they take to be true', () => {
  /**
   * Nobody orders or pays; ten invoices are written off on the first day, and of each a share comes in at once, which is half of
   * an uncertain response: there is no luck in it.
   */
  const plan = planOf({
    ...steadyCompany([30]),
    segments: [steadySegment(0, 0)],
    customers: [
      {
        ...steadyCustomer,
        ordersPerDay: known(0),
        phases: always({ writeOffAge: 10, recoveryFactor: between(501, 0.2, 1.8) }),
      },
    ],
    recovery: { share: known(0.5), days: known(1e-9) },
    opening: Array.from({ length: 10 }, (_, row) => ({
      key: row + 1,
      customer: 0,
      group: 0,
      issued: -39,
      due: -9,
      amount: 100_000,
      open: 100_000,
      disputed: false,
      disputeAge: 0,
      partlyPaid: false,
    })),
  })
  const recoveries = (futuresPerBelief: number) =>
    lastOf(runPlan({ ...plan, futuresPerBelief }, 0, 100).values, 'recoveries', 1)

  test('with an uncertain response as all that is uncertain, and without luck, pairs are equal and differ from each other', () => {
    const values = recoveries(2)
    for (let at = 0; at < values.length; at += 2) expect(values[at]).toBe(values[at + 1])
    expect(new Set(values).size).toBe(50)
    expect(varianceParts(values)).toMatchObject({ luck: 0, ignoranceShare: 1, low: 1, high: 1 })
  })

  test('teeth: drawn by itself, every future has its own', () => {
    expect(new Set(recoveries(1)).size).toBe(100)
  })
})

describe('the share of ignorance', () => {
  // Of independent pairs the correlation within them errs by about 1 ÷ √pairs.
  const pairs = 1000
  const partsOf = (scenario: typeof unsure | null) => {
    const [own, baseline] = [scenario, null].map((each) =>
      lastOf(
        runPlan(compilePlan({ ...input, parameters: 'nested' }, each).plan, 0, 2 * pairs).values,
        'receivables',
        3,
      ),
    )
    return varianceParts(scenario === null ? own! : own!.map((value, at) => value - baseline![at]!))!
  }

  test('is about 0 where all parameters are known exactly', () => {
    const { ignoranceShare, low } = partsOf(null)
    expect(twoSidedNormalTail(ignoranceShare * Math.sqrt(pairs))).toBeGreaterThan(falseAlarmRate)
    expect(low).toBeLessThan(0.1)
  })

  test('teeth: is most of the change by a lever whose response may be anything', () => {
    const { ignoranceShare, low } = partsOf(unsure)
    expect(ignoranceShare).toBeGreaterThan(0.5)
    expect(low).toBeGreaterThan(0.5)
  })
})

test('means are those of drawn futures, with the error of so many beliefs', async () => {
  const run = async (parameters: 'drawn' | 'nested', seed: string) => {
    const options = { behavior: smallBehavior, asOf: day(20_088), scenarios: [unsure], months: 3, threads: 1 }
    const result = await simulate({ ...options, replicates: 1000, parameters, seed })
    return result.factDifferences.find(({ fact, month }) => fact === 'receivables' && month === '2025-03')!
  }
  const [drawn, nested] = [await run('drawn', 'one'), await run('nested', 'two')]
  const distance = (nested.mean! - drawn.mean!) / Math.hypot(nested.se!, drawn.se!)
  expect(twoSidedNormalTail(distance)).toBeGreaterThan(falseAlarmRate)
  // Half as many beliefs, most of the variance theirs: the error is nearly √2 times as large.
  expect(nested.se! / drawn.se!).toBeGreaterThan(1.15)
  expect(nested.se! / drawn.se!).toBeLessThan(1.6)
  expect(drawn.uncertainty).toBeUndefined()
  expect(nested.uncertainty!.ignoranceShare).toBeGreaterThan(0.5)
})
