import { describe, expect, test } from 'vitest'
import { survivalAt, survivalQuantile } from '../../src/survival/curve-readings.js'
import { kaplanMeier } from '../../src/survival/kaplan-meier.js'
import { logRank } from '../../src/survival/log-rank.js'
import { nelsonAalen } from '../../src/survival/nelson-aalen.js'
import { restrictedMean } from '../../src/survival/restricted-mean.js'
import { maintained, notMaintained, placebo, sixMp } from './published-times.js'

const groups = (a: typeof sixMp, b: typeof sixMp) => [
  { name: 'a', durations: a },
  { name: 'b', durations: b },
]

/** The remission times are worked through in Cox and Oakes, Analysis of Survival Data, 1984, and many textbooks after it. */
describe('The remission times of Freireich et al. (1963)', () => {
  const curve = kaplanMeier(sixMp)

  test.each([
    [6, 21, 0.857, 0.0764],
    [7, 17, 0.807, 0.0869],
    [10, 15, 0.753, 0.0963],
    [13, 12, 0.69, 0.1068],
    [16, 11, 0.627, 0.1141],
    [22, 7, 0.538, 0.1282],
    [23, 6, 0.448, 0.1346],
  ])('6-MP after week %i: %i at risk, %f with a standard error of %f', (week, atRisk, survival, error) => {
    const at = survivalAt(curve, week)!
    expect(at.atRisk).toBe(atRisk)
    expect(at.survival).toBeCloseTo(survival, 3)
    expect(at.standardError).toBeCloseTo(error, 4)
  })

  test('the median under 6-MP is 23 weeks, from 13 on, and 8 under placebo, 4 to 11', () => {
    // The 95 % intervals by log(−log) that R's survival package prints for these data (survfit, conf.type = "log-log").
    expect(survivalQuantile(curve, 0.5)).toMatchObject({ day: 23, low: 13, high: null })
    expect(survivalQuantile(kaplanMeier(placebo), 0.5)).toMatchObject({ day: 8, low: 4, high: 11 })
  })

  test('the log-rank test gives 16.79 on one degree of freedom, 19.25 and 10.75 expected', () => {
    const test = logRank(groups(sixMp, placebo))
    expect(test.statistic).toBeCloseTo(16.79, 2)
    expect(test.degreesOfFreedom).toBe(1)
    expect(test.pValue).toBeCloseTo(4.17e-5, 7)
    expect(test.groups.map(({ observed }) => observed)).toEqual([9, 21])
    expect(test.groups[0]!.expected).toBeCloseTo(19.25, 2)
    expect(test.groups[1]!.expected).toBeCloseTo(10.75, 2)
  })

  test('the cumulative hazard of 6-MP is that of its definition, 3/21 + 1/17 + … + 1/6', () => {
    const hazard = nelsonAalen(sixMp)
    expect(hazard.cumulativeHazard[10]).toBeCloseTo(3 / 21 + 1 / 17 + 1 / 15, 12)
    expect(hazard.cumulativeHazard.at(-1)).toBeCloseTo(3 / 21 + 1 / 17 + 1 / 15 + 1 / 12 + 1 / 11 + 1 / 7 + 1 / 6, 12)
  })

  test('placebo, where nobody is censored, has a mean of 182 ÷ 21 weeks', () => {
    expect(restrictedMean(placebo, 23).days).toBeCloseTo(182 / 21, 12)
    expect(restrictedMean(placebo, 60).days).toBeCloseTo(182 / 21, 12)
  })
})

/** As R's documentation of the survival package prints it for its data set aml. */
describe('The relapse times of Miller (1981)', () => {
  test.each([
    [9, 0.909, 0.0867],
    [13, 0.818, 0.1163],
    [18, 0.716, 0.1397],
    [23, 0.614, 0.1526],
    [31, 0.491, 0.1642],
    [34, 0.368, 0.1627],
    [48, 0.184, 0.1535],
  ])('maintained after week %i: %f with a standard error of %f', (week, survival, error) => {
    const at = survivalAt(kaplanMeier(maintained), week)!
    expect(at.survival).toBeCloseTo(survival, 3)
    expect(at.standardError).toBeCloseTo(error, 4)
  })

  test('the log-rank test gives 3.4 with 10.69 and 7.31 expected, p = 0.0653', () => {
    const test = logRank(groups(maintained, notMaintained))
    expect(test.statistic).toBeCloseTo(3.4, 2)
    expect(test.groups[0]!.expected).toBeCloseTo(10.69, 2)
    expect(test.groups[1]!.expected).toBeCloseTo(7.31, 2)
    expect(test.pValue).toBeCloseTo(0.0653, 4)
  })
})
