import type { AuditDetail } from '../audit/audit-detail.js'
import type { AuditedTerm, KpiAudit } from '../audit/audit-kpi.js'
import type { FactLine } from '../audit/fact-line.js'
import { isoFromDay } from '../calendar/day.js'
import type { ExportTable } from '../export/export-table.js'
import { nameWithGroup } from '../facts/fact-table.js'
import { formulaInWords } from '../kpi/formula-text.js'
import { noteOf, numberOf } from '../kpi/kpi.js'
import type { TermUnit } from '../kpi/terms.js'
import type { Currency } from '../money/currency.js'
import { majorUnits } from '../money/format-amount.js'
import { cutCell } from './cut-cell.js'
import { formatKpi } from './format-kpi.js'
import { withIsoDays } from './iso-days.js'
import type { PrintedTable } from './printed-table.js'
import { termText } from './term-text.js'

/** The figure with its formula, then one table for each term with all the rows that add up to it. */
export function auditTables(audit: KpiAudit, path: string, period: string, currency: Currency): PrintedTable[] {
  const { kpi, window, group, value } = audit
  const number = numberOf(value)
  const note = noteOf(value)
  const result = number === null ? 'not defined' : formatKpi(kpi, number, currency)
  return [
    {
      title: `${nameWithGroup(kpi.name, group)}, ${period} (${isoFromDay(window.start)} to ${isoFromDay(window.end)}): ${result}`,
      header: ['term', 'rows', 'value'],
      rows: audit.terms.map((term) => [
        term.name,
        term.lines === null ? '' : String(term.lines.length),
        term.value === null ? '–' : termText(term.value, term.unit, currency),
      ]),
      notes: [`Formula: ${formulaInWords(kpi)}.`, ...(note === null ? [] : [`${note}.`])],
    },
    ...audit.terms.flatMap((term) => termTables(term, currency)),
    ...(audit.detail === null ? [] : [detailTable(audit.detail, currency)]),
  ]

  function termTables(term: AuditedTerm, inCurrency: Currency): PrintedTable[] {
    if (term.inner !== null) return auditTables(term.inner, path, period, inCurrency)
    if (term.lines === null || term.lines.length === 0) return []
    return [
      {
        title: `${term.name}: ${term.lines.length} ${term.lines.length === 1 ? 'row' : 'rows'}`,
        header: ['id', 'customer', 'dated', dayHead(term), '', valueHead(term.unit, inCurrency)],
        wordColumns: 5,
        rows: [
          ...term.lines.map((line) => lineCells(line, term.unit, inCurrency)),
          ['', '', '', '', 'sum', termText(term.sum ?? 0, term.unit, inCurrency)],
        ],
      },
    ]
  }
}

function dayHead({ at }: AuditedTerm): string {
  return at === 'opening' || at === 'closing' ? 'due' : 'counts on'
}

function valueHead(unit: TermUnit, currency: Currency): string {
  if (unit === 'weight') return `${currency.code} × days`
  return unit === 'money' ? currency.code : 'counts'
}

function lineCells(
  { id, customerId, dated, day, value, note = '' }: FactLine,
  unit: TermUnit,
  currency: Currency,
): string[] {
  return [
    cutCell(id, 20),
    cutCell(customerId, 14),
    isoFromDay(dated),
    isoFromDay(day),
    cutCell(note, 34),
    termText(value, unit, currency),
  ]
}

function detailTable(detail: AuditDetail, currency: Currency): PrintedTable {
  const money = (amount: number) => termText(amount, 'money', currency)
  const days = (count: number) => count.toFixed(2)
  switch (detail.kind) {
    case 'countback':
      return {
        title: 'The count-back, month by month',
        header: ['month', 'sales', 'taken', 'days of it', 'days', 'left'],
        rows: detail.steps.map((step) => [
          step.period,
          money(step.sales),
          money(step.taken),
          String(step.daysInPeriod),
          days(step.days),
          money(step.left),
        ]),
      }
    case 'open-ages':
      return {
        title: 'Open invoices: age × open ÷ sales of its month',
        header: ['id', 'dated', 'age', 'open', 'month', 'sales', 'days'],
        rows: detail.invoices.map((row) => [
          cutCell(row.id, 24),
          isoFromDay(row.dated),
          String(row.age),
          money(row.open),
          row.period,
          money(row.sales),
          row.contribution.toFixed(4),
        ]),
      }
    case 'due-invoices':
      return {
        title: 'Invoices that are due, and what came in for them',
        header: ['id', 'customer', 'due', '', 'amount', 'collected'],
        wordColumns: 4,
        rows: detail.invoices.map((row) => [
          cutCell(row.id, 20),
          cutCell(row.customerId, 14),
          isoFromDay(row.due),
          cutCell(row.note ?? '', 34),
          money(row.amount),
          money(row.collected),
        ]),
      }
    case 'paying-customers':
      return {
        title: 'Customers that settled invoices',
        header: ['customer', 'invoices', 'settled', 'of it early', 'early payer'],
        rows: detail.customers.map((row) => [
          cutCell(row.customerId, 30),
          String(row.invoices),
          money(row.settled),
          money(row.settledEarly),
          row.isEarly ? 'yes' : 'no',
        ]),
      }
    case 'invoiced-customers':
      return {
        title: 'Customers that were invoiced',
        header: ['customer', 'invoices', 'sales'],
        rows: detail.customers.map((row) => [cutCell(row.customerId, 30), String(row.invoices), money(row.sales)]),
      }
    default:
      return detail satisfies never
  }
}

/** All rows behind a figure as one table to export; money in major units. */
export function auditExport(audit: KpiAudit, currency: Currency): ExportTable {
  const rows = allLines(audit)
  const shown = ({ value }: FactLine, unit: TermUnit) =>
    unit === 'money' || unit === 'weight' ? majorUnits(value, currency) : value
  return {
    name: 'audit',
    rows: rows.length,
    currency,
    columns: [
      { name: 'term', kind: 'text', at: (row) => rows[row]!.term.name },
      { name: 'what', kind: 'text', at: (row) => rows[row]!.line.what },
      { name: 'id', kind: 'identifier', at: (row) => rows[row]!.line.id },
      { name: 'customer_id', kind: 'identifier', at: (row) => rows[row]!.line.customerId },
      { name: 'dated', kind: 'date', at: (row) => rows[row]!.line.dated },
      { name: 'day', kind: 'date', at: (row) => rows[row]!.line.day },
      { name: 'value', kind: 'number', at: (row) => shown(rows[row]!.line, rows[row]!.term.unit) },
      { name: 'note', kind: 'text', at: (row) => rows[row]!.line.note ?? null },
    ],
  }
}

function allLines(audit: KpiAudit): { readonly term: AuditedTerm; readonly line: FactLine }[] {
  return audit.terms.flatMap((term) =>
    term.inner !== null ? allLines(term.inner) : (term.lines ?? []).map((line) => ({ term, line })),
  )
}

export function auditJson(audit: KpiAudit, period: string, currency: Currency) {
  return { schema: 'arlab/kpi-audit/1', period, currency: currency.code, ...auditData(audit) }
}

const dayFields = ['dated', 'day', 'due', 'start', 'end']

function auditData({ kpi, value, ...audit }: KpiAudit): object {
  const { inner: _, ...rest } = { ...audit, inner: null }
  const terms = audit.terms.map(({ inner, ...term }) => ({ ...term, inner: inner === null ? null : auditData(inner) }))
  const data = {
    kpi: kpi.id,
    formula: formulaInWords(kpi),
    value: numberOf(value),
    note: noteOf(value),
    ...rest,
    terms,
  }
  return withIsoDays(data, dayFields)
}
