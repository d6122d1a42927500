import type { Day } from '../../calendar/day.js'
import { nearest } from '../../document/did-you-mean.js'
import { InputError } from '../../document/input-error.js'
import type { Currency } from '../../money/currency.js'
import { canonicalTables } from '../canonical-tables.js'
import type { LedgerData, TableCounts } from '../ledger-data.js'
import { rejectSentence, type Warning } from '../ledger-problem.js'
import { noDay } from '../no-day.js'
import type { ParsedTable } from '../read/read-canonical-table.js'
import { ledgerWarnings } from './ledger-warnings.js'
import { linkAdjustments } from './link-adjustments.js'
import { linkCustomers } from './link-customers.js'
import { linkDisputes } from './link-disputes.js'
import { linkInvoices } from './link-invoices.js'
import { linkPayments, linkSettledDates } from './link-payments.js'
import type { ParsedTables } from './parsed-tables.js'
import { PostingCollector } from './posting-collector.js'

/** Links the parsed tables into a ledger. Rows that point nowhere or repeat an identifier become rejects. */
export function buildLedger(
  tables: ParsedTables,
  options: { readonly currency: Currency; readonly hash: string; readonly unread: readonly string[] },
): LedgerData {
  const { currency } = options
  const warnings: Warning[] = options.unread.map((file) => ({
    code: 'table-not-read',
    message: `${file} is not read yet by this version; its rows change no figure`,
    count: 1,
  }))
  warnings.push(...Object.values(tables).flatMap(misspeltColumns))
  refuseOtherCurrencies(tables, currency.code)
  const customers = linkCustomers(tables)
  const invoices = linkInvoices(tables, customers)
  const posted = new PostingCollector(invoices.rowOf.size)
  const payments = linkPayments(tables, customers.rowOf, invoices, posted)
  linkAdjustments(tables, invoices, posted)
  linkSettledDates(tables, invoices, posted)
  const disputes = linkDisputes(tables, invoices)
  const postings = posted.sorted()
  const { unapplied } = payments

  const data = {
    currency,
    customers: { count: customers.ids.length, ids: customers.ids, attributes: customers.attributes },
    invoices: {
      count: invoices.ids.length,
      ids: invoices.ids,
      customer: invoices.customer,
      issued: invoices.issued,
      due: invoices.due,
      amount: invoices.amount,
      disputed: invoices.disputed,
      attributes: invoices.attributes,
    },
    postings,
    unapplied,
    disputes,
    asOf: lastDay(tables.invoices, invoices.issued, postings.day, unapplied.day, disputes.opened, disputes.resolved),
    hash: options.hash,
    tables: tableCounts(tables),
    rejects: Object.values(tables).flatMap((table) => table.rejects.sort((a, b) => a.line - b.line)),
    warnings,
  }
  warnings.push(...ledgerWarnings(data), ...payments.warnings)
  return data
}

function tableCounts(tables: ParsedTables): Record<string, TableCounts> {
  return Object.fromEntries(
    Object.values(tables).map((table) => {
      const accepted = table.accepted.reduce((count, flag) => count + flag, 0)
      const amounts = table.present.has('amount') ? table.amounts('amount') : null
      const acceptedAmount =
        amounts?.reduce((sum, amount, row) => (table.accepted[row] ? sum + amount : sum), 0) ?? null
      return [table.name, { read: table.read, accepted, rejected: table.rejects.length, acceptedAmount }]
    }),
  )
}

/** Until currencies can be converted, one ledger has one currency; others are listed, never added up. */
function refuseOtherCurrencies(tables: ParsedTables, code: string): void {
  for (const table of [tables.invoices, tables.payments]) {
    const used = new Set(table?.text('currency').filter((value) => value !== null))
    if (!table || used.size === 0 || (used.size === 1 && used.has(code))) continue
    throw new InputError(
      `${table.file}, column currency: the ${table.name} are in ${[...used].sort().join(', ')}, the ledger's currency is ${code}; ` +
        'split the file by currency, or name the one currency in a mapping.',
    )
  }
}

/** A column that is not read although its name is near one that would be: most likely a misspelling. */
function misspeltColumns(table: ParsedTable): Warning[] {
  return table.unread.flatMap((column) => {
    const hint = nearest(column, Object.keys(canonicalTables[table.name]), 2)
    if (hint === null) return []
    return [
      {
        code: 'column-not-read',
        message: `${table.file}: the column "${column}" is not read; "${hint}" would be`,
        count: 1,
      },
    ]
  })
}

function lastDay(invoices: ParsedTable, ...columns: Int32Array[]): Day {
  let last = Number.NEGATIVE_INFINITY
  for (const column of columns) for (const value of column) if (value !== noDay && value > last) last = value
  if (last === Number.NEGATIVE_INFINITY) throw noInvoices(invoices)
  return last as Day
}

function noInvoices({ file, read, rejects }: ParsedTable): InputError {
  const [first] = rejects
  if (!first) return new InputError(`${file}, line 1: there are no rows below the header; a ledger needs invoices.`)
  const row = read === 1 ? 'the only row was rejected' : `all ${read} rows were rejected, the first`
  return new InputError(`${row}: ${rejectSentence(first)}`)
}
