import type { DisputeTable } from '../ledger-data.js'
import { noDay } from '../no-day.js'
import type { ParsedTable } from '../read/parsed-table.js'
import { emptyColumns } from './empty-tables.js'
import { KeptRows } from './kept-rows.js'
import type { LinkedInvoices } from './link-invoices.js'
import { orphanInvoice } from './link-payments.js'
import { RowIndex } from './row-index.js'

/** The disputes of the ledger's invoices, by invoice and day of opening. */
export function linkDisputes(table: ParsedTable | undefined, invoices: LinkedInvoices): DisputeTable {
  if (table === undefined) {
    const none = new Int32Array(0)
    return {
      count: 0,
      ids: [],
      invoice: none,
      opened: none,
      resolved: none,
      amount: new Float64Array(0),
      ...emptyColumns,
    }
  }
  const { codes } = table.texts('invoice_id')!
  const opened = table.days('opened_on')!
  const resolved = table.days('resolved_on') ?? new Int32Array(table.rows).fill(noDay)
  const invoice = new Int32Array(table.rows)
  for (let row = 0; row < table.rows; row++) {
    if (!table.isAccepted(row)) continue
    invoice[row] = invoices.index.of(codes[row]!)
    if (invoice[row]! < 0) table.reject(row, 'invoice_id', 'orphan-invoice', orphanInvoice)
    else if (resolved[row]! < opened[row]!) {
      const reason = 'the dispute is resolved before it was opened'
      table.reject(row, 'resolved_on', 'resolved-before-opened', reason)
    }
  }
  RowIndex.byIdentifier(table, 'dispute_id', 'the dispute is there twice; identifiers must be unique')
  const accepted = KeptRows.of(table)
  const order = Int32Array.from({ length: accepted.count }, (_, index) => accepted.row(index))
  order.sort((a, b) => invoice[a]! - invoice[b]! || opened[a]! - opened[b]! || a - b)
  const kept = KeptRows.these(order)
  return {
    count: kept.count,
    ids: kept.identifiers(table.texts('dispute_id')!),
    invoice: kept.integers(invoice),
    opened: kept.integers(opened),
    resolved: kept.integers(resolved),
    amount: kept.doubles(table.amounts('amount')!),
    ...kept.optional(table, ['reason', 'conceded']),
  }
}
