import type { Ledger } from '../ledger/ledger.js'
import { rejectSentence } from '../ledger/ledger-problem.js'
import { rejectedRowCount } from '../ledger/rejected-row-count.js'

/** Rows of a ledger were rejected, more than the user allowed: the command ends with exit code 1. */
export class RejectedRows extends Error {
  override readonly name = 'RejectedRows'
}

/** Throws RejectedRows, with the first reject and the way out, if more rows were rejected than allowed. */
export function refuseRejects(ledger: Ledger, allowed: number): void {
  const { rejects, tables } = ledger.data
  const count = rejectedRowCount(tables)
  if (count <= allowed) return
  const rows = count === 1 ? '1 row was rejected' : `${count} rows were rejected, the first`
  throw new RejectedRows(
    `${rows}: ${rejectSentence(rejects[0]!)} ` +
      `Mend ${count === 1 ? 'it' : 'them (arlab check lists them)'}, or go on without: --allow-rejects ${count}.`,
  )
}
