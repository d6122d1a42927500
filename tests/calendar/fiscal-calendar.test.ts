import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Day, isoFromDay } from '../../src/calendar/day.js'
import { calendarYear, type FiscalCalendar, periodsThrough } from '../../src/calendar/fiscal-calendar.js'
import { monthsThrough } from '../../src/calendar/period.js'
import { anyCalendar, anyDay, apple, iso, plainYearEnd, retail } from './any-calendar.js'

const written = (calendar: FiscalCalendar, first: string, last: string) =>
  periodsThrough(calendar, iso(first), iso(last)).map(({ label, start, end }) => [
    label,
    isoFromDay(start),
    isoFromDay(end),
  ])

describe('periodsThrough', () => {
  test('gives the calendar’s months whatever month the fiscal year begins in, the final one cut on the last day', () => {
    const months = [
      ['2013-12', '2013-12-01', '2013-12-31'],
      ['2014-01', '2014-01-01', '2014-01-31'],
      ['2014-02', '2014-02-01', '2014-02-10'],
    ]
    expect(written(calendarYear, '2013-12-20', '2014-02-10')).toEqual(months)
    expect(written({ kind: 'months', firstMonth: 7 }, '2013-12-20', '2014-02-10')).toEqual(months)
  })

  test('gives periods of weeks across the end of a year, the final one cut on the last day', () => {
    // FY2024 of the NRF's calendar ended on Saturday 3 February 2024; the first month of the next has four weeks.
    expect(written(retail, '2024-02-03', '2024-03-10')).toEqual([
      ['FY2024-P12', '2023-12-31', '2024-02-03'],
      ['FY2025-P01', '2024-02-04', '2024-03-02'],
      ['FY2025-P02', '2024-03-03', '2024-03-10'],
    ])
  })

  test('gives one period for one day', () => {
    expect(written(apple, '2023-09-30', '2023-09-30')).toEqual([['FY2023-P12', '2023-08-27', '2023-09-30']])
    expect(written(apple, '2023-10-01', '2023-10-01')).toEqual([['FY2024-P01', '2023-10-01', '2023-10-01']])
  })

  test('gives calendar months as monthsThrough does', () => {
    fc.assert(
      fc.property(anyDay, fc.nat({ max: 900 }), fc.integer({ min: 1, max: 12 }), (first, length, firstMonth) => {
        const last = (first + length) as Day
        expect(periodsThrough({ kind: 'months', firstMonth }, first, last)).toEqual(monthsThrough(first, last))
      }),
      { seed: 21 },
    )
  })

  test('tiles time: from the period of the first day to the last day without a gap or an overlap', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.nat({ max: 1500 }), (calendar, first, length) => {
        const last = (first + length) as Day
        const periods = periodsThrough(calendar, first, last)
        expect(periods[0]!.start).toBeLessThanOrEqual(first)
        expect(periods[0]!.end).toBeGreaterThanOrEqual(first)
        expect(periods.at(-1)!.start).toBeLessThanOrEqual(last)
        expect(periods.at(-1)!.end).toBe(last)
        for (let index = 1; index < periods.length; index++) {
          expect(periods[index]!.start).toBe(periods[index - 1]!.end + 1)
        }
      }),
      { numRuns: 300, seed: 22 },
    )
  })

  test('cuts the same periods wherever it begins, and each has a label of its own', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.nat({ max: 1500 }), (calendar, first, length) => {
        const last = (first + length) as Day
        const periods = periodsThrough(calendar, first, (last + 400) as Day)
        const byLabel = new Map(periods.map((period) => [period.label, period]))
        expect(byLabel.size).toBe(periods.length)
        const { label, start } = periodsThrough(calendar, last, last)[0]!
        expect(byLabel.get(label)!.start).toBe(start)
        expect(byLabel.get(label)!.end).toBeGreaterThanOrEqual(last)
      }),
      { numRuns: 300, seed: 23 },
    )
  })

  test('labels can be read back: they say the day that the period begins on', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, (calendar, value) => {
        const { label, start } = periodsThrough(calendar, value, value)[0]!
        if (calendar.kind === 'months') {
          expect(`${label}-01`).toBe(isoFromDay(start))
        } else {
          const [, year, period] = /^FY(\d{4})-P(\d{2})$/.exec(label)!.map(Number)
          const quarter = calendar.pattern.split('-').map(Number)
          const weeks = [...quarter, ...quarter, ...quarter, ...quarter]
            .slice(0, period! - 1)
            .reduce((sum, count) => sum + count, 0)
          expect(plainYearEnd(calendar, year! - 1) + 1 + 7 * weeks).toBe(start)
        }
      }),
      { numRuns: 500, seed: 24 },
    )
  })

  test.each([
    [{ kind: 'months', firstMonth: 0 }, 'a calendar needs a month from 1 to 12, got 0'],
    [{ kind: 'months', firstMonth: 13 }, 'a calendar needs a month from 1 to 12, got 13'],
    [{ kind: 'months', firstMonth: 1.5 }, 'a calendar needs a month from 1 to 12, got 1.5'],
    [{ ...retail, endMonth: 13 }, 'a calendar needs a month from 1 to 12, got 13'],
    [{ ...retail, weekday: 7 }, 'a calendar needs a weekday from 0 (Sunday) to 6 (Saturday), got 7'],
    [{ ...retail, weekday: -1 }, 'a calendar needs a weekday from 0 (Sunday) to 6 (Saturday), got -1'],
  ] satisfies [FiscalCalendar, string][])('refuses %j', (calendar, message) => {
    expect(() => periodsThrough(calendar, iso('2024-01-01'), iso('2024-12-31'))).toThrow(new RangeError(message))
  })
})
