import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paymentCounts, survivalFrom } from '../../src/behavior/payment-counts.js'
import type { PostingKind } from '../../src/ledger/ledger-data.js'
import { plainKaplanMeier } from './plain-kaplan-meier.js'
import { ledgerOf, type PlainInvoice } from './plain-ledger.js'

const asOf = 100
const kinds: readonly PostingKind[] = [
  'cash',
  'cash',
  'cash',
  'discount',
  'credit_memo',
  'write_off',
  'write_off_reversal',
  'recovery',
]

const invoice: fc.Arbitrary<PlainInvoice & { readonly segment: number }> = fc
  .record({
    segment: fc.integer({ min: 0, max: 1 }),
    issued: fc.integer({ min: 0, max: asOf }),
    net: fc.integer({ min: 0, max: 40 }),
    amount: fc.constantFrom(100, 100, 250, -80),
    postings: fc.array(
      fc.record({
        after: fc.integer({ min: 0, max: 60 }),
        kind: fc.constantFrom(...kinds),
        amount: fc.constantFrom(60, 100, 250, 250),
      }),
      { maxLength: 4 },
    ),
    disputes: fc.array(
      fc.record({ after: fc.integer({ min: 0, max: 50 }), days: fc.option(fc.integer({ min: 0, max: 30 })) }),
      { maxLength: 3 },
    ),
  })
  .map(({ segment, issued, net, amount, postings, disputes }) => ({
    segment,
    customer: segment,
    issued,
    due: issued + net,
    amount,
    // A ledger as of a day holds nothing that is dated later.
    postings: postings
      .map(({ after, kind, amount: moved }) => ({ day: issued + after, kind, amount: moved }))
      .filter(({ day }) => day <= asOf),
    disputes: disputes
      .map(({ after, days }) => ({ opened: issued + after, resolved: days === null ? null : issued + after + days }))
      .filter(({ opened }) => opened <= asOf)
      .map(({ opened, resolved }) => ({ opened, resolved: resolved !== null && resolved <= asOf ? resolved : null })),
  }))

const segmentsOf = (invoices: readonly { segment: number }[]) => Int32Array.from(invoices, ({ segment }) => segment)
const countsOf = (invoices: readonly PlainInvoice[], day = asOf) =>
  paymentCounts(ledgerOf([{}, {}], invoices, day), new Int32Array(invoices.length), 1)[0]!

describe('paymentCounts', () => {
  it('counts what a loop over all invoices counts on each day, and survival follows, on random ledgers', () => {
    let paid = 0
    fc.assert(
      fc.property(fc.array(invoice, { minLength: 1, maxLength: 25, size: 'max' }), (invoices) => {
        const counts = paymentCounts(ledgerOf([{}, {}], invoices, asOf), segmentsOf(invoices), 2)
        counts.forEach((own, segment) => {
          const plain = plainKaplanMeier(
            invoices.filter((row) => row.segment === segment),
            asOf,
          )
          const survival = survivalFrom(own)
          // From well before the first day to well behind the last one, so that nothing is left uncounted.
          for (let day = -50; day <= asOf + 10; day++) {
            const index = day - own.firstDay
            expect(own.payments[index] ?? 0, `payments, day ${day}`).toBe(plain.payments(day))
            expect(own.exposure[index] ?? 0, `exposure, day ${day}`).toBe(plain.exposure(day))
            paid += own.payments[index] ?? 0
          }
          const last = own.firstDay + survival.length - 1
          for (const day of [own.firstDay, 0, Math.floor(last / 2), last]) {
            const index = day - own.firstDay
            if (index >= 0) expect(survival[index]).toBeCloseTo(plain.survival(day), 12)
          }
        })
      }),
      { seed: 1, numRuns: 200 },
    )
    expect(paid).toBeGreaterThan(300)
  })

  const base: PlainInvoice = { customer: 0, issued: 0, due: 10, amount: 100, postings: [], disputes: [] }
  /** Days relative to due on which the one invoice was at risk. */
  const atRisk = (one: PlainInvoice, day = 40) => {
    const { firstDay, exposure } = countsOf([one], day)
    return [...exposure].flatMap((value, index) => (value === 0 ? [] : [firstDay + index]))
  }
  const span = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index)

  it('has an invoice at risk from its own date through its settlement, both days included', () => {
    const paid: PlainInvoice = { ...base, postings: [{ day: 14, kind: 'cash', amount: 100 }] }
    expect(atRisk(paid)).toEqual(span(-10, 4))
    const { firstDay, payments } = countsOf([paid], 40)
    expect([...payments].indexOf(1)).toBe(4 - firstDay)
  })

  it('has an open invoice at risk through the as-of day', () => {
    expect(atRisk(base, 25)).toEqual(span(-10, 15))
  })

  it('counts the payment that settles, not the part payments before it', () => {
    const inTwo: PlainInvoice = {
      ...base,
      postings: [
        { day: 5, kind: 'cash', amount: 30 },
        { day: 20, kind: 'cash', amount: 70 },
      ],
    }
    const { payments } = countsOf([inTwo], 40)
    expect([...payments].reduce((sum, value) => sum + value, 0)).toBe(1)
    expect(atRisk(inTwo)).toEqual(span(-10, 10))
  })

  it('counts no payment for an invoice that a write-off or a credit closed, but its days until then', () => {
    for (const kind of ['write_off', 'credit_memo'] as const) {
      const closed: PlainInvoice = { ...base, postings: [{ day: 30, kind, amount: 100 }] }
      expect(countsOf([closed], 40).payments.every((value) => value === 0)).toBe(true)
      expect(atRisk(closed)).toEqual(span(-10, 20))
    }
  })

  it('takes the days from opening to the day before resolution out of risk, once where disputes overlap', () => {
    const disputed: PlainInvoice = {
      ...base,
      disputes: [
        { opened: 12, resolved: 20 },
        { opened: 15, resolved: 17 },
        { opened: 18, resolved: 22 },
      ],
    }
    expect(atRisk(disputed, 25)).toEqual([...span(-10, 1), ...span(12, 15)])
  })

  it('keeps the very day of a payment that came during a dispute: there is no payment without risk', () => {
    const paid: PlainInvoice = {
      ...base,
      postings: [{ day: 20, kind: 'cash', amount: 100 }],
      disputes: [{ opened: 12, resolved: null }],
    }
    expect(atRisk(paid)).toEqual([...span(-10, 1), 10])
  })

  it('leaves credit notes out', () => {
    expect(atRisk({ ...base, amount: -100 })).toEqual([])
  })
})

describe('survivalFrom', () => {
  // The 6-MP arm of Freireich et al. (Blood 21, 1963), as worked through in survival-analysis textbooks (Cox and Oakes
  // 1984, table 1.1): weeks of remission, + for censored.
  const remission = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'
  it.each([
    [6, 0.857],
    [7, 0.807],
    [10, 0.753],
    [13, 0.69],
    [16, 0.627],
    [22, 0.538],
    [23, 0.448],
  ])('after week %i of the published remission times is %f', (week, expected) => {
    const invoices = remission.split(' ').map((text): PlainInvoice => {
      const weeks = Number.parseInt(text, 10)
      const kind = text.endsWith('+') ? 'write_off' : 'cash'
      return { customer: 0, issued: 0, due: 0, amount: 1, postings: [{ day: weeks, kind, amount: 1 }], disputes: [] }
    })
    const counts = countsOf(invoices, 40)
    expect(survivalFrom(counts)[week - counts.firstDay]).toBeCloseTo(expected, 3)
  })

  it('never rises, and is exact without censoring: the share that is still unpaid', () => {
    const invoices = Array.from(
      { length: 20 },
      (_, row): PlainInvoice => ({
        customer: 0,
        issued: row,
        due: row,
        amount: 1,
        postings: [{ day: row + (row % 7), kind: 'cash', amount: 1 }],
        disputes: [],
      }),
    )
    const survival = survivalFrom(countsOf(invoices, 60))
    for (let age = 0; age < 7; age++) {
      const unpaid = invoices.filter((_, row) => row % 7 > age).length
      expect(survival[age]).toBeCloseTo(unpaid / 20, 14)
    }
  })
})

describe('censoring', () => {
  // Two invoices a day on days 0 to 39: one is always paid on day 10, the other on day 30. Seen on day 39.
  const seenOn = 39
  const invoices = Array.from({ length: 80 }, (_, row): PlainInvoice => {
    const issued = Math.floor(row / 2)
    const paid = issued + (row % 2 === 0 ? 10 : 30)
    const postings = paid <= seenOn ? [{ day: paid, kind: 'cash' as const, amount: 1 }] : []
    return { customer: 0, issued, due: issued, amount: 1, postings, disputes: [] }
  })

  it('is taken into account: half of the invoices are unpaid after 10 days, as is true', () => {
    expect(survivalFrom(countsOf(invoices, seenOn))[10]).toBe(0.5)
  })

  it('teeth: without the open invoices only a quarter would seem to be, for the slow payers are the open ones', () => {
    const settledOnly = invoices.filter(({ postings }) => postings.length > 0)
    expect(settledOnly.length).toBe(40)
    expect(survivalFrom(countsOf(settledOnly, seenOn))[10]).toBe(0.25)
  })
})
