import { beforeAll, describe, expect, test } from 'vitest'
import { day } from '../../src/calendar/day.js'
import { type FactName, factColumn, factCount } from '../../src/facts/columns.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import { type CompiledPlan, compilePlan } from '../../src/scenario/plan/compile-plan.js'
import { PrecisionWatch } from '../../src/scenario/precision-watch.js'
import { smallBehavior } from './scenario-of.js'

/** Facts of one future in the last of two months: receivables by future, sales that make DSO a tenth of them. */
let compiled: CompiledPlan
beforeAll(() => {
  const input = { behavior: smallBehavior, ledger: null, asOf: day(20_088), months: 2, seed: 'watch', by: [] }
  compiled = compilePlan(input, null)
})

const kpis = ['dso', 'bad_debt_to_sales'].map(kpiById)

/** Watches made-up futures of the baseline, and of a scenario where there are some. */
function watched(tolerance: number, ...plans: readonly (readonly Partial<Record<FactName, number>>[])[]) {
  const named = plans.map((_, plan) => ({
    name: plan === 0 ? 'baseline' : 'scenario',
    compiled,
    settings: usualSettings,
  }))
  const watch = new PrecisionWatch(named, kpis, 1, null, tolerance)
  const facts = plans.map((futures) => {
    const values = new Float64Array(futures.length * 2 * factCount)
    futures.forEach((future, replicate) => {
      for (const [fact, value] of Object.entries(future)) {
        values[(replicate * 2 + 1) * factCount + factColumn[fact as FactName]] = value
      }
    })
    return { values, invoices: 0, events: 0 }
  })
  watch.take({ first: 0, count: plans[0]!.length }, facts)
  return watch.reached()
}

const days = () => compiled.periods[1]!.end - compiled.periods[1]!.start + 1

describe('what has been reached', () => {
  test('is the t quantile times the standard error as a share of the mean; by Bonferroni for two KPIs', () => {
    // DSO 10, 20 and 30: mean 20, standard error 10 ÷ √3. t at 1 − 0.05 ÷ 2 ÷ 2 for 2 degrees of freedom is √(2·(1 − α)² ÷
    // (1 − (1 − α)²)) with α = 0.025, in closed form.
    const futures = [10, 20, 30].map((dso) => ({ receivables: dso, credit_sales: days() }))
    const { widest, reached, of } = watched(0.5, futures)
    const t = Math.sqrt((2 * 0.975 ** 2) / (1 - 0.975 ** 2))
    expect(widest).toBeCloseTo((t * 10) / Math.sqrt(3) / 20, 8)
    expect(reached).toBe(false)
    // Bad debt never moves.
    expect(of).toEqual([
      { scenario: 'baseline', kpi: 'dso', halfWidth: widest },
      { scenario: 'baseline', kpi: 'bad_debt_to_sales', halfWidth: 0 },
    ])
    expect(watched(widest!, futures).reached).toBe(true)
    expect(watched(widest! * 0.999, futures).reached).toBe(false)
  })

  test('with a scenario is of the differences alone: luck that both share asks for nothing', () => {
    const baseline = [10, 1000, 20].map((dso) => ({ receivables: dso, credit_sales: days() }))
    const later = baseline.map(({ receivables, credit_sales }) => ({ receivables: receivables + 5, credit_sales }))
    const { widest, reached, of } = watched(0.01, baseline, later)
    // A difference of two numbers near 1000 has steps of 1e−13.
    expect(widest).toBeLessThan(1e-14)
    expect(reached).toBe(true)
    expect(of.map(({ scenario, kpi }) => `${scenario} ${kpi}`)).toEqual(['scenario dso', 'scenario bad_debt_to_sales'])
    expect(watched(0.01, baseline).reached).toBe(false)
  })

  test('leaves out futures that do not define a KPI, and asks nothing of one that none defines', () => {
    const futures = [10, 20, 30].map((dso) => ({ receivables: dso, credit_sales: days() }))
    const some = [...futures, { receivables: 5 }, { receivables: 7 }]
    expect(watched(0.5, some)).toEqual(watched(0.5, futures))
    expect(watched(0.5, [{ receivables: 5 }, { receivables: 7 }]).of.map(({ halfWidth }) => halfWidth)).toEqual([0, 0])
  })

  test('cannot be told, and is not reached, where the baseline’s mean is 0 or one future alone defines the KPI', () => {
    const sold = { receivables: 10, credit_sales: days() }
    const lossy = [1, 2, 3].map((writeOffs) => ({ ...sold, write_offs: writeOffs }))
    const none = watched(0.5, [sold, sold, sold], lossy)
    expect([none.widest, none.reached]).toEqual([null, false])
    expect(none.of.map(({ halfWidth }) => halfWidth)).toEqual([0, null])
    expect(JSON.parse(JSON.stringify(none))).toEqual(none)
    const single = watched(0.5, [sold, { receivables: 5 }, { receivables: 7 }])
    expect([single.widest, single.reached]).toEqual([null, false])
  })
})
