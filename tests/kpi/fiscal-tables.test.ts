import { beforeAll, describe, expect, test } from 'vitest'
import { isoFromDay } from '../../src/calendar/day.js'
import { calendarYear, type FiscalCalendar } from '../../src/calendar/fiscal-calendar.js'
import { parseCalendar } from '../../src/calendar/parse-calendar.js'
import { type FlowFact, flowFacts } from '../../src/facts/columns.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { kpisNamed } from '../../src/kpi/catalogue.js'
import { type Frequency, type KpiRow, type KpiTableOptions, kpiTable } from '../../src/kpi/kpi-table.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { ledgerFrom, type Row } from '../ledger/ledger-folder.js'
import { iso } from '../ledger/ledger-reading.js'

interface PlainInvoice {
  readonly id: string
  readonly issued: string
  /** Cents. */
  readonly amount: number
  readonly credited: string | null
  readonly paid: string | null
  readonly writtenOff: string | null
}

const plusDays = (day: string, count: number) =>
  new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10)
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000
const money = (cents: number) => (cents / 100).toFixed(2)
const credit = 1_000

/**
 * 174 invoices, one every four days from 10 August 2022 to 3 July 2024, net 30 and paid 2 to 59 days after their date;
 * one of eleven is credited by 10.00 on the day after it, one of seventeen is written off after 70 days instead of paid.
 * The numbers are chosen to differ, not to mean anything.
 */
const plain: readonly PlainInvoice[] = Array.from({ length: 174 }, (_, index) => {
  const issued = plusDays('2022-08-10', 4 * index)
  const isLost = index % 17 === 5
  return {
    id: `I${index}`,
    issued,
    amount: 10_000 + ((index * 7_919) % 90_001),
    credited: index % 11 === 3 ? plusDays(issued, 1) : null,
    paid: isLost ? null : plusDays(issued, 2 + ((index * 37) % 58)),
    writtenOff: isLost ? plusDays(issued, 70) : null,
  }
})
/** What is left to be paid, or written off, once the credit memo is taken off. */
const rest = ({ amount, credited }: PlainInvoice) => amount - (credited === null ? 0 : credit)
const paid = plain.filter((invoice) => invoice.paid !== null)

const tables = {
  invoices: plain.map(
    ({ id, issued, amount }): Row => ({
      invoice_id: id,
      customer_id: `C${Number(id.slice(1)) % 3}`,
      invoice_date: issued,
      terms: 'net 30',
      amount: money(amount),
    }),
  ),
  payments: paid.map(
    (invoice): Row => ({
      payment_id: `P-${invoice.id}`,
      customer_id: `C${Number(invoice.id.slice(1)) % 3}`,
      payment_date: invoice.paid!,
      amount: money(rest(invoice)),
    }),
  ),
  applications: paid.map(
    (invoice): Row => ({ payment_id: `P-${invoice.id}`, invoice_id: invoice.id, amount: money(rest(invoice)) }),
  ),
  adjustments: plain.flatMap((invoice): Row[] => [
    ...adjustment(invoice, 'credit_memo', invoice.credited, credit),
    ...adjustment(invoice, 'write_off', invoice.writtenOff, rest(invoice)),
  ]),
}

function adjustment({ id }: PlainInvoice, kind: string, date: string | null, cents: number): Row[] {
  return date === null ? [] : [{ adjustment_id: `${kind}-${id}`, invoice_id: id, kind, date, amount: money(cents) }]
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
const julyYear = parseCalendar('july')!
const weekYear = parseCalendar('4-4-5 last saturday of june')!

let ledger: Ledger
beforeAll(async () => {
  ledger = await ledgerFrom(tables)
})

const tableOf = (asOf: string, calendar: FiscalCalendar, options: KpiTableOptions = {}): KpiRow[] =>
  kpiTable(ledgerFacts(ledger.asOf(iso(asOf)).data, [], calendar), options)

/** The facts of the days from one to another, from the plain invoices. */
function plainFactsOf(start: string, end: string): Record<string, number> {
  const isIn = (day: string | null) => day !== null && day >= start && day <= end
  const isBy = (day: string | null, last: string) => day !== null && day <= last
  const openOn = (last: string) =>
    sum(
      plain
        .filter(({ issued }) => issued <= last)
        .map((invoice) =>
          isBy(invoice.paid, last) || isBy(invoice.writtenOff, last)
            ? 0
            : invoice.amount - (isBy(invoice.credited, last) ? credit : 0),
        ),
    )
  const sold = plain.filter(({ issued }) => isIn(issued))
  const settled = paid.filter((invoice) => isIn(invoice.paid))
  return {
    opening_receivables: openOn(plusDays(start, -1)),
    receivables: openOn(end),
    credit_sales: sum(sold.map(({ amount }) => amount)),
    invoices: sold.length,
    cash_collected: sum(settled.map(rest)),
    credit_memos: credit * plain.filter(({ credited }) => isIn(credited)).length,
    write_offs: sum(plain.filter(({ writtenOff }) => isIn(writtenOff)).map(rest)),
    settled_count: settled.length,
    settled_value: sum(settled.map(({ amount }) => amount)),
    settle_days_weight: sum(settled.map((invoice) => invoice.amount * daysBetween(invoice.issued, invoice.paid!))),
    fell_due_value: sum(plain.filter(({ issued }) => isIn(plusDays(issued, 30))).map(({ amount }) => amount)),
  }
}

function expectFactsOfTheirDays(rows: readonly KpiRow[]): void {
  for (const { period, start, end, facts } of rows) {
    expect(facts, period).toMatchObject(plainFactsOf(isoFromDay(start), isoFromDay(end)))
  }
}

const spansIn = (rows: readonly KpiRow[]) =>
  rows.map(
    ({ period, start, end, partial }) => `${period} ${isoFromDay(start)} ${isoFromDay(end)}${partial ? ' part' : ''}`,
  )

describe('a fiscal year from July', () => {
  const asOf = '2024-06-30'

  test('has quarters named for the year in which it ends; the first is a part, for the ledger begins in August', () => {
    expect(spansIn(tableOf(asOf, julyYear, { every: 'quarter' }))).toEqual([
      'FY2023-Q1 2022-08-01 2022-09-30 part',
      'FY2023-Q2 2022-10-01 2022-12-31',
      'FY2023-Q3 2023-01-01 2023-03-31',
      'FY2023-Q4 2023-04-01 2023-06-30',
      'FY2024-Q1 2023-07-01 2023-09-30',
      'FY2024-Q2 2023-10-01 2023-12-31',
      'FY2024-Q3 2024-01-01 2024-03-31',
      'FY2024-Q4 2024-04-01 2024-06-30',
    ])
  })

  test('has years of that name', () => {
    expect(spansIn(tableOf(asOf, julyYear, { every: 'year' }))).toEqual([
      'FY2023 2022-08-01 2023-06-30 part',
      'FY2024 2023-07-01 2024-06-30',
    ])
  })

  test.each(['month', 'quarter', 'year'] as const)('has by %s the facts of the days', (every) => {
    expectFactsOfTheirDays(tableOf(asOf, julyYear, { every }))
  })

  test('has the months of the calendar, facts and KPIs alike', () => {
    expect(tableOf(asOf, julyYear)).toEqual(tableOf(asOf, calendarYear))
  })

  test('has the quarters of the calendar under other names', () => {
    const named = (rows: KpiRow[]) => rows.map(({ period, changes, notes, ...row }) => row)
    expect(named(tableOf(asOf, julyYear, { every: 'quarter' }))).toEqual(
      named(tableOf(asOf, calendarYear, { every: 'quarter' })),
    )
  })

  test('compares a quarter with the one before and with the same fiscal quarter of the year before', () => {
    const rows = tableOf(asOf, julyYear, { every: 'quarter' })
    const changesOf = (label: string) => rows.find(({ period }) => period === label)!.changes.dso!
    const dsoOf = (label: string) => rows.find(({ period }) => period === label)!.kpis.dso!
    expect(changesOf('FY2024-Q2')).toMatchObject({
      previous: { period: 'FY2024-Q1', before: dsoOf('FY2024-Q1'), absolute: dsoOf('FY2024-Q2') - dsoOf('FY2024-Q1') },
      yearAgo: { period: 'FY2023-Q2', before: dsoOf('FY2023-Q2'), absolute: dsoOf('FY2024-Q2') - dsoOf('FY2023-Q2') },
    })
    // The first quarter of FY2023 is a part: nothing is compared with it.
    expect(changesOf('FY2024-Q1')).toMatchObject({ previous: { period: 'FY2023-Q4' }, yearAgo: null })
    expect(changesOf('FY2023-Q2').previous).toBeNull()
  })

  test('has the DSO of the quarter’s own 91 days and the year’s own 366', () => {
    const of = (every: Frequency, label: string) =>
      tableOf(asOf, julyYear, { every }).find(({ period }) => period === label)!.kpis.dso
    const quarter = plainFactsOf('2024-04-01', '2024-06-30')
    expect(of('quarter', 'FY2024-Q4')).toBeCloseTo((quarter.receivables! / quarter.credit_sales!) * 91, 10)
    const year = plainFactsOf('2023-07-01', '2024-06-30')
    expect(of('year', 'FY2024')).toBeCloseTo((year.receivables! / year.credit_sales!) * 366, 10)
  })
})

/** Years end on the last Saturday of June: 25 June 2022, 24 June 2023, and 29 June 2024: FY2024 has 53 weeks. */
describe('a fiscal year of 4-4-5 weeks', () => {
  const asOf = '2024-06-29'

  test('has periods of 4, 4 and 5 weeks from the first invoice’s on; the 53rd week lengthens the last', () => {
    const rows = tableOf(asOf, weekYear)
    expect(spansIn(rows)).toEqual([
      'FY2023-P02 2022-07-24 2022-08-20',
      'FY2023-P03 2022-08-21 2022-09-24',
      'FY2023-P04 2022-09-25 2022-10-22',
      'FY2023-P05 2022-10-23 2022-11-19',
      'FY2023-P06 2022-11-20 2022-12-24',
      'FY2023-P07 2022-12-25 2023-01-21',
      'FY2023-P08 2023-01-22 2023-02-18',
      'FY2023-P09 2023-02-19 2023-03-25',
      'FY2023-P10 2023-03-26 2023-04-22',
      'FY2023-P11 2023-04-23 2023-05-20',
      'FY2023-P12 2023-05-21 2023-06-24',
      'FY2024-P01 2023-06-25 2023-07-22',
      'FY2024-P02 2023-07-23 2023-08-19',
      'FY2024-P03 2023-08-20 2023-09-23',
      'FY2024-P04 2023-09-24 2023-10-21',
      'FY2024-P05 2023-10-22 2023-11-18',
      'FY2024-P06 2023-11-19 2023-12-23',
      'FY2024-P07 2023-12-24 2024-01-20',
      'FY2024-P08 2024-01-21 2024-02-17',
      'FY2024-P09 2024-02-18 2024-03-23',
      'FY2024-P10 2024-03-24 2024-04-20',
      'FY2024-P11 2024-04-21 2024-05-18',
      'FY2024-P12 2024-05-19 2024-06-29',
    ])
  })

  test('has quarters of 13 weeks, the last of 14', () => {
    expect(spansIn(tableOf(asOf, weekYear, { every: 'quarter' })).slice(-4)).toEqual([
      'FY2024-Q1 2023-06-25 2023-09-23',
      'FY2024-Q2 2023-09-24 2023-12-23',
      'FY2024-Q3 2023-12-24 2024-03-23',
      'FY2024-Q4 2024-03-24 2024-06-29',
    ])
  })

  test('has a part of a period on a day within it', () => {
    expect(spansIn(tableOf('2024-07-03', weekYear)).at(-1)).toBe('FY2025-P01 2024-06-30 2024-07-03 part')
    expectFactsOfTheirDays(tableOf('2024-07-03', weekYear))
  })

  test.each(['month', 'quarter', 'year'] as const)('has by %s the facts of the days', (every) => {
    expectFactsOfTheirDays(tableOf(asOf, weekYear, { every }))
  })

  test('compares a period with the same period of the year before, which is no calendar month’s', () => {
    const rows = tableOf(asOf, weekYear)
    const { changes } = rows.find(({ period }) => period === 'FY2024-P12')!
    const before = rows.find(({ period }) => period === 'FY2023-P12')!
    expect(changes.days_to_pay!.yearAgo).toMatchObject({ period: 'FY2023-P12', before: before.kpis.days_to_pay! })
    expect(changes.days_to_pay!.previous).toMatchObject({ period: 'FY2024-P11' })
    const quarter = tableOf(asOf, weekYear, { every: 'quarter' }).find(({ period }) => period === 'FY2024-Q3')!
    expect(quarter.changes.dso).toMatchObject({ previous: { period: 'FY2024-Q2' }, yearAgo: { period: 'FY2023-Q3' } })
  })

  test('has the DSO of the period’s own 42 days', () => {
    const own = plainFactsOf('2024-05-19', '2024-06-29')
    expect(tableOf(asOf, weekYear).at(-1)!.kpis.dso).toBeCloseTo((own.receivables! / own.credit_sales!) * 42, 10)
  })

  test('counts back through its own periods of 28, 35 and 42 days', () => {
    const rows = tableOf(asOf, weekYear)
    const lengths = rows.map(({ start, end }) => end - start + 1)
    const facts = rows.map(({ start, end }) => plainFactsOf(isoFromDay(start), isoFromDay(end)))
    let throughSeveral = 0
    rows.forEach(({ period, kpis }, at) => {
      let left = facts[at]!.receivables!
      let days = 0
      let back = at
      while (left > facts[back]!.credit_sales!) {
        left -= facts[back]!.credit_sales!
        days += lengths[back]!
        back--
      }
      if (back < at) throughSeveral++
      expect(kpis.dso_countback, period).toBeCloseTo(days + (left / facts[back]!.credit_sales!) * lengths[back]!, 10)
    })
    expect(throughSeveral).toBeGreaterThan(3)
  })

  test('has the turnover of its twelve periods, 371 days, without annualising it', () => {
    const { kpis, notes } = tableOf(asOf, weekYear).at(-1)!
    const year = plainFactsOf('2023-06-25', '2024-06-29')
    const net = year.credit_sales! - year.credit_memos!
    expect(kpis.ar_turnover).toBeCloseTo(net / ((year.opening_receivables! + year.receivables!) / 2), 10)
    expect(notes).not.toHaveProperty('ar_turnover')
  })
})

describe('however time is cut, nothing is lost and nothing counts twice', () => {
  /** What fell due and was collected in one and the same period is another question for every way to cut time. */
  const anyCut = flowFacts.filter((fact) => fact !== 'collected_on_due_value')
  const asOf = '2024-06-29'
  const totals = (calendar: FiscalCalendar, every: Frequency) => {
    const rows = tableOf(asOf, calendar, { every })
    const total = (fact: FlowFact) => sum(rows.map(({ facts }) => facts[fact] ?? 0))
    return {
      flows: Object.fromEntries(anyCut.map((fact) => [fact, total(fact)])),
      closing: rows.at(-1)!.facts.receivables,
    }
  }

  test.each([
    ['calendar quarters', calendarYear, 'quarter'],
    ['calendar years', calendarYear, 'year'],
    ['months of a year from July', julyYear, 'month'],
    ['quarters of a year from July', julyYear, 'quarter'],
    ['4-4-5 periods', weekYear, 'month'],
    ['4-4-5 quarters', weekYear, 'quarter'],
    ['4-4-5 years', weekYear, 'year'],
    ['periods of the retail calendar', parseCalendar('4-5-4 saturday nearest january')!, 'month'],
  ] as const)('%s have the totals of calendar months', (_, calendar, every) => {
    const byMonth = totals(calendarYear, 'month')
    expect(totals(calendar, every)).toEqual(byMonth)
    expect(byMonth.flows).toMatchObject({
      credit_sales: sum(plain.filter(({ issued }) => issued <= asOf).map(({ amount }) => amount)),
    })
  })

  test('and each period opens with what the one before it closed with', () => {
    for (const calendar of [calendarYear, julyYear, weekYear]) {
      for (const every of ['month', 'quarter', 'year'] as const) {
        const rows = tableOf(asOf, calendar, { every, kpis: kpisNamed(['dso']) })
        rows.forEach(({ facts }, index) => {
          expect(facts.opening_receivables).toBe(index === 0 ? 0 : rows[index - 1]!.facts.receivables)
        })
      }
    }
  })
})
