import type { LedgerData } from '../ledger-data.js'
import type { LinkedInvoices } from './link-invoices.js'
import type { ParsedTables } from './parsed-tables.js'

/** The disputes of the ledger's invoices, by invoice and day of opening. */
export function linkDisputes(tables: ParsedTables, invoices: LinkedInvoices): LedgerData['disputes'] {
  const table = tables.disputes
  const linked: [invoice: number, opened: number, resolved: number][] = []
  const seen = new Set<string>()
  for (let row = 0; table && row < table.rows; row++) {
    if (!table.accepted[row]) continue
    const invoice = invoices.rowOf.get(table.text('invoice_id')[row]!)
    const id = table.text('dispute_id')[row]!
    const [opened, resolved] = [table.days('opened_on')[row]!, table.days('resolved_on')[row]!]
    if (invoice === undefined)
      table.reject(row, 'invoice_id', 'this invoice is not in the invoices table, or was rejected there')
    else if (resolved < opened) table.reject(row, 'resolved_on', 'the dispute is resolved before it was opened')
    else if (seen.has(id)) table.reject(row, 'dispute_id', 'the dispute is there twice; identifiers must be unique')
    else {
      seen.add(id)
      linked.push([invoice, opened, resolved])
    }
  }
  linked.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  return {
    invoice: Int32Array.from(linked, (row) => row[0]),
    opened: Int32Array.from(linked, (row) => row[1]),
    resolved: Int32Array.from(linked, (row) => row[2]),
  }
}
