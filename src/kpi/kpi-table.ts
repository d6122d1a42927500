import { type Frequency, type Span, spansOf } from '../calendar/frequency.js'
import type { Period } from '../calendar/period.js'
import { factNames, isStock } from '../facts/columns.js'
import { type FactTable, factAt, type Group } from '../facts/fact-table.js'
import { FactWindow } from '../facts/fact-window.js'
import { kpiCatalogue } from './catalogue.js'
import { type Kpi, numberOf } from './kpi.js'

export type { Frequency } from '../calendar/frequency.js'

/** The KPIs of one period and group. A KPI that is not defined is null and has its reason in `notes`. */
export interface KpiRow {
  readonly period: string
  readonly start: Period['start']
  readonly end: Period['end']
  readonly group: Group
  /** Minor units and counts; flows are of the period, stocks at its end. */
  readonly facts: Readonly<Record<string, number>>
  readonly kpis: Readonly<Record<string, number | null>>
  readonly notes: Readonly<Record<string, string>>
}

export interface KpiTableOptions {
  readonly every?: Frequency
  /** Months that a KPI looks back over from the period's end; the period itself by default. */
  readonly windowMonths?: number
  readonly kpis?: readonly Kpi[]
  /** The first day asked for; earlier periods are left out, but are still looked back at. */
  readonly from?: Period['start']
}

/**
 * The KPI table of a fact table: a row for each group and period, oldest first, the total before the groups.
 * Quarters and years are calendar ones; the newest may be a part.
 */
export function kpiTable(table: FactTable, options: KpiTableOptions = {}): KpiRow[] {
  const { every = 'month', kpis = kpiCatalogue, from } = options
  const spans = spansOf(table.periods, every).filter(
    ({ last }) => from === undefined || table.periods[last]!.end >= from,
  )
  return spans.flatMap((span) =>
    table.groups.map((group, index) => rowOf(table, index, group, span, kpis, options.windowMonths)),
  )
}

function rowOf(
  table: FactTable,
  groupIndex: number,
  group: Group,
  span: Span,
  kpis: readonly Kpi[],
  windowMonths: number | undefined,
): KpiRow {
  const own = FactWindow.of(table, groupIndex, span.last, span.last - span.first + 1)
  const facts: Record<string, number> = { opening_receivables: own.opening('receivables') }
  for (const name of factNames) {
    facts[name] = isStock(name) ? factAt(table, groupIndex, span.last, name) : own.flow(name)
  }
  const values: Record<string, number | null> = {}
  const notes: Record<string, string> = {}
  const short = windowMonths !== undefined && windowMonths > span.last + 1
  for (const kpi of kpis) {
    const window = windowMonths === undefined ? own : FactWindow.of(table, groupIndex, span.last, windowMonths)
    const value = short
      ? { notDefined: `the ledger has fewer than ${windowMonths} months by then` }
      : kpi.compute(window)
    values[kpi.id] = numberOf(value)
    if (typeof value !== 'number') notes[kpi.id] = value.notDefined
  }
  return {
    period: span.label,
    start: table.periods[span.first]!.start,
    end: table.periods[span.last]!.end,
    group,
    facts,
    kpis: values,
    notes,
  }
}
