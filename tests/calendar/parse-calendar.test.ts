import { describe, expect, test } from 'vitest'
import { calendarYear } from '../../src/calendar/fiscal-calendar.js'
import { parseCalendar } from '../../src/calendar/parse-calendar.js'
import type { WeekCalendar } from '../../src/calendar/week-calendar.js'
import { apple, retail } from './any-calendar.js'

describe('parseCalendar', () => {
  test.each(['calendar', 'Calendar', ' CALENDAR ', 'jan', 'january', '1', '01'])('%j is the calendar year', (text) => {
    expect(parseCalendar(text)).toEqual(calendarYear)
  })

  const months = 'january february march april may june july august september october november december'.split(' ')
  test.each(months.map((name, index) => [name, index + 1] as const))(
    '%s is month %i, in full, short or as a number',
    (name, firstMonth) => {
      const calendar = { kind: 'months', firstMonth }
      expect(parseCalendar(name)).toEqual(calendar)
      expect(parseCalendar(name.slice(0, 3).toUpperCase())).toEqual(calendar)
      expect(parseCalendar(String(firstMonth))).toEqual(calendar)
      expect(parseCalendar(String(firstMonth).padStart(2, '0'))).toEqual(calendar)
    },
  )

  test('Sept is September', () => {
    expect(parseCalendar('Sept')).toEqual({ kind: 'months', firstMonth: 9 })
  })

  test.each(['4-4-5', '4-5-4', '5-4-4'] as const)('%s alone ends on the last Saturday of December', (pattern) => {
    expect(parseCalendar(pattern)).toEqual({ kind: 'weeks', pattern, weekday: 6, endMonth: 12, rule: 'last' })
  })

  const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')
  test.each(weekdays.map((name, weekday) => [name, weekday] as const))(
    '%s is weekday %i, in full or short',
    (name, weekday) => {
      const calendar = { kind: 'weeks', pattern: '4-4-5', weekday, endMonth: 6, rule: 'last' }
      expect(parseCalendar(`4-4-5 last ${name} of june`)).toEqual(calendar)
      expect(parseCalendar(`4-4-5 ${name.slice(0, 3)} jun`)).toEqual(calendar)
    },
  )

  const fridays: WeekCalendar = { kind: 'weeks', pattern: '4-4-5', weekday: 5, endMonth: 1, rule: 'last' }
  test.each([
    ['4-4-5 last friday of january', fridays],
    ['4-4-5 Last  Friday Of January', fridays],
    ['4-4-5 last friday january', fridays],
    ['4-4-5 friday of january', fridays],
    ['4-4-5 fri jan', fridays],
    ['4-4-5 nearest friday to january', { ...fridays, rule: 'nearest' }],
    ['4-5-4 saturday nearest january', retail],
    ['4-5-4 saturday nearest to january', retail],
    ['4-5-4 nearest saturday of january', retail],
    ['4-5-4 nearest sat jan', retail],
    ['5-4-4 last saturday of september', apple],
    ['\t5-4-4\nsat sept ', apple],
  ])('%j is understood', (text, calendar) => {
    expect(parseCalendar(text)).toEqual(calendar)
  })

  test.each([
    '',
    ' ',
    '0',
    '00',
    '13',
    '004',
    '-4',
    '4.0',
    '1e1',
    'ja',
    'janu',
    'months',
    'fiscal',
    'constructor',
    '__proto__',
    'april july',
    'calendar april',
    '4 april',
    '4-4-4',
    '5-5-4',
    '445',
    '4-4-5-4',
    '4-4-5 january',
    '4-4-5 friday',
    '4-4-5 last',
    '4-4-5 last friday',
    '4-4-5 last january',
    '4-4-5 nearest january',
    '4-4-5 first friday of january',
    '4-4-5 last friday of',
    '4-4-5 last friday of of january',
    '4-4-5 last someday of january',
    '4-4-5 last friday of januar',
    '4-4-5 last friday of 1',
    '4-4-5 last nearest friday of january',
    '4-4-5 nearest friday nearest january',
    '4-4-5 last friday nearest january',
    '4-4-5 last friday of january 2024',
    'last friday of january',
    'x 4-4-5',
  ])('%j is no calendar', (text) => {
    expect(parseCalendar(text)).toBeNull()
  })
})
