import { describe, expect, test } from 'vitest'
import { dayFromIso } from '../../src/calendar/day.js'
import { attributeLevers } from '../../src/decision/attribute-levers.js'
import { leversOf } from '../../src/decision/levers-of.js'
import { type FuturesInput, OutcomeRuns } from '../../src/decision/outcome-runs.js'
import { simulate } from '../../src/scenario/simulate.js'
import { scenarioOf, smallBehavior } from '../scenario/scenario-of.js'

const input: FuturesInput = {
  behavior: smallBehavior,
  asOf: dayFromIso('2024-12-31')!,
  months: 5,
  replicates: 60,
  seed: 'parts',
  threads: 1,
}

/** Two levers that get in each other's way, one with an uncertain response, and one that does nothing. */
const combined = scenarioOf(`
name: combined
levers:
  terms:
    - net: 60
      pass_through: { uniform: [0.5, 1] }
    - where: { terms: net 45 }
      net: 60
  collections:
    - hazard_multiplier: 2
  write_off: { days_past_due: 180 }
`)

describe('what each lever brings', () => {
  test('adds up to the whole, future by future in the mean, for every outcome', async () => {
    const { outcomes } = await attributeLevers(input, combined, ['dso', 'cei', 'cash', 'dso@2025-03', 'cei@all'])
    expect(outcomes.map(({ outcome }) => outcome.id)).toEqual(['dso', 'cei', 'cash', 'dso@2025-03', 'cei@all'])
    for (const { levers, total, baseline, scenario } of outcomes) {
      const sum = levers.reduce((all, { mean }) => all + mean!, 0)
      expect(sum).toBeCloseTo(total.mean!, 8)
      expect(total.mean).toBeCloseTo(scenario - baseline, 8)
      expect(Math.abs(total.mean!)).toBeGreaterThan(0)
    }
  })

  test('a lever that changes nothing gets nothing, surely', async () => {
    const { outcomes, levers } = await attributeLevers(input, combined, ['dso'])
    const idle = levers.findIndex(({ place }) => place === 'write_off')
    expect(outcomes[0]!.levers[idle]).toMatchObject({ mean: 0, low: 0, high: 0 })
  })

  test('two levers: each gets the mean of what it does first and what it does last, by two plain simulations', async () => {
    const two = scenarioOf('name: two\nlevers:\n  terms:\n    - net: 60\n  collections:\n    - hazard_multiplier: 2\n')
    const alone = [
      scenarioOf('name: terms alone\nlevers:\n  terms:\n    - net: 60\n'),
      scenarioOf('name: calls alone\nlevers:\n  collections:\n    - hazard_multiplier: 2\n'),
    ]
    const { behavior, asOf, months, replicates, seed } = input
    const { differences } = await simulate({
      behavior,
      asOf: asOf!,
      months: months!,
      replicates: replicates!,
      seed: seed!,
      threads: 1,
      scenarios: [two, ...alone],
    })
    const effect = (scenario: string) =>
      differences.filter((each) => each.scenario === scenario && each.kpi === 'dso').at(-1)!.mean!
    const [both, terms, calls] = ['two', 'terms alone', 'calls alone'].map(effect) as [number, number, number]
    const { outcomes } = await attributeLevers(input, two, ['dso'])
    const [first, second] = outcomes[0]!.levers.map(({ mean }) => mean!) as [number, number]
    expect(first).toBeCloseTo((terms + (both - calls)) / 2, 8)
    expect(second).toBeCloseTo((calls + (both - terms)) / 2, 8)
    // They do get in each other's way.
    expect(Math.abs(both - terms - calls)).toBeGreaterThan(0.5)
  })

  test('a lever that is left out leaves the luck of the others as it was', async () => {
    const runs = new OutcomeRuns(input, ['dso'], [])
    // The second lever's response has its luck by its place: taken away and numbered anew it would have the first one's.
    const first = '    - where: { region: AMER }\n      net: 30\n'
    const second = '    - where: { region: EMEA }\n      net: 90\n      pass_through: { uniform: [0, 1] }\n'
    const both = scenarioOf(`name: b\nlevers:\n  terms:\n${first}${second}`)
    const alone = scenarioOf(`name: a\nlevers:\n  terms:\n${second}`)
    const idle = scenarioOf(
      `name: i\nlevers:\n  terms:\n${first.replace('AMER', '[AMER]').replace('30', '30')}${second}`,
    )
    const left = await runs.of({ ...both, leftOut: new Set(['terms.1']) })
    expect(left).not.toEqual(await runs.of(alone))
    // C1 to C4 of AMER pay by net 30 and net 15 today: with the first lever pulled on nobody new the luck is the same.
    const { plan } = runs.compiled({ ...both, leftOut: new Set(['terms.1']) })
    const whole = runs.compiled(idle).plan
    expect([...plan.responses.key].filter((key) => !whole.responses.key.includes(key))).toEqual([])
    await runs.close()
  })

  test('levers are named by what they do', () => {
    expect(leversOf(combined)).toEqual([
      { place: 'terms.1', name: 'terms: net 60' },
      { place: 'terms.2', name: 'terms: net 60 for net 45' },
      { place: 'collections.1', name: 'collections: hazard multiplier 2' },
      { place: 'write_off', name: 'write off: days past due 180' },
    ])
  })
})
