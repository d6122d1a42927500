import { describe, expect, test } from 'vitest'
import { dayFromIso, isoFromDay } from '../../src/calendar/day.js'
import { publicHolidays, unknownPlace } from '../../src/calendar/public-holidays.js'

const day = (text: string) => dayFromIso(text)!
const holidays = (place: Parameters<typeof publicHolidays>[0], from: string, through: string) =>
  [...publicHolidays(place, day(from), day(through))].map(isoFromDay).sort()

describe('public holidays', () => {
  /** Title 5 of the United States Code, § 6103: eleven a year; 4 July 2026 is a Saturday, so Friday the 3rd is observed too. */
  test('of the United States in 2025 are the eleven of the law', () => {
    const eleven = ['01-01', '01-20', '02-17', '05-26', '06-19', '07-04', '09-01', '10-13', '11-11', '11-27', '12-25']
    expect(holidays({ country: 'US' }, '2025-01-01', '2025-12-31')).toEqual(eleven.map((rest) => `2025-${rest}`))
  })

  test('of a state are its own: Epiphany is one in Bavaria and none in Berlin', () => {
    expect(holidays({ country: 'DE', state: 'by' }, '2025-01-02', '2025-01-31')).toEqual(['2025-01-06'])
    expect(holidays({ country: 'DE', state: 'be' }, '2025-01-02', '2025-01-31')).toEqual([])
  })

  test('are those of the days asked for, both ends included, over the end of a year', () => {
    expect(holidays({ country: 'US' }, '2025-12-25', '2026-01-01')).toEqual(['2025-12-25', '2026-01-01'])
    expect(holidays({ country: 'US' }, '2025-12-26', '2025-12-31')).toEqual([])
  })

  test('of an unknown place do not exist, and the known ones are told', () => {
    expect(unknownPlace({ country: 'US' })).toBeNull()
    expect(unknownPlace({ country: 'DE', state: 'BY' })).toBeNull()
    expect(unknownPlace({ country: 'XX' })?.what).toBe('XX')
    expect(unknownPlace({ country: 'DE', state: 'xx' })).toMatchObject({ what: 'DE-xx' })
    expect(unknownPlace({ country: 'DE', state: 'xx' })?.known).toContain('DE-BY')
  })
})
