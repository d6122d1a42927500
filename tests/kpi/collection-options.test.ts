import { beforeAll, describe, expect, test } from 'vitest'
import type { DueCollectionOptions } from '../../src/facts/fact-details.js'
import { type FactTable, factAt } from '../../src/facts/fact-table.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import { type KpiTableOptions, kpiTable } from '../../src/kpi/kpi-table.js'
import { ledgerFrom, type Row } from '../ledger/ledger-folder.js'
import { iso } from '../ledger/ledger-reading.js'
import { monthlyFacts } from './fact-table-of.js'

/**
 * Ten invoices, in dollars; no two sets of them have the same sum. K and L are contracts.
 *
 * | invoice | customer | contract | amount | due    | received |
 * | I1      | A        |          |    100 | 31 Jan | 100 on 20 Jan, before it was due |
 * | I2      | A        | K        |    200 | 15 Feb | 120 on 20 Feb, 80 on 10 Mar: settled in March |
 * | I3      | A        |          |    400 | 20 Feb | 150 on 05 Mar |
 * | I4      | A        |          |    800 | 10 Mar | 300 on 25 Feb, 500 on 12 Mar: settled in March |
 * | I5      | A        | K        |  1,600 | 20 Mar | 600 on 25 Mar |
 * | I6      | B        | L        |  3,200 | 31 Mar | 3,200 on 30 Mar |
 * | I7      | B        |          |  6,400 | 15 Mar | 6,400 on 02 Apr |
 * | I8      | B        |          | 12,800 | 01 Apr | 12,800 on 15 Mar, before it was due |
 * | I9      | B        |          |     50 | 05 Mar | 30 on 06 Mar; 20 credited on 07 Mar, which closes but does not settle |
 * | I10     | B        | K        |     25 | 08 Mar | 24.50 on 01 Mar with a discount of 0.50: settled |
 */
const invoices: readonly [id: string, customer: string, contract: string, amount: string, due: string][] = [
  ['I1', 'A', '', '100', '2024-01-31'],
  ['I2', 'A', 'K', '200', '2024-02-15'],
  ['I3', 'A', '', '400', '2024-02-20'],
  ['I4', 'A', '', '800', '2024-03-10'],
  ['I5', 'A', 'K', '1600', '2024-03-20'],
  ['I6', 'B', 'L', '3200', '2024-03-31'],
  ['I7', 'B', '', '6400', '2024-03-15'],
  ['I8', 'B', '', '12800', '2024-04-01'],
  ['I9', 'B', '', '50', '2024-03-05'],
  ['I10', 'B', 'K', '25', '2024-03-08'],
]
const received: readonly [invoice: string, day: string, amount: string, discount?: string][] = [
  ['I1', '2024-01-20', '100'],
  ['I2', '2024-02-20', '120'],
  ['I2', '2024-03-10', '80'],
  ['I3', '2024-03-05', '150'],
  ['I4', '2024-02-25', '300'],
  ['I4', '2024-03-12', '500'],
  ['I5', '2024-03-25', '600'],
  ['I6', '2024-03-30', '3200'],
  ['I7', '2024-04-02', '6400'],
  ['I8', '2024-03-15', '12800'],
  ['I9', '2024-03-06', '30'],
  ['I10', '2024-03-01', '24.50', '0.50'],
]
const customerOf = new Map(invoices.map(([id, customer]) => [id, customer]))
const tables = {
  invoices: invoices.map(
    ([invoice_id, customer_id, contract_id, amount, due_date]): Row => ({
      invoice_id,
      customer_id,
      contract_id,
      amount,
      due_date,
      invoice_date: '2024-01-02',
    }),
  ),
  payments: received.map(
    ([invoice, payment_date, amount], row): Row => ({
      payment_id: `P${row}`,
      customer_id: customerOf.get(invoice)!,
      payment_date,
      amount,
    }),
  ),
  applications: received.map(
    ([invoice_id, , amount, discount = ''], row): Row => ({ payment_id: `P${row}`, invoice_id, amount, discount }),
  ),
  adjustments: [{ adjustment_id: 'X1', invoice_id: 'I9', date: '2024-03-07', kind: 'credit_memo', amount: '20' }],
}

const usual = usualSettings.collection
const id = 'collection_effectiveness'

/** The KPI's value or reason in a period, with options beside the usual ones. */
function collected(
  table: FactTable,
  period: string,
  options: Partial<DueCollectionOptions>,
  more: KpiTableOptions & { readonly group?: string } = {},
): number | string | null {
  const settings = { ...usualSettings, collection: { ...usual, ...options } }
  const rows = kpiTable(table, { ...more, kpis: [kpiById(id)], settings })
  const row = rows.find((entry) => entry.period === period && entry.group.customer_id === more.group)!
  return row.kpis[id] ?? row.notes[id] ?? null
}

describe('collection_effectiveness counts what the settings say', () => {
  let table: FactTable
  beforeAll(async () => {
    // April’s events are known, and must not be looked at for March.
    table = ledgerFacts((await ledgerFrom(tables)).asOf(iso('2024-04-30')).data)
  })

  test('usually all that is due, part payments and contracts', () => {
    expect(usual).toEqual({ overdue: 'include', partial: 'count', contracts: 'include' })
  })

  /**
   * March. Due by its end: all but I8.
   *   contracts I2 200 + I5 1600 + I6 3200 + I10 25 = 5025; others I1 100 + I3 400 + I4 800 + I7 6400 + I9 50 = 7750
   *   received by then: contracts 200 + 600 + 3200 + 24.50 = 4024.50; others 100 + 150 + 800 + 0 + 30 = 1080
   *   of those settled: contracts I2 200 + I6 3200 + I10 24.50 = 3424.50; others I1 100 + I4 800 = 900
   * Due in March alone: contracts I5 1600 + I6 3200 + I10 25 = 4825; others I4 800 + I7 6400 + I9 50 = 7250
   *   received in March: contracts 600 + 3200 + 24.50 = 3824.50; others I4 500 + I9 30 = 530 (I4’s 300: in February)
   *   of those settled: contracts 3200 + 24.50 = 3224.50; others I4 500
   */
  const march: readonly [DueCollectionOptions, got: number, due: number][] = [
    [{ overdue: 'include', partial: 'count', contracts: 'include' }, 5104.5, 12_775],
    [{ overdue: 'include', partial: 'count', contracts: 'exclude' }, 1080, 7750],
    [{ overdue: 'include', partial: 'count', contracts: 'only' }, 4024.5, 5025],
    [{ overdue: 'include', partial: 'full-only', contracts: 'include' }, 4324.5, 12_775],
    [{ overdue: 'include', partial: 'full-only', contracts: 'exclude' }, 900, 7750],
    [{ overdue: 'include', partial: 'full-only', contracts: 'only' }, 3424.5, 5025],
    [{ overdue: 'exclude', partial: 'count', contracts: 'include' }, 4354.5, 12_075],
    [{ overdue: 'exclude', partial: 'count', contracts: 'exclude' }, 530, 7250],
    [{ overdue: 'exclude', partial: 'count', contracts: 'only' }, 3824.5, 4825],
    [{ overdue: 'exclude', partial: 'full-only', contracts: 'include' }, 3724.5, 12_075],
    [{ overdue: 'exclude', partial: 'full-only', contracts: 'exclude' }, 500, 7250],
    [{ overdue: 'exclude', partial: 'full-only', contracts: 'only' }, 3224.5, 4825],
  ]
  test.each(march)('%j in March: %d of %d', (options, got, due) => {
    expect(collected(table, '2024-03', options)).toBeCloseTo((100 * got) / due, 12)
  })

  test('the facts of March alone are those of `overdue: exclude`', () => {
    expect(factAt(table, 0, 2, 'fell_due_value')).toBe(1_207_500)
    expect(factAt(table, 0, 2, 'collected_on_due_value')).toBe(435_450)
  })

  /**
   * February: I1 100, I2 200 and I3 400 are due; received are I1 100 and I2 120 (I4’s 300 is not due yet); settled by
   * its end is I1 alone, although I2 was settled in March. In February itself fell due I2 and I3, against I2’s 120.
   */
  test.each([
    [{}, 220, 700],
    [{ partial: 'full-only' }, 100, 700],
    [{ overdue: 'exclude' }, 120, 600],
    [{ overdue: 'exclude', partial: 'full-only' }, 0, 600],
    [{ contracts: 'only' }, 120, 200],
  ] as const)('%j in February: %d of %d, whatever March brought', (options, got, due) => {
    expect(collected(table, '2024-02', options)).toBeCloseTo((100 * got) / due, 12)
  })

  /**
   * February and March: I2 200 and I3 400 fall due beside March’s 12,075: 12,675. Received in both: I2 200 + I3 150 +
   * I4 800 + I5 600 + I6 3200 + I9 30 + I10 24.50 = 5004.50; of the settled I2 200 + I4 800 + I6 3200 + I10 24.50 =
   * 4224.50.
   */
  test.each([
    [{ overdue: 'exclude' }, 5004.5, 12_675],
    [{ overdue: 'exclude', partial: 'full-only' }, 4224.5, 12_675],
    [{ overdue: 'exclude', contracts: 'only' }, 4024.5, 5025],
    [{}, 5104.5, 12_775],
  ] as const)('%j over two months: %d of %d', (options, got, due) => {
    expect(collected(table, '2024-03', options, { windowMonths: 2 })).toBeCloseTo((100 * got) / due, 12)
  })

  test('a quarter looks at what falls due in the quarter, not at the sum of its months', () => {
    // January to March are all that is due: the same 5104.50 of 12,775 as with what was overdue before.
    expect(collected(table, '2024-Q1', { overdue: 'exclude' }, { every: 'quarter' })).toBeCloseTo(
      (100 * 5104.5) / 12_775,
      12,
    )
  })

  test('for each customer: A 500 + 600 of 2400, B 3200 + 30 + 24.50 of 9675, due and received in March', async () => {
    const byCustomer = ledgerFacts((await ledgerFrom(tables)).asOf(iso('2024-03-31')).data, ['customer_id'])
    const of = (group: string, options: Partial<DueCollectionOptions> = {}) =>
      collected(byCustomer, '2024-03', { overdue: 'exclude', ...options }, { group })
    expect(of('A')).toBeCloseTo((100 * 1100) / 2400, 12)
    expect(of('B')).toBeCloseTo((100 * 3254.5) / 9675, 12)
    expect(of('A', { partial: 'full-only' })).toBeCloseTo((100 * 500) / 2400, 12)
    expect(of('B', { contracts: 'only' })).toBeCloseTo((100 * 3224.5) / 3225, 12)
    // The total is the two together, not their mean.
    expect(collected(byCustomer, '2024-03', { overdue: 'exclude' })).toBeCloseTo((100 * 4354.5) / 12_075, 12)
  })
})

describe('collection_effectiveness is not defined', () => {
  test('where no invoice of a contract is due', async () => {
    const table = ledgerFacts((await ledgerFrom(tables)).asOf(iso('2024-01-31')).data)
    expect(collected(table, '2024-01', {})).toBe(100)
    expect(collected(table, '2024-01', { contracts: 'only' })).toBe('no invoice is due')
  })

  test('for contracts only where invoices name none; without contracts it is then what it is with them', async () => {
    const bare = { ...tables, invoices: tables.invoices.map(({ contract_id, ...rest }) => rest) as Row[] }
    const table = ledgerFacts((await ledgerFrom(bare)).asOf(iso('2024-03-31')).data)
    expect(collected(table, '2024-03', { contracts: 'only' })).toBe(
      'the invoices name no contracts (column contract_id)',
    )
    for (const overdue of ['include', 'exclude'] as const) {
      const all = collected(table, '2024-03', { overdue })
      expect(all).toBeTypeOf('number')
      expect(collected(table, '2024-03', { overdue, contracts: 'exclude' })).toBe(all)
    }
  })

  test('for what facts alone do not say: a simulation has no single invoices', () => {
    const table = monthlyFacts(2024, [
      { fell_due_value: 50, collected_of_due_value: 40, collected_on_due_value: 30 },
      { fell_due_value: 150, collected_of_due_value: 100, collected_on_due_value: 90 },
    ])
    const needsInvoices = 'it needs invoices and payments one by one, which only a ledger has; a simulation keeps sums'
    expect(collected(table, '2024-02', {})).toBe(70)
    expect(collected(table, '2024-02', { overdue: 'exclude' })).toBe(60)
    expect(collected(table, '2024-02', { overdue: 'exclude' }, { windowMonths: 2 })).toBe(needsInvoices)
    expect(collected(table, '2024-02', { partial: 'full-only' })).toBe(needsInvoices)
    expect(collected(table, '2024-02', { contracts: 'exclude' })).toBe(needsInvoices)
  })
})
