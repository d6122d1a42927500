import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { periodBandChannel, periodTimeChannel } from '../../src/chart/period-axis.js'
import { periodText, readPeriodLabel } from '../../src/chart/period-label.js'
import { periodRuns, yearBefore } from '../../src/chart/period-series.js'
import { monthly, monthPeriods, type PlainPeriod, quarterPeriods, weekPeriods, yearPeriods } from './chart-periods.js'

describe('a label of a period', () => {
  test.each([
    ['2013-06', 'Jun 2013'],
    ['2013-Q2', 'Q2 2013'],
    ['FY2014-Q1', 'Q1 FY2014'],
    ['FY2025-P03', 'P03 FY2025'],
    ['2013', '2013'],
    ['FY2014', 'FY2014'],
    ['week 7', 'week 7'],
    ['2013-13', '2013-13'],
    ['2013-Q5', '2013-Q5'],
  ])('is written for people: %s is %s', (label, text) => {
    expect(periodText(label)).toBe(text)
  })

  test('that follows another has the next number', () => {
    for (const periods of [monthPeriods(30), quarterPeriods(30), weekPeriods(30), yearPeriods(30)]) {
      const numbers = periods.map(({ label }) => readPeriodLabel(label)!.number)
      for (const [index, number] of numbers.slice(1).entries()) expect(number - numbers[index]!).toBe(1)
    }
  })
})

/** The names of an axis in order, their lines joined. */
function namesOf(periods: readonly PlainPeriod[], width: number): string[] {
  const { axis } = periodBandChannel(periods, width) as { axis: { values: string[]; labelExpr: string } }
  const lines = JSON.parse(axis.labelExpr.slice(1, axis.labelExpr.lastIndexOf(')'))) as Record<string, string[]>
  return axis.values.map((value) => lines[value]!.join(' '))
}

describe('the axis', () => {
  test.each<[string, PlainPeriod[], string[]]>([
    ['a few months, all', monthPeriods(3), ['Jan 2012', 'Feb', 'Mar']],
    ['the year again where it changes', monthPeriods(14).slice(10), ['Nov 2012', 'Dec', 'Jan 2013', 'Feb']],
    ['two years, every quarter', monthPeriods(24), ['Jan 2012', 'Apr', 'Jul', 'Oct', 'Jan 2013', 'Apr', 'Jul', 'Oct']],
    [
      'long spans, years',
      monthPeriods(100),
      ['Jan 2012', 'Jan 2013', 'Jan 2014', 'Jan 2015', 'Jan 2016', 'Jan 2017', 'Jan 2018', 'Jan 2019', 'Jan 2020'],
    ],
    ['quarters', quarterPeriods(5), ['Q1 2012', 'Q2', 'Q3', 'Q4', 'Q1 2013']],
    ['years', yearPeriods(3), ['2012', '2013', '2014']],
    ['periods of weeks', weekPeriods(2), ['P01 FY2012', 'P02']],
    ['one that is no round one', monthPeriods(2).slice(1), ['Feb 2012']],
    ['none', [], []],
  ])('names %s', (_, periods, names) => {
    expect(namesOf(periods, 540)).toEqual(names)
  })

  test('names labels of no known shape as they are, the last always', () => {
    const periods = monthPeriods(13).map((period, index) => ({ ...period, label: `week ${index}` }))
    expect(namesOf(periods, 540)).toEqual(['week 0', 'week 3', 'week 6', 'week 9', 'week 12'])
  })

  test('never has more names than there is room for, and always one', () => {
    const kinds = [monthPeriods, quarterPeriods, yearPeriods, weekPeriods]
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 11 }),
        (kind, count, skipped) => {
          const names = namesOf(kind(count + skipped).slice(skipped), 420)
          // FY2012 is about 40 pixels wide.
          expect(names.length).toBeGreaterThanOrEqual(1)
          expect(names.length).toBeLessThanOrEqual(12)
        },
      ),
      { seed: 21, numRuns: 200 },
    )
  })

  test('names the same periods on lines as on columns, each at its first day', () => {
    const { axis } = periodTimeChannel(monthPeriods(2), 540) as { axis: { values: unknown[]; labelExpr: string } }
    expect(axis.values).toEqual([
      { year: 2012, month: 1, date: 1, utc: true },
      { year: 2012, month: 2, date: 1, utc: true },
    ])
    expect(axis.labelExpr).toBe(
      `({"2012-01-01":["Jan","2012"],"2012-02-01":["Feb"]})[utcFormat(datum.value, '%Y-%m-%d')]`,
    )
  })
})

describe('runs of periods', () => {
  const runsOf = (periods: readonly (PlainPeriod & { value: number | null })[]) =>
    periodRuns(periods, ({ value }) => (value === null ? null : { value })).map(({ value, run }) => [value, run])

  test('end where there is nothing to plot, and where periods do not meet', () => {
    expect(runsOf(monthly(1, 2, null, null, 5))).toEqual([
      [1, 0],
      [2, 0],
      [5, 2],
    ])
    const [first, , third] = monthly(1, 2, 3)
    expect(runsOf([first!, third!]).map(([, run]) => run)).toEqual([0, 1])
  })

  test('go on where no end is known', () => {
    const periods = monthly(1, 2, 3).map(({ label, start, value }) => ({ label, start, value }))
    expect(periodRuns([periods[0]!, periods[2]!], ({ value }) => ({ value })).map(({ run }) => run)).toEqual([0, 0])
  })
})

describe('the period a year before', () => {
  test.each<[string, PlainPeriod[], string | undefined]>([
    ['a month', monthPeriods(14), '2012-02'],
    ['a quarter', quarterPeriods(5), '2012-Q1'],
    ['a year', yearPeriods(4), '2014'],
    // 13 periods of 28 days are 364 days.
    ['a period of weeks', weekPeriods(14), 'FY2012-P01'],
    ['in a past that is too short', monthPeriods(12), undefined],
  ])('of %s', (_, periods, label) => {
    expect(yearBefore(periods, periods.at(-1)!)?.label).toBe(label)
  })
})
