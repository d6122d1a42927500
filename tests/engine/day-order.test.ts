import { describe, expect, it } from 'vitest'
import { runPlan } from '../../src/engine/run-plan.js'
import { type FactName, factColumn, factCount } from '../../src/facts/columns.js'
import { drawnInvoices } from './drawn-invoices.js'
import type { PlainCompany, PlainCustomer, PlainOpeningInvoice, PlainSegment } from './plain-company.js'
import { planOf } from './plan-of.js'
import { evenFraction, everyDay, known, steadyCompany, steadyCustomer, steadySegment } from './steady-company.js'

/**
 * What happens when several things could happen on one day, worked out by hand. Hazards of 0 and 1 leave nothing to
 * chance: `certain` pays on the first day on which it may.
 */
const certain = steadySegment(1, -100)
const nobodyPays = steadySegment(0, 0)

const invoice: PlainOpeningInvoice = {
  key: 5,
  customer: 0,
  group: 0,
  issued: -20,
  due: 10,
  amount: 1000,
  open: 1000,
  disputed: false,
  partlyPaid: false,
}
const company = (
  segment: PlainSegment,
  opening: readonly PlainOpeningInvoice[],
  more: Partial<PlainCompany> = {},
  customer: Partial<PlainCustomer> = {},
): PlainCompany => ({
  ...steadyCompany(everyDay(40)),
  segments: [segment],
  customers: [{ ...steadyCustomer, ordersPerDay: known(0), ...customer }],
  opening,
  ...more,
})
/** One fact by day of one replicate, the days on which it is not 0. */
function days(own: PlainCompany, fact: FactName, replicate = 0): Record<number, number> {
  const { values } = runPlan(planOf(own), replicate, 1)
  const found: Record<number, number> = {}
  for (const [month, end] of own.monthEnds.entries()) {
    const value = values[month * factCount + factColumn[fact]]!
    if (value !== 0) found[end] = value
  }
  return found
}
const half = { partial: known(1), partialFraction: evenFraction.map(() => 0.5) }

describe('payment and write-off on one day', () => {
  it('a payment goes first, and nothing is left to write off', () => {
    const own = company(certain, [{ ...invoice, due: -29 }], { writeOffAgeBefore: 30 })
    expect([days(own, 'cash_collected'), days(own, 'write_offs')]).toEqual([{ 1: 1000 }, {}])
  })

  it('a part goes first too; the rest, payable from the next day on, is written off', () => {
    const own = company({ ...certain, ...half }, [{ ...invoice, due: -29 }], { writeOffAgeBefore: 30 })
    expect([days(own, 'cash_collected'), days(own, 'write_offs')]).toEqual([{ 1: 500 }, { 1: 500 }])
    expect(days(own, 'settled_count')).toEqual({})
  })

  it('a part on the day before leaves the rest a day', () => {
    const own = company({ ...certain, ...half }, [{ ...invoice, due: -28 }], { writeOffAgeBefore: 30 })
    expect([days(own, 'cash_collected'), days(own, 'write_offs')]).toEqual([{ 1: 500, 2: 500 }, {}])
  })

  it('what waits for a pay day may be written off while it waits, but not on the pay day', () => {
    const waiting = (writeOffAgeBefore: number) =>
      company(certain, [{ ...invoice, due: 0 }], { writeOffAgeBefore, payDays: [[12]] }, { payCalendar: 0 })
    expect(days(waiting(11), 'write_offs')).toEqual({ 11: 1000 })
    expect([days(waiting(12), 'write_offs'), days(waiting(12), 'cash_collected')]).toEqual([{}, { 12: 1000 }])
  })
})

describe('smallest amounts', () => {
  it('one cent is paid whole; of two, one is a part and one the rest, however small or great the part', () => {
    for (const fraction of [0.001, 0.5, 0.999, 1]) {
      const segment = { ...certain, ...half, partialFraction: evenFraction.map(() => fraction) }
      const of = (cents: number) =>
        days(company(segment, [{ ...invoice, amount: cents, open: cents }]), 'cash_collected')
      expect([of(1), of(2)]).toEqual([{ 1: 1 }, { 1: 1, 2: 1 }])
    }
  })

  it('a part of share 0 is no part: all is paid', () => {
    const segment = { ...certain, ...half, partialFraction: evenFraction.map(() => 0) }
    expect(days(company(segment, [invoice]), 'cash_collected')).toEqual({ 1: 1000 })
  })

  it('half a cent goes up, in parts, credits and discounts', () => {
    const odd = { ...invoice, amount: 5, open: 5 }
    expect(days(company({ ...certain, ...half }, [odd]), 'cash_collected')).toEqual({ 1: 3, 2: 2 })
    const disputed = { ...nobodyPays, disputeDays: known(0), conceded: known(1), creditedShare: 0.5 }
    expect(days(company(disputed, [{ ...odd, disputed: true }]), 'credit_memos')).toEqual({ 1: 3 })
  })

  it('a credit that rounds to nothing leaves the invoice as it is', () => {
    const disputed = { ...certain, disputeDays: known(0), conceded: known(1), creditedShare: 0.4 }
    const own = company(disputed, [{ ...invoice, amount: 1, open: 1, disputed: true }])
    expect([days(own, 'credit_memos'), days(own, 'cash_collected')]).toEqual([{}, { 2: 1 }])
  })
})

describe('the end of a dispute', () => {
  const disputed = (segment: Partial<PlainSegment>, more: Partial<PlainCompany> = {}) =>
    company(
      { ...certain, disputeDays: known(0), conceded: known(1), creditedShare: 0.25, ...segment },
      [{ ...invoice, disputed: true }],
      more,
    )

  it('is the end of its last day: credited that day, disputed no more in the stock, payable from the next', () => {
    // Of mean 0 days, the dispute ends on the first.
    expect(days(disputed({}), 'credit_memos')).toEqual({ 1: 250 })
    expect(days(disputed({}), 'cash_collected')).toEqual({ 2: 750 })
    expect(days(disputed({}), 'disputed_receivables')).toEqual({})
    expect(days(disputed({}), 'receivables')).toEqual({ 1: 750 })
  })

  it('with nothing conceded changes no amount', () => {
    const own = disputed({ conceded: known(0) })
    expect([days(own, 'credit_memos'), days(own, 'cash_collected')]).toEqual([{}, { 2: 1000 }])
  })

  it('in a credit of all closes the invoice without a settlement', () => {
    const own = disputed({ creditedShare: 1 })
    expect([days(own, 'credit_memos'), days(own, 'cash_collected')]).toEqual([{ 1: 1000 }, {}])
    expect([days(own, 'settled_count'), days(own, 'receivables')]).toEqual([{}, {}])
  })

  it('and a part afterwards: credit, part and rest on three days', () => {
    const own = disputed(half)
    expect([days(own, 'credit_memos'), days(own, 'cash_collected')]).toEqual([{ 1: 250 }, { 2: 375, 3: 375 }])
    expect(days(own, 'open_invoices')).toEqual({ 1: 1, 2: 1 })
  })

  it('on the day of the write-off comes too late for its credit', () => {
    const own = disputed(
      {},
      { writeOffAgeBefore: 0, writeOffAgeAfter: 0, opening: [{ ...invoice, due: 1, disputed: true }] },
    )
    expect([days(own, 'credit_memos'), days(own, 'write_offs')]).toEqual([{}, { 1: 1000 }])
  })

  it('comes to a customer that has defaulted, too', () => {
    const own = { ...disputed({}), customers: [{ ...steadyCustomer, ordersPerDay: known(0), defaulted: 1 }] }
    expect([days(own, 'credit_memos'), days(own, 'cash_collected')]).toEqual([{ 1: 250 }, {}])
  })
})

describe('default', () => {
  // A customer that orders 30 times a day and defaults sometime within weeks; what it orders is paid on the same day.
  const ordering = (customer: Partial<PlainCustomer>, more: Partial<PlainCompany> = {}) =>
    company(
      { ...certain, defaultsPerDay: known(0.1) },
      [],
      { ordersStopAfterDefault: 5, ...more },
      { ordersPerDay: known(30), logAmountMean: 10, ...customer },
    )
  const lastDay = (found: Record<number, number>) => Math.max(...Object.keys(found).map(Number))
  /** A replicate in which it defaults in the middle, and the first day on which it pays nothing. */
  const [replicate, defaultDay] = (() => {
    for (let run = 0; ; run++) {
      const day = lastDay(days(ordering({}), 'cash_collected', run)) + 1
      if (day > 10 && day < 30) return [run, day]
    }
  })()

  it('begins with its day: what would be paid on it is not', () => {
    const onPayDay = (day: number) =>
      days(ordering({ payCalendar: 0 }, { payDays: [[day]] }), 'cash_collected', replicate)
    expect(Object.keys(onPayDay(defaultDay - 1))).toEqual([String(defaultDay - 1)])
    // All was decided before; but the pay day is the day of default, or later.
    expect(onPayDay(defaultDay)).toEqual({})
    expect(onPayDay(defaultDay + 1)).toEqual({})
  })

  it('leaves orders going on for so many days, all unpaid', () => {
    const own = ordering({})
    expect(lastDay(days(own, 'invoices', replicate))).toBe(defaultDay + 4)
    const sold = Object.entries(days(own, 'credit_sales', replicate)).filter(([day]) => Number(day) >= defaultDay)
    const owed = sold.reduce((sum, [, value]) => sum + value, 0)
    expect(days(own, 'receivables', replicate)[40]).toBe(owed)
  })

  it('of a part’s rest: the part was paid, the rest is not', () => {
    const own = { ...ordering({}), segments: [{ ...certain, ...half, defaultsPerDay: known(0.1) }] }
    const cash = days(own, 'cash_collected', replicate)
    expect(lastDay(cash)).toBe(defaultDay - 1)
    // Settled on the last day is what was ordered on the day before; what was ordered on that day is half paid.
    const settled = days(own, 'settled_value', replicate)
    const sold = days(own, 'credit_sales', replicate)
    expect(settled[defaultDay - 1]).toBe(sold[defaultDay - 2])
    expect(settled[defaultDay]).toBeUndefined()
  })

  it('ends discounts as it ends other payments', () => {
    const own = ordering({ discount: { days: 4, rate: 0.02 } })
    expect(lastDay(days(own, 'discounts_taken', replicate))).toBeLessThan(defaultDay)
  })
})

describe('a taken discount', () => {
  const ordering = (customer: Partial<PlainCustomer>, segment = nobodyPays, more: Partial<PlainCompany> = {}) =>
    company(
      segment,
      [],
      { monthEnds: [60], orders: steadyCompany([60]).orders, ...more },
      {
        ordersPerDay: known(5),
        logAmountMean: 8,
        logAmountDeviation: 1,
        ...customer,
      },
    )
  const discount = { days: 10, rate: 0.025 }
  const drawn = (own: PlainCompany) => drawnInvoices(own, 20).flat()

  it('is paid for on its last day or one or two before, each by about a third of invoices, whatever the hazard', () => {
    for (const segment of [nobodyPays, certain]) {
      const ages = drawn(ordering({ discount }, segment)).map(({ paid, issued }) => paid - issued)
      expect(new Set(ages)).toEqual(new Set([8, 9, 10]))
      // 6,000 invoices: a third of them is 2,000 with a standard deviation of 37.
      for (const age of [8, 9, 10]) {
        const share = ages.filter((own) => own === age).length / ages.length
        expect(Math.abs(share - 1 / 3) / Math.sqrt(2 / 9 / ages.length)).toBeLessThan(4.9)
      }
    }
  })

  it('is its rate of the amount to the cent, and never all of it', () => {
    for (const { amount, discount: kept } of drawn(ordering({ discount }))) {
      expect(kept).toBe(Math.min(amount - 1, Math.round(amount * 0.025)))
    }
    const cents = drawn(ordering({ discount: { days: 10, rate: 1 }, logAmountMean: 0 }))
    for (const { amount, discount: kept } of cents) expect(kept).toBe(amount - 1)
    expect(cents.some(({ amount }) => amount === 1)).toBe(true)
  })

  it('and cash make the invoice’s amount, which is settled', () => {
    const { values } = runPlan(planOf(ordering({ discount })), 0, 1)
    const at = (fact: FactName) => values[factColumn[fact]]!
    expect(at('cash_collected') + at('discounts_taken')).toBe(at('settled_value'))
    expect(at('discounts_taken')).toBeGreaterThan(0)
    // Cash alone counts as collected of what fell due.
    expect(at('collected_of_due_value')).toBeLessThan(at('cash_collected'))
  })

  it('can be had until the due day and not after it', () => {
    const net = (netDaysBefore: number) => drawn(ordering({ discount, netDaysBefore }))
    expect(net(10).every(({ discount: kept }) => kept > 0)).toBe(true)
    // Of those that would pay on the ninth or tenth day nobody has one; nor do they pay in another way here.
    for (const { discount: kept, paid, issued } of net(8)) expect(kept > 0).toBe(paid - issued === 8)
    expect(net(8).some(({ discount: kept }) => kept > 0)).toBe(true)
    expect(net(7).every(({ discount: kept }) => kept === 0)).toBe(true)
  })

  it('within two days is paid on the day of the invoice at the earliest', () => {
    const ages = drawn(ordering({ discount: { days: 1, rate: 0.02 } })).map(({ paid, issued }) => paid - issued)
    expect(new Set(ages)).toEqual(new Set([0, 1]))
  })

  it('is not taken on a disputed invoice', () => {
    const segment = { ...certain, disputes: known(0.5), disputeDays: known(3) }
    for (const { discount: kept, disputeEnds } of drawn(ordering({ discount }, segment))) {
      expect(kept > 0).toBe(disputeEnds > 1e8)
    }
  })

  it('is paid for whole', () => {
    const segment = { ...certain, ...half }
    for (const { fraction } of drawn(ordering({ discount }, segment))) expect(fraction).toBe(0)
  })
})

describe('pay days', () => {
  const own = (payDays: readonly number[], segment: PlainSegment = certain) =>
    company(segment, [invoice], { payDays: [payDays] }, { payCalendar: 0 })

  it('hold what is decided on one of them no longer, and what is decided otherwise until the next', () => {
    expect(days(own([1, 9]), 'cash_collected')).toEqual({ 1: 1000 })
    expect(days(own([9]), 'cash_collected')).toEqual({ 9: 1000 })
    expect(days(own([40]), 'cash_collected')).toEqual({ 40: 1000 })
    expect(days(own([]), 'cash_collected')).toEqual({})
  })

  it('hold the rest of a part until the next one: it can be decided from the day after the part on', () => {
    expect(days(own([9, 16], { ...certain, ...half }), 'cash_collected')).toEqual({ 9: 500, 16: 500 })
  })

  it('hold a decision, not the invoice: what was decided before levers forbid it is still paid', () => {
    const forbidden = {
      ...own([9]),
      leversFrom: 5,
      leverSets: [[], [{ from: -1000, factor: 0 }]],
    }
    const customers = forbidden.customers.map((customer) => ({ ...customer, leverSet: 1 }))
    expect(days({ ...forbidden, customers }, 'cash_collected')).toEqual({ 9: 1000 })
  })
})

describe('a month that the as-of day cuts', () => {
  const cut = (firstMonthStart: number, due: number) =>
    company(certain, [{ ...invoice, due }], {
      monthEnds: [20, 40],
      firstMonthStart,
      orders: steadyCompany([20, 40]).orders,
    })
  const facts = (own: PlainCompany) => [
    days(own, 'fell_due_value'),
    days(own, 'collected_of_due_value'),
    days(own, 'collected_on_due_value'),
  ]

  it('collects on what fell due in its past part, which the ledger has counted as due', () => {
    expect(facts(cut(-9, -3))).toEqual([{}, { 20: 1000 }, { 20: 1000 }])
    expect(facts(cut(-9, -9))).toEqual([{}, { 20: 1000 }, { 20: 1000 }])
    expect(facts(cut(0, 0))).toEqual([{}, { 20: 1000 }, { 20: 1000 }])
  })

  it('does not do so for what fell due in the month before', () => {
    expect(facts(cut(-9, -10))).toEqual([{}, { 20: 1000 }, {}])
    expect(facts(cut(1, 0))).toEqual([{}, { 20: 1000 }, {}])
  })

  it('is the month of what falls due in its rest', () => {
    expect(facts(cut(-9, 5))).toEqual([{ 20: 1000 }, { 20: 1000 }, { 20: 1000 }])
    // Paid ahead: collected of what is due when both have happened, and not in the month in which it falls due.
    expect(facts(cut(-9, 25))).toEqual([{ 40: 1000 }, { 40: 1000 }, {}])
  })
})
