import {
  type DisputeTable,
  type LedgerData,
  openAmountSign,
  type PostingKind,
  postingCode,
  postingKinds,
} from '../ledger/ledger-data.js'
import { noDay } from '../ledger/no-day.js'
import type { Closings } from '../ledger/settlement.js'
import { agingBuckets, bucketOf, type FlowFact, factColumn, factCount } from './columns.js'
import type { FactTable } from './fact-table.js'
import type { Grouping } from './ledger-groups.js'
import { OpenAges } from './open-ages.js'
import type { PeriodOfDay } from './period-by-day.js'

const postingFact: Readonly<Record<PostingKind, FlowFact>> = {
  cash: 'cash_collected',
  discount: 'discounts_taken',
  credit_memo: 'credit_memos',
  write_off: 'write_offs',
  write_off_reversal: 'write_off_reversals',
  revaluation: 'revaluations',
  credit_application: 'credit_notes_applied',
  recovery: 'recoveries',
}

const bucketColumns = Int32Array.from(agingBuckets, ({ fact }) => factColumn[fact])
const postingColumn = postingKinds.map((kind) => factColumn[postingFact[kind]])

/**
 * All that happens to invoices: what is invoiced, posted, settled, due and disputed, and what is open at each period's end.
 * Returns the ages of what is open, which are no facts.
 */
export function addInvoices(
  table: FactTable,
  ledger: LedgerData,
  grouping: Grouping,
  { settled }: Closings,
  periodOf: PeriodOfDay,
): OpenAges {
  const { invoices, postings, disputes } = ledger
  const { values, periods } = table
  const ends = Int32Array.from(periods, ({ end }) => end)
  const lastDay = ends[ends.length - 1]!
  const width = periods.length * factCount
  const sold = new InvoiceColumns(ledger)
  const openAges = new OpenAges(ledger, grouping, periods.length, periodOf)
  let dispute = 0

  for (let row = 0; row < invoices.count; row++) {
    const group = grouping.ofInvoice[row]!
    const groupStart = group * width
    const issued = invoices.issued[row]!
    const due = invoices.due[row]!
    const amount = invoices.amount[row]!
    const issuedPeriod = periodOf(issued)
    // Beyond the last period: not due yet as far as is known.
    const duePeriod = amount > 0 && due <= lastDay ? periodOf(due) : noDay
    if (amount > 0) {
      sold.add(values, groupStart + issuedPeriod * factCount, row, amount, due - issued)
      if (duePeriod !== noDay) values[groupStart + duePeriod * factCount + factColumn.fell_due_value]! += amount
    } else values[groupStart + issuedPeriod * factCount + factColumn.credit_memos]! -= amount

    const settledOn = settled[row]!
    if (settledOn <= ledger.asOf) {
      addSettlement(values, groupStart + periodOf(settledOn) * factCount, issued, due, amount, settledOn)
    }

    const firstDispute = dispute
    while (dispute < disputes.invoice.length && disputes.invoice[dispute] === row) dispute++
    const isFlagged = invoices.disputed[row] === 1
    // The first day on which the invoice was disputed or credited.
    let faulted: number = noDay
    if (firstDispute < dispute || isFlagged) {
      addDisputes(values, groupStart, disputes, firstDispute, dispute, issued, amount, periodOf)
      faulted = firstDispute < dispute ? Math.max(issued, disputes.opened[firstDispute]!) : issued
    }

    // Walk the period ends from the invoice's own on; stop once it is closed for good.
    let open = amount
    let posting = postings.start[row]!
    const lastPosting = postings.start[row + 1]!
    for (let period = issuedPeriod; period < ends.length; period++) {
      const end = ends[period]!
      while (posting < lastPosting && postings.day[posting]! <= end) {
        const kind = postings.kind[posting]!
        const day = postings.day[posting]!
        const posted = postings.amount[posting]!
        const postedPeriod = periodOf(day)
        values[groupStart + postedPeriod * factCount + postingColumn[kind]!]! += posted
        open += openAmountSign[kind]! * posted
        if (kind === postingCode.cash && duePeriod !== noDay) {
          const both = groupStart + Math.max(postedPeriod, duePeriod) * factCount
          values[both + factColumn.collected_of_due_value]! += posted
          if (postedPeriod === duePeriod) values[both + factColumn.collected_on_due_value]! += posted
        } else if (kind === postingCode.credit_memo && day < faulted) faulted = day
        posting++
      }
      if (open !== 0) {
        const disputed = isFlagged || isDisputed(disputes, firstDispute, dispute, end)
        addStock(values, groupStart + period * factCount, open, end - due, due - issued, disputed)
        if (open > 0 && amount > 0) openAges.add(group, issuedPeriod, period, (end - issued) * open)
      } else if (posting === lastPosting) break
    }
    if (amount > 0 && faulted <= lastDay) {
      values[groupStart + periodOf(faulted) * factCount + factColumn.invoices_disputed_or_credited]! += 1
    }
  }
  return openAges
}

/** What is invoiced, with the columns that not every ledger has. */
class InvoiceColumns {
  readonly #margin: Float64Array | undefined
  readonly #delivered: Int32Array | undefined
  readonly #sent: Int32Array | undefined
  readonly #asOf: number

  constructor({ invoices, asOf }: LedgerData) {
    this.#margin = invoices.amounts.get('margin')
    this.#delivered = invoices.days.get('delivered_on')
    this.#sent = invoices.days.get('sent_on')
    this.#asOf = asOf
  }

  /** `at` is where the facts of the group and period begin in `values`. */
  add(values: Float64Array, at: number, row: number, amount: number, termsDays: number): void {
    values[at + factColumn.credit_sales]! += amount
    values[at + factColumn.invoices]! += 1
    values[at + factColumn.terms_sales_weight]! += amount * termsDays
    const margin = this.#margin === undefined ? Number.NaN : this.#margin[row]!
    if (!Number.isNaN(margin)) values[at + factColumn.gross_margin]! += margin
    if (this.#delivered === undefined || this.#sent === undefined) return
    const [delivered, sent] = [this.#delivered[row]!, this.#sent[row]!]
    // What is delivered or sent after the as-of day is not known to be.
    if (Math.max(delivered, sent) > this.#asOf) return
    values[at + factColumn.bill_lag_invoices]! += 1
    values[at + factColumn.bill_lag_weight]! += sent - delivered
  }
}

/** The disputes of an invoice; one that is only flagged counts on the invoice's own date, with its whole amount. */
function addDisputes(
  values: Float64Array,
  groupStart: number,
  disputes: DisputeTable,
  from: number,
  to: number,
  issued: number,
  amount: number,
  periodOf: PeriodOfDay,
): void {
  if (from === to) {
    const at = groupStart + periodOf(issued) * factCount
    values[at + factColumn.disputes_opened]! += 1
    values[at + factColumn.disputed_value]! += Math.max(0, amount)
  }
  for (let row = from; row < to; row++) {
    const opened = Math.max(issued, disputes.opened[row]!)
    const at = groupStart + periodOf(opened) * factCount
    values[at + factColumn.disputes_opened]! += 1
    values[at + factColumn.disputed_value]! += disputes.amount[row]!
    const resolved = disputes.resolved[row]!
    if (resolved === noDay) continue
    const end = groupStart + periodOf(Math.max(opened, resolved)) * factCount
    values[end + factColumn.disputes_resolved]! += 1
    values[end + factColumn.dispute_days]! += resolved - disputes.opened[row]!
  }
}

/** `row` is where the facts of the group and period begin in `values`. */
function addStock(
  values: Float64Array,
  row: number,
  open: number,
  daysPastDue: number,
  termsDays: number,
  disputed: boolean,
): void {
  values[row + factColumn.receivables]! += open
  values[row + factColumn.terms_weight]! += open * termsDays
  if (open < 0) {
    values[row + factColumn.credit_balances]! -= open
    return
  }
  values[row + bucketColumns[bucketOf(daysPastDue)]!]! += open
  values[row + factColumn.open_invoices]! += 1
  if (daysPastDue > 0) values[row + factColumn.past_due_invoices]! += 1
  if (disputed) values[row + factColumn.disputed_receivables]! += open
}

function addSettlement(
  values: Float64Array,
  row: number,
  issued: number,
  due: number,
  amount: number,
  settled: number,
): void {
  values[row + factColumn.settled_value]! += amount
  values[row + factColumn.settled_count]! += 1
  if (settled < due) {
    values[row + factColumn.settled_early_value]! += amount
    values[row + factColumn.settled_early_count]! += 1
  }
  if (settled <= due) {
    values[row + factColumn.settled_on_time_value]! += amount
    values[row + factColumn.settled_on_time_count]! += 1
  } else {
    values[row + factColumn.settled_late_value]! += amount
    values[row + factColumn.settled_late_count]! += 1
  }
  values[row + factColumn.settle_days_weight]! += amount * (settled - issued)
  values[row + factColumn.late_days_weight]! += amount * Math.max(0, settled - due)
  values[row + factColumn.signed_late_days_weight]! += amount * (settled - due)
}

function isDisputed(disputes: DisputeTable, from: number, to: number, day: number): boolean {
  for (let row = from; row < to; row++) {
    if (disputes.opened[row]! <= day && day < disputes.resolved[row]!) return true
  }
  return false
}
