import { expect, test } from 'vitest'
import { dayFromIso } from '../../../src/calendar/day.js'
import { stressPath, stressPathNames, stressPaths } from '../../../src/scenario/file/stress-paths.js'
import { compilePlan } from '../../../src/scenario/plan/compile-plan.js'
import { scenarioOf, smallBehavior } from '../scenario-of.js'

const input = { behavior: smallBehavior, ledger: null, asOf: dayFromIso('2024-12-31')!, months: 30, seed: 's', by: [] }

test.each(stressPathNames)('%s is stated as its numbers are, and ends at today’s economy', (name) => {
  const stressOf = (stress: string) =>
    compilePlan(input, scenarioOf(`levers:\n  economy: { from: 2025-03-01, stress: ${stress} }\n`)).plan.economy.stress
  const named = stressOf(name)
  expect(named).toEqual(stressOf(JSON.stringify(stressPaths[name])))
  expect([...named.slice(0, 2)]).toEqual([0, 0])
  expect([...named.slice(2)].some((value) => value !== 0)).toBe(true)
  expect(named.at(-1)).toBe(0)
  expect(stressPath(name).every((value) => Math.abs(value) <= 3)).toBe(true)
})
