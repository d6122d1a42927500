import { monthsThrough, type Period } from '../calendar/period.js'
import { firstInvoiceDay } from '../ledger/first-invoice-day.js'
import { type LedgerData, openAmountSign, type PostingKind, postingKinds } from '../ledger/ledger-data.js'
import { invoiceClosings } from '../ledger/settlement.js'
import { agingBuckets, type FlowFact, factColumn, factCount } from './columns.js'
import { emptyFactTable, type FactTable } from './fact-table.js'
import { type Grouping, groupLedger } from './ledger-groups.js'

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

const postingColumn = postingKinds.map((kind) => factColumn[postingFact[kind]])

/**
 * The facts of a ledger by calendar month, from its first invoice's month through its as-of day, in all and for each
 * group. `by` names customer or invoice attributes; their crossings that occur make the groups.
 * One pass over invoices and postings.
 */
export function ledgerFacts(ledger: LedgerData, by: readonly string[] = []): FactTable {
  const grouping = groupLedger(ledger, by)
  const periods = monthsThrough(firstInvoiceDay(ledger), ledger.asOf)
  const table = emptyFactTable(periods, grouping.groups)
  const periodOf = periodByDay(periods)
  addInvoices(table, ledger, grouping, periods, periodOf)
  addUnappliedCash(table, ledger, grouping, periods, periodOf)
  addTotal(table)
  return table
}

/** The index of the period that a day lies in: a table, for a day is looked up for every posting. */
function periodByDay(periods: readonly Period[]): (day: number) => number {
  const first = periods[0]!.start
  const table = new Int32Array(periods.at(-1)!.end - first + 1)
  periods.forEach(({ start, end }, index) => {
    table.fill(index, start - first, end - first + 1)
  })
  return (day) => table[day - first]!
}

function addInvoices(
  table: FactTable,
  ledger: LedgerData,
  grouping: Grouping,
  periods: readonly Period[],
  periodOf: (day: number) => number,
): void {
  const { invoices, postings, disputes } = ledger
  const { settled } = invoiceClosings(ledger)
  const values = table.values
  const ends = Int32Array.from(periods, ({ end }) => end)
  const width = periods.length * factCount
  let dispute = 0

  for (let row = 0; row < invoices.count; row++) {
    const groupStart = grouping.ofInvoice[row]! * width
    const issued = invoices.issued[row]!
    const due = invoices.due[row]!
    const amount = invoices.amount[row]!
    const issuedPeriod = periodOf(issued)
    const issuedRow = groupStart + issuedPeriod * factCount
    if (amount > 0) {
      values[issuedRow + factColumn.credit_sales]! += amount
      values[issuedRow + factColumn.invoices]! += 1
      values[issuedRow + factColumn.terms_sales_weight]! += amount * (due - issued)
    } else values[issuedRow + factColumn.credit_memos]! -= amount

    const settledOn = settled[row]!
    if (settledOn <= ledger.asOf) {
      addSettlement(values, groupStart + periodOf(settledOn) * factCount, issued, due, amount, settledOn)
    }

    const firstDispute = dispute
    while (dispute < disputes.invoice.length && disputes.invoice[dispute] === row) dispute++

    // Walk the month ends from the invoice's month on; stop once it is closed for good.
    let open = amount
    let posting = postings.start[row]!
    const lastPosting = postings.start[row + 1]!
    for (let period = issuedPeriod; period < ends.length; period++) {
      const end = ends[period]!
      while (posting < lastPosting && postings.day[posting]! <= end) {
        const kind = postings.kind[posting]!
        values[groupStart + periodOf(postings.day[posting]!) * factCount + postingColumn[kind]!]! +=
          postings.amount[posting]!
        open += openAmountSign[kind]! * postings.amount[posting]!
        posting++
      }
      if (open !== 0) {
        const disputed = invoices.disputed[row] === 1 || isDisputed(disputes, firstDispute, dispute, end)
        addStock(values, groupStart + period * factCount, open, end - due, disputed)
      } else if (posting === lastPosting) break
    }
  }
}

/** `row` is where the facts of the group and month begin in `values`. */
function addStock(values: Float64Array, row: number, open: number, daysPastDue: number, disputed: boolean): void {
  values[row + factColumn.receivables]! += open
  if (open < 0) {
    values[row + factColumn.credit_balances]! -= open
    return
  }
  let bucket = 0
  while (daysPastDue > agingBuckets[bucket]!.through) bucket++
  values[row + factColumn[agingBuckets[bucket]!.fact]]! += open
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
}

function isDisputed(disputes: LedgerData['disputes'], from: number, to: number, day: number): boolean {
  for (let row = from; row < to; row++) {
    if (disputes.opened[row]! <= day && day < disputes.resolved[row]!) return true
  }
  return false
}

/** Changes are summed by the month they fall in, then from month to month. */
function addUnappliedCash(
  table: FactTable,
  ledger: LedgerData,
  grouping: Grouping,
  periods: readonly Period[],
  periodOf: (day: number) => number,
): void {
  const { unapplied } = ledger
  const width = periods.length * factCount
  const first = periods[0]!.start
  for (let row = 0; row < unapplied.day.length; row++) {
    const day = unapplied.day[row]!
    if (day > ledger.asOf) continue
    const period = day < first ? 0 : periodOf(day)
    const group = grouping.ofCustomer[unapplied.customer[row]!]!
    table.values[group * width + period * factCount + factColumn.unapplied_cash]! += unapplied.amount[row]!
  }
  for (let group = 0; group < table.groups.length; group++) {
    for (let period = 1; period < periods.length; period++) {
      const cell = group * width + period * factCount + factColumn.unapplied_cash
      table.values[cell]! += table.values[cell - factCount]!
    }
  }
}

/** Group 0 is the sum of all others; with no grouping the only other group is everything and is the total itself. */
function addTotal(table: FactTable): void {
  if (table.groups.length === 1) return
  const width = table.periods.length * factCount
  for (let group = 1; group < table.groups.length; group++) {
    for (let cell = 0; cell < width; cell++) table.values[cell]! += table.values[group * width + cell]!
  }
}
