import fc from 'fast-check'
import seedrandom from 'seedrandom'
import { describe, expect, it } from 'vitest'
import { payDaysOf } from '../../../src/behavior/fit/fit-pay-days.js'
import { isPayDay } from '../../../src/behavior/pay-days.js'
import { type Day, dayFromIso } from '../../../src/calendar/day.js'

const first = dayFromIso('2023-01-02')!
/** Days from 2023 on, a Monday, that a test picks. */
const daysWhere = (test: (day: Day, index: number) => boolean, count: number) => {
  const days: Day[] = []
  for (let day = first; days.length < count; day = (day + 1) as Day) if (test(day, day - first)) days.push(day)
  return days
}

describe('payDaysOf', () => {
  it('finds a weekly pay day, weekdays, and days of the month', () => {
    expect(payDaysOf(daysWhere((_, index) => index % 7 === 4, 30))).toEqual({ kind: 'weekly', weekday: 5 })
    const coin = seedrandom('weekdays')
    expect(payDaysOf(daysWhere((_, index) => index % 7 < 5 && coin() < 0.4, 60))).toEqual({ kind: 'weekdays' })
    const dates = daysWhere((day) => isPayDay({ kind: 'days of month', days: [15, 31] }, day), 30)
    expect(payDaysOf(dates)).toEqual({ kind: 'days of month', days: [15, 31] })
  })

  it('finds none where a customer pays on any day, but for one in a thousand', () => {
    const coin = seedrandom('any day')
    let found = 0
    for (let customer = 0; customer < 1000; customer++) {
      if (payDaysOf(daysWhere(() => coin() < 0.15, 40)) !== undefined) found++
    }
    expect(found).toBeLessThanOrEqual(3)
  })

  it('does not believe a pattern that the last third of payments breaks', () => {
    const fridays = daysWhere((_, index) => index % 7 === 4, 26)
    const coin = seedrandom('then any day')
    const later = daysWhere((_, index) => index > 26 * 7 && coin() < 0.15, 13)
    expect(payDaysOf([...fridays, ...later])).toBeUndefined()
  })
})

describe('isPayDay', () => {
  it('has the 29th to 31st fall on the last day of shorter months, once a month each', () => {
    const january2023 = dayFromIso('2023-01-01')!
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 31 }), (date) => {
        let count = 0
        for (let day = january2023; day < january2023 + 365; day = (day + 1) as Day) {
          if (isPayDay({ kind: 'days of month', days: [date] }, day)) count++
        }
        expect(count).toBe(12)
      }),
    )
    expect(isPayDay({ kind: 'days of month', days: [31] }, dayFromIso('2024-02-29')!)).toBe(true)
    expect(isPayDay({ kind: 'days of month', days: [15] }, dayFromIso('2024-02-29')!)).toBe(false)
  })
})
