import { describe, expect, it } from 'vitest'
import { certain, dailyCompany, factByDay, half, nobodyPays, openInvoice } from './by-day.js'
import type { PlainCompany, PlainCustomer, PlainOpeningInvoice, PlainPolicy, PlainSegment } from './plain-company.js'
import { always, evenFraction, known, steadyCompany, steadyCustomer, steadyPolicy } from './steady-company.js'

/** What happens when several things could happen on one day, worked out by hand. */

const writtenOffAt = (writeOffAge: number) => ({ phases: always({ writeOffAge }) })

describe('payment and write-off on one day', () => {
  it('a payment goes first, and nothing is left to write off', () => {
    const own = dailyCompany(certain, [{ ...openInvoice, due: -29 }], {}, writtenOffAt(30))
    expect([factByDay(own, 'cash_collected'), factByDay(own, 'write_offs')]).toEqual([{ 1: 1000 }, {}])
  })

  it('a part goes first too; the rest, payable from the next day on, is written off', () => {
    const own = dailyCompany({ ...certain, ...half }, [{ ...openInvoice, due: -29 }], {}, writtenOffAt(30))
    expect([factByDay(own, 'cash_collected'), factByDay(own, 'write_offs')]).toEqual([{ 1: 500 }, { 1: 500 }])
    expect(factByDay(own, 'settled_count')).toEqual({})
  })

  it('a part on the day before leaves the rest a day', () => {
    const own = dailyCompany({ ...certain, ...half }, [{ ...openInvoice, due: -28 }], {}, writtenOffAt(30))
    expect([factByDay(own, 'cash_collected'), factByDay(own, 'write_offs')]).toEqual([{ 1: 500, 2: 500 }, {}])
  })

  it('what waits for a pay day may be written off while it waits, but not on the pay day', () => {
    const waiting = (age: number) =>
      dailyCompany(certain, [{ ...openInvoice, due: 0 }], { payDays: [[12]] }, { payCalendar: 0, ...writtenOffAt(age) })
    expect(factByDay(waiting(11), 'write_offs')).toEqual({ 11: 1000 })
    expect([factByDay(waiting(12), 'write_offs'), factByDay(waiting(12), 'cash_collected')]).toEqual([{}, { 12: 1000 }])
  })
})

describe('smallest amounts', () => {
  it('one cent is paid whole; of two, one is a part and one the rest, however small or great the part', () => {
    for (const fraction of [0.001, 0.5, 0.999, 1]) {
      const segment = { ...certain, ...half, partialFraction: evenFraction.map(() => fraction) }
      const of = (cents: number) =>
        factByDay(dailyCompany(segment, [{ ...openInvoice, amount: cents, open: cents }]), 'cash_collected')
      expect([of(1), of(2)]).toEqual([{ 1: 1 }, { 1: 1, 2: 1 }])
    }
  })

  it('a part of share 0 is one cent', () => {
    const segment = { ...certain, ...half, partialFraction: evenFraction.map(() => 0) }
    expect(factByDay(dailyCompany(segment, [openInvoice]), 'cash_collected')).toEqual({ 1: 1, 2: 999 })
  })

  it('half a cent goes up, in parts, credits and discounts', () => {
    const odd = { ...openInvoice, amount: 5, open: 5 }
    expect(factByDay(dailyCompany({ ...certain, ...half }, [odd]), 'cash_collected')).toEqual({ 1: 3, 2: 2 })
    const disputed = { ...nobodyPays, disputeDays: known(0), conceded: known(1), creditedShare: 0.5 }
    expect(factByDay(dailyCompany(disputed, [{ ...odd, disputed: true }]), 'credit_memos')).toEqual({ 1: 3 })
  })

  it('a credit that rounds to nothing leaves the invoice as it is', () => {
    const disputed = { ...certain, disputeDays: known(0), conceded: known(1), creditedShare: 0.4 }
    const own = dailyCompany(disputed, [{ ...openInvoice, amount: 1, open: 1, disputed: true }])
    expect([factByDay(own, 'credit_memos'), factByDay(own, 'cash_collected')]).toEqual([{}, { 2: 1 }])
  })
})

describe('the end of a dispute', () => {
  const disputed = (
    segment: Partial<PlainSegment>,
    opening: Partial<PlainOpeningInvoice> = {},
    policy: Partial<PlainPolicy> = {},
  ) =>
    dailyCompany(
      { ...certain, disputeDays: known(0), conceded: known(1), creditedShare: 0.25, ...segment },
      [{ ...openInvoice, disputed: true, ...opening }],
      {},
      { phases: always(policy) },
    )

  it('is the end of its last day: credited that day, disputed no more in the stock, payable from the next', () => {
    // Of mean 0 days, the dispute ends on the first.
    expect(factByDay(disputed({}), 'credit_memos')).toEqual({ 1: 250 })
    expect(factByDay(disputed({}), 'cash_collected')).toEqual({ 2: 750 })
    expect(factByDay(disputed({}), 'disputed_receivables')).toEqual({})
    expect(factByDay(disputed({}), 'receivables')).toEqual({ 1: 750 })
  })

  it('with nothing conceded changes no amount', () => {
    const own = disputed({ conceded: known(0) })
    expect([factByDay(own, 'credit_memos'), factByDay(own, 'cash_collected')]).toEqual([{}, { 2: 1000 }])
  })

  it('in a credit of all closes the invoice without a settlement', () => {
    const own = disputed({ creditedShare: 1 })
    expect([factByDay(own, 'credit_memos'), factByDay(own, 'cash_collected')]).toEqual([{ 1: 1000 }, {}])
    expect([factByDay(own, 'settled_count'), factByDay(own, 'receivables')]).toEqual([{}, {}])
  })

  it('and a part afterwards: credit, part and rest on three days', () => {
    const own = disputed(half)
    expect([factByDay(own, 'credit_memos'), factByDay(own, 'cash_collected')]).toEqual([{ 1: 250 }, { 2: 375, 3: 375 }])
    expect(factByDay(own, 'open_invoices')).toEqual({ 1: 1, 2: 1 })
  })

  it('on the day of the write-off comes first: its credit is given, and the rest is written off', () => {
    const own = disputed({}, { due: 1 }, { writeOffAge: 0 })
    expect([factByDay(own, 'credit_memos'), factByDay(own, 'write_offs')]).toEqual([{ 1: 250 }, { 1: 750 }])
    expect(factByDay(own, 'disputes_resolved')).toEqual({ 1: 1 })
    const all = disputed({ creditedShare: 1 }, { due: 1 }, { writeOffAge: 0 })
    expect([factByDay(all, 'credit_memos'), factByDay(all, 'write_offs')]).toEqual([{ 1: 1000 }, {}])
  })

  it('never comes after the write-off: the dispute stays unresolved', () => {
    // Of mean 1,000 days, a dispute ends on day 1 once in 1,000; this one does not.
    const own = disputed({ disputeDays: known(1000) }, { due: 1 }, { writeOffAge: 0 })
    expect([factByDay(own, 'write_offs'), factByDay(own, 'receivables')]).toEqual([{ 1: 1000 }, {}])
    expect([factByDay(own, 'disputes_resolved'), factByDay(own, 'credit_memos')]).toEqual([{}, {}])
  })

  it('counts its days from the day on which it was opened, before the first day too', () => {
    expect(factByDay(disputed({}, { disputeAge: 12 }), 'dispute_days')).toEqual({ 1: 13 })
    expect(factByDay(disputed({}, { disputeAge: 0 }), 'dispute_days')).toEqual({ 1: 1 })
    expect(factByDay(disputed({}), 'disputes_opened')).toEqual({})
  })

  it('of a new invoice ends on the day of issue at the earliest, so that it can be paid on the next', () => {
    const orders = { ordersPerDay: known(4), logAmountMean: 5 }
    const own = dailyCompany({ ...certain, disputes: known(1), disputeDays: known(0) }, [], {}, orders)
    const sold = factByDay(own, 'credit_sales')
    expect([factByDay(own, 'disputes_resolved'), factByDay(own, 'dispute_days')]).toEqual([
      factByDay(own, 'invoices'),
      {},
    ])
    const nextDay = Object.entries(sold).map(([day, value]) => [Number(day) + 1, value])
    expect(factByDay(own, 'cash_collected')).toEqual(Object.fromEntries(nextDay.filter(([day]) => day! <= 40)))
  })

  it('comes to a customer that has defaulted, too', () => {
    const own = { ...disputed({}), customers: [{ ...steadyCustomer, ordersPerDay: known(0), defaulted: 1 }] }
    expect([factByDay(own, 'credit_memos'), factByDay(own, 'cash_collected')]).toEqual([{ 1: 250 }, {}])
  })
})

describe('default', () => {
  // A customer that orders 30 times a day and defaults sometime within weeks; what it orders is paid on the same day.
  const ordering = (customer: Partial<PlainCustomer>, more: Partial<PlainCompany> = {}) =>
    dailyCompany(
      { ...certain, defaultsPerDay: known(0.1) },
      [],
      { ordersStopAfterDefault: 5, ...more },
      { ordersPerDay: known(30), logAmountMean: 10, ...customer },
    )
  const lastDay = (found: Record<number, number>) => Math.max(...Object.keys(found).map(Number))
  /** A replicate in which it defaults in the middle, and the first day on which it pays nothing. */
  const [replicate, defaultDay] = (() => {
    for (let run = 0; ; run++) {
      const day = lastDay(factByDay(ordering({}), 'cash_collected', run)) + 1
      if (day > 10 && day < 30) return [run, day]
    }
  })()

  it('begins with its day: what would be paid on it is not', () => {
    const onPayDay = (day: number) =>
      factByDay(ordering({ payCalendar: 0 }, { payDays: [[day]] }), 'cash_collected', replicate)
    expect(Object.keys(onPayDay(defaultDay - 1))).toEqual([String(defaultDay - 1)])
    // All was decided before; but the pay day is the day of default, or later.
    expect(onPayDay(defaultDay)).toEqual({})
    expect(onPayDay(defaultDay + 1)).toEqual({})
  })

  it('leaves orders going on for so many days, all unpaid', () => {
    const own = ordering({})
    expect(lastDay(factByDay(own, 'invoices', replicate))).toBe(defaultDay + 4)
    const sold = Object.entries(factByDay(own, 'credit_sales', replicate)).filter(([day]) => Number(day) >= defaultDay)
    const owed = sold.reduce((sum, [, value]) => sum + value, 0)
    expect(factByDay(own, 'receivables', replicate)[40]).toBe(owed)
  })

  it('of a part’s rest: the part was paid, the rest is not', () => {
    const own = { ...ordering({}), segments: [{ ...certain, ...half, defaultsPerDay: known(0.1) }] }
    const cash = factByDay(own, 'cash_collected', replicate)
    expect(lastDay(cash)).toBe(defaultDay - 1)
    // Settled on the last day is what was ordered on the day before; what was ordered on that day is half paid.
    const settled = factByDay(own, 'settled_value', replicate)
    const sold = factByDay(own, 'credit_sales', replicate)
    expect(settled[defaultDay - 1]).toBe(sold[defaultDay - 2])
    expect(settled[defaultDay]).toBeUndefined()
  })

  it('ends discounts as it ends other payments', () => {
    const own = ordering({ phases: always({ discount: { days: 4, rate: 0.02, logReturn: 1 } }) })
    expect(lastDay(factByDay(own, 'discounts_taken', replicate))).toBeLessThan(defaultDay)
  })
})

describe('pay days', () => {
  const own = (payDays: readonly number[], segment: PlainSegment = certain) =>
    dailyCompany(segment, [openInvoice], { payDays: [payDays] }, { payCalendar: 0 })

  it('hold what is decided on one of them no longer, and what is decided otherwise until the next', () => {
    expect(factByDay(own([1, 9]), 'cash_collected')).toEqual({ 1: 1000 })
    expect(factByDay(own([9]), 'cash_collected')).toEqual({ 9: 1000 })
    expect(factByDay(own([40]), 'cash_collected')).toEqual({ 40: 1000 })
    expect(factByDay(own([]), 'cash_collected')).toEqual({})
  })

  it('hold the rest of a part until the next one: it can be decided from the day after the part on', () => {
    expect(factByDay(own([9, 16], { ...certain, ...half }), 'cash_collected')).toEqual({ 9: 500, 16: 500 })
  })

  it('hold a decision, not the invoice: what was decided before levers forbid it is still paid', () => {
    const forbidden = own([9])
    const phases = [...always(), { from: 5, policy: { ...steadyPolicy, levers: [{ from: -1000, factor: 0 }] } }]
    const customers = forbidden.customers.map((customer) => ({ ...customer, phases }))
    expect(factByDay({ ...forbidden, customers }, 'cash_collected')).toEqual({ 9: 1000 })
  })
})

describe('a month that the as-of day cuts', () => {
  const cut = (firstMonthStart: number, due: number) =>
    dailyCompany(certain, [{ ...openInvoice, due }], {
      monthEnds: [20, 40],
      firstMonthStart,
      orders: steadyCompany([20, 40]).orders,
    })
  const facts = (own: PlainCompany) => [
    factByDay(own, 'fell_due_value'),
    factByDay(own, 'collected_of_due_value'),
    factByDay(own, 'collected_on_due_value'),
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
