import type { Day } from '../calendar/day.js'
import type { LedgerData } from './ledger-data.js'
import { balanceWarningCodes, ledgerWarnings } from './link/ledger-warnings.js'
import { noDay } from './no-day.js'

/**
 * The ledger as it was known at the end of a day: no invoice, posting, payment or dispute of a later day, and a
 * dispute that was resolved later is open.
 */
export function viewAsOf(ledger: LedgerData, day: Day): LedgerData {
  if (day >= ledger.asOf) return { ...ledger, asOf: day }
  const { invoices, postings, unapplied, disputes } = ledger
  const kept = rowsUpTo(invoices.issued, day)
  const newRow = new Int32Array(invoices.count).fill(-1)
  kept.forEach((row, index) => {
    newRow[row] = index
  })

  const start = new Int32Array(kept.length + 1)
  const keptPostings: number[] = []
  kept.forEach((row, index) => {
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      if (postings.day[posting]! <= day) keptPostings.push(posting)
    }
    start[index + 1] = keptPostings.length
  })
  const keptChanges = rowsUpTo(unapplied.day, day)
  const keptDisputes = rowsUpTo(disputes.opened, day).filter((row) => newRow[disputes.invoice[row]!]! >= 0)

  const view = {
    ...ledger,
    asOf: day,
    invoices: {
      count: kept.length,
      ids: Array.from(kept, (row) => invoices.ids[row]!),
      customer: kept.map((row) => invoices.customer[row]!),
      issued: kept.map((row) => invoices.issued[row]!),
      due: kept.map((row) => invoices.due[row]!),
      amount: Float64Array.from(kept, (row) => invoices.amount[row]!),
      disputed: Uint8Array.from(kept, (row) => invoices.disputed[row]!),
      attributes: new Map(
        [...invoices.attributes].map(([name, column]) => [
          name,
          { values: column.values, codes: kept.map((row) => column.codes[row]!) },
        ]),
      ),
    },
    postings: {
      start,
      day: Int32Array.from(keptPostings, (row) => postings.day[row]!),
      kind: Uint8Array.from(keptPostings, (row) => postings.kind[row]!),
      amount: Float64Array.from(keptPostings, (row) => postings.amount[row]!),
    },
    unapplied: {
      customer: keptChanges.map((row) => unapplied.customer[row]!),
      day: keptChanges.map((row) => unapplied.day[row]!),
      amount: Float64Array.from(keptChanges, (row) => unapplied.amount[row]!),
    },
    disputes: {
      invoice: keptDisputes.map((row) => newRow[disputes.invoice[row]!]!),
      opened: keptDisputes.map((row) => disputes.opened[row]!),
      resolved: keptDisputes.map((row) => (disputes.resolved[row]! <= day ? disputes.resolved[row]! : noDay)),
    },
  }
  // What is odd about balances is judged as of the day too; what was odd about the files stays.
  const ofFiles = ledger.warnings.filter(({ code }) => !balanceWarningCodes.includes(code))
  return { ...view, warnings: [...ofFiles, ...ledgerWarnings(view)] }
}

function rowsUpTo(days: Int32Array, last: number): Int32Array {
  const rows: number[] = []
  for (let row = 0; row < days.length; row++) if (days[row]! <= last) rows.push(row)
  return Int32Array.from(rows)
}
