import { describe, expect, test } from 'vitest'
import { dayFromIso } from '../../src/calendar/day.js'
import { outcomeDistribution } from '../../src/decision/outcome-distribution.js'
import type { FuturesInput } from '../../src/decision/outcome-runs.js'
import { seek } from '../../src/decision/seek.js'
import { scenarioOf, smallBehavior } from '../scenario/scenario-of.js'

const input: FuturesInput = {
  behavior: smallBehavior,
  asOf: dayFromIso('2024-12-31')!,
  months: 4,
  replicates: 60,
  seed: 'distribution',
  threads: 1,
}
const faster = scenarioOf('name: faster\nlevers: { collections: [{ hazard_multiplier: 1.6 }] }\n')

describe('the distribution of an outcome over futures', () => {
  test('has all futures, sorted, and counts those that reach the target as seek does', async () => {
    const { scenarios, target, outcome } = await outcomeDistribution(input, 'dso<=30', [faster])
    expect(target).toEqual({ bound: 'at most', value: 30 })
    expect(outcome.id).toBe('dso')
    expect(scenarios.map(({ name }) => name)).toEqual(['baseline', 'faster'])
    for (const { values, reached, q50 } of scenarios) {
      expect(values).toHaveLength(60)
      expect([...values].sort((a, b) => a - b)).toEqual(values)
      expect(reached!.probability).toBe(values.filter((value) => value <= 30).length / 60)
      expect(values.filter((value) => value <= q50).length).toBe(30)
    }
    const { today, tried } = await seek(input, {
      setting: 'collections.hazard_multiplier',
      between: [1, 1.6],
      step: 0.6,
      target: 'dso<=30',
    })
    expect(scenarios[0]!.reached!.probability).toBe(today.probability)
    expect(scenarios[1]!.reached!.probability).toBe(tried.find(({ value }) => value === 1.6)!.probability)
    expect(scenarios[1]!.q50).toBeLessThan(scenarios[0]!.q50)
  })

  test('needs no target', async () => {
    const { scenarios, target } = await outcomeDistribution(input, 'cash')
    expect(target).toBeNull()
    expect(scenarios[0]!.reached).toBeNull()
  })

  test('refuses an outcome that no future defines', async () => {
    await expect(outcomeDistribution(input, 'customer_satisfaction')).rejects.toThrow(
      'Hardly any future of baseline defines',
    )
  })
})
