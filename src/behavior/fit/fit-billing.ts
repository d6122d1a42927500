import type { LedgerData } from '../../ledger/ledger-data.js'
import { noDay } from '../../ledger/no-day.js'
import { type Estimate, fitted } from '../estimate.js'

/**
 * Mean days from delivery to invoice by segment, from the invoices whose delivery is known; undefined where none is. What is
 * delivered after its invoice counts as 0 days.
 */
export function fitBilling(
  { invoices, asOf }: LedgerData,
  segmentOf: Int32Array,
  segments: number,
): (Estimate | undefined)[] {
  const delivered = invoices.days.get('delivered_on')
  if (delivered === undefined) return new Array<undefined>(segments).fill(undefined)
  const count = new Float64Array(segments)
  const sum = new Float64Array(segments)
  const squares = new Float64Array(segments)
  for (let row = 0; row < invoices.count; row++) {
    if (delivered[row] === noDay || invoices.issued[row]! > asOf) continue
    const segment = segmentOf[invoices.customer[row]!]!
    const lag = Math.max(0, invoices.issued[row]! - delivered[row]!)
    count[segment]! += 1
    sum[segment]! += lag
    squares[segment]! += lag * lag
  }
  return Array.from(count, (known, segment) => {
    if (known < 2) return undefined
    const mean = sum[segment]! / known
    const variance = Math.max(0, squares[segment]! - known * mean * mean) / (known - 1)
    return fitted(mean, Math.sqrt(variance / known), known)
  })
}

/** Gross margin as a share of what was invoiced, by customer, from invoices that state theirs; undefined where none does. */
export function fitMargins({ invoices, customers }: LedgerData): (number | undefined)[] {
  const margin = invoices.amounts.get('margin')
  const earned = new Float64Array(customers.count)
  const invoiced = new Float64Array(customers.count)
  for (let row = 0; margin !== undefined && row < invoices.count; row++) {
    const amount = invoices.amount[row]!
    if (Number.isNaN(margin[row]!) || amount <= 0) continue
    earned[invoices.customer[row]!]! += margin[row]!
    invoiced[invoices.customer[row]!]! += amount
  }
  return Array.from(invoiced, (amount, customer) => (amount > 0 ? earned[customer]! / amount : undefined))
}
