import { describe, expect, test } from 'vitest'
import { backtestCoverageChart, backtestForecastChart, backtestPitChart } from '../../src/analysis/backtest-charts.js'
import { kpis } from '../../src/analysis/kpis.js'
import { backtest } from '../../src/backtest/backtest.js'
import { parseCalendar } from '../../src/calendar/parse-calendar.js'
import type { Chart } from '../../src/chart/chart.js'
import { InputError } from '../../src/document/input-error.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { headlineKpis, kpisNamed } from '../../src/kpi/catalogue.js'
import { kpiTable } from '../../src/kpi/kpi-table.js'
import { drawn } from '../chart/drawn-chart.js'
import { ledgerFrom } from '../ledger/ledger-folder.js'
import { iso } from '../ledger/ledger-reading.js'
import { demoLedger } from '../scenario/demo-ledger.js'

const ledger = await demoLedger()
const chosen = ['dso', 'cei', 'total_past_due', 'customers_paying_early']
const table = kpis(ledger, { every: 'quarter', by: ['region'], kpis: chosen })
const plain = kpiTable(ledgerFacts(ledger.data, ['region']), { every: 'quarter', kpis: kpisNamed(chosen) })

describe('the rows', () => {
  test('are those of the KPI table: eight quarters of the total and of each region', () => {
    expect(table.rows).toEqual(plain)
    expect([...new Set(table.rows.map(({ group }) => group.region))]).toEqual([
      undefined,
      'AMER',
      'APAC',
      'EMEA',
      'LATAM',
    ])
    expect(table.rows).toHaveLength(8 * 5)
  })

  test('are of months and the headline KPIs where nothing is said', () => {
    const usual = kpis(ledger)
    expect(usual.rows).toEqual(kpiTable(ledgerFacts(ledger.data), { kpis: headlineKpis }))
    expect(Object.keys(usual.row().kpis)).toEqual(headlineKpis.map(({ id }) => id))
    expect([usual.rows.length, usual.row().period, usual.currency.code]).toEqual([24, '2024-12', 'USD'])
  })

  test('begin where they are asked to, and look back over the window asked for', () => {
    const late = kpis(ledger, { kpis: ['dso'], from: iso('2024-10-01'), windowMonths: 3 })
    expect(late.rows.map(({ period }) => period)).toEqual(['2024-10', '2024-11', '2024-12'])
    // Three months up to December are the fourth quarter.
    expect(late.row().kpis.dso).toBe(table.row().kpis.dso)
    expect(late.row().kpis.dso).not.toBe(kpis(ledger, { kpis: ['dso'] }).row().kpis.dso)
  })
})

describe('a row', () => {
  test('is of the last period and of everything if nothing is said', () => {
    expect(table.row()).toBe(table.rows.find(({ period, group }) => period === '2024-Q4' && group.region === undefined))
  })

  test('is of the period and group asked for', () => {
    expect(table.row('2023-Q2', { region: 'EMEA' })).toMatchObject({ period: '2023-Q2', group: { region: 'EMEA' } })
    expect(table.row(undefined, { region: 'APAC' })).toMatchObject({ period: '2024-Q4', group: { region: 'APAC' } })
    expect(table.row('2024-Q1')).toMatchObject({ period: '2024-Q1', group: {}, start: iso('2024-01-01') })
  })

  test('is of the last whole period where the newest is a part, which can be asked for by its name', () => {
    const cut = kpis(ledger.asOf(iso('2024-11-15')), { every: 'quarter', kpis: ['dso'] })
    expect(cut.rows.at(-1)).toMatchObject({ period: '2024-Q4', partial: true, end: iso('2024-11-15') })
    expect(cut.row()).toMatchObject({ period: '2024-Q3', partial: false })
    expect(cut.row('2024-Q4').partial).toBe(true)
  })

  test('is of the part where there is no whole period', () => {
    const begun = kpis(ledger.asOf(iso('2023-01-20')), { kpis: ['dso'] })
    expect(begun.row()).toMatchObject({ period: '2023-01', partial: true })
  })

  test('of what is not there is refused', () => {
    expect(() => table.row('2022-Q4')).toThrow(InputError)
    expect(() => table.row('2024-Q4', { region: 'MARS' })).toThrow(InputError)
    expect(() => table.row('2024-Q4', { segment: 'mid' })).toThrow(InputError)
  })
})

describe('a series', () => {
  test('has one point for each period of the group, oldest first', () => {
    const own = plain.filter(({ group }) => group.region === 'EMEA')
    expect(table.series('cei', { region: 'EMEA' })).toEqual(
      own.map(({ period, start, end, kpis: values }) => ({
        label: period,
        start,
        end,
        value: values.cei,
        note: null,
      })),
    )
    expect(table.series('dso').map(({ label }) => label)).toEqual(
      ['2023', '2024'].flatMap((year) => [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`)),
    )
  })

  test('has null and the reason where the KPI is not defined', async () => {
    const bare = await ledgerFrom({
      invoices: [
        { invoice_id: 'I1', customer_id: 'C1', invoice_date: '2024-01-10', due_date: '2024-02-09', amount: '100.00' },
        { invoice_id: 'I2', customer_id: 'C1', invoice_date: '2024-03-01', due_date: '2024-03-31', amount: '50.00' },
      ],
    })
    // 100 ÷ 100 × 31, then no sales in February, then 150 ÷ 50 × 31 were the month whole: it is cut on the last day known.
    const points = kpis(bare.asOf(iso('2024-03-31')), { kpis: ['dso'] }).series('dso')
    expect(points.map(({ value, note }) => [value, note])).toEqual([
      [31, null],
      [null, 'no credit sales in the window'],
      [93, null],
    ])
  })

  test('of a KPI that was not asked for is refused', () => {
    expect(() => table.series('dso_true')).toThrow(InputError)
    expect(() => table.chart('dso_true')).toThrow(InputError)
  })
})

describe('the data frame', () => {
  const frame = table.frame()
  const values = frame.values as (string | number)[][]
  const column = (name: string) => values.map((row) => row[frame.columns.indexOf(name)]!)

  test('has a row for each period and group, and a column for each attribute and KPI', () => {
    expect(frame.columns).toEqual(['period', 'start', 'end', 'region', ...chosen])
    expect(frame.shape).toEqual([40, 8])
    expect(column('period')).toEqual(plain.map(({ period }) => period))
    expect(column('region')).toEqual(plain.map(({ group }) => group.region ?? ''))
    expect([column('start')[0], column('end')[0]]).toEqual(['2023-01-01', '2023-03-31'])
  })

  test.each(['dso', 'cei', 'customers_paying_early'])('loses no digit of %s', (id) => {
    expect(column(id)).toEqual(plain.map(({ kpis: values }) => values[id] ?? Number.NaN))
  })

  test('has money in major units', () => {
    expect(column('total_past_due')).toEqual(plain.map(({ kpis: values }) => values.total_past_due! / 100))
  })

  test('has NaN where a KPI is not defined', () => {
    const own = kpis(ledger, { kpis: ['dso_day_yearly_cost'] }).frame()
    expect((own.values as unknown[][]).map((row) => row[3])).toEqual(Array(24).fill(Number.NaN))
  })
})

describe('the chart', () => {
  test('names the KPI, and the group it is of', async () => {
    expect(table.chart('dso').title).toMatch(/^DSO improved \d\.\d days since Q4 2023 to 43\.8$/)
    expect(table.chart('total_past_due').title).toMatch(/^Total past due \w+ /)
    const own = table.chart('cei', { region: 'EMEA' })
    expect(own.title).toMatch(/^CEI of region EMEA /)
    expect(own.alt).toContain('CEI of region EMEA')
    expect(await drawn(own)).toContain('</svg>')
  })

  test('has the last value of its group, as it is shown', () => {
    const last = table.row(undefined, { region: 'EMEA' }).kpis.dso!
    expect(table.chart('dso', { region: 'EMEA' }).alt).toContain(`${last.toFixed(1)} days at last`)
  })

  test('has the published benchmark of a KPI that has one for a single period, and no benchmark of a year', () => {
    const charts = kpis(ledger, { kpis: ['past_due_over_30', 'customers_paying_early'] })
    expect(charts.chart('past_due_over_30').alt).toContain('the benchmark of up to 5.0 %')
    expect(charts.chart('customers_paying_early').alt).not.toContain('benchmark')
  })
})

describe('settings and calendar', () => {
  test('a target DSO, and usual settings beside it', () => {
    const own = kpis(ledger, {
      kpis: ['dso_target', 'dso_day_yearly_cost', 'cash_per_dso_day'],
      settings: { targetDso: 42, costOfCapital: 0.1 },
    }).row().kpis
    expect(own.dso_target).toBe(42)
    expect(own.dso_day_yearly_cost).toBeCloseTo(own.cash_per_dso_day! * 0.1, 6)
    const usual = kpis(ledger, { kpis: ['dso_target', 'dso_day_yearly_cost'] }).row()
    expect(usual.kpis.dso_target).not.toBe(42)
    expect(usual.kpis.dso_day_yearly_cost).toBeNull()
  })

  test('a fiscal year from July: its quarters begin with it and bear its name', () => {
    const fiscal = kpis(ledger, { every: 'quarter', kpis: ['dso'], calendar: parseCalendar('july')! })
    expect(fiscal.rows.map(({ period }) => period)).toEqual([
      'FY2023-Q3',
      'FY2023-Q4',
      'FY2024-Q1',
      'FY2024-Q2',
      'FY2024-Q3',
      'FY2024-Q4',
      'FY2025-Q1',
      'FY2025-Q2',
    ])
    expect(fiscal.row('FY2024-Q1').start).toBe(iso('2023-07-01'))
    expect(fiscal.row().kpis.dso).toBe(table.row('2024-Q4').kpis.dso)
  })
})

describe('several attributes', () => {
  const crossed = kpis(ledger, { every: 'year', by: ['region', 'segment'], kpis: ['dso'] })

  test('are crossed', () => {
    expect(crossed.row('2024', { region: 'EMEA', segment: 'mid' }).group).toEqual({ region: 'EMEA', segment: 'mid' })
    expect(crossed.frame().columns).toEqual(['period', 'start', 'end', 'region', 'segment', 'dso'])
  })

  test('are the same group in any order', () => {
    expect(crossed.row('2024', { segment: 'mid', region: 'EMEA' })).toBe(
      crossed.row('2024', { region: 'EMEA', segment: 'mid' }),
    )
  })
})

describe('charts of more than one KPI', () => {
  const byRegion = kpis(ledger, { every: 'quarter', by: ['region'] })

  test.each<[string, () => Chart, RegExp]>([
    ['aging', () => byRegion.agingChart({ region: 'EMEA' }), /of what is open is past due at the end of Q4 2024/],
    ['what is past due', () => byRegion.pastDueChart(), /^2 of 4 regions hold 78 % of what is past due$/],
    ['ways to count DSO', () => byRegion.dsoMethodsChart(), /^DSO in Q4 2024 depends on how it is counted/],
    ['early alerts', () => byRegion.delinquencyChart(), /delinquent/i],
    ['customers', () => kpis(ledger, { every: 'quarter', by: ['customer_id'] }).heatMap('dso'), /DSO/],
    ['causes', () => byRegion.bridgeChart('dso', '2023-Q4', '2024-Q4'), /^DSO (improved|worsened)/],
  ])('%s', async (_, chart, title) => {
    expect(chart().title).toMatch(title)
    await drawn(chart())
  })

  test('of a period that is not there say which there are', () => {
    expect(() => byRegion.bridgeChart('dso', '2022-Q4', '2024-Q4')).toThrow(
      new InputError('The table has no period "2022-Q4"; it has 2023-Q1 to 2024-Q4. Did you mean "2023-Q4"?'),
    )
  })
})

describe('charts of a backtest', () => {
  test('are of its own figures', async () => {
    const result = await backtest(ledger, { origins: 4, horizon: 1, replicates: 40, threads: 1 })
    const held = result.forecasts.filter(
      ({ measure, actual, q05, q95 }) => measure === 'dso' && q05 <= actual && actual <= q95,
    )
    const forecast = backtestForecastChart(result, 'dso')
    expect(forecast.title).toContain(`DSO: ${held.length} of 4 outcomes`)
    await drawn(forecast)
    await drawn(backtestCoverageChart(result))
    await drawn(backtestPitChart(result, 'receivables'))
  })
})
