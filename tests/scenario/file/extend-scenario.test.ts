import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { dayFromIso } from '../../../src/calendar/day.js'
import { readScenario } from '../../../src/scenario/file/scenario-file.js'
import { compilePlan } from '../../../src/scenario/plan/compile-plan.js'
import { smallBehavior } from '../scenario-of.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-extends-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function scenarioFrom(files: Readonly<Record<string, string>>, name: string) {
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
  return readScenario(join(folder, name))
}

const input = {
  behavior: smallBehavior,
  ledger: null,
  asOf: dayFromIso('2024-12-31')!,
  months: 12,
  seed: 'extends',
  by: [],
}

const net45 = 'from: 2025-02-01\nlevers:\n  terms:\n    - net: 45\n  collectors: { people: 3 }\n'
const calls = 'levers:\n  collections:\n    - hazard_multiplier: 1.3\n  collectors: { people: 1 }\n'

test('the levers of other files come first, each with its own day; the written ones follow', () => {
  const scenario = scenarioFrom(
    {
      'net-45.yaml': net45,
      'calls.yaml': calls,
      'both.yaml':
        'extends: [net-45.yaml, calls.yaml]\nfrom: 2025-06-01\nlevers:\n  terms:\n    - where: { region: EMEA }\n      net: 60\n',
    },
    'both.yaml',
  )
  expect(scenario.levers.terms.map(({ net, from }) => [net, from])).toEqual([
    [45, '2025-02-01'],
    [60, '2025-06-01'],
  ])
  expect(scenario.levers.collections).toMatchObject([{ hazard_multiplier: 1.3 }])
  expect(scenario.levers.collections[0]).not.toHaveProperty('from')
  // One of a kind: the last one alone.
  expect(scenario.levers.collectors).toMatchObject({ people: 1 })
})

test('two files together are what their levers in one file are, bit for bit', () => {
  const together =
    'levers:\n  terms:\n    - net: 45\n      from: 2025-02-01\n  collections:\n    - hazard_multiplier: 1.3\n  collectors: { people: 1 }\n'
  const extended = scenarioFrom(
    { 'net-45.yaml': net45, 'calls.yaml': calls, 'both.yaml': 'extends: [net-45.yaml, calls.yaml]\n' },
    'both.yaml',
  )
  const inOne = scenarioFrom({ 'one.yaml': together }, 'one.yaml')
  expect(compilePlan(input, extended).plan).toEqual(compilePlan(input, inOne).plan)
  expect(compilePlan(input, extended).plan).not.toEqual(compilePlan(input, null).plan)
})

test('a file that extends one that extends another has the levers of all three', () => {
  const { levers, name } = scenarioFrom(
    {
      'a.yaml': 'name: A\nlevers:\n  terms:\n    - net: 10\n',
      'b.yaml': 'name: B\nextends: a.yaml\nlevers:\n  terms:\n    - net: 20\n',
      'c.yaml': 'extends: b.yaml\nlevers:\n  terms:\n    - net: 30\n',
    },
    'c.yaml',
  )
  expect(levers.terms.map(({ net }) => net)).toEqual([10, 20, 30])
  expect(name).toBe('c')
})

test('a fault of a lever is shown in the file that states it', () => {
  const scenario = scenarioFrom(
    {
      'base.yaml': 'levers:\n  terms:\n    - net: 20\n    - where: { region: Mars }\n      net: 10\n',
      'on-top.yaml': 'extends: base.yaml\nlevers:\n  terms:\n    - net: 30\n',
    },
    'on-top.yaml',
  )
  expect(() => compilePlan(input, scenario)).toThrow(
    `${join(folder, 'base.yaml')}, line 4, column 7: no customer has region "Mars". Known: AMER, EMEA.`,
  )
})

test('economics and expectations: the last ones', () => {
  const { economics, expect: expected } = scenarioFrom(
    {
      'a.yaml': 'expect: { dso: rises }\neconomics: { cost_of_capital: 0.05 }\n',
      'b.yaml': 'extends: a.yaml\nexpect: { cei: falls }\n',
    },
    'b.yaml',
  )
  expect(economics).toEqual({ cost_of_capital: 0.05 })
  expect(expected).toEqual({ cei: 'falls' })
})
