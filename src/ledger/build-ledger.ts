import type { Day } from '../calendar/day.js'
import { dueDay, parseTerms } from '../calendar/terms.js'
import { InputError } from '../document/input-error.js'
import { currencyOf } from '../money/currency.js'
import type { TableName } from './canonical-tables.js'
import {
  type LedgerData,
  type PostingKind,
  type Postings,
  postingCode,
  postingKinds,
  type TableCounts,
  type TextColumn,
} from './ledger.js'
import { rejectSentence, type Warning } from './ledger-problem.js'
import { noDay, type ParsedTable } from './read-canonical-table.js'

export type ParsedTables = Partial<Record<TableName, ParsedTable>> & { readonly invoices: ParsedTable }

/** Links the parsed tables into a ledger. Rows that point nowhere or repeat an identifier become rejects. */
export function buildLedger(
  tables: ParsedTables,
  options: { readonly currency: string; readonly hash: string; readonly unread: readonly string[] },
): LedgerData {
  const currency = currencyOf(options.currency)
  if (!currency) throw new InputError(`"${options.currency}" is not the ISO 4217 code of a currency.`)

  const warnings: Warning[] = options.unread.map((file) => ({
    code: 'table-not-read',
    message: `${file} is not read yet by this version; its rows change no figure`,
    count: 1,
  }))
  refuseOtherCurrencies(tables, currency.code)
  const customers = linkCustomers(tables)
  const invoices = linkInvoices(tables, customers)
  const posted = new PostingCollector(invoices.rowOf.size)
  const unapplied = linkPayments(tables, customers.rowOf, invoices, posted)
  linkAdjustments(tables, invoices, posted)
  linkSettledDates(tables, invoices, posted)
  const disputes = linkDisputes(tables, invoices)
  const postings = posted.sorted()

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
    asOf: lastDay(tables.invoices, invoices.issued, postings.day, unapplied.day, disputes.opened),
    hash: options.hash,
    tables: tableCounts(tables),
    rejects: Object.values(tables).flatMap((table) => table.rejects),
    warnings,
  }
  warnings.push(...findWarnings(data))
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
  const used = new Set(tables.invoices.text('currency').filter((value) => value !== null))
  if (used.size === 0 || (used.size === 1 && used.has(code))) return
  throw new InputError(
    `${tables.invoices.file}, column currency: the invoices are in ${[...used].sort().join(', ')}, the ledger's currency is ${code}; ` +
      'split the file by currency, or name the one currency in a mapping.',
  )
}

interface LinkedCustomers {
  readonly ids: string[]
  readonly rowOf: Map<string, number>
  readonly attributes: ReadonlyMap<string, TextColumn>
  /** Payment terms as text, where the customer has them. */
  readonly terms: readonly (string | null)[]
}

const customerAttributes = ['name', 'segment', 'division', 'region', 'salesperson', 'collector', 'terms']
const invoiceAttributes = ['salesperson', 'division']

/** The customers of the customer table; without such a table, those that invoices name. */
function linkCustomers(tables: ParsedTables): LinkedCustomers {
  const table = tables.customers ?? tables.invoices
  const names = table.text('customer_id')
  const rowOf = new Map<string, number>()
  const ids: string[] = []
  const sourceRows: number[] = []
  for (let row = 0; row < table.rows; row++) {
    const id = names[row]
    if (!table.accepted[row] || !id) continue
    if (!rowOf.has(id)) {
      rowOf.set(id, ids.length)
      ids.push(id)
      sourceRows.push(row)
    } else if (tables.customers) {
      table.reject(row, 'customer_id', 'the customer is there twice; identifiers must be unique')
    }
  }
  const own = tables.customers
  const pick = (column: string) => sourceRows.map((row) => own?.text(column)[row] ?? null)
  const attributes = new Map(
    customerAttributes.filter((name) => own?.present.has(name)).map((name) => [name, textColumn(pick(name))] as const),
  )
  return { ids, rowOf, attributes, terms: pick('terms') }
}

interface LinkedInvoices {
  readonly ids: string[]
  readonly rowOf: Map<string, number>
  /** The row of the parsed table that each invoice came from. */
  readonly sourceRow: readonly number[]
  readonly customer: Int32Array
  readonly issued: Int32Array
  readonly due: Int32Array
  readonly amount: Float64Array
  readonly disputed: Uint8Array
  readonly attributes: ReadonlyMap<string, TextColumn>
}

function linkInvoices(tables: ParsedTables, customers: LinkedCustomers): LinkedInvoices {
  const table = tables.invoices
  const [names, owners, ownTerms] = [table.text('invoice_id'), table.text('customer_id'), table.text('terms')]
  const [issued, due, settled] = [table.days('invoice_date'), table.days('due_date'), table.days('settled_date')]
  const rowOf = new Map<string, number>()
  const sourceRow: number[] = []
  const dues: number[] = []
  for (let row = 0; row < table.rows; row++) {
    if (!table.accepted[row]) continue
    const customer = customers.rowOf.get(owners[row]!)
    if (customer === undefined) {
      table.reject(row, 'customer_id', 'this customer is not in the customer table')
      continue
    }
    if (rowOf.has(names[row]!)) {
      table.reject(row, 'invoice_id', 'the invoice is there twice; identifiers must be unique')
      continue
    }
    const terms = ownTerms[row] ?? customers.terms[customer]
    const dueOn = due[row] !== noDay ? due[row]! : terms ? dueDay(issued[row] as Day, parseTerms(terms)!) : noDay
    if (dueOn === noDay) {
      table.reject(row, 'due_date', 'the invoice has neither due_date nor terms, and its customer has no terms')
      continue
    }
    if (dueOn < issued[row]!) {
      table.reject(row, 'due_date', 'the invoice would be due before its own date')
      continue
    }
    if (settled[row]! < issued[row]!) {
      table.reject(row, 'settled_date', 'the invoice would be settled before its own date')
      continue
    }
    rowOf.set(names[row]!, sourceRow.length)
    sourceRow.push(row)
    dues.push(dueOn)
  }
  const disputed = table.text('disputed')
  const amounts = table.amounts('amount')
  return {
    ids: sourceRow.map((row) => names[row]!),
    rowOf,
    sourceRow,
    customer: Int32Array.from(sourceRow, (row) => customers.rowOf.get(owners[row]!)!),
    issued: Int32Array.from(sourceRow, (row) => issued[row]!),
    due: Int32Array.from(dues),
    amount: Float64Array.from(sourceRow, (row) => amounts[row]!),
    disputed: Uint8Array.from(sourceRow, (row) => (disputed[row] === 'yes' ? 1 : 0)),
    attributes: new Map(
      invoiceAttributes
        .filter((name) => table.present.has(name))
        .map((name) => [name, textColumn(sourceRow.map((row) => table.text(name)[row] ?? null))] as const),
    ),
  }
}

/** Payments raise a customer's unapplied cash; applications move it to invoices, from the invoice's date at the earliest. */
function linkPayments(
  tables: ParsedTables,
  customerRow: ReadonlyMap<string, number>,
  invoices: LinkedInvoices,
  posted: PostingCollector,
): LedgerData['unapplied'] {
  const { payments, applications } = tables
  const customer: number[] = []
  const day: number[] = []
  const amount: number[] = []
  const change = (owner: number, on: number, minor: number) => {
    if (minor === 0) return
    customer.push(owner)
    day.push(on)
    amount.push(minor)
  }
  if (applications && !payments) {
    throw new InputError(`${applications.file}: applications need the table payments, which is not there.`)
  }
  const paymentRow = new Map<string, number>()
  if (payments) {
    const [ids, owners] = [payments.text('payment_id'), payments.text('customer_id')]
    for (let row = 0; row < payments.rows; row++) {
      if (!payments.accepted[row]) continue
      const owner = customerRow.get(owners[row]!)
      if (owner === undefined) payments.reject(row, 'customer_id', 'this customer is not in the ledger')
      else if (paymentRow.has(ids[row]!)) payments.reject(row, 'payment_id', 'the payment is there twice')
      else {
        paymentRow.set(ids[row]!, row)
        change(owner, payments.days('payment_date')[row]!, payments.amounts('amount')[row]!)
      }
    }
  }
  if (payments && applications) {
    const [paymentIds, invoiceIds] = [applications.text('payment_id'), applications.text('invoice_id')]
    const [applied, discount] = [applications.days('applied_date'), applications.amounts('discount')]
    for (let row = 0; row < applications.rows; row++) {
      if (!applications.accepted[row]) continue
      const payment = paymentRow.get(paymentIds[row]!)
      const invoice = invoices.rowOf.get(invoiceIds[row]!)
      if (payment === undefined) {
        applications.reject(row, 'payment_id', 'this payment is not in the payments table')
      } else if (invoice === undefined) {
        applications.reject(row, 'invoice_id', 'this invoice is not in the invoices table')
      } else {
        const paid = payments.days('payment_date')[payment]!
        const stated = applied[row] === noDay ? paid : applied[row]!
        const on = Math.max(stated, invoices.issued[invoice]!)
        const cash = applications.amounts('amount')[row]!
        posted.add(invoice, on, 'cash', cash)
        if (discount[row]) posted.add(invoice, on, 'discount', discount[row]!)
        change(customerRow.get(payments.text('customer_id')[payment]!)!, on, -cash)
      }
    }
  }
  return { customer: Int32Array.from(customer), day: Int32Array.from(day), amount: Float64Array.from(amount) }
}

const adjustmentPostings: Readonly<Record<string, PostingKind>> = {
  credit_memo: 'credit_memo',
  write_off: 'write_off',
  write_off_reversal: 'write_off_reversal',
  recovery: 'recovery',
  fx_revaluation: 'revaluation',
}

function linkAdjustments(tables: ParsedTables, invoices: LinkedInvoices, posted: PostingCollector): void {
  const table = tables.adjustments
  if (!table) return
  const [ids, kinds, amounts] = [table.text('invoice_id'), table.text('kind'), table.amounts('amount')]
  const seen = new Set<string>()
  for (let row = 0; row < table.rows; row++) {
    if (!table.accepted[row]) continue
    const invoice = invoices.rowOf.get(ids[row]!)
    const kind = adjustmentPostings[kinds[row]!]
    const id = table.text('adjustment_id')[row]!
    if (invoice === undefined) table.reject(row, 'invoice_id', 'this invoice is not in the invoices table')
    else if (kind === undefined) {
      table.reject(row, 'kind', `the kind must be one of ${Object.keys(adjustmentPostings).join(', ')}`)
    } else if (kind !== 'revaluation' && amounts[row]! < 0) {
      table.reject(
        row,
        'amount',
        'only an fx_revaluation may be negative; take a write_off back with a write_off_reversal',
      )
    } else if (table.days('date')[row]! < invoices.issued[invoice]!) {
      table.reject(row, 'date', 'the adjustment is dated before its invoice')
    } else if (seen.has(id)) table.reject(row, 'adjustment_id', 'the adjustment is there twice')
    else {
      seen.add(id)
      posted.add(invoice, table.days('date')[row]!, kind, amounts[row]!)
    }
  }
}

/** A one-table ledger says when an invoice was paid in full: that is one cash posting of its whole amount. */
function linkSettledDates(tables: ParsedTables, invoices: LinkedInvoices, posted: PostingCollector): void {
  const table = tables.invoices
  if (!table.present.has('settled_date')) return
  if (tables.applications) {
    throw new InputError(
      `${table.file}, column settled_date: a ledger with an applications table must not state settled_date too.`,
    )
  }
  const settled = table.days('settled_date')
  invoices.sourceRow.forEach((row, invoice) => {
    if (settled[row] === noDay) return
    posted.add(invoice, settled[row]!, 'cash', invoices.amount[invoice]!)
  })
}

function linkDisputes(tables: ParsedTables, invoices: LinkedInvoices): LedgerData['disputes'] {
  const table = tables.disputes
  const linked: [invoice: number, opened: number, resolved: number][] = []
  for (let row = 0; table && row < table.rows; row++) {
    if (!table.accepted[row]) continue
    const invoice = invoices.rowOf.get(table.text('invoice_id')[row]!)
    const [opened, resolved] = [table.days('opened_on')[row]!, table.days('resolved_on')[row]!]
    if (invoice === undefined) table.reject(row, 'invoice_id', 'this invoice is not in the invoices table')
    else if (resolved < opened) table.reject(row, 'resolved_on', 'the dispute is resolved before it was opened')
    else linked.push([invoice, opened, resolved])
  }
  linked.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  return {
    invoice: Int32Array.from(linked, (row) => row[0]),
    opened: Int32Array.from(linked, (row) => row[1]),
    resolved: Int32Array.from(linked, (row) => row[2]),
  }
}

/** Collects postings in any order and sorts them by invoice, day and kind. */
class PostingCollector {
  readonly #invoice: number[] = []
  readonly #day: number[] = []
  readonly #kind: number[] = []
  readonly #amount: number[] = []

  constructor(readonly invoices: number) {}

  add(invoice: number, day: number, kind: PostingKind, amount: number): void {
    this.#invoice.push(invoice)
    this.#day.push(day)
    this.#kind.push(postingCode[kind])
    this.#amount.push(amount)
  }

  sorted(): Postings {
    const order = Uint32Array.from(this.#invoice.keys())
    order.sort(
      (a, b) =>
        this.#invoice[a]! - this.#invoice[b]! ||
        this.#day[a]! - this.#day[b]! ||
        this.#kind[a]! - this.#kind[b]! ||
        a - b,
    )
    const start = new Int32Array(this.invoices + 1)
    for (const invoice of this.#invoice) start[invoice + 1]!++
    for (let row = 0; row < this.invoices; row++) start[row + 1]! += start[row]!
    return {
      start,
      day: Int32Array.from(order, (row) => this.#day[row]!),
      kind: Uint8Array.from(order, (row) => this.#kind[row]!),
      amount: Float64Array.from(order, (row) => this.#amount[row]!),
    }
  }
}

function textColumn(texts: readonly (string | null)[]): TextColumn {
  const codeOf = new Map<string, number>()
  const codes = Int32Array.from(texts, (text) => {
    if (text === null) return -1
    const code = codeOf.get(text) ?? codeOf.size
    codeOf.set(text, code)
    return code
  })
  return { codes, values: [...codeOf.keys()] }
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

function findWarnings(data: LedgerData): Warning[] {
  const { invoices, postings } = data
  let overApplied = 0
  let writtenOffTwice = 0
  for (let row = 0; row < invoices.count; row++) {
    let open = invoices.amount[row]!
    let closing = open
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      const kind = postingKinds[postings.kind[posting]!]!
      const sign = kind === 'write_off_reversal' || kind === 'revaluation' ? 1 : kind === 'recovery' ? 0 : -1
      open += sign * postings.amount[posting]!
      if (kind === 'write_off' && open < 0) writtenOffTwice++
      closing = open
    }
    if (invoices.amount[row]! >= 0 && closing < 0) overApplied++
  }
  const warnings: Warning[] = []
  if (overApplied > 0) {
    warnings.push({
      code: 'over-applied',
      message: 'invoices have more applied or credited to them than their amount; the rest is a credit balance',
      count: overApplied,
    })
  }
  if (writtenOffTwice > 0) {
    warnings.push({
      code: 'write-off-exceeds-open',
      message: 'write-offs exceed what was open',
      count: writtenOffTwice,
    })
  }
  return warnings
}
