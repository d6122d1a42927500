import type { LeverAttribution } from '../../src/decision/attribute-levers.js'
import type { Frontier } from '../../src/decision/frontier.js'
import type { GoalTest } from '../../src/decision/goal/goal-result.js'
import type { SeekResult } from '../../src/decision/seek.js'
import type { Sensitivity } from '../../src/decision/sensitivity.js'
import { sampleResult } from './sample-result.js'

/** Answers as the functions of src/decision give them, with numbers chosen to be awkward. */

export const figures = (mean: number) => ({
  mean,
  se: 0.1,
  low: mean - 1,
  high: mean + 1,
  probabilityLower: mean < 0 ? 1 : 0,
  probabilityHigher: mean > 0 ? 1 : 0,
})
/** Of the sample result's ledger. */
const provenance = {
  seed: 'arlab',
  engine: 'arlab-engine/3',
  parameters: 'drawn',
  asOf: sampleResult().asOf,
  ledgerHash: sampleResult().ledgerHash,
  behaviorHash: 'b',
} as const

const run = {
  provenance,
  currency: 'USD',
  replicates: 400,
  months: 12,
}
export const dso = { id: 'dso', name: 'DSO in 2025-12', unit: 'days', better: 'lower' } as const
export const cash = { id: 'cash', name: 'Cash', unit: 'money', better: 'higher' } as const

export const attribution = (name: string): LeverAttribution => ({
  schema: 'arlab/waterfall/1',
  ...run,
  scenario: name,
  levers: [
    { place: 'terms.0', name },
    { place: 'collections.0', name: 'collections: email, call' },
    { place: 'write_off', name: 'write off: days past due 120' },
  ],
  outcomes: [
    {
      outcome: dso,
      baseline: 43.06,
      scenario: 41.04,
      total: figures(-2.02),
      // Rounded each for itself they would miss the end by a tenth.
      levers: [figures(9.37), figures(-11.37), figures(-0.02)],
      undefinedFutures: 0,
    },
    {
      outcome: cash,
      baseline: 5_076_274_800,
      scenario: 5_085_570_900,
      total: figures(9_296_100),
      levers: [figures(-134_408_100), figures(143_704_200), figures(0)],
      undefinedFutures: 0,
    },
  ],
})

export const sought = (probabilities: readonly number[], found: number | null): SeekResult => {
  const tried = probabilities.map((probability, index) => ({
    value: 45 - 5 * index,
    probability,
    low: Math.max(0, probability - 0.05),
    high: Math.min(1, probability + 0.05),
    q05: 30,
    q50: 40,
    q95: 50,
  }))
  return {
    schema: 'arlab/seek/1',
    ...run,
    scenario: null,
    setting: 'terms.net',
    between: [45, 20],
    step: 1,
    target: { outcome: dso, bound: 'at most', value: 40 },
    confidence: 0.8,
    today: tried[0]!,
    found: found === null ? null : tried[found]!,
    mayBe: null,
    surely: null,
    best: tried.reduce((best, own) => (own.probability > best.probability ? own : best)),
    tried,
  }
}
export const words = { setting: 'terms.net', target: 'DSO in 2025-12 at most 40.0 days' }

export const hangs = (name: string): Sensitivity => ({
  schema: 'arlab/sensitivity/1',
  ...run,
  scenario: name,
  outcome: dso,
  baseline: 43,
  mean: 37.6,
  change: figures(-5.4),
  tornado: [
    { kind: 'lever', name, low: { at: 'left out', outcome: 43 }, high: { at: 'pulled', outcome: 37.6 }, swing: 5.4 },
    {
      kind: 'response',
      name: 'terms.1.pass_through',
      low: { at: '0.41', outcome: 39.6 },
      high: { at: '0.79', outcome: 35.6 },
      swing: 4,
    },
    {
      kind: 'response',
      name: 'terms.1.order_lift',
      low: { at: '−0.12', outcome: 37.6 },
      high: { at: '−0.02', outcome: 37.6 },
      swing: 0,
    },
  ],
  unknowns: [],
  decision: { by: dso, change: figures(-5.4), better: 1 },
})

export const choices = (name: string, outcomes: Frontier['outcomes']): Frontier => ({
  schema: 'arlab/frontier/1',
  ...run,
  futures: 400,
  outcomes,
  points: [
    [name, 43, 5_000_000_000, false],
    ['net 15', 24, 4_800_000_000, true],
    ['net 30', 39, 4_700_000_000, false],
    ['growth', 45, 5_600_000_000, true],
  ].map(([own, x, y, onFrontier]) => ({
    name: own as string,
    means: [x as number, y as number],
    changes: [figures(0), figures(0)],
    onFrontier: onFrontier as boolean,
    probability: onFrontier ? 1 : 0,
    beatenBy: onFrontier ? null : 'net 15',
  })),
})

/** Two owners: one whom effort moves, and a small one who is mostly luck. */
export const goalTest = (name: string): GoalTest => ({
  schema: 'arlab/goal/1',
  ...run,
  name,
  note: 'Is it in their hands?',
  metric: { id: 'cei', name: 'CEI', unit: 'percent', better: 'higher' },
  target: 90,
  per: 'salesperson',
  period: 'quarter',
  weight: 0.2,
  effort: ['collections: sales call'],
  owners: [
    [name, 200, 0.3, 0.9, 0.7, 0.5],
    ['Luis Prado', 8, 0.77, 0.81, 0.93, 0.02],
  ].map(([owner, accounts, byLuck, byEffort, byGaming, effort]) => ({
    owner: owner as string,
    accounts: accounts as number,
    byLuck: byLuck as number,
    byEffort: byEffort as number,
    byGaming: byGaming as number,
    likely: 0.8,
    falsePraise: byLuck as number,
    falseBlame: 1 - (byEffort as number),
    told: 0.8,
    shares: { effort: effort as number, company: 0.2, mix: 0.05, luck: 0.75 - (effort as number) },
    monthsToShow: owner === 'Luis Prado' ? null : 3,
  })),
  ownersWithout: [],
  ways: (['none', 'effort', 'gaming', 'likely'] as const).map((way) => ({
    way,
    hit: 0.5,
    reported: 90,
    underlying: 88,
    cash: figures(10_000_000),
    writeOffs: figures(-500_000),
    creditMemos: figures(75_000_000),
    contribution: figures(-1_000_000),
  })),
  candidates: [
    {
      metric: 'cei',
      name: 'CEI',
      unit: 'percent',
      target: 90,
      told: 0.8,
      controlled: 0.3,
      gamed: 0.4,
      cost: figures(-1_000_000),
    },
    { metric: 'dso', name: 'DSO', unit: 'days', target: 44.2, told: 0.53, controlled: 0, gamed: -0.01, cost: null },
  ],
  advice: { verdict: 'dashboard', sentence: 'Share it as a dashboard, and pay nobody by it.' },
})
