import type { Period } from '../calendar/period.js'
import type { FlowFact } from '../facts/columns.js'
import { postingCode } from '../ledger/ledger-data.js'
import { noDay } from '../ledger/no-day.js'
import type { FactLine } from './fact-line.js'
import type { GroupRows } from './group-rows.js'
import { daysOf, type FlowLister } from './line-listers.js'

/** What is behind the flows of disputes. */
export const disputeLines = {
  disputes_opened: (rows, periods) => openedDisputes(rows, periods, () => 1),
  disputed_value: (rows, periods) => openedDisputes(rows, periods, (amount) => amount),
  disputes_resolved: (rows, periods) => resolvedDisputes(rows, periods, () => 1),
  dispute_days: (rows, periods) => resolvedDisputes(rows, periods, (days) => days),
  invoices_disputed_or_credited: firstFaults,
} satisfies Partial<Record<FlowFact, FlowLister>>

const onlyFlagged = 'flagged as disputed, without a date'

/** Disputes by the day of opening, none before its invoice; and invoices that are only flagged, by their own date. */
function openedDisputes(rows: GroupRows, periods: readonly Period[], measure: (amount: number) => number): FactLine[] {
  const { disputes, invoices } = rows.ledger
  const { start, end } = daysOf(periods)
  const lines: FactLine[] = []
  for (let row = 0; row < disputes.count; row++) {
    const day = openedOn(rows, row)
    if (day < start || day > end || !rows.hasInvoice(disputes.invoice[row]!)) continue
    lines.push(rows.disputeLine(row, day, measure(disputes.amount[row]!)))
  }
  const isDated = datedInvoices(rows)
  for (let row = 0; row < invoices.count; row++) {
    const day = invoices.issued[row]!
    if (invoices.disputed[row] === 0 || isDated[row] === 1 || day < start || day > end || !rows.hasInvoice(row))
      continue
    lines.push(rows.invoiceLine(row, day, measure(Math.max(0, invoices.amount[row]!)), onlyFlagged, 'dispute'))
  }
  return lines
}

function resolvedDisputes(rows: GroupRows, periods: readonly Period[], measure: (days: number) => number): FactLine[] {
  const { disputes } = rows.ledger
  const { start, end } = daysOf(periods)
  const lines: FactLine[] = []
  for (let row = 0; row < disputes.count; row++) {
    const resolved = disputes.resolved[row]!
    if (resolved === noDay || !rows.hasInvoice(disputes.invoice[row]!)) continue
    const day = Math.max(resolved, openedOn(rows, row))
    if (day < start || day > end) continue
    const line = rows.disputeLine(row, day, measure(resolved - disputes.opened[row]!))
    lines.push({ ...line, note: `${line.note}, opened ${rows.day(disputes.opened[row]!)}` })
  }
  return lines
}

/** The positive invoices by the day on which they were disputed or credited for the first time. */
function firstFaults(rows: GroupRows, periods: readonly Period[]): FactLine[] {
  const { invoices, postings, disputes } = rows.ledger
  const { start, end } = daysOf(periods)
  const disputedOn = new Int32Array(invoices.count).fill(noDay)
  for (let row = 0; row < disputes.count; row++) {
    const invoice = disputes.invoice[row]!
    disputedOn[invoice] = Math.min(disputedOn[invoice]!, openedOn(rows, row))
  }
  const lines: FactLine[] = []
  for (let row = 0; row < invoices.count; row++) {
    if (invoices.amount[row]! <= 0 || invoices.issued[row]! > end || !rows.hasInvoice(row)) continue
    const isFlagged = invoices.disputed[row] === 1 && disputedOn[row] === noDay
    const disputed = isFlagged ? invoices.issued[row]! : disputedOn[row]!
    let credited: number = noDay
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      if (postings.kind[posting] === postingCode.credit_memo) credited = Math.min(credited, postings.day[posting]!)
    }
    const day = Math.min(disputed, credited)
    if (day < start || day > end) continue
    const note = disputed > credited ? 'credited' : isFlagged ? onlyFlagged : 'disputed'
    lines.push(rows.invoiceLine(row, day, 1, note))
  }
  return lines
}

/** A dispute counts from its invoice's date on, should it be opened before. */
function openedOn({ ledger: { disputes, invoices } }: GroupRows, dispute: number): number {
  return Math.max(disputes.opened[dispute]!, invoices.issued[disputes.invoice[dispute]!]!)
}

/** 1 for each invoice that a dated dispute is about. */
function datedInvoices({ ledger: { disputes, invoices } }: GroupRows): Uint8Array {
  const dated = new Uint8Array(invoices.count)
  for (let row = 0; row < disputes.count; row++) dated[disputes.invoice[row]!] = 1
  return dated
}
