import { describe, expect, it } from 'vitest'
import { dailyCompany, factByDay, nobodyPays, openInvoice } from './by-day.js'
import type { PlainCustomer, PlainPolicy } from './plain-company.js'
import { always, known, steadyPolicy } from './steady-company.js'

describe('a write-off age that changes', () => {
  const changing = (from: number, before: number, after: number) => [
    ...always({ writeOffAge: before }),
    { from, policy: { ...steadyPolicy, writeOffAge: after } },
  ]
  const writtenOff = (due: number, phases: PlainCustomer['phases']) =>
    factByDay(dailyCompany(nobodyPays, [{ ...openInvoice, due }], {}, { phases }), 'write_offs')

  it('writes off on its first day what is older by then, and the others when they are old enough', () => {
    expect(writtenOff(-15, changing(10, 100, 20))).toEqual({ 10: 1000 })
    expect(writtenOff(-10, changing(10, 100, 20))).toEqual({ 10: 1000 })
    expect(writtenOff(-9, changing(10, 100, 20))).toEqual({ 11: 1000 })
  })

  it('lets those live longer that are not written off on the day before', () => {
    expect(writtenOff(-11, changing(10, 20, 30))).toEqual({ 9: 1000 })
    expect(writtenOff(-10, changing(10, 20, 30))).toEqual({ 20: 1000 })
  })

  it('is passed through on the way: of three ages the first that is reached counts', () => {
    const phases = [...changing(10, 20, 100), { from: 15, policy: { ...steadyPolicy, writeOffAge: 22 } }]
    // 20 days past due on day 12, when nobody asks for that any more; 22 of them on day 14.
    expect(writtenOff(-8, phases)).toEqual({ 15: 1000 })
    expect(writtenOff(-11, phases)).toEqual({ 9: 1000 })
  })
})

describe('what comes in after a write-off', () => {
  const recovering = (days: number, policy: Partial<PlainPolicy> = {}) =>
    dailyCompany(
      nobodyPays,
      [{ ...openInvoice, due: 0 }],
      { recovery: { share: known(0.25), days: known(days) } },
      { phases: always({ writeOffAge: 5, ...policy }) },
    )

  it('is a share of it, on the next day at the earliest, and touches nothing else', () => {
    const own = recovering(0)
    expect([factByDay(own, 'write_offs'), factByDay(own, 'recoveries')]).toEqual([{ 5: 1000 }, { 6: 250 }])
    expect([factByDay(own, 'cash_collected'), factByDay(own, 'collection_cost')]).toEqual([{}, {}])
    expect(factByDay(own, 'receivables')).toEqual({ 1: 1000, 2: 1000, 3: 1000, 4: 1000 })
  })

  it('after the horizon is not counted', () => {
    expect(factByDay(recovering(1e9), 'recoveries')).toEqual({})
  })

  it('may be more by a lever, but never more than was owed; an agency keeps its part', () => {
    expect(factByDay(recovering(0, { recoveryFactor: 2 }), 'recoveries')).toEqual({ 6: 500 })
    const all = recovering(0, { recoveryFactor: 9, agencyFee: 0.3 })
    expect([factByDay(all, 'recoveries'), factByDay(all, 'collection_cost')]).toEqual([{ 6: 1000 }, { 6: 300 }])
  })

  it('is late by a lever, too', () => {
    const daysAfter = (recoveryDaysFactor: number, replicate: number) => {
      const found = factByDay(recovering(1, { recoveryDaysFactor }), 'recoveries', replicate)
      return Number(Object.keys(found)[0]) - 5
    }
    // Days are counted when they have begun.
    for (let replicate = 0; replicate < 10; replicate++) {
      const [soon, late] = [daysAfter(1, replicate), daysAfter(3, replicate)]
      expect(late).toBeGreaterThan(3 * (soon - 1))
      expect(late).toBeLessThanOrEqual(3 * soon)
    }
  })
})
