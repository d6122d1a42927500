import { type LedgerData, openAmountSign, postingCode } from '../ledger-data.js'
import type { Warning } from '../ledger-problem.js'

/** The codes of the warnings below. */
export const balanceWarningCodes: readonly string[] = ['over-applied', 'write-off-exceeds-open']

/** What the owner of a ledger should look at although every row could be used. */
export function ledgerWarnings(ledger: Pick<LedgerData, 'invoices' | 'postings'>): Warning[] {
  const { invoices, postings } = ledger
  const overApplied = { count: 0, amount: 0 }
  const overWrittenOff = { count: 0, amount: 0 }
  for (let row = 0; row < invoices.count; row++) {
    if (invoices.amount[row]! < 0) continue
    let open = invoices.amount[row]!
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      const kind = postings.kind[posting]!
      open += openAmountSign[kind]! * postings.amount[posting]!
      if (kind === postingCode.write_off && open < 0) {
        overWrittenOff.count++
        overWrittenOff.amount += Math.min(-open, postings.amount[posting]!)
      }
    }
    if (open < 0) {
      overApplied.count++
      overApplied.amount -= open
    }
  }
  const warnings: Warning[] = [
    {
      code: 'over-applied',
      message: 'invoices have more applied or credited to them than their amount; the rest is a credit balance',
      ...overApplied,
    },
    { code: 'write-off-exceeds-open', message: 'write-offs exceed what was open', ...overWrittenOff },
  ]
  return warnings.filter((warning) => warning.count > 0)
}
