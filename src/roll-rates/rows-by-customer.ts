import type { Grouping } from '../facts/ledger-groups.js'
import type { LedgerData } from '../ledger/ledger-data.js'

/** The invoices' rows, those of a customer together and within them those of a group. */
function rowsByCustomer({ invoices, customers }: LedgerData, { groups, ofInvoice }: Grouping): Int32Array {
  const all = Int32Array.from({ length: invoices.count }, (_, row) => row)
  const grouped = groups.length === 1 ? all : sortedBy(all, ofInvoice, groups.length)
  return sortedBy(grouped, invoices.customer, customers.count)
}

/** Counting sort; rows of equal keys keep their order. */
function sortedBy(rows: Int32Array, key: Int32Array, keys: number): Int32Array {
  const next = new Int32Array(keys + 1)
  for (let at = 0; at < rows.length; at++) next[key[rows[at]!]! + 1]!++
  for (let value = 0; value < keys; value++) next[value + 1]! += next[value]!
  const sorted = new Int32Array(rows.length)
  for (let at = 0; at < rows.length; at++) sorted[next[key[rows[at]!]!]!++] = rows[at]!
  return sorted
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
