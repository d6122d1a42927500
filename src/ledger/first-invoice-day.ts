import type { Day } from '../calendar/day.js'
import type { LedgerData } from './ledger-data.js'

/** The day of a ledger's first invoice; the as-of day if there is none. */
export function firstInvoiceDay({ invoices, asOf }: LedgerData): Day {
  let first: number = asOf
  for (const day of invoices.issued) if (day < first) first = day
  return first as Day
}
