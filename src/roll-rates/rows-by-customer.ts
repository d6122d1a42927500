import { listByCell } from '../facts/cell-lists.js'
import type { Grouping } from '../facts/ledger-groups.js'
import type { LedgerData } from '../ledger/ledger-data.js'

/** The invoices' rows, those of a customer together and within them those of a group. */
function rowsByCustomer({ invoices, customers }: LedgerData, { groups, ofInvoice }: Grouping): Int32Array {
  const byGroup = listByCell(invoices.count, groups.length, (row) => ofInvoice[row]!).rows
  const byCustomer = listByCell(invoices.count, customers.count, (at) => invoices.customer[byGroup[at]!]!).rows
  return byCustomer.map((at) => byGroup[at]!)
}

/**
 * Visits the invoices customer by customer. `ends` says what ends with the row: 'group' where the next row is of another
 * group of the same customer, 'customer' where it is of another customer or there is none.
 */
export function eachRowByCustomer(
  ledger: LedgerData,
  grouping: Grouping,
  visit: (row: number, group: number, ends: 'nothing' | 'group' | 'customer') => void,
): void {
  const order = rowsByCustomer(ledger, grouping)
  const { customer } = ledger.invoices
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!
    const group = grouping.ofInvoice[row]!
    const isLast = at + 1 === order.length || customer[order[at + 1]!] !== customer[row]
    const ends = isLast ? 'customer' : grouping.ofInvoice[order[at + 1]!] === group ? 'nothing' : 'group'
    visit(row, group, ends)
  }
}
