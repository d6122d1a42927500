import type { LedgerData } from '../ledger/ledger-data.js'

/** Whether the customers or the invoices of a ledger have an attribute, so that it can be grouped by. */
export function hasAttribute({ customers, invoices }: LedgerData, attribute: string): boolean {
  return attribute === 'customer_id' || customers.attributes.has(attribute) || invoices.attributes.has(attribute)
}
