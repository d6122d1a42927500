import { describe, expect, test } from 'vitest'
import { isoFromDay } from '../../src/calendar/day.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { kpiById, kpiCatalogue } from '../../src/kpi/catalogue.js'
import { type KpiTableOptions, kpiTable } from '../../src/kpi/kpi-table.js'
import { ledgerFrom, type Row } from '../ledger/ledger-folder.js'
import { iso } from '../ledger/ledger-reading.js'
import { monthlyFacts } from './fact-table-of.js'

/** 14 months from January 2023: month m sells 1000 × m and ends with receivables of 100 × m. */
const table = monthlyFacts(
  2023,
  Array.from({ length: 14 }, (_, month) => ({
    credit_sales: 1000 * (month + 1),
    receivables: 100 * (month + 1),
    current_receivables: 50 * (month + 1),
  })),
)

const rows = (options: KpiTableOptions) => kpiTable(table, { kpis: [kpiById('dso')], ...options })
const spans = (options: KpiTableOptions) =>
  rows(options).map(({ period, start, end }) => `${period} ${isoFromDay(start)} ${isoFromDay(end)}`)

describe('periods', () => {
  test('are months by default, oldest first', () => {
    expect(spans({})).toHaveLength(14)
    expect([spans({})[0], spans({}).at(-1)]).toEqual(['2023-01 2023-01-01 2023-01-31', '2024-02 2024-02-01 2024-02-29'])
  })

  test('may be calendar quarters; the newest is a part', () => {
    expect(spans({ every: 'quarter' })).toEqual([
      '2023-Q1 2023-01-01 2023-03-31',
      '2023-Q2 2023-04-01 2023-06-30',
      '2023-Q3 2023-07-01 2023-09-30',
      '2023-Q4 2023-10-01 2023-12-31',
      '2024-Q1 2024-01-01 2024-02-29',
    ])
  })

  test('may be calendar years', () => {
    expect(spans({ every: 'year' })).toEqual(['2023 2023-01-01 2023-12-31', '2024 2024-01-01 2024-02-29'])
  })

  test('have flows summed, stocks at the end, and the opening receivables of the period before', () => {
    const [, second] = rows({ every: 'quarter' })
    expect(second!.facts).toMatchObject({
      opening_receivables: 300,
      credit_sales: 4000 + 5000 + 6000,
      receivables: 600,
    })
    expect(second!.kpis.dso).toBeCloseTo((600 / 15_000) * 91, 12)
    expect(rows({})[0]!.facts.opening_receivables).toBe(0)
  })

  test('that end before `from` are left out, but are still looked back at', () => {
    const from = iso('2023-12-31')
    expect(rows({ from }).map(({ period }) => period)).toEqual(['2023-12', '2024-01', '2024-02'])
    expect(rows({ from })[0]!.facts.opening_receivables).toBe(1100)
    expect(rows({ from, windowMonths: 3 })[0]!.kpis.dso).toBeCloseTo((1200 / 33_000) * 92, 12)
    expect(rows({ from: iso('2024-03-01') })).toEqual([])
  })

  test('that end before `from` are left out also when `from` is 1970-01-01, day number 0', () => {
    const old = monthlyFacts(
      1969,
      Array.from({ length: 13 }, () => ({ credit_sales: 1 })),
    )
    expect(kpiTable(old, { from: iso('1970-01-01') }).map(({ period }) => period)).toEqual(['1970-01'])
  })
})

describe('windows', () => {
  test('look back over that many months from the period’s end, sums over the window’s own days', () => {
    const january = rows({ windowMonths: 3 }).find(({ period }) => period === '2024-01')!
    expect(january.kpis.dso).toBeCloseTo((1300 / (11_000 + 12_000 + 13_000)) * (30 + 31 + 31), 12)
  })

  test('leave the period’s facts as they are', () => {
    expect(rows({ windowMonths: 3 }).at(-1)!.facts).toEqual(rows({}).at(-1)!.facts)
  })

  test('that reach before the ledger are null with that reason', () => {
    const [first, second, third] = rows({ windowMonths: 3 })
    for (const row of [first!, second!]) {
      expect(row.kpis.dso).toBeNull()
      expect(row.notes.dso).toBe('the ledger has fewer than 3 months by then')
    }
    expect(third!.kpis.dso).toBeCloseTo((300 / 6000) * 90, 12)
    expect(third!.notes).toEqual({})
  })

  test('of a year’s length on quarters are years up to each quarter’s end', () => {
    const last = rows({ every: 'quarter', windowMonths: 12 }).find(({ period }) => period === '2023-Q4')!
    expect(last.kpis.dso).toBeCloseTo((1200 / 78_000) * 365, 12)
  })
})

describe('the catalogue', () => {
  test('has each id once, and every text that explain and the docs show', () => {
    expect(new Set(kpiCatalogue.map(({ id }) => id)).size).toBe(kpiCatalogue.length)
    for (const { id, name, formula, meaning, source, pitfall } of kpiCatalogue) {
      for (const text of [name, formula, meaning, source, pitfall]) expect(text.length, id).toBeGreaterThan(2)
    }
  })

  test('an unknown KPI is an error that names the nearest', () => {
    expect(() => kpiById('dso_count_back')).toThrow(
      '"dso_count_back" is no KPI of the catalogue. Did you mean "dso_countback"?',
    )
    expect(() => kpiById('margin')).toThrow('"margin" is no KPI of the catalogue. Known: dso, dso_countback,')
  })
})

/**
 * A ledger of twelve invoices worked out by hand. All are net 30; amounts in dollars; B = before, E = end.
 *
 * | invoice | customer | issued | due    | amount | what happened                                                   |
 * | A1      | A (Ana)  | 05 Jan | 04 Feb |   100  | paid 20 Jan                                     (early, 15 days) |
 * | A2      | A        | 15 Jan | 14 Feb |   200  | paid 14 Feb                                   (on time, 30 days) |
 * | A3      | A        | 25 Jan | 24 Feb |   300  | paid 05 Mar                             (10 days late, 40 days)  |
 * | A4      | A        | 10 Feb | 11 Mar |   400  | 150 on 01 Mar, 250 on 11 Mar                  (on time, 30 days) |
 * | A5      | A        | 01 Mar | 31 Mar |   500  | open, due on the last day: current                               |
 * | A6      | A        | 20 Mar | 19 Apr |   100  | paid 98 with discount 2 on 25 Mar                (early, 5 days) |
 * | B1      | B (Ben)  | 02 Jan | 01 Feb |   600  | written off 20 Mar; 60 recovered 28 Mar                          |
 * | B2      | B        | 20 Jan | 19 Feb |   700  | open: 41 days past due on 31 March                               |
 * | B3      | B        | 05 Feb | 06 Mar |   800  | credit memo 80 on 10 Feb; 720 paid 16 Mar (10 days late, 40)     |
 * | B4      | B        | 15 Feb | 16 Mar |   900  | 400 paid 10 Mar; 500 open: 15 days past due on 31 March          |
 * | B5      | B        | 10 Mar | 09 Apr |   250  | open, current                                                    |
 * | B6      | B        | 12 Mar | 12 Mar |   −50  | a credit note, not used yet                                      |
 *
 * January: S = 100 + 200 + 300 + 600 + 700 = 1900; cash 100; E = 1800, all current (nothing is due before 1 February).
 * February: S = 400 + 800 + 900 = 2100; cash 200; credit memo 80; E = 1800 + 2100 − 200 − 80 = 3620.
 *   current on 29 February: A4 400, B3 720, B4 900 = 2020. Past due: A3 300 (5 days), B1 600 (28), B2 700 (10) = 1600.
 * March: S = 500 + 100 + 250 = 850 (the credit note is no sale); credit memos 50; write-offs 600; recoveries 60;
 *   cash 300 + 150 + 250 + 98 + 720 + 400 = 1918; discount 2;
 *   E = 3620 + 850 − 1918 − 2 − 50 − 600 = 1900. Open: A5 500, B2 700, B4 500, B5 250, B6 −50 = 1900.
 *   current: A5 500 + B5 250 = 750; 1–30: B4 500; 31–60: B2 700; credit balances 50: 750 + 500 + 700 − 50 = 1900.
 *   settled in March: A3 300, A4 400, A6 100, B3 800 (own amounts) = 1600; on time A4 400 + A6 100 = 500.
 *   count-back: 1900 − 850 (March) = 1050 of February’s 2100: 31 + 29 × 0.5 = 45.5 days.
 */
describe('a ledger of twelve invoices, worked out by hand', () => {
  const issued: [id: string, date: string, amount: string, terms?: string][] = [
    ['A1', '2024-01-05', '100'],
    ['A2', '2024-01-15', '200'],
    ['A3', '2024-01-25', '300'],
    ['A4', '2024-02-10', '400'],
    ['A5', '2024-03-01', '500'],
    ['A6', '2024-03-20', '100'],
    ['B1', '2024-01-02', '600'],
    ['B2', '2024-01-20', '700'],
    ['B3', '2024-02-05', '800'],
    ['B4', '2024-02-15', '900'],
    ['B5', '2024-03-10', '250'],
    ['B6', '2024-03-12', '-50', 'due on receipt'],
  ]
  const paid: [invoice: string, date: string, amount: string, discount?: string][] = [
    ['A1', '2024-01-20', '100'],
    ['A2', '2024-02-14', '200'],
    ['A3', '2024-03-05', '300'],
    ['A4', '2024-03-01', '150'],
    ['A4', '2024-03-11', '250'],
    ['A6', '2024-03-25', '98', '2'],
    ['B3', '2024-03-16', '720'],
    ['B4', '2024-03-10', '400'],
  ]
  const adjusted: [invoice: string, date: string, kind: string, amount: string][] = [
    ['B3', '2024-02-10', 'credit_memo', '80'],
    ['B1', '2024-03-20', 'write_off', '600'],
    ['B1', '2024-03-28', 'recovery', '60'],
  ]
  const ledger = ledgerFrom({
    customers: [
      { customer_id: 'A', salesperson: 'Ana', terms: 'net 30' },
      { customer_id: 'B', salesperson: 'Ben', terms: 'net 30' },
    ],
    invoices: issued.map(
      ([id, date, amount, terms = '']): Row => ({
        invoice_id: id,
        customer_id: id[0]!,
        invoice_date: date,
        amount,
        terms,
      }),
    ),
    payments: paid.map(
      ([id, date, amount], row): Row => ({ payment_id: `P${row}`, customer_id: id[0]!, payment_date: date, amount }),
    ),
    applications: paid.map(
      ([id, , amount, discount = ''], row): Row => ({ payment_id: `P${row}`, invoice_id: id, amount, discount }),
    ),
    adjustments: adjusted.map(
      ([id, date, kind, amount], row): Row => ({ adjustment_id: `X${row}`, invoice_id: id, date, kind, amount }),
    ),
  })
  const march = async (group: Record<string, string> = {}) => {
    const all = kpiTable(ledgerFacts((await ledger).asOf(iso('2024-03-31')).data, ['salesperson']))
    return all.find((row) => row.period === '2024-03' && JSON.stringify(row.group) === JSON.stringify(group))!
  }

  test('has these balances at the end of each month', async () => {
    const closing = kpiTable(ledgerFacts((await ledger).asOf(iso('2024-03-31')).data))
    expect(closing.map(({ facts }) => facts.receivables)).toEqual([180_000, 362_000, 190_000])
    expect(closing.map(({ facts }) => facts.current_receivables)).toEqual([180_000, 202_000, 75_000])
  })

  test('has these facts in March', async () => {
    expect((await march()).facts).toMatchObject({
      opening_receivables: 362_000,
      credit_sales: 85_000,
      invoices: 3,
      cash_collected: 191_800,
      discounts_taken: 200,
      credit_memos: 5_000,
      write_offs: 60_000,
      recoveries: 6_000,
      receivables: 190_000,
      current_receivables: 75_000,
      past_due_1_30: 50_000,
      past_due_31_60: 70_000,
      past_due_61_90: 0,
      credit_balances: 5_000,
      open_invoices: 4,
      past_due_invoices: 2,
      settled_count: 4,
      settled_value: 160_000,
      settled_early_value: 10_000,
      settled_on_time_value: 50_000,
      settled_late_value: 110_000,
      settle_days_weight: 30_000 * 40 + 40_000 * 30 + 10_000 * 5 + 80_000 * 40,
      late_days_weight: 30_000 * 10 + 80_000 * 10,
      terms_sales_weight: 85_000 * 30,
      unapplied_cash: 0,
    })
  })

  test('has these KPIs in March', async () => {
    const { kpis } = await march()
    expect(kpis.dso).toBeCloseTo((1900 / 850) * 31, 10)
    expect(kpis.dso_countback).toBeCloseTo(45.5, 10)
    expect(kpis.dso_best_possible).toBeCloseTo((750 / 850) * 31, 10)
    expect(kpis.average_days_delinquent).toBeCloseTo((1150 / 850) * 31, 10)
    expect(kpis.cei).toBeCloseTo((100 * (3620 + 850 - 1900)) / (3620 + 850 - 750), 10)
    expect(kpis.paid_on_time).toBeCloseTo((100 * 500) / 1600, 10)
    expect(kpis.past_due_over_30).toBeCloseTo((100 * 700) / 1900, 10)
    expect(kpis.bad_debt_to_sales).toBeCloseTo((100 * (600 - 60)) / 850, 10)
  })

  test('has Ana’s and Ben’s own KPIs, not averages of customers', async () => {
    const [ana, ben] = [await march({ salesperson: 'Ana' }), await march({ salesperson: 'Ben' })]
    expect(ana.facts).toMatchObject({ opening_receivables: 70_000, credit_sales: 60_000, receivables: 50_000 })
    expect(ben.facts).toMatchObject({ opening_receivables: 292_000, credit_sales: 25_000, receivables: 140_000 })
    expect(ana.kpis.cei).toBeCloseTo((100 * (700 + 600 - 500)) / (700 + 600 - 500), 10)
    expect(ben.kpis.cei).toBeCloseTo((100 * (2920 + 250 - 1400)) / (2920 + 250 - 250), 10)
    expect(ben.kpis.paid_on_time).toBe(0)
    expect(ana.kpis.past_due_over_30).toBe(0)
  })
})
