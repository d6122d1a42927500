import { nearest } from '../../document/did-you-mean.js'
import { canonicalTables, type TableName } from '../canonical-tables.js'
import type { Warning } from '../ledger-problem.js'

/** A column that is not read although its name is near one that would be: most likely a misspelling. */
export function misspeltColumns(table: TableName, file: string, unread: readonly string[]): Warning[] {
  return unread.flatMap((column) => {
    const hint = nearest(column, Object.keys(canonicalTables[table]), 2)
    if (hint === null) return []
    const message = `${file}: the column "${column}" is not read; "${hint}" would be`
    return [{ code: 'column-not-read', message, count: 1, amount: null }]
  })
}
