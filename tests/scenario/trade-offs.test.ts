import { beforeAll, describe, expect, test } from 'vitest'
import { fitBehavior } from '../../src/behavior/fit/fit-behavior.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { factColumn, factCount } from '../../src/facts/columns.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { compilePlan } from '../../src/scenario/plan/compile-plan.js'
import type { SimulationResult } from '../../src/scenario/result.js'
import { simulate } from '../../src/scenario/simulate.js'
import { ratioOfMeans } from '../../src/statistics/ratio-of-means.js'
import { demoLedger } from './demo-ledger.js'
import { scenarioOf } from './scenario-of.js'

const [replicates, months] = [24, 4]
const scenarios = [
  scenarioOf('name: later\nlevers: { terms: [{ net: 60 }] }\n'),
  scenarioOf('name: sooner\nlevers: { collections: [{ hazard_multiplier: 1.5 }] }\n'),
  scenarioOf('name: nothing\nlevers: {}\n'),
]

let ledger: Ledger
let result: SimulationResult
beforeAll(async () => {
  ledger = await demoLedger()
  const settings = { ...usualSettings, costOfCapital: 0.12 }
  const by = ['region']
  result = await simulate({
    behavior: fitBehavior(ledger.data),
    ledger,
    scenarios,
    months,
    replicates,
    by,
    settings,
    threads: 1,
  })
})

const tradeOff = (scenario: string, region?: string) =>
  result.tradeOffs.find((each) => each.scenario === scenario && each.group.region === region)!

describe('what a scenario gains and gives up', () => {
  test('is there for each scenario and group', () => {
    expect(result.tradeOffs.map(({ scenario, group }) => `${scenario} ${group.region ?? 'all'}`)).toEqual(
      scenarios.flatMap(({ name }) => ['all', 'AMER', 'APAC', 'EMEA', 'LATAM'].map((group) => `${name} ${group}`)),
    )
  })

  test('DSO, receivables and contribution are those of the last month and of all months', () => {
    for (const { scenario, group, dso, receivables, contribution } of result.tradeOffs) {
      const isHere = (each: { scenario: string; group: object }) =>
        each.scenario === scenario && JSON.stringify(each.group) === JSON.stringify(group)
      expect(dso).toMatchObject({
        mean: result.differences.filter((each) => isHere(each) && each.kpi === 'dso').at(-1)!.mean,
      })
      expect(receivables).toMatchObject({
        mean: result.factDifferences.filter((each) => isHere(each) && each.fact === 'receivables').at(-1)!.mean,
      })
      expect(contribution).toMatchObject({ mean: result.presentValueDifferences.find(isHere)!.mean })
    }
  })

  test('sales, cash and bad debt are those of all months, summed by hand', () => {
    const input = {
      behavior: fitBehavior(ledger.data),
      ledger: ledger.data,
      asOf: ledger.knownThrough,
      months,
      seed: 'arlab',
      by: ['region'],
    }
    const facts = [null, scenarios[1]!].map(
      (scenario) => runPlan(compilePlan(input, scenario).plan, 0, replicates).values,
    )
    const groups = facts[0]!.length / replicates / months / factCount
    const total = (values: Float64Array, group: number, column: number) => {
      let sum = 0
      for (let replicate = 0; replicate < replicates; replicate++) {
        for (let month = 0; month < months; month++) {
          sum += values[((replicate * groups + group) * months + month) * factCount + column]!
        }
      }
      return sum / replicates
    }
    const change = (group: number, fact: keyof typeof factColumn) =>
      total(facts[1]!, group, factColumn[fact]) - total(facts[0]!, group, factColumn[fact])
    for (const [group, region] of [undefined, 'AMER', 'APAC', 'EMEA', 'LATAM'].entries()) {
      const { sales, cash, badDebt } = tradeOff('sooner', region)
      expect(sales.mean).toBeCloseTo(change(group, 'credit_sales'), 3)
      expect(cash.mean).toBeCloseTo(change(group, 'cash_collected'), 3)
      expect(badDebt.mean).toBeCloseTo(change(group, 'write_offs') - change(group, 'recoveries'), 3)
    }
    expect(tradeOff('sooner').cash.mean).toBeGreaterThan(0)
  })

  test('a day of DSO: later terms give up days and contribution, quicker payers gain both', () => {
    const later = tradeOff('later')
    expect(later.dso!.mean).toBeGreaterThan(0)
    expect(later.contribution!.mean).toBeLessThan(0)
    expect(later.contributionPerDsoDay!.value).toBeCloseTo(later.contribution!.mean! / later.dso!.mean!, 6)
    expect(later.contributionPerDsoDay!.high).toBeLessThan(0)
    const sooner = tradeOff('sooner')
    expect(sooner.dso!.mean).toBeLessThan(0)
    expect(sooner.contribution!.mean).toBeGreaterThan(0)
    expect(sooner.contributionPerDsoDay!.low).toBeLessThanOrEqual(sooner.contributionPerDsoDay!.value)
  })

  test('where nothing changes a day of DSO has no price', () => {
    expect(tradeOff('nothing')).toMatchObject({ dso: { mean: 0 }, cash: { mean: 0 }, contributionPerDsoDay: null })
    expect(ratioOfMeans(new Float64Array(replicates), new Float64Array(replicates))).toBeNull()
  })
})
