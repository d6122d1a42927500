import { type AdjustmentKind, postingOf } from '../adjustment-kind.js'
import { type AdjustmentTable, postingCode } from '../ledger-data.js'
import type { ParsedTable } from '../read/parsed-table.js'
import { emptyColumns } from './empty-tables.js'
import { KeptRows } from './kept-rows.js'
import type { LinkedInvoices } from './link-invoices.js'
import { orphanInvoice } from './link-payments.js'
import type { PostingCollector } from './posting-collector.js'
import { RowIndex } from './row-index.js'

/** Posts credit memos, write-offs, reversals, recoveries and revaluations to their invoices. */
export function linkAdjustments(
  table: ParsedTable | undefined,
  invoices: LinkedInvoices,
  posted: PostingCollector,
): AdjustmentTable {
  if (table === undefined) return { count: 0, ids: [], ...emptyColumns }
  const { codes } = table.texts('invoice_id')!
  const kinds = table.texts('kind')!
  const [days, amounts] = [table.days('date')!, table.amounts('amount')!]
  const kindOf = (row: number) => kinds.dictionary.at(kinds.codes[row]!) as AdjustmentKind
  for (let row = 0; row < table.rows; row++) {
    if (!table.isAccepted(row)) continue
    const invoice = invoices.index.of(codes[row]!)
    if (invoice < 0) table.reject(row, 'invoice_id', 'orphan-invoice', orphanInvoice)
    else if (kindOf(row) !== 'fx_revaluation' && amounts[row]! < 0) {
      const reason = 'only an fx_revaluation may be negative; take a write_off back with a write_off_reversal'
      table.reject(row, 'amount', 'wrong-sign', reason)
    } else if (days[row]! < invoices.table.issued[invoice]!) {
      table.reject(row, 'date', 'adjustment-before-invoice', 'the adjustment is dated before its invoice')
    }
  }
  RowIndex.byIdentifier(table, 'adjustment_id', 'the adjustment is there twice; identifiers must be unique')
  const kept = KeptRows.of(table)
  for (let index = 0; index < kept.count; index++) {
    const row = kept.row(index)
    posted.add(invoices.index.of(codes[row]!), days[row]!, postingCode[postingOf(kindOf(row))], amounts[row]!, index)
  }
  return {
    count: kept.count,
    ids: kept.identifiers(table.texts('adjustment_id')!),
    ...kept.optional(table, ['reason', 'approved_by']),
  }
}
