import { afterEach, describe, expect, test, vi } from 'vitest'
import { WorkList } from '../../src/engine/days/work-list.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { factColumn, factCount } from '../../src/facts/columns.js'
import { nobodyPays, openInvoice } from '../engine/by-day.js'
import { always, everyDay, known, steadyCompany, steadyCustomer, steadySegment } from '../engine/steady-company.js'
import { callMinutes, contactsOf, withCalls } from './contact-plan.js'

afterEach(() => vi.restoreAllMocks())

/** Breaks the queue: every so many contacts that are asked for are not put on the list. */
function dropOneIn(count: number): void {
  const { add } = WorkList.prototype
  let asked = 0
  vi.spyOn(WorkList.prototype, 'add').mockImplementation(function (this: WorkList, ...contact) {
    if (++asked % count !== 0) add.apply(this, contact)
  })
}

/**
 * Closed form. D invoices become past due every day and are never paid; the collectors have time for K calls a day. A
 * contact that is begun is finished and its rest taken from the next day's time, so that while something waits ⌈n·K⌉ calls
 * are made in n days. Nothing is left to chance:
 *   D ≤ K: none waits on any evening;   D > K: n·D − ⌈n·K⌉ wait on evening n, D − K more every day.
 */
const days = 40

function waitingByDay(demand: number, minutesADay: number): number[] {
  return everyDay(days).map((horizon) => {
    const opening = Array.from({ length: demand * days }, (_, key) => ({
      ...openInvoice,
      key,
      // Past due on day 1, 2, …
      due: Math.floor(key / demand),
    }))
    const customers = [{ ...steadyCustomer, ordersPerDay: known(0) }]
    const company = { ...steadyCompany(everyDay(horizon)), segments: [nobodyPays], customers, opening }
    return contactsOf(withCalls(company, minutesADay)).waiting
  })
}

const expectedWaiting = (demand: number, capacity: number) =>
  everyDay(days).map((day) => (demand <= capacity ? 0 : day * demand - Math.ceil(day * capacity)))

describe('demand of D contacts a day against a capacity of K', () => {
  test.each([
    [6, 8],
    [6, 6],
    [6, 4],
    [4, 2.5],
    [6, 0],
  ])('D = %d, K = %d: what waits on each evening', (demand, capacity) => {
    expect(waitingByDay(demand, capacity * callMinutes)).toEqual(expectedWaiting(demand, capacity))
  })

  test('teeth: people with one minute a day more or less fail the same check', () => {
    for (const minutes of [4 * callMinutes + 1, 4 * callMinutes - 1]) {
      expect(waitingByDay(6, minutes)).not.toEqual(expectedWaiting(6, 4))
    }
    expect(waitingByDay(6, 6 * callMinutes - 1)).not.toEqual(expectedWaiting(6, 6))
  })

  test('teeth: a queue that drops one contact in a hundred fails the same check', () => {
    dropOneIn(100)
    expect(waitingByDay(6, 4 * callMinutes)).not.toEqual(expectedWaiting(6, 4))
  })
})

/**
 * Work is conserved: every contact that is asked for is worked, lapses (its invoice is closed first, or the next contact of the
 * plan takes its place) or waits. What waits is counted on the list itself, and what is worked by the facts. Exact, in every
 * replicate.
 */
describe('work', () => {
  const company = {
    ...steadyCompany(everyDay(60)),
    segments: [steadySegment(0.05, 1)],
    customers: [
      { ...steadyCustomer, ordersPerDay: known(9), phases: always({ terms: { net: 0, every: 1 }, writeOffAge: 30 }) },
    ],
  }

  function workBalance(minutesADay: number, replicate: number) {
    const plan = withCalls(company, minutesADay, 6)
    const { asked, worked, lapsed, waiting } = contactsOf(plan, replicate)
    const { values } = runPlan(plan, replicate, 1)
    const calls = everyDay(60).reduce((sum, _, day) => sum + values[day * factCount + factColumn.calls]!, 0)
    return { asked, lapsed, waiting, calls, missing: asked - worked - waiting - lapsed, uncounted: worked - calls }
  }
  const replicates = [0, 1, 2, 3, 4]
  const balances = (minutesADay: number) => replicates.map((replicate) => workBalance(minutesADay, replicate))

  test.each([0, 35, 70, 110, 1000])(
    'is conserved with %d minutes a day: asked = worked + waiting + lapsed',
    (minutesADay) => {
      for (const { missing, uncounted, asked } of balances(minutesADay)) {
        expect([missing, uncounted]).toEqual([0, 0])
        expect(asked).toBeGreaterThan(500)
      }
    },
  )

  test('goes every way there is: some is worked, some lapses, some waits', () => {
    for (const { calls, lapsed, waiting } of balances(35)) {
      expect(Math.min(calls, lapsed, waiting)).toBeGreaterThan(10)
    }
  })

  test('teeth: a queue that drops one contact in ten is found out in every replicate', () => {
    // What is dropped and lapses afterwards is not missed; of some hundred that wait some ten are.
    dropOneIn(10)
    for (const { missing } of balances(35)) expect(missing).toBeGreaterThan(0)
  })
})
