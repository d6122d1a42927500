import { agingBuckets, type StockFact } from '../facts/columns.js'
import { disputedInvoices } from '../ledger/disputed-invoices.js'
import { daysText } from './days-text.js'
import type { FactLine } from './fact-line.js'
import type { GroupRows } from './group-rows.js'
import type { StockLister } from './line-listers.js'
import { unappliedLines } from './unapplied-lines.js'

/** An invoice that has an open amount, positive or negative, at the end of a day. */
interface OpenInvoice {
  readonly row: number
  readonly open: number
  /** Negative before the due day. */
  readonly daysPastDue: number
  readonly termsDays: number
}

type NoteOf = (rows: GroupRows, invoice: OpenInvoice) => string

/** What is behind each stock: the invoices that are open at the end of the day and count in it. */
export const stockLines: Readonly<Record<StockFact, StockLister>> = {
  receivables: openInvoices(({ open }) => open),
  current_receivables: ofBucket('current_receivables'),
  past_due_1_30: ofBucket('past_due_1_30'),
  past_due_31_60: ofBucket('past_due_31_60'),
  past_due_61_90: ofBucket('past_due_61_90'),
  past_due_91_120: ofBucket('past_due_91_120'),
  past_due_over_120: ofBucket('past_due_over_120'),
  credit_balances: openInvoices(({ open }) => (open < 0 ? -open : null)),
  disputed_receivables(rows, day) {
    const disputed = disputedInvoices(rows.ledger, day)
    return openInvoices(({ row, open }) => (open > 0 && disputed[row] === 1 ? open : null))(rows, day)
  },
  unapplied_cash: unappliedLines,
  open_invoices: openInvoices(({ open }) => (open > 0 ? 1 : null), openStanding),
  past_due_invoices: openInvoices(({ open, daysPastDue }) => (open > 0 && daysPastDue > 0 ? 1 : null), openStanding),
  terms_weight: openInvoices(
    ({ open, termsDays }) => open * termsDays,
    (rows, { open, termsDays }) => `${rows.money(open)} × ${daysText(termsDays)}`,
  ),
}

/** Lists the open invoices that `measure` gives a value; null leaves one out. */
function openInvoices(measure: (invoice: OpenInvoice) => number | null, noteOf: NoteOf = standing): StockLister {
  return (rows, day) => {
    const { count, issued, due } = rows.ledger.invoices
    const open = rows.openOn(day)
    const lines: FactLine[] = []
    for (let row = 0; row < count; row++) {
      if (open[row] === 0 || !rows.hasInvoice(row)) continue
      const [daysPastDue, termsDays] = [day - due[row]!, due[row]! - issued[row]!]
      const invoice = { row, open: open[row]!, daysPastDue, termsDays }
      const value = measure(invoice)
      if (value !== null) lines.push(rows.invoiceLine(row, due[row]!, value, noteOf(rows, invoice)))
    }
    return lines
  }
}

/** The open invoices whose days past due are within those of an aging bucket. */
function ofBucket(fact: StockFact): StockLister {
  const place = agingBuckets.findIndex((bucket) => bucket.fact === fact)
  const over = agingBuckets[place - 1]?.through ?? Number.NEGATIVE_INFINITY
  const { through } = agingBuckets[place]!
  return openInvoices(({ open, daysPastDue }) =>
    open > 0 && daysPastDue > over && daysPastDue <= through ? open : null,
  )
}

/** `12 days past due`, `current`, `credit balance`; with what was invoiced where a part of it is open. */
function standing(rows: GroupRows, { row, open, daysPastDue }: OpenInvoice): string {
  const amount = rows.ledger.invoices.amount[row]!
  const part = open === amount ? '' : `, of ${rows.money(amount)}`
  if (open < 0) return `credit balance${part}`
  return `${daysPastDue > 0 ? `${daysText(daysPastDue)} past due` : 'current'}${part}`
}

/** The standing of a line that counts an invoice, with what is open of it. */
function openStanding(rows: GroupRows, invoice: OpenInvoice): string {
  const late = invoice.daysPastDue > 0 ? `${daysText(invoice.daysPastDue)} past due` : 'current'
  return `${late}, ${rows.money(invoice.open)} open`
}
