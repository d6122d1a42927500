import type { LedgerData } from '../ledger/ledger-data.js'
import { checks } from './catalogue.js'
import { CheckContext } from './check-context.js'
import { byWeight, type Finding, finding } from './finding.js'
import { readerFindings } from './reader-findings.js'

/**
 * Everything that is odd about a ledger as of its last day, the gravest and the most money first. Rows are visited a
 * few times each; no finding makes an object for every row.
 */
export function ledgerFindings(ledger: LedgerData): Finding[] {
  const context = new CheckContext(ledger)
  const found = checks.flatMap(({ definition, run }) => {
    const result = run(context)
    return result ? [finding(definition, result)] : []
  })
  return [...readerFindings(ledger), ...found].sort(byWeight)
}
