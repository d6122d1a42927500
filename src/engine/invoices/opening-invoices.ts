import type { Plan } from '../plan.js'
import type { CustomerPolicies } from '../policies/customer-policies.js'
import { purpose } from '../random/purpose.js'
import { RandomStream } from '../random/random-stream.js'
import type { Invoice } from './invoice.js'

const stream = new RandomStream()

/**
 * Visits the rows of `plan.opening` of a customer, and returns how many there are. Credit balances are counted and not visited:
 * they stay as they are.
 */
export function eachOpening({ opening }: Plan, customer: number, visit: (row: number) => void): number {
  const first = opening.start[customer]!
  const end = opening.start[customer + 1]!
  for (let row = first; row < end; row++) if (opening.open[row]! > 0) visit(row)
  return end - first
}

/** Fills an invoice with one that is there on the as-of day: a row of `plan.opening`. `policies` stands at its customer. */
export function writeOpening(
  plan: Plan,
  policies: CustomerPolicies,
  invoice: Invoice,
  replicate: number,
  row: number,
): void {
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
