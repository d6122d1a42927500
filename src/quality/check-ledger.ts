import { isoFromDay } from '../calendar/day.js'
import type { Frequency } from '../calendar/frequency.js'
import { type AgingBucket, aging, defaultAgingEdges } from '../facts/aging.js'
import { agingBuckets } from '../facts/columns.js'
import { factAt, type Group } from '../facts/fact-table.js'
import { ledgerFacts } from '../facts/ledger-facts.js'
import { rollForwardBreaks } from '../facts/roll-forward.js'
import { rollForwardStatement, type StatementLine, type StatementRow } from '../facts/roll-forward-statement.js'
import type { Ledger } from '../ledger/ledger.js'
import type { TableCounts } from '../ledger/ledger-data.js'
import { ledgerHash } from '../ledger/ledger-hash.js'
import type { Reject, Warning } from '../ledger/ledger-problem.js'
import { cents } from '../money/cents.js'
import { formatAmount } from '../money/format-amount.js'
import { type ControlCheck, compareControl } from './control/compare-control.js'
import type { ControlBalances } from './control/control-balances.js'
import { controlFindings } from './control/control-findings.js'
import { byWeight, type Finding } from './finding.js'
import { ledgerFindings, readerWarnings } from './ledger-findings.js'
import { type NamedBreak, rollForwardFinding } from './roll-forward-finding.js'

/** A row of the roll-forward as JSON holds it. Money in minor units, days ISO. */
export interface RollForwardRow {
  readonly period: string
  readonly start: string
  readonly end: string
  readonly group: Group
  readonly opening: number
  readonly lines: Readonly<Record<StatementLine, number>>
  readonly closing: number
  /** Closing minus what opening and lines give. */
  readonly difference: number
}

/** What `arlab check` finds (schema arlab/check/1). Money is in minor units. */
export interface LedgerCheck {
  readonly schema: 'arlab/check/1'
  readonly currency: string
  readonly asOf: string
  /** SHA-256 of what the ledger says. */
  readonly ledgerHash: string
  readonly tables: Readonly<Record<string, TableCounts>>
  readonly rejects: readonly Reject[]
  readonly rollForward: {
    readonly holds: boolean
    /** The largest difference, 0 if it holds. */
    readonly difference: number
    readonly months: number
    readonly breaks: readonly NamedBreak[]
    /** The statement by period and group, where it was asked for. */
    readonly rows?: readonly RollForwardRow[]
  }
  readonly receivables: number
  readonly openInvoices: number
  /** Open amounts by days past due; receivables = Σ aging − credit balances. */
  readonly aging: Readonly<Record<string, number>>
  /** The same with the edges that were asked for. */
  readonly agingBuckets: readonly AgingBucket[]
  readonly creditBalances: number
  readonly unappliedCash: number
  /** The comparison with the general ledger, where a control was given. */
  readonly control?: ControlCheck
  /** Everything that was found, the gravest and the most money first. */
  readonly findings: readonly Finding[]
  /** What only the reader can know, and the findings that contradict the books: a part of `findings`, in short. */
  readonly warnings: readonly Warning[]
}

export interface CheckOptions {
  /** Puts the roll-forward statement into the result. */
  readonly rollForward?: { readonly by?: readonly string[]; readonly every?: Frequency }
  /** The last day past due of each aging bucket but the oldest; 30, 60, 90, 120 by default. */
  readonly agingEdges?: readonly number[]
  /** The general ledger's balances to reconcile with. */
  readonly control?: ControlBalances
}

/** Findings that say that the ledger contradicts itself; the others are matters of judgement. */
const contradictions: readonly string[] = [
  'over-applied',
  'credit-note-overdrawn',
  'write-off-exceeds-open',
  'reversal-exceeds-write-off',
  'unapplied-negative',
  'payments-not-applied',
  'paid-for-another',
]

/**
 * Checks a ledger that was read: its counts and rejects, what is odd about it, its roll-forward by month (and by the
 * groups asked for), and its receivables against the general ledger's. Throws an InputError for a group that it lacks.
 */
export function checkLedger({ data }: Pick<Ledger, 'data'>, options: CheckOptions = {}): LedgerCheck {
  const money = (amount: number) => formatAmount(cents(amount), data.currency)
  const facts = ledgerFacts(data)
  const last = facts.periods.length - 1
  const rows = options.rollForward ? rollForwardStatement(data, options.rollForward) : null
  const monthly = rollForwardStatement(data, { facts })
  const breaks = namedBreaks(facts, [...monthly, ...(rows ?? [])])
  const control = options.control && compareControl(ledgerFacts(data, options.control.by), options.control)
  const broken = rollForwardFinding(breaks, money)
  const findings = [
    ...ledgerFindings(data),
    ...(broken ? [broken] : []),
    ...(control ? controlFindings(control, money) : []),
  ].sort(byWeight)
  const ages = aging(data, data.asOf, options.agingEdges ?? defaultAgingEdges)

  return {
    schema: 'arlab/check/1',
    currency: data.currency.code,
    asOf: isoFromDay(data.asOf),
    ledgerHash: ledgerHash(data),
    tables: data.tables,
    rejects: data.rejects,
    rollForward: {
      holds: breaks.length === 0,
      difference: breaks.reduce(
        (most, { difference }) => (Math.abs(difference) > Math.abs(most) ? difference : most),
        0,
      ),
      months: facts.periods.length,
      breaks,
      ...(rows ? { rows: rows.map(rollForwardRow) } : {}),
    },
    receivables: factAt(facts, 0, last, 'receivables'),
    openInvoices: factAt(facts, 0, last, 'open_invoices'),
    aging: Object.fromEntries(agingBuckets.map(({ fact }) => [fact, factAt(facts, 0, last, fact)])),
    agingBuckets: ages.buckets,
    creditBalances: factAt(facts, 0, last, 'credit_balances'),
    unappliedCash: factAt(facts, 0, last, 'unapplied_cash'),
    ...(control ? { control } : {}),
    findings,
    warnings: [
      ...readerWarnings(data),
      ...findings
        .filter(({ code }) => contradictions.includes(code))
        .map(({ code, title, count, amount }) => ({ code, message: title, count, amount })),
    ],
  }
}

/** The breaks of the facts' own identity and those of the statement, each period and group once. */
function namedBreaks(facts: ReturnType<typeof ledgerFacts>, rows: readonly StatementRow[]): NamedBreak[] {
  const breaks = new Map<string, NamedBreak>()
  const add = (next: NamedBreak) => {
    const key = JSON.stringify([next.period, next.group])
    if (!breaks.has(key)) breaks.set(key, next)
  }
  for (const { period, group, difference, invoices = [] } of rows) {
    if (difference !== 0) add({ period, group, difference, invoices })
  }
  for (const next of rollForwardBreaks(facts)) add({ ...next, invoices: [] })
  return [...breaks.values()]
}

function rollForwardRow({
  period,
  start,
  end,
  group,
  opening,
  lines,
  closing,
  difference,
}: StatementRow): RollForwardRow {
  return { period, start: isoFromDay(start), end: isoFromDay(end), group, opening, lines, closing, difference }
}

/** Whether a check failed, apart from rejected rows: those a command may allow. */
export function checkFailed({ rollForward, control }: LedgerCheck): boolean {
  return !rollForward.holds || (control !== undefined && !control.ties)
}
