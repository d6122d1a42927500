import { describe, expect, it } from 'vitest'
import { amountsOf, type DrawnInvoice, dayOf, drawnInvoices } from './drawn-invoices.js'
import type { PlainCompany, PlainPolicy } from './plain-company.js'
import { falseAlarmRate, pearsonPValue, poissonPValue, twoSidedNormalTail } from './statistics.js'
import { always, between, known, steadyCompany, steadyCustomer, steadyPolicy, steadySegment } from './steady-company.js'

const [perDay, horizon, from, replicates] = [20, 60, 11, 30]

/** One customer of many orders, under a lever from day 11 on. */
const underLever = (policy: Partial<PlainPolicy>, segment = steadySegment(0.05, -100)): PlainCompany => ({
  ...steadyCompany([30, horizon]),
  segments: [segment],
  customers: [
    {
      ...steadyCustomer,
      ordersPerDay: known(perDay),
      logAmountMean: 20,
      logAmountDeviation: 1,
      phases: [...always(), { from, policy: { ...steadyPolicy, ...policy } }],
    },
  ],
})
const drawn = (policy: Partial<PlainPolicy>, segment?: PlainCompany['segments'][number]) =>
  drawnInvoices(underLever(policy, segment), replicates).flatMap((invoices, replicate) =>
    invoices.map((invoice) => ({ ...invoice, replicate })),
  )
type Drawn = DrawnInvoice & { readonly replicate: number }
/** Amounts are so many and so great that no two invoices of a replicate have the same. */
const nameOf = ({ replicate, issued, amount }: Drawn) => `${replicate} ${issued} ${amount}`
const namesOf = (invoices: readonly Drawn[]) => new Set(invoices.map(nameOf))
/** Invoices with all that happens to them. */
const storiesOf = (invoices: readonly Drawn[]) => new Set(invoices.map((invoice) => JSON.stringify(invoice)))
const isPartOf = (part: ReadonlySet<string>, whole: ReadonlySet<string>) => [...part].every((name) => whole.has(name))
const isUnderLever = ({ issued }: DrawnInvoice) => issued >= from
const binomialPValue = (count: number, of: number, probability: number) =>
  twoSidedNormalTail((count - of * probability) / Math.sqrt(of * probability * (1 - probability)))

const own = drawn({})
const names = namesOf(own)

// Each p-value is asked to be at least 1e-6: 9 of them, so a right engine fails any in one of 110,000 seeds.
describe('a lever that takes orders away', () => {
  it('takes the share that it says, from its day on, and leaves all others as they were', () => {
    const kept = drawn({ orderLift: -0.3 })
    expect(isPartOf(namesOf(kept), names)).toBe(true)
    const earlier = (list: readonly Drawn[]) => list.filter((invoice) => !isUnderLever(invoice)).map(nameOf)
    expect(earlier(kept)).toEqual(earlier(own))
    const [count, of] = [kept.filter(isUnderLever).length, own.filter(isUnderLever).length]
    expect(binomialPValue(count, of, 0.7)).toBeGreaterThan(falseAlarmRate)
    expect(binomialPValue(count, of, 0.72)).toBeLessThan(falseAlarmRate)
  })

  it('that takes more takes those too that one takes which takes less; of all, nothing is left', () => {
    const [less, more] = [namesOf(drawn({ orderLift: -0.2 })), namesOf(drawn({ orderLift: -0.5 }))]
    expect(isPartOf(more, less)).toBe(true)
    expect(more.size).toBeLessThan(less.size)
    expect(drawn({ orderLift: -1 }).some(isUnderLever)).toBe(false)
  })

  it('leaves what is kept with the luck that it had', () => {
    expect(isPartOf(storiesOf(drawn({ orderLift: -0.3 })), storiesOf(own))).toBe(true)
  })
})

describe('a lever that brings orders', () => {
  const added = (policy: Partial<PlainPolicy>, segment?: PlainCompany['segments'][number]) =>
    drawn(policy, segment).filter((invoice) => !names.has(nameOf(invoice)))

  it('leaves the customer’s own as they were', () => {
    expect(isPartOf(storiesOf(own), storiesOf(drawn({ orderLift: 0.4 })))).toBe(true)
  })

  it('brings as many as it says on each day from its own on: a Poisson process', () => {
    const more = added({ orderLift: 0.4 })
    const byDay = Array.from({ length: horizon }, (_, day) => more.filter(({ issued }) => issued === day + 1).length)
    expect(byDay.slice(0, from - 1)).toEqual(new Array(from - 1).fill(0))
    const days = byDay.slice(from - 1)
    const pValue = (lift: number) => pearsonPValue(days, new Array(days.length).fill(perDay * lift * replicates))
    expect(pValue(0.4)).toBeGreaterThan(falseAlarmRate)
    expect(pValue(0.45)).toBeLessThan(falseAlarmRate)
    expect(poissonPValue(more.length, perDay * 0.4 * replicates * days.length)).toBeGreaterThan(falseAlarmRate)
  })

  it('brings fewer in a phase that lifts less, of the same ones', () => {
    const company = underLever({ orderLift: 0.5 })
    const phases = [...company.customers[0]!.phases, { from: 31, policy: { ...steadyPolicy, orderLift: 0.2 } }]
    const customers = company.customers.map((customer) => ({ ...customer, phases }))
    const later = (all: readonly Drawn[]) =>
      all.filter((invoice) => !names.has(nameOf(invoice)) && invoice.issued >= 31)
    const inTwoSteps = drawnInvoices({ ...company, customers }, replicates).flatMap((invoices, replicate) =>
      invoices.map((invoice) => ({ ...invoice, replicate })),
    )
    const [most, fewer] = [later(drawn({ orderLift: 0.5 })), later(inTwoSteps)]
    expect(isPartOf(namesOf(fewer), namesOf(most))).toBe(true)
    expect(binomialPValue(fewer.length, most.length, 0.4)).toBeGreaterThan(falseAlarmRate)
    expect(binomialPValue(fewer.length, most.length, 0.45)).toBeLessThan(falseAlarmRate)
  })

  it('that is not sure brings as many as each replicate believes, all its days alike', () => {
    const more = added({ orderLift: between(9, 0, 1) })
    const perReplicate = Array.from({ length: replicates }, (_, replicate) => {
      const days = more.filter((invoice) => invoice.replicate === replicate).map(({ issued }) => issued)
      return [days.filter((day) => day <= 35).length, days.filter((day) => day > 35).length]
    })
    // The halves of a replicate agree within their Poisson noise: chi-square with a degree of freedom each.
    const differences = perReplicate.flatMap(([one, other]) => (one! + other! < 20 ? [] : [[one!, other!]]))
    const statistic = differences.reduce((sum, [one, other]) => sum + (one! - other!) ** 2 / (one! + other!), 0)
    const deviation = Math.sqrt(2 * differences.length)
    expect(twoSidedNormalTail((statistic - differences.length) / deviation)).toBeGreaterThan(falseAlarmRate)
    // Between nothing and once as many again, they differ from each other by far more than that.
    const totals = perReplicate.map(([one, other]) => one! + other!)
    expect(Math.min(...totals)).toBeLessThan(200)
    expect(Math.max(...totals)).toBeGreaterThan(800)
  })

  it('brings customers who pay more slowly by its adverse selection', () => {
    const [hazard, slowness] = [0.05, 2.5]
    const certainly = steadySegment(hazard, -100)
    const early = added({ orderLift: 1, adverseSelection: slowness }, certainly).filter(({ issued }) => issued <= 40)
    // Unpaid after k days with probability (1 − h)^(k ÷ slowness); seen for 20 days each.
    const days = 20
    const counts = new Array<number>(days + 1).fill(0)
    for (const invoice of early) counts[Math.min(days, dayOf(invoice, 'paid') - invoice.issued)]! += 1
    const unpaid = (day: number, own: number) => (1 - hazard) ** (day / own)
    const pValue = (own: number) =>
      pearsonPValue(
        counts,
        counts.map((_, day) => early.length * (unpaid(day, own) - (day < days ? unpaid(day + 1, own) : 0))),
      )
    expect(pValue(slowness)).toBeGreaterThan(falseAlarmRate)
    expect(pValue(slowness * 0.9)).toBeLessThan(falseAlarmRate)
  })
})

describe('accuracy', () => {
  const disputing = { ...steadySegment(0.05, -100), disputes: known(0.3), disputeDays: known(5) }
  const disputed = (policy: Partial<PlainPolicy>) =>
    drawn(policy, disputing).filter((invoice) => isUnderLever(invoice) && amountsOf(invoice, 'disputed').length > 0)
  const of = own.filter(isUnderLever).length

  it('that is stated is the share of invoices without a dispute, whatever the segment’s', () => {
    const count = disputed({ accuracy: 0.9, disputeFactor: 0 }).length
    expect(binomialPValue(count, of, 0.1)).toBeGreaterThan(falseAlarmRate)
    expect(binomialPValue(count, of, 0.115)).toBeLessThan(falseAlarmRate)
    expect(disputed({ accuracy: 1 })).toEqual([])
    expect(disputed({ accuracy: 0 }).length).toBe(of)
  })

  it('that is not stated is the segment’s, times the factor of the lever', () => {
    expect(binomialPValue(disputed({}).length, of, 0.3)).toBeGreaterThan(falseAlarmRate)
    expect(binomialPValue(disputed({ disputeFactor: 0.5 }).length, of, 0.15)).toBeGreaterThan(falseAlarmRate)
    expect(binomialPValue(disputed({ disputeFactor: 0.5 }).length, of, 0.165)).toBeLessThan(falseAlarmRate)
    expect(disputed({ disputeFactor: 9 }).length).toBe(of)
  })

  it('that is greater leaves a part of the same disputes', () => {
    const [more, fewer] = [namesOf(disputed({ accuracy: 0.7 })), namesOf(disputed({ accuracy: 0.9 }))]
    expect(isPartOf(fewer, more)).toBe(true)
    // At the segment's own share they are the segment's disputes.
    expect(more).toEqual(namesOf(disputed({})))
  })
})
