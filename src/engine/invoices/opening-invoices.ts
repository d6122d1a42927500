import type { CustomerPolicies } from '../customers/customer-policies.js'
import type { Plan } from '../plan.js'
import { purpose } from '../random/purpose.js'
import { RandomStream } from '../random/random-stream.js'
import type { Invoice } from './invoice.js'

const stream = new RandomStream()

/**
 * Visits the invoices of a customer that are there on the as-of day, each with the invoice at hand filled. `policies` stands at
 * the customer. Credit balances stay as they are and are not visited. Returns how many there are, these included.
 */
export function eachOpening(
  plan: Plan,
  policies: CustomerPolicies,
  invoice: Invoice,
  replicate: number,
  customer: number,
  visit: () => void,
): number {
  const { start, open } = plan.opening
  const end = start[customer + 1]!
  for (let row = start[customer]!; row < end; row++) {
    if (open[row]! <= 0) continue
    fill(plan, policies, invoice, replicate, row)
    visit()
  }
  invoice.isOpening = false
  return end - start[customer]!
}

function fill(plan: Plan, policies: CustomerPolicies, invoice: Invoice, replicate: number, row: number): void {
  const { opening, keyHigh, keyLow } = plan
  stream.setKey(keyHigh, keyLow, replicate, opening.key[row]!, purpose.opening)
  invoice.slowness = 1
  invoice.threshold = stream.nextExponential()
  invoice.key = stream.nextWord()
  invoice.salt = stream.nextWord()
  invoice.group = opening.group[row]!
  invoice.issued = opening.issued[row]!
  invoice.due = opening.due[row]!
  invoice.clockDue = invoice.due
  invoice.policy = policies.on(invoice.issued)
  invoice.amount = opening.amount[row]!
  invoice.open = opening.open[row]!
  invoice.isOpening = true
  invoice.isDisputed = opening.disputed[row] === 1
  invoice.disputeAge = opening.disputeAge[row]!
  invoice.isPartlyPaid = opening.partlyPaid[row] === 1
}
