import { beforeAll, describe, expect, test } from 'vitest'
import { coverageByFamily, fitDemo, plainly, type Recovered, recoverHabits } from '../behavior/recovery/recover.js'
import { falseAlarmRate, twoSidedNormalTail } from '../engine/statistics.js'

/**
 * `demo` writes the ledger of a company whose true numbers are known, and `fit` states each of them with how sure it is. If it
 * is right, 90 % intervals hold the truth as a coin of 0.9 falls: of n numbers 0.9·n, with standard deviation √(0.09·n). One
 * company of 300 customers has a thousand numbers. Each of the five families fails for a right fit once in a million seeds,
 * as far as its numbers are independent; the seed is fixed. `tests/behavior/recovery` takes contacts, defaults and discounts
 * too, over more seeds.
 */
const large = ['daily hazards', 'customers’ multipliers', 'order rates', 'mean amounts']

/** Of each family the probability that coverage misses 90 % by so much, or more, by luck. Small families are one. */
function coveragePValues(found: readonly Recovered[]): Record<string, number> {
  const pooled = found.map((own) => ({ ...own, family: large.includes(own.family) ? own.family : 'all others' }))
  return Object.fromEntries(
    [...coverageByFamily(pooled)].map(([family, { count, held }]) => [
      family,
      twoSidedNormalTail((held - 0.9 * count) / Math.sqrt(0.09 * count)),
    ]),
  )
}

describe('a fit on data that demo wrote', () => {
  let found: Recovered[]
  beforeAll(async () => {
    const { company, behavior } = await fitDemo('oracle', plainly)
    found = recoverHabits(company, behavior)
  })

  test('holds the true numbers in its 90 % intervals at the nominal rate', () => {
    const pValues = coveragePValues(found)
    expect(Object.keys(pValues).sort()).toEqual([...large, 'all others'].sort())
    for (const [family, pValue] of Object.entries(pValues)) expect(pValue, family).toBeGreaterThan(falseAlarmRate)
  })

  test('teeth: customers that order a quarter more, and hazards a quarter higher, fail the same check', () => {
    const pValues = coveragePValues(found.map((own) => ({ ...own, truth: own.truth * 1.25 })))
    for (const family of ['daily hazards', 'order rates']) expect(pValues[family], family).toBeLessThan(falseAlarmRate)
  })

  test.each([
    ['half as wide', 0.5],
    ['three times as wide', 3],
  ])('teeth: intervals %s fail the same check', (_, width) => {
    const resized = found.map((own) => {
      const [middle, half] = [(own.low + own.high) / 2, (own.high - own.low) / 2]
      return { ...own, low: middle - half * width, high: middle + half * width }
    })
    const pValues = coveragePValues(resized)
    for (const family of large.slice(1)) expect(pValues[family], family).toBeLessThan(falseAlarmRate)
  })
})
