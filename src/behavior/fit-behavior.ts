import { isoFromDay } from '../calendar/day.js'
import { InputError } from '../document/input-error.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { ledgerHash } from '../ledger/ledger-hash.js'
import { noDay } from '../ledger/no-day.js'
import { invoiceClosings } from '../ledger/settlement.js'
import { textAt } from '../ledger/text-at.js'
import type { Behavior, SegmentBehavior } from './behavior.js'
import { fitCustomers } from './fit-customers.js'
import { fitDisputes } from './fit-disputes.js'
import { fitHazard } from './fit-hazard.js'
import { fitWriteOffAge } from './fit-write-off-age.js'
import { paymentCounts } from './payment-counts.js'

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
    const own = column === undefined ? null : textAt(column, row)
    return own === null ? `net ${netDays[row]}` : `${own}, net ${netDays[row]}`
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
    fittedFrom: { ledgerHash: ledgerHash(ledger), asOf: isoFromDay(ledger.asOf), invoices: invoices.count },
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
