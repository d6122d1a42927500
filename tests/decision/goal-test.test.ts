import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { behaviorSchema } from '../../src/behavior/behavior.js'
import { dayFromIso } from '../../src/calendar/day.js'
import { type Goal, readGoal } from '../../src/decision/goal/goal-file.js'
import type { GoalTest } from '../../src/decision/goal/goal-result.js'
import { explainedBy, monthsToShow, separation } from '../../src/decision/goal/goal-statistics.js'
import { testGoal } from '../../src/decision/goal/goal-test.js'
import type { FuturesInput } from '../../src/decision/outcome-runs.js'
import { RandomStream } from '../../src/engine/random/random-stream.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-goal-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const goalOf = (text: string): Goal => {
  const file = join(folder, `goal-${files++}.yaml`)
  writeFileSync(file, text)
  return readGoal(file)
}

/** A planted company: Big has many accounts, Small a few; customers pay alike. */
const behavior = behaviorSchema.parse({
  schema: 'arlab/behavior/1',
  currency: 'USD',
  writeOff: { daysPastDue: 120 },
  segments: [
    {
      name: 'all',
      hazard: [
        { from: -30, daily: 0.01, provenance: 'stated' },
        { from: 0, daily: 0.08, provenance: 'stated' },
        { from: 20, daily: 0.02, provenance: 'stated' },
      ],
    },
  ],
  customers: Array.from({ length: 68 }, (_, number) => ({
    id: `C${number}`,
    segment: 'all',
    netDays: 30,
    multiplier: 1,
    ordersPerDay: 0.1,
    logAmountMean: 10,
    logAmountDeviation: 1,
    marginRate: 0.4,
    attributes: { salesperson: number < 60 ? 'Big' : 'Small' },
  })),
})
const input: FuturesInput = {
  behavior,
  asOf: dayFromIso('2024-12-31')!,
  months: 12,
  replicates: 150,
  seed: 'goal',
  threads: 1,
  settings: { ...usualSettings, costOfCapital: 0.1 },
}

const effortOf = (multiplier: number) => `
effort:
  collections:
    - hazard_multiplier: ${multiplier}
      from_days_past_due: 1
`
const goalText = (multiplier: number, more = '') =>
  `name: CEI\nmetric: cei\ntarget: 90\nper: salesperson\nperiod: quarter\n${more}${effortOf(multiplier)}`
const owner = (result: GoalTest, name: string) => result.owners.find((own) => own.owner === name)!
const way = (result: GoalTest, name: string) => result.ways.find((own) => own.way === name)!

describe('effort without effect', () => {
  let result: GoalTest
  beforeAll(async () => {
    result = await testGoal(input, goalOf(goalText(1)))
  })

  test('controls nothing, and hits are luck: false praise is the hit rate', () => {
    for (const own of result.owners) {
      expect(own.shares.effort).toBe(0)
      expect(own.byEffort).toBe(own.byLuck)
      expect(own.falsePraise).toBe(own.byLuck)
      expect(own.falseBlame).toBe(1 - own.byLuck)
      expect(own.told).toBeCloseTo(0.5, 9)
      expect(own.monthsToShow).toBeNull()
    }
    expect(way(result, 'effort').cash).toMatchObject({ mean: 0, low: 0, high: 0 })
  })

  test('is advised against', () => {
    expect(result.advice.verdict).toBe('drop')
    expect(result.advice.sentence).toMatch(/^Drop it as a goal: effort hardly moves it/)
  })

  test('shares of the variance add up to 1', () => {
    for (const { shares } of result.owners) {
      const parts = Object.values(shares)
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 9)
      for (const part of parts) expect(part).toBeGreaterThanOrEqual(-1e-12)
    }
  })
})

describe('a strong effect', () => {
  let result: GoalTest
  beforeAll(async () => {
    result = await testGoal(input, goalOf(goalText(4)))
  })

  test('of a large portfolio is controllable, shows soon, and tells the honest from the idle', () => {
    const big = owner(result, 'Big')
    expect(big.accounts).toBe(60)
    expect(big.shares.effort).toBeGreaterThan(0.5)
    expect(big.told).toBeGreaterThan(0.95)
    expect(big.byEffort - big.byLuck).toBeGreaterThan(0.5)
    expect(big.monthsToShow!).toBeLessThanOrEqual(4)
  })

  test('nothing moves the whole of a company whose customers have nothing in common', () => {
    // Of 150 futures a share of 1 ÷ 150 is expected by chance in each of four periods; over 5 % is far beyond it.
    for (const { shares } of result.owners) expect(shares.company).toBeLessThan(0.05)
  })

  test('of eight accounts is more luck than it is of sixty', () => {
    const [big, small] = [owner(result, 'Big'), owner(result, 'Small')]
    expect(small.accounts).toBe(8)
    expect(small.shares.effort).toBeLessThan(0.6 * big.shares.effort)
    expect(small.shares.luck).toBeGreaterThan(2 * big.shares.luck)
    expect(small.falseBlame).toBeGreaterThan(big.falseBlame)
  })

  test('brings cash and contribution in', () => {
    expect(way(result, 'effort').cash.low!).toBeGreaterThan(0)
    expect(way(result, 'effort').contribution!.mean!).toBeGreaterThan(0)
  })

  test('a metric that effort moves tells more than one that it does not', () => {
    const told = Object.fromEntries(result.candidates.map(({ metric, told: own }) => [metric, own]))
    expect(result.candidates.map(({ told: own }) => own)).toEqual(
      [...result.candidates.map(({ told: own }) => own)].sort((a, b) => b - a),
    )
    for (const metric of ['cei', 'dso', 'past_due_share'] as const) expect(told[metric]!).toBeGreaterThan(0.8)
  })
})

describe('playing with the books', () => {
  test('for CEI pushes credits: reported above underlying, and paid for in contribution', async () => {
    const result = await testGoal(input, goalOf(goalText(1, 'gaming: { propensity: 0.5, most: 0.3 }\n')))
    const played = way(result, 'gaming')
    expect(played.creditMemos.low!).toBeGreaterThan(0)
    expect(played.reported - played.underlying).toBeGreaterThan(1)
    expect(played.hit).toBeGreaterThan(way(result, 'none').hit + 0.1)
    expect(played.contribution!.mean!).toBeLessThan(0)
    // Half of them play: between none and all.
    expect(way(result, 'likely').hit).toBeGreaterThan(way(result, 'none').hit)
    expect(way(result, 'likely').hit).toBeLessThan(played.hit)
    // Without play both books are one.
    expect(way(result, 'none').reported).toBe(way(result, 'none').underlying)
  })

  test('for aging writes off more, and loses what would have been paid', async () => {
    const text =
      'name: aging\nmetric: past_due_share\ntarget: 2\nper: salesperson\nperiod: quarter\ngaming: { tricks: [write_off], most: 0.5 }\n'
    const result = await testGoal(input, goalOf(text))
    const played = way(result, 'gaming')
    expect(played.writeOffs.low!).toBeGreaterThan(0)
    expect(played.cash.mean!).toBeLessThan(0)
    expect(played.contribution!.high!).toBeLessThan(0)
    expect(played.reported).toBeLessThan(played.underlying)
  })

  test('is said to move a goal more than effort does', async () => {
    const { advice } = await testGoal(input, goalOf(goalText(1.6, 'gaming: { most: 0.5 }\n')))
    expect(advice.verdict).not.toBe('assign')
    if (advice.verdict === 'dashboard')
      expect(advice.sentence).toContain('playing with the books moves it more than effort does')
  })
})

test.each([
  [20, 'it is hit anyway'],
  [101, 'it is out of reach'],
])('a target of %s is said to be at fault, and not the metric', async (target, fault) => {
  const { advice } = await testGoal(input, goalOf(goalText(4).replace('target: 90', `target: ${target}`)))
  expect(advice.verdict).toBe('dashboard')
  expect(advice.sentence).toMatch(/^Set another target before you assign it: effort shows, but /)
  expect(advice.sentence).toContain(fault)
})

test('an owner who hardly sells is left out by name', async () => {
  const customers = [
    ...behavior.customers,
    {
      ...behavior.customers[0]!,
      id: 'C99',
      ordersPerDay: { ...behavior.customers[0]!.ordersPerDay, value: 1e-9 },
      attributes: { salesperson: 'Idle' },
    },
  ]
  const result = await testGoal({ ...input, behavior: { ...behavior, customers }, replicates: 20 }, goalOf(goalText(2)))
  expect(result.owners.map(({ owner: name }) => name)).toEqual(['Big', 'Small'])
  expect(result.ownersWithout).toEqual(['Idle'])
})

describe('the statistics of a goal', () => {
  const normal = (count: number, mean: number, deviation: number, key: number) => {
    const stream = new RandomStream().setKey(key, 1, 2, 3, 1)
    return Float64Array.from({ length: count }, () => mean + deviation * stream.nextNormal())
  }

  test('two normals one deviation apart: told is Φ(1 ÷ √2) = 0.760, controlled ¼ ÷ 1¼ = 0.2', () => {
    // 20,000 values each: the standard error of told is 0.0024 at most, of controlled 0.003; four of either.
    const { told, controlled } = separation(normal(20_000, 0, 1, 1), normal(20_000, 1, 1, 2))!
    expect(told).toBeGreaterThan(0.76 - 0.01)
    expect(told).toBeLessThan(0.76 + 0.01)
    expect(controlled).toBeGreaterThan(0.2 - 0.012)
    expect(controlled).toBeLessThan(0.2 + 0.012)
  })

  test('told counts ties by halves, by hand', () => {
    // Pairs (2, 1) (2, 2) (3, 1) (3, 2): better, tie, better, better.
    expect(separation(Float64Array.of(1, 2), Float64Array.of(2, 3))!.told).toBe(3.5 / 4)
    expect(separation(Float64Array.of(1, Number.NaN), Float64Array.of(2, 3))).toBeNull()
  })

  test('what a figure explains is the square of its correlation, and the rest has none with it', () => {
    const other = normal(5000, 0, 1, 3)
    const noise = normal(5000, 0, 1, 4)
    const { share, rest } = explainedBy(
      other.map((value, at) => 3 * value + 4 * noise[at]!),
      other,
    )
    expect(share).toBeGreaterThan(0.36 - 0.05)
    expect(share).toBeLessThan(0.36 + 0.05)
    expect(explainedBy(rest, other).share).toBeCloseTo(0, 12)
    expect(explainedBy(other, new Float64Array(5000)).share).toBe(0)
  })

  test('effort shows after as many months as it takes to leave luck behind', () => {
    // A gain of one deviation a month: the sum of m months is √m deviations ahead; 1.645 + 0.842 of them are reached after (2.487)² = 6.2 months.
    const months = (gain: number, key: number) =>
      Array.from({ length: 12 }, (_, month) => normal(4000, gain, 1, key + month))
    expect(monthsToShow(months(0, 100), months(1, 200))).toBe(7)
    expect(monthsToShow(months(0, 100), months(3, 300))).toBe(1)
    expect(monthsToShow(months(0, 100), months(0, 400))).toBeNull()
  })
})
