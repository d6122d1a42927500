import { describe, expect, test } from 'vitest'
import { dayFromIso } from '../../src/calendar/day.js'
import { monthsThrough } from '../../src/calendar/period.js'
import { outcomeNamed } from '../../src/decision/outcome.js'
import { OutcomeRuns } from '../../src/decision/outcome-runs.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import { simulate } from '../../src/scenario/simulate.js'
import { scenarioOf, smallBehavior } from '../scenario/scenario-of.js'

const periods = monthsThrough(dayFromIso('2025-01-01')!, dayFromIso('2025-04-30')!)

describe('an outcome by name', () => {
  test.each([
    ['dso', { name: 'DSO in 2025-04', unit: 'days', better: 'lower', month: 3, windowMonths: null }],
    ['dso@2025-02', { name: 'DSO in 2025-02', month: 1, windowMonths: null }],
    ['cei@all', { name: 'CEI over 4 months', better: 'higher', month: 3, windowMonths: 4 }],
    ['sales', { name: 'Sales', unit: 'money', better: 'higher', month: 3 }],
    ['bad_debt', { name: 'Bad debt', better: 'lower' }],
  ])('%s', (text, outcome) => {
    expect(outcomeNamed(text, periods)).toMatchObject({ id: text, ...outcome })
  })
})

describe('outcomes of futures', () => {
  const asOf = dayFromIso('2024-12-31')!
  const scenario = scenarioOf('name: calls\nlevers:\n  collections:\n    - hazard_multiplier: 2\n')
  const common = { behavior: smallBehavior, asOf, months: 4, replicates: 30, seed: 'o' }

  test('are those of simulate, month by month and summed, with one thread and with two', async () => {
    const result = await simulate({
      ...common,
      threads: 1,
      scenarios: [scenario],
      kpis: ['dso', 'cei'].map(kpiById),
    })
    const outcomes = ['dso', 'cei@2025-02', 'cash', 'sales']
    const series = result.scenarios[1]!.series
    const facts = result.scenarios[1]!.facts
    const total = (fact: string) => facts.filter((each) => each.fact === fact).reduce((sum, { mean }) => sum + mean, 0)
    const wanted = [
      series.filter(({ kpi }) => kpi === 'dso').at(-1)!.mean!,
      series.find(({ kpi, month }) => kpi === 'cei' && month === '2025-02')!.mean!,
      total('cash_collected'),
      total('credit_sales'),
    ]
    for (const threads of [1, 2]) {
      const runs = new OutcomeRuns({ ...common, threads }, outcomes)
      const values = await runs.of(scenario)
      await runs.close()
      values.forEach((own, index) => {
        expect(own).toHaveLength(30)
        expect(own.reduce((sum, value) => sum + value, 0) / 30).toBeCloseTo(wanted[index]!, 6)
      })
    }
  })

  test('what compiles to the same plan is run once; progress counts it all the same', async () => {
    const seen: string[] = []
    const runs = new OutcomeRuns(
      { ...common, threads: 1, onProgress: (what, done, all) => seen.push(`${what} ${done}/${all}`) },
      ['dso'],
    )
    runs.expect(2)
    const baseline = await runs.of(null)
    expect(await runs.of(scenarioOf('name: idle\n'))).toBe(baseline)
    await runs.close()
    expect(seen.at(-1)).toBe('idle 60/60')
    expect(seen.filter((line) => line.startsWith('idle'))).toHaveLength(1)
  })
})
