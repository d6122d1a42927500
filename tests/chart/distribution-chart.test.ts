import { describe, expect, test } from 'vitest'
import { distributionChart } from '../../src/chart/distribution-chart.js'
import type { OutcomeDistribution } from '../../src/decision/outcome-distribution.js'
import { drawn, hostileName, layerRows } from './drawn-chart.js'
import { goldenText } from './golden.js'
import { attribution, cash, dso } from './sample-decisions.js'

/** A hundred futures in a bell about `middle`. */
const futures = (name: string, middle: number, width: number) => {
  const values = Array.from({ length: 100 }, (_, index) => middle + width * Math.asin((index - 49.5) / 50))
  return { name, values, q05: values[5]!, q50: middle, q95: values[94]! }
}
const reached = (probability: number) => ({ probability, low: probability - 0.05, high: probability + 0.04 })

const { provenance, currency, replicates, months } = attribution('')
const distribution = (changes: Partial<OutcomeDistribution> = {}): OutcomeDistribution => ({
  outcome: dso,
  target: { bound: 'at most', value: 45 },
  provenance,
  currency,
  replicates,
  months,
  scenarios: [
    { ...futures('baseline', 43, 2), reached: reached(0.85) },
    { ...futures('Net 45', 52, 3), reached: reached(0.07) },
    { ...futures('More calls', 41, 2), reached: reached(0.95) },
  ],
  ...changes,
})

describe('the distribution of an outcome', () => {
  test('the specification is the golden one', async () => {
    await expect(goldenText(distributionChart(distribution()))).toMatchFileSnapshot(
      'golden/distribution-chart.vegalite',
    )
  })

  test('is drawn, and says how often the target is reached', async () => {
    const chart = distributionChart(distribution())
    await drawn(chart)
    expect(chart.title).toBe(
      'DSO in 2025-12 is at most 45.0 days in 85 % of futures, under Net 45 in 7 %, under More calls in 95 %',
    )
    expect(chart.alt).toContain('The target is reached in 7 % (95 % interval 2 % to 11 %).')
  })

  test('without a target says what is in the middle', async () => {
    const scenarios = [futures('baseline', 5e8, 2e7), futures(hostileName, 4e8, 2e7)].map((one) => ({
      ...one,
      reached: null,
    }))
    const chart = distributionChart(distribution({ outcome: cash, target: null, scenarios }))
    await drawn(chart)
    expect(chart.title).toMatch(/^Cash is about 5,000,000 USD, under <script>/)
  })

  test('each outline holds all futures, whatever their values', () => {
    const same = { name: 'b', values: [45, 45], q05: 45, q50: 45, q95: 45, reached: reached(1) }
    for (const one of [distribution(), distribution({ scenarios: [same] })]) {
      const chart = distributionChart(one)
      one.scenarios.forEach((_, index) => {
        const shares = layerRows(chart, index).map(({ share }) => share as number)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 6)
        expect([shares[0], shares.at(-1)]).toEqual([0, 0])
      })
    }
  })
})
