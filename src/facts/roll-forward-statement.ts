import type { Day } from '../calendar/day.js'
import { type Frequency, type Span, spansOf } from '../calendar/frequency.js'
import type { Period } from '../calendar/period.js'
import { type LedgerData, type PostingKind, postingKinds } from '../ledger/ledger-data.js'
import { openAmounts } from '../ledger/open-amounts.js'
import { type FactTable, factAt, type Group } from './fact-table.js'
import { ledgerFacts } from './ledger-facts.js'
import { type Grouping, groupLedger } from './ledger-groups.js'
import { periodByDay } from './period-by-day.js'

/** The lines between opening and closing receivables, with the sign by which each moves them. */
export const statementLines = [
  { line: 'credit_sales', sign: 1, label: 'credit sales' },
  { line: 'cash_collected', sign: -1, label: 'cash' },
  { line: 'discounts_taken', sign: -1, label: 'discounts' },
  { line: 'credit_memos', sign: -1, label: 'credit memos' },
  { line: 'write_offs', sign: -1, label: 'write-offs' },
  { line: 'write_off_reversals', sign: 1, label: 'write-off reversals' },
  { line: 'revaluations', sign: 1, label: 'revaluation' },
  /** What credit notes pay: nothing in all; within a group, what it takes from or gives to the others. */
  { line: 'credit_notes_applied', sign: -1, label: 'credit notes applied' },
] as const

export type StatementLine = (typeof statementLines)[number]['line']

const lineOf: Readonly<Record<PostingKind, StatementLine | null>> = {
  cash: 'cash_collected',
  discount: 'discounts_taken',
  credit_memo: 'credit_memos',
  write_off: 'write_offs',
  write_off_reversal: 'write_off_reversals',
  revaluation: 'revaluations',
  credit_application: 'credit_notes_applied',
  recovery: null,
}

const width = statementLines.length
const columnOfLine = Object.fromEntries(statementLines.map(({ line }, column) => [line, column])) as Readonly<
  Record<StatementLine, number>
>
/** The column of each posting kind; −1 for one that moves nothing. */
const columnOfKind = postingKinds.map((kind) => {
  const line = lineOf[kind]
  return line === null ? -1 : columnOfLine[line]
})

/** One period of one group: opening + Σ sign × line = closing − difference, in minor units. */
export interface StatementRow {
  readonly period: string
  readonly start: Day
  readonly end: Day
  readonly group: Group
  readonly opening: number
  readonly lines: Readonly<Record<StatementLine, number>>
  readonly closing: number
  /** Closing receivables minus what opening and lines give: 0, or the statement does not hold. */
  readonly difference: number
  /** Where it does not: up to five of the invoices whose own balance the lines do not explain. */
  readonly invoices?: readonly string[]
}

export interface StatementOptions {
  readonly by?: readonly string[]
  readonly every?: Frequency
  /** The ledger's facts by the same attributes, if they are there already. */
  readonly facts?: FactTable
}

/**
 * The roll-forward of receivables by period and group, total first, oldest first. The lines are added up from invoices
 * and postings by their own days; opening and closing are the receivables of the facts, which the KPIs use. So the two
 * sides come from different computations, and the statement holds only if both are right.
 */
export function rollForwardStatement(ledger: LedgerData, options: StatementOptions = {}): StatementRow[] {
  const { by = [], every = 'month' } = options
  const facts = options.facts ?? ledgerFacts(ledger, by)
  const grouping = groupLedger(ledger, by)
  const lines = monthlyLines(ledger, grouping, facts.periods)
  const rows = spansOf(facts.periods, every, facts.calendar).flatMap((span) =>
    facts.groups.map((group, index) => statementRow(facts, lines, group, index, span)),
  )
  return rows.map((row) =>
    row.difference === 0 ? row : { ...row, invoices: unexplainedInvoices(ledger, grouping, facts.groups, row) },
  )
}

/** The lines by group, month and column. */
function monthlyLines(ledger: LedgerData, grouping: Grouping, periods: readonly Period[]): Float64Array {
  const { invoices, postings, asOf } = ledger
  const lines = new Float64Array(grouping.groups.length * periods.length * width)
  const periodOf = periodByDay(periods)
  const add = (group: number, day: number, column: number, amount: number) => {
    if (day > asOf) return
    const period = periodOf(day)
    lines[(group * periods.length + period) * width + column]! += amount
    if (group > 0) lines[period * width + column]! += amount
  }
  for (let row = 0; row < invoices.count; row++) {
    const group = grouping.ofInvoice[row]!
    const amount = invoices.amount[row]!
    if (amount > 0) add(group, invoices.issued[row]!, columnOfLine.credit_sales, amount)
    else add(group, invoices.issued[row]!, columnOfLine.credit_memos, -amount)
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      const column = columnOfKind[postings.kind[posting]!]!
      if (column >= 0) add(group, postings.day[posting]!, column, postings.amount[posting]!)
    }
  }
  return lines
}

function statementRow(
  facts: FactTable,
  monthly: Float64Array,
  group: Group,
  groupIndex: number,
  { label, first, last }: Span,
): StatementRow {
  const lines = Object.fromEntries(statementLines.map(({ line }) => [line, 0])) as Record<StatementLine, number>
  for (let period = first; period <= last; period++) {
    const row = (groupIndex * facts.periods.length + period) * width
    for (const { line } of statementLines) lines[line] += monthly[row + columnOfLine[line]]!
  }
  const opening = factAt(facts, groupIndex, first - 1, 'receivables')
  const closing = factAt(facts, groupIndex, last, 'receivables')
  const explained = statementLines.reduce((sum, { line, sign }) => sum + sign * lines[line], opening)
  const { start } = facts.periods[first]!
  const { end } = facts.periods[last]!
  return { period: label, start, end, group, opening, lines, closing, difference: closing - explained }
}

/** The invoices of a row whose balance moved by something else than their own postings of the period. */
function unexplainedInvoices(
  ledger: LedgerData,
  grouping: Grouping,
  groups: readonly Group[],
  { start, end, group }: StatementRow,
): string[] {
  const { invoices, postings } = ledger
  const before = openAmounts(ledger, (start - 1) as Day)
  const after = openAmounts(ledger, end)
  const groupIndex = groups.indexOf(group)
  const found: string[] = []
  for (let row = 0; row < invoices.count && found.length < 5; row++) {
    if (groupIndex > 0 && grouping.ofInvoice[row] !== groupIndex) continue
    const isIn = (day: number) => day >= start && day <= end
    let moved = isIn(invoices.issued[row]!) ? invoices.amount[row]! : 0
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      const column = columnOfKind[postings.kind[posting]!]!
      if (column >= 0 && isIn(postings.day[posting]!)) moved += statementLines[column]!.sign * postings.amount[posting]!
    }
    if (before[row]! + moved !== after[row]) found.push(invoices.ids.at(row)!)
  }
  return found
}
