import type { FactTable } from '../facts/fact-table.js'
import { disputedInvoices } from '../ledger/disputed-invoices.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { openAmounts } from '../ledger/open-amounts.js'
import type { BridgeWindow } from './bridge.js'

/** The invoices of one group as they stand at the end of a window. Money in minor units. */
export interface WindowInvoices {
  /** The place of the window's last base period in the table of facts. */
  readonly last: number
  /** The window's last day. */
  readonly end: number
  /** What is open of each invoice of the ledger. */
  readonly open: Float64Array
  /** 1 for an invoice that is flagged as disputed or has a dispute that is not resolved. */
  readonly disputed: Uint8Array
  /** Receivables that are no open part of a sale: credit notes, and what was paid too much. */
  readonly creditBalances: number
}

/** `isInGroup` is asked for rows of the invoice table. */
export function windowInvoices(
  ledger: LedgerData,
  { periods }: FactTable,
  { last }: BridgeWindow,
  isInGroup: (row: number) => boolean,
): WindowInvoices {
  const { end } = periods[last]!
  const open = openAmounts(ledger, end)
  let creditBalances = 0
  for (let row = 0; row < open.length; row++) {
    if ((open[row]! < 0 || ledger.invoices.amount[row]! <= 0) && isInGroup(row)) creditBalances += open[row]!
  }
  return { last, end, open, disputed: disputedInvoices(ledger, end), creditBalances }
}
