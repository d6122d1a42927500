import { Decimal } from 'decimal.js'
import type { Row } from '../ledger/ledger-folder.js'
import type { RowTables } from '../properties/random-ledger.js'

/**
 * A ledger's rows as they were known at the end of a day, read in the slowest and plainest way from the rules of DESIGN
 * section 4. It shares no code with src: days are ISO texts, amounts are decimals in major units. Facts and KPIs of the
 * tests are worked out from it, each in its own way.
 */
export interface PlainLedger {
  readonly asOf: string
  /** The day of the first invoice. */
  readonly first: string
  readonly invoices: readonly PlainInvoice[]
  readonly contacts: readonly PlainContact[]
  readonly surveys: readonly { readonly customer: Row; readonly day: string; readonly score: Decimal }[]
  /** Whether the files have a table, and a column in it if one is named. */
  has(table: keyof RowTables, column?: string): boolean
}

export interface PlainInvoice {
  readonly own: Row
  readonly customer: Row
  readonly issued: string
  readonly due: string
  readonly amount: Decimal
  readonly postings: readonly PlainPosting[]
  /** The first evening on which nothing is open, if cash or discounts brought that about; null if there is none. */
  readonly settled: string | null
  /** Settled late, after a contact that came when it was due. */
  readonly isCollected: boolean
  readonly isFlagged: boolean
  readonly disputes: readonly PlainDispute[]
  /** When it was first disputed or credited; null if it never was. */
  readonly faulted: string | null
}

export interface PlainPosting {
  readonly day: string
  readonly kind:
    | 'cash'
    | 'discount'
    | 'credit_note'
    | 'credit_memo'
    | 'write_off'
    | 'write_off_reversal'
    | 'recovery'
    | 'fx_revaluation'
  readonly amount: Decimal
}

/** A dispute by its date; of an invoice that is only flagged, one of its whole amount on its own date. */
interface PlainDispute {
  readonly opened: string
  readonly amount: Decimal
  /** Null while it is open. */
  readonly resolved: string | null
  readonly lasted: number
}

export interface PlainContact {
  readonly customer: Row
  /** What it is about; null for nothing, or for an invoice that is not there yet. */
  readonly invoice: Row | null
  readonly day: string
  readonly kind: string
  readonly isRightParty: boolean
  /** When what was promised falls due; null if nothing was promised. */
  readonly promised: string | null
  readonly isKept: boolean
  readonly cost: Decimal
}

export const zero = new Decimal(0)
export const sum = (amounts: readonly Decimal[]) => amounts.reduce((total, amount) => total.plus(amount), zero)
const time = (day: string) => Date.parse(`${day}T00:00:00Z`)
export const daysBetween = (from: string, to: string) => (time(to) - time(from)) / 86_400_000
export const plusDays = (day: string, count: number) =>
  new Date(time(day) + count * 86_400_000).toISOString().slice(0, 10)
export const later = (a: string, b: string) => (a > b ? a : b)

/** How a posting moves the open amount of its invoice. */
const effect: Readonly<Record<PlainPosting['kind'], -1 | 0 | 1>> = {
  cash: -1,
  discount: -1,
  credit_note: -1,
  credit_memo: -1,
  write_off: -1,
  write_off_reversal: 1,
  recovery: 0,
  fx_revaluation: 1,
}

/** What is open of an invoice at the end of a day; nothing before its date. */
export function openOn(
  { issued, amount, postings }: Pick<PlainInvoice, 'issued' | 'amount' | 'postings'>,
  day: string,
) {
  if (day < issued) return zero
  const past = postings.filter((posting) => posting.day <= day)
  return amount.plus(sum(past.map((posting) => posting.amount.times(effect[posting.kind]))))
}

/** Whether an invoice is under an unresolved dispute at the end of a day. */
export function isDisputedOn({ isFlagged, disputes }: PlainInvoice, day: string): boolean {
  return isFlagged || disputes.some(({ opened, resolved }) => opened <= day && (resolved === null || day < resolved))
}

/** The values of attributes for a row: its own go before its customer's. */
export function groupText(by: readonly string[], own: Row | null, customer: Row): string {
  return by.map((attribute) => own?.[attribute] || customer[attribute] || '(none)').join('/')
}

export function plainLedgerAt(tables: RowTables, asOf: string): PlainLedger {
  const customerOf = new Map(tables.customers.map((customer) => [customer.customer_id!, customer]))
  const known = new Map(tables.invoices.filter((row) => row.invoice_date! <= asOf).map((row) => [row.invoice_id!, row]))
  const contacts = (tables.activities ?? [])
    .filter((row) => row.date! <= asOf)
    .map((row): PlainContact => {
      const promised = row.promised_on || null
      return {
        customer: customerOf.get(row.customer_id!)!,
        invoice: known.get(row.invoice_id!) ?? null,
        day: row.date!,
        kind: row.kind!,
        isRightParty: row.right_party === 'yes',
        promised,
        // Whether it is kept is not known before it falls due.
        isKept: row.kept === 'yes' && promised !== null && promised <= asOf,
        cost: new Decimal(row.cost || 0),
      }
    })
  return {
    asOf,
    first: tables.invoices.map((invoice) => invoice.invoice_date!).sort()[0]!,
    invoices: [...known.values()].map((row) =>
      plainInvoice(tables, row, customerOf.get(row.customer_id!)!, contacts, asOf),
    ),
    contacts,
    surveys: (tables.surveys ?? [])
      .filter((row) => row.date! <= asOf)
      .map((row) => ({
        customer: customerOf.get(row.customer_id!)!,
        day: row.date!,
        score: new Decimal(row.score!),
      })),
    has: (table, column) => {
      const rows = tables[table] ?? []
      return column === undefined ? rows.length > 0 : rows.some((row) => column in row)
    },
  }
}

function plainInvoice(
  tables: RowTables,
  own: Row,
  customer: Row,
  contacts: readonly PlainContact[],
  asOf: string,
): PlainInvoice {
  const issued = own.invoice_date!
  const due = own.due_date || plusDays(issued, Number(/^net (\d+)$/.exec(own.terms!)![1]))
  const amount = new Decimal(own.amount!)
  const postings = postingsOf(tables, own).filter(({ day }) => day <= asOf)
  const settled = settledDay(issued, amount, postings, asOf)
  const isFlagged = own.disputed === 'yes'
  const disputes = disputesOf(tables, own, isFlagged, asOf)
  const faults = [
    ...disputes.map(({ opened }) => opened),
    ...postings.filter(({ kind }) => kind === 'credit_memo').map(({ day }) => day),
  ]
  const isCollected =
    settled !== null &&
    contacts.some(
      (contact) =>
        (contact.invoice === null ? contact.customer === customer : contact.invoice === own) &&
        contact.day > due &&
        contact.day <= settled,
    )
  return {
    own,
    customer,
    issued,
    due,
    amount,
    postings,
    settled,
    isCollected,
    isFlagged,
    disputes,
    faulted: faults.sort()[0] ?? null,
  }
}

function postingsOf(tables: RowTables, own: Row): PlainPosting[] {
  const invoiceOf = new Map(tables.invoices.map((invoice) => [invoice.invoice_id!, invoice]))
  const paymentOf = new Map(tables.payments.map((payment) => [payment.payment_id!, payment]))
  const postings: PlainPosting[] = []
  for (const application of tables.applications) {
    const target = invoiceOf.get(application.invoice_id!)!
    const payment = paymentOf.get(application.payment_id!)
    const source = payment ? payment.payment_date! : invoiceOf.get(application.payment_id!)!.invoice_date!
    const day = later(application.applied_date || source, target.invoice_date!)
    const applied = new Decimal(application.amount!)
    if (!payment) {
      if (target === own) postings.push({ day, kind: 'credit_note', amount: applied })
      if (application.payment_id === own.invoice_id) {
        postings.push({ day, kind: 'credit_note', amount: applied.negated() })
      }
    } else if (target === own) {
      postings.push({ day, kind: 'cash', amount: applied })
      postings.push({ day, kind: 'discount', amount: new Decimal(application.discount || 0) })
    }
  }
  for (const { invoice_id, date, kind, amount } of tables.adjustments) {
    if (invoice_id !== own.invoice_id) continue
    postings.push({ day: date!, kind: kind as PlainPosting['kind'], amount: new Decimal(amount!) })
  }
  return postings
}

/** Each evening is looked at, from the invoice's date on. */
function settledDay(issued: string, amount: Decimal, postings: readonly PlainPosting[], asOf: string): string | null {
  if (amount.lessThanOrEqualTo(0)) return null
  for (let day = issued; day <= asOf; day = plusDays(day, 1)) {
    const open = openOn({ issued, amount, postings }, day)
    if (open.greaterThan(0)) continue
    const settling = postings.filter(({ day: on, kind }) => on === day && (kind === 'cash' || kind === 'discount'))
    // Settled if it was cash and discounts that brought it to zero or less: without them it would be open.
    return open.plus(sum(settling.map((posting) => posting.amount))).greaterThan(0) ? day : null
  }
  return null
}

function disputesOf(tables: RowTables, own: Row, isFlagged: boolean, asOf: string): PlainDispute[] {
  const issued = own.invoice_date!
  const dated = tables.disputes
    .filter((row) => row.invoice_id === own.invoice_id && row.opened_on! <= asOf)
    .map((row): PlainDispute => {
      const resolved = row.resolved_on !== '' && row.resolved_on! <= asOf ? row.resolved_on! : null
      return {
        opened: later(row.opened_on!, issued),
        amount: new Decimal(row.amount!),
        resolved,
        lasted: resolved === null ? 0 : daysBetween(row.opened_on!, resolved),
      }
    })
  // A dispute of a later day is not known yet: then the flag is all there is.
  if (!isFlagged || dated.length > 0) return dated
  return [{ opened: issued, amount: Decimal.max(0, own.amount!), resolved: null, lasted: 0 }]
}
