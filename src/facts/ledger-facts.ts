import { calendarYear, type FiscalCalendar, periodsThrough } from '../calendar/fiscal-calendar.js'
import { firstInvoiceDay } from '../ledger/first-invoice-day.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { invoiceClosings } from '../ledger/settlement.js'
import { absentFacts } from './absent-facts.js'
import { factCount } from './columns.js'
import { addContacts } from './contact-facts.js'
import { emptyFactTable, type FactTable } from './fact-table.js'
import { addInvoices } from './invoice-facts.js'
import { LedgerDetails } from './ledger-details.js'
import { groupLedger } from './ledger-groups.js'
import { type PeriodOfDay, periodByDay } from './period-by-day.js'
import { addUnappliedCash } from './unapplied-facts.js'

/**
 * The facts of a ledger by period, from the one of its first invoice through its as-of day, in all and for each group.
 * `by` names customer or invoice attributes; their crossings that occur make the groups. Periods are calendar months
 * unless a fiscal calendar says otherwise. One pass over invoices and postings.
 */
export function ledgerFacts(
  ledger: LedgerData,
  by: readonly string[] = [],
  calendar: FiscalCalendar = calendarYear,
): FactTable {
  const grouping = groupLedger(ledger, by)
  const periods = periodsThrough(calendar, firstInvoiceDay(ledger), ledger.asOf)
  const table = emptyFactTable(periods, grouping.groups, calendar)
  const periodOf: PeriodOfDay = periodByDay(periods)
  const closings = invoiceClosings(ledger)
  const openAges = addInvoices(table, ledger, grouping, closings, periodOf)
  addContacts(table, ledger, grouping, closings, periodOf)
  addUnappliedCash(table, ledger, grouping, periodOf)
  addTotal(table)
  const details = new LedgerDetails(ledger, grouping, closings, openAges, table, periodOf)
  return { ...table, absent: absentFacts(ledger), details }
}

/** Group 0 is the sum of all others; with no grouping the only other group is everything and is the total itself. */
function addTotal(table: FactTable): void {
  if (table.groups.length === 1) return
  const width = table.periods.length * factCount
  for (let group = 1; group < table.groups.length; group++) {
    for (let cell = 0; cell < width; cell++) table.values[cell]! += table.values[group * width + cell]!
  }
}
