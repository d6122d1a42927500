import { didYouMean } from '../document/did-you-mean.js'
import { InputError } from '../document/input-error.js'
import { type AdjustmentKind, adjustmentKindOf } from './adjustment-kind.js'
import type { LedgerData, OptionalColumns, TextList } from './ledger-data.js'
import { postingCode, postingKinds } from './ledger-data.js'
import { noDay } from './no-day.js'
import { openAmounts } from './open-amounts.js'
import { settledDates } from './settled-dates.js'
import { textAt } from './text-at.js'

/** One column of a ledger's table, by row; null is an empty value. */
export type ViewColumn =
  | { readonly name: string; readonly kind: 'identifier' | 'text'; readonly at: (row: number) => string | null }
  /** Day numbers. */
  | { readonly name: string; readonly kind: 'date'; readonly at: (row: number) => number | null }
  /** Minor units of the ledger's currency. */
  | { readonly name: string; readonly kind: 'amount'; readonly at: (row: number) => number | null }
  /** A number that is no money. */
  | { readonly name: string; readonly kind: 'number'; readonly at: (row: number) => number | null }

/** A table of a ledger to write down or to explore: canonical column names, values read in place. */
export interface TableView {
  readonly table: ViewTable
  readonly rows: number
  readonly columns: readonly ViewColumn[]
}

/** The canonical tables of a ledger, and `postings`: everything that moved the open amount of an invoice. */
export const viewTables = [
  'customers',
  'invoices',
  'payments',
  'applications',
  'adjustments',
  'disputes',
  'activities',
  'surveys',
  'postings',
] as const

export type ViewTable = (typeof viewTables)[number]

/** A ledger's table, column by column. Throws an InputError for a name that is no table. */
export function tableView(ledger: LedgerData, table: ViewTable): TableView {
  const { customers, invoices, payments, disputes, activities, surveys } = ledger
  const customerIds = (rows: Int32Array) => idColumn('customer_id', customers.ids, rows)
  switch (table) {
    case 'customers':
      return view(table, customers.count, [ids('customer_id', customers.ids), ...optional(customers)])
    case 'invoices': {
      const open = openAmounts(ledger, ledger.asOf)
      const settled = settledDates(ledger)
      return view(table, invoices.count, [
        ids('invoice_id', invoices.ids),
        customerIds(invoices.customer),
        date('invoice_date', invoices.issued),
        date('due_date', invoices.due),
        amount('amount', invoices.amount),
        amount('open_amount', open),
        {
          name: 'disputed',
          kind: 'text',
          at: (row) => (invoices.disputed[row] === 1 ? 'yes' : 'no'),
        },
        ...(settled === null || invoices.days.has('settled_date') ? [] : [date('settled_date', settled)]),
        ...optional(invoices),
      ])
    }
    case 'payments':
      return view(table, payments.count, [
        ids('payment_id', payments.ids),
        customerIds(payments.customer),
        date('payment_date', payments.day),
        amount('amount', payments.amount),
        ...optional(payments),
      ])
    case 'applications':
      return applicationsView(ledger)
    case 'adjustments':
      return adjustmentsView(ledger)
    case 'disputes':
      return view(table, disputes.count, [
        ids('dispute_id', disputes.ids),
        idColumn('invoice_id', invoices.ids, disputes.invoice),
        date('opened_on', disputes.opened),
        amount('amount', disputes.amount),
        date('resolved_on', disputes.resolved),
        ...optional(disputes),
      ])
    case 'activities':
      return view(table, activities.count, [
        ids('activity_id', activities.ids),
        customerIds(activities.customer),
        date('date', activities.day),
        idColumn('invoice_id', invoices.ids, activities.invoice),
        ...optional(activities),
      ])
    case 'surveys':
      return view(table, surveys.count, [
        customerIds(surveys.customer),
        date('date', surveys.day),
        { name: 'score', kind: 'number', at: (row) => surveys.score[row]! },
      ])
    case 'postings':
      return postingsView(ledger)
    default:
      throw new InputError(`"${String(table satisfies never)}" is no table.${didYouMean(String(table), viewTables)}`)
  }
}

/** The applications as they can be read again: discounts beside their amount, credit notes named as payments are. */
function applicationsView({ invoices, payments, postings, applications }: LedgerData): TableView {
  const invoice = new Int32Array(applications.count)
  const day = new Int32Array(applications.count)
  const applied = new Float64Array(applications.count)
  const discount = new Float64Array(applications.count)
  eachPosting(invoices.count, postings.start, (row, posting) => {
    const kind = postings.kind[posting]!
    const source = postings.source[posting]!
    const isCredit = kind === postingCode.credit_application
    if (source < 0 || !(isCredit || kind === postingCode.cash || kind === postingCode.discount)) return
    // A credit application is posted twice; the side of the credit note is its mirror.
    if (isCredit && -1 - applications.payment[source]! === row) return
    invoice[source] = row
    day[source] = postings.day[posting]!
    const amounts = kind === postingCode.discount ? discount : applied
    amounts[source] = postings.amount[posting]!
  })
  return view('applications', applications.count, [
    {
      name: 'payment_id',
      kind: 'identifier',
      at: (row) => {
        const from = applications.payment[row]!
        return (from >= 0 ? payments.ids.at(from) : invoices.ids.at(-1 - from)) ?? null
      },
    },
    idColumn('invoice_id', invoices.ids, invoice),
    amount('amount', applied),
    date('applied_date', day),
    { name: 'discount', kind: 'amount', at: (row) => discount[row] || null },
  ])
}

function adjustmentsView({ invoices, postings, adjustments }: LedgerData): TableView {
  const invoice = new Int32Array(adjustments.count)
  const day = new Int32Array(adjustments.count)
  const amounts = new Float64Array(adjustments.count)
  const kinds: AdjustmentKind[] = new Array(adjustments.count)
  eachPosting(invoices.count, postings.start, (row, posting) => {
    const kind = adjustmentKindOf(postingKinds[postings.kind[posting]!]!)
    if (kind === null) return
    const source = postings.source[posting]!
    invoice[source] = row
    day[source] = postings.day[posting]!
    amounts[source] = postings.amount[posting]!
    kinds[source] = kind
  })
  return view('adjustments', adjustments.count, [
    ids('adjustment_id', adjustments.ids),
    idColumn('invoice_id', invoices.ids, invoice),
    date('date', day),
    amount('amount', amounts),
    { name: 'kind', kind: 'text', at: (row) => kinds[row]! },
    ...optional(adjustments),
  ])
}

function postingsView({ invoices, postings }: LedgerData): TableView {
  const invoice = new Int32Array(postings.day.length)
  eachPosting(invoices.count, postings.start, (row, posting) => {
    invoice[posting] = row
  })
  return view('postings', postings.day.length, [
    idColumn('invoice_id', invoices.ids, invoice),
    date('date', postings.day),
    { name: 'kind', kind: 'text', at: (row) => postingKinds[postings.kind[row]!]! },
    amount('amount', postings.amount),
  ])
}

function eachPosting(invoices: number, start: Int32Array, visit: (invoice: number, posting: number) => void): void {
  for (let row = 0; row < invoices; row++) {
    for (let posting = start[row]!; posting < start[row + 1]!; posting++) visit(row, posting)
  }
}

function view(table: ViewTable, rows: number, columns: readonly ViewColumn[]): TableView {
  return { table, rows, columns }
}

function ids(name: string, list: TextList): ViewColumn {
  return { name, kind: 'identifier', at: (row) => list.at(row) ?? null }
}

/** The identifiers of the rows of another table; a negative row is no value. */
function idColumn(name: string, list: TextList, rows: Int32Array): ViewColumn {
  return { name, kind: 'identifier', at: (row) => (rows[row]! < 0 ? null : (list.at(rows[row]!) ?? null)) }
}

function date(name: string, days: Int32Array): ViewColumn {
  return { name, kind: 'date', at: (row) => (days[row] === noDay ? null : days[row]!) }
}

function amount(name: string, amounts: Float64Array): ViewColumn {
  return { name, kind: 'amount', at: (row) => (Number.isNaN(amounts[row]!) ? null : amounts[row]!) }
}

function optional({ attributes, days, amounts, numbers }: OptionalColumns): ViewColumn[] {
  return [
    ...[...attributes].map(([name, column]): ViewColumn => ({ name, kind: 'text', at: (row) => textAt(column, row) })),
    ...[...days].map(([name, column]) => date(name, column)),
    ...[...amounts].map(([name, column]) => amount(name, column)),
    ...[...numbers].map(
      ([name, column]): ViewColumn => ({
        name,
        kind: 'number',
        at: (row) => (Number.isNaN(column[row]!) ? null : column[row]!),
      }),
    ),
  ]
}
