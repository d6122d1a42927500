import type { LedgerData } from './ledger-data.js'

/**
 * 1 for each invoice under dispute at the end of a day: by its flag, or from the day a dispute was opened until the day before
 * it was resolved.
 */
export function disputedInvoices({ invoices, disputes }: LedgerData, day: number): Uint8Array {
  const disputed = invoices.disputed.slice()
  for (let row = 0; row < disputes.count; row++) {
    if (disputes.opened[row]! <= day && day < disputes.resolved[row]!) disputed[disputes.invoice[row]!] = 1
  }
  return disputed
}
