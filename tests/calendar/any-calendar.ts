import fc from 'fast-check'
import { addDays, type Day, day, dayFromIso } from '../../src/calendar/day.js'
import type { FiscalCalendar } from '../../src/calendar/fiscal-calendar.js'
import { type WeekCalendar, weekPatterns } from '../../src/calendar/week-calendar.js'

export const iso = (text: string): Day => dayFromIso(text)!

/** Days far enough inside 1900 to 2199 for a year more on either side. */
export const anyDay = fc.integer({ min: iso('1905-01-01'), max: iso('2195-12-31') }).map(day)

export const anyWeekCalendar: fc.Arbitrary<WeekCalendar> = fc.record({
  kind: fc.constant('weeks' as const),
  pattern: fc.constantFrom(...weekPatterns),
  weekday: fc.integer({ min: 0, max: 6 }),
  endMonth: fc.integer({ min: 1, max: 12 }),
  rule: fc.constantFrom('last' as const, 'nearest' as const),
})

export const anyCalendar: fc.Arbitrary<FiscalCalendar> = fc.oneof(
  fc.record({ kind: fc.constant('months' as const), firstMonth: fc.integer({ min: 1, max: 12 }) }),
  anyWeekCalendar,
)

/** Apple's fiscal years end on the last Saturday of September (its forms 10-K). */
export const apple: WeekCalendar = { kind: 'weeks', pattern: '5-4-4', weekday: 6, endMonth: 9, rule: 'last' }

/** The 4-5-4 retail calendar of the National Retail Federation: to the Saturday nearest to 31 January. */
export const retail: WeekCalendar = { kind: 'weeks', pattern: '4-5-4', weekday: 6, endMonth: 1, rule: 'nearest' }

/** The end of a fiscal year, found by looking at each day's weekday: the plain twin of weekYearEnd. */
export function plainYearEnd({ weekday, endMonth, rule }: WeekCalendar, year: number): Day {
  const monthEnd = day(Date.UTC(year, endMonth, 0) / 86_400_000)
  const around = Array.from({ length: 13 }, (_, index) => addDays(monthEnd, index - 6))
  const candidates = around.filter((value) => new Date(value * 86_400_000).getUTCDay() === weekday)
  if (rule === 'last') return candidates.filter((value) => value <= monthEnd).at(-1)!
  return candidates.sort((a, b) => Math.abs(a - monthEnd) - Math.abs(b - monthEnd))[0]!
}
