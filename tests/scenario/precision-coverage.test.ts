import { expect, test } from 'vitest'
import { day } from '../../src/calendar/day.js'
import { monthsThrough } from '../../src/calendar/period.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { factColumn, factCount } from '../../src/facts/columns.js'
import type { FactWindow } from '../../src/facts/fact-window.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import type { Kpi } from '../../src/kpi/kpi.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import type { CompiledPlan } from '../../src/scenario/plan/compile-plan.js'
import { leastReplicates } from '../../src/scenario/precision-watch.js'
import { runFutures } from '../../src/scenario/run-futures.js'
import { MemoryStore } from '../../src/store/memory-store.js'
import { planOf } from '../engine/plan-of.js'
import { logGamma } from '../engine/statistics.js'
import { known, steadyCompany, steadyCustomer, steadySegment } from '../engine/steady-company.js'
import { meanOf } from './student.js'

/**
 * Derivation. λ orders a day of one amount each, from an empty book; an open invoice is paid with probability h on each of its
 * days from age 1 on. After T days those of age a are still open with probability (1 − h)^a, so receivables are a Poisson
 * number of invoices of mean λ(1 − (1 − h)^T) ÷ h. How many runs out of many miss that with their 95 % interval is a binomial
 * count. To stop when it looks good costs a little: the mean and the scatter of a Poisson number go together, and of up to ten
 * looks the first good one is taken. The bounds allow for 5 to 6.5 % of misses with a false-alarm rate of 1e−6 at either end.
 */
const [ordersPerDay, hazard, days, amount] = [2, 0.1, 31, 100]
const truth = (amount * ordersPerDay * (1 - (1 - hazard) ** days)) / hazard
const [runs, tolerance, falseAlarms] = [500, 0.035, 1e-6]

const receivables: Kpi = {
  ...kpiById('dso'),
  id: 'receivables',
  compute: (window: FactWindow) => window.closing('receivables'),
}

/** The steady company as `simulate` would have compiled it: a January without a ledger. */
function compiledFor(seed: number): CompiledPlan {
  const plan = planOf({
    ...steadyCompany([days]),
    keyHigh: 4711,
    keyLow: seed,
    segments: [steadySegment(hazard, -29)],
    customers: [{ ...steadyCustomer, ordersPerDay: known(ordersPerDay), logAmountMean: Math.log(amount) }],
  })
  const periods = monthsThrough(day(20_089), day(20_119))
  return { plan, periods, groups: [{}], expectedClockShift: 0, responsePlaces: [], changesAnything: false }
}

interface Estimate {
  readonly replicates: number
  readonly mean: number
  readonly halfWidth: number
}

async function estimateOf(seed: number): Promise<Estimate> {
  const compiled = compiledFor(seed)
  const store = new MemoryStore(Number.POSITIVE_INFINITY, () => {
    throw new Error('there is room')
  })
  const plan = { name: 'steady', hash: String(seed), groups: [{}], months: ['2025-01'], facts: [] }
  await store.open([plan])
  const { replicates, precision } = await runFutures({
    plans: [{ name: 'baseline', compiled, settings: usualSettings }],
    replicates: 10_000,
    threads: 1,
    store,
    history: null,
    windowMonths: 1,
    precision: { tolerance, kpis: [receivables] },
  })
  expect(precision!.reached).toBe(true)
  const { values } = runPlan(compiled.plan, 0, replicates)
  const mean = meanOf(
    Array.from({ length: replicates }, (_, future) => values[future * factCount + factColumn.receivables]!),
  )
  return { replicates, mean, halfWidth: precision!.of[0]!.halfWidth! * mean }
}

/** P(X ≤ count) of a binomial variable, term by term. */
function binomialProbability(count: number, trials: number, success: number): number {
  let sum = 0
  for (let k = 0; k <= count; k++) {
    const ways = logGamma(trials + 1) - logGamma(k + 1) - logGamma(trials - k + 1)
    sum += Math.exp(ways + k * Math.log(success) + (trials - k) * Math.log(1 - success))
  }
  return sum
}

/** Whether so many misses are what intervals of 95 % have. */
const isNominal = (misses: number) =>
  binomialProbability(misses, runs, 0.05) > falseAlarms &&
  1 - binomialProbability(misses - 1, runs, 0.065) > falseAlarms

test('the 95 % interval of a run that stopped by itself covers the truth about as often as it says', async () => {
  const estimates: Estimate[] = []
  for (let seed = 1; seed <= runs; seed++) estimates.push(await estimateOf(seed))
  const misses = (scale: number) =>
    estimates.filter(({ mean, halfWidth }) => Math.abs(mean - truth) > scale * halfWidth).length
  expect(isNominal(misses(1)), `${misses(1)} of ${runs} miss`).toBe(true)
  // The rule is at work: it neither stops at once nor always at the same number.
  const stops = new Set(estimates.map(({ replicates }) => replicates))
  expect(Math.min(...stops)).toBeGreaterThan(leastReplicates)
  expect(stops.size).toBeGreaterThan(3)
  // Teeth: intervals of 80 % and of 99.9 %, and a truth that is 2 % off, would be seen.
  for (const wrong of [misses(1.2816 / 1.96), misses(3.2905 / 1.96)]) expect(isNominal(wrong), `${wrong}`).toBe(false)
  const biased = estimates.filter(({ mean, halfWidth }) => Math.abs(mean - 1.02 * truth) > halfWidth).length
  expect(isNominal(biased), `${biased}`).toBe(false)
})
