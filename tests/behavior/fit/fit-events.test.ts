import { describe, expect, it } from 'vitest'
import { fitBehavior } from '../../../src/behavior/fit/fit-behavior.js'
import { fitDefaults } from '../../../src/behavior/fit/fit-defaults.js'
import { fitDiscounts } from '../../../src/behavior/fit/fit-discounts.js'
import { fitPartPayments } from '../../../src/behavior/fit/fit-part-payments.js'
import { paymentSpells } from '../../../src/behavior/fit/payment-spells.js'
import { noDay } from '../../../src/ledger/no-day.js'
import { ledgerOf, type PlainInvoice } from '../plain-ledger.js'

type Postings = PlainInvoice['postings']

const invoice = (customer: number, issued: number, postings: Postings = []): PlainInvoice => ({
  customer,
  issued,
  due: issued + 30,
  amount: 1000,
  postings,
  disputes: [],
})
const paid = (day: number, amount = 1000): Postings => [{ day, kind: 'cash', amount }]
const lost = (day: number): Postings => [{ day, kind: 'write_off', amount: 1000 }]
const one = Int32Array.of(0, 0, 0)

describe('fitDefaults', () => {
  // Customer 0 pays until day 100 and then no more; 1 has one invoice written off and pays on; 2 pays all.
  const ledger = ledgerOf(
    [{}, {}, {}],
    [
      invoice(0, 50, paid(100)),
      invoice(0, 90, lost(300)),
      invoice(0, 95, lost(305)),
      invoice(1, 60, lost(270)),
      invoice(1, 200, paid(240)),
      invoice(1, 300, paid(340)),
      invoice(2, 70, paid(95)),
      invoice(2, 390, paid(398)),
    ],
    400,
  )

  it('dates a default to the day after the last payment, where only silence followed', () => {
    const { defaultDay, lastPaid } = fitDefaults(ledger, one, 1, 180)
    expect([...defaultDay]).toEqual([101, noDay, noDay])
    expect([...lastPaid]).toEqual([100, 340, 398])
  })

  it('assumes the rate while the ledger is short, and counts it once 30 customer-years are seen', () => {
    expect(fitDefaults(ledger, one, 1, 180).perYear[0]).toMatchObject({ value: 0.01, provenance: 'stated' })
    const customers = Array.from({ length: 60 }, () => ({}))
    const many = customers.flatMap((_, customer) =>
      customer < 2
        ? [invoice(customer, 0, paid(20)), invoice(customer, 40, lost(250))]
        : [invoice(customer, 0, paid(20))],
    )
    const long = ledgerOf(customers, many, 1000)
    // At risk from day 0 to 1000 − 180 − 30 = 790; the two that stopped on day 21 until then.
    const years = (58 * 790 + 2 * 21) / 365
    const [rate] = fitDefaults(long, new Int32Array(60), 1, 180).perYear
    expect(rate!.value).toBeCloseTo(2.5 / years, 10)
    expect(rate).toMatchObject({ evidence: 2, provenance: 'fitted' })
  })

  it('gives recovery as a share of what was written off, and its days', () => {
    const recovered = ledgerOf(
      [{}],
      [
        invoice(0, 0, [...lost(200), { day: 250, kind: 'recovery', amount: 400 }]),
        invoice(0, 10, lost(210)),
        invoice(0, 20, paid(40)),
      ],
      400,
    )
    const { recovery } = fitDefaults(recovered, Int32Array.of(0), 1, 180)
    // 400 of 2,000 on two write-offs, leaning on half a case each way.
    expect(recovery!.share.value).toBeCloseTo((0.4 + 0.5) / 3, 10)
    expect(recovery!.meanDays.value).toBe(50)
  })
})

describe('customers that have gone silent', () => {
  // Twelve customers that pay every invoice a day or two after it is due, for two years; the last one stops on day 600.
  const customers = Array.from({ length: 12 }, () => ({ segment: 'all' }))
  const invoices = customers.flatMap((_, customer) =>
    Array.from({ length: 70 }, (_unused, index) => {
      const issued = 10 * index + (customer % 5)
      const day = issued + 31 + (index % 2)
      const stopped = customer === 11 && day > 600
      return invoice(customer, issued, day <= 720 && !stopped ? paid(day) : [])
    }),
  )
  const behavior = fitBehavior(ledgerOf(customers, invoices, 720))

  it('have probably stopped paying, and others have not', () => {
    expect(behavior.customers[11]!.defaulted!.value).toBeGreaterThan(0.99)
    expect(behavior.customers.slice(0, 11).every(({ defaulted }) => defaulted === undefined)).toBe(true)
  })

  it('do not make their segment look slow', () => {
    const late = behavior.segments[0]!.hazard.find(({ from }) => from === 1)!
    // Nearly all is paid on days 1 and 2: two payments in three days at risk, and no months of the silent one.
    expect(late.payments! / late.exposure!).toBeGreaterThan(0.5)
  })
})

describe('fitDiscounts', () => {
  const withDiscount = (day: number): Postings => [
    { day, kind: 'cash', amount: 980 },
    { day, kind: 'discount', amount: 20 },
  ]
  const terms = { terms: '2/10 net 30' }
  const ledger = ledgerOf(
    [terms, terms, { terms: 'net 30' }],
    [
      invoice(0, 0, withDiscount(9)),
      invoice(0, 20, withDiscount(28)),
      invoice(0, 40, paid(75)),
      invoice(1, 0, paid(31)),
      invoice(1, 30, withDiscount(38)),
      invoice(2, 0, paid(30)),
    ],
    100,
  )

  it('has a customer take its discount if most of its invoices were paid less discount', () => {
    const { ofCustomer } = fitDiscounts(ledger, one, 1)
    expect(ofCustomer[0]).toEqual({ percent: 2, days: 10, taken: true, taker: { taken: 2, offered: 3 } })
    expect(ofCustomer[1]).toMatchObject({ taken: false, taker: { taken: 1, offered: 2 } })
    expect(ofCustomer[2]).toBeUndefined()
  })

  it('says that hurdles are assumed while few customers are offered one', () => {
    const [hurdle] = fitDiscounts(ledger, one, 1).hurdles
    expect(hurdle!.hurdleMedian).toMatchObject({ provenance: 'stated', evidence: 2 })
    expect(hurdle!.hurdleMedian.value).toBeGreaterThan(0.15)
    expect(hurdle!.hurdleMedian.value).toBeLessThan(0.6)
  })

  it('draws the median hurdle below a discount that all take, and above one that none takes', () => {
    const customers = Array.from({ length: 40 }, () => terms)
    const all = (isTaker: boolean) =>
      ledgerOf(
        customers,
        customers.flatMap((_, customer) =>
          [0, 20].map((day) => invoice(customer, day, isTaker ? withDiscount(day + 9) : paid(day + 31))),
        ),
        100,
      )
    // 2/10 net 30 is 37.24 % a year.
    const median = (isTaker: boolean) => fitDiscounts(all(isTaker), new Int32Array(40), 1).hurdles[0]!.hurdleMedian
    expect(median(true).value).toBeLessThan(0.2)
    expect(median(false).value).toBeGreaterThan(0.6)
    expect(median(true).provenance).toBe('fitted')
  })
})

describe('fitPartPayments', () => {
  it('counts first payments that leave more than 5 % open, and which part they are', () => {
    const ledger = ledgerOf(
      [{}],
      [
        invoice(0, 0, [...paid(30, 400), ...paid(50, 600)]),
        invoice(0, 0, [...paid(30, 200), ...paid(60, 800)]),
        invoice(0, 0, paid(31)),
        invoice(0, 0, paid(32, 960)),
        invoice(0, 0),
      ],
      100,
    )
    const [partial] = fitPartPayments(ledger, paymentSpells(ledger).firstShare, Int32Array.of(0), 1)
    expect(partial!.probability).toMatchObject({ value: 2.5 / 5, evidence: 4 })
    expect(partial!.fraction.mean.value).toBeCloseTo(0.3, 10)
    expect(partial!.fraction.deviation.value).toBeCloseTo(0.1, 10)
  })
})
