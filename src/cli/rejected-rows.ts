import type { Ledger } from '../ledger/ledger.js'
import { rejectSentence } from '../ledger/ledger-problem.js'

/** Rows of a ledger were rejected, more than the user allowed: the command ends with exit code 1. */
export class RejectedRows extends Error {
  override readonly name = 'RejectedRows'
}

/** Throws RejectedRows, with the first reject and the way out, if more rows were rejected than allowed. */
export function refuseRejects(ledger: Ledger, allowed: number): void {
  const { rejects } = ledger.data
  if (rejects.length <= allowed) return
  const rows = rejects.length === 1 ? '1 row was rejected' : `${rejects.length} rows were rejected, the first`
  throw new RejectedRows(
    `${rows}: ${rejectSentence(rejects[0]!)} ` +
      `Mend ${rejects.length === 1 ? 'it' : 'them (arlab check lists all)'}, or go on without: --allow-rejects ${rejects.length}.`,
  )
}
