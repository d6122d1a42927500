import { type FactName, factKind } from '../facts/columns.js'
import { kpiById } from '../kpi/catalogue.js'
import type { KpiRow } from '../kpi/kpi-table.js'
import type { Currency } from '../money/currency.js'
import { majorUnits } from '../money/format-amount.js'
import type { ExportColumn, ExportTable } from './export-table.js'

export interface KpiExportOptions {
  /** The attributes that the KPIs are grouped by, in order; the total has none of them. */
  readonly by: readonly string[]
  /** The KPIs' ids, in the order of their columns. */
  readonly kpis: readonly string[]
  readonly currency: Currency
  /** Also the facts that the KPIs are made of. */
  readonly facts?: boolean
}

/**
 * A KPI table to export: a row for each period and group with the period's name and days, the group's attributes (empty in
 * the rows of the total), each KPI (empty where it is not defined), and with `facts` the money and counts behind them.
 */
export function kpiExport(rows: readonly KpiRow[], options: KpiExportOptions): ExportTable {
  const { by, kpis, currency, facts = false } = options
  const columns: ExportColumn[] = [
    { name: 'period', kind: 'text', at: (row) => rows[row]!.period },
    { name: 'start', kind: 'date', at: (row) => rows[row]!.start },
    { name: 'end', kind: 'date', at: (row) => rows[row]!.end },
    ...by.map((name): ExportColumn => ({ name, kind: 'text', at: (row) => rows[row]!.group[name] ?? null })),
    ...kpis.map((id) => kpiColumn(rows, id, currency)),
    ...(facts ? factNamesOf(rows).map((name) => factColumn(rows, name)) : []),
  ]
  return { name: 'kpis', rows: rows.length, columns, currency }
}

/** Money in major units; it need not be a whole number of minor ones, as a mean is not. */
function kpiColumn(rows: readonly KpiRow[], id: string, currency: Currency): ExportColumn {
  const isMoney = kpiById(id).unit === 'money'
  return {
    name: id,
    kind: 'number',
    at: (row) => {
      const value = rows[row]!.kpis[id] ?? null
      return value === null || !isMoney ? value : majorUnits(value, currency)
    },
  }
}

/** Weights are left out: money times days is no figure to read, and the KPIs made of it are there. */
function factNamesOf(rows: readonly KpiRow[]): string[] {
  return Object.keys(rows[0]?.facts ?? {}).filter((name) => !name.endsWith('_weight'))
}

function factColumn(rows: readonly KpiRow[], name: string): ExportColumn {
  const kinds = { money: 'amount', count: 'integer', number: 'number', weight: 'number' } as const
  const kind = name === 'opening_receivables' ? 'amount' : kinds[factKind(name as FactName)]
  return { name, kind, at: (row) => rows[row]!.facts[name] ?? null }
}
