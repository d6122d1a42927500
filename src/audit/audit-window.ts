import type { FactTable } from '../facts/fact-table.js'
import type { FactWindow } from '../facts/fact-window.js'
import type { KpiSettings } from '../kpi/kpi-settings.js'
import type { GroupRows } from './group-rows.js'

/** What a figure is computed from: a window of the table of facts, and the rows of the ledger behind the same group. */
export interface AuditWindow {
  readonly rows: GroupRows
  readonly table: FactTable
  readonly group: number
  readonly facts: FactWindow
  readonly settings: KpiSettings
}
