import { firstInvoiceDay } from '../ledger/first-invoice-day.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { textAt } from '../ledger/text-at.js'
import type { CustomerBehavior } from './behavior.js'

/** Days back from the as-of day over which orders are counted: a year, so that every season counts once. */
const orderWindowDays = 365

/**
 * Orders per day over the last year, and amounts as lognormal: the spread of logarithms pooled over the segment's
 * customers, the mean placed so that the customer's mean amount is met exactly.
 */
export function fitCustomers(
  ledger: LedgerData,
  segmentNames: readonly string[],
  netDays: Int32Array,
): CustomerBehavior[] {
  const { invoices, customers, asOf } = ledger
  const firstDay = firstInvoiceDay(ledger)
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
      const value = textAt(column, customer)
      if (value !== null && name !== 'name') attributes[name] = value
    }
    return {
      id: customers.ids.at(customer)!,
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
