import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Day, isoFromDay } from '../../src/calendar/day.js'
import { isDatePattern } from '../../src/ledger/read/date-pattern.js'
import {
  type DateStyle,
  dateEvidence,
  dateExample,
  namedDateStyles,
  parseDate,
} from '../../src/ledger/read/parse-date.js'

/** What a text is read as under a style, as ISO text. */
function read(text: string, style: string): string | null {
  const day = parseDate(text, style as DateStyle)
  return day === null ? null : isoFromDay(day)
}

describe('a date is read as its style says', () => {
  test.each(namedDateStyles)('the example that messages give for %s is 31 March 2024', (style) => {
    expect(read(dateExample(style), style)).toBe('2024-03-31')
  })

  test.each([
    ['iso', '2024-03-04', '2024-03-04'],
    ['iso', ' 2024/3/4 ', '2024-03-04'],
    ['iso', '2024-03-04T00:00:00Z', '2024-03-04'],
    ['iso', '2024-03-04T10:11:12Z', null],
    ['iso', '03/04/2024', null],
    ['day-first', '03/04/2024', '2024-04-03'],
    ['month-first', '03/04/2024', '2024-03-04'],
    ['month-first', '25/12/2024', null],
    ['iso-timestamp', '2024-03-04T23:59:59.123Z', '2024-03-04'],
    ['iso-timestamp', '2024-03-04 23:59:59', '2024-03-04'],
    ['iso-timestamp', '2024-03-04T23:59:59+05:30', '2024-03-04'],
    ['iso-timestamp', '2024-03-04T23:59:59-0800', '2024-03-04'],
    ['iso-timestamp', '2024-03-04', '2024-03-04'],
    ['iso-timestamp', '2024-02-30T10:00:00Z', null],
    // 45355 is what a spreadsheet shows for 4 March 2024 as a number; 61 is 1 March 1900.
    ['excel-serial', '45355', '2024-03-04'],
    ['excel-serial', '45355.75', '2024-03-04'],
    ['excel-serial', '61', '1900-03-01'],
    ['excel-serial', '60', null],
    ['excel-serial', '2024-03-04', '2024-03-04'],
    ['excel-serial', '999999', null],
    // date -u -d @1709596799 is 2024-03-04 23:59:59, one second more is the next day.
    ['unix-seconds', '1709596799', '2024-03-04'],
    ['unix-seconds', '1709596800', '2024-03-05'],
    ['unix-seconds', '1709596799.0', '2024-03-04'],
    ['unix-seconds', '-1', '1969-12-31'],
    ['unix-seconds', '1709596799000', null],
    ['dd.MM.yyyy', '04.03.2024', '2024-03-04'],
    ['dd.MM.yyyy', '4.3.2024', null],
    ['d.M.yyyy', '4.3.2024', '2024-03-04'],
    ['d.M.yyyy', '04.03.2024', '2024-03-04'],
    ['dd.MM.yyyy', '04/03/2024', null],
    ['dd.MM.yyyy', '2024-03-04', '2024-03-04'],
    ['dd.MM.yyyy', '04.03.2024 00:00:00', '2024-03-04'],
    ['dd.MM.yyyy', '04.03.2024 10:11', null],
    ['dd.MM.yyyy HH:mm', '04.03.2024 10:11', '2024-03-04'],
    ['M/d/yyyy h:mm:ss a', '3/4/2024 1:02:03 PM', '2024-03-04'],
    ['yyyyMMdd', '20240304', '2024-03-04'],
    ['yyyyMMdd', '20241304', null],
    ['yyyyddMM', '20240403', '2024-03-04'],
    ['yyyy/dd/MM', '2024/04/03', '2024-03-04'],
    ['yyyy-dd-MM', '2024-13-03', '2024-03-13'],
    ['d MMM yyyy', '4 Mar 2024', '2024-03-04'],
    ['d MMM yyyy', '4 Sept. 2024', '2024-09-04'],
    ['d MMMM yyyy', '4 march 2024', '2024-03-04'],
    ['MMM d, yyyy', 'Mar 4, 2024', '2024-03-04'],
    ['d MMM yyyy', '4 Mrz 2024', null],
    ['dd-MMM-yy', '04-MAR-24', '2024-03-04'],
    ['dd/MM/yy', '04/03/68', '2068-03-04'],
    ['dd/MM/yy', '04/03/69', '1969-03-04'],
    ['yyyy-MM-ddTHH:mm:ssZ', '2024-03-04T10:11:12Z', '2024-03-04'],
    ['dd.MM.yyyy', '29.02.2023', null],
  ])('%s: %s is %s', (style, text, expected) => {
    expect(read(text, style)).toBe(expected)
  })

  test.each([
    ['dd.MM.yyyy', (d: string, m: string, y: string) => `${d}.${m}.${y}`],
    ['yyyyMMdd', (d: string, m: string, y: string) => y + m + d],
    ['M/d/yyyy', (d: string, m: string, y: string) => `${Number(m)}/${Number(d)}/${y}`],
  ])('%s, whatever the day', (style, write) => {
    fc.assert(
      fc.property(fc.integer({ min: -25_000, max: 80_000 }), (day) => {
        const iso = isoFromDay(day as Day)
        const [y, m, d] = iso.split('-') as [string, string, string]
        expect(read(write(d, m, y), style)).toBe(iso)
      }),
    )
  })
})

describe('a pattern', () => {
  test.each(['d.M.yyyy', 'yyyyMMdd', 'MMM d, yyyy', 'dd/MM/yy', 'd/M/yyyy HH:mm', 'yyyy-MM-ddTHH:mm:ssZ'])(
    '%s is one',
    (text) => {
      expect(isDatePattern(text)).toBe(true)
    },
  )
  test.each(['DD.MM.YYYY', 'dd.mm.yyyy', 'dd.MM', 'dd.MM.yyyyy', 'dd.dd.yyyy', 'ddd MM yyyy', 'european', ''])(
    '%s is none',
    (text) => {
      expect(isDatePattern(text)).toBe(false)
    },
  )
})

describe('the order of day and month is proven by values', () => {
  test.each([
    [['03/04/2024', '25/12/2024'], { style: 'day-first' }],
    [['03/04/2024', null, '12/25/2024'], { style: 'month-first' }],
    [['2024-03-04', '05/05/2024'], { style: 'day-first' }],
    [['03/04/2024'], { ambiguous: [{ row: 0, text: '03/04/2024' }] }],
  ])('%j', (column, expected) => {
    expect(dateEvidence([column])).toEqual(expected)
  })
})
