import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CalendarQueue } from '../../src/engine/calendar-queue.js'

const lastDay = 40

/** Each invoice's first day, and how many days later it comes again (0 the same day); the day of its next events. */
const script = fc.array(
  fc.record({ first: fc.integer({ min: 0, max: lastDay + 5 }), steps: fc.array(fc.integer({ min: 0, max: 20 })) }),
  { maxLength: 60 },
)

describe('CalendarQueue', () => {
  it('hands out what a map of stacks would, also when invoices come back on the day being worked', () => {
    fc.assert(
      fc.property(fc.array(script, { minLength: 1, maxLength: 3 }), (rounds) => {
        const queue = new CalendarQueue(lastDay)
        // One queue for several rounds: what one replicate leaves behind must not reach the next.
        for (const invoices of rounds) {
          const stacks = new Map<number, number[]>()
          const stackOf = (day: number) => {
            const stack = stacks.get(day) ?? []
            stacks.set(day, stack)
            return stack
          }
          queue.reset(invoices.length)
          const put = (invoice: number, day: number) => {
            queue.schedule(invoice, day)
            if (day <= lastDay) stackOf(day).push(invoice)
          }
          invoices.forEach(({ first }, invoice) => {
            put(invoice, first)
          })
          const left = invoices.map(({ steps }) => [...steps])
          const stopDay = invoices.length % 3 === 0 ? lastDay / 2 : lastDay
          for (let day = 0; day <= stopDay; day++) {
            for (let invoice = queue.take(day); invoice >= 0; invoice = queue.take(day)) {
              expect(invoice).toBe(stackOf(day).pop())
              const step = left[invoice]!.shift()
              if (step !== undefined) put(invoice, day + step)
            }
            expect(stackOf(day)).toEqual([])
          }
        }
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('forgets events beyond its last day and keeps those on it', () => {
    const queue = new CalendarQueue(10)
    queue.reset(2)
    queue.schedule(0, 11)
    queue.schedule(1, 10)
    expect([queue.take(10), queue.take(10)]).toEqual([1, -1])
  })

  it('holds more invoices than it began with room for', () => {
    const queue = new CalendarQueue(3)
    queue.reset(5000)
    for (let invoice = 0; invoice < 5000; invoice++) queue.schedule(invoice, 2)
    const taken = Array.from({ length: 5000 }, () => queue.take(2))
    expect(new Set(taken).size).toBe(5000)
    expect(queue.take(2)).toBe(-1)
  })
})
