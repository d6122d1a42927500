import type { Period } from '../calendar/period.js'
import type { FlowFact } from '../facts/columns.js'
import { periodByDay } from '../facts/period-by-day.js'
import { type PostingKind, postingCode } from '../ledger/ledger-data.js'
import { textAt } from '../ledger/text-at.js'
import type { FactLine } from './fact-line.js'
import type { GroupRows } from './group-rows.js'
import { daysOf, type FlowLister } from './line-listers.js'

/** What is behind the flows of postings. */
export const postingLines = {
  cash_collected: postingsOf('cash'),
  discounts_taken: postingsOf('discount'),
  credit_memos: (rows, periods) => [...postingsOf('credit_memo')(rows, periods), ...creditNotes(rows, periods)],
  write_offs: postingsOf('write_off'),
  write_off_reversals: postingsOf('write_off_reversal'),
  credit_notes_applied: postingsOf('credit_application'),
  revaluations: postingsOf('revaluation'),
  recoveries: postingsOf('recovery'),
  collected_on_due_value: collectedInPeriodOfDue,
  collected_of_due_value: collectedOfDue,
} satisfies Partial<Record<FlowFact, FlowLister>>

function postingsOf(kind: PostingKind): FlowLister {
  return (rows, periods) => {
    const { start, end } = daysOf(periods)
    const lines: FactLine[] = []
    eachPosting(rows, kind, end, (posting, invoice, day) => {
      if (day >= start) lines.push(postingLine(rows, kind, posting, invoice, day))
    })
    return lines
  }
}

/** Visits the postings of a kind, of the group's invoices, through the end of a day. */
function eachPosting(
  rows: GroupRows,
  kind: PostingKind,
  end: number,
  visit: (posting: number, invoice: number, day: number) => void,
): void {
  const { invoices, postings } = rows.ledger
  const code = postingCode[kind]
  for (let invoice = 0; invoice < invoices.count; invoice++) {
    const last = postings.start[invoice + 1]!
    if (invoices.issued[invoice]! > end || !rows.hasInvoice(invoice)) continue
    for (let posting = postings.start[invoice]!; posting < last && postings.day[posting]! <= end; posting++) {
      if (postings.kind[posting] === code) visit(posting, invoice, postings.day[posting]!)
    }
  }
}

function postingLine(rows: GroupRows, kind: PostingKind, posting: number, invoice: number, day: number): FactLine {
  const value = rows.ledger.postings.amount[posting]!
  return rows.invoiceLine(invoice, day, value, sourceText(rows, kind, posting, invoice), 'posting')
}

/** Where a posting comes from: `applied from payment P17`, `write-off A5: insolvent`. */
function sourceText(rows: GroupRows, kind: PostingKind, posting: number, invoice: number): string {
  const { postings, payments, applications, adjustments } = rows.ledger
  const source = postings.source[posting]!
  if (kind === 'cash' || kind === 'discount' || kind === 'credit_application') {
    if (source < 0) return 'paid in full by its settled date'
    const from = applications.payment[source]!
    if (from >= 0) return `${kind === 'cash' ? 'applied from' : 'taken with'} payment ${payments.ids.at(from)!}`
    const note = -1 - from
    return note === invoice ? 'its own credit, applied to another invoice' : `from credit note ${rows.invoiceId(note)}`
  }
  const reason = adjustments.attributes.get('reason')
  const why = reason === undefined ? null : textAt(reason, source)
  return `adjustment ${adjustments.ids.at(source)!}${why === null ? '' : `: ${why}`}`
}

/** Invoices with a negative amount: credit memos of their own date. */
function creditNotes(rows: GroupRows, periods: readonly Period[]): FactLine[] {
  const { count, issued, amount } = rows.ledger.invoices
  const { start, end } = daysOf(periods)
  const lines: FactLine[] = []
  for (let row = 0; row < count; row++) {
    const day = issued[row]!
    if (amount[row]! >= 0 || day < start || day > end || !rows.hasInvoice(row)) continue
    lines.push(rows.invoiceLine(row, day, -amount[row]!, 'credit note'))
  }
  return lines
}

/** The cash of invoices that fell due in the window, each in the period in which its invoice fell due. */
function collectedInPeriodOfDue(rows: GroupRows, periods: readonly Period[]): FactLine[] {
  const { due, amount } = rows.ledger.invoices
  const { start, end } = daysOf(periods)
  const periodOf = periodByDay(periods)
  const lines: FactLine[] = []
  eachPosting(rows, 'cash', end, (posting, invoice, day) => {
    const dueDay = due[invoice]!
    if (amount[invoice]! <= 0 || day < start || dueDay < start || dueDay > end) return
    if (periodOf(dueDay) === periodOf(day)) lines.push(dueLine(rows, posting, invoice, day, day))
  })
  return lines
}

/** The cash of invoices that are due, on the later of its own and the due day. */
function collectedOfDue(rows: GroupRows, periods: readonly Period[]): FactLine[] {
  const { due, amount } = rows.ledger.invoices
  const { start, end } = daysOf(periods)
  const lines: FactLine[] = []
  eachPosting(rows, 'cash', end, (posting, invoice, day) => {
    const counted = Math.max(day, due[invoice]!)
    if (amount[invoice]! > 0 && counted >= start && counted <= end) {
      lines.push(dueLine(rows, posting, invoice, day, counted))
    }
  })
  return lines
}

function dueLine(rows: GroupRows, posting: number, invoice: number, paid: number, counted: number): FactLine {
  const { postings, invoices } = rows.ledger
  const note = `${sourceText(rows, 'cash', posting, invoice)} on ${rows.day(paid)}, due ${rows.day(invoices.due[invoice]!)}`
  return rows.invoiceLine(invoice, counted, postings.amount[posting]!, note, 'posting')
}
