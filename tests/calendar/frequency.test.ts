import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Day, isoFromDay } from '../../src/calendar/day.js'
import { calendarYear, type FiscalCalendar, periodsThrough } from '../../src/calendar/fiscal-calendar.js'
import { type Frequency, frequencies, spanEnd, spanStart, spansOf, spansPerYear } from '../../src/calendar/frequency.js'
import { monthsThrough } from '../../src/calendar/period.js'
import { anyCalendar, anyDay, apple, iso, retail } from './any-calendar.js'

const fromJuly: FiscalCalendar = { kind: 'months', firstMonth: 7 }
const fromFebruary: FiscalCalendar = { kind: 'months', firstMonth: 2 }
const anyFrequency = fc.constantFrom<Frequency>('month', 'quarter', 'year')

/** The spans of a calendar as label, first and last day. */
const written = (calendar: FiscalCalendar, every: Frequency, first: string, last: string) => {
  const periods = periodsThrough(calendar, iso(first), iso(last))
  return spansOf(periods, every, calendar).map((span) => [
    span.label,
    isoFromDay(periods[span.first]!.start),
    isoFromDay(periods[span.last]!.end),
  ])
}

describe('spansOf', () => {
  test('puts months together to calendar quarters and years, unless another calendar is named', () => {
    const months = monthsThrough(iso('2013-05-10'), iso('2014-01-15'))
    expect(spansOf(months, 'quarter')).toEqual([
      { label: '2013-Q2', first: 0, last: 1 },
      { label: '2013-Q3', first: 2, last: 4 },
      { label: '2013-Q4', first: 5, last: 7 },
      { label: '2014-Q1', first: 8, last: 8 },
    ])
    expect(spansOf(months, 'year')).toEqual([
      { label: '2013', first: 0, last: 7 },
      { label: '2014', first: 8, last: 8 },
    ])
    expect(spansOf(months, 'year', calendarYear)).toEqual(spansOf(months, 'year'))
  })

  test('agrees with the months’ own labels in the calendar year', () => {
    fc.assert(
      fc.property(anyDay, fc.nat({ max: 1500 }), (first, length) => {
        const months = monthsThrough(first, (first + length) as Day)
        const labels = (every: Frequency) =>
          spansOf(months, every).flatMap(({ label, first, last }) => Array<string>(last - first + 1).fill(label))
        expect(labels('year')).toEqual(months.map(({ label }) => label.slice(0, 4)))
        expect(labels('quarter')).toEqual(
          months.map(({ label }) => `${label.slice(0, 4)}-Q${Math.ceil(Number(label.slice(5)) / 3)}`),
        )
      }),
      { seed: 31 },
    )
  })

  test('names a fiscal year for the calendar year that it ends in', () => {
    expect(written(fromJuly, 'year', '2012-07-01', '2014-06-30')).toEqual([
      ['FY2013', '2012-07-01', '2013-06-30'],
      ['FY2014', '2013-07-01', '2014-06-30'],
    ])
    expect(written(fromJuly, 'quarter', '2013-07-01', '2014-07-31')).toEqual([
      ['FY2014-Q1', '2013-07-01', '2013-09-30'],
      ['FY2014-Q2', '2013-10-01', '2013-12-31'],
      ['FY2014-Q3', '2014-01-01', '2014-03-31'],
      ['FY2014-Q4', '2014-04-01', '2014-06-30'],
      ['FY2015-Q1', '2014-07-01', '2014-07-31'],
    ])
    expect(written(fromFebruary, 'year', '2013-01-31', '2013-02-01')).toEqual([
      ['FY2013', '2013-01-01', '2013-01-31'],
      ['FY2014', '2013-02-01', '2013-02-01'],
    ])
  })

  test('has a fiscal year from December end in November', () => {
    expect(written({ kind: 'months', firstMonth: 12 }, 'year', '2012-11-30', '2013-12-01')).toEqual([
      ['FY2012', '2012-11-01', '2012-11-30'],
      ['FY2013', '2012-12-01', '2013-11-30'],
      ['FY2014', '2013-12-01', '2013-12-01'],
    ])
  })

  test('puts periods of weeks together to quarters of 13 weeks, the last of 14 in a year of 53', () => {
    // The NRF's fiscal 2023: 13 weeks from Sunday 29 January are 91 days, to Saturday 29 April 2023, and so on.
    expect(written(retail, 'quarter', '2023-01-29', '2024-02-03')).toEqual([
      ['FY2024-Q1', '2023-01-29', '2023-04-29'],
      ['FY2024-Q2', '2023-04-30', '2023-07-29'],
      ['FY2024-Q3', '2023-07-30', '2023-10-28'],
      ['FY2024-Q4', '2023-10-29', '2024-02-03'],
    ])
    expect(written(apple, 'year', '2021-09-26', '2024-09-28')).toEqual([
      ['FY2022', '2021-09-26', '2022-09-24'],
      ['FY2023', '2022-09-25', '2023-09-30'],
      ['FY2024', '2023-10-01', '2024-09-28'],
    ])
  })

  test('leaves base periods as they are when asked for months', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.nat({ max: 900 }), (calendar, first, length) => {
        const periods = periodsThrough(calendar, first, (first + length) as Day)
        expect(spansOf(periods, 'month', calendar)).toEqual(
          periods.map(({ label }, index) => ({ label, first: index, last: index })),
        )
      }),
      { seed: 32 },
    )
  })

  test('leaves no base period out and takes none twice; all but the ends have their full number', () => {
    fc.assert(
      fc.property(anyCalendar, anyFrequency, anyDay, fc.nat({ max: 2000 }), (calendar, every, first, length) => {
        const periods = periodsThrough(calendar, first, (first + length) as Day)
        const spans = spansOf(periods, every, calendar)
        expect(spans[0]!.first).toBe(0)
        expect(spans.at(-1)!.last).toBe(periods.length - 1)
        for (let index = 1; index < spans.length; index++) {
          expect(spans[index]!.first).toBe(spans[index - 1]!.last + 1)
        }
        for (const span of spans.slice(1, -1)) expect(span.last - span.first + 1).toBe(frequencies[every])
        expect(new Set(spans.map(({ label }) => label)).size).toBe(spans.length)
      }),
      { numRuns: 300, seed: 33 },
    )
  })

  test('numbers quarters 1 to 4 within each year', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, (calendar, value) => {
        const first = spanStart(calendar, 'year', value)
        const periods = periodsThrough(calendar, first, spanEnd(calendar, 'year', value))
        const year = spansOf(periods, 'year', calendar)[0]!.label
        expect(spansOf(periods, 'quarter', calendar).map(({ label }) => label)).toEqual(
          [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`),
        )
      }),
      { seed: 34 },
    )
  })

  test('takes a first period that was cut at its beginning', () => {
    const [month, ...later] = monthsThrough(iso('2013-06-11'), iso('2013-09-30'))
    expect(spansOf([{ ...month!, start: iso('2013-06-11') }, ...later], 'quarter')).toEqual([
      { label: '2013-Q2', first: 0, last: 0 },
      { label: '2013-Q3', first: 1, last: 3 },
    ])
  })

  test('refuses periods of another calendar where one lies in two spans', () => {
    const months = monthsThrough(iso('2024-01-01'), iso('2024-12-31'))
    // FY2024 of the NRF's calendar ended on 3 February 2024, in the middle of a month.
    expect(() => spansOf(months, 'quarter', retail)).toThrow(
      new RangeError('the period 2024-02 does not lie in one quarter of the calendar'),
    )
  })
})

describe('spanEnd and spanStart', () => {
  test.each([
    [calendarYear, 'month', '2024-02-10', '2024-02-01', '2024-02-29'],
    [calendarYear, 'quarter', '2024-02-10', '2024-01-01', '2024-03-31'],
    [calendarYear, 'year', '2024-02-10', '2024-01-01', '2024-12-31'],
    [fromFebruary, 'quarter', '2024-01-31', '2023-11-01', '2024-01-31'],
    [fromFebruary, 'year', '2024-02-01', '2024-02-01', '2025-01-31'],
    [retail, 'month', '2024-02-03', '2023-12-31', '2024-02-03'],
    [retail, 'quarter', '2024-02-03', '2023-10-29', '2024-02-03'],
    [retail, 'year', '2024-02-04', '2024-02-04', '2025-02-01'],
    [apple, 'year', '2022-12-25', '2022-09-25', '2023-09-30'],
  ] as const)('%j: the %s of %s runs from %s to %s', (calendar, every, value, start, end) => {
    expect(isoFromDay(spanStart(calendar, every, iso(value)))).toBe(start)
    expect(isoFromDay(spanEnd(calendar, every, iso(value)))).toBe(end)
  })

  test('agree with spansOf wherever the data reach, and show what is cut', () => {
    fc.assert(
      fc.property(anyCalendar, anyFrequency, anyDay, fc.nat({ max: 2000 }), (calendar, every, first, length) => {
        const last = (first + length) as Day
        const periods = periodsThrough(calendar, first, last)
        const spans = spansOf(periods, every, calendar)
        spans.forEach((span, index) => {
          const { start } = periods[span.first]!
          const { end } = periods[span.last]!
          if (index > 0) expect(spanStart(calendar, every, end)).toBe(start)
          if (index < spans.length - 1) expect(spanEnd(calendar, every, start)).toBe(end)
        })
        expect(spanStart(calendar, every, first)).toBeLessThanOrEqual(periods[0]!.start)
        expect(spanEnd(calendar, every, last)).toBeGreaterThanOrEqual(last)
      }),
      { numRuns: 300, seed: 35 },
    )
  })

  test('are reached by the whole of the data: a span cut nowhere is one span with its own ends', () => {
    fc.assert(
      fc.property(anyCalendar, anyFrequency, anyDay, (calendar, every, value) => {
        const start = spanStart(calendar, every, value)
        const end = spanEnd(calendar, every, value)
        const periods = periodsThrough(calendar, start, end)
        expect(periods).toHaveLength(frequencies[every])
        expect([periods[0]!.start, periods.at(-1)!.end]).toEqual([start, end])
        expect(spansOf(periods, every, calendar)).toHaveLength(1)
      }),
      { numRuns: 300, seed: 36 },
    )
  })
})

test('a year has as many spans as base periods divided by theirs', () => {
  expect(spansPerYear).toEqual({ month: 12, quarter: 4, year: 1 })
  const year = periodsThrough(retail, iso('2023-01-29'), iso('2024-02-03'))
  for (const every of ['month', 'quarter', 'year'] as const) {
    expect(spansOf(year, every, retail)).toHaveLength(spansPerYear[every])
  }
})
