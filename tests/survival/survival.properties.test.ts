import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { survivalAt } from '../../src/survival/curve-readings.js'
import { type Durations, durationsOf } from '../../src/survival/durations.js'
import { kaplanMeier } from '../../src/survival/kaplan-meier.js'
import { logRank } from '../../src/survival/log-rank.js'
import { nelsonAalen } from '../../src/survival/nelson-aalen.js'
import { productLimit } from '../../src/survival/product-limit.js'
import { restrictedMean } from '../../src/survival/restricted-mean.js'
import {
  type PlainRow,
  plainGreenwood,
  plainHazard,
  plainHazardByCustomer,
  plainHazardVariance,
  plainLogRank,
  plainLogVariance,
  plainMean,
  plainMeanVariance,
  plainStatistic,
  plainSurvival,
} from './plain-survival.js'

/** Rows of few customers and days, so that many fall together; with delayed entry, early payment and censoring. */
const row: fc.Arbitrary<PlainRow> = fc
  .record({
    entered: fc.integer({ min: -6, max: 3 }),
    lasts: fc.integer({ min: 0, max: 12 }),
    paid: fc.boolean(),
    customer: fc.integer({ min: 0, max: 5 }),
    group: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ entered, lasts, paid, customer, group }) => ({ entered, time: entered + lasts, paid, customer, group }))
const rows = fc.array(row, { minLength: 2, maxLength: 40, size: 'max' })
const runs = { seed: 20_241_126, numRuns: 150 }

function durations(plain: readonly PlainRow[]): Durations {
  return durationsOf({
    time: plain.map(({ time }) => time),
    paid: plain.map(({ paid }) => paid),
    entered: plain.map(({ entered }) => entered),
    customer: plain.map(({ customer }) => customer),
  })
}

/** Close in absolute and relative terms: plain derivatives are good for about nine digits. */
function expectNear(actual: number, expected: number, what: string): void {
  expect(Math.abs(actual - expected), `${what}: ${actual} is not ${expected}`).toBeLessThan(
    1e-6 * Math.max(1, Math.abs(expected)),
  )
}

describe('On random rows, agrees with loops over all rows by the definition:', () => {
  test('the curve with Greenwood’s standard error, and its counts', () => {
    fc.assert(
      fc.property(rows, (plain) => {
        const curve = kaplanMeier(durations(plain))
        for (let index = 0; index < curve.survival.length; index++) {
          const day = curve.firstDay + index
          const survival = plainSurvival(plain, day)
          expect(curve.atRisk[index]).toBe(plain.filter(({ entered, time }) => entered <= day && day <= time).length)
          expect(curve.paid[index]).toBe(plain.filter(({ paid, time }) => paid && time === day).length)
          expect(curve.censored[index]).toBe(plain.filter(({ paid, time }) => !paid && time === day).length)
          expectNear(curve.survival[index]!, survival, `survival, day ${day}`)
          const error = survival === 1 || survival === 0 ? 0 : survival * Math.sqrt(plainGreenwood(plain, day))
          expectNear(curve.standardError[index]!, error, `standard error, day ${day}`)
        }
      }),
      runs,
    )
  })

  test('the standard error by customer', () => {
    let compared = 0
    fc.assert(
      fc.property(rows, (plain) => {
        fc.pre(new Set(plain.map(({ customer }) => customer)).size > 1)
        const curve = kaplanMeier(durations(plain), { byCustomer: true })
        for (let index = 0; index < curve.survival.length; index++) {
          const survival = curve.survival[index]!
          if (survival === 0 || survival === 1) continue
          const error = survival * Math.sqrt(plainLogVariance(plain, curve.firstDay + index))
          expectNear(curve.standardError[index]!, error, `day ${curve.firstDay + index}`)
          compared++
        }
      }),
      runs,
    )
    expect(compared).toBeGreaterThan(1000)
  })

  test('the cumulative hazard with both of its standard errors', () => {
    fc.assert(
      fc.property(rows, (plain) => {
        fc.pre(new Set(plain.map(({ customer }) => customer)).size > 1)
        const [curve, byCustomer] = [nelsonAalen(durations(plain)), nelsonAalen(durations(plain), { byCustomer: true })]
        for (let index = 0; index < curve.paid.length; index++) {
          const day = curve.firstDay + index
          expectNear(curve.cumulativeHazard[index]!, plainHazard(plain, day), `hazard, day ${day}`)
          expectNear(curve.standardError[index]! ** 2, plainHazardVariance(plain, day), `variance, day ${day}`)
          expectNear(
            byCustomer.standardError[index]! ** 2,
            plainHazardByCustomer(plain, day),
            `by customer, day ${day}`,
          )
        }
      }),
      runs,
    )
  })

  test('the restricted mean with both of its standard errors', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 10 }), (plain, beyond) => {
        fc.pre(new Set(plain.map(({ customer }) => customer)).size > 1)
        const own = durations(plain)
        const first = Math.min(...plain.map(({ entered }) => entered))
        const horizon = Math.min(first + beyond, Math.max(...plain.map(({ time }) => time)) + 1)
        const mean = restrictedMean(own, horizon)
        expectNear(mean.days, plainMean(plain, horizon), 'mean')
        let variance = 0
        const greenwood = (day: number) => plainGreenwood(plain, day) - plainGreenwood(plain, day - 1)
        for (let day = first; day < horizon; day++) {
          variance += (plainMean(plain, horizon) - plainMean(plain, day)) ** 2 * greenwood(day)
        }
        expectNear(mean.standardError ** 2, variance, 'variance')
        const byCustomer = restrictedMean(own, horizon, { byCustomer: true })
        expectNear(byCustomer.standardError ** 2, plainMeanVariance(plain, horizon), 'variance by customer')
      }),
      { ...runs, numRuns: 60 },
    )
  })

  test('the log-rank test of two and three groups, both ways', () => {
    const compared = [0, 0]
    fc.assert(
      fc.property(rows, fc.constantFrom(2, 3), (drawn, groups) => {
        const plain = drawn.map((one) => ({ ...one, group: one.group % groups }))
        const split = Array.from({ length: groups }, (_, group) => plain.filter((one) => one.group === group))
        fc.pre(split.every((own) => new Set(own.map(({ customer }) => customer)).size > 1))
        const { differences, variance, varianceByCustomer } = plainLogRank(plain, groups)
        // Groups that never meet have a degree of freedom less; that is tested by itself.
        fc.pre(plainStatistic(differences, variance) > 0 && variance.every((own, group) => own[group]! > 1e-9))
        const named = split.map((own, group) => ({ name: `${group}`, durations: durations(own) }))
        const test = logRank(named)
        fc.pre(test.degreesOfFreedom === groups - 1)
        expectNear(test.statistic, plainStatistic(differences, variance), 'statistic')
        test.groups.forEach(({ observed, expected }, group) => {
          expectNear(observed - expected, differences[group]!, `difference of group ${group}`)
        })
        compared[0]!++
        const determinant =
          groups === 2
            ? varianceByCustomer[0]![0]!
            : varianceByCustomer[0]![0]! * varianceByCustomer[1]![1]! - varianceByCustomer[0]![1]! ** 2
        if (determinant < 1e-3) return
        const plainByCustomer = plainStatistic(differences, varianceByCustomer)
        const byCustomer = logRank(named, { byCustomer: true }).statistic
        expect(Math.abs(byCustomer - plainByCustomer)).toBeLessThan(1e-5 * Math.max(1, plainByCustomer))
        compared[1]!++
      }),
      { ...runs, numRuns: 200 },
    )
    expect(compared[0]).toBeGreaterThan(100)
    expect(compared[1]).toBeGreaterThan(80)
  })
})

describe('On random rows', () => {
  test('survival never rises, and lies within its interval, which lies within 0 and 1', () => {
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom('log-log' as const, 'plain' as const),
        fc.boolean(),
        (plain, transform, byCustomer) => {
          fc.pre(new Set(plain.map(({ customer }) => customer)).size > 1)
          const { survival, low, high } = kaplanMeier(durations(plain), { transform, byCustomer })
          for (let day = 0; day < survival.length; day++) {
            expect(survival[day]!).toBeLessThanOrEqual(survival[day - 1] ?? 1)
            expect(low[day]!).toBeLessThanOrEqual(survival[day]!)
            expect(high[day]!).toBeGreaterThanOrEqual(survival[day]!)
            expect(low[day]!).toBeGreaterThanOrEqual(0)
            expect(high[day]!).toBeLessThanOrEqual(1)
          }
        },
      ),
      runs,
    )
  })

  test('nothing depends on the order of the rows, nor on where the days are counted from', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: -40, max: 40 }), (plain, shift) => {
        fc.pre(new Set(plain.map(({ customer }) => customer)).size > 1)
        const later = [...plain]
          .reverse()
          .map((one) => ({ ...one, entered: one.entered + shift, time: one.time + shift }))
        const [here, there] = [plain, later].map((some) => kaplanMeier(durations(some), { byCustomer: true }))
        expect(there!.firstDay).toBe(here!.firstDay + shift)
        expect(there!.survival).toEqual(here!.survival)
        there!.standardError.forEach((error, day) => {
          expectNear(error, here!.standardError[day]!, `day ${day}`)
        })
      }),
      runs,
    )
  })

  test('survival is the product limit of the counts', () => {
    fc.assert(
      fc.property(rows, (plain) => {
        const { atRisk, paid, survival, firstDay, ...curve } = kaplanMeier(durations(plain))
        expect(productLimit(atRisk, paid)).toEqual(survival)
        expect(survivalAt({ atRisk, paid, survival, firstDay, ...curve }, firstDay - 1)!.survival).toBe(1)
      }),
      runs,
    )
  })
})
