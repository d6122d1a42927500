import type { LedgerData } from '../ledger/ledger-data.js'
import type { Warning } from '../ledger/ledger-problem.js'
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
  return [...readerFindings({ ...ledger, warnings: readerWarnings(ledger) }), ...found].sort(byWeight)
}

/** What checks of this folder find too, by the codes that the reader warns with. */
const foundHere: readonly string[] = [...checks.map(({ definition }) => definition.code), 'payment-overdrawn']

/** The warnings of the reader that no check makes again from what the ledger holds. */
export function readerWarnings({ warnings }: LedgerData): readonly Warning[] {
  return warnings.filter(({ code }) => !foundHere.includes(code))
}
