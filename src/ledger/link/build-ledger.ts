import type { Day } from '../../calendar/day.js'
import { InputError } from '../../document/input-error.js'
import { cents } from '../../money/cents.js'
import type { Currency } from '../../money/currency.js'
import { formatAmount } from '../../money/format-amount.js'
import type { LedgerData, TableCounts } from '../ledger-data.js'
import { type Reject, rejectSentence, type Warning } from '../ledger-problem.js'
import { noDay } from '../no-day.js'
import type { ParsedTable } from '../read/parsed-table.js'
import { linkAdjustments } from './link-adjustments.js'
import { linkActivities, linkSurveys } from './link-contacts.js'
import { linkCustomers } from './link-customers.js'
import { linkDisputes } from './link-disputes.js'
import { linkInvoices } from './link-invoices.js'
import { linkApplications, linkPayments, linkSettledDates } from './link-payments.js'
import type { ParsedTables } from './parsed-tables.js'
import { PostingCollector } from './posting-collector.js'
import { refuseWrongTexts } from './understand-texts.js'

/** Links the parsed tables into a ledger. Rows that point nowhere or repeat an identifier become rejects. */
export async function buildLedger(
  tables: ParsedTables,
  options: { readonly currency: Currency; readonly warnings: readonly Warning[] },
): Promise<LedgerData> {
  for (const table of Object.values(tables)) refuseWrongTexts(table)
  const customers = linkCustomers(tables)
  const invoices = linkInvoices(tables.invoices, customers)
  const payments = linkPayments(tables.payments, customers)
  const posted = new PostingCollector(invoices.table.count, expectedPostings(tables))
  const adjustments = linkAdjustments(tables.adjustments, invoices, posted)
  const applications = linkApplications(tables, payments, invoices, posted)
  linkSettledDates(tables, invoices, posted)
  const disputes = linkDisputes(tables.disputes, invoices)
  const activities = linkActivities(tables.activities, customers, invoices)
  const surveys = linkSurveys(tables.surveys, customers)
  const postings = posted.sorted()
  const rejects = (await Promise.all(Object.values(tables).map((table) => table.rejects()))).flat()
  const counts = tableCounts(tables, options.currency)

  return {
    currency: options.currency,
    customers: customers.table,
    invoices: invoices.table,
    postings,
    payments: payments.table,
    applications: applications.table,
    adjustments,
    unapplied: applications.unapplied,
    disputes,
    activities,
    surveys,
    asOf: lastDay(tables.invoices, rejects, [
      invoices.table.issued,
      postings.day,
      payments.table.day,
      disputes.opened,
      disputes.resolved,
      activities.day,
      surveys.day,
    ]),
    tables: counts,
    rejects,
    warnings: options.warnings,
  }
}

function expectedPostings({ invoices, applications, adjustments }: ParsedTables): number {
  const settled = invoices.present.has('settled_date') ? invoices.rows : 0
  return settled + (applications?.rows ?? 0) + (adjustments?.rows ?? 0)
}

function tableCounts(tables: ParsedTables, currency: Currency): Record<string, TableCounts> {
  return Object.fromEntries(
    Object.values(tables).map((table) => {
      const sums = amountSums(table)
      refuseInexact(table, sums.magnitude, currency)
      return [
        table.name,
        {
          read: table.read,
          accepted: table.acceptedCount,
          rejected: table.rejectedCount,
          leftOut: table.leftOut,
          readAmount: sums.accepted === null ? null : sums.accepted + sums.rejected!,
          acceptedAmount: sums.accepted,
          rejectedAmount: sums.rejected,
          amountsUnread: sums.unread,
        },
      ]
    }),
  )
}

interface AmountSums {
  readonly accepted: number | null
  readonly rejected: number | null
  /** Rejected rows whose amount could not be read. */
  readonly unread: number
  /** Σ |amount| of all rows: as long as it is exact, so is every sum of them. */
  readonly magnitude: number
}

function amountSums(table: ParsedTable): AmountSums {
  const amounts = table.amounts('amount')
  if (amounts === undefined) return { accepted: null, rejected: null, unread: 0, magnitude: 0 }
  let [accepted, rejected, magnitude] = [0, 0, 0]
  let unread = table.rejectedCount
  for (let row = 0; row < table.rows; row++) {
    const amount = amounts[row]!
    if (table.isAccepted(row)) {
      accepted += amount
      magnitude += Math.abs(amount)
    } else if (table.isRejected(row) && !Number.isNaN(amount)) {
      rejected += amount
      magnitude += Math.abs(amount)
      unread--
    }
  }
  return { accepted, rejected, unread, magnitude }
}

/** Sums are kept in float64, which is exact up to 2^53 − 1 minor units. A ledger beyond that is a mistake or a country. */
function refuseInexact(table: ParsedTable, magnitude: number, currency: Currency): void {
  if (magnitude <= Number.MAX_SAFE_INTEGER) return
  throw new InputError(
    `${table.file}, column amount: the amounts add up to more than ${formatAmount(cents(Number.MAX_SAFE_INTEGER), currency)}, the most that ` +
      'can be held exactly; look for amounts with a missing decimal point, or split the ledger.',
  )
}

function lastDay(invoices: ParsedTable, rejects: readonly Reject[], columns: readonly Int32Array[]): Day {
  if (invoices.acceptedCount === 0) throw noInvoices(invoices, rejects)
  let last = Number.NEGATIVE_INFINITY
  for (const column of columns) for (const value of column) if (value !== noDay && value > last) last = value
  return last as Day
}

function noInvoices({ file, read, leftOut }: ParsedTable, rejects: readonly Reject[]): InputError {
  const first = rejects.find((reject) => reject.file === file)
  if (!first && leftOut > 0) {
    return new InputError(`${file}: the mapping leaves out all ${leftOut} rows; a ledger needs invoices.`)
  }
  if (!first) return new InputError(`${file}, line 1: there are no rows below the header; a ledger needs invoices.`)
  const row = read === 1 ? 'the only row was rejected' : `all ${read} rows were rejected, the first`
  return new InputError(`${row}: ${rejectSentence(first)}`)
}
