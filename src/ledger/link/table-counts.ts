import { InputError } from '../../document/input-error.js'
import { cents } from '../../money/cents.js'
import type { Currency } from '../../money/currency.js'
import { formatAmount } from '../../money/format-amount.js'
import type { TableCounts } from '../ledger-data.js'
import type { ParsedTable } from '../read/parsed-table.js'

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
    return { ...rows, readAmount: null, acceptedAmount: null, rejectedAmount: null, amountsUnread: 0 }
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
  }
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
