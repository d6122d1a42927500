import type { PostingKind } from '../ledger-data.js'
import type { LinkedInvoices } from './link-invoices.js'
import type { ParsedTables } from './parsed-tables.js'
import type { PostingCollector } from './posting-collector.js'

const adjustmentPostings: Readonly<Record<string, PostingKind>> = {
  credit_memo: 'credit_memo',
  write_off: 'write_off',
  write_off_reversal: 'write_off_reversal',
  recovery: 'recovery',
  fx_revaluation: 'revaluation',
}

/** Posts credit memos, write-offs, reversals, recoveries and revaluations to their invoices. */
export function linkAdjustments(tables: ParsedTables, invoices: LinkedInvoices, posted: PostingCollector): void {
  const table = tables.adjustments
  if (!table) return
  const [ids, kinds, amounts] = [table.text('invoice_id'), table.text('kind'), table.amounts('amount')]
  const seen = new Set<string>()
  for (let row = 0; row < table.rows; row++) {
    if (!table.accepted[row]) continue
    const invoice = invoices.rowOf.get(ids[row]!)
    const kind = adjustmentPostings[kinds[row]!]
    const id = table.text('adjustment_id')[row]!
    if (invoice === undefined)
      table.reject(row, 'invoice_id', 'this invoice is not in the invoices table, or was rejected there')
    else if (kind === undefined) {
      table.reject(row, 'kind', `the kind must be one of ${Object.keys(adjustmentPostings).join(', ')}`)
    } else if (kind !== 'revaluation' && amounts[row]! < 0) {
      table.reject(
        row,
        'amount',
        'only an fx_revaluation may be negative; take a write_off back with a write_off_reversal',
      )
    } else if (table.days('date')[row]! < invoices.issued[invoice]!) {
      table.reject(row, 'date', 'the adjustment is dated before its invoice')
    } else if (seen.has(id)) table.reject(row, 'adjustment_id', 'the adjustment is there twice')
    else {
      seen.add(id)
      posted.add(invoice, table.days('date')[row]!, kind, amounts[row]!)
    }
  }
}
