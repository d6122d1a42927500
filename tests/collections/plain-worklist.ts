import { Decimal } from 'decimal.js'
import type { Row } from '../ledger/ledger-folder.js'
import type { CutTables } from '../properties/cut-at.js'

/** An account of the worklist as the plain rows of a ledger's tables give it; amounts are decimal texts, days ISO texts. */
export interface PlainAccount {
  readonly customer: string
  readonly owner: string
  readonly pastDue: string
  readonly totalOpen: string
  readonly creditBalance: string
  readonly disputed: string
  readonly invoices: number
  readonly oldest: readonly [due: string, open: string]
  /** Day and kind; '' if there was none. */
  readonly lastContact: string
  /** Made on, promised on, amount and state; '' if there is none. */
  readonly openPromise: string
}

const zero = new Decimal(0)
const sum = (amounts: readonly Decimal[]) => amounts.reduce((total, amount) => total.plus(amount), zero)
const time = (day: string) => Date.parse(`${day}T00:00:00Z`)
const daysBetween = (from: string, to: string) => (time(to) - time(from)) / 86_400_000
const later = (a: string, b: string) => (a > b ? a : b)
const lowers: Readonly<Record<string, number>> = {
  credit_memo: -1,
  write_off: -1,
  write_off_reversal: 1,
  fx_revaluation: 1,
  recovery: 0,
}

/**
 * The worklist of a day before the last one of the files, worked out in the slowest and plainest way from the rows of the
 * tables and the rules of DESIGN section 4. It shares no code with src. In no order.
 */
export function plainWorklist(tables: CutTables, day: string, moreThanDays: number): PlainAccount[] {
  const customers = new Map(tables.customers.map((row) => [row.customer_id!, row]))
  const issuedOn = new Map(tables.invoices.map((row) => [row.invoice_id!, row.invoice_date!]))
  const paidOn = new Map(tables.payments.map((row) => [row.payment_id!, row.payment_date!]))
  const dueOf = (row: Row) =>
    row.due_date ||
    new Date(time(row.invoice_date!) + Number(row.terms!.slice(4)) * 86_400_000).toISOString().slice(0, 10)

  const openOf = (invoice: Row): Decimal => {
    const id = invoice.invoice_id!
    if (invoice.invoice_date! > day) return zero
    const moves = [new Decimal(invoice.amount!)]
    for (const row of tables.applications) {
      const note = issuedOn.get(row.payment_id!)
      const on = later(row.applied_date || (note ?? paidOn.get(row.payment_id!)!), issuedOn.get(row.invoice_id!)!)
      if (on > day) continue
      if (row.invoice_id === id) moves.push(new Decimal(row.amount!).plus(row.discount || 0).negated())
      if (row.payment_id === id) moves.push(new Decimal(row.amount!))
    }
    for (const row of tables.adjustments) {
      if (row.invoice_id === id && row.date! <= day) moves.push(new Decimal(row.amount!).times(lowers[row.kind!]!))
    }
    return sum(moves)
  }
  const isDisputed = (invoice: Row) =>
    invoice.disputed === 'yes' ||
    tables.disputes.some(
      (row) =>
        row.invoice_id === invoice.invoice_id &&
        row.opened_on! <= day &&
        (row.resolved_on === '' || row.resolved_on! > day),
    )

  const open = new Map(tables.invoices.map((row) => [row, openOf(row)]))
  const invoiceOf = new Map(tables.invoices.map((row) => [row.invoice_id!, row]))
  const activities = [...(tables.activities ?? [])]
    .filter((row) => row.date! <= day)
    .sort((a, b) => (a.date! < b.date! ? -1 : a.date! > b.date! ? 1 : 0))
  const promiseOf = (customer: string): string => {
    const promises = activities.filter((row) => row.customer_id === customer && row.promised_on !== '')
    // Whether it is kept is known from the promised day on.
    const isKept = (row: Row) => row.kept === 'yes' && row.promised_on! <= day
    const standing = promises.filter((row, index) => {
      const invoice = invoiceOf.get(row.invoice_id!)
      if (isKept(row) || (invoice && open.get(invoice)!.lessThanOrEqualTo(0) && invoice.invoice_date! <= day))
        return false
      return row.promised_on! >= day || !promises.slice(index + 1).some(isKept)
    })
    const last = standing.at(-1)
    if (!last) return ''
    const state = last.promised_on! >= day ? 'open' : 'broken'
    return [last.date, last.promised_on, last.promised_amount, state].join(' ')
  }

  const accounts: PlainAccount[] = []
  for (const customer of customers.keys()) {
    const own = tables.invoices.filter((row) => row.customer_id === customer)
    const ownerOf = (row: Row) => row.salesperson || customers.get(customer)!.salesperson || '(none)'
    for (const owner of new Set(own.map(ownerOf))) {
      const of = own.filter((row) => ownerOf(row) === owner)
      const positive = of.filter((row) => open.get(row)!.greaterThan(0))
      const late = positive.filter((row) => daysBetween(dueOf(row), day) > moreThanDays)
      if (late.length === 0) continue
      const total = (rows: readonly Row[]) => sum(rows.map((row) => open.get(row)!)).toFixed(2)
      const oldestDue = late.map(dueOf).sort()[0]!
      const largest = late
        .filter((row) => dueOf(row) === oldestDue)
        .reduce((most, row) => Decimal.max(most, open.get(row)!), zero)
      const contact = activities.filter((row) => row.customer_id === customer).at(-1)
      accounts.push({
        customer,
        owner,
        pastDue: total(late),
        totalOpen: total(positive),
        creditBalance: sum(of.map((row) => Decimal.max(0, open.get(row)!.negated()))).toFixed(2),
        disputed: total(late.filter(isDisputed)),
        invoices: late.length,
        oldest: [oldestDue, largest.toFixed(2)],
        lastContact: contact ? `${contact.date} ${contact.kind}` : '',
        openPromise: promiseOf(customer),
      })
    }
  }
  return accounts
}
