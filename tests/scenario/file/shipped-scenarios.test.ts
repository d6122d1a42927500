import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { fitBehavior } from '../../../src/behavior/fit/fit-behavior.js'
import type { FactName } from '../../../src/facts/columns.js'
import { expectationsMet } from '../../../src/scenario/expectations-met.js'
import { baselineName, type Scenario } from '../../../src/scenario/file/scenario.js'
import { readScenarios } from '../../../src/scenario/file/scenario-file.js'
import type { PairedDifference, SimulationResult } from '../../../src/scenario/result.js'
import { simulate } from '../../../src/scenario/simulate.js'
import { demoLedger } from '../demo-ledger.js'

const folder = fileURLToPath(new URL('../../../scenarios', import.meta.url))
const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name))
const months = 12
/** What must not come where the other is expected. */
const opposites = {
  rises: 'does not rise',
  falls: 'does not fall',
  'does not rise': 'rises',
  'does not fall': 'falls',
  'hardly moves': 'rises',
} as const
const replicates = 150

describe('the shipped scenarios', () => {
  const all = files.map((name): Scenario[] => readScenarios(join(folder, name)))
  const scenarios = all.flat()
  let result: SimulationResult
  beforeAll(async () => {
    const ledger = await demoLedger()
    result = await simulate({
      behavior: fitBehavior(ledger.data),
      ledger,
      scenarios,
      months,
      replicates,
      threads: 1,
    })
  })

  const nameOf = (file: string) => all[files.indexOf(file)]![0]!.name
  const ofScenario = (name: string) => result.differences.filter(({ scenario }) => scenario === name)
  /** The paired differences of a KPI from the first month to the last. */
  const differences = (file: string, kpi: string): PairedDifference[] =>
    result.differences.filter((entry) => entry.scenario === nameOf(file) && entry.kpi === kpi)
  /** The mean of a fact in each month. */
  const facts = (scenario: string, fact: FactName): number[] =>
    result.scenarios
      .find(({ name }) => name === scenario)!
      .facts.filter((entry) => entry.fact === fact)
      .map(({ mean }) => mean)

  it('are all there, and each has a name of its own and a note', () => {
    expect(files.length).toBeGreaterThanOrEqual(20)
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length)
    for (const { note } of scenarios) expect(note.length).toBeGreaterThan(20)
  })

  it.each(files)('%s runs on the demo company, and does something', (file) => {
    const own = result.scenarios.find(({ name }) => name === nameOf(file))!
    expect(own.series.filter(({ kpi }) => kpi === 'dso').map(({ defined }) => defined)).toEqual(
      new Array(months).fill(replicates),
    )
    expect(differences(file, 'dso').some(({ mean }) => mean !== 0)).toBe(true)
  })

  it.each(files)('%s comes as its expectation says, and not as its opposite', (file) => {
    const own = all[files.indexOf(file)]!
    for (const { name } of own) comesAsExpected(name)
  })

  const comesAsExpected = (scenario: string) => {
    const { expectations } = result.scenarios.find(({ name }) => name === scenario)!
    expect(expectations.length).toBeGreaterThan(0)
    expect(expectations.filter(({ holds }) => holds !== true)).toEqual([])
    const opposite = Object.fromEntries(expectations.map(({ kpi, expected }) => [kpi, opposites[expected]]))
    const met = expectationsMet(opposite, result.scenarios[0]!.series, ofScenario(scenario))
    const mustFail = expectations.filter(({ expected }) => expected === 'rises' || expected === 'falls')
    const failed = met.filter(({ holds }) => holds === false).map(({ kpi }) => kpi)
    expect(failed).toEqual(expect.arrayContaining(mustFail.map(({ kpi }) => kpi)))
  }

  it('net-45: DSO goes up month by month, in every replicate at the horizon; sales stay the same', () => {
    const dso = differences('net-45.yaml', 'dso')
    expect(dso).toHaveLength(months)
    for (const { mean } of dso.slice(1)) expect(mean!).toBeGreaterThan(0)
    expect(dso[months - 1]).toMatchObject({ probabilityLower: 0 })
    expect(dso[months - 1]!.low!).toBeGreaterThan(0)
    expect(dso[months - 1]!.mean!).toBeGreaterThan(dso[0]!.mean!)
    expect(facts(nameOf('net-45.yaml'), 'credit_sales')).toEqual(facts(baselineName, 'credit_sales'))
  })

  it('stronger-collections: DSO goes down and CEI up in every month, write-offs never up', () => {
    const file = 'stronger-collections.yaml'
    for (const { mean, probabilityLower } of differences(file, 'dso')) {
      expect(mean!).toBeLessThan(0)
      expect(probabilityLower).toBe(1)
    }
    for (const { mean, probabilityLower } of differences(file, 'cei')) {
      expect(mean!).toBeGreaterThan(0)
      expect(probabilityLower).toBe(0)
    }
    const before = facts(baselineName, 'write_offs')
    facts(nameOf(file), 'write_offs').forEach((own, month) => {
      expect(own).toBeLessThanOrEqual(before[month]!)
    })
    const money = result.factDifferences.filter(
      ({ scenario, fact }) => scenario === nameOf(file) && fact === 'write_offs',
    )
    expect(money).toHaveLength(months)
    for (const { high } of money) expect(high!).toBeLessThanOrEqual(0)
  })

  const cumulative = (values: readonly number[]) =>
    values.map((_, end) => values.slice(0, end + 1).reduce((a, b) => a + b))

  it('stronger-collections: by the end of every month no more is lost', () => {
    // Month by month it may be: what is not written off cannot be recovered in a later one.
    const lost = (scenario: string) => {
      const recovered = cumulative(facts(scenario, 'recoveries'))
      return cumulative(facts(scenario, 'write_offs')).map((all, month) => all - recovered[month]!)
    }
    const before = lost(baselineName)
    lost(nameOf('stronger-collections.yaml')).forEach((own, month) => {
      expect(own).toBeLessThanOrEqual(before[month]!)
    })
    expect(before.at(-1)!).toBeGreaterThan(lost(nameOf('stronger-collections.yaml')).at(-1)!)
  })

  it('stronger-collections: by the end of every month no less cash has come in', () => {
    const before = cumulative(facts(baselineName, 'cash_collected'))
    cumulative(facts(nameOf('stronger-collections.yaml'), 'cash_collected')).forEach((own, month) => {
      expect(own).toBeGreaterThan(before[month]!)
    })
  })
})
