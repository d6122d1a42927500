import type { Day } from '../calendar/day.js'
import type { Span } from '../calendar/frequency.js'
import type { FactName } from '../facts/columns.js'
import type { FactTable, Group } from '../facts/fact-table.js'
import type { Kpi, KpiValue } from '../kpi/kpi.js'
import type { KpiSettings } from '../kpi/kpi-settings.js'
import { kpiValue, kpiWindow } from '../kpi/kpi-window.js'
import type { Term, TermUnit } from '../kpi/terms.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { refuseOtherSum } from './adds-up.js'
import { type AuditDetail, auditDetail } from './audit-detail.js'
import type { AuditWindow } from './audit-window.js'
import { byDateAndId, type FactLine } from './fact-line.js'
import { factLines } from './fact-lines.js'
import { GroupRows } from './group-rows.js'

/** One number of a KPI's formula with the rows behind it. */
export interface AuditedTerm {
  /** As the formula names it. */
  readonly name: string
  readonly unit: TermUnit
  /** Null where it is not defined or not known. */
  readonly value: number | null
  readonly facts: readonly FactName[]
  /** When the facts are read; null for a term that is no sum of facts. */
  readonly at: NonNullable<Term['at']> | null
  /** By date, then by identifier; null for a term that is no sum of rows, or of rows that the ledger does not have. */
  readonly lines: readonly FactLine[] | null
  /** Σ lines, which is the value. */
  readonly sum: number | null
  /** The audit of the KPI that the term is, of the same window; null for one that is none. */
  readonly inner: KpiAudit | null
}

/** A KPI of a period and group with all that it is computed from. */
export interface KpiAudit {
  readonly kpi: Kpi
  /** The days looked at; flows are summed over them, stocks read at their end or just before them. */
  readonly window: { readonly start: Day; readonly end: Day }
  readonly group: Group
  readonly value: KpiValue
  readonly terms: readonly AuditedTerm[]
  /** What no sum of facts can say; null for a KPI that its terms explain. */
  readonly detail: AuditDetail | null
}

/**
 * The rows of a ledger behind a KPI of a period, so that it can be re-added by hand. `table` is what ledgerFacts makes
 * of the ledger, `group` a place among its groups, and `windowLength` how many periods to look back over if not the
 * KPI's usual ones. Throws an Error with the arithmetic if rows and facts disagree, which would be a fault of either.
 */
export function auditKpi(
  ledger: LedgerData,
  table: FactTable,
  kpi: Kpi,
  group: number,
  span: Span,
  settings: KpiSettings,
  windowLength?: number,
): KpiAudit {
  const facts = kpiWindow(table, group, span, kpi, windowLength)
  if (facts === null) {
    const [{ start }, { end }] = [table.periods[span.first]!, table.periods[span.last]!]
    const value = kpiValue(table, group, span, kpi, settings, windowLength)
    return { kpi, window: { start, end }, group: table.groups[group]!, value, terms: [], detail: null }
  }
  // Every group but the total names the attributes that the table is grouped by, in their order.
  const rows = new GroupRows(ledger, Object.keys(table.groups[1] ?? {}), group)
  return new Audit({ rows, table, group, facts, settings }).of(kpi)
}

/** The audit of KPIs of one window. Terms that read the same facts share their lines. */
class Audit {
  readonly #lines = new Map<string, FactLine[]>()

  constructor(private readonly window: AuditWindow) {}

  of(kpi: Kpi): KpiAudit {
    const { table, group, facts, settings } = this.window
    const terms = Object.entries(kpi.terms).map(([name, term]) => this.#term(kpi, name, term))
    return {
      kpi,
      window: { start: facts.periods[facts.first]!.start, end: facts.periods[facts.last]!.end },
      group: table.groups[group]!,
      value: kpi.compute(facts, settings),
      terms,
      detail: facts.whyAbsent(kpi.needs) === null ? auditDetail(kpi, this.window) : null,
    }
  }

  #term(kpi: Kpi, name: string, term: Term): AuditedTerm {
    const { facts, settings } = this.window
    const { unit, at = null } = term
    const isKnown = facts.whyAbsent(term.facts) === null
    const value = isKnown ? term.of(facts, settings) : null
    const lines = at !== null && isKnown ? this.#linesOf(term.facts, at) : null
    if (lines !== null && value !== null) {
      const values = lines.map((line) => line.value)
      refuseOtherSum(`${name} of ${kpi.id} through ${facts.periods[facts.last]!.label}`, values, value)
    }
    const sum = lines === null ? null : lines.reduce((total, line) => total + line.value, 0)
    const inner = term.kpi === undefined ? null : this.of(term.kpi)
    return { name, unit, value, facts: term.facts, at, lines, sum, inner }
  }

  #linesOf(names: readonly FactName[], at: NonNullable<Term['at']>): FactLine[] {
    const key = [at, ...names].join(' ')
    const before = this.#lines.get(key)
    if (before !== undefined) return before
    const lists = names.map((name) => this.#linesOfFact(name, at))
    const lines = lists.length === 1 ? lists[0]! : lists.flat().sort(byDateAndId)
    this.#lines.set(key, lines)
    return lines
  }

  #linesOfFact(name: FactName, at: NonNullable<Term['at']>): FactLine[] {
    const { rows, facts } = this.window
    const { periods, first, last } = facts
    if (at !== 'opening') return factLines(rows, name, periods.slice(first, last + 1))
    // Before the first period there is nothing.
    return first === 0 ? [] : factLines(rows, name, [periods[first - 1]!])
  }
}
