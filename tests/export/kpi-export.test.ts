import { expect, test } from 'vitest'
import { csvChunks } from '../../src/export/csv-chunks.js'
import { kpiExport } from '../../src/export/kpi-export.js'
import type { KpiRow } from '../../src/kpi/kpi-table.js'
import { iso } from './hand-made-ledger.js'

const row = (group: KpiRow['group'], dso: number | null): KpiRow => ({
  period: '2024-Q1',
  start: iso('2024-01-01'),
  end: iso('2024-03-31'),
  group,
  facts: {
    opening_receivables: -5,
    receivables: 123_456,
    settled_count: 3,
    invoices: 4,
    past_due_invoices: 1,
    late_days_weight: 9,
  },
  kpis: { dso, cei: 90.5 },
  notes: {},
  partial: false,
  changes: {},
})
const rows = [row({}, 26.25), row({ region: '=EMEA', segment: 'small' }, null)]
const currency = { code: 'USD', decimals: 2 }

test('a KPI table has a row for each period and group; what is not defined is empty, so are the groups of the total', () => {
  const table = kpiExport(rows, { by: ['segment', 'region'], kpis: ['cei', 'dso'], currency })
  expect([...csvChunks(table)].join('')).toBe(
    "period,start,end,segment,region,cei,dso\n2024-Q1,2024-01-01,2024-03-31,,,90.5,26.25\n2024-Q1,2024-01-01,2024-03-31,small,'=EMEA,90.5,\n",
  )
})

test('with facts, money is money, counts are counts, and weights are left out', () => {
  const { columns } = kpiExport(rows, { by: [], kpis: [], currency, facts: true })
  expect(columns.slice(3).map(({ name, kind }) => [name, kind])).toEqual([
    ['opening_receivables', 'amount'],
    ['receivables', 'amount'],
    ['settled_count', 'integer'],
    ['invoices', 'integer'],
    ['past_due_invoices', 'integer'],
  ])
  expect(columns.slice(3).map((column) => column.at(0))).toEqual([-5, 123_456, 3, 4, 1])
})

test('a table without rows has its columns still', () => {
  expect([...csvChunks(kpiExport([], { by: [], kpis: ['dso'], currency, facts: true }))].join('')).toBe(
    'period,start,end,dso\n',
  )
})
