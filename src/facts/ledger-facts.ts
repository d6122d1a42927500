import type { Day } from '../calendar/day.js'
import { monthOf } from '../calendar/month.js'
import { monthsThrough, type Period } from '../calendar/period.js'
import { type LedgerData, openAmountSign, type PostingKind, postingKinds } from '../ledger/ledger-data.js'
import { noDay } from '../ledger/no-day.js'
import { invoiceClosings } from '../ledger/settlement.js'
import { agingBuckets, type FlowFact, factColumn, factCount } from './columns.js'
import { emptyFactTable, type FactTable, factRow } from './fact-table.js'
import { type Grouping, groupLedger } from './ledger-groups.js'

const postingFact: Readonly<Record<PostingKind, FlowFact>> = {
  cash: 'cash_collected',
  discount: 'discounts_taken',
  credit_memo: 'credit_memos',
  write_off: 'write_offs',
  write_off_reversal: 'write_off_reversals',
  revaluation: 'revaluations',
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
  const first = ledger.invoices.issued.reduce((least, value) => Math.min(least, value), ledger.asOf) as Day
  const periods = monthsThrough(first, ledger.asOf)
  const table = emptyFactTable(periods, grouping.groups)
  addInvoices(table, ledger, grouping, periods)
  addUnappliedCash(table, ledger, grouping, periods)
  addTotal(table)
  return table
}

function addInvoices(table: FactTable, ledger: LedgerData, grouping: Grouping, periods: readonly Period[]): void {
  const { invoices, postings, disputes } = ledger
  const { settled } = invoiceClosings(ledger)
  const values = table.values
  const firstMonth = monthOf(periods[0]!.start)
  const monthIndex = (day: number) => monthOf(day as Day) - firstMonth
  let dispute = 0

  for (let row = 0; row < invoices.count; row++) {
    const group = grouping.ofInvoice[row]!
    const [issued, due, amount] = [invoices.issued[row]!, invoices.due[row]!, invoices.amount[row]!]
    const add = (period: number, column: number, value: number) => {
      values[factRow(table, group, period) + column]! += value
    }
    const issuedPeriod = monthIndex(issued)
    if (amount > 0) {
      add(issuedPeriod, factColumn.credit_sales, amount)
      add(issuedPeriod, factColumn.invoices, 1)
      add(issuedPeriod, factColumn.terms_sales_weight, amount * (due - issued))
    } else add(issuedPeriod, factColumn.credit_memos, -amount)

    const settledOn = settled[row]!
    if (settledOn <= ledger.asOf) addSettlement(add, monthIndex(settledOn), { issued, due, amount, settled: settledOn })

    const firstDispute = dispute
    while (dispute < disputes.invoice.length && disputes.invoice[dispute] === row) dispute++

    // Walk the month ends from the invoice's month on; stop once it is closed for good.
    let open = amount
    let posting = postings.start[row]!
    const lastPosting = postings.start[row + 1]!
    for (let period = issuedPeriod; period < periods.length; period++) {
      const { end } = periods[period]!
      while (posting < lastPosting && postings.day[posting]! <= end) {
        add(monthIndex(postings.day[posting]!), postingColumn[postings.kind[posting]!]!, postings.amount[posting]!)
        open += openAmountSign[postings.kind[posting]!]! * postings.amount[posting]!
        posting++
      }
      if (open === 0 && posting === lastPosting) break
      const disputed = invoices.disputed[row] === 1 || isDisputed(disputes, firstDispute, dispute, end)
      addStock(add, period, open, end - due, disputed)
    }
  }
}

type Add = (period: number, column: number, value: number) => void

function addStock(add: Add, period: number, open: number, daysPastDue: number, disputed: boolean): void {
  if (open === 0) return
  add(period, factColumn.receivables, open)
  if (open < 0) {
    add(period, factColumn.credit_balances, -open)
    return
  }
  const bucket = agingBuckets.find(({ through }) => daysPastDue <= through)!
  add(period, factColumn[bucket.fact], open)
  add(period, factColumn.open_invoices, 1)
  if (daysPastDue > 0) add(period, factColumn.past_due_invoices, 1)
  if (disputed) add(period, factColumn.disputed_receivables, open)
}

function addSettlement(
  add: Add,
  period: number,
  invoice: { issued: number; due: number; amount: number; settled: number },
): void {
  const { issued, due, amount, settled } = invoice
  const addBoth = (value: number, count: number) => {
    add(period, value, amount)
    add(period, count, 1)
  }
  addBoth(factColumn.settled_value, factColumn.settled_count)
  if (settled < due) addBoth(factColumn.settled_early_value, factColumn.settled_early_count)
  if (settled <= due) addBoth(factColumn.settled_on_time_value, factColumn.settled_on_time_count)
  else addBoth(factColumn.settled_late_value, factColumn.settled_late_count)
  add(period, factColumn.settle_days_weight, amount * (settled - issued))
  add(period, factColumn.late_days_weight, amount * Math.max(0, settled - due))
}

function isDisputed(disputes: LedgerData['disputes'], from: number, to: number, day: number): boolean {
  for (let row = from; row < to; row++) {
    if (disputes.opened[row]! <= day && day < disputes.resolved[row]!) return true
  }
  return false
}

function addUnappliedCash(table: FactTable, ledger: LedgerData, grouping: Grouping, periods: readonly Period[]): void {
  const { unapplied } = ledger
  const firstMonth = monthOf(periods[0]!.start)
  for (let row = 0; row < unapplied.day.length; row++) {
    const day = unapplied.day[row]!
    if (day === noDay || day > ledger.asOf) continue
    const group = grouping.ofCustomer[unapplied.customer[row]!]!
    for (let period = Math.max(0, monthOf(day as Day) - firstMonth); period < periods.length; period++) {
      table.values[factRow(table, group, period) + factColumn.unapplied_cash]! += unapplied.amount[row]!
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
