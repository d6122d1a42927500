import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, isoFromDay } from '../../src/calendar/day.js'
import { periodsThrough } from '../../src/calendar/fiscal-calendar.js'
import { daysIn } from '../../src/calendar/period.js'
import { type WeekCalendar, weekPeriodOf, weekPeriodStart, weekYearEnd } from '../../src/calendar/week-calendar.js'
import { anyDay, anyWeekCalendar, apple, iso, plainYearEnd, retail } from './any-calendar.js'

const yearsFrom = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index)

/** How many days a fiscal year has. */
const lengthOf = (calendar: WeekCalendar, year: number) => weekYearEnd(calendar, year) - weekYearEnd(calendar, year - 1)

/** The periods of one fiscal year as label, first and last day. */
const yearOf = (calendar: WeekCalendar, year: number) =>
  periodsThrough(calendar, addDays(weekYearEnd(calendar, year - 1), 1), weekYearEnd(calendar, year)).map(
    ({ label, start, end }) => [label, isoFromDay(start), isoFromDay(end)],
  )

describe('years that end on the last Saturday of September', () => {
  // The ends that Apple's annual reports (form 10-K) give.
  test.each([
    [2021, '2021-09-25', 52],
    [2022, '2022-09-24', 52],
    [2023, '2023-09-30', 53],
    [2024, '2024-09-28', 52],
  ])('fiscal %i ended on %s and had %i weeks', (year, end, weeks) => {
    expect(isoFromDay(weekYearEnd(apple, year))).toBe(end)
    expect(lengthOf(apple, year)).toBe(weeks * 7)
  })
})

describe('the retail calendar', () => {
  // The NRF's 4-5-4 calendar for fiscal 2023 and 2024, which it names for where they begin.
  test.each([
    [2024, '2023-01-29', '2024-02-03', 53],
    [2025, '2024-02-04', '2025-02-01', 52],
  ])('FY%i, the NRF’s year before, ran from %s to %s and had %i weeks', (year, start, end, weeks) => {
    expect(isoFromDay(addDays(weekYearEnd(retail, year - 1), 1))).toBe(start)
    expect(isoFromDay(weekYearEnd(retail, year))).toBe(end)
    expect(lengthOf(retail, year)).toBe(weeks * 7)
  })

  test('has 53 weeks in the NRF’s fiscal 2000, 2006, 2012, 2017 and 2023, and in no other year of 2000 to 2023', () => {
    // nrf.com/resources/4-5-4-calendar: "an explanation of the 53-week year". One is added for the name of the end.
    const long = yearsFrom(2001, 2024).filter((year) => lengthOf(retail, year) === 371)
    expect(long).toEqual([2001, 2007, 2013, 2018, 2024])
  })

  test('has months of 4, 5 and 4 weeks, and gives its 53rd week to the last', () => {
    // Counted on from Sunday 29 January 2023 in steps of 28 and 35 days: 29 January + 28 = 26 February, and so on.
    expect(yearOf(retail, 2024)).toEqual([
      ['FY2024-P01', '2023-01-29', '2023-02-25'],
      ['FY2024-P02', '2023-02-26', '2023-04-01'],
      ['FY2024-P03', '2023-04-02', '2023-04-29'],
      ['FY2024-P04', '2023-04-30', '2023-05-27'],
      ['FY2024-P05', '2023-05-28', '2023-07-01'],
      ['FY2024-P06', '2023-07-02', '2023-07-29'],
      ['FY2024-P07', '2023-07-30', '2023-08-26'],
      ['FY2024-P08', '2023-08-27', '2023-09-30'],
      ['FY2024-P09', '2023-10-01', '2023-10-28'],
      ['FY2024-P10', '2023-10-29', '2023-11-25'],
      ['FY2024-P11', '2023-11-26', '2023-12-30'],
      ['FY2024-P12', '2023-12-31', '2024-02-03'],
    ])
  })
})

describe('years of weeks', () => {
  test.each([
    // 31 December 2025 is a Wednesday: Saturday 27 December lies four days before it, Saturday 3 January three after it.
    ['last', 2025, '2025-12-27'],
    ['nearest', 2025, '2026-01-03'],
    // 31 December 2024 is a Tuesday: Saturday 28 December lies three days before it.
    ['last', 2024, '2024-12-28'],
    ['nearest', 2024, '2024-12-28'],
    // 31 December 2022 is a Saturday itself.
    ['last', 2022, '2022-12-31'],
    ['nearest', 2022, '2022-12-31'],
  ] as const)('to the %s Saturday of December %i end on %s', (rule, year, end) => {
    const calendar: WeekCalendar = { kind: 'weeks', pattern: '4-4-5', weekday: 6, endMonth: 12, rule }
    expect(isoFromDay(weekYearEnd(calendar, year))).toBe(end)
  })

  test('keep the name of their end month’s year when they end in the first days of the next', () => {
    const calendar: WeekCalendar = { ...retail, endMonth: 12 }
    const labels = ['2025-12-31', '2026-01-03', '2026-01-04'].map(
      (text) => periodsThrough(calendar, iso(text), iso(text))[0]!.label,
    )
    expect(labels).toEqual(['FY2025-P12', 'FY2025-P12', 'FY2026-P01'])
  })

  test('begin before the calendar year that they are named for where the last weekday of December comes early', () => {
    const calendar: WeekCalendar = { ...retail, endMonth: 12, rule: 'last' }
    // Saturday 27 December 2025 ends FY2025, so the 28th is in FY2026.
    expect(periodsThrough(calendar, iso('2025-12-27'), iso('2025-12-28')).map(({ label }) => label)).toEqual([
      'FY2025-P12',
      'FY2026-P01',
    ])
  })

  test('end on the same day as a search of all days around the month’s end finds', () => {
    fc.assert(
      fc.property(anyWeekCalendar, fc.integer({ min: 1901, max: 2198 }), (calendar, year) => {
        expect(weekYearEnd(calendar, year)).toBe(plainYearEnd(calendar, year))
      }),
      { numRuns: 1000, seed: 11 },
    )
  })

  test('have 364 or 371 days and twelve periods of the pattern’s weeks, the extra week in the last', () => {
    let long = 0
    fc.assert(
      fc.property(anyWeekCalendar, fc.integer({ min: 1905, max: 2195 }), (calendar, year) => {
        const start = addDays(weekYearEnd(calendar, year - 1), 1)
        const periods = periodsThrough(calendar, start, weekYearEnd(calendar, year))
        const extra = (lengthOf(calendar, year) - 364) / 7
        expect([0, 1]).toContain(extra)
        long += extra
        const quarter = calendar.pattern.split('-').map(Number)
        const weeks = [...quarter, ...quarter, ...quarter, ...quarter]
        weeks[11]! += extra
        expect(periods.map(daysIn)).toEqual(weeks.map((count) => count * 7))
        expect(periods.map(({ label }) => label)).toEqual(
          weeks.map((_, index) => `FY${year}-P${String(index + 1).padStart(2, '0')}`),
        )
      }),
      { numRuns: 500, seed: 12 },
    )
    // 400 Gregorian years are 20,871 weeks, 71 more than 400 × 52, so a share of 71 ÷ 400 of all years is long.
    // Of 500 that is 89, with a standard deviation of √(500 × 0.1775 × 0.8225) = 8.5; the seed is fixed.
    expect(long).toBeGreaterThan(89 - 4 * 8.5)
    expect(long).toBeLessThan(89 + 4 * 8.5)
  })

  test('end periods on their weekday', () => {
    fc.assert(
      fc.property(anyWeekCalendar, anyDay, (calendar, value) => {
        const end = addDays(weekPeriodStart(calendar, weekPeriodOf(calendar, value) + 1), -1)
        expect(new Date(end * 86_400_000).getUTCDay()).toBe(calendar.weekday)
      }),
      { numRuns: 500, seed: 13 },
    )
  })

  test('put every day into the period between whose ends it lies', () => {
    fc.assert(
      fc.property(anyWeekCalendar, anyDay, (calendar, value) => {
        const period = weekPeriodOf(calendar, value)
        expect(weekPeriodStart(calendar, period)).toBeLessThanOrEqual(value)
        expect(weekPeriodStart(calendar, period + 1)).toBeGreaterThan(value)
      }),
      { numRuns: 1000, seed: 14 },
    )
  })
})
