import { mean } from 'simple-statistics'
import { describe, expect, it } from 'vitest'
import { monthOf } from '../../src/calendar/month.js'
import { type DemoCompany, demoCompany } from '../../src/demo/demo-company.js'
import type { SegmentName } from '../../src/demo/demo-truth.js'

const company = demoCompany({ seed: 'arlab', customers: 300, months: 24 })
const { truth } = company
const segments: readonly SegmentName[] = ['small', 'mid', 'enterprise']

/**
 * How far the first payments of a segment's invoices are from the truth, per band of days from the due date, in
 * standard errors: (payments − Σp) ÷ √Σp(1 − p) over all days on which an invoice was open, undisputed and its customer
 * not in default; p = the band's hazard × the customer's multiplier × `factor`. First payments carry the truth whether
 * they are partial or whole. Customers that pay in batches are left out: their invoices are not independent.
 */
function hazardErrors(
  { invoices, payments, applications, adjustments, disputes }: DemoCompany,
  segment: SegmentName,
  factor: number,
) {
  const { hazardEdges, hazardCap, end } = truth
  const { dailyHazards } = truth.segments[segment]
  const customers = new Map(truth.customers.map((row) => [row.customerId, row]))
  const paymentDate = new Map(payments.map((row) => [row.paymentId, row.paymentDate]))
  const firstPaid = new Map<string, number>()
  for (const { invoiceId, paymentId } of applications) {
    const day = paymentDate.get(paymentId)!
    firstPaid.set(invoiceId, Math.min(day, firstPaid.get(invoiceId) ?? day))
  }
  const disputeOf = new Map(disputes.map((row) => [row.invoiceId, row]))
  const amountOf = new Map(invoices.map((row) => [row.invoiceId, row.amount]))
  const closedOn = new Map<string, number>()
  for (const row of adjustments) {
    if (row.kind === 'write_off') closedOn.set(row.invoiceId, row.date)
    // A credit over the whole amount closes the invoice on the morning of its day.
    if (row.kind === 'credit_memo' && row.amount === amountOf.get(row.invoiceId)) {
      closedOn.set(row.invoiceId, row.date - 1)
    }
  }

  const bands = dailyHazards.map(() => ({ paid: 0, expected: 0, variance: 0 }))
  for (const { invoiceId, customerId, invoiceDate, dueDate } of invoices) {
    const customer = customers.get(customerId)!
    if (customer.segment !== segment || customer.paysInBatches) continue
    const paid = firstPaid.get(invoiceId)
    const last = Math.min(
      paid ?? end,
      closedOn.get(invoiceId) ?? end,
      (customer.defaultDay ?? end + 1) - 1,
      dueDate + truth.writeOffDaysPastDue,
    )
    const dispute = disputeOf.get(invoiceId)
    for (let day = invoiceDate + 1; day <= last; day++) {
      if (dispute && dispute.openedOn <= day && day < (dispute.resolvedOn ?? end + 1)) continue
      const index = hazardEdges.filter((edge) => edge <= day - dueDate).length
      const band = bands[index]!
      const p = Math.min(hazardCap, dailyHazards[index]! * customer.multiplier * factor)
      band.expected += p
      band.variance += p * (1 - p)
      if (day === paid) band.paid++
    }
  }
  return bands.map(({ paid, expected, variance }) => ({ expected, error: (paid - expected) / Math.sqrt(variance) }))
}

describe('the ledger carries the payment hazards of the truth', () => {
  // Over 12 bands × 3 segments a right ledger goes beyond 4 standard errors once in about 440 seeds (36 × 6.3e-5, the
  // two-sided normal tail); bands with fewer than 20 expected payments are too thin for it. The seed is fixed.
  it.each(segments)('%s: every band is within 4 standard errors', (segment) => {
    const bands = hazardErrors(company, segment, 1).filter((band) => band.expected >= 20)
    expect(bands.length).toBeGreaterThanOrEqual(8)
    for (const band of bands) expect(Math.abs(band.error)).toBeLessThan(4)
  })

  it.each(segments)('%s: a truth with hazards 1.3 times as high fails the same check', (segment) => {
    const bands = hazardErrors(company, segment, 1.3).filter((band) => band.expected >= 20)
    expect(bands.filter((band) => Math.abs(band.error) >= 4).length).toBeGreaterThanOrEqual(3)
  })
})

describe('the ledger carries the other parts of the truth', () => {
  // Each within 4 standard errors: a right ledger fails one such check once in about 16,000 seeds.
  it.each(segments)('%s: orders, disputes and multipliers', (segment) => {
    const parameters = truth.segments[segment]
    const own = truth.customers.filter((row) => row.segment === segment)
    const ids = new Set(own.map((row) => row.customerId))
    const onboardedOn = new Map(company.customers.map((row) => [row.customerId, row.onboardedOn]))

    let expectedInvoices = 0
    let invoiceVariance = 0
    for (const { customerId, ordersPerDay, paysInBatches, defaultDay } of own) {
      const last = Math.min(truth.end, (defaultDay ?? truth.end) + truth.ordersStopDaysAfterDefault - 1)
      for (let day = onboardedOn.get(customerId)!; day <= last; day++) {
        const growth = (1 + truth.yearlyGrowth) ** ((day - truth.start) / 365)
        const orders = ordersPerDay * truth.seasonalFactors[monthOf(day) % 12]! * growth
        // Compound Poisson: variance = rate × E[n²], with n = 1, or 1 to 3 in batches (E[n] = 2, E[n²] = 14 / 3).
        expectedInvoices += orders * (paysInBatches ? 2 : 1)
        invoiceVariance += orders * (paysInBatches ? 14 / 3 : 1)
      }
    }
    const invoices = company.invoices.filter((row) => ids.has(row.customerId))
    expect(Math.abs(invoices.length - expectedInvoices)).toBeLessThan(4 * Math.sqrt(invoiceVariance))

    const invoiceIds = new Set(invoices.map((row) => row.invoiceId))
    const disputes = company.disputes.filter((row) => invoiceIds.has(row.invoiceId))
    const { probability } = parameters.dispute
    const disputeError = Math.sqrt(invoices.length * probability * (1 - probability))
    expect(Math.abs(disputes.length - invoices.length * probability)).toBeLessThan(4 * disputeError)

    const multipliers = own.map((row) => row.multiplier)
    expect(Math.abs(mean(multipliers) - 1)).toBeLessThan(4 * Math.sqrt(parameters.frailtyVariance / own.length))
  })

  it('defaults come at the yearly rate', () => {
    let expected = 0
    for (const { segment, customerId, defaultDay } of truth.customers) {
      const from = company.customers.find((row) => row.customerId === customerId)!.onboardedOn
      expected += (truth.segments[segment].yearlyDefaultHazard * ((defaultDay ?? truth.end) - from)) / 365
    }
    const defaults = truth.customers.filter((row) => row.defaultDay !== null).length
    expect(Math.abs(defaults - expected)).toBeLessThan(4 * Math.sqrt(expected))
  })

  it('seasonal factors have mean 1, and shares add up to 1', () => {
    expect(mean([...truth.seasonalFactors])).toBeCloseTo(1, 12)
    expect(segments.reduce((sum, name) => sum + truth.segments[name].share, 0)).toBeCloseTo(1, 12)
    for (const name of segments) {
      expect(truth.segments[name].terms.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
      const share = truth.customers.filter((row) => row.segment === name).length / truth.customers.length
      expect(share).toBeCloseTo(truth.segments[name].share, 12)
      expect(truth.segments[name].dailyHazards).toHaveLength(truth.hazardEdges.length)
    }
  })
})
