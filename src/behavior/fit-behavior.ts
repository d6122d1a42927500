import { median } from 'simple-statistics'
import { isoFromDay } from '../calendar/day.js'
import { InputError } from '../document/input-error.js'
import { type LedgerData, postingCode } from '../ledger/ledger.js'
import { noDay } from '../ledger/no-day.js'
import { invoiceClosings } from '../ledger/settlement.js'
import type { Behavior, CustomerBehavior, SegmentBehavior } from './behavior.js'
import { fitHazard } from './fit-hazard.js'
import { paymentCounts } from './payment-counts.js'

/** Days back from the as-of day over which orders are counted: a year, so that every season counts once. */
const orderWindowDays = 365

/** Stated where the ledger shows too few write-offs to learn the policy from. */
const statedWriteOffAge = 180

/** Fewer write-offs than this are single events and no policy. */
const fewestWriteOffs = 10

/**
 * Learns from a ledger how its customers pay and order. Segments are the customers' own segments, split by usual
 * terms; without a segment attribute, the terms alone. Fitted: the daily hazard of paying, disputes, the write-off
 * age, each customer's rate and size of orders. Costs O(invoices).
 * Throws an InputError if there is no invoice to learn from.
 */
export function fitBehavior(ledger: LedgerData): Behavior {
  const { invoices, customers } = ledger
  if (invoices.count === 0) throw new InputError('There is no invoice up to the as-of day, so nothing can be learnt.')
  if (invoiceClosings(ledger).settled.every((day) => day === noDay)) {
    throw new InputError(
      `No invoice was paid in full by ${isoFromDay(ledger.asOf)}, so nothing can be learnt of how customers pay; ` +
        'check that the ledger has payments and applications, or state the behaviour in a file.',
    )
  }
  const netDays = usualNetDays(ledger)
  const names = Array.from({ length: customers.count }, (_, row) => {
    const column = customers.attributes.get('segment')
    const own = column?.values[column.codes[row]!]
    return own === undefined ? `net ${netDays[row]}` : `${own}, net ${netDays[row]}`
  })
  const segmentNames = [...new Set(names)].sort()
  const segmentOfCustomer = Int32Array.from(names, (name) => segmentNames.indexOf(name))
  const segmentOfInvoice = invoices.customer.map((customer) => segmentOfCustomer[customer]!)

  const counts = paymentCounts(ledger, segmentOfInvoice, segmentNames.length)
  const disputes = fitDisputes(ledger, segmentOfInvoice, segmentNames.length)
  const segments = segmentNames.map(
    (name, index): SegmentBehavior => ({
      name,
      hazard: fitHazard(counts[index]!),
      dispute: disputes[index]!,
    }),
  )
  return {
    schema: 'arlab/behavior/1',
    currency: ledger.currency.code,
    fittedFrom: { ledgerHash: ledger.hash, asOf: isoFromDay(ledger.asOf), invoices: invoices.count },
    writeOff: fitWriteOffAge(ledger),
    segments,
    customers: fitCustomers(ledger, names, netDays),
  }
}

/** The net days that most of a customer's invoices have; the shorter of two equally frequent ones. */
function usualNetDays(ledger: LedgerData): Int32Array {
  const { invoices, customers } = ledger
  const counts = Array.from({ length: customers.count }, () => new Map<number, number>())
  for (let row = 0; row < invoices.count; row++) {
    const net = invoices.due[row]! - invoices.issued[row]!
    const count = counts[invoices.customer[row]!]!
    count.set(net, (count.get(net) ?? 0) + 1)
  }
  return Int32Array.from(counts, (count) => {
    const ranked = [...count].sort((a, b) => b[1] - a[1] || a[0] - b[0])
    return ranked[0]?.[0] ?? 30
  })
}

function fitDisputes(ledger: LedgerData, segmentOfInvoice: Int32Array, segments: number): SegmentBehavior['dispute'][] {
  const { invoices, disputes, postings } = ledger
  const invoiced = new Float64Array(segments)
  const disputed = new Float64Array(segments)
  const resolved = new Float64Array(segments)
  const days = new Float64Array(segments)
  const value = new Float64Array(segments)
  const credited = new Float64Array(segments)
  for (let row = 0; row < invoices.count; row++) invoiced[segmentOfInvoice[row]!]! += 1
  for (let row = 0; row < disputes.invoice.length; row++) {
    const invoice = disputes.invoice[row]!
    const segment = segmentOfInvoice[invoice]!
    disputed[segment]! += 1
    if (disputes.resolved[row] === noDay) continue
    resolved[segment]! += 1
    days[segment]! += disputes.resolved[row]! - invoices.issued[invoice]!
    value[segment]! += invoices.amount[invoice]!
    for (let posting = postings.start[invoice]!; posting < postings.start[invoice + 1]!; posting++) {
      if (postings.kind[posting] === postingCode.credit_memo) credited[segment]! += postings.amount[posting]!
    }
  }
  return Array.from(disputed, (count, segment): SegmentBehavior['dispute'] => {
    if (resolved[segment] === 0) return { probability: 0, meanDays: 0, concededShare: 0, provenance: 'stated' }
    return {
      probability: Math.min(1, count / invoiced[segment]!),
      meanDays: days[segment]! / resolved[segment]!,
      concededShare: Math.min(1, credited[segment]! / value[segment]!),
      provenance: 'fitted',
    }
  })
}

/** The usual age of an invoice when a write-off closed it. A write-off of a small rest is no policy and does not count. */
function fitWriteOffAge(ledger: LedgerData): Behavior['writeOff'] {
  const { invoices, postings } = ledger
  const { closed } = invoiceClosings(ledger)
  const ages: number[] = []
  for (let row = 0; row < invoices.count; row++) {
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      if (postings.kind[posting] !== postingCode.write_off || postings.day[posting] !== closed[row]) continue
      if (2 * postings.amount[posting]! >= invoices.amount[row]!) ages.push(postings.day[posting]! - invoices.due[row]!)
    }
  }
  if (ages.length < fewestWriteOffs) return { daysPastDue: statedWriteOffAge, provenance: 'stated' }
  return { daysPastDue: Math.max(0, Math.round(median(ages))), provenance: 'fitted' }
}

/**
 * Orders per day over the last year, and amounts as lognormal: the spread of logarithms pooled over the segment's
 * customers, the mean placed so that the customer's mean amount is met exactly.
 */
function fitCustomers(ledger: LedgerData, segmentNames: readonly string[], netDays: Int32Array): CustomerBehavior[] {
  const { invoices, customers, asOf } = ledger
  const firstDay = invoices.issued.reduce((least, value) => Math.min(least, value), asOf)
  const windowDays = Math.min(orderWindowDays, asOf - firstDay + 1)
  const recent = new Float64Array(customers.count)
  const count = new Float64Array(customers.count)
  const sum = new Float64Array(customers.count)
  const logSum = new Float64Array(customers.count)
  const logSquares = new Float64Array(customers.count)
  for (let row = 0; row < invoices.count; row++) {
    const amount = invoices.amount[row]!
    if (amount <= 0) continue
    const customer = invoices.customer[row]!
    if (invoices.issued[row]! > asOf - windowDays) recent[customer]! += 1
    count[customer]! += 1
    sum[customer]! += amount
    logSum[customer]! += Math.log(amount)
    logSquares[customer]! += Math.log(amount) ** 2
  }
  const pooled = new Map<string, { squares: number; freedom: number }>()
  segmentNames.forEach((name, customer) => {
    const pool = pooled.get(name) ?? { squares: 0, freedom: 0 }
    if (count[customer]! > 1) {
      pool.squares += Math.max(0, logSquares[customer]! - logSum[customer]! ** 2 / count[customer]!)
      pool.freedom += count[customer]! - 1
    }
    pooled.set(name, pool)
  })
  return Array.from({ length: customers.count }, (_, customer): CustomerBehavior => {
    const { squares, freedom } = pooled.get(segmentNames[customer]!)!
    const deviation = freedom > 0 ? Math.sqrt(squares / freedom) : 0
    const meanAmount = count[customer]! > 0 ? sum[customer]! / count[customer]! : 1
    // Without stated terms those that its invoices show, so that a scenario can say `where: { terms: net 30 }`.
    const attributes: Record<string, string> = { terms: `net ${netDays[customer]}` }
    for (const [name, column] of customers.attributes) {
      const value = column.values[column.codes[customer]!]
      if (value !== undefined && name !== 'name') attributes[name] = value
    }
    return {
      id: customers.ids[customer]!,
      segment: segmentNames[customer]!,
      netDays: netDays[customer]!,
      multiplier: 1,
      ordersPerDay: recent[customer]! / windowDays,
      logAmountMean: Math.log(meanAmount) - deviation ** 2 / 2,
      logAmountDeviation: deviation,
      attributes,
    }
  })
}
