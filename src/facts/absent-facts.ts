import type { LedgerData } from '../ledger/ledger-data.js'
import { contactFacts, type FactName } from './columns.js'

/** The facts that a ledger cannot give, with the reason: a table or a column is not there. */
export function absentFacts(ledger: LedgerData): Map<FactName, string> {
  const { invoices, disputes, activities, tables } = ledger
  const absent = new Map<FactName, string>()
  const lacks = (facts: readonly FactName[], reason: string) => {
    for (const fact of facts) if (!absent.has(fact)) absent.set(fact, reason)
  }
  const hasTable = (name: string, rows: number) => rows > 0 || tables[name] !== undefined
  if (!hasTable('activities', activities.count)) lacks(contactFacts, 'the ledger has no table of activities')
  if (!activities.attributes.has('right_party')) {
    lacks(['right_party_contacts', 'promises'], 'the activities do not say who was reached (column right_party)')
  }
  if (!activities.days.has('promised_on')) {
    lacks(['promises', 'promises_due', 'promises_kept'], 'the activities name no promises (column promised_on)')
  }
  if (!activities.attributes.has('kept')) {
    lacks(['promises_kept'], 'the activities do not say which promises were kept (column kept)')
  }
  if (!activities.amounts.has('cost')) lacks(['collection_cost'], 'the activities state no cost (column cost)')
  if (!hasTable('disputes', disputes.count)) {
    const reason = 'the ledger has no table of disputes'
    lacks(['disputes_resolved', 'dispute_days'], reason)
    if (!invoices.disputed.includes(1)) {
      lacks(['disputes_opened', 'disputed_value'], `${reason} and flags no invoice`)
      if (!hasTable('adjustments', ledger.adjustments.count)) {
        lacks(['invoices_disputed_or_credited'], 'the ledger has neither disputes nor adjustments')
      }
    }
  }
  if (!invoices.amounts.has('margin')) lacks(['gross_margin'], 'the invoices state no margin (column margin)')
  if (!invoices.days.has('delivered_on') || !invoices.days.has('sent_on')) {
    const reason = 'the invoices do not state both delivery and sending (columns delivered_on and sent_on)'
    lacks(['bill_lag_invoices', 'bill_lag_weight'], reason)
  }
  if (tables.surveys === undefined && ledger.surveys.count === 0) {
    lacks(['surveys', 'survey_scores'], 'the ledger has no table of surveys')
  }
  return absent
}
