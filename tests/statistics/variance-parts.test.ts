import seedrandom from 'seedrandom'
import { describe, expect, test } from 'vitest'
import { varianceParts } from '../../src/statistics/variance-parts.js'
import { falseAlarmRate, twoSidedNormalTail } from '../engine/statistics.js'

/** Pairs that share a belief of mean 100 and this variance, each member with luck of its own. */
function pairsOf(seed: string, pairs: number, ignorance: number, luck: number): Float64Array {
  const random = seedrandom(seed)
  // Box and Muller.
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const values = new Float64Array(2 * pairs)
  for (let pair = 0; pair < pairs; pair++) {
    const belief = 100 + Math.sqrt(ignorance) * normal()
    for (const member of [0, 1]) values[2 * pair + member] = belief + Math.sqrt(luck) * normal()
  }
  return values
}

describe('planted variances are found again', () => {
  /**
   * Of normal values the mean square within pairs has variance 2 luck² ÷ pairs, that of their means 2 (ignorance + luck ÷ 2)² ÷
   * (pairs − 1); both are independent. The p-value of the distance is that of a normal, which they nearly are for 4,000 pairs.
   */
  const pairs = 4000
  const deviations = (ignorance: number, luck: number) => {
    const ofLuck = luck * Math.sqrt(2 / pairs)
    const ofMeans = (ignorance + luck / 2) * Math.sqrt(2 / (pairs - 1))
    return { ofLuck, ofIgnorance: Math.hypot(ofMeans, ofLuck / 2) }
  }

  test.each([
    [4, 1],
    [1, 4],
    [0.5, 50],
  ])('ignorance %f and luck %f', (ignorance, luck) => {
    const parts = varianceParts(pairsOf(`${ignorance} ${luck}`, pairs, ignorance, luck))!
    const { ofLuck, ofIgnorance } = deviations(ignorance, luck)
    expect(twoSidedNormalTail((parts.luck - luck) / ofLuck)).toBeGreaterThan(falseAlarmRate)
    // What is cut off at 0 is not farther away.
    expect(twoSidedNormalTail((parts.ignorance - ignorance) / ofIgnorance)).toBeGreaterThan(falseAlarmRate)
    expect(parts.ignoranceShare).toBe(parts.ignorance / (parts.ignorance + parts.luck))
    expect(parts.low).toBeLessThanOrEqual(parts.ignoranceShare)
    expect(parts.high).toBeGreaterThanOrEqual(parts.ignoranceShare)
  })

  test('teeth: pairs that are cut one off show no ignorance', () => {
    const values = pairsOf('cut', pairs, 4, 1)
    const { ignorance } = varianceParts(values.subarray(1, values.length - 1))!
    expect(twoSidedNormalTail((ignorance - 4) / deviations(4, 1).ofIgnorance)).toBeLessThan(falseAlarmRate)
  })
})

test('the interval holds the true share 95 times in 100, and another share not', () => {
  // Exact for normal values: misses are binomial, and so nearly normal in number.
  const runs = 2000
  const isNominal = (covered: number) =>
    twoSidedNormalTail((covered - 0.95 * runs) / Math.sqrt(0.95 * 0.05 * runs)) > falseAlarmRate
  for (const share of [0, 0.3, 0.8]) {
    const found = Array.from(
      { length: runs },
      (_, run) => varianceParts(pairsOf(`${share} ${run}`, 30, share, 1 - share))!,
    )
    const covering = (value: number) => found.filter(({ low, high }) => low <= value && value <= high).length
    // A share of 0 is missed on one side alone: an interval that begins below is cut off at 0.
    const covered = share === 0 ? covering(0) - 0.025 * runs : covering(share)
    expect(isNominal(covered), `${share}: ${covered}`).toBe(true)
    expect(isNominal(covering(share + 0.1)), `${share + 0.1}`).toBe(false)
  }
})

describe('what is left out', () => {
  const values = pairsOf('some', 50, 2, 1)

  test('pairs with a figure that is not defined', () => {
    const holes = Float64Array.from([Number.NaN, 5, ...values.subarray(0, 40), 7, Number.NaN, ...values.subarray(40)])
    const [own, other] = [varianceParts(holes)!, varianceParts(values)!]
    for (const part of ['luck', 'ignorance', 'low', 'high'] as const) expect(own[part]).toBeCloseTo(other[part], 10)
  })

  test('a last future without its pair', () => {
    expect(varianceParts(Float64Array.from([...values, 1e6]))).toEqual(varianceParts(values))
  })

  test('how far from 0 the figures are, and in which unit', () => {
    const own = varianceParts(values)!
    const far = varianceParts(values.map((value) => 1e9 + value))!
    expect(far.luck / own.luck).toBeCloseTo(1, 5)
    expect(far.ignoranceShare).toBeCloseTo(own.ignoranceShare, 5)
    expect(varianceParts(values.map((value) => 1000 * value))!.ignoranceShare).toBeCloseTo(own.ignoranceShare, 9)
  })

  test('nothing is said of one pair, or where nothing varies', () => {
    expect(varianceParts(Float64Array.of())).toBeNull()
    expect(varianceParts(Float64Array.of(1, 2))).toBeNull()
    expect(varianceParts(Float64Array.of(1, 2, 3, Number.NaN))).toBeNull()
    expect(varianceParts(Float64Array.of(5, 5, 5, 5))).toBeNull()
  })
})

test('pairs that are the same within are ignorance alone; pairs of the same mean are luck alone', () => {
  expect(varianceParts(Float64Array.of(1, 1, 3, 3, 8, 8))).toEqual({
    luck: 0,
    ignorance: 13,
    ignoranceShare: 1,
    low: 1,
    high: 1,
  })
  expect(varianceParts(Float64Array.of(1, 3, 0, 4, 2, 2))).toMatchObject({
    luck: 10 / 3,
    ignorance: 0,
    ignoranceShare: 0,
    low: 0,
  })
})
