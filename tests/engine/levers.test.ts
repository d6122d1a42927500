import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ReplicateParameters } from '../../src/engine/draw-parameters.js'
import { never } from '../../src/engine/plan.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { type FactName, factColumn, factCount } from '../../src/facts/columns.js'
import type { PlainCompany, PlainCustomer } from './plain-company.js'
import { planOf } from './plan-of.js'
import { randomCompany } from './random-company.js'
import { sampleCompany } from './sample-company.js'
import { everyDay, known, steadyEconomy } from './steady-company.js'

const replicates = 8
const run = (company: PlainCompany, count = replicates) => runPlan(planOf(company), 0, count).values
const bytes = (values: Float64Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)

/** One fact by replicate and group, as a list over months. */
function series(company: PlainCompany, values: Float64Array, fact: FactName): number[][] {
  const months = company.monthEnds.length
  return Array.from({ length: values.length / factCount / months }, (_, row) =>
    Array.from({ length: months }, (_, month) => values[(row * months + month) * factCount + factColumn[fact]]!),
  )
}

/** The company with no levers, as its baseline. */
const baselineOf = (company: PlainCompany): PlainCompany => ({ ...company, leversFrom: never })

/** The company with collection levers alone: from a day on every customer's hazards are multiplied. */
function withMultiplier(company: PlainCompany, factor: number, leversFrom: number): PlainCompany {
  return {
    ...company,
    leversFrom,
    writeOffAgeAfter: company.writeOffAgeBefore,
    leverSets: [[], [{ from: -1000, factor }]],
    customers: company.customers.map((customer) => ({
      ...customer,
      netDaysAfter: customer.netDaysBefore,
      clockShiftAfter: 0,
      leverSet: 1,
    })),
  }
}

/** The company with its customers changed. */
function withCustomers(company: PlainCompany, change: (own: PlainCustomer) => Partial<PlainCustomer>): PlainCompany {
  return { ...company, customers: company.customers.map((own) => ({ ...own, ...change(own) })) }
}

const fromDay = fc.integer({ min: 1, max: 90 })

describe('hazard multipliers', () => {
  it('of 1 give the baseline bit for bit, from whatever day they act', () => {
    fc.assert(
      fc.property(randomCompany, fromDay, (company, leversFrom) => {
        const same = withMultiplier(company, 1, leversFrom)
        expect(bytes(run(same, 2)).equals(bytes(run(baselineOf(company), 2)))).toBe(true)
      }),
      { seed: 1, numRuns: 100 },
    )
  })

  // But for discounts, which go by the calendar and not by the hazard, and for what waits for a pay day.
  it('of 0 mean that nobody decides to pay from the day they act, and everybody as before until then', () => {
    fc.assert(
      fc.property(randomCompany, fc.integer({ min: 0, max: 4 }), (any, month) => {
        const company = withCustomers(any, () => ({ discount: null, payCalendar: null }))
        const lastMonth = Math.min(month, company.monthEnds.length - 1)
        const leversFrom = company.monthEnds[lastMonth]! + 1
        const nobody = series(company, run(withMultiplier(company, 0, leversFrom), 2), 'cash_collected')
        const everybody = series(company, run(baselineOf(company), 2), 'cash_collected')
        expect(nobody).toEqual(everybody.map((cash) => cash.map((own, index) => (index <= lastMonth ? own : 0))))
      }),
      { seed: 2, numRuns: 100 },
    )
    const nobody = withMultiplier(sampleCompany, 0, 1)
    const noDiscount = withCustomers(nobody, () => ({ discount: null }))
    expect(series(sampleCompany, run(noDiscount), 'cash_collected').flat()).toEqual(new Array(8 * 3 * 4).fill(0))
    // What is paid then is discounted, all of it.
    const [cash, discounts] = (['cash_collected', 'discounts_taken'] as const).map((fact) =>
      series(sampleCompany, run(nobody), fact).flat(),
    )
    expect(Math.max(...cash!)).toBeGreaterThan(0)
    cash!.forEach((own, cell) => {
      expect(Math.abs(discounts![cell]! - (own + discounts![cell]!) * 0.02)).toBeLessThan(100)
    })
  })

  it('above 1 never lower the cash collected by the end of any month, in any replicate and group', () => {
    let higher = 0
    const factor = fc.integer({ min: 100, max: 500 }).map((n) => n / 100)
    fc.assert(
      fc.property(randomCompany, factor, fromDay, (company, by, leversFrom) => {
        const cumulative = (values: Float64Array) =>
          series(company, values, 'cash_collected').map((cash) => {
            let sum = 0
            return cash.map((own) => (sum += own))
          })
        const less = cumulative(run(baselineOf(company), 3)).flat()
        const more = cumulative(run(withMultiplier(company, by, leversFrom), 3)).flat()
        more.forEach((cash, index) => {
          expect(cash).toBeGreaterThanOrEqual(less[index]!)
          if (cash > less[index]!) higher++
        })
      }),
      { seed: 3, numRuns: 150 },
    )
    // The levers did act.
    expect(higher).toBeGreaterThan(500)
  })

  it('above 1 never raise the write-offs of any month: each write-off keeps its day or is avoided', () => {
    fc.assert(
      fc.property(randomCompany, fromDay, (company, leversFrom) => {
        const before = series(company, run(baselineOf(company), 3), 'write_offs').flat()
        const after = series(company, run(withMultiplier(company, 1.5, leversFrom), 3), 'write_offs').flat()
        after.forEach((own, index) => {
          expect(own).toBeLessThanOrEqual(before[index]!)
        })
      }),
      { seed: 4, numRuns: 100 },
    )
  })
})

describe('without levers', () => {
  it('everything called …After has no effect at all', () => {
    fc.assert(
      fc.property(randomCompany, (company) => {
        const bare = baselineOf({
          ...company,
          writeOffAgeAfter: company.writeOffAgeBefore,
          customers: company.customers.map((customer) => ({
            ...customer,
            netDaysAfter: customer.netDaysBefore,
            clockShiftAfter: 0,
            leverSet: 0,
          })),
        })
        expect(bytes(run(baselineOf(company), 2)).equals(bytes(run(bare, 2)))).toBe(true)
      }),
      { seed: 5, numRuns: 100 },
    )
  })

  it('levers that begin after the horizon change nothing', () => {
    const horizon = sampleCompany.monthEnds[sampleCompany.monthEnds.length - 1]!
    const late = run({ ...sampleCompany, leversFrom: horizon + 1 })
    expect(bytes(late).equals(bytes(run(baselineOf(sampleCompany))))).toBe(true)
    const onTheLastDay = run({ ...sampleCompany, leversFrom: horizon })
    expect(bytes(onTheLastDay).equals(bytes(late))).toBe(false)
  })
})

describe('a change of terms', () => {
  const days = 200
  /**
   * Facts by day; no disputes and no write-offs before the horizon; nobody pays before the invoice is there; and a day is
   * like any other for who pays, so that a payment can move by whole days.
   */
  const before: PlainCompany = withCustomers(
    {
      ...sampleCompany,
      monthEnds: everyDay(days),
      leversFrom: never,
      writeOffAgeBefore: 1000,
      writeOffAgeAfter: 1000,
      opening: [],
      segments: sampleCompany.segments.map((segment) => ({
        ...segment,
        disputes: known(0),
        defaultsPerDay: known(0),
      })),
      economy: steadyEconomy,
      orders: {
        ...sampleCompany.orders,
        months: Array.from({ length: days }, (_, day) => ({
          logFactor: day / 500,
          calendarMonth: day % 12,
          yearsAhead: 0,
        })),
      },
    },
    () => ({
      netDaysBefore: 30,
      netDaysAfter: 30,
      clockShiftAfter: 0,
      leverSet: 0,
      defaulted: 0,
      payCalendar: null,
      discount: null,
    }),
  )
  const change = 15
  const withPassThrough = (shift: number): PlainCompany =>
    withCustomers({ ...before, leversFrom: 1 }, ({ netDaysBefore }) => ({
      netDaysAfter: netDaysBefore + change,
      clockShiftAfter: shift,
    }))
  const today = run(before)

  it('that nobody follows leaves every payment on its day, and only due dates move', () => {
    const values = run(withPassThrough(0))
    const changed: FactName[] = []
    for (const fact of Object.keys(factColumn) as FactName[]) {
      const [old, own] = [series(before, today, fact), series(before, values, fact)]
      if (JSON.stringify(old) !== JSON.stringify(own)) changed.push(fact)
    }
    // All that is measured against the due date, and nothing else.
    expect(changed.sort()).toEqual(
      [
        'collected_of_due_value',
        'collected_on_due_value',
        'current_receivables',
        'fell_due_value',
        'late_days_weight',
        'past_due_1_30',
        'past_due_31_60',
        'past_due_61_90',
        'past_due_91_120',
        'past_due_invoices',
        'past_due_over_120',
        'settled_early_count',
        'settled_early_value',
        'settled_late_count',
        'settled_late_value',
        'settled_on_time_count',
        'settled_on_time_value',
        'signed_late_days_weight',
        'terms_sales_weight',
        'terms_weight',
      ].sort(),
    )
  })

  it('that everybody follows moves every payment by exactly the change, with the same amounts and the same lateness', () => {
    const values = run(withPassThrough(change))
    for (const fact of ['cash_collected', 'settled_count', 'settled_late_value', 'late_days_weight'] as const) {
      const [old, own] = [series(before, today, fact), series(before, values, fact)]
      old.forEach((daily, row) => {
        expect(own[row]).toEqual([...new Array<number>(change).fill(0), ...daily.slice(0, days - change)])
      })
    }
    for (const fact of ['credit_sales', 'invoices'] as const) {
      expect(series(before, values, fact)).toEqual(series(before, today, fact))
    }
    const cash = series(before, today, 'cash_collected').flat()
    expect(cash.filter((value) => value > 0).length).toBeGreaterThan(1000)
  })

  it('that is followed by 6 of 15 days moves payments by 6', () => {
    const [old, own] = [today, run(withPassThrough(6))].map((values) => series(before, values, 'cash_collected'))
    old!.forEach((daily, row) => {
      expect(own![row]).toEqual([...new Array<number>(6).fill(0), ...daily.slice(0, days - 6)])
    })
  })

  it('does not touch invoices that were there before it', () => {
    const opening = sampleCompany.opening.filter((invoice) => !invoice.disputed)
    const onlyOld = (company: PlainCompany) =>
      withCustomers({ ...company, opening }, () => ({ ordersPerDay: known(0) }))
    const old = run(onlyOld(before))
    expect(bytes(run(onlyOld(withPassThrough(change)))).equals(bytes(old))).toBe(true)
    expect(
      series(before, old, 'cash_collected')
        .flat()
        .some((cash) => cash > 0),
    ).toBe(true)
  })
})

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
    const [old, own] = [run(few), run(more)]
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
    const [old, own] = [run(few), run(rekeyed)]
    expect(ofGroup(few, own, 1)).not.toEqual(ofGroup(few, old, 1))
    expect(ofGroup(few, own, 2)).toEqual(ofGroup(few, old, 2))
  })

  it('a customer whose orders are all disputed still orders the same amounts on the same days', () => {
    const disputing = {
      ...few,
      segments: few.segments.map((segment) => ({
        ...segment,
        disputes: known(1),
        conceded: known(1),
        creditedShare: 1,
      })),
    }
    for (const fact of ['credit_sales', 'invoices'] as const) {
      expect(series(few, run(disputing), fact)).toEqual(series(few, run(few), fact))
    }
  })

  it('a longer horizon begins with the shorter one', () => {
    const { monthEnds, orders } = sampleCompany
    const shorter = {
      ...sampleCompany,
      monthEnds: monthEnds.slice(0, 2),
      orders: { ...orders, months: orders.months.slice(0, 2) },
    }
    const [long, short] = [series(sampleCompany, run(sampleCompany), 'receivables'), run(shorter)]
    expect(series(shorter, short, 'receivables')).toEqual(long.map((values) => values.slice(0, 2)))
  })

  it('a mechanism that is switched off leaves the orders of all others as they were', () => {
    const off: Record<string, Partial<PlainCompany['segments'][number]>> = {
      disputes: { disputes: known(0), disputeDays: known(0), conceded: known(0) },
      parts: { partial: known(0) },
      hazards: { pieces: [{ from: 0, ...known(0.5) }] },
    }
    const orders = (company: PlainCompany) => {
      const values = run(company)
      return [series(company, values, 'credit_sales'), series(company, values, 'invoices')]
    }
    for (const [name, segment] of Object.entries(off)) {
      const without = { ...few, segments: few.segments.map((own) => ({ ...own, ...segment })) }
      expect(orders(without), name).toEqual(orders(few))
    }
    expect(orders({ ...few, economy: { ...few.economy, paymentLoading: 0 } })).toEqual(orders(few))
    expect(orders(withCustomers(few, () => ({ discount: null, payCalendar: null })))).toEqual(orders(few))
    // Teeth: who defaults stops ordering.
    expect(orders({ ...few, ordersStopAfterDefault: 1000 })).not.toEqual(orders(few))
  })
})

describe('common random numbers', () => {
  it('let a lever change no parameter, no month and no order, on random companies', () => {
    fc.assert(
      fc.property(randomCompany, fromDay, (company, leversFrom) => {
        const [plan, baseline] = [planOf({ ...company, leversFrom }), planOf(baselineOf(company))]
        const [own, base] = [new ReplicateParameters(plan), new ReplicateParameters(baseline)]
        for (const replicate of [0, 1]) {
          own.draw(replicate)
          base.draw(replicate)
          expect({ ...own, plan: null }).toEqual({ ...base, plan: null })
        }
        const [levers, none] = [run({ ...company, leversFrom }, 2), run(baselineOf(company), 2)]
        for (const fact of ['credit_sales', 'invoices', 'disputes_opened', 'disputed_value'] as const) {
          expect(series(company, levers, fact)).toEqual(series(company, none, fact))
        }
      }),
      { seed: 6, numRuns: 150 },
    )
  })

  it('make the difference between two policies at least ten times less uncertain than independent luck would', () => {
    const count = 300
    const last = sampleCompany.monthEnds.length - 1
    const closing = (company: PlainCompany) =>
      series(company, run(company, count), 'receivables')
        .filter((_, row) => row % company.groups === 0)
        .map((months) => months[last]!)
    const policy = withMultiplier(sampleCompany, 1.15, 1)
    const baseline = closing(baselineOf(sampleCompany))
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
