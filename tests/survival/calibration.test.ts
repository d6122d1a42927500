import seedrandom from 'seedrandom'
import { describe, expect, test } from 'vitest'
import { survivalAt } from '../../src/survival/curve-readings.js'
import { type Durations, durationsOf } from '../../src/survival/durations.js'
import { kaplanMeier } from '../../src/survival/kaplan-meier.js'
import { logRank } from '../../src/survival/log-rank.js'
import { nelsonAalen } from '../../src/survival/nelson-aalen.js'
import { restrictedMean } from '../../src/survival/restricted-mean.js'
import { falseAlarmRate, pearsonPValue, twoSidedNormalTail } from '../engine/statistics.js'

/**
 * Whether intervals hold what is true as often as they say, and whether p-values are what they say, on drawn invoices whose
 * truth is known. Intervals are good for large numbers only, so a coverage of 0.93 to 0.97 counts as 0.95; a test fails for a
 * coverage in that range with a probability of at most `falseAlarmRate`.
 */
const trials = 1000
const day = 30

interface Draw {
  readonly time: number[]
  readonly paid: boolean[]
  readonly customer: number[]
}

/** Invoices with a constant daily rate of being paid, seen for up to 100 days. */
function addInvoices(draw: Draw, random: () => number, customer: number, count: number, rate: number): void {
  for (let invoice = 0; invoice < count; invoice++) {
    const paidOn = Math.floor(Math.log(1 - random()) / Math.log(1 - rate))
    const seenTo = Math.floor(random() * 100)
    draw.time.push(Math.min(paidOn, seenTo))
    draw.paid.push(paidOn <= seenTo)
    draw.customer.push(customer)
  }
}

function independent(random: () => number, count: number, rate: number, first = 0): Durations {
  const draw: Draw = { time: [], paid: [], customer: [] }
  for (let invoice = 0; invoice < count; invoice++) addInvoices(draw, random, first + invoice, 1, rate)
  return durationsOf(draw)
}

/** The rates of customers: three kinds of payers; and the number of their invoices, from 2 to 60. */
const rates = [0.015, 0.03, 0.06]
function ofCustomers(random: () => number, customers: number, first = 0): Durations {
  const draw: Draw = { time: [], paid: [], customer: [] }
  for (let customer = 0; customer < customers; customer++) {
    const rate = rates[Math.floor(random() * rates.length)]!
    addInvoices(draw, random, first + customer, Math.round(2 * 30 ** random()), rate)
  }
  return durationsOf(draw)
}
const shareOfCustomers = rates.reduce((sum, rate) => sum + (1 - rate) ** (day + 1), 0) / rates.length

/** The p-value of so many hits, if the coverage is anything from 0.93 to 0.97. */
function coveragePValue(hits: number): number {
  const nearest = Math.min(0.97, Math.max(0.93, hits / trials))
  return twoSidedNormalTail((hits - trials * nearest) / Math.sqrt(trials * nearest * (1 - nearest)))
}

function hitsOf(seed: string, isHit: (random: () => number) => boolean): number {
  const random = seedrandom(seed)
  let hits = 0
  for (let trial = 0; trial < trials; trial++) if (isHit(random)) hits++
  return hits
}

const holds = ({ low, high }: { readonly low: number; readonly high: number }, truth: number) =>
  low <= truth && truth <= high

describe('Intervals of 95 % hold what is true in 93 to 97 of 100 trials', () => {
  const rate = 0.03
  const share = (1 - rate) ** (day + 1)

  test.each(['log-log', 'plain'] as const)('survival, %s', (transform) => {
    const hits = hitsOf('survival', (random) =>
      holds(survivalAt(kaplanMeier(independent(random, 150, rate), { transform }), day)!, share),
    )
    expect(coveragePValue(hits)).toBeGreaterThan(falseAlarmRate)
  })

  test('teeth: without the invoices that are still open they do not', () => {
    const hits = hitsOf('survival', (random) => {
      const { time, outcome } = independent(random, 150, rate)
      const settled = [...time].filter((_, row) => outcome[row] === 1)
      const own = durationsOf({ time: settled, paid: settled.map(() => true) })
      return holds(survivalAt(kaplanMeier(own), day)!, share)
    })
    expect(hits).toBeLessThan(trials / 4)
    expect(coveragePValue(hits)).toBeLessThan(falseAlarmRate)
  })

  test('the cumulative hazard', () => {
    const hits = hitsOf('hazard', (random) => {
      const { low, high } = nelsonAalen(independent(random, 150, rate))
      return holds({ low: low[day]!, high: high[day]! }, (day + 1) * rate)
    })
    expect(coveragePValue(hits)).toBeGreaterThan(falseAlarmRate)
  })

  test('the mean up to a horizon', () => {
    // Σ of (1 − rate)^(day + 1) over days 0 to 39, a geometric series.
    const truth = (1 - rate) * ((1 - (1 - rate) ** 40) / rate)
    const hits = hitsOf('mean', (random) => holds(restrictedMean(independent(random, 150, rate), 40), truth))
    expect(coveragePValue(hits)).toBeGreaterThan(falseAlarmRate)
  })

  test.each([8, 40])('survival by customer, of %i customers of unequal size who differ', (customers) => {
    const hits = hitsOf('customers', (random) =>
      holds(survivalAt(kaplanMeier(ofCustomers(random, customers), { byCustomer: true }), day)!, shareOfCustomers),
    )
    expect(coveragePValue(hits)).toBeGreaterThan(falseAlarmRate)
  })

  test('teeth: taken as independent, their invoices give intervals that are too narrow', () => {
    const hits = hitsOf('customers', (random) =>
      holds(survivalAt(kaplanMeier(ofCustomers(random, 40)), day)!, shareOfCustomers),
    )
    expect(hits).toBeLessThan(0.75 * trials)
    expect(coveragePValue(hits)).toBeLessThan(falseAlarmRate)
  })
})

describe('p-values of the log-rank test', () => {
  const deciles = (seed: string, pValueOf: (random: () => number) => number) => {
    const random = seedrandom(seed)
    const counts = new Array<number>(10).fill(0)
    for (let trial = 0; trial < trials; trial++) counts[Math.min(9, Math.floor(pValueOf(random) * 10))]!++
    return counts
  }
  const uniform = new Array<number>(10).fill(trials / 10)
  const twoGroups = (random: () => number, rate: number) => [
    { name: 'a', durations: independent(random, 80, 0.03) },
    { name: 'b', durations: independent(random, 80, rate, 80) },
  ]
  const customersAlike = (random: () => number) => [
    { name: 'a', durations: ofCustomers(random, 40) },
    { name: 'b', durations: ofCustomers(random, 40, 40) },
  ]

  test('are uniform where groups are paid alike', () => {
    const counts = deciles('alike', (random) => logRank(twoGroups(random, 0.03)).pValue)
    expect(pearsonPValue(counts, uniform)).toBeGreaterThan(falseAlarmRate)
  })

  test('of three groups too', () => {
    const counts = deciles('three alike', (random) => {
      const third = { name: 'c', durations: independent(random, 40, 0.03, 160) }
      return logRank([...twoGroups(random, 0.03), third]).pValue
    })
    expect(pearsonPValue(counts, uniform)).toBeGreaterThan(falseAlarmRate)
  })

  test('teeth: a daily rate a third higher is seen', () => {
    const counts = deciles('different', (random) => logRank(twoGroups(random, 0.04)).pValue)
    expect(pearsonPValue(counts, uniform)).toBeLessThan(falseAlarmRate)
    expect(counts[0]).toBeGreaterThan(2 * uniform[0]!)
  })

  test('by customer are uniform where customers differ and groups do not', () => {
    const counts = deciles('customers', (random) => logRank(customersAlike(random), { byCustomer: true }).pValue)
    expect(pearsonPValue(counts, uniform)).toBeGreaterThan(falseAlarmRate)
  })

  test('teeth: taken as independent, invoices show differences where there are none', () => {
    const counts = deciles('customers', (random) => logRank(customersAlike(random)).pValue)
    expect(pearsonPValue(counts, uniform)).toBeLessThan(falseAlarmRate)
    expect(counts[0]).toBeGreaterThan(3 * uniform[0]!)
  })

  test('by customer are uniform where the same customers are in both groups, as with periods', () => {
    const counts = deciles('periods', (random) => {
      const draws: Draw[] = [0, 1].map(() => ({ time: [], paid: [], customer: [] }))
      for (let customer = 0; customer < 40; customer++) {
        const rate = rates[Math.floor(random() * rates.length)]!
        for (const draw of draws) addInvoices(draw, random, customer, 8, rate)
      }
      const groups = draws.map((draw, index) => ({ name: `${2023 + index}`, durations: durationsOf(draw) }))
      return logRank(groups, { byCustomer: true }).pValue
    })
    expect(pearsonPValue(counts, uniform)).toBeGreaterThan(falseAlarmRate)
  })
})
