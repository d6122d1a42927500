import { describe, expect, test } from 'vitest'
import { type Day, dayFromIso } from '../../src/calendar/day.js'
import { monthsThrough } from '../../src/calendar/period.js'
import { factColumn } from '../../src/facts/columns.js'
import { emptyFactTable, type FactTable, factRow } from '../../src/facts/fact-table.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import { kpiChange } from '../../src/kpi/kpi-change.js'
import { type KpiTableOptions, kpiTable } from '../../src/kpi/kpi-table.js'
import { type MonthFacts, monthlyFacts } from './fact-table-of.js'

/** Of 1,000 settled, so much on time: paid_on_time is a tenth of it. */
const onTime = (value: number): MonthFacts => ({ settled_value: 1_000, settled_on_time_value: value })

/** January 2023 to February 2024: 80, 75, 70, … 60, 60, 64, 70 per cent on time. */
const shares = [800, 750, 700, 690, 680, 670, 660, 650, 640, 630, 620, 600, 640, 700]
const table = monthlyFacts(2023, shares.map(onTime))

/** The changes of a KPI by period. */
function changesOf(id: string, facts: FactTable, options: KpiTableOptions = {}) {
  const rows = kpiTable(facts, { ...options, kpis: [kpiById(id)] })
  return new Map(rows.map(({ period, changes }) => [period, changes[id]!]))
}

/** The change of a KPI between two months of these facts. */
function changeBetween(id: string, before: MonthFacts, now: MonthFacts) {
  return changesOf(id, monthlyFacts(2024, [before, now])).get('2024-02')!.previous!
}

describe('changes', () => {
  const changes = changesOf('paid_on_time', table)

  test('are against the month before: 70 is 6 points above 64, 9.375 %', () => {
    expect(changes.get('2024-02')!.previous).toEqual({
      before: 64,
      period: '2024-01',
      absolute: 6,
      percent: 9.375,
      indicator: 'improving',
    })
  })

  test('and against the same month a year ago: 70 is 5 points below 75, 6.67 %', () => {
    expect(changes.get('2024-02')!.yearAgo).toEqual({
      before: 75,
      period: '2023-02',
      absolute: -5,
      percent: expect.closeTo(-100 / 15, 12),
      indicator: 'degrading',
    })
  })

  test('are null where there is no earlier month, or none a year ago', () => {
    expect(changes.get('2023-01')).toEqual({ previous: null, yearAgo: null })
    expect(changes.get('2023-12')!.yearAgo).toBeNull()
    expect(changes.get('2023-12')!.previous).toMatchObject({ before: 62, absolute: -2 })
    expect(changes.get('2024-01')!.yearAgo).toMatchObject({ before: 80, period: '2023-01', absolute: -16 })
  })

  test('are known of the first month asked for: what lies before it is still looked at', () => {
    const from = dayFromIso('2024-02-01')!
    expect([...changesOf('paid_on_time', table, { from })]).toEqual([['2024-02', changes.get('2024-02')]])
  })

  test('of a part of the months asked for, or of all KPIs, are the same', () => {
    const all = kpiTable(table).at(-1)!
    expect(all.changes.paid_on_time).toEqual(changes.get('2024-02'))
  })

  test('of a KPI that looks back over three months are between three months and three months', () => {
    const byWindow = changesOf('paid_on_time', table, { windowMonths: 3 })
    // (600 + 640 + 700) ÷ 30 = 64.67; before it (620 + 600 + 640) ÷ 30 = 62.
    expect(byWindow.get('2024-02')!.previous).toMatchObject({ before: 62, absolute: expect.closeTo(194 / 3 - 62, 12) })
    // The ledger has no third month before March 2023, so April is the first with a change.
    expect(byWindow.get('2023-03')!.previous).toBeNull()
    expect(byWindow.get('2023-04')!.previous).toMatchObject({ before: 75, period: '2023-03' })
    // February a year ago had no three months.
    expect(byWindow.get('2024-02')!.yearAgo).toBeNull()
  })

  test('are null on both sides of a month in which the KPI is not defined', () => {
    const gap = changesOf('paid_on_time', monthlyFacts(2024, [onTime(600), {}, onTime(700), onTime(710)]))
    expect(gap.get('2024-02')).toEqual({ previous: null, yearAgo: null })
    expect(gap.get('2024-03')).toEqual({ previous: null, yearAgo: null })
    expect(gap.get('2024-04')!.previous).toMatchObject({ before: 70, absolute: 1 })
  })

  test('are of the group’s own values', () => {
    const periods = monthsThrough(dayFromIso('2024-01-01')!, dayFromIso('2024-02-29')!)
    const groups = emptyFactTable(periods, [{}, { region: 'APAC' }, { region: 'EMEA' }])
    const calls = [
      [30, 32],
      [10, 20],
      [20, 12],
    ]
    calls.forEach((months, group) => {
      months.forEach((count, month) => {
        groups.values[factRow(groups, group, month) + factColumn.invoice_copies] = count
      })
    })
    const rows = kpiTable(groups, { kpis: [kpiById('invoice_copies')] }).filter(({ period }) => period === '2024-02')
    expect(rows.map(({ group, changes: { invoice_copies } }) => [group.region, invoice_copies!.previous])).toEqual([
      [undefined, { before: 30, period: '2024-01', absolute: 2, percent: 100 / 15, indicator: 'degrading' }],
      ['APAC', { before: 10, period: '2024-01', absolute: 10, percent: 100, indicator: 'degrading' }],
      ['EMEA', { before: 20, period: '2024-01', absolute: -8, percent: -40, indicator: 'improving' }],
    ])
  })
})

describe('changes by quarter and by year', () => {
  /** 27 months from January 2022: month m has m invoice copies. */
  const long = monthlyFacts(
    2022,
    Array.from({ length: 27 }, (_, month) => ({ invoice_copies: month + 1 })),
  )

  test('a quarter’s are against the quarter before and the same quarter of the year before', () => {
    // Q1 2024 is months 25 + 26 + 27 = 78; Q4 2023 22 + 23 + 24 = 69; Q1 2023 13 + 14 + 15 = 42.
    expect(changesOf('invoice_copies', long, { every: 'quarter' }).get('2024-Q1')).toMatchObject({
      previous: { before: 69, period: '2023-Q4', absolute: 9 },
      yearAgo: { before: 42, period: '2023-Q1', absolute: 36 },
    })
  })

  test('a year’s are both against the year before; a year in part has none', () => {
    const byYear = changesOf('invoice_copies', long, { every: 'year' })
    // Σ 13 … 24 = 222; Σ 1 … 12 = 78.
    const change = {
      before: 78,
      period: '2022',
      absolute: 144,
      percent: 14_400 / 78,
      indicator: 'degrading',
    }
    expect(byYear.get('2023')).toEqual({
      previous: { ...change, percent: expect.closeTo(change.percent, 12) },
      yearAgo: { ...change, percent: expect.closeTo(change.percent, 12) },
    })
    expect(byYear.get('2024')).toEqual({ previous: null, yearAgo: null })
  })
})

describe('a part of a period is compared with nothing', () => {
  function copiesThrough(last: Day): FactTable {
    const facts = emptyFactTable(monthsThrough(dayFromIso('2023-02-01')!, last), [{}])
    facts.periods.forEach((_, month) => {
      facts.values[factRow(facts, 0, month) + factColumn.invoice_copies] = month + 1
    })
    return facts
  }

  test('the month of an as-of day before its end has no change', () => {
    const part = kpiTable(copiesThrough(dayFromIso('2024-03-30')!))
    expect(part.filter(({ partial }) => partial).map(({ period }) => period)).toEqual(['2024-03'])
    expect(part.at(-1)!.changes.invoice_copies).toEqual({ previous: null, yearAgo: null })
    expect(part.at(-2)!.changes.invoice_copies).toMatchObject({ previous: { before: 12 }, yearAgo: { before: 1 } })
  })

  test('and on the month’s last day it has', () => {
    const whole = kpiTable(copiesThrough(dayFromIso('2024-03-31')!)).at(-1)!
    expect(whole.partial).toBe(false)
    expect(whole.changes.invoice_copies).toMatchObject({ previous: { before: 13 }, yearAgo: { before: 2 } })
  })

  test('a first quarter without its January is a part: nothing is compared with it', () => {
    const rows = kpiTable(copiesThrough(dayFromIso('2024-03-31')!), { every: 'quarter' })
    expect(rows.map(({ period, partial }) => [period, partial])).toEqual([
      ['2023-Q1', true],
      ['2023-Q2', false],
      ['2023-Q3', false],
      ['2023-Q4', false],
      ['2024-Q1', false],
    ])
    expect(rows[1]!.changes.invoice_copies!.previous).toBeNull()
    expect(rows[2]!.changes.invoice_copies!.previous).toMatchObject({ before: 3 + 4 + 5, period: '2023-Q2' })
    expect(rows[4]!.changes.invoice_copies).toMatchObject({ previous: { period: '2023-Q4' }, yearAgo: null })
  })
})

describe('in per cent', () => {
  const signedDays = (days: number): MonthFacts => ({ settled_value: 100, signed_late_days_weight: 100 * days })

  test('a change is of the earlier value’s size, so that its sign is that of the change', () => {
    expect(changeBetween('days_late_signed', signedDays(-4), signedDays(-2))).toMatchObject({
      absolute: 2,
      percent: 50,
    })
    expect(changeBetween('days_late_signed', signedDays(-4), signedDays(4))).toMatchObject({
      absolute: 8,
      percent: 200,
    })
    expect(changeBetween('days_late_signed', signedDays(5), signedDays(-5))).toMatchObject({
      absolute: -10,
      percent: -200,
    })
  })

  test('a change from 0 is not known, though its size and direction are', () => {
    expect(changeBetween('days_late_signed', signedDays(0), signedDays(3))).toEqual({
      before: 0,
      period: '2024-01',
      absolute: 3,
      percent: null,
      indicator: 'degrading',
    })
  })
})

describe('the indicator', () => {
  const between = (id: string, before: number, now: number) => kpiChange(kpiById(id), now, before, 'earlier').indicator

  test.each([
    ['dso', 45, 44, 'improving'],
    ['dso', 44, 45, 'degrading'],
    ['total_past_due', 100, 99, 'improving'],
    ['invoice_copies', 3, 4, 'degrading'],
    ['days_late_signed', -3, -4, 'improving'],
  ])('of %s, of which less is better, from %d to %d is %s', (id, before, now, indicator) => {
    expect(between(id, before, now)).toBe(indicator)
  })

  test.each([
    ['cei', 90, 91, 'improving'],
    ['cei', 91, 90, 'degrading'],
    ['customer_satisfaction', 7.5, 7.4, 'degrading'],
    ['profit_per_account', -100, -99, 'improving'],
    ['ar_turnover', 8, 8.5, 'improving'],
  ])('of %s, of which more is better, from %d to %d is %s', (id, before, now, indicator) => {
    expect(between(id, before, now)).toBe(indicator)
  })

  test.each([
    ['from below into it', 0.5, 1, 'improving'],
    ['from above into it', 2.5, 2, 'improving'],
    ['within it', 1, 2, 'flat'],
    ['within it', 1.9, 1.1, 'flat'],
    ['out of it upwards', 1.5, 2.5, 'degrading'],
    ['out of it downwards', 1.5, 0.5, 'degrading'],
    ['nearer to it from above', 3, 2.25, 'improving'],
    ['further from it above', 2.25, 3, 'degrading'],
    ['nearer to it from below', 0.25, 0.75, 'improving'],
    ['further from it below', 0.75, 0, 'degrading'],
    ['through it to a place that is nearer', 4, 0.75, 'improving'],
    ['through it to a place that is further', 0.75, 4, 'degrading'],
    ['through it to a place as far', 0.5, 2.5, 'flat'],
  ])('of a band of 1 to 2 %%, %s: from %d to %d, is %s', (_, before, now, indicator) => {
    expect(between('bad_debt_to_receivables', before, now)).toBe(indicator)
  })

  test('of bad debt to sales, whose band nobody states: less is better, but zero is a warning and so neither', () => {
    expect(between('bad_debt_to_sales', 2, 1)).toBe('improving')
    expect(between('bad_debt_to_sales', 1, 2)).toBe('degrading')
    expect(between('bad_debt_to_sales', 1, 0)).toBeNull()
    expect(between('bad_debt_to_sales', 0, 1)).toBe('degrading')
    expect(between('bad_debt_to_sales', 0, 0)).toBe('flat')
  })

  test.each(['weighted_terms', 'dso_target', 'calls', 'cash_per_dso_day', 'aging_current_amount'])(
    'of %s is none: neither way is good',
    (id) => {
      expect(between(id, 30, 45)).toBeNull()
      expect(between(id, 30, 30)).toBeNull()
    },
  )

  test('that is none leaves the change itself: 45 days of terms are 15 more than 30', () => {
    const terms = (days: number): MonthFacts => ({ credit_sales: 10, terms_sales_weight: 10 * days })
    expect(changeBetween('weighted_terms', terms(30), terms(45))).toEqual({
      before: 30,
      period: '2024-01',
      absolute: 15,
      percent: 50,
      indicator: null,
    })
  })

  /** Days and per cent are shown with one digit, bad debt with two, ratios with four, counts and cents with none. */
  test.each([
    ['dso', 45, 45.04, 'flat'],
    ['dso', 45, 44.96, 'flat'],
    ['dso', 45, 45.06, 'degrading'],
    ['paid_on_time', 64, 64.04, 'flat'],
    ['paid_on_time', 64, 64.06, 'improving'],
    ['bad_debt_to_sales', 0.5, 0.504, 'flat'],
    ['bad_debt_to_sales', 0.5, 0.506, 'degrading'],
    ['cost_per_unit_collected', 0.002, 0.00204, 'flat'],
    ['cost_per_unit_collected', 0.002, 0.0022, 'degrading'],
    ['invoice_copies', 7, 7, 'flat'],
    ['total_past_due', 100, 100.4, 'flat'],
    ['total_past_due', 100, 101, 'degrading'],
  ])('of %s from %d to %d is %s: it is flat where the change that is shown is 0', (id, before, now, indicator) => {
    expect(between(id, before, now)).toBe(indicator)
  })
})
