import { describe, expect, test } from 'vitest'
import { factsOfLengths, kpiOf, monthlyFacts } from './fact-table-of.js'

/** The lines of KPI.md, "Numbers to reproduce", that the catalogue covers so far. */
describe('numbers to reproduce (KPI.md)', () => {
  test('dso, period-end method of credit-management textbooks: E 150,000; S 1,800,000; 365 days gives 30.4 (30.417)', () => {
    const table = factsOfLengths([365], [{ receivables: 150_000, credit_sales: 1_800_000 }])
    expect(kpiOf('dso', table)).toBeCloseTo(30.4167, 4)
  })

  test('dso over a window of 3 months: 10,869; 5,538 + 4,566 + 7,570; 90 days gives 55.35', () => {
    const table = factsOfLengths(
      [30, 30, 30],
      [{ credit_sales: 5_538 }, { credit_sales: 4_566 }, { credit_sales: 7_570, receivables: 10_869 }],
    )
    expect((kpiOf('dso', table, 3) as number).toFixed(2)).toBe('55.35')
  })

  test('dso_countback, exhaustion method: 212,000; newest first 100,000 / 80,000 / 70,000, 30 days each gives 73.71', () => {
    const table = factsOfLengths(
      [30, 30, 30],
      [{ credit_sales: 70_000 }, { credit_sales: 80_000 }, { credit_sales: 100_000, receivables: 212_000 }],
    )
    expect((kpiOf('dso_countback', table) as number).toFixed(2)).toBe('73.71')
  })

  test('cei, balance method: B 100,000; S 1,000,000; E 120,000; C 100,000 gives 98.0', () => {
    const table = factsOfLengths(
      [30, 30],
      [{ receivables: 100_000 }, { credit_sales: 1_000_000, receivables: 120_000, current_receivables: 100_000 }],
    )
    expect(kpiOf('cei', table, 1)).toBe(98)
  })

  test('average_days_delinquent: dso 7 and best possible dso 3 gives 4', () => {
    const table = factsOfLengths([30], [{ credit_sales: 3_000, receivables: 700, current_receivables: 300 }])
    expect(kpiOf('dso', table)).toBeCloseTo(7, 12)
    expect(kpiOf('dso_best_possible', table)).toBeCloseTo(3, 12)
    expect(kpiOf('average_days_delinquent', table)).toBeCloseTo(4, 12)
  })

  test('the wrong published examples are not what we compute', () => {
    // The exhaustion table that prints 179.7 for 12,000 has no inputs in KPI.md; the two CEI ones do: dividing a
    // quarter’s sales by 3, and subtracting past-due instead of current balances.
    const table = factsOfLengths(
      [30, 30],
      [{ receivables: 100_000 }, { credit_sales: 1_000_000, receivables: 120_000, current_receivables: 100_000 }],
    )
    const value = kpiOf('cei', table, 1) as number
    expect(value).not.toBeCloseTo((100 * (100_000 + 1_000_000 / 3 - 120_000)) / (100_000 + 1_000_000 / 3 - 100_000), 6)
    expect(value).not.toBeCloseTo((100 * (100_000 + 1_000_000 - 120_000)) / (100_000 + 1_000_000 - 20_000), 6)
  })
})

describe('dso_countback', () => {
  test('counts the last month’s own days: 31 in January, 29 in February 2024', () => {
    const table = monthlyFacts(2024, [{ credit_sales: 1_000 }, { credit_sales: 500, receivables: 1_000 }])
    expect(kpiOf('dso_countback', table)).toBe(29 + 31 / 2)
  })

  test('looks back beyond its window, as far as the ledger goes', () => {
    const table = monthlyFacts(2024, [{ credit_sales: 1_000 }, { credit_sales: 500, receivables: 1_000 }])
    expect(kpiOf('dso_countback', table, 1)).toBe(kpiOf('dso_countback', table, 2))
  })

  test('of receivables that one month’s sales just make up is that month’s days', () => {
    expect(
      kpiOf('dso_countback', monthlyFacts(2023, [{ credit_sales: 7 }, { credit_sales: 500, receivables: 500 }])),
    ).toBe(28)
  })

  test('of receivables that all sales on record just make up is all their days', () => {
    const table = monthlyFacts(2023, [{ credit_sales: 7 }, { credit_sales: 500, receivables: 507 }])
    expect(kpiOf('dso_countback', table)).toBe(31 + 28)
  })

  test('of no receivables is no days', () => {
    expect(kpiOf('dso_countback', monthlyFacts(2023, [{ credit_sales: 500 }]))).toBe(0)
  })
})

describe('the other KPIs on hand-made facts', () => {
  const table = monthlyFacts(2024, [
    { receivables: 900, credit_sales: 1_000 },
    {
      receivables: 1_000,
      current_receivables: 600,
      past_due_1_30: 250,
      past_due_31_60: 100,
      past_due_61_90: 50,
      past_due_91_120: 20,
      past_due_over_120: 10,
      credit_balances: 30,
      credit_sales: 2_900,
      write_offs: 60,
      recoveries: 2,
      settled_value: 2_000,
      settled_on_time_value: 1_500,
      settled_early_value: 400,
      settled_late_value: 500,
    },
  ])

  test.each([
    ['dso', (1_000 / 2_900) * 29],
    ['dso_best_possible', (600 / 2_900) * 29],
    ['average_days_delinquent', (400 / 2_900) * 29],
    ['cei', (100 * (900 + 2_900 - 1_000)) / (900 + 2_900 - 600)],
    ['paid_on_time', 75],
    ['past_due_over_30', 18],
    ['bad_debt_to_sales', 2],
  ])('%s is %d', (id, expected) => {
    expect(kpiOf(id, table, 1)).toBeCloseTo(expected, 12)
  })

  test('over two months flows are summed, stocks are those of the end, and days are those of both months', () => {
    expect(kpiOf('dso', table, 2)).toBeCloseTo((1_000 / 3_900) * 60, 12)
    expect(kpiOf('cei', table, 2)).toBeCloseTo((100 * (3_900 - 1_000)) / (3_900 - 600), 12)
    expect(kpiOf('bad_debt_to_sales', table, 2)).toBeCloseTo(5_800 / 3_900, 12)
  })

  test('bad debt is negative when more is recovered than written off', () => {
    expect(kpiOf('bad_debt_to_sales', monthlyFacts(2024, [{ credit_sales: 100, recoveries: 3 }]))).toBe(-3)
  })
})

describe('a KPI that is not defined says why, and is never 0 or NaN', () => {
  const noSales = 'no credit sales in the window'
  test.each([
    ['dso', { receivables: 100 }, noSales],
    ['dso_best_possible', { receivables: 100, current_receivables: 100 }, noSales],
    ['average_days_delinquent', { receivables: 100 }, noSales],
    ['bad_debt_to_sales', { write_offs: 100 }, noSales],
    [
      'dso_countback',
      { receivables: -1, credit_sales: 100 },
      'receivables are negative: customers have credit balances',
    ],
    ['dso_countback', { receivables: 1 }, 'no credit sales in 2024-01, where the count-back needs them'],
    [
      'dso_countback',
      { receivables: 101, credit_sales: 100 },
      'the receivables are larger than all credit sales on record',
    ],
    [
      'cei',
      { credit_sales: 100, receivables: 100, current_receivables: 100 },
      'nothing was due to be collected in the window',
    ],
    ['cei', {}, 'nothing was due to be collected in the window'],
    ['paid_on_time', { credit_sales: 100 }, 'nothing was settled in the window'],
    ['past_due_over_30', { credit_sales: 100 }, 'there are no receivables'],
    ['past_due_over_30', { receivables: -5, credit_balances: 5 }, 'there are no receivables'],
  ])('%s of %j', (id, facts, reason) => {
    expect(kpiOf(id, monthlyFacts(2024, [facts]))).toEqual({ notDefined: reason })
  })

  test('dso_countback stops at a month without sales even if later ones would do', () => {
    const table = monthlyFacts(2024, [{ credit_sales: 900 }, {}, { credit_sales: 100, receivables: 300 }])
    expect(kpiOf('dso_countback', table, 1)).toEqual({
      notDefined: 'no credit sales in 2024-02, where the count-back needs them',
    })
  })
})
