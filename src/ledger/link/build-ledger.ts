import type { Day } from '../../calendar/day.js'
import { InputError } from '../../document/input-error.js'
import { type LedgerData, postingCode, type TableCounts } from '../ledger-data.js'
import { type Reject, rejectSentence, type Warning } from '../ledger-problem.js'
import { noDay } from '../no-day.js'
import type { ParsedTable } from '../read/parsed-table.js'
import type { RowCurrencies } from '../read/row-currencies.js'
import { convertByInvoice, convertInvoices, convertPayments, convertPostings } from './convert-ledger.js'
import { ExchangeRates } from './exchange-rates.js'
import { ledgerWarnings } from './ledger-warnings.js'
import { linkAdjustments } from './link-adjustments.js'
import { linkActivities, linkSurveys } from './link-contacts.js'
import { linkCustomers } from './link-customers.js'
import { linkDisputes } from './link-disputes.js'
import { type LinkedInvoices, linkInvoices } from './link-invoices.js'
import { linkApplications, linkPayments, linkSettledDates } from './link-payments.js'
import { MoneyConverter } from './money-converter.js'
import type { ParsedTables } from './parsed-tables.js'
import { PostingCollector } from './posting-collector.js'
import { refuseInexactTotal, tableCounts } from './table-counts.js'
import { refuseWrongTexts } from './understand-texts.js'

export interface BuildOptions {
  readonly currencies: RowCurrencies
  /** What was odd about the sources. */
  readonly warnings: readonly Warning[]
}

/** Links the parsed tables into a ledger. Rows that point nowhere or repeat an identifier become rejects. */
export async function buildLedger(tables: ParsedTables, options: BuildOptions): Promise<LedgerData> {
  const finish = linkTables(tables, options)
  // Their lines are looked up in the files, and only when all that can be refused is.
  return finish((await Promise.all(Object.values(tables).map((table) => table.rejects()))).flat())
}

/** Links the tables at once; the function that it gives makes the ledger, once the rejects are known by their places. */
export function linkTables(tables: ParsedTables, options: BuildOptions): (rejects: readonly Reject[]) => LedgerData {
  const currency = options.currencies.reporting
  for (const table of Object.values(tables)) refuseWrongTexts(table)
  const money = new MoneyConverter(currency, options.currencies, new ExchangeRates(tables.fx, currency))
  const customers = linkCustomers(tables)
  const invoices = linkInvoices(tables.invoices, customers, money)
  const payments = linkPayments(tables.payments, customers, money)
  money.refuseMissing()
  const posted = new PostingCollector(invoices.table.count, expectedPostings(tables))
  const adjustments = linkAdjustments(tables.adjustments, invoices, posted)
  const applications = linkApplications(tables, payments, invoices, posted, money)
  linkSettledDates(tables, invoices, posted)
  const disputes = linkDisputes(tables.disputes, invoices)
  const activities = linkActivities(tables.activities, customers, invoices, money)
  const surveys = linkSurveys(tables.surveys, customers)
  const postings = convertPostings(posted.sorted(), invoices.table.amount, invoices.conversions, money)

  return (rejects) => {
    const data = {
      currency,
      customers: customers.table,
      invoices: convertInvoices(invoices.table, invoices.conversions, money),
      postings,
      payments: convertPayments(payments.table, payments.conversions, money),
      applications: applications.table,
      adjustments,
      unapplied: applications.unapplied,
      disputes: {
        ...disputes,
        amount: convertByInvoice(disputes.amount, disputes.invoice, invoices.conversions, money),
      },
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
      tables: allCounts(tables, invoices, money),
      rejects,
      warnings: [] as Warning[],
    }
    refuseInexactTotal(tables.invoices, [data.invoices.amount, postings.amount, data.unapplied.amount], currency)
    const difference = applications.foreignCash - foreignCash(data.postings, invoices)
    return {
      ...data,
      warnings: [
        ...options.warnings,
        ...ledgerWarnings(data),
        ...applications.warnings,
        ...exchangeWarning(difference, payments.conversions.size),
      ],
    }
  }
}

function expectedPostings({ invoices, applications, adjustments }: ParsedTables): number {
  const settled = invoices.present.has('settled_date') ? invoices.rows : 0
  return settled + (applications?.rows ?? 0) + (adjustments?.rows ?? 0)
}

/** Each row's amount by the rate of its own day, or of its invoice's where it has none of its own. */
function allCounts(tables: ParsedTables, invoices: LinkedInvoices, money: MoneyConverter): Record<string, TableCounts> {
  return Object.fromEntries(
    Object.values(tables).map((table) => {
      const amounts = table.amounts('amount')
      const days = table.days('invoice_date') ?? table.days('payment_date')
      const invoiceCodes = table.texts('invoice_id')?.codes
      const inLedgerCurrency = (row: number) => {
        if (!money.currencies.hasForeign || money.currencies.ofRow(table, row).code === money.reporting.code) {
          return amounts![row]!
        }
        const invoice = invoiceCodes === undefined ? -1 : invoices.index.of(invoiceCodes[row]!)
        const day = days?.[row] ?? (invoice < 0 ? noDay : invoices.table.issued[invoice]!)
        return money.convertOn(table, row, day, amounts![row]!) ?? Number.NaN
      }
      return [table.name, tableCounts(table, money.reporting, inLedgerCurrency)]
    }),
  )
}

/** Σ of the cash that invoices in other currencies received, by the rates of the invoices' days. */
function foreignCash(postings: LedgerData['postings'], invoices: LinkedInvoices): number {
  let sum = 0
  for (const invoice of invoices.conversions.keys()) {
    for (let posting = postings.start[invoice]!; posting < postings.start[invoice + 1]!; posting++) {
      if (postings.kind[posting] === postingCode.cash) sum += postings.amount[posting]!
    }
  }
  return sum
}

function exchangeWarning(difference: number, payments: number): Warning[] {
  if (difference === 0) return []
  const message =
    'cash of other currencies counts by the rates of its invoices’ dates, so that a paid invoice is closed; ' +
    `by the rates of the payments’ own days it would be ${difference > 0 ? 'more' : 'less'}`
  return [{ code: 'exchange-difference', message, count: payments, amount: Math.abs(difference) }]
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
    const rows = leftOut === 1 ? 'the only row' : `all ${leftOut} rows`
    return new InputError(`${file}: the mapping leaves out ${rows}; a ledger needs invoices.`)
  }
  if (!first) return new InputError(`${file}, line 1: there are no rows below the header; a ledger needs invoices.`)
  const row = read === 1 ? 'the only row was rejected' : `all ${read} rows were rejected, the first`
  return new InputError(`${row}: ${rejectSentence(first)}`)
}
