import { describe, expect, test } from 'vitest'
import { kpis } from '../../../src/analysis/kpis.js'
import { kpiCards } from '../../../src/notebook/display/kpi-cards.js'
import { ledgerFrom } from '../../ledger/ledger-folder.js'

const tables = {
  invoices: [
    { invoice_id: '1', customer_id: 'A<b>', invoice_date: '2024-01-10', due_date: '2024-02-09', amount: '1000' },
    { invoice_id: '2', customer_id: 'A<b>', invoice_date: '2024-02-10', due_date: '2024-03-11', amount: '500' },
  ],
  payments: [{ payment_id: 'P', customer_id: 'A<b>', payment_date: '2024-02-29', amount: '1000' }],
  applications: [{ payment_id: 'P', invoice_id: '1', amount: '1000' }],
}

describe('KPI cards', () => {
  test('show value, change and indicator of the last whole period, in words and signs', async () => {
    const table = kpis(await ledgerFrom(tables), { kpis: ['dso', 'cei', 'billing_lag'] })
    const { data } = kpiCards(table, { period: '2024-02' }).bundle
    const lines = String(data['text/plain']).split('\n')
    // 500 ÷ 500 × 29 against 1000 ÷ 1000 × 31.
    expect(lines.slice(0, 2)).toEqual(['2024-02', 'DSO: 29.0 days; −2.0 days from 2024-01, ▲ improving'])
    expect(lines[2]).toMatch(/^CEI: 100\.0 %/)
    expect(lines[3]).toMatch(/: not defined; .+/)
    const html = String(data['text/html'])
    expect(html.match(/role="listitem"/g)).toHaveLength(3)
    expect(html).toContain('−2.0 days from 2024-01, ▲ improving')
  })

  test('of a group name it, as text', async () => {
    const table = kpis(await ledgerFrom(tables), { kpis: ['dso'], by: ['customer_id'] })
    const html = String(kpiCards(table, { group: { customer_id: 'A<b>' } }).bundle.data['text/html'])
    expect(html).toContain('A&lt;b&gt;')
    expect(html).not.toContain('A<b>')
  })

  test('a period that is not there is refused with those that are', async () => {
    const table = kpis(await ledgerFrom(tables), { kpis: ['dso'] })
    expect(() => kpiCards(table, { period: '2023-01' })).toThrow('The table has no period "2023-01"')
  })
})
