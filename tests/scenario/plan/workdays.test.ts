import { describe, expect, test } from 'vitest'
import { addDays, dayFromIso } from '../../../src/calendar/day.js'
import { compilePlan } from '../../../src/scenario/plan/compile-plan.js'
import { workdayTest } from '../../../src/scenario/plan/workdays.js'
import { scenarioOf, smallBehavior } from '../scenario-of.js'

const asOf = dayFromIso('2025-06-30')!
const us = { ...smallBehavior, holidays: { country: 'US' } }

describe('days on which people work', () => {
  test('are weekdays, and with holidays stated not 4 July 2025, a Friday', () => {
    const fourth = dayFromIso('2025-07-04')!
    expect(workdayTest(smallBehavior, asOf, 31)(fourth)).toBe(true)
    expect(workdayTest(us, asOf, 31)(fourth)).toBe(false)
    expect(workdayTest(us, asOf, 31)(addDays(fourth, -1))).toBe(true)
    expect(workdayTest(us, asOf, 31)(addDays(fourth, 1))).toBe(false)
  })

  test('are those on which collectors have minutes, and who pays on weekdays pays', () => {
    const behavior = {
      ...us,
      customers: us.customers.map((customer) => ({ ...customer, payDays: { kind: 'weekdays' as const } })),
      contacts: {
        call: {
          multiplier: { value: 1, provenance: 'stated' as const },
          effectDays: 5,
          minutes: { value: 5, provenance: 'stated' as const },
        },
      },
    }
    const scenario = scenarioOf(
      'levers: { collections: [{ contacts: [{ kind: call, day: 1 }] }], collectors: { people: 1, minutes_a_day: 60 } }\n',
    )
    const { plan } = compilePlan({ behavior, ledger: null, asOf, months: 1, seed: 's', by: [] }, scenario)
    // The 3rd, 4th, 5th, 6th and 7th of July: Thursday, holiday, weekend, Monday.
    expect([...plan.contacts.minutes.subarray(3, 8)]).toEqual([60, 0, 0, 0, 60])
    expect([...plan.payCalendars.subarray(3, 8)]).toEqual([3, 7, 7, 7, 7])
  })
})
