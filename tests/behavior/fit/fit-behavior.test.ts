import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fitBehavior } from '../../../src/behavior/fit/fit-behavior.js'
import { type DemoCompany, demoCompany } from '../../../src/demo/demo-company.js'
import { demoParameters } from '../../../src/demo/demo-parameters.js'
import type { DemoParameters } from '../../../src/demo/demo-truth.js'
import { writeDemo } from '../../../src/demo/write-demo.js'
import { InputError } from '../../../src/document/input-error.js'
import { ledgerHash } from '../../../src/ledger/ledger-hash.js'
import { openLedger } from '../../../src/ledger/open-ledger.js'
import { chiSquareTail, falseAlarmRate, twoSidedNormalTail } from '../../engine/statistics.js'
import { knownLedger, trueHazard, truth } from '../known-company.js'
import { ledgerOf, type PlainInvoice } from '../plain-ledger.js'

describe('fitBehavior on a ledger of known hazards', () => {
  const fitted = fitBehavior(knownLedger('known company', 12_000, 500, 600)).segments[0]!
  const { hazard } = fitted

  /**
   * p-value of a truth: given who is at risk on a day, the payments of the day are binomial, so that payments − h·exposure
   * is a martingale with variance Σh(1 − h): its squared standard scores over pieces add up to a chi-square.
   */
  const pValueOf = (factor: number) => {
    let statistic = 0
    let pieces = 0
    hazard.forEach(({ from, payments, exposure }) => {
      const own = trueHazard(truth, from) * factor
      const expected = own * exposure!
      if (exposure === 0) return
      // The normal limit needs some payments; every piece of this ledger has them.
      expect(expected).toBeGreaterThan(25)
      statistic += (payments! - expected) ** 2 / (expected * (1 - own))
      pieces++
    })
    expect(pieces).toBeGreaterThanOrEqual(truth.from.length)
    return chiSquareTail(statistic, pieces)
  }

  // A right fit fails once in a million seeds (in the normal limit); the seed is fixed.
  it('finds the true hazard of every piece within chance', () => {
    expect(pValueOf(1)).toBeGreaterThan(falseAlarmRate)
  })

  it.each([1.3, 1.1, 1 / 1.1])('teeth: a truth with hazards %f times as high fails the same check', (factor) => {
    expect(pValueOf(factor)).toBeLessThan(falseAlarmRate)
  })

  it('finds the share of disputed invoices and what is conceded of them', () => {
    const { probability, conceded, creditedShare } = fitted.dispute
    const error = Math.sqrt((truth.disputeShare * (1 - truth.disputeShare)) / 12_000)
    expect(probability.error! / error).toBeCloseTo(1, 1)
    expect(twoSidedNormalTail((probability.value - truth.disputeShare) / error)).toBeGreaterThan(falseAlarmRate)
    expect(twoSidedNormalTail((probability.value - 1.2 * truth.disputeShare) / error)).toBeLessThan(falseAlarmRate)
    // Every dispute of this company ends with a credit of a fifth.
    expect(conceded.value).toBeGreaterThan(0.99)
    expect(creditedShare.value).toBeCloseTo(truth.concededShare, 3)
    expect(probability.provenance).toBe('fitted')
  })

  it('finds the age at which the ledger writes off', () => {
    expect(fitBehavior(knownLedger('write-offs', 3000, 200, 400)).writeOff.daysPastDue).toMatchObject({
      value: truth.writeOffAge,
      error: 0,
      provenance: 'fitted',
    })
  })
})

describe('95 % intervals of fitted hazards', () => {
  it('hold the truth in 95 of 100 ledgers', () => {
    // Piece "3 days before due" of 400 ledgers; a hit is |payments − h·exposure| ≤ 1.96 √(h(1 − h)·exposure). Hits are
    // binomial(400, 0.95); with about 80 payments a ledger the normal interval's own coverage is within 0.5 % of 95 %, so
    // the p-value is the largest over coverages of 94.5 to 95.5 %. A right fit fails less than once in a million seeds.
    const ledgers = 400
    const pieces = Array.from({ length: ledgers }, (_, number) => {
      const { hazard } = fitBehavior(knownLedger(`interval ${number}`, 700, 120, 100)).segments[0]!
      return hazard.find(({ from }) => from === -3)!
    })
    for (const { payments } of pieces) expect(payments).toBeGreaterThan(40)
    const hits = (factor: number) => {
      const own = trueHazard(truth, -3) * factor
      return pieces.filter(({ payments, exposure }) => {
        const expected = own * exposure!
        return Math.abs(payments! - expected) <= 1.96 * Math.sqrt(expected * (1 - own))
      }).length
    }
    const pValue = (count: number) =>
      Math.max(
        ...[0.945, 0.95, 0.955].map((coverage) =>
          twoSidedNormalTail((count - ledgers * coverage) / Math.sqrt(ledgers * coverage * (1 - coverage))),
        ),
      )
    expect(pValue(hits(1))).toBeGreaterThan(falseAlarmRate)
    expect(pValue(hits(1.3))).toBeLessThan(falseAlarmRate)
  })
})

describe('fitBehavior on the demo company', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arlab-fit-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /**
   * What of the demo company can be compared with its true hazards: its mid-size customers, without those that pay in
   * batches (their invoices are not independent), take discounts or default; each invoice seen up to its first payment, which then counts
   * as the whole of it (the truth's hazard is that of the first payment). Neither choice looks at how fast anyone paid.
   */
  function comparable(company: DemoCompany): DemoCompany {
    const ids = new Set(
      company.truth.customers
        .filter((row) => row.segment === 'mid' && !row.paysInBatches && !row.takesDiscount && row.defaultDay === null)
        .map((row) => row.customerId),
    )
    const invoices = company.invoices.filter((row) => ids.has(row.customerId))
    const invoiceOf = new Map(invoices.map((row) => [row.invoiceId, row]))
    const dayOf = new Map(company.payments.map((row) => [row.paymentId, row.paymentDate]))
    const first = new Map<string, DemoCompany['applications'][number]>()
    for (const row of company.applications) {
      const known = first.get(row.invoiceId)
      if (!invoiceOf.has(row.invoiceId)) continue
      if (!known || dayOf.get(row.paymentId)! < dayOf.get(known.paymentId)!) first.set(row.invoiceId, row)
    }
    // After the first payment nothing more happens; a credit before it leaves less to pay.
    const adjustments = company.adjustments.filter((row) => {
      const paid = first.get(row.invoiceId)
      return (
        invoiceOf.has(row.invoiceId) && row.kind !== 'recovery' && !(paid && dayOf.get(paid.paymentId)! <= row.date)
      )
    })
    const credited = new Map<string, number>()
    for (const row of adjustments) credited.set(row.invoiceId, (credited.get(row.invoiceId) ?? 0) + row.amount)
    const applications = [...first.values()].map((row) => ({
      ...row,
      amount: (invoiceOf.get(row.invoiceId)!.amount - (credited.get(row.invoiceId) ?? 0)) as typeof row.amount,
    }))
    const paidBy = new Map<string, number>()
    for (const row of applications) paidBy.set(row.paymentId, (paidBy.get(row.paymentId) ?? 0) + row.amount)
    return {
      ...company,
      invoices,
      customers: company.customers.filter((row) => ids.has(row.customerId)),
      payments: company.payments
        .filter((row) => paidBy.has(row.paymentId))
        .map((row) => ({ ...row, amount: paidBy.get(row.paymentId)! as typeof row.amount })),
      applications,
      adjustments,
      disputes: company.disputes.filter((row) => invoiceOf.has(row.invoiceId)),
    }
  }

  /** Σp and Σp(1 − p) over the days at risk of every invoice, by the fit's own pieces, straight from the truth. */
  function expectedPayments(company: DemoCompany, from: readonly number[], net: number, factor: number) {
    const { truth: own } = company
    const { dailyHazards } = own.segments.mid
    const customers = new Map(own.customers.map((row) => [row.customerId, row]))
    const dayOf = new Map(company.payments.map((row) => [row.paymentId, row.paymentDate]))
    const paidOn = new Map(company.applications.map((row) => [row.invoiceId, dayOf.get(row.paymentId)!]))
    const closedOn = new Map<string, number>()
    const amountOf = new Map(company.invoices.map((row) => [row.invoiceId, row.amount]))
    for (const row of company.adjustments) {
      if (row.kind === 'write_off') closedOn.set(row.invoiceId, row.date)
      else if (row.amount === amountOf.get(row.invoiceId)) closedOn.set(row.invoiceId, row.date - 1)
    }
    const disputeOf = new Map(company.disputes.map((row) => [row.invoiceId, row]))
    const pieces = from.map(() => ({ expected: 0, variance: 0 }))
    for (const { invoiceId, customerId, invoiceDate, dueDate } of company.invoices) {
      if (dueDate - invoiceDate !== net) continue
      const last = Math.min(paidOn.get(invoiceId) ?? own.end, closedOn.get(invoiceId) ?? own.end)
      const dispute = disputeOf.get(invoiceId)
      for (let day = invoiceDate + 1; day <= last; day++) {
        if (dispute && dispute.openedOn <= day && day < (dispute.resolvedOn ?? own.end + 1)) continue
        const band = own.hazardEdges.filter((edge) => edge <= day - dueDate).length
        const p = Math.min(own.hazardCap, (dailyHazards[band] ?? 0) * customers.get(customerId)!.multiplier * factor)
        const piece = pieces[from.filter((first) => first <= day - dueDate).length - 1]!
        piece.expected += p
        piece.variance += p * (1 - p)
      }
    }
    return pieces
  }

  let company: DemoCompany
  let segments: ReturnType<typeof fitBehavior>['segments']
  beforeAll(async () => {
    // Without what moves a payment from day to day beside the hazard of its band.
    const parameters: DemoParameters = {
      ...demoParameters,
      economy: { ...demoParameters.economy, paymentLoading: 0 },
      contacts: { ...demoParameters.contacts, plan: [] },
      goodsReturn: { ...demoParameters.goodsReturn, probability: 0 },
      lateApplication: { ...demoParameters.lateApplication, probability: 0 },
    }
    company = comparable(demoCompany({ seed: 'a fit', customers: 400, months: 24, parameters }))
    await writeDemo(
      { truth: company.truth, count: 1, parts: [{ ...company, truths: company.truth.customers }] },
      folder,
    )
    segments = fitBehavior((await openLedger(folder)).data).segments
  })

  const pValueOf = (name: string, net: number, factor: number) => {
    const { hazard } = segments.find((segment) => segment.name === name)!
    const from = hazard.map((piece) => piece.from)
    const payments = hazard.map((piece) => piece.payments!)
    const pieces = expectedPayments(company, from, net, factor)
    // Pieces with fewer than 10 expected payments are too thin for the normal limit.
    const thick = from.flatMap((_, piece) => (pieces[piece]!.expected < 10 ? [] : [piece]))
    expect(thick.length).toBeGreaterThanOrEqual(9)
    const statistic = thick.reduce(
      (sum, piece) => sum + (payments[piece]! - pieces[piece]!.expected) ** 2 / pieces[piece]!.variance,
      0,
    )
    return chiSquareTail(statistic, thick.length)
  }

  // Each fails for a right fit once in a million seeds; the seed is fixed.
  it.each([30, 45])('net %i: the fitted payments of every piece are those of the truth within chance', (net) => {
    expect(pValueOf(`mid, net ${net}`, net, 1)).toBeGreaterThan(falseAlarmRate)
  })

  it.each([30, 45])('teeth, net %i: a truth with hazards 1.3 times as high fails the same check', (net) => {
    expect(pValueOf(`mid, net ${net}`, net, 1.3)).toBeLessThan(falseAlarmRate)
  })
})

describe('fitBehavior learns from each customer', () => {
  const invoice = (customer: number, issued: number, net: number, amount: number): PlainInvoice => ({
    customer,
    issued,
    due: issued + net,
    amount,
    postings: amount > 0 ? [{ day: issued, kind: 'cash', amount }] : [],
    disputes: [],
  })
  const customers = [{ segment: 'small', region: 'EMEA' }, { segment: 'small' }, { region: 'APAC', name: 'No segment' }]
  const ledger = ledgerOf(
    customers,
    [
      invoice(0, 10, 30, 1000),
      invoice(0, 365, 30, 3000),
      invoice(0, 700, 45, 8000),
      invoice(1, 366, 45, 500),
      invoice(1, 500, 30, 700),
      invoice(2, 720, 0, 900),
      invoice(2, 725, 0, -400),
    ],
    730,
  )
  const behavior = fitBehavior(ledger)

  it('its segment: its own and its usual terms, or the terms alone', () => {
    expect(behavior.customers.map(({ segment }) => segment)).toEqual(['small, net 30', 'small, net 30', 'net 0'])
    expect(behavior.segments.map(({ name }) => name)).toEqual(['net 0', 'small, net 30'])
  })

  it('its usual net days: the most frequent, the shorter of two equally frequent ones', () => {
    expect(behavior.customers.map(({ netDays }) => netDays)).toEqual([30, 30, 0])
  })

  it('its orders over the last 365 days, credit notes and what brought the customer not counted', () => {
    // Days 366 to 730, not 365: one of the first; two of the second, whose first one is why it is there; one of the third.
    expect(behavior.customers.map(({ ordersPerDay }) => ordersPerDay.evidence)).toEqual([1, 1, 0])
  })

  it('its mean amount exactly: e^(mean + deviation² ÷ 2)', () => {
    const means = behavior.customers.map((row) => Math.exp(row.logAmountMean.value + row.logAmountDeviation ** 2 / 2))
    expect(means[0]).toBeCloseTo(4000, 8)
    expect(means[1]).toBeCloseTo(600, 8)
    expect(means[2]).toBeCloseTo(900, 8)
  })

  it('its attributes as the ledger has them, but not its name, and the terms that its invoices show', () => {
    const terms = ['net 30', 'net 30', 'net 0']
    expect(behavior.customers.map(({ attributes }) => attributes)).toEqual(
      customers.map(({ name: _, ...rest }, row) => ({ ...rest, terms: terms[row] })),
    )
  })

  it('states that where nothing was ever written off 180 days are an assumption', () => {
    expect(behavior.writeOff.daysPastDue).toMatchObject({ value: 180, provenance: 'stated' })
  })

  it('counts orders of a young ledger over the days that it has', () => {
    const young = fitBehavior(ledgerOf([{}], [invoice(0, 1, 30, 100), invoice(0, 10, 30, 100)], 10))
    // A single customer is its own segment: nothing draws its rate away from 2 invoices in 10 days.
    expect(young.customers[0]!.ordersPerDay.value).toBeCloseTo(0.2, 2)
  })

  it('says which ledger it was fitted from', () => {
    expect(behavior.fittedFrom).toEqual({
      ledgerHash: ledgerHash(ledger),
      asOf: '1972-01-01',
      invoices: 7,
      contacts: 0,
    })
  })

  it('cannot learn from nothing', () => {
    expect(() => fitBehavior(ledgerOf([{}], [], 10))).toThrow(
      new InputError('There is no invoice up to the as-of day, so nothing can be learnt.'),
    )
    const unpaid = { ...invoice(0, 1, 30, 100), postings: [] }
    expect(() => fitBehavior(ledgerOf([{}], [unpaid], 10))).toThrow(/^No invoice was paid by 1970-01-11, so nothing/)
  })
})

describe('fitBehavior learns disputes', () => {
  const disputed = (resolved: number | null, credited: number): PlainInvoice => ({
    customer: 0,
    issued: 10,
    due: 40,
    amount: 1000,
    postings: credited > 0 ? [{ day: resolved!, kind: 'credit_memo', amount: credited }] : [],
    disputes: [{ opened: 12, resolved }],
  })
  const paid = [{ day: 40, kind: 'cash', amount: 1000 }] as const
  const plain: PlainInvoice = { customer: 0, issued: 10, due: 40, amount: 1000, postings: paid, disputes: [] }

  it('their share with the open ones in it, and what resolved ones concede of their amount', () => {
    const invoices = [disputed(20, 500), disputed(40, 0), disputed(null, 0), ...new Array<PlainInvoice>(9).fill(plain)]
    const { dispute } = fitBehavior(ledgerOf([{}], invoices, 60)).segments[0]!
    // Half a case more each way: three of twelve were disputed, one of two resolved ones ended with a credit of half.
    expect(dispute.probability).toMatchObject({ value: 3.5 / 13, evidence: 12, provenance: 'fitted' })
    expect(dispute.conceded).toMatchObject({ value: 1.5 / 3, evidence: 2 })
    expect(dispute.creditedShare.value).toBe(0.5)
  })

  it('as none, and says that this is an assumption, where none was ever resolved', () => {
    const { dispute } = fitBehavior(ledgerOf([{}], [disputed(null, 0), plain], 60)).segments[0]!
    const none = { value: 0, provenance: 'stated' }
    expect(dispute).toEqual({ probability: none, meanDays: none, conceded: none, creditedShare: none })
  })
})

describe('the length of disputes', () => {
  it('is estimated with the open disputes as censored: days under dispute ÷ resolutions', () => {
    // Disputes of mean 18 days, seen for 20 days of invoices only; an exponential mean has a relative error of 1 ÷ √n.
    const ledger = knownLedger('young disputes', 6000, 20, 20, { ...truth, disputeShare: 0.5 })
    const { meanDays } = fitBehavior(ledger).segments[0]!.dispute
    const resolutions = [...ledger.disputes.resolved].filter((day) => day <= ledger.asOf).length
    expect(resolutions).toBeGreaterThan(500)
    // ⌈Exp(mean 18)⌉ has mean 18.5.
    expect(meanDays.error! / meanDays.value).toBeCloseTo(1 / Math.sqrt(resolutions), 10)
    expect(twoSidedNormalTail((meanDays.value / 18.5 - 1) * Math.sqrt(resolutions))).toBeGreaterThan(falseAlarmRate)
  })
})
