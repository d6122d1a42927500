import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pace } from '../../src/engine/customers/customer-run.js'
import { feedbackCustomers } from '../../src/engine/customers/feedback.js'
import { runPlan } from '../../src/engine/run-plan.js'
import {
  agingBuckets,
  type FactName,
  factColumn,
  factCount,
  factNames,
  simulatedFacts,
} from '../../src/facts/columns.js'
import type { CompiledPlan } from '../../src/scenario/plan/compile-plan.js'
import { type FactShape, faultsOf } from './fact-faults.js'
import { compileRandomPlan, openingOf, type RandomPlan, randomPlan } from './random-plan.js'

const replicates = 2

function shapeOf(random: RandomPlan, { groups, periods }: CompiledPlan): FactShape {
  return { groups: groups.length, months: periods.length, opening: openingOf(random, groups) }
}

/** The first cell in which the facts of two paces differ; null if all bytes are the same. */
function firstDifference(one: Float64Array, other: Float64Array): string | null {
  const cell = one.findIndex((value, index) => !Object.is(value, other[index]))
  return cell < 0 ? null : `${factNames[cell % factCount]} at ${cell}: ${one[cell]}, not ${other[cell]}`
}

describe('1,000 random plans, over behaviours and levers', () => {
  /** What only a ledger brings about. */
  const ofTheLedger: readonly FactName[] = ['write_off_reversals', 'credit_notes_applied', 'revaluations']

  it('conserve money in every replicate, month and group, and agree at every pace', () => {
    const [has, uses] = [new Map<string, number>(), new Map<string, number>()]
    const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1)
    fc.assert(
      fc.property(randomPlan, (random) => {
        const compiled = compileRandomPlan(random)
        const { plan } = compiled
        const batches = runPlan(plan, 0, replicates)
        expect(faultsOf(batches.values, shapeOf(random, compiled))).toEqual([])
        for (const pace of ['one by one', 'day by day'] satisfies Pace[]) {
          const same = runPlan(plan, 0, replicates, pace)
          expect(firstDifference(same.values, batches.values), pace).toBeNull()
          expect([same.invoices, same.events]).toEqual([batches.invoices, batches.events])
        }
        for (const name of factNames) {
          if (batches.values.some((value, cell) => value !== 0 && cell % factCount === factColumn[name]))
            count(has, name)
        }
        for (const lever of Object.keys(random.scenario.levers!)) count(uses, lever)
        count(uses, random.ledger === null ? 'no ledger' : 'a ledger')
        const byDay = new Set(feedbackCustomers(plan))
        count(uses, byDay.size > 1 ? 'feedback for some' : byDay.has(1) ? 'feedback' : 'no feedback')
      }),
      { seed: 11, numRuns: 1000 },
    )
    // They are no empty ones: they bring about every fact, and use every lever.
    for (const fact of simulatedFacts) {
      if (!ofTheLedger.includes(fact)) expect(has.get(fact), fact).toBeGreaterThan(30)
    }
    for (const lever of ['terms', 'credit', 'collections', 'collectors', 'billing', 'write_off', 'sales', 'economy']) {
      expect(uses.get(lever), lever).toBeGreaterThan(500)
    }
    for (const use of ['no ledger', 'a ledger', 'feedback', 'feedback for some', 'no feedback']) {
      expect(uses.get(use), use).toBeGreaterThan(100)
    }
  })

  describe('teeth', () => {
    // The first of them whose groups all have something open before and after, and something of each flow.
    const random = fc
      .sample(randomPlan, { seed: 11, numRuns: 300 })
      .find((own) => own.by.length > 0 && own.months > 1 && (own.ledger?.invoices.length ?? 0) > 3)!
    const compiled = compileRandomPlan(random)
    const shape = shapeOf(random, compiled)
    const { values } = runPlan(compiled.plan, 0, replicates)
    const cells = replicates * shape.groups * shape.months
    /** How many faults each cell has when one of its facts is wrong by so much. */
    const caught = (fact: FactName, by: number) =>
      Array.from({ length: cells }, (_, cell) => {
        const corrupt = values.slice()
        corrupt[cell * factCount + factColumn[fact]]! += by
        return faultsOf(corrupt, shape).length
      })

    it('the facts as they are have no fault, and are those of several groups and months', () => {
      expect(faultsOf(values, shape)).toEqual([])
      expect(cells).toBeGreaterThanOrEqual(replicates * 3 * 2)
      expect(shape.opening.some((open) => open !== 0)).toBe(true)
    })

    it('one cent more or less in any part of the roll-forward or any bucket is a fault, in every cell', () => {
      const flows = ['credit_sales', 'cash_collected', 'discounts_taken', 'credit_memos', 'write_offs'] as const
      const buckets = agingBuckets.map(({ fact }) => fact)
      for (const fact of ['receivables', 'write_off_reversals', 'credit_balances', ...flows, ...buckets] as const) {
        for (const cent of [1, -1]) expect(Math.min(...caught(fact, cent)), fact).toBeGreaterThan(0)
      }
    })

    it('so is half a cent of any fact, and a total that is not that of its groups', () => {
      for (const fact of factNames) {
        expect(Math.min(...caught(fact, 0.5)), fact).toBeGreaterThan(0)
        expect(Math.min(...caught(fact, 1)), fact).toBeGreaterThan(0)
      }
    })

    it('so is what is below zero and cannot be, where it adds up', () => {
      // A month without opening, of one group: nothing else can be wrong with it.
      const facts = new Float64Array(factCount)
      const alone = { groups: 1, months: 1, opening: [0] }
      expect(faultsOf(facts, alone)).toEqual([])
      facts[factColumn.discounts_taken] = 5
      facts[factColumn.cash_collected] = -5
      expect(faultsOf(facts, alone)).toEqual(['replicate 0, group 0, month 0: cash_collected -5 is below zero'])
    })

    it('money that was open before and is not counted is missed', () => {
      const opening = shape.opening.map((open) => open + 1)
      expect(faultsOf(values, { ...shape, opening }).length).toBe(replicates * shape.groups)
    })
  })

  it('show a failure as the files that bring it about', () => {
    const holds = fc.property(randomPlan, ({ scenario }) => (scenario.levers?.credit ?? []).length === 0)
    const { failed, counterexample } = fc.check(holds, { seed: 11, numRuns: 1000 })
    expect(failed).toBe(true)
    const shown = fc.stringify(counterexample)
    const lines = shown.split('\n')
    expect(lines.length).toBeGreaterThan(20)
    for (const line of ['behavior:', '  schema: arlab/behavior/1', 'scenario:', '    credit:', 'ledger: null']) {
      expect(lines).toContain(line)
    }
  })
})
