import { describe, expect, test } from 'vitest'
import { survivalAt, survivalQuantile } from '../../src/survival/curve-readings.js'
import { durationsOf, withoutDelayedEntry } from '../../src/survival/durations.js'
import { kaplanMeier } from '../../src/survival/kaplan-meier.js'
import { logRank, logRankBothWays } from '../../src/survival/log-rank.js'
import { nelsonAalen } from '../../src/survival/nelson-aalen.js'
import { productLimit } from '../../src/survival/product-limit.js'
import { restrictedMean } from '../../src/survival/restricted-mean.js'
import { normalReach, studentReach } from '../../src/survival/two-sided-quantile.js'
import { chiSquareTail, normalProbability } from '../engine/statistics.js'
import { durationsFrom, sixMp } from './published-times.js'

const named = (...texts: string[]) => texts.map((text, index) => ({ name: `${index}`, durations: durationsFrom(text) }))

describe('Without censoring', () => {
  const times = [1, 3, 3, 4, 8, 8, 8, 9, 12, 20]
  const durations = durationsOf({ time: times, paid: times.map(() => true) })
  const shareAfter = (day: number) => times.filter((time) => time > day).length / times.length

  test('the curve is the share still unpaid and Greenwood’s variance is the binomial one', () => {
    const curve = kaplanMeier(durations)
    for (let day = 0; day <= 20; day++) {
      const share = shareAfter(day)
      const at = survivalAt(curve, day)!
      expect(at.survival).toBeCloseTo(share, 14)
      expect(at.standardError ** 2).toBeCloseTo((share * (1 - share)) / times.length, 14)
    }
  })

  test('the mean up to a horizon is that of the times cut at it, with their variance', () => {
    for (const horizon of [0, 1, 5, 12, 20, 99]) {
      const cut = times.map((time) => Math.min(time, horizon))
      const mean = cut.reduce((sum, time) => sum + time, 0) / times.length
      const variance = cut.reduce((sum, time) => sum + (time - mean) ** 2, 0) / times.length
      const own = restrictedMean(durations, horizon)
      expect(own.days).toBeCloseTo(mean, 12)
      expect(own.standardError ** 2).toBeCloseTo(variance / times.length, 12)
      expect(own.high - own.days).toBeCloseTo(1.959964 * own.standardError, 5)
    }
  })

  test('the quantile is the first day by which so many are paid', () => {
    const curve = kaplanMeier(durations)
    expect([0.1, 0.3, 0.31, 0.5, 0.7, 0.9, 0.95].map((share) => survivalQuantile(curve, share).day)).toEqual([
      1, 3, 4, 8, 8, 12, 20,
    ])
  })

  test('customers of the same invoices have the variance of customers, not of invoices', () => {
    // Each row four times: four invoices that are always paid together. Nothing is learnt from the other three.
    const fourfold = times.flatMap((time) => [time, time, time, time])
    const customer = times.flatMap((_, row) => [row, row, row, row])
    const together = durationsOf({ time: fourfold, paid: fourfold.map(() => true), customer })
    const alone = kaplanMeier(durations, { byCustomer: true })
    const curve = kaplanMeier(together, { byCustomer: true })
    curve.standardError.forEach((error, day) => {
      expect(error).toBeCloseTo(alone.standardError[day]!, 12)
    })
    expect(curve.low[8]).toBeCloseTo(alone.low[8]!, 12)
    // As if independent, it would be half of it.
    expect(kaplanMeier(together).standardError[8]).toBeCloseTo(kaplanMeier(durations).standardError[8]! / 2, 12)
  })
})

describe('At the ends of a curve', () => {
  const curve = kaplanMeier(durationsFrom('5 5+ 6 7 7'))

  test('the low end is that of n unpaid of n, until the first is paid', () => {
    expect(survivalAt(curve, 0)).toMatchObject({
      survival: 1,
      standardError: 0,
      low: expect.closeTo(0.025 ** (1 / 5), 14),
      high: 1,
    })
    expect(survivalAt(curve, -3)).toMatchObject({ survival: 1, low: 1, high: 1, atRisk: 0 })
  })

  test('the high end stays that of the day before, when the last is paid, and so it is for ever', () => {
    const before = survivalAt(curve, 6)!
    expect(before.survival).toBeCloseTo((4 / 5) * (2 / 3), 14)
    for (const day of [7, 8, 1000]) {
      expect(survivalAt(curve, day)).toMatchObject({ survival: 0, standardError: 0, low: 0, high: before.high })
    }
  })

  test('nothing is known later than the last was seen, if it was unpaid then', () => {
    const open = kaplanMeier(durationsFrom('5 6 9+'))
    expect(survivalAt(open, 9)!.survival).toBeCloseTo(1 / 3, 14)
    expect(survivalAt(open, 10)).toBeNull()
    expect(survivalQuantile(open, 0.9)).toMatchObject({ day: null, high: null })
  })

  test('a hazard of 0 has the high end that belongs to the low end of survival', () => {
    const hazard = nelsonAalen(durationsFrom('5 5+ 6 7 7'))
    expect(hazard.low[0]).toBe(0)
    expect(Math.exp(-hazard.high[0]!)).toBeCloseTo(0.025 ** (1 / 5), 14)
  })

  test('a single row that is paid on day 0 is a curve', () => {
    expect(kaplanMeier(durationsFrom('0'))).toMatchObject({ firstDay: 0, survival: new Float64Array([0]) })
  })
})

describe('Intervals', () => {
  test('are those of the formula on either scale', () => {
    const [logLog, plain] = (['log-log', 'plain'] as const).map((transform) =>
      survivalAt(kaplanMeier(sixMp, { transform, confidence: 0.9 }), 10),
    )
    const reach = 1.6448536269514722 * 0.09634965299432051
    expect(plain!.low).toBeCloseTo(0.7529411764705882 - reach, 10)
    expect(plain!.high).toBeCloseTo(0.7529411764705882 + reach, 10)
    const theta = Math.log(-Math.log(0.7529411764705882))
    const width = reach / (0.7529411764705882 * -Math.log(0.7529411764705882))
    expect(logLog!.low).toBeCloseTo(Math.exp(-Math.exp(theta + width)), 10)
    expect(logLog!.high).toBeCloseTo(Math.exp(-Math.exp(theta - width)), 10)
  })

  test('of a hazard are symmetric in its logarithm', () => {
    const { cumulativeHazard, standardError, low, high } = nelsonAalen(sixMp)
    expect(Math.sqrt(low[23]! * high[23]!)).toBeCloseTo(cumulativeHazard[23]!, 12)
    expect(Math.log(high[23]! / cumulativeHazard[23]!)).toBeCloseTo(
      (1.959963984540054 * standardError[23]!) / cumulativeHazard[23]!,
      12,
    )
  })

  test('reach as far as the normal and Student’s distribution say', () => {
    // Tables of the t distribution, such as Fisher and Yates 1938: 0.975 quantiles.
    expect([1, 2, 5, 30].map((degrees) => studentReach(0.95, degrees).toFixed(3))).toEqual([
      '12.706',
      '4.303',
      '2.571',
      '2.042',
    ])
    for (const confidence of [0.1, 0.5, 0.9, 0.95, 0.99, 0.999999]) {
      expect(normalProbability(normalReach(confidence)) * 2 - 1).toBeCloseTo(confidence, 12)
      expect(studentReach(confidence, 1e7)).toBeCloseTo(normalReach(confidence), 5)
    }
  })
})

describe('Delayed entry', () => {
  // Two on long terms enter on day −10 and one of them is paid early; two on short terms enter on day 0.
  const rows = durationsOf({ time: [-5, 3, 3, 5], paid: [1, 1, 1, 1], entered: [-10, -10, 0, 0] })

  test('has a row at risk from its entry on', () => {
    const curve = kaplanMeier(rows)
    expect(curve.firstDay).toBe(-10)
    expect([...curve.atRisk]).toEqual([2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 3, 3, 3, 3, 1, 1])
    // 1/2 after day −5; then 1 − 2/3; then 0.
    expect([-6, -5, 2, 3, 4, 5].map((day) => survivalAt(curve, day)!.survival)).toEqual([
      1,
      0.5,
      0.5,
      expect.closeTo(1 / 6, 14),
      expect.closeTo(1 / 6, 14),
      0,
    ])
  })

  test('without it, the curve is the share of all rows', () => {
    const curve = kaplanMeier(withoutDelayedEntry(rows))
    expect([-6, -5, 2, 3, 5].map((day) => survivalAt(curve, day)!.survival)).toEqual([1, 0.75, 0.75, 0.25, 0])
  })

  test('one early payment among the first at risk takes the curve to 0 for good, but not without it', () => {
    const one = durationsOf({ time: [-90, 10, 12], paid: [1, 1, 0], entered: [-90, -30, -30] })
    expect(survivalAt(kaplanMeier(one), 0)!.survival).toBe(0)
    expect(survivalAt(kaplanMeier(withoutDelayedEntry(one)), 0)!.survival).toBeCloseTo(2 / 3, 14)
  })

  test('days on which nothing is at risk change nothing', () => {
    const gap = durationsOf({ time: [2, 9, 11], paid: [0, 1, 0], entered: [0, 8, 8] })
    const curve = kaplanMeier(gap)
    expect([...curve.survival.slice(3, 9)]).toEqual([1, 1, 1, 1, 1, 1])
    expect(curve.low[5]).toBe(curve.low[2])
    expect(survivalAt(curve, 9)!.survival).toBe(0.5)
    expect(nelsonAalen(durationsOf({ time: [2, 9], paid: [1, 1], entered: [0, 8] })).cumulativeHazard[5]).toBe(1)
  })
})

test('productLimit takes counts of any kind', () => {
  expect([...productLimit(new Float64Array([4, 0, 2]), new Float64Array([1, 0, 1]))]).toEqual([0.75, 0.75, 0.375])
})

describe('The log-rank test', () => {
  test('of groups that never meet in time is that of each pair that does', () => {
    const [early, late] = [
      ['1 2 3 3+ 5', '1 1 2 4+ 6'],
      ['4 8 9 10+', '3 3 8 7 9'],
    ]
    const shifted = late!.map((text) => text.replace(/\d+/g, (day) => `${Number(day) + 1000}`))
    const all = named(...early!, ...shifted).map((group, index) => {
      if (index < 2) return group
      return { ...group, durations: { ...group.durations, entered: group.durations.entered.map(() => 1000) } }
    })
    const test = logRank(all)
    const pairs = [logRank(named(...early!)), logRank(named(...late!))]
    expect(test.degreesOfFreedom).toBe(2)
    expect(test.statistic).toBeCloseTo(pairs[0]!.statistic + pairs[1]!.statistic, 10)
  })

  test('does not depend on the order of the groups', () => {
    const groups = named('1 2 3 3+ 5 9 11', '2 4 4 6+ 10 12', '1 1 2 5+ 7', '8 9 9 13 14+')
    const [test, turned] = [logRank(groups), logRank([...groups].reverse())]
    expect(turned.statistic).toBeCloseTo(test.statistic, 10)
    expect(test.degreesOfFreedom).toBe(3)
  })

  test('of equal groups is 0 and p is 1', () => {
    const test = logRank(named('1 2 3 3+ 5', '1 2 3 3+ 5'))
    expect(test.statistic).toBeCloseTo(0, 14)
    expect(test.pValue).toBe(1)
  })

  test('gives p-values far into the tail', () => {
    const many = (offset: number) =>
      durationsOf({
        time: Array.from({ length: 2000 }, (_, row) => offset + (row % 40)),
        paid: Array.from({ length: 2000 }, () => true),
      })
    const test = logRank([
      { name: 'early', durations: many(0) },
      { name: 'late', durations: many(10) },
    ])
    expect(test.pValue).toBeGreaterThan(0)
    expect(test.pValue).toBeLessThan(1e-50)
    expect(test.pValue / chiSquareTail(test.statistic, 1)).toBeCloseTo(1, 9)
  })

  test('observed and expected payments add up to the same', () => {
    const { groups } = logRank(named('1 2 3 3+ 5 9 11', '2 4 4 6+ 10 12', '1 1 2 5+ 7'))
    const sum = (of: 'observed' | 'expected') => groups.reduce((total, group) => total + group[of], 0)
    expect(sum('expected')).toBeCloseTo(sum('observed'), 12)
  })

  test('by customer is not given where a group has one customer, or where customers leave nothing to tell apart', () => {
    const row = (customer: number[], time: number[]) => durationsOf({ customer, time, paid: time.map(() => true) })
    const alone = [
      { name: 'a', durations: row([0, 0, 0], [1, 2, 3]) },
      { name: 'b', durations: row([1, 2, 3], [2, 3, 4]) },
    ]
    expect(logRankBothWays(alone)!.byCustomer).toBeNull()
    // Each customer has the same rows in both groups.
    const same = [
      { name: 'a', durations: row([0, 1], [1, 2]) },
      { name: 'b', durations: row([0, 1], [1, 2]) },
    ]
    expect(logRankBothWays(same)!.byCustomer).toBeNull()
    expect(logRankBothWays(same)!.byInvoice.pValue).toBe(1)
  })

  test('by customer, copies of invoices are no evidence', () => {
    const copied = (text: string, first: number, copies: number) => {
      const own = durationsFrom(text)
      const rows = [...own.time].flatMap((_, row) => Array.from({ length: copies }, () => row))
      return durationsOf({
        time: rows.map((row) => own.time[row]!),
        paid: rows.map((row) => own.outcome[row]!),
        customer: rows.map((row) => first + row),
      })
    }
    const groupsOf = (copies: number) => [
      { name: 'a', durations: copied('1 2 3 3+ 5 9 11', 0, copies) },
      { name: 'b', durations: copied('4 4 6+ 8 10 12', 100, copies) },
    ]
    const [once, fivefold] = [1, 5].map((copies) => logRankBothWays(groupsOf(copies))!)
    expect(fivefold!.byCustomer!.statistic).toBeCloseTo(once!.byCustomer!.statistic, 10)
    expect(fivefold!.byInvoice.pValue).toBeLessThan(once!.byInvoice.pValue / 10)
  })
})
