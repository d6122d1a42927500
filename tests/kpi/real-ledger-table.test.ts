import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Decimal } from 'decimal.js'
import { beforeAll, describe, expect, test } from 'vitest'
import type { FactTable } from '../../src/facts/fact-table.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { headlineKpis, kpisNamed } from '../../src/kpi/catalogue.js'
import { type KpiRow, kpiTable } from '../../src/kpi/kpi-table.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { requirement } from '../requirements.js'

/**
 * The published sample "Late Payment Histories", month by month: as the KPI table has it, and worked out again from the
 * raw lines of its file with decimal.js. The file is not ours to ship: it is read from the folder beside the project.
 */
const file = fileURLToPath(new URL('../../../shared/data/ibm-late-payments.csv', import.meta.url))
const mapping = fileURLToPath(new URL('../../data/mappings/late-payments.yaml', import.meta.url))
const sample = requirement('the published late-payments ledger', existsSync(file))

const shown = [
  ...headlineKpis,
  ...kpisNamed([
    'paid_shares',
    'days_to_pay',
    'days_late',
    'days_late_signed',
    'dispute_rate',
    'dispute_rate_value',
    'collection_effectiveness',
    'cei_cash',
    'past_due_share',
    'weighted_terms',
    'ar_turnover',
    'dso_true',
    'customers_paying_early',
  ]),
].filter((kpi, index, all) => all.indexOf(kpi) === index)

const dayOf = (text: string) => {
  const [month, day, year] = text.split('/').map(Number)
  return Date.UTC(year!, month! - 1, day) / 86_400_000
}

interface Line {
  readonly amount: Decimal
  readonly issued: number
  readonly due: number
  readonly settled: number
  readonly disputed: boolean
}

/** The file’s lines: no field of it is quoted, so that a comma always parts two. */
function readLines(): Line[] {
  const [head, ...rows] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  const names = head!.split(',')
  return rows.map((row) => {
    const fields = row.split(',')
    expect(fields).toHaveLength(names.length)
    const field = (name: string) => fields[names.indexOf(name)]!
    return {
      amount: new Decimal(field('InvoiceAmount')),
      issued: dayOf(field('InvoiceDate')),
      due: dayOf(field('DueDate')),
      settled: dayOf(field('SettledDate')),
      disputed: field('Disputed') === 'Yes',
    }
  })
}

const sumOf = (lines: readonly Line[], weight: (line: Line) => number = () => 1) =>
  lines.reduce((sum, line) => sum.plus(line.amount.times(weight(line))), new Decimal(0))

/** part ÷ whole × scale; null where there is no whole. */
const over = (part: Decimal | number, whole: Decimal | number, scale: number) =>
  new Decimal(whole).isZero() ? null : new Decimal(part).dividedBy(whole).times(scale)

interface Month {
  readonly label: string
  readonly start: number
  readonly end: number
}

/** January 2012 to the day of the last settlement, 9 January 2014: 25 months, the last in part. */
const months: readonly Month[] = Array.from({ length: 25 }, (_, index) => {
  const start = Date.UTC(2012, index, 1) / 86_400_000
  const end = Math.min(Date.UTC(2012, index + 1, 0) / 86_400_000, dayOf('1/9/2014'))
  return { label: new Date(start * 86_400_000).toISOString().slice(0, 7), start, end }
})

/** The receivables less each month’s sales from `at` backwards; null where a month has none or they run out. */
function plainCountback(lines: readonly Line[], at: number, receivables: Decimal): Decimal | null {
  let left = receivables
  let days = new Decimal(0)
  if (left.isZero()) return days
  for (const { start, end } of months.slice(0, at + 1).reverse()) {
    const sales = sumOf(lines.filter(({ issued }) => issued >= start && issued <= end))
    if (sales.isZero()) return null
    const length = end - start + 1
    if (left.lessThanOrEqualTo(sales)) return days.plus(left.dividedBy(sales).times(length))
    left = left.minus(sales)
    days = days.plus(length)
  }
  return null
}

/** Facts (in dollars) and KPIs of a month from the raw lines. */
function plainMonth(lines: readonly Line[], at: number) {
  const { start, end } = months[at]!
  const isIn = (day: number) => day >= start && day <= end
  const openOn = (day: number) => lines.filter(({ issued, settled }) => issued <= day && settled > day)
  const sold = lines.filter(({ issued }) => isIn(issued))
  const settled = lines.filter((line) => isIn(line.settled))
  const open = openOn(end)
  const [opening, closing, sales] = [sumOf(openOn(start - 1)), sumOf(open), sumOf(sold)]
  const current = sumOf(open.filter(({ due }) => due >= end))
  const olderThan30 = sumOf(open.filter(({ due }) => end - due > 30))
  const value = sumOf(settled)
  const onTime = settled.filter((line) => line.settled <= line.due)
  const early = settled.filter((line) => line.settled < line.due)
  const late = settled.filter((line) => line.settled > line.due)
  const disputed = sold.filter((line) => line.disputed)
  const due = lines.filter((line) => line.due <= end)
  const days = end - start + 1
  const collectable = opening.plus(sales).minus(current)
  return {
    facts: {
      opening_receivables: opening,
      receivables: closing,
      current_receivables: current,
      credit_sales: sales,
      cash_collected: value,
      settled_value: value,
      settled_early_value: sumOf(early),
      settled_on_time_value: sumOf(onTime),
      settled_late_value: sumOf(late),
      disputed_value: sumOf(disputed),
    },
    counts: {
      invoices: sold.length,
      open_invoices: open.length,
      settled_count: settled.length,
      settled_late_count: late.length,
      disputes_opened: disputed.length,
    },
    kpis: {
      dso: over(closing, sales, days),
      dso_best_possible: over(current, sales, days),
      average_days_delinquent: over(closing.minus(current), sales, days),
      dso_countback: plainCountback(lines, at, closing),
      cei: over(opening.plus(sales).minus(closing), collectable, 100),
      // Nothing was credited or written off.
      cei_cash: over(opening.plus(sales).minus(closing), collectable, 100),
      paid_on_time: over(sumOf(onTime), value, 100),
      paid_early: over(sumOf(early), value, 100),
      paid_late: over(sumOf(late), value, 100),
      paid_on_time_count: over(onTime.length, settled.length, 100),
      paid_early_count: over(early.length, settled.length, 100),
      paid_late_count: over(late.length, settled.length, 100),
      days_to_pay: over(
        sumOf(settled, (line) => line.settled - line.issued),
        value,
        1,
      ),
      days_late: over(
        sumOf(settled, (line) => Math.max(0, line.settled - line.due)),
        value,
        1,
      ),
      days_late_signed: over(
        sumOf(settled, (line) => line.settled - line.due),
        value,
        1,
      ),
      dispute_rate: over(disputed.length, sold.length, 100),
      dispute_rate_value: over(sumOf(disputed), sales, 100),
      past_due_share: over(closing.minus(current), closing, 100),
      past_due_over_30: over(olderThan30, closing, 100),
      bad_debt_to_sales: over(0, sales, 100),
      weighted_terms: over(
        sumOf(sold, (line) => line.due - line.issued),
        sales,
        1,
      ),
      collection_effectiveness: over(sumOf(due.filter((line) => line.settled <= end)), sumOf(due), 100),
    },
  }
}

/** The table as text: a line for each month, a column for each KPI; a dash is what is not defined. */
function tableText(rows: readonly KpiRow[]): string {
  const widths = ['period', ...shown.map(({ id }) => id)].map((name) => Math.max(name.length, 10) + 2)
  const line = (cells: readonly string[]) => cells.map((cell, column) => cell.padStart(widths[column]!)).join('')
  return `${[
    line(['period', ...shown.map(({ id }) => id)]),
    ...rows.map(({ period, kpis }) => line([period, ...shown.map(({ id }) => kpis[id]?.toFixed(6) ?? '–')])),
  ].join('\n')}\n`
}

describe.skipIf(sample.skip)(`The KPI table of the real late-payments ledger, by month${sample.note}`, () => {
  let table: FactTable
  let rows: KpiRow[]
  let lines: Line[]
  beforeAll(async () => {
    table = ledgerFacts((await openLedger(mapping, { source: file })).data)
    rows = kpiTable(table)
    lines = readLines()
  })
  const rowOf = (month: string) => rows.find(({ period }) => period === month)!

  test('is as it was', async () => {
    await expect(tableText(rows)).toMatchFileSnapshot('golden/real-ledger-table.txt')
  })

  test('has the 25 months of the file, of which only the last is a part', () => {
    expect(rows.map(({ period }) => period)).toEqual(months.map(({ label }) => label))
    expect(rows.filter(({ partial }) => partial).map(({ period }) => period)).toEqual(['2014-01'])
  })

  test.each(months.map(({ label }, at) => [label, at] as const))(
    'of %s agrees to 1e-9 with the raw lines',
    (label, at) => {
      const plain = plainMonth(lines, at)
      const { facts, kpis, notes } = rowOf(label)
      for (const [fact, dollars] of Object.entries(plain.facts)) expect(facts[fact], fact).toBe(+dollars.times(100))
      expect(facts).toMatchObject(plain.counts)
      for (const [id, expected] of Object.entries(plain.kpis)) {
        if (expected === null) {
          expect(kpis[id], id).toBeNull()
          expect(notes[id], id).toBeTruthy()
        } else expect(Math.abs(kpis[id]! - expected.toNumber()), id).toBeLessThan(1e-9)
      }
    },
  )

  test.each(['2012', '2013'])('by year has the sums of the days of %s', (year) => {
    const [start, end] = [dayOf(`1/1/${year}`), dayOf(`12/31/${year}`)]
    const sales = sumOf(lines.filter(({ issued }) => issued >= start && issued <= end))
    const closing = sumOf(lines.filter(({ issued, settled }) => issued <= end && settled > end))
    const { kpis } = kpiTable(table, { every: 'year' }).find(({ period }) => period === year)!
    const dso = over(closing, sales, end - start + 1)!.toNumber()
    expect(Math.abs(kpis.dso! - dso)).toBeLessThan(1e-9)
  })

  describe('the check values of KPI.md', () => {
    const total = (fact: string) => rows.reduce((sum, { facts }) => sum + facts[fact]!, 0)

    test('Σ amounts | 147,703.18 in 2,466 invoices, all terms 30 days', () => {
      expect(total('credit_sales')).toBe(14_770_318)
      expect(total('invoices')).toBe(2466)
      for (const { kpis } of rows) expect([30, null]).toContain(kpis.weighted_terms)
    })

    test('days to settle: mean, amount-weighted | 26.4448; 26.7006', () => {
      expect(total('settle_days_weight') / total('settled_value')).toBeCloseTo(26.7006, 4)
      // The plain mean weighs every invoice alike, which no KPI does: it checks the file, and the counts of the table.
      const days = lines.reduce((sum, { issued, settled }) => sum + settled - issued, 0)
      expect(days / total('settled_count')).toBeCloseTo(26.4448, 4)
    })

    test('late: count; share by count; by value | 877; 35.564 %; 36.533 %', () => {
      expect(total('settled_late_count')).toBe(877)
      expect((100 * total('settled_late_count')) / total('settled_count')).toBeCloseTo(35.564, 3)
      expect((100 * total('settled_late_value')) / total('settled_value')).toBeCloseTo(36.533, 3)
    })

    test('disputed | 561 = 22.749 %', () => {
      expect(total('disputes_opened')).toBe(561)
      expect((100 * total('disputes_opened')) / total('invoices')).toBeCloseTo(22.749, 3)
    })

    test('receivables at 2013-06-30 | 5,119.85 in 84 invoices: current 4,284.29 (72), 1–30 835.56 (12)', () => {
      expect(rowOf('2013-06').facts).toMatchObject({
        receivables: 511_985,
        open_invoices: 84,
        current_receivables: 428_429,
        past_due_1_30: 83_556,
        past_due_invoices: 12,
      })
    })

    test('June 2013 | sales 5,849.59; cash 7,648.09; CEI 90.15; DSO 26.26', () => {
      const { facts, kpis } = rowOf('2013-06')
      expect(facts).toMatchObject({ credit_sales: 584_959, cash_collected: 764_809 })
      expect([kpis.cei!.toFixed(2), kpis.dso!.toFixed(2)]).toEqual(['90.15', '26.26'])
    })

    test('December 2013 (cut short: sales 436) | DSO 54.17 while countback says 32.54', () => {
      const { facts, kpis } = rowOf('2013-12')
      expect(Math.round(facts.credit_sales! / 100)).toBe(436)
      expect([kpis.dso!.toFixed(2), kpis.dso_countback!.toFixed(2)]).toEqual(['54.17', '32.54'])
    })

    test('over a window of all 25 months the shares are those of the whole file', () => {
      const all = kpiTable(table, { windowMonths: 25 }).at(-1)!
      expect(all.kpis.days_to_pay).toBeCloseTo(26.7006, 4)
      expect(all.kpis.paid_late_count).toBeCloseTo(35.564, 3)
      expect(all.kpis.paid_late).toBeCloseTo(36.533, 3)
      expect(all.kpis.dispute_rate).toBeCloseTo(22.749, 3)
      expect(all.kpis.collection_effectiveness).toBe(100)
    })
  })
})
