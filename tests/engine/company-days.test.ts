import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { feedbackCustomers } from '../../src/engine/customers/feedback.js'
import { CompanyDays } from '../../src/engine/days/company-days.js'
import { WorkList } from '../../src/engine/days/work-list.js'
import { MonthTable } from '../../src/engine/month-table.js'
import type { Plan } from '../../src/engine/plan.js'
import { firstPhases } from '../../src/engine/policies/policy-phase.js'
import { ReplicateParameters } from '../../src/engine/replicate-parameters.js'
import { Tally } from '../../src/engine/tally/tally.js'
import { certain, dailyCompany, factByDay, nobodyPays, openInvoice } from './by-day.js'
import type { PlainCompany, PlainPhase, PlainPolicy } from './plain-company.js'
import { liveCompany } from './plain-days.js'
import type { PlainContactKind, PlainStep } from './plain-work.js'
import { planOf } from './plan-of.js'
import { randomCompany } from './random-company.js'
import { always, known, steadyPolicy, steadySegment } from './steady-company.js'

/** What the engine counts of orders and contacts that no fact tells, by replicate. */
function dayCounts(plan: Plan, replicates: number) {
  const table = new MonthTable(plan)
  const parameters = new ReplicateParameters(plan)
  const days = new CompanyDays(
    plan,
    parameters,
    table,
    firstPhases(plan, table.horizon),
    new Tally(plan, table),
    feedbackCustomers(plan),
  )
  return Array.from({ length: replicates }, (_, replicate) => {
    parameters.draw(replicate)
    days.run(replicate)
    return { ...days.credit.counts, ...days.desk.counts }
  })
}

const mechanisms = [
  ...['a limit', 'a hold', 'orders that wait for ever', 'steps that are repeated', 'contacts that are only sent'],
  ...['nobody', 'collectors', 'salesperson', 'oldest', 'largest', 'riskiest'],
]

/** Which of them a company uses. */
function mechanismsOf({ customers, work }: PlainCompany): Set<string> {
  const policies = customers.flatMap(({ phases }) => phases.map(({ policy }) => policy))
  const steps = policies.flatMap(({ contacts }) => contacts ?? [])
  const holds = policies.filter(({ creditLimit, holdAfter }) => creditLimit !== null || holdAfter !== null)
  const uses: Record<string, boolean> = {
    'a limit': policies.some(({ creditLimit }) => creditLimit !== null),
    'a hold': policies.some(({ holdAfter }) => holdAfter !== null),
    'orders that wait for ever': holds.some(({ lostAfter }) => lostAfter === null),
    'steps that are repeated': steps.some(({ every }) => every !== null),
    'contacts that are only sent': steps.some(({ kind }) => kind.rightParty === null),
  }
  const others = steps.length === 0 ? [] : [work.order, ...steps.map(({ kind }) => kind.doer)]
  return new Set([...Object.keys(uses).filter((name) => uses[name]), ...others])
}

describe('what is counted day by day', () => {
  it('of held orders and of contacts is what the plain engine counts, on 150 random companies', () => {
    const sums = { held: 0, lost: 0, lostValue: 0, asked: 0, worked: 0, lapsed: 0 }
    const names = Object.keys(sums) as (keyof typeof sums)[]
    const companiesWith = new Map<string, number>()
    fc.assert(
      fc.property(randomCompany, (company) => {
        const plain = Array.from({ length: 2 }, (_, replicate) => liveCompany(company, replicate))
        const expected = plain.map(({ orders, contacts }) => ({ ...orders, ...contacts }))
        expect(dayCounts(planOf(company), 2)).toEqual(expected)
        for (const counts of expected) for (const name of names) sums[name] += counts[name]
        for (const used of mechanismsOf(company)) companiesWith.set(used, (companiesWith.get(used) ?? 0) + 1)
      }),
      { seed: 6, numRuns: 150 },
    )
    for (const used of mechanisms) expect(companiesWith.get(used), used).toBeGreaterThan(10)
    for (const name of names) expect(sums[name], name).toBeGreaterThan(500)
    expect(sums.asked).toBeGreaterThan(sums.worked + sums.lapsed)
  })

  it('teeth: a limit one order lower holds others', () => {
    const limited = (creditLimit: number) =>
      dailyCompany(
        nobodyPays,
        [],
        {},
        { logAmountMean: Math.log(100), phases: always({ creditLimit }), ordersPerDay: known(1) },
      )
    const [low, high] = [700, 800].map((limit) => dayCounts(planOf(limited(limit)), 1)[0]!)
    expect(low!.held).toBe(high!.held + 1)
  })
})

const copy: PlainContactKind = {
  fact: 'invoice_copies',
  doer: 'nobody',
  minutes: 0,
  cost: 0,
  multiplier: 1,
  effectDays: 1,
  rightParty: null,
  promise: 0,
  promiseDays: 5,
  kept: 0,
}
const call: PlainContactKind = { ...copy, fact: 'calls', doer: 'collectors', minutes: 10 }
const once = (day: number, kind: PlainContactKind): PlainStep => ({ day, kind, every: null })

/** One invoice that is due on day 0. */
const dueToday = { ...openInvoice, due: 0 }
const followed = (contacts: readonly PlainStep[], collectors: readonly number[], more: Partial<PlainCompany> = {}) =>
  dailyCompany(
    nobodyPays,
    [dueToday],
    { work: { order: 'oldest', collectors, salespeople: [] }, ...more },
    { phases: always({ contacts }) },
  )
/** Time on one day alone. */
const timeOn = (day: number) => Array.from({ length: 41 }, (_, own) => (own === day ? 60 : 0))

describe('a promise', () => {
  it('ends a contact that waits for somebody: until the promised day nobody asks', () => {
    const steps = [once(1, call), once(3, { ...copy, promise: 1 })]
    const company = followed(steps, timeOn(5))
    expect(factByDay(company, 'promises')).toEqual({ 3: 1 })
    expect(factByDay(company, 'promises_due')).toEqual({ 8: 1 })
    expect(factByDay(company, 'calls')).toEqual({})
    expect(dayCounts(planOf(company), 1)).toMatchObject([{ asked: 1, worked: 0, lapsed: 1 }])
  })

  it('that is not made leaves it waiting', () => {
    expect(factByDay(followed([once(1, call), once(3, copy)], timeOn(5)), 'calls')).toEqual({ 5: 1 })
  })

  it('that is kept is paid on its day, pay day or not; of one that is not, nothing is paid before the next day', () => {
    const promising = (kept: number) =>
      dailyCompany(
        certain,
        [dueToday],
        { payDays: [[6, 13]] },
        { payCalendar: 0, phases: always({ contacts: [once(2, { ...copy, promise: 1, kept })] }) },
      )
    expect(factByDay(promising(1), 'cash_collected')).toEqual({ 7: 1000 })
    expect(factByDay(promising(0), 'cash_collected')).toEqual({ 13: 1000 })
    expect(factByDay(promising(1), 'promises_kept')).toEqual({ 7: 1 })
  })
})

describe('a contact', () => {
  it('leaves a payment as it is that is decided and waits for its pay day', () => {
    // Decided on day 1; from day 5 on nothing would be decided any more.
    const policy: PlainPolicy = { ...steadyPolicy, contacts: [once(7, copy)] }
    const phases: PlainPhase[] = [
      { from: Number.NEGATIVE_INFINITY, policy },
      { from: 5, policy: { ...policy, levers: [{ from: -1000, factor: 0 }] } },
    ]
    const company = dailyCompany(certain, [dueToday], { payDays: [[9]] }, { payCalendar: 0, phases })
    expect(factByDay(company, 'invoice_copies')).toEqual({ 7: 1 })
    expect(factByDay(company, 'cash_collected')).toEqual({ 9: 1000 })
  })

  it('of multiplier 0 keeps an invoice from being paid for its days, and one of multiplier 1 changes nothing', () => {
    const segment = steadySegment(1, 3)
    const of = (multiplier: number) =>
      dailyCompany(
        segment,
        [dueToday],
        {},
        { phases: always({ contacts: [once(2, { ...copy, multiplier, effectDays: 4 })] }) },
      )
    expect(factByDay(of(1), 'cash_collected')).toEqual({ 3: 1000 })
    expect(factByDay(of(0), 'cash_collected')).toEqual({ 7: 1000 })
  })
})

describe('of contacts that are as urgent', () => {
  it('the one with the smaller key comes first, however they came in and however great keys are', () => {
    const keys = [5, 0x7fffffff, 0x80000001, 0x90000000, 0xffffffff]
    // As they stand in the engine's signed columns.
    const signed = [...Int32Array.from(keys)]
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (invoices) => {
        const list = new WorkList()
        for (const invoice of invoices) list.add(invoice, invoice + 1, 1, signed[invoice]!)
        const taken = keys.map(() => {
          const invoice = list.topInvoice()
          list.removeTop()
          return invoice
        })
        expect(taken).toEqual([0, 1, 2, 3, 4])
      }),
      { seed: 7, numRuns: 120 },
    )
  })
})
