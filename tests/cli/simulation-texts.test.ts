import { beforeAll, describe, expect, test } from 'vitest'
import { behaviorSchema } from '../../src/behavior/behavior.js'
import { day } from '../../src/calendar/day.js'
import { comparisonTable } from '../../src/cli/comparison-table.js'
import { economicsTable } from '../../src/cli/economics-table.js'
import { uncertaintyText } from '../../src/cli/uncertainty-text.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import type { SimulationResult } from '../../src/scenario/result.js'
import { type SimulateOptions, simulate } from '../../src/scenario/simulate.js'
import { scenarioOf, smallBehavior } from '../scenario/scenario-of.js'

const withMargins = behaviorSchema.parse({
  ...smallBehavior,
  customers: smallBehavior.customers.map((customer) => ({ ...customer, marginRate: 0.25 })),
})
const slower = scenarioOf('name: Slower\nlevers: { collections: [{ hazard_multiplier: { uniform: [0.4, 0.8] } }] }\n')
const dear = scenarioOf('name: Dear\neconomics: { cost_of_capital: 0.2 }\n')

const run = (changes: Partial<SimulateOptions> = {}) =>
  simulate({
    behavior: withMargins,
    asOf: day(20_088),
    scenarios: [slower, dear],
    months: 3,
    replicates: 100,
    threads: 1,
    settings: { ...usualSettings, costOfCapital: 0.085 },
    ...changes,
  })

const kpis = ['dso', 'cei'].map(kpiById)

describe('the table of economics', () => {
  let result: SimulationResult
  beforeAll(async () => {
    result = await run()
  })

  test('has contribution and present value by scenario, with ranges and paired changes', () => {
    expect(economicsTable(result)).toMatchInlineSnapshot(`
      "                         contribution in 2025-03  present value of 3 months, 8.5 %
      ──────────────────────────────────────────────────────────────────────────────────
      baseline                1,044 USD (893 to 1,185)        2,958 USD (2,639 to 3,220)
      Slower                  1,040 USD (887 to 1,182)        2,952 USD (2,634 to 3,215)
        against the baseline             −3 (−6 to −1)                     −5 (−9 to −2)
      Dear (capital at 20 %)  1,005 USD (856 to 1,143)        2,827 USD (2,522 to 3,079)
        against the baseline          −39 (−43 to −35)               −132 (−143 to −117)"
    `)
  })

  test('is company-wide where results are grouped', async () => {
    expect(economicsTable(await run({ by: ['region'] }))).toBe(economicsTable(result))
  })

  test('is part of the printed comparison', () => {
    expect(comparisonTable(result)).toContain(`\n\n${economicsTable(result)}\n`)
  })

  test('is not there without a cost of capital, and says what is missing without margins', async () => {
    const without = await run({ scenarios: [slower], settings: usualSettings })
    expect(economicsTable(without)).toBe('')
    expect(comparisonTable(without)).not.toContain('ontribution')
    expect(economicsTable(await run({ behavior: smallBehavior }))).toBe(
      'Contribution is not known: the behaviour states no margins (customers’ marginRate), nor do the ledger’s invoices (column margin).',
    )
  })
})

describe('the text of luck and ignorance', () => {
  test('has the share of ignorance of each KPI and change, with its interval', async () => {
    const result = await run({ parameters: 'nested', scenarios: [slower] })
    expect(uncertaintyText(result, kpis)).toMatchInlineSnapshot(`
      "How much of the variance in 2025-03 is that behaviour and responses are not surely known; the rest is luck:
        DSO: 0 % (95 % interval 0 % to 22 %)
        DSO, change by Slower: 79 % (95 % interval 65 % to 87 %)
        CEI: 0 % (95 % interval 0 % to 18 %)
        CEI, change by Slower: 72 % (95 % interval 56 % to 83 %)"
    `)
    expect(comparisonTable(result)).toContain(
      `\n\n${uncertaintyText(result, ['dso', 'cei', 'bad_debt_to_sales'].map(kpiById))}`,
    )
  })

  test('is not there where futures are not nested', async () => {
    for (const parameters of ['drawn', 'fixed'] as const) {
      const result = await run({ parameters })
      expect(uncertaintyText(result, kpis)).toBe('')
      expect(comparisonTable(result)).not.toContain('luck:')
    }
  })

  test('says so where nothing varies', async () => {
    const result = await run({ parameters: 'nested', scenarios: [] })
    expect(uncertaintyText(result, [kpiById('bad_debt_to_sales')])).not.toContain('Bad debt')
  })
})
