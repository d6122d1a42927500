import { beforeAll, describe, expect, test } from 'vitest'
import { fitBehavior } from '../../src/behavior/fit/fit-behavior.js'
import { dayFromIso } from '../../src/calendar/day.js'
import { runPlan } from '../../src/engine/run-plan.js'
import type { FactTable } from '../../src/facts/fact-table.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import { blocksOf } from '../../src/runtime/replicate-block.js'
import { type CompiledPlan, compilePlan } from '../../src/scenario/plan/compile-plan.js'
import { simulatedKpis } from '../../src/scenario/simulated-kpis.js'
import { type SumUpInput, sumUp } from '../../src/scenario/sum-up.js'
import { MemoryStore } from '../../src/store/memory-store.js'
import { demoLedger } from './demo-ledger.js'
import { scenarioOf } from './scenario-of.js'

const replicates = 60
const kpis = ['dso', 'dso_countback', 'cei', 'bad_debt_to_sales'].map(kpiById)
const slower = scenarioOf('name: slower\nlevers: { collections: [{ hazard_multiplier: 0.8 }] }\n')
const choice = { kpis, windowMonths: 3, settings: { ...usualSettings, costOfCapital: 0.1 } }

let input: SumUpInput
let compiled: readonly CompiledPlan[]
let history: FactTable
beforeAll(async () => {
  // In mid-month, so that past and future share one.
  const ledger = (await demoLedger()).asOf(dayFromIso('2024-09-13')!)
  const by = ['region']
  const asOf = ledger.knownThrough
  const setting = { behavior: fitBehavior(ledger.data), ledger: ledger.data, asOf, months: 3, seed: 'sum', by }
  compiled = [null, slower].map((scenario) => compilePlan(setting, scenario))
  history = ledgerFacts(ledger.data, by)
  const blocks = blocksOf(0, replicates)
  const store = new MemoryStore(Number.POSITIVE_INFINITY, () => {
    throw new Error('there is room')
  })
  const names = compiled.map((_, plan) => ({ name: String(plan), hash: '', groups: [], months: [], facts: [] }))
  await store.open(names)
  for (const [plan, own] of compiled.entries()) {
    for (const block of blocks) await store.put(plan, block, runPlan(own.plan, block.first, block.count))
  }
  const plans = compiled.map((own) => ({ compiled: own, settings: choice.settings }))
  input = { plans, kpis, windowMonths: 3, history, asOf, store, blocks, passBytes: 1e9 }
})

/** Everything that is handed over, as text, in its order. */
async function handedOver(passBytes = input.passBytes): Promise<string[]> {
  const lines: string[] = []
  await sumUp({ ...input, passBytes }, (plan, { figure, group, month }, values, baseline) => {
    const name = Object.values({ ...figure, kpi: figure.kind === 'kpi' ? figure.kpi.id : '', index: '' }).join(' ')
    lines.push(`${plan} ${name} ${group} ${month}: ${values.join(' ')} / ${baseline.join(' ')}`)
  })
  return lines
}

describe('the values of every cell over all futures', () => {
  test('are those of all KPIs at once, with the baseline’s beside them', async () => {
    const atOnce = compiled.map((own) =>
      simulatedKpis(own, runPlan(own.plan, 0, replicates).values, replicates, history, choice),
    )
    let compared = 0
    await sumUp(input, (plan, { figure, group, month }, values, baseline) => {
      if (figure.kind !== 'kpi') return
      expect(values).toEqual(atOnce[plan]!.at(figure.index, group, month))
      expect(baseline).toEqual(atOnce[0]!.at(figure.index, group, month))
      compared++
    })
    expect(compared).toBe(2 * kpis.length * compiled[0]!.groups.length * 3)
  })

  test('are the same, each once, however many passes over the blocks they take', async () => {
    const sorted = async (passBytes?: number) => (await handedOver(passBytes)).sort()
    const whole = await sorted()
    expect(new Set(whole.map((line) => line.split(':')[0])).size).toBe(whole.length)
    // A cell at a time, and as many as do not end with a group.
    for (const cells of [1, 37]) {
      const passes = await sorted(cells * 2 * 8 * replicates)
      expect(passes.length).toBe(whole.length)
      expect(passes.every((line, index) => line === whole[index])).toBe(true)
    }
  })
})
