import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day, day, dayFromIso, dayOf, isoFromDay } from '../../src/calendar/day.js'
import { addMonths, type Month, monthEnd, monthLabel, monthOf, monthStart } from '../../src/calendar/month.js'
import { daysIn, monthsThrough } from '../../src/calendar/period.js'
import { dueDay, parseTerms } from '../../src/calendar/terms.js'

const iso = (text: string): Day => dayFromIso(text)!
const firstDay = iso('1900-01-01')
const lastDay = iso('2199-12-31')
const anyDay = fc.integer({ min: firstDay, max: lastDay }).map(day)

describe('days', () => {
  test('day 0 is 1970-01-01', () => {
    expect(isoFromDay(day(0))).toBe('1970-01-01')
    expect(iso('1970-01-02')).toBe(1)
    expect(iso('1969-12-31')).toBe(-1)
  })

  test('a day written as ISO text is read back as the same day, and agrees with Date', () => {
    fc.assert(
      fc.property(anyDay, (value) => {
        const text = isoFromDay(value)
        expect(dayFromIso(text)).toBe(value)
        expect(Date.parse(`${text}T00:00:00Z`)).toBe(value * 86_400_000)
      }),
      { numRuns: 500, seed: 1 },
    )
  })

  test('the next day is one later, through every month end and leap day of 1900 to 2199', () => {
    const date = new Date(Date.UTC(1900, 0, 1))
    let wrong = 0
    for (let value = firstDay; value <= lastDay; value = addDays(value, 1)) {
      if (dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()) !== value) wrong++
      date.setUTCDate(date.getUTCDate() + 1)
    }
    expect(wrong).toBe(0)
    expect(date.toISOString().slice(0, 10)).toBe('2200-01-01')
  })

  test.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['2000-02-29', true],
    ['1900-02-29', false],
    ['2100-02-29', false],
  ])('%s exists: %s (every fourth year leaps, but of the centuries only every fourth)', (text, exists) => {
    expect(dayFromIso(text) !== null).toBe(exists)
  })

  test.each([
    '2024-02-30',
    '2024-04-31',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '2024-01-32',
    '1899-12-31',
    '2200-01-01',
    '2024-1-1',
    '24-01-01',
    '2024/01/01',
    '2024-01-01T00:00:00',
    ' 2024-01-01',
    '2024-01-01 ',
    '',
    'today',
  ])('%j is no day', (text) => {
    expect(dayFromIso(text)).toBeNull()
  })

  test('30 February is null and not 1 March', () => {
    expect(dayOf(2024, 2, 30)).toBeNull()
  })

  test('a fraction of a day is a programming error', () => {
    expect(() => day(0.5)).toThrow(RangeError)
    expect(() => addDays(day(1), 0.5)).toThrow(RangeError)
  })
})

describe('months', () => {
  test.each([
    ['2023-02', '2023-02-28'],
    ['2024-02', '2024-02-29'],
    ['2024-04', '2024-04-30'],
    ['2024-12', '2024-12-31'],
    ['1900-02', '1900-02-28'],
  ])('%s ends on %s', (month, end) => {
    expect(isoFromDay(monthEnd(monthOf(iso(`${month}-01`))))).toBe(end)
  })

  test('every day lies between its month’s first and last day, and has the label of its first seven characters', () => {
    fc.assert(
      fc.property(anyDay, (value) => {
        const month = monthOf(value)
        expect(monthStart(month) <= value && value <= monthEnd(month)).toBe(true)
        expect(monthLabel(month)).toBe(isoFromDay(value).slice(0, 7))
        expect(monthOf(addDays(monthEnd(month), 1))).toBe(month + 1)
      }),
      { numRuns: 500, seed: 2 },
    )
  })

  test('months are added across years in both directions', () => {
    const january = monthOf(iso('2024-01-15'))
    expect(monthLabel(addMonths(january, -1))).toBe('2023-12')
    expect(monthLabel(addMonths(january, 12))).toBe('2025-01')
    expect(monthLabel(addMonths(january, -25) as Month)).toBe('2021-12')
  })
})

describe('monthsThrough', () => {
  test('runs from the whole first month to the last day, which may end a part month', () => {
    const periods = monthsThrough(iso('2023-12-20'), iso('2024-02-10'))
    expect(periods.map(({ label, start, end }) => [label, isoFromDay(start), isoFromDay(end)])).toEqual([
      ['2023-12', '2023-12-01', '2023-12-31'],
      ['2024-01', '2024-01-01', '2024-01-31'],
      ['2024-02', '2024-02-01', '2024-02-10'],
    ])
    expect(periods.map(daysIn)).toEqual([31, 31, 10])
  })

  test('one day gives one month that ends on it', () => {
    const periods = monthsThrough(iso('2024-02-01'), iso('2024-02-01'))
    expect(periods).toEqual([{ label: '2024-02', start: iso('2024-02-01'), end: iso('2024-02-01') }])
  })

  test('a last day that is a month end gives whole months only', () => {
    const periods = monthsThrough(iso('2024-01-31'), iso('2024-02-29'))
    expect(periods.map(daysIn)).toEqual([31, 29])
  })

  test('months follow each other without a gap or an overlap', () => {
    fc.assert(
      fc.property(anyDay, fc.nat({ max: 900 }), (first, length) => {
        const last = Math.min(first + length, lastDay) as Day
        const periods = monthsThrough(first, last)
        expect(periods.at(-1)!.end).toBe(last)
        for (let index = 1; index < periods.length; index++) {
          expect(periods[index]!.start).toBe(periods[index - 1]!.end + 1)
        }
      }),
      { seed: 3 },
    )
  })
})

describe('payment terms', () => {
  test.each([
    ['net 30', { net: 30 }],
    ['Net 30', { net: 30 }],
    ['NET30', { net: 30 }],
    ['30', { net: 30 }],
    ['net 0', { net: 0 }],
    ['n/45', { net: 45 }],
    ['30 days', { net: 30 }],
    ['net 30 days', { net: 30 }],
    ['  net   60 ', { net: 60 }],
    ['due on receipt', { net: 0 }],
    ['Due On Receipt', { net: 0 }],
    ['2/10 net 30', { net: 30, discount: { percent: 2, days: 10 } }],
    ['2/10, net 30', { net: 30, discount: { percent: 2, days: 10 } }],
    ['2/10 n/30', { net: 30, discount: { percent: 2, days: 10 } }],
    ['2% / 10 net 30', { net: 30, discount: { percent: 2, days: 10 } }],
    ['1.5/15 net 45', { net: 45, discount: { percent: 1.5, days: 15 } }],
  ])('%j is understood', (text, terms) => {
    expect(parseTerms(text)).toEqual(terms)
  })

  test.each([
    ['EOM', '2024-02-10', '2024-02-29'],
    ['EOM+15', '2024-01-31', '2024-02-15'],
    ['eom + 15 days', '2023-12-05', '2024-01-15'],
    ['2/10 EOM+30', '2024-04-01', '2024-05-30'],
  ])('%s of %s is due on %s', (text, issued, due) => {
    expect(isoFromDay(dueDay(dayFromIso(issued)!, parseTerms(text)!))).toBe(due)
  })

  test.each([
    '',
    'net',
    'net -30',
    'net 3000',
    'net 30.5',
    'EOM+',
    'EOM-5',
    'net EOM',
    'soon',
    '2/10',
    'net 30 60',
    '/10 net 30',
  ])('%j is not payment terms', (text) => {
    expect(parseTerms(text)).toBeNull()
  })

  test('an invoice is due its net days after its date', () => {
    expect(isoFromDay(dueDay(iso('2024-01-31'), { net: 30 }))).toBe('2024-03-01')
    expect(isoFromDay(dueDay(iso('2023-01-31'), { net: 30 }))).toBe('2023-03-02')
    expect(dueDay(iso('2024-01-31'), { net: 0 })).toBe(iso('2024-01-31'))
  })
})
