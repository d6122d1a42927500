import { InputError } from '../../document/input-error.js'
import { cents } from '../../money/cents.js'
import type { Currency } from '../../money/currency.js'
import { formatAmount } from '../../money/format-amount.js'
import type { RejectTotals, TableCounts } from '../ledger-data.js'
import type { ParsedTable } from '../read/parsed-table.js'
import type { RejectCode } from '../reject-code.js'

/**
 * Rows and money of a table. `inLedgerCurrency` gives a row's amount in the ledger's currency, NaN where that cannot be
 * said; rejected rows without one are counted apart. Throws an InputError where the sums could not be held exactly.
 */
export function tableCounts(
  table: ParsedTable,
  currency: Currency,
  inLedgerCurrency: (row: number) => number,
): TableCounts {
  const rows = {
    read: table.read,
    accepted: table.acceptedCount,
    rejected: table.rejectedCount,
    leftOut: table.leftOut,
  }
  if (table.amounts('amount') === undefined) {
    const rejectedBy = rejectTotals(table, null)
    return { ...rows, readAmount: null, acceptedAmount: null, rejectedAmount: null, amountsUnread: 0, rejectedBy }
  }
  let [accepted, rejected, magnitude] = [0, 0, 0]
  let unread = table.rejectedCount
  for (let row = 0; row < table.rows; row++) {
    const isAccepted = table.isAccepted(row)
    if (!isAccepted && !table.isRejected(row)) continue
    const amount = inLedgerCurrency(row)
    if (Number.isNaN(amount)) continue
    magnitude += Math.abs(amount)
    if (isAccepted) accepted += amount
    else {
      rejected += amount
      unread--
    }
  }
  refuseInexact(table, magnitude, currency)
  return {
    ...rows,
    readAmount: accepted + rejected,
    acceptedAmount: accepted,
    rejectedAmount: rejected,
    amountsUnread: unread,
    rejectedBy: rejectTotals(table, inLedgerCurrency),
  }
}

type RejectedBy = Partial<Record<RejectCode, RejectTotals>>

function rejectTotals(table: ParsedTable, inLedgerCurrency: ((row: number) => number) | null): RejectedBy {
  const totals: Partial<Record<RejectCode, { rows: number; amount: number | null }>> = {}
  const count = (code: RejectCode, amount: number) => {
    const total = totals[code] ?? { rows: 0, amount: null }
    totals[code] = total
    total.rows++
    if (!Number.isNaN(amount)) total.amount = (total.amount ?? 0) + amount
  }
  for (const { malformed } of table.parts) for (const { code } of malformed) count(code, Number.NaN)
  if (table.rejectedCount === 0) return totals
  for (let row = 0; row < table.rows; row++) {
    const code = table.rejectCode(row)
    if (code !== undefined) count(code, inLedgerCurrency?.(row) ?? Number.NaN)
  }
  return totals
}

/** Sums are kept in float64, which is exact up to 2^53 − 1 minor units. A ledger beyond that is a mistake or a country. */
function refuseInexact(table: ParsedTable, magnitude: number, currency: Currency): void {
  if (magnitude > Number.MAX_SAFE_INTEGER) throw tooLargeToAdd(`${table.file}, column amount: the amounts`, currency)
}

/**
 * Refuses a ledger whose receivables could not be held exactly: invoices and all that moves them may be large in the same
 * direction, though no table is too large by itself. Throws an InputError.
 */
export function refuseInexactTotal({ file }: ParsedTable, columns: readonly Float64Array[], currency: Currency): void {
  let magnitude = 0
  for (const column of columns) for (const amount of column) magnitude += Math.abs(amount)
  if (!(magnitude <= Number.MAX_SAFE_INTEGER)) {
    throw tooLargeToAdd(`${file}: the amounts of the invoices and of all that was paid and booked on them`, currency)
  }
}

function tooLargeToAdd(what: string, currency: Currency): InputError {
  return new InputError(
    `${what} add up to more than ${formatAmount(cents(Number.MAX_SAFE_INTEGER), currency)}, ` +
      'the most that can be held exactly; look for amounts with a missing decimal point, or split the ledger.',
  )
}
