import { fitBehavior } from '../../src/behavior/fit/fit-behavior.js'
import { dayFromIso } from '../../src/calendar/day.js'
import type { Plan } from '../../src/engine/plan.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { compilePlan, type PlanInput } from '../../src/scenario/plan/compile-plan.js'
import { demoLedger } from '../scenario/demo-ledger.js'
import { scenarioOf } from '../scenario/scenario-of.js'
import { arMiniBehavior } from './ar-mini-behavior.js'

/** AR-mini, which begins empty. */
export function arMini(months = 12): PlanInput {
  return { behavior: arMiniBehavior(), ledger: null, asOf: dayFromIso('2024-12-31')!, months, seed: 'oracles', by: [] }
}

/** The demo company as it is fitted: open invoices, pay days, parts, discounts, disputes, defaults and newcomers, by region. */
export async function demo(months = 6): Promise<PlanInput> {
  const ledger = await demoLedger()
  const behavior = fitBehavior(ledger.data)
  return { behavior, ledger: ledger.data, asOf: ledger.knownThrough, months, seed: 'oracles', by: ['region'] }
}

/** The plan of a company under levers, as a scenario file says them; without any it is the baseline's. */
export function planUnder(input: PlanInput, levers?: string): Plan {
  return compilePlan(input, levers === undefined ? null : scenarioOf(`name: oracle\nlevers: ${levers}\n`)).plan
}

/** Every fact of the first replicates, byte by byte. */
export function factBytes(plan: Plan, replicates = 4): string {
  return Buffer.from(runPlan(plan, 0, replicates).values.buffer).toString('base64')
}
