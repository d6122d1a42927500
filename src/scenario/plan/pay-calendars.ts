import type { Behavior, PayDays } from '../../behavior/behavior.js'
import { isPayDay } from '../../behavior/pay-days.js'
import { addDays, type Day } from '../../calendar/day.js'
import { never } from '../../engine/plan.js'

/** The calendars that customers pay on as the plan holds them, and each customer's row; −1 pays on any day. */
export function payCalendars(
  { customers }: Behavior,
  asOf: Day,
  horizon: number,
  isWorkday: (day: Day) => boolean,
): { readonly calendars: Int32Array; readonly ofCustomer: Int32Array } {
  const rows = new Map<string, number>()
  const kinds: PayDays[] = []
  const ofCustomer = Int32Array.from(customers, ({ payDays }) => {
    if (payDays === undefined) return -1
    const key = JSON.stringify(payDays)
    const known = rows.get(key)
    if (known !== undefined) return known
    rows.set(key, kinds.length)
    return kinds.push(payDays) - 1
  })
  const calendars = new Int32Array(kinds.length * (horizon + 1))
  kinds.forEach((kind, row) => {
    let next = never
    for (let day = horizon; day >= 0; day--) {
      if (isPayDay(kind, addDays(asOf, day), isWorkday)) next = day
      calendars[row * (horizon + 1) + day] = next
    }
  })
  return { calendars, ofCustomer }
}
