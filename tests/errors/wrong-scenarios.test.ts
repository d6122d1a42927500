import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { behaviorSchema } from '../../src/behavior/behavior.js'
import { dayFromIso } from '../../src/calendar/day.js'
import { InputError } from '../../src/document/input-error.js'
import { readScenario, readScenarios } from '../../src/scenario/file/scenario-file.js'
import { compilePlan } from '../../src/scenario/plan/compile-plan.js'

/** What is said of scenario files that extend each other and have variants: file, line, what, and the way out. */
const folder = mkdtempSync(join(tmpdir(), 'arlab-wrong-scenarios-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const customer = { segment: 'all', netDays: 30, ordersPerDay: 1, logAmountMean: 7, logAmountDeviation: 0 }
const behavior = behaviorSchema.parse({
  schema: 'arlab/behavior/1',
  currency: 'USD',
  writeOff: { daysPastDue: 180 },
  segments: [{ name: 'all', hazard: [{ from: 0, daily: 0.1, provenance: 'stated' }] }],
  customers: [
    { ...customer, id: 'C1', riskScore: 40, attributes: { region: 'EMEA' } },
    { ...customer, id: 'C2', riskScore: 70, attributes: { region: 'AMER' } },
  ],
})

function refusalOf(files: Readonly<Record<string, string>>, read = readScenarios as (file: string) => unknown): string {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  try {
    const scenarios = [read(join(folder, 'a.yaml'))].flat() as ReturnType<typeof readScenarios>
    for (const scenario of scenarios) {
      compilePlan({ behavior, ledger: null, asOf: dayFromIso('2024-12-31')!, months: 12, seed: 'w', by: [] }, scenario)
    }
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(`${folder}/`, '')
    throw error
  }
  return 'nothing is refused'
}

test.each<[string, Readonly<Record<string, string>>, string]>([
  [
    'a file that is not there',
    { 'a.yaml': 'extends: nowhere.yaml\n' },
    'a.yaml, line 1, column 1: it extends nowhere.yaml, which does not exist.',
  ],
  [
    'a circle',
    { 'a.yaml': 'name: A\nextends: b.yaml\n', 'b.yaml': 'extends: a.yaml\n' },
    'b.yaml, line 1, column 1: it would extend itself: a.yaml extends b.yaml extends a.yaml.',
  ],
  [
    'a file of variants',
    { 'a.yaml': 'extends: b.yaml\n', 'b.yaml': 'levers: {}\nvariants:\n  terms.net: [30]\n' },
    'a.yaml, line 1, column 1: b.yaml holds variants, and nobody says which of them; extend a file of one scenario.',
  ],
  [
    'no variants',
    { 'a.yaml': 'levers: {}\nvariants: {}\n' },
    'a.yaml, line 2, column 1: "variants" is wrong: it must name a setting and its values.',
  ],
  [
    'a setting that is not there',
    { 'a.yaml': 'levers: {}\nvariants:\n  term.net: [30]\n' },
    'a.yaml, line 3, column 3: there is no lever "term". Did you mean "terms"?',
  ],
  [
    'a lever for a setting',
    { 'a.yaml': 'levers: {}\nvariants:\n  terms: [30]\n' },
    'a.yaml, line 3, column 3: "terms" is a lever; say which of its settings, like terms.….',
  ],
  [
    'one of two levers',
    { 'a.yaml': 'levers:\n  terms:\n    - net: 30\n    - net: 45\nvariants:\n  terms.net: [30]\n' },
    'a.yaml, line 6, column 3: there are 2 entries of terms: say which, like terms.1.net.',
  ],
  [
    'a lever beyond the last',
    { 'a.yaml': 'levers:\n  terms:\n    - net: 30\nvariants:\n  terms.2.net: [30]\n' },
    'a.yaml, line 5, column 3: there is no terms.2: terms has 1 entry, counted from 1.',
  ],
  [
    'a setting of a value',
    { 'a.yaml': 'levers:\n  terms:\n    - net: 30\nvariants:\n  terms.net.days: [30]\n' },
    'a.yaml, line 5, column 3: terms.net is a value and has no settings of its own.',
  ],
  [
    'a value that cannot be',
    { 'a.yaml': 'levers: {}\nvariants:\n  terms.net: [30, 400]\n' },
    'a.yaml, line 3, column 3: "terms.1.net" is wrong: it must be a whole number of days from 0 to 365.',
  ],
  [
    'a range that descends',
    { 'a.yaml': 'levers: {}\nvariants:\n  terms.net: { from: 60, to: 30, step: 5 }\n' },
    'a.yaml, line 3, column 3: "variants.terms.net" is wrong: from must not lie above to.',
  ],
  [
    'a range without steps',
    { 'a.yaml': 'levers: {}\nvariants:\n  terms.net: { from: 30, to: 60, step: 0 }\n' },
    'a.yaml, line 3, column 34: "variants.terms.net.step" is wrong: it must be above 0.',
  ],
  [
    'too many variants',
    { 'a.yaml': 'levers: {}\nvariants:\n  terms.net: { from: 0, to: 60, step: 1 }\n  collectors.people: [1, 2]\n' },
    'a.yaml, line 2, column 1: these are 122 variants; at most 100 can be compared.',
  ],
  [
    'an unknown expectation',
    { 'a.yaml': 'expect:\n  dso: explodes\n' },
    'a.yaml, line 2, column 3: "expect.dso" is wrong: it must be "rises" or "falls" or "does not rise" or "does not fall" or "hardly moves", not the text "explodes".',
  ],
  [
    'a stress path that nobody knows',
    { 'a.yaml': 'levers:\n  economy: { stress: depression }\n' },
    'a.yaml, line 2, column 14: "levers.economy.stress" is wrong: it must be a list of numbers, or one of mild recession, recession, severe recession, sudden stop, boom.',
  ],
  [
    'bounds of what is no number',
    { 'a.yaml': 'levers:\n  terms:\n    - where: { region: { below: 3 } }\n      net: 45\n' },
    'a.yaml, line 3, column 7: region is no number, so that it has no bounds; its values are AMER, EMEA.',
  ],
  [
    'bounds that say nothing',
    { 'a.yaml': 'levers:\n  terms:\n    - where: { risk_score: {} }\n      net: 45\n' },
    'a.yaml, line 3, column 16: "levers.terms.0.where.risk_score" is wrong: say at_least, below or both.',
  ],
  [
    'a key that is none',
    { 'a.yaml': 'levers:\n  terms:\n    - where: { __proto__: EMEA }\n      net: 45\n' },
    'a.yaml, line 3, column 16: "__proto__" cannot be a key; choose another name.',
  ],
  [
    'a setting that is none',
    { 'a.yaml': 'levers: {}\nvariants:\n  terms.constructor.net: [30]\n' },
    'a.yaml, line 3, column 3: terms.constructor.net is no setting.',
  ],
  [
    'bounds that hold nobody',
    { 'a.yaml': 'levers:\n  terms:\n    - where: { risk_score: { below: 10 } }\n      net: 45\n' },
    'a.yaml, line 3, column 7: no customer has such a value.',
  ],
])('%s', (_, files, message) => {
  expect(refusalOf(files)).toBe(message)
})

test('a file of variants read as one scenario', () => {
  const files = { 'a.yaml': 'levers: {}\nvariants:\n  terms.net: [30]\n' }
  expect(refusalOf(files, readScenario)).toBe(
    'a.yaml, line 2, column 1: this file holds variants; read it with readScenarios.',
  )
})
