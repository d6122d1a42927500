import type { Span } from '../calendar/frequency.js'
import { FactWindow, type WindowSource } from '../facts/fact-window.js'
import { type Kpi, type KpiValue, notDefined } from './kpi.js'
import type { KpiSettings } from './kpi-settings.js'

/**
 * The window that a KPI of a period looks at: so many periods up to its end if `length` says so, else the KPI's usual
 * length where the table reaches back so far, else the period itself. Null if `length` reaches beyond the table.
 */
export function kpiWindow(
  table: WindowSource,
  group: number,
  { first, last }: Pick<Span, 'first' | 'last'>,
  kpi: Kpi,
  length?: number,
): FactWindow | null {
  const own = last - first + 1
  if (length !== undefined) return length > last + 1 ? null : FactWindow.of(table, group, last, length)
  const usual = Math.max(own, kpi.usualLength ?? own)
  return FactWindow.of(table, group, last, usual > last + 1 ? own : usual)
}

/** A KPI of a period. */
export function kpiValue(
  table: WindowSource,
  group: number,
  span: Pick<Span, 'first' | 'last'>,
  kpi: Kpi,
  settings: KpiSettings,
  length?: number,
): KpiValue {
  const window = kpiWindow(table, group, span, kpi, length)
  if (window === null) return notDefined(`the ledger has fewer than ${length} months by then`)
  return kpi.compute(window, settings)
}
