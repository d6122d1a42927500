import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ReplicateParameters } from '../../src/engine/replicate-parameters.js'
import { factCount } from '../../src/facts/columns.js'
import { withCustomers, withLever, withoutLevers, withPolicies, withSegments } from './change-company.js'
import { bytesOf, factsOf, seriesOf } from './fact-series.js'
import type { PlainCompany, PlainPolicy } from './plain-company.js'
import { planOf } from './plan-of.js'
import { independentCompany } from './random-company.js'
import { sampleCompany } from './sample-company.js'
import { known } from './steady-company.js'

const replicates = 8

describe('keyed randomness', () => {
  /** Every customer of the sample company as a group of its own. */
  const byCustomer = (company: PlainCompany): PlainCompany => ({
    ...company,
    groups: company.customers.length + 1,
    customers: company.customers.map((customer, row) => ({ ...customer, group: row + 1 })),
    opening: company.opening.map((invoice) => ({ ...invoice, group: invoice.customer + 1 })),
    paidAhead: [],
    unappliedCash: new Array<number>(company.customers.length + 1).fill(0),
  })
  const few = byCustomer(sampleCompany)
  /** The facts of a group in every replicate. */
  const ofGroup = (company: PlainCompany, values: Float64Array, group: number) => {
    const width = company.monthEnds.length * factCount
    return Array.from({ length: replicates }, (_, replicate) => {
      const start = (replicate * company.groups + group) * width
      return [...values.subarray(start, start + width)]
    })
  }

  it('another customer, put before all others, leaves every invoice of theirs unchanged', () => {
    // Its segment has no newcomers: who they are like is drawn from the members, the new one included.
    const added = { ...sampleCompany.customers[0]!, key: 4_000_000_000, segment: 1, ordersPerDay: known(2) }
    const more = byCustomer({
      ...sampleCompany,
      customers: [added, ...sampleCompany.customers],
      opening: [
        { ...sampleCompany.opening[0]!, key: 99, customer: 0 },
        ...sampleCompany.opening.map((invoice) => ({ ...invoice, customer: invoice.customer + 1 })),
      ],
    })
    const [old, own] = [factsOf(few), factsOf(more)]
    for (let customer = 1; customer <= few.customers.length; customer++) {
      expect(ofGroup(more, own, customer + 1)).toEqual(ofGroup(few, old, customer))
    }
    expect(
      ofGroup(more, own, 1)
        .flat()
        .some((value) => value > 0),
    ).toBe(true)
  })

  it('teeth: a customer with another key has other luck', () => {
    const rekeyed = withCustomers(few, ({ key }) => ({ key: key === few.customers[0]!.key ? key + 1 : key }))
    const [old, own] = [factsOf(few), factsOf(rekeyed)]
    expect(ofGroup(few, own, 1)).not.toEqual(ofGroup(few, old, 1))
    expect(ofGroup(few, own, 2)).toEqual(ofGroup(few, old, 2))
  })

  it('a customer whose orders are all disputed still orders the same amounts on the same days', () => {
    const disputing = withPolicies(
      withSegments(few, () => ({ disputes: known(1), conceded: known(1), creditedShare: 1 })),
      () => ({ accuracy: null, disputeFactor: 1 }),
    )
    for (const fact of ['credit_sales', 'invoices'] as const) {
      expect(seriesOf(few, factsOf(disputing), fact)).toEqual(seriesOf(few, factsOf(few), fact))
    }
  })

  it('a longer horizon begins with the shorter one', () => {
    const { monthEnds, orders } = sampleCompany
    const shorter = {
      ...sampleCompany,
      monthEnds: monthEnds.slice(0, 2),
      orders: { ...orders, months: orders.months.slice(0, 2) },
    }
    const long = seriesOf(sampleCompany, factsOf(sampleCompany), 'receivables')
    const short = seriesOf(shorter, factsOf(shorter), 'receivables')
    expect(short).toEqual(long.map((values) => values.slice(0, 2)))
  })

  it('a mechanism that is switched off leaves the orders of all others as they were', () => {
    const off: Record<string, PlainCompany> = {
      disputes: withSegments(few, () => ({ disputes: known(0), disputeDays: known(0), conceded: known(0) })),
      parts: withSegments(few, () => ({ partial: known(0) })),
      hazards: withSegments(few, () => ({ pieces: [{ from: 0, ...known(0.5) }] })),
      hurdles: withSegments(few, () => ({ hurdle: { logMedian: 9, logDeviation: 0 } })),
      economy: { ...few, economy: { ...few.economy, paymentLoading: 0 } },
      recoveries: { ...few, recovery: { share: known(0), days: known(0) } },
      'pay days': withCustomers(few, () => ({ payCalendar: null })),
      margins: withCustomers(few, () => ({ marginRate: 0 })),
      discounts: withPolicies(few, () => ({ discount: null })),
      deposits: withPolicies(few, () => ({ deposit: 0 })),
      collections: withPolicies(few, () => ({ levers: [] })),
      terms: withPolicies(few, () => ({ terms: { net: 10, every: 1 }, passThrough: 1, deliveryDaysSaved: 0 })),
      'write-offs': withPolicies(few, () => ({ writeOffAge: 10 })),
      accuracy: withPolicies(few, () => ({ accuracy: null, disputeFactor: 1, disputeDaysFactor: 1 })),
      'adverse selection': withPolicies(few, () => ({ adverseSelection: 1 })),
    }
    const orders = (company: PlainCompany) => {
      const values = factsOf(company)
      return [seriesOf(company, values, 'credit_sales'), seriesOf(company, values, 'invoices')]
    }
    for (const [name, without] of Object.entries(off)) expect(orders(without), name).toEqual(orders(few))
    // Teeth: who defaults stops ordering.
    expect(orders({ ...few, ordersStopAfterDefault: 1000 })).not.toEqual(orders(few))
  })
})

describe('common random numbers', () => {
  /** What a lever may change without a change of orders, deliveries and disputes. */
  const withOrdersAsTheyWere = (company: PlainCompany) =>
    withCustomers(company, ({ phases }) => {
      const { orderLift, billingLag, accuracy, disputeFactor, deposit, admitsNew } = phases[0]!.policy
      const kept = { orderLift, billingLag, accuracy, disputeFactor, deposit, admitsNew } satisfies Partial<PlainPolicy>
      return { phases: phases.map(({ from, policy }) => ({ from, policy: { ...policy, ...kept } })) }
    })

  it('let a lever change no parameter, no month and no order, on random companies', () => {
    let withLevers = 0
    fc.assert(
      fc.property(independentCompany, (any) => {
        const company = withOrdersAsTheyWere(any)
        const baseline = withoutLevers(company)
        const [own, base] = [company, baseline].map((each) => new ReplicateParameters(planOf(each)))
        for (const replicate of [0, 1]) {
          own!.draw(replicate)
          base!.draw(replicate)
          expect({ ...own, plan: null, responses: null }).toEqual({ ...base, plan: null, responses: null })
          expect(responsesOf(own!)).toEqual({ ...responsesOf(own!), ...responsesOf(base!) })
        }
        const [levers, none] = [factsOf(company, 2), factsOf(baseline, 2)]
        for (const fact of ['credit_sales', 'invoices', 'disputes_opened', 'disputed_value'] as const) {
          expect(seriesOf(company, levers, fact)).toEqual(seriesOf(company, none, fact))
        }
        if (!bytesOf(levers).equals(bytesOf(none))) withLevers++
      }),
      { seed: 6, numRuns: 200 },
    )
    // They did change something.
    expect(withLevers).toBeGreaterThan(50)
  })

  it('make the difference between two policies at least ten times less uncertain than independent luck would', () => {
    const count = 300
    const last = sampleCompany.monthEnds.length - 1
    const closing = (company: PlainCompany) =>
      seriesOf(company, factsOf(company, count), 'receivables')
        .filter((_, row) => row % company.groups === 0)
        .map((months) => months[last]!)
    const policy = withLever(sampleCompany, 1, ({ levers }) => ({ levers: [...levers, { from: -1000, factor: 1.15 }] }))
    const baseline = closing(sampleCompany)
    const varianceAgainst = (own: readonly number[]) => {
      const differences = own.map((value, replicate) => value - baseline[replicate]!)
      const mean = differences.reduce((sum, value) => sum + value, 0) / count
      return differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1)
    }
    const independent = varianceAgainst(closing({ ...policy, keyLow: policy.keyLow + 1 }))
    // Either variance is known to 8 % (√(2 ÷ 299)), so that a ratio of 20 is not measured below 10 by luck.
    expect(independent / varianceAgainst(closing(policy))).toBeGreaterThan(10)
    // Teeth: luck that is keyed by anything else, here by another seed, gains nothing.
    const other = varianceAgainst(closing({ ...policy, keyLow: policy.keyLow + 2 }))
    expect(independent / other).toBeLessThan(2)
  })
})

/** The responses of a replicate by what they are: their keys and their quantiles. */
function responsesOf({ plan, responses }: ReplicateParameters): Record<string, number> {
  const { key, quantiles } = plan.responses
  const width = quantiles.length / key.length
  return Object.fromEntries(
    [...responses].map((value, row) => [`${key[row]}: ${quantiles.subarray(row * width, (row + 1) * width)}`, value]),
  )
}
