import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { day } from '../../src/calendar/day.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import { compilePlan } from '../../src/scenario/plan/compile-plan.js'
import type { SimulationResult } from '../../src/scenario/result.js'
import { type SimulateOptions, simulate } from '../../src/scenario/simulate.js'
import { simulatedKpis } from '../../src/scenario/simulated-kpis.js'
import { FolderStore } from '../../src/store/folder-store.js'
import { scenarioOf, smallBehavior } from './scenario-of.js'
import { meanOf, plainHalfWidth, plainStudentQuantile } from './student.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-precision-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const kpis = ['dso', 'cei'].map(kpiById)
const scenario = scenarioOf('name: slower\nlevers: { collections: [{ hazard_multiplier: 0.8 }] }\n')
const asOf = day(20_088)
const months = 2

const run = (tolerance: number, changes: Partial<SimulateOptions> = {}) =>
  simulate({
    behavior: smallBehavior,
    asOf,
    scenarios: [],
    months,
    threads: 1,
    precision: { tolerance, kpis },
    ...changes,
  })

/** All figures, and how much was drawn for them; not how long it took. */
function textOf({ performance: { invoices, events }, ...figures }: SimulationResult): string {
  return JSON.stringify({ ...figures, invoices, events })
}

/** Says that they differ, and not where: these are long texts. */
function expectSame(one: SimulationResult, other: SimulationResult): void {
  expect(textOf(one) === textOf(other)).toBe(true)
}

/** The KPIs of each future in the last month, from the plan’s own facts: by KPI, then by future. */
function atHorizon(own: typeof scenario | null, replicates: number): number[][] {
  const compiled = compilePlan({ behavior: smallBehavior, ledger: null, asOf, months, seed: 'arlab', by: [] }, own)
  const { values } = runPlan(compiled.plan, 0, replicates)
  const simulated = simulatedKpis(compiled, values, replicates, null, {
    kpis,
    windowMonths: 1,
    settings: usualSettings,
  })
  return kpis.map((_, kpi) => [...simulated.at(kpi, 0, months - 1)])
}

test('Student’s quantiles are those of the tables', () => {
  // Fisher and Yates, Statistical Tables, table III: P = 0.05 and 0.01.
  const table = [
    [0.95, 1, 12.706],
    [0.95, 10, 2.228],
    [0.99, 10, 3.169],
    [0.95, 120, 1.98],
    [0.99, 120, 2.617],
  ] as const
  for (const [probability, freedom, expected] of table) {
    expect(plainStudentQuantile(probability, freedom)).toBeCloseTo(expected, 2.5)
  }
})

describe.each([
  ['the baseline', null, 0.012],
  ['a scenario', scenario, 0.006],
] as const)('a precision that is asked of %s', (_, own, tolerance) => {
  const scenarios = own === null ? [] : [own]
  let result: SimulationResult
  beforeAll(async () => {
    result = await run(tolerance, { scenarios })
  })

  test('is reached at the end of a block, after a hundred futures at the least', () => {
    expect(result.precision!.reached).toBe(true)
    expect(result.replicates % 25).toBe(0)
    expect(result.replicates).toBeGreaterThan(100)
    expect(result.replicates).toBeLessThan(2000)
  })

  test('is that of every KPI together, and was not there a block before; computed anew from the facts', () => {
    const { replicates, precision } = result
    const baseline = atHorizon(null, replicates)
    const other = own === null ? null : atHorizon(own, replicates)
    const asked = (count: number) =>
      kpis.map((_, kpi) => {
        const levels = baseline[kpi]!.slice(0, count)
        const values = other === null ? levels : levels.map((level, future) => other[kpi]![future]! - level)
        return plainHalfWidth(values, 1 - 0.05 / kpis.length) / Math.abs(meanOf(levels))
      })
    const widths = asked(replicates)
    expect(precision!.of.map(({ scenario, kpi }) => [scenario, kpi])).toEqual(
      kpis.map(({ id }) => [own === null ? 'baseline' : 'slower', id]),
    )
    for (const [kpi, { halfWidth }] of precision!.of.entries()) expect(halfWidth! / widths[kpi]!).toBeCloseTo(1, 6)
    expect(precision!.widest! / Math.max(...widths)).toBeCloseTo(1, 6)
    expect(Math.max(...widths)).toBeLessThanOrEqual(tolerance)
    for (let count = 100; count < replicates; count += 25) {
      expect(Math.max(...asked(count)), `${count} futures`).toBeGreaterThan(tolerance)
    }
  })

  test.each([2, 4])('takes the same futures with %i threads', async (threads) => {
    expectSame(await run(tolerance, { scenarios, threads }), result)
  })

  test('takes the same futures when it goes on from those of another run, fewer or more', async () => {
    for (const replicates of [60, 2000]) {
      const kept = join(folder, `${own === null} ${replicates}`)
      const options = { behavior: smallBehavior, asOf, scenarios, months, threads: 1, replicates }
      await simulate({ ...options, store: new FolderStore(kept) })
      const store = new FolderStore(kept)
      expectSame(await run(tolerance, { scenarios, store }), result)
      expect(store.found).toBe(replicates * (scenarios.length + 1))
    }
  })

  test('gives the figures of as many futures that were asked by number', async () => {
    const byNumber = await simulate({
      behavior: smallBehavior,
      asOf,
      scenarios,
      months,
      threads: 1,
      replicates: result.replicates,
    })
    const { precision: _, performance, ...figures } = result
    const { performance: other, ...asked } = byNumber
    expect(JSON.stringify(figures) === JSON.stringify(asked)).toBe(true)
    // Some were run to see whether they were needed.
    expect(performance.invoices).toBeGreaterThanOrEqual(other.invoices)
  })
})

test('what is easily known takes a hundred futures, not fewer', async () => {
  expect((await run(0.5)).replicates).toBe(100)
})

test('the maximum is honoured, and that the precision was not reached is said', async () => {
  for (const replicates of [100, 110, 125]) {
    const progress: string[] = []
    const onProgress = (name: string, done: number, of: number) => progress.push(`${name}: ${done} of ${of}`)
    const result = await run(1e-4, { replicates, onProgress })
    expect([result.replicates, result.precision!.reached]).toEqual([replicates, false])
    expect(result.precision!.widest).toBeGreaterThan(1e-4)
    expect(progress.at(-1)).toBe(`to ± 0.01 %: ${replicates} of ${replicates}`)
  }
})
