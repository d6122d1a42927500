import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Day } from '../../src/calendar/day.js'
import type { Period } from '../../src/calendar/period.js'
import { CustomerCounts, customerGroups } from '../../src/facts/customer-counts.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { groupLedger } from '../../src/facts/ledger-groups.js'
import { periodByDay } from '../../src/facts/period-by-day.js'
import type { LedgerData } from '../../src/ledger/ledger-data.js'
import { noDay } from '../../src/ledger/no-day.js'
import { openRandom, randomLedger } from '../properties/random-ledger.js'

/** An invoice as the counts see it. `day` is the day that is counted by; null where there is none. */
interface Counted {
  readonly customer: number
  readonly group: number
  readonly amount: number
  readonly due: number
  readonly day: number | null
}

/** Four periods of ten days from day 100. */
const periods: Period[] = [0, 1, 2, 3].map((index) => ({
  label: `P${index}`,
  start: (100 + index * 10) as Day,
  end: (109 + index * 10) as Day,
}))

function countsOf(invoices: readonly Counted[], customers: number, groups: number): CustomerCounts {
  const ledger = {
    customers: { count: customers },
    invoices: { count: invoices.length, customer: Int32Array.from(invoices, ({ customer }) => customer) },
  } as unknown as LedgerData
  const pairs = customerGroups(ledger, {
    groups: Array.from(
      { length: groups },
      (_, group): Record<string, string> => (group === 0 ? {} : { g: `${group}` }),
    ),
    ofInvoice: Int32Array.from(invoices, ({ group }) => group),
    ofCustomer: new Int32Array(customers),
    isByCustomer: false,
  })
  return new CustomerCounts(
    pairs,
    periods.length,
    {
      amount: Float64Array.from(invoices, ({ amount }) => amount),
      due: Int32Array.from(invoices, ({ due }) => due),
    },
    Int32Array.from(invoices, ({ day }) => day ?? noDay),
    periods.at(-1)!.end,
    periodByDay(periods),
  )
}

/** The same by the definition: sets of customers, and a sum for each. A day before the first period counts in it. */
function plainCount(invoices: readonly Counted[], group: number, first: number, last: number): [number, number] {
  const from = first === 0 ? Number.NEGATIVE_INFINITY : periods[first]!.start
  const own = invoices.filter(
    (row) =>
      row.amount > 0 &&
      row.day !== null &&
      row.day >= from &&
      row.day <= periods[last]!.end &&
      (group === 0 || row.group === group),
  )
  const customers = new Set(own.map(({ customer }) => customer))
  const positive = [...customers].filter((customer) => {
    const weights = own.filter((row) => row.customer === customer)
    return weights.reduce((sum, { day, due, amount }) => sum + (day! < due ? amount : -amount), 0) > 0
  })
  return [customers.size, positive.length]
}

const windows = periods.flatMap((_, last) => Array.from({ length: last + 1 }, (__, first) => [first, last] as const))

function expectPlain(invoices: readonly Counted[], customers: number, groups: number): void {
  const counts = countsOf(invoices, customers, groups)
  for (const [first, last] of windows) {
    const { customers: found, positive } = counts.window(first, last)
    for (let group = 0; group < groups; group++) {
      expect([first, last, group, found[group], positive[group]]).toEqual([
        first,
        last,
        group,
        ...plainCount(invoices, group, first, last),
      ])
    }
  }
}

describe('a customer in several groups, worked by hand', () => {
  // Customer 0 buys in both groups: 300 early in the first period, 500 late in the second. Customer 1 is of group 2 alone.
  const invoices: Counted[] = [
    { customer: 0, group: 1, amount: 300, due: 120, day: 105 },
    { customer: 0, group: 2, amount: 500, due: 110, day: 115 },
    { customer: 1, group: 2, amount: 100, due: 120, day: 112 },
  ]
  const counts = countsOf(invoices, 3, 3)
  const window = (first: number, last: number) => {
    const { customers, positive } = counts.window(first, last)
    return { customers: [...customers], positive: [...positive] }
  }

  test('counts once in the total, and in each of its groups', () => {
    expect(window(0, 1).customers).toEqual([2, 1, 2])
  })

  test('is weighed in the total by all it did, in a group by what it did there', () => {
    // In all 300 − 500 < 0, so of the two only customer 1; group 1 has the 300 alone.
    expect(window(0, 1).positive).toEqual([1, 1, 1])
  })

  test('counts in the periods in which it has a day', () => {
    expect(window(0, 0)).toEqual({ customers: [1, 1, 0], positive: [1, 1, 0] })
    expect(window(1, 1)).toEqual({ customers: [2, 0, 2], positive: [1, 0, 1] })
    expect(window(2, 3)).toEqual({ customers: [0, 0, 0], positive: [0, 0, 0] })
    expect(window(0, 3)).toEqual(window(0, 1))
  })

  test('is the same when asked again, whatever was asked between', () => {
    expect(counts.window(0, 1)).toBe(counts.window(0, 1))
    window(1, 3)
    expect(window(0, 1).customers).toEqual([2, 1, 2])
  })
})

test.each<[string, Partial<Counted>, number, number]>([
  ['before its due day', { day: 110 }, 1, 1],
  ['on its due day', { day: 111 }, 1, 0],
  ['before the first period', { day: 3 }, 1, 1],
  ['on the last day of the last period', { day: 139, due: 200 }, 1, 1],
  ['after the last period', { day: 140, due: 200 }, 0, 0],
  ['never', { day: null }, 0, 0],
  ['a credit note', { amount: -5 }, 0, 0],
  ['nothing', { amount: 0 }, 0, 0],
])('one invoice: %s', (_, changed, customers, positive) => {
  const invoice = { customer: 0, group: 1, amount: 5, due: 111, day: 110, ...changed }
  const found = countsOf([invoice], 1, 2).window(0, 3)
  expect([[...found.customers], [...found.positive]]).toEqual([
    [customers, customers],
    [positive, positive],
  ])
})

test('early and late amounts that are equal do not outweigh each other', () => {
  const early = { customer: 0, group: 1, amount: 7, due: 130, day: 105 }
  expect([...countsOf([early, { ...early, due: 100 }], 1, 2).window(0, 0).positive]).toEqual([0, 0])
})

test('all windows and groups are as sets count them', () => {
  let shared = 0
  const anyInvoice = fc.record({
    customer: fc.nat(5),
    group: fc.integer({ min: 1, max: 4 }),
    amount: fc.integer({ min: -3, max: 9 }),
    due: fc.integer({ min: 95, max: 150 }),
    day: fc.option(fc.integer({ min: 90, max: 150 }), { freq: 6 }),
  })
  fc.assert(
    fc.property(fc.array(anyInvoice, { maxLength: 30, size: 'max' }), fc.boolean(), (drawn, isOneGroup) => {
      // One group each takes the short way, which must say the same.
      const invoices = isOneGroup ? drawn.map((row) => ({ ...row, group: 1 + (row.customer % 4) })) : drawn
      const pairs = new Set(invoices.map(({ customer, group }) => `${customer} ${group}`))
      if (pairs.size > new Set(invoices.map(({ customer }) => customer)).size) shared++
      expectPlain(invoices, 6, 5)
    }),
    { seed: 77, numRuns: 300 },
  )
  expect(shared).toBeGreaterThan(100)
})

test.each([[['salesperson']], [['customer_id']], [['region', 'salesperson']], [[]]])(
  'customers with a sale in random ledgers are as sets count them, by %j',
  async (by) => {
    let several = 0
    await fc.assert(
      fc.asyncProperty(randomLedger, async (tables) => {
        const { data } = await openRandom(tables)
        const table = ledgerFacts(data, by)
        const { groups, ofInvoice } = groupLedger(data, by)
        const { customer, issued, amount } = data.invoices
        const rows = Array.from({ length: data.invoices.count }, (_, row) => row)
        table.periods.forEach((_, last) => {
          for (let first = 0; first <= last; first++) {
            const [from, to] = [table.periods[first]!.start, table.periods[last]!.end]
            if (last > first) several++
            groups.forEach((__, group) => {
              const own = rows.filter(
                (row) =>
                  amount[row]! > 0 &&
                  issued[row]! >= from &&
                  issued[row]! <= to &&
                  (group === 0 || ofInvoice[row] === group),
              )
              const plain = new Set(own.map((row) => customer[row])).size
              expect([group, first, last, table.details!.invoicedCustomers(group, first, last)]).toEqual([
                group,
                first,
                last,
                plain,
              ])
            })
          }
        })
      }),
      { seed: 4_711, numRuns: 25 },
    )
    expect(several).toBeGreaterThan(25)
  },
)
