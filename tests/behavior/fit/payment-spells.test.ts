import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paymentCounts } from '../../../src/behavior/fit/payment-counts.js'
import { cutSpells, paymentSpells } from '../../../src/behavior/fit/payment-spells.js'
import type { PostingKind } from '../../../src/ledger/ledger-data.js'
import { ledgerOf, type PlainInvoice } from '../plain-ledger.js'
import { plainDaysAtRisk } from './plain-at-risk.js'

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

const invoice: fc.Arbitrary<PlainInvoice> = fc
  .record({
    customer: fc.integer({ min: 0, max: 1 }),
    issued: fc.integer({ min: 0, max: asOf }),
    net: fc.integer({ min: 0, max: 40 }),
    amount: fc.constantFrom(100, 100, 250, -80),
    postings: fc.array(
      fc.record({
        after: fc.integer({ min: 0, max: 60 }),
        kind: fc.constantFrom(...kinds),
        // 96 of 100 is a short payment, 60 a part payment; a negative one bounces.
        amount: fc.constantFrom(60, 96, 100, 250, 250, -60),
      }),
      { maxLength: 4 },
    ),
    disputes: fc.array(
      fc.record({ after: fc.integer({ min: 0, max: 50 }), days: fc.option(fc.integer({ min: 0, max: 30 })) }),
      { maxLength: 3 },
    ),
  })
  .map(({ customer, issued, net, amount, postings, disputes }) => ({
    customer,
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

/** The days at risk of each invoice as the spells have them. */
function daysOf(invoices: readonly PlainInvoice[], day = asOf) {
  const { spells } = paymentSpells(ledgerOf([{}, {}], invoices, day))
  return invoices.map((_, row) =>
    Array.from({ length: spells.count }, (_unused, spell) => spell)
      .filter((spell) => spells.invoice[spell] === row)
      .flatMap((spell) => {
        const [from, through] = [spells.from[spell]!, spells.through[spell]!]
        return Array.from({ length: through - from + 1 }, (_unused, index) => ({
          day: from + index,
          isPaid: spells.paid[spell] === 1 && from + index === through,
        }))
      }),
  )
}

describe('paymentSpells', () => {
  it('has every invoice at risk and paid on the days that a step for each day finds, on random ledgers', () => {
    let paid = 0
    fc.assert(
      fc.property(fc.array(invoice, { minLength: 1, maxLength: 25, size: 'max' }), (invoices) => {
        const plain = invoices.map((one) => plainDaysAtRisk(one, asOf))
        expect(daysOf(invoices)).toEqual(plain)
        paid += plain.flat().filter(({ isPaid }) => isPaid).length
      }),
      { seed: 1, numRuns: 300 },
    )
    expect(paid).toBeGreaterThan(1000)
  })

  const base: PlainInvoice = { customer: 0, issued: 0, due: 10, amount: 100, postings: [], disputes: [] }
  const span = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index)
  const atRisk = (one: PlainInvoice, day = 40) => daysOf([one], day)[0]!.map(({ day: on }) => on)

  it('has an invoice at risk from its own date through its payment, both days included', () => {
    expect(atRisk({ ...base, postings: [{ day: 14, kind: 'cash', amount: 100 }] })).toEqual(span(0, 14))
  })

  it('keeps it at risk after a part payment, and no longer after one that leaves hardly anything', () => {
    const inTwo = (first: number): PlainInvoice => ({
      ...base,
      postings: [
        { day: 5, kind: 'cash', amount: first },
        { day: 20, kind: 'cash', amount: 100 - first },
      ],
    })
    expect(atRisk(inTwo(30))).toEqual(span(0, 20))
    expect(atRisk(inTwo(95))).toEqual(span(0, 5))
    const shares = (one: PlainInvoice) => [...paymentSpells(ledgerOf([{}], [one], 40)).firstShare]
    expect(shares(inTwo(30))).toEqual([0.3])
    expect(shares(inTwo(95))).toEqual([1])
    expect(shares(base)).toEqual([Number.NaN])
  })

  it('takes the days from opening to the day before resolution out, once where disputes overlap', () => {
    const disputed: PlainInvoice = {
      ...base,
      disputes: [
        { opened: 12, resolved: 20 },
        { opened: 15, resolved: 17 },
        { opened: 18, resolved: 22 },
      ],
    }
    expect(atRisk(disputed, 25)).toEqual([...span(0, 11), ...span(22, 25)])
  })

  it('ends an invoice’s time on its last day', () => {
    const spells = cutSpells(paymentSpells(ledgerOf([{}], [base], 40)).spells, () => 7)
    expect([[...spells.from], [...spells.through], [...spells.paid]]).toEqual([[0], [7], [0]])
  })
})

describe('paymentCounts', () => {
  it('adds up the spells of each segment by day relative to due', () => {
    fc.assert(
      fc.property(fc.array(invoice, { minLength: 1, maxLength: 20 }), (invoices) => {
        const ledger = ledgerOf([{}, {}], invoices, asOf)
        const counts = paymentCounts(ledger, paymentSpells(ledger).spells, Int32Array.of(0, 1), 2)
        counts.forEach(({ firstDay, payments, atRisk }, segment) => {
          const days = invoices
            .filter(({ customer }) => customer === segment)
            .flatMap((one) =>
              plainDaysAtRisk(one, asOf).map(({ day, isPaid }) => ({ relative: day - one.due, isPaid })),
            )
          for (let relative = -60; relative <= 110; relative++) {
            const own = days.filter((day) => day.relative === relative)
            expect(atRisk[relative - firstDay] ?? 0).toBe(own.length)
            expect(payments[relative - firstDay] ?? 0).toBe(own.filter(({ isPaid }) => isPaid).length)
          }
        })
      }),
      { seed: 2, numRuns: 100 },
    )
  })
})
