import { describe, expect, test } from 'vitest'
import { dayFromIso } from '../../src/calendar/day.js'
import type { FuturesInput } from '../../src/decision/outcome-runs.js'
import { type Sensitivity, sensitivity } from '../../src/decision/sensitivity.js'
import { statedResponses } from '../../src/decision/stated-responses.js'
import { unknownsOf } from '../../src/decision/unknowns.js'
import { compilePlan } from '../../src/scenario/plan/compile-plan.js'
import { scenarioOf, smallBehavior } from '../scenario/scenario-of.js'

const input: FuturesInput = {
  behavior: smallBehavior,
  asOf: dayFromIso('2024-12-31')!,
  months: 6,
  replicates: 300,
  seed: 'tornado',
  threads: 1,
}

/** The truth that is planted: `matters` is the lever with the large effect and the uncertain response that is wide. */
const planted = (matters: 'terms' | 'collections') =>
  scenarioOf(`
name: planted
levers:
  terms:
    - net: ${matters === 'terms' ? 90 : 31}
      pass_through: { uniform: ${matters === 'terms' ? '[0, 1]' : '[0.45, 0.55]'} }
  collections:
    - hazard_multiplier: { uniform: ${matters === 'collections' ? '[1, 5]' : '[1, 1.02]'} }
  write_off: { days_past_due: 175 }
`)

describe.each(['terms', 'collections'] as const)('where %s are what matters', (matters) => {
  const [lever, response] =
    matters === 'terms' ? ['terms: ', 'terms.1.pass_through'] : ['collections: ', 'collections.1.hazard_multiplier']

  test('theirs are the longest bars and the closest correlation', async () => {
    const result = await sensitivity(input, planted(matters), 'dso')
    const bars = (kind: 'lever' | 'response') => result.tornado.filter((bar) => bar.kind === kind)
    expect(bars('lever')[0]!.name).toContain(lever)
    expect(bars('response')[0]!.name).toBe(response)
    expect(bars('lever')[0]!.swing).toBeGreaterThan(3 * bars('lever')[1]!.swing)
    expect(result.unknowns[0]!.name).toBe(response)
    // More days are passed on, the higher DSO; the quicker they pay, the lower.
    const { value, low, high } = result.unknowns[0]!.correlation!
    expect(Math.sign(value)).toBe(matters === 'terms' ? 1 : -1)
    expect(Math.abs(value)).toBeGreaterThan(0.25)
    expect(low).toBeLessThan(value)
    expect(high).toBeGreaterThan(value)
  })
})

describe('the parts of a sensitivity', () => {
  let result: Sensitivity
  test('bars are of what is left out and pulled, from low to high; the lever that does nothing comes last', async () => {
    result = await sensitivity(input, planted('terms'), 'dso', 'cash')
    const swings = result.tornado.map(({ swing }) => swing)
    expect(swings).toEqual([...swings].sort((a, b) => b - a))
    expect(result.tornado.at(-1)!.name).toBe('write off: days past due 175')
    for (const { kind, high, low } of result.tornado) {
      if (kind !== 'lever') continue
      expect([low.at, high.at]).toEqual(['left out', 'pulled'])
      expect(high.outcome).toBe(result.mean)
    }
    const passed = result.tornado.find(({ name }) => name === 'terms.1.pass_through')!
    expect([passed.low.at, passed.high.at]).toEqual(['0.05', '0.95'])
    expect(passed.low.outcome).toBeLessThan(passed.high.outcome)
  })

  test('later terms cost cash in every future: nothing is worth knowing', () => {
    expect(result.decision.by.name).toBe('Cash')
    expect(result.decision.better).toBeLessThan(0.05)
    for (const { knowing, kind } of result.unknowns) {
      if (kind === 'luck') expect(knowing).toBeNull()
      else expect(knowing!.changes).toBe(0)
    }
  })

  test('where a response decides whether it pays, knowing it is worth something', async () => {
    const gamble = scenarioOf(`
name: gamble
levers:
  terms:
    - where: { region: EMEA }
      net: 44
  collections:
    - hazard_multiplier: { uniform: [1, 6] }
`)
    const { unknowns, decision } = await sensitivity({ ...input, replicates: 600 }, gamble, 'dso', 'cash')
    expect(decision.better).toBeGreaterThan(0.1)
    expect(decision.better).toBeLessThan(0.9)
    const worth = unknowns.filter(({ knowing }) => (knowing?.value ?? 0) > 0)
    expect(worth[0]!.name).toBe('collections.1.hazard_multiplier')
    expect(worth[0]!.knowing!.changes).toBeGreaterThan(0.05)
  })

  test('unknowns are what futures draw: those that are fixed are not there', () => {
    const { behavior, asOf, months, seed } = input
    const setting = { behavior, asOf: asOf!, months: months!, seed: seed!, ledger: null, by: [] }
    const unknowns = (parameters: 'drawn' | 'fixed') =>
      unknownsOf(compilePlan({ ...setting, parameters }, planted('terms')), 200)
    const drawn = unknowns('drawn')
    const passed = drawn.find(({ name }) => name === 'terms.1.pass_through')!
    expect(Math.min(...passed.values)).toBeLessThan(0.05)
    expect(Math.max(...passed.values)).toBeGreaterThan(0.95)
    expect(unknowns('fixed').filter(({ kind }) => kind !== 'luck')).toEqual([])
  })

  test('stated responses are found in lists and single levers, but not those of levers that are left out', () => {
    const scenario = scenarioOf(
      'levers:\n  terms:\n    - net: 9\n    - net: 10\n      order_lift: { normal: [0, 0.01] }\n  write_off: { recovery_multiplier: { beta: [2, 2] } }\n',
    )
    expect(statedResponses(scenario)).toEqual([
      { setting: 'terms.2.order_lift', response: { normal: [0, 0.01] } },
      { setting: 'write_off.recovery_multiplier', response: { beta: [2, 2] } },
    ])
    expect(statedResponses({ ...scenario, leftOut: new Set(['terms.2', 'write_off']) })).toEqual([])
  })
})
