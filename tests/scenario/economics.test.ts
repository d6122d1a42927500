import { describe, expect, test } from 'vitest'
import { behaviorSchema } from '../../src/behavior/behavior.js'
import { day } from '../../src/calendar/day.js'
import { InputError } from '../../src/document/input-error.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { type FactName, factColumn, factCount } from '../../src/facts/columns.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import { companySettings, scenarioSettings } from '../../src/scenario/economics.js'
import type { Scenario } from '../../src/scenario/file/scenario.js'
import { compilePlan } from '../../src/scenario/plan/compile-plan.js'
import { simulate } from '../../src/scenario/simulate.js'
import { scenarioOf, smallBehavior } from './scenario-of.js'
import { meanOf } from './student.js'

const asOf = day(20_088) // 2024-12-31
const monthEnds = [31, 59, 90, 120]
const replicates = 20
const by = ['region']

/** Customers with margins, who dispute, take discounts, and of whom some never pay. */
const behavior = behaviorSchema.parse({
  ...smallBehavior,
  writeOff: { daysPastDue: 20 },
  contacts: { call: { multiplier: 1.5, effectDays: 10, minutes: 5, cost: 2000 } },
  recovery: { share: 0.4, meanDays: 15 },
  segments: smallBehavior.segments.map((segment) => ({
    ...segment,
    dispute: { probability: 0.2, meanDays: 10, conceded: 0.6, creditedShare: 0.5 },
    defaultsPerYear: 0.5,
  })),
  customers: smallBehavior.customers.map((customer, row) => ({
    ...customer,
    marginRate: 0.1 + 0.1 * row,
    discount: { days: 10, percent: 2, taken: true },
  })),
})

const stricter = scenarioOf(
  'name: stricter\neconomics: { cost_of_capital: 0.2 }\nlevers: { collections: [{ hazard_multiplier: 1.5 }] }\n',
)

const calling = scenarioOf('name: calling\nlevers: { collections: [{ contacts: [{ kind: call, day: 5 }] }] }\n')

/** By group, future and month: the contribution that the facts of a plan make, added up by hand. */
function contributions(scenario: Scenario | null, costOfCapital: number): number[][][] {
  const input = { behavior, ledger: null, asOf, months: monthEnds.length, seed: 'arlab', by }
  const { plan, groups } = compilePlan(input, scenario)
  const { values } = runPlan(plan, 0, replicates)
  return groups.map((_, group) =>
    Array.from({ length: replicates }, (_, future) =>
      monthEnds.map((end, month) => {
        const fact = (name: FactName, at = month) => {
          const row = (future * groups.length + group) * monthEnds.length + at
          return at < 0 ? 0 : values[row * factCount + factColumn[name]]!
        }
        const days = end - (monthEnds[month - 1] ?? 0)
        const tiedUp = (fact('receivables', month - 1) + fact('receivables')) / 2
        return (
          fact('gross_margin') -
          fact('discounts_taken') -
          fact('credit_memos') -
          fact('write_offs') +
          fact('write_off_reversals') +
          fact('recoveries') -
          fact('collection_cost') -
          (tiedUp * costOfCapital * days) / 365
        )
      }),
    ),
  )
}

const presentValue = (byMonth: readonly number[], rate: number) =>
  byMonth.reduce((sum, value, month) => sum + value / (1 + rate) ** (monthEnds[month]! / 365), 0)

const run = (costOfCapital: number | null, scenarios: readonly Scenario[]) =>
  simulate({
    behavior,
    asOf,
    scenarios,
    months: monthEnds.length,
    replicates,
    by,
    threads: 1,
    settings: { ...usualSettings, costOfCapital },
  })

describe('contribution and present value of a small company', () => {
  const rates = [0.1, 0.2]

  test('are what its facts make by hand: by group and month, in the baseline and in a scenario of its own cost of capital', async () => {
    const result = await run(0.1, [stricter])
    for (const [index, scenario] of [null, stricter].entries()) {
      const plain = contributions(scenario, rates[index]!)
      const { series, presentValues } = result.scenarios[index]!
      const own = series.filter(({ kpi }) => kpi === 'contribution')
      expect(own.length).toBe(plain.length * monthEnds.length)
      plain.forEach((futures, group) => {
        monthEnds.forEach((_, month) => {
          const mean = meanOf(futures.map((byMonth) => byMonth[month]!))
          expect(own[group * monthEnds.length + month]!.mean! / mean).toBeCloseTo(1, 9)
        })
        const worth = futures.map((byMonth) => presentValue(byMonth, rates[index]!))
        expect(presentValues[group]!.mean / meanOf(worth)).toBeCloseTo(1, 9)
        expect(presentValues[group]!.costOfCapital).toBe(rates[index])
        expect(presentValues[group]!.q95).toBeLessThanOrEqual(Math.max(...worth) + 1e-6)
      })
      expect(presentValues.length).toBe(plain.length)
    }
  })

  test('differ future by future under the same luck', async () => {
    const { presentValueDifferences } = await run(0.1, [stricter])
    const [before, after] = [contributions(null, 0.1), contributions(stricter, 0.2)]
    expect(presentValueDifferences.map(({ scenario, group }) => [scenario, group])).toEqual([
      ['stricter', {}],
      ['stricter', { region: 'AMER' }],
      ['stricter', { region: 'EMEA' }],
    ])
    presentValueDifferences.forEach(({ mean, probabilityLower }, group) => {
      const changes = after[group]!.map(
        (byMonth, future) => presentValue(byMonth, 0.2) - presentValue(before[group]![future]!, 0.1),
      )
      expect(mean! / meanOf(changes)).toBeCloseTo(1, 9)
      expect(probabilityLower).toBe(changes.filter((change) => change < 0).length / replicates)
    })
  })

  test('are known where nobody says what contacts cost; in a scenario that plans them, what those cost is taken off', async () => {
    const { scenarios, differences } = await run(0.1, [calling])
    const costs = scenarios.map(({ facts }) =>
      facts.filter(({ fact, group }) => fact === 'collection_cost' && !group.region),
    )
    expect(costs[0]).toEqual([])
    expect(costs[1]!.every(({ mean }, month) => month === 0 || mean > 0)).toBe(true)
    const [before, after] = [contributions(null, 0.1), contributions(calling, 0.1)]
    const changes = differences.filter(({ kpi, group }) => kpi === 'contribution' && !group.region)
    expect(changes.length).toBe(monthEnds.length)
    changes.forEach(({ mean }, month) => {
      const own = after[0]!.map((byMonth, future) => byMonth[month]! - before[0]![future]![month]!)
      expect(mean! / meanOf(own)).toBeCloseTo(1, 9)
    })
  })

  test('teeth: every part of the formula is there, so that leaving one out would be seen', async () => {
    const { facts } = (await run(0.1, [])).scenarios[0]!
    for (const name of ['gross_margin', 'discounts_taken', 'credit_memos', 'write_offs', 'recoveries'] as const) {
      const total = facts.filter(({ fact }) => fact === name).reduce((sum, { mean }) => sum + mean, 0)
      expect(total, name).toBeGreaterThan(0)
    }
  })

  test('a scenario that changes the cost of capital alone changes the carrying cost alone', async () => {
    const dear = scenarioOf('name: dear\neconomics: { cost_of_capital: 0.2 }\n')
    const { differences } = await run(0.1, [dear])
    const total = differences.filter(({ group }) => Object.keys(group).length === 0)
    const of = (kpi: string) => total.filter((entry) => entry.kpi === kpi).map(({ mean }) => mean!)
    expect(of('dso')).toEqual([0, 0, 0, 0])
    of('carrying_cost').forEach((change, month) => {
      expect(change).toBeGreaterThan(0)
      expect(of('contribution')[month]! / -change).toBeCloseTo(1, 9)
    })
  })
})

describe('the cost of capital', () => {
  const stating = (rate: number | null): Scenario =>
    rate === null
      ? scenarioOf('name: silent\n')
      : scenarioOf(`name: at ${rate}\neconomics: { cost_of_capital: ${rate} }\n`)
  const company = (own: number | null, ...rates: (number | null)[]) =>
    companySettings({ ...usualSettings, costOfCapital: own }, rates.map(stating)).costOfCapital

  test('is the company’s own; where it says none, what the scenarios agree on', () => {
    expect(company(0.1, 0.2, 0.3)).toBe(0.1)
    expect(company(0, 0.2)).toBe(0)
    expect(company(null)).toBe(null)
    expect(company(null, null)).toBe(null)
    expect(company(null, null, 0.2, 0.2)).toBe(0.2)
    expect(company(null, 0)).toBe(0)
  })

  test('is refused where scenarios disagree and nobody says the company’s', () => {
    expect(() => company(null, 0.2, null, 0.3)).toThrow(
      new InputError(
        'The scenarios state different costs of capital (0.2 and 0.3), and nobody says the company’s own: ' +
          'give cost_of_capital in a settings file (--settings).',
      ),
    )
  })

  test('of a scenario is its own before the company’s; nothing else changes', () => {
    const settings = { ...usualSettings, costOfCapital: 0.1, targetDso: 40 }
    expect(scenarioSettings(settings, stating(0.2))).toEqual({ ...settings, costOfCapital: 0.2 })
    expect(scenarioSettings(settings, stating(0))).toEqual({ ...settings, costOfCapital: 0 })
    expect(scenarioSettings(settings, stating(null))).toEqual(settings)
    expect(scenarioSettings(settings, null)).toEqual(settings)
  })

  test('that nobody knows leaves contribution out', async () => {
    const { scenarios, presentValueDifferences } = await run(null, [scenarioOf('name: silent\n')])
    expect(scenarios[0]!.series.some(({ kpi }) => kpi === 'contribution' || kpi === 'carrying_cost')).toBe(false)
    expect([scenarios[0]!.presentValues, presentValueDifferences]).toEqual([[], []])
  })
})
