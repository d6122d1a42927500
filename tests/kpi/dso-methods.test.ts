import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frequencies, spansOf } from '../../src/calendar/frequency.js'
import type { FactTable } from '../../src/facts/fact-table.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import { type DsoMethod, dsoMethods } from '../../src/kpi/dso-methods.js'
import { numberOf } from '../../src/kpi/kpi.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import { kpiValue } from '../../src/kpi/kpi-window.js'
import { demoLedger } from '../scenario/demo-ledger.js'
import { factsOfLengths, monthlyFacts } from './fact-table-of.js'

const methodsOf = (table: FactTable, last = table.periods.length - 1, first = last) =>
  dsoMethods(table, 0, { label: 'p', first, last }, usualSettings)

const stepsOf = (methods: readonly DsoMethod[], id: string) =>
  methods.find((method) => method.id === id)!.steps.map(({ days }) => days)

/**
 * What a reader sees: the period-end DSO and the steps add up to the value. Where either end is missing, some step is too,
 * so that nobody adds up a part. Doubles may round in the tenth digit of the largest number of the sum.
 */
function expectToAddUp(methods: readonly DsoMethod[]): void {
  const start = methods[0]!.value
  for (const { id, value, note, steps } of methods) {
    const days = steps.map((step) => step.days)
    if (value === null) expect([id, note]).toEqual([id, expect.any(String)])
    if (value === null || start === null) {
      if (id !== 'dso') expect([id, days.includes(null)]).toEqual([id, true])
      continue
    }
    expect([id, days.includes(null)]).toEqual([id, false])
    const sum = days.reduce<number>((total, step) => total + step!, start)
    const size = Math.max(1, Math.abs(start), ...days.map((step) => Math.abs(step!)))
    if (!(Math.abs(sum - value) <= 1e-9 * size))
      throw new Error(`${id}: ${start} and ${days} give ${sum}, not ${value}`)
  }
}

describe('the methods of one month, worked by hand', () => {
  // Three months of 30 days. Past due = 400 + 20 − 340 = 80.
  const table = factsOfLengths(
    [30, 30, 30],
    [
      { credit_sales: 100, receivables: 80 },
      { credit_sales: 200, receivables: 150 },
      {
        credit_sales: 300,
        receivables: 400,
        current_receivables: 340,
        credit_balances: 20,
        credit_memos: 30,
        settled_value: 100,
        settle_days_weight: 4_500,
        open_invoices: 2,
      },
    ],
  )
  const methods = methodsOf(table)

  test('are these, in this order', () => {
    expect(methods.map(({ id, name }) => [id, name])).toEqual([
      ['dso', 'DSO, period end'],
      ['dso_3m', 'DSO over 3 months'],
      ['dso_countback', 'DSO, count-back'],
      ['dso_best_possible', 'Best possible DSO'],
      ['dso_true', 'True DSO'],
      ['turnover_days', 'Turnover in days'],
      ['days_to_pay', 'Days to pay'],
    ])
  })

  test.each<[string, number, number[]]>([
    // 400 ÷ 300 × 30.
    ['dso', 40, []],
    // 400 ÷ 600 × 90 = 60.
    ['dso_3m', 60, [20]],
    // 300 of 400 are the 30 days of the third month, 100 of 200 half of the second.
    ['dso_countback', 45, [5]],
    // 340 ÷ 300 × 30 = 34: less 80 ÷ 300 × 30 = 8, and 20 ÷ 300 × 30 = 2 that was netted.
    ['dso_best_possible', 34, [-8, 2]],
    // A year is not known, so the window stays the month; mean (150 + 400) ÷ 2 = 275: 27.5 of 300, 30.5556 of 270.
    ['turnover_days', (275 / 270) * 30, [0, -12.5, (275 / 270) * 30 - 27.5, 0]],
    // 4,500 ÷ 100.
    ['days_to_pay', 45, [5]],
  ])('%s', (id, value, steps) => {
    expect(methods.find((method) => method.id === id)!.value).toBeCloseTo(value, 9)
    const own = stepsOf(methods, id)
    expect(own).toHaveLength(steps.length)
    own.forEach((step, index) => {
      expect(step).toBeCloseTo(steps[index]!, 9)
    })
  })

  test('true DSO needs a ledger: no value, no step, and the reason', () => {
    expect(methods[4]).toMatchObject({
      value: null,
      steps: [{ days: null }],
      note: expect.stringMatching(/open invoices/),
    })
  })

  test('say what they look at and what each step changes', () => {
    for (const { difference, steps } of methods) {
      expect(difference.length).toBeGreaterThan(10)
      for (const { what } of steps) expect(what.length).toBeGreaterThan(10)
    }
  })
})

test('turnover over a year, worked by hand: the window, the mean balance, net sales, then a year of 365 days', () => {
  // 2024 has 366 days. Each month sells 1,000; in December 2,000 are open; before January nothing was.
  const table = monthlyFacts(
    2024,
    Array.from({ length: 12 }, () => ({ credit_sales: 1_000, receivables: 2_000 })),
  )
  const methods = methodsOf(table)
  // 2,000 ÷ 1,000 × 31 = 62; 2,000 ÷ 12,000 × 366 = 61; 1,000 ÷ 12,000 × 366 = 30.5; 365 ÷ 12 = 30.4167.
  expect(methods.find(({ id }) => id === 'dso_12m')).toMatchObject({ name: 'DSO over 12 months', value: 61 })
  const [window, mean, net, year] = stepsOf(methods, 'turnover_days')
  expect([window, mean, net]).toEqual([-1, -30.5, 0])
  expect(year).toBeCloseTo(365 / 12 - 30.5, 9)
})

describe('longer windows', () => {
  const table = monthlyFacts(
    2024,
    Array.from({ length: 24 }, () => ({ credit_sales: 1_000, receivables: 900 })),
  )
  const longer = (last: number, first = last) =>
    methodsOf(table, last, first).flatMap(({ id }) => (/_\d+m$/.test(id) ? [id] : []))

  test('are those that are longer than the period and that the table reaches back to', () => {
    expect(longer(1)).toEqual([])
    expect(longer(2)).toEqual(['dso_3m'])
    expect(longer(10)).toEqual(['dso_3m'])
    expect(longer(11)).toEqual(['dso_3m', 'dso_12m'])
    expect(longer(11, 9)).toEqual(['dso_12m'])
    expect(longer(23, 12)).toEqual([])
  })
})

const anyMonth = fc.record({
  credit_sales: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 5_000_000 })),
  receivables: fc.integer({ min: -1_000_000, max: 20_000_000 }),
  current_receivables: fc.nat(15_000_000),
  credit_balances: fc.nat(500_000),
  credit_memos: fc.nat(6_000_000),
  settled_value: fc.nat(5_000_000),
  settle_days_weight: fc.nat(300_000_000),
  open_invoices: fc.nat(5),
  ages: fc.nat(400),
})

test('the steps add up for all facts, months, quarters and years, and a gap at either end shows', () => {
  let [whole, gaps] = [0, 0]
  fc.assert(
    fc.property(
      fc.array(anyMonth, { minLength: 1, maxLength: 30 }),
      fc.constantFrom('month' as const, 'quarter' as const, 'year' as const),
      (months, every) => {
        const table: FactTable = {
          ...monthlyFacts(
            2023,
            months.map(({ ages: _, ...facts }) => facts),
          ),
          details: {
            openAgeToSales: (_: number, period: number) => months[period]!.ages,
          } as unknown as NonNullable<FactTable['details']>,
        }
        for (const span of spansOf(table.periods, every)) {
          const methods = dsoMethods(table, 0, span, usualSettings)
          expectToAddUp(methods)
          for (const { value } of methods) {
            if (value === null) gaps++
            else whole++
          }
        }
      },
    ),
    { seed: 20_240, numRuns: 300 },
  )
  // Both happen, or the property would say little.
  expect(whole).toBeGreaterThan(1_000)
  expect(gaps).toBeGreaterThan(1_000)
})

test('on the demo company every method has its KPI’s value and adds up, in every group and quarter', async () => {
  const table = ledgerFacts((await demoLedger()).data, ['region'])
  for (const span of spansOf(table.periods, 'quarter')) {
    table.groups.forEach((_, group) => {
      const methods = dsoMethods(table, group, span, usualSettings)
      expectToAddUp(methods)
      for (const { id, value } of methods) {
        const [, base, length] = /^(\w+?)(?:_(\d+)m)?$/.exec(id)!
        const own = kpiValue(table, group, span, kpiById(base!), usualSettings, length ? Number(length) : undefined)
        expect([id, value]).toEqual([id, numberOf(own)])
        expect(value).not.toBeNull()
      }
    })
    expect(span.last - span.first + 1).toBe(frequencies.quarter)
  }
})
