import { describe, expect, test } from 'vitest'
import { dayFromIso } from '../../src/calendar/day.js'
import { beatenBy, frontier } from '../../src/decision/frontier.js'
import { type FuturesInput, OutcomeRuns } from '../../src/decision/outcome-runs.js'
import { scenarioOf, smallBehavior } from '../scenario/scenario-of.js'

const input: FuturesInput = {
  behavior: smallBehavior,
  asOf: dayFromIso('2024-12-31')!,
  months: 6,
  replicates: 80,
  seed: 'frontier',
  threads: 1,
}
const named = (name: string, levers: string) => scenarioOf(`name: ${name}\nlevers: ${levers}\n`)
const growth = named('growth', '{ sales: [{ growth: 0.5, credit_quality_price: 4 }] }')
const faster = named('faster', '{ collections: [{ hazard_multiplier: 1.5 }] }')
const slower = named('slower', '{ collections: [{ hazard_multiplier: 0.6 }] }')

describe('what no other beats', () => {
  test('a choice that is worse in nothing and better in something beats; equal ones beat nobody', () => {
    const lowerHigher = [-1, 1]
    expect(
      beatenBy(
        [
          [40, 10],
          [40, 10],
        ],
        lowerHigher,
      ),
    ).toEqual([null, null])
    expect(
      beatenBy(
        [
          [40, 10],
          [39, 10],
        ],
        lowerHigher,
      ),
    ).toEqual([1, null])
    expect(
      beatenBy(
        [
          [40, 12],
          [39, 10],
        ],
        lowerHigher,
      ),
    ).toEqual([null, null])
    // Of several that beat it, one that none beats.
    expect(
      beatenBy(
        [
          [42, 9],
          [41, 9],
          [40, 10],
        ],
        lowerHigher,
      ),
    ).toEqual([2, 2, null])
  })

  test('quicker payers beat today; more sales at a price do not, nor are they beaten; slower payers are', async () => {
    const { points, outcomes } = await frontier(input, [growth, faster, slower], ['dso', 'sales'])
    expect(outcomes.map(({ better }) => better)).toEqual(['lower', 'higher'])
    expect(points.map(({ name, onFrontier, beatenBy }) => [name, onFrontier, beatenBy])).toEqual([
      ['baseline', false, 'faster'],
      ['growth', true, null],
      ['faster', true, null],
      ['slower', false, 'faster'],
    ])
    expect(points.map(({ probability }) => probability)).toEqual([0, 1, 1, 0])
    expect(points[0]!.changes.map(({ mean }) => mean)).toEqual([0, 0])
  })

  test('means are of the same futures as plain runs, and changes are paired', async () => {
    const { points } = await frontier(input, [faster], ['dso', 'cash'])
    const runs = new OutcomeRuns(input, ['dso', 'cash'])
    const [before, after] = [await runs.of(null), await runs.of(faster)]
    await runs.close()
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(points[1]!.means).toEqual(after.map(mean))
    expect(points[1]!.changes[0]!.mean).toBeCloseTo(mean(after[0]!) - mean(before[0]!), 9)
  })

  test('what chance decides is said to be unsure', async () => {
    // Quicker or slower, nobody knows which.
    const gamble = named('gamble', '{ collections: [{ hazard_multiplier: { uniform: [0.8, 1.2] } }] }')
    const { points } = await frontier({ ...input, replicates: 20 }, [gamble], ['dso', 'cash'])
    expect(points.some(({ probability }) => probability > 0.02 && probability < 0.98)).toBe(true)
  })
})
