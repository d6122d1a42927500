import type { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Frequency } from '../../src/calendar/frequency.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { kpiById, kpiCatalogue } from '../../src/kpi/catalogue.js'
import { type Kpi, ratio } from '../../src/kpi/kpi.js'
import { type KpiSettings, usualSettings } from '../../src/kpi/kpi-settings.js'
import { type KpiRow, type KpiTableOptions, kpiTable } from '../../src/kpi/kpi-table.js'
import { type PlainLedger, plainLedgerAt, plusDays } from '../facts/plain-ledger-at.js'
import { ledgerFrom } from '../ledger/ledger-folder.js'
import { iso } from '../ledger/ledger-reading.js'
import { isoAt, openRandom, type RowTables, randomLedger } from '../properties/random-ledger.js'
import { type PlainKpis, type PlainWindow, plainKpis } from './plain-kpis.js'

const runs = { numRuns: 60, seed: 20240701 }

/** A random question about a random ledger. */
const anyQuestion = fc.record({
  tables: randomLedger,
  /** Days after the first one on which the ledger is looked at. */
  wait: fc.nat({ max: 420 }),
  by: fc.constantFrom<readonly string[]>(
    [],
    ['region'],
    ['salesperson'],
    ['customer_id'],
    ['contract_id'],
    ['region', 'salesperson'],
  ),
  /** Columns that the files do not have. */
  lacking: fc.subarray(
    ['margin', 'contract_id', 'sent_on', 'delivered_on', 'disputed', 'right_party', 'promised_on', 'kept', 'cost'],
    { maxLength: 3 },
  ),
  settings: fc.record({
    targetDso: fc.constantFrom(null, 40),
    targetFactor: fc.constantFrom(1.5, 1.25),
    lossRates: fc.constantFrom(null, [0.003, 0.016, 0.036, 0.066, 0.106, 0.5]),
    costOfCapital: fc.constantFrom(null, 0.08),
    collection: fc.constant(usualSettings.collection),
  }),
})

interface Question {
  readonly tables: RowTables
  readonly wait: number
  readonly by: readonly string[]
  readonly lacking: readonly string[]
}

/** The table of KPIs as src has it, and the rows that it is compared with, as known on the day of the question. */
async function asked(
  question: Question,
  options: KpiTableOptions,
): Promise<{ readonly rows: KpiRow[]; readonly plain: PlainLedger; readonly by: readonly string[] }> {
  const { lacking, wait } = question
  const tables = lacking.reduce(without, question.tables)
  // Contracts that the files lack are nothing to group by.
  const by = question.by.filter((attribute) => !lacking.includes(attribute))
  const first = tables.invoices.map((invoice) => invoice.invoice_date!).sort()[0]!
  const asOf = [isoAt(wait), first].sort()[1]!
  const { data } = (await openRandom(tables)).asOf(iso(asOf))
  return { rows: kpiTable(ledgerFacts(data, by), options), plain: plainLedgerAt(tables, asOf), by }
}

function without(tables: RowTables, column: string): RowTables {
  const cut = (rows: readonly Readonly<Record<string, string>>[]) => rows.map(({ [column]: _, ...rest }) => rest)
  return { ...tables, invoices: cut(tables.invoices), activities: cut(tables.activities ?? []) }
}

/** The months, or quarters of months, of a ledger. */
function spansIn({ first, asOf }: PlainLedger, every: Frequency): { label: string; months: PlainWindow[] }[] {
  const months: PlainWindow[] = []
  for (let day = `${first.slice(0, 7)}-01`; day <= asOf; day = plusDays(day, 1)) {
    const last = months.at(-1)
    if (last?.start.slice(0, 7) === day.slice(0, 7)) months[months.length - 1] = { start: last.start, end: day }
    else months.push({ start: day, end: day })
  }
  const labelOf = ({ start }: PlainWindow) =>
    every === 'month'
      ? start.slice(0, 7)
      : `${start.slice(0, 4)}-Q${Math.floor((Number(start.slice(5, 7)) - 1) / 3) + 1}`
  return [...new Set(months.map(labelOf))].map((label) => ({
    label,
    // With all months before, since a window may begin before its period.
    months: months.slice(0, months.map(labelOf).lastIndexOf(label) + 1),
  }))
}

/** The KPIs that look back over a year where they can. */
const overAYear = ['ar_turnover', 'turnover_days']

/** All KPIs of a period; null where the ledger does not reach back as far as the window. */
function plainRow(
  ledger: PlainLedger,
  by: readonly string[],
  row: KpiRow,
  every: Frequency,
  length: number | undefined,
  settings: KpiSettings,
): PlainKpis | null {
  const spans = spansIn(ledger, every)
  const at = spans.findIndex(({ label }) => label === row.period)
  const { months } = spans[at]!
  const own = months.length - (spans[at - 1]?.months.length ?? 0)
  const group = { by, text: Object.keys(row.group).length === 0 ? null : Object.values(row.group).join('/') }
  const over = (count: number) =>
    plainKpis(ledger, group, { start: months.at(-count)!.start, end: months.at(-1)!.end }, settings)
  if (length !== undefined) return length > months.length ? null : over(length)
  const yearly = over(months.length < 12 ? own : Math.max(12, own))
  return { ...over(own), ...Object.fromEntries(overAYear.map((id) => [id, yearly[id]!])) }
}

/** Every KPI of src that is not the plain one, as readable lines. */
function differences(rows: readonly KpiRow[], kpis: readonly Kpi[], plainOf: (row: KpiRow) => PlainKpis | null) {
  const found: string[] = []
  for (const row of rows) {
    const plain = plainOf(row)
    for (const kpi of kpis) {
      const actual = row.kpis[kpi.id]!
      const expected = inMinorUnits(kpi, plain === null ? null : plain[kpi.id]!)
      if (isSame(kpi, actual, expected)) continue
      found.push(`${JSON.stringify(row.group)} ${row.period} ${kpi.id}: ${actual}, plainly ${expected}`)
    }
  }
  return found
}

function inMinorUnits({ unit }: Kpi, value: Decimal | null): number | null {
  if (value === null) return null
  return (unit === 'money' ? value.times(100) : value).toNumber()
}

/** Sums of money, and numbers of contacts: nothing in them is divided. */
const exact = kpiCatalogue.filter(
  ({ id, unit }) => unit === 'count' || id === 'total_past_due' || /^aging_.*_amount$/.test(id),
)

function isSame(kpi: Kpi, actual: number | null, expected: number | null): boolean {
  if (actual === null || expected === null) return actual === expected
  if (exact.includes(kpi)) return actual === expected
  // Days and money may be differences of two larger numbers, or nearly 0.
  const size = kpi.unit === 'days' || kpi.unit === 'money' ? Math.max(1, Math.abs(expected)) : Math.abs(expected)
  return Math.abs(actual - expected) <= 1e-9 * size
}

test('the plain computation has every KPI of the catalogue', () => {
  const tables: RowTables = {
    customers: [{ customer_id: 'C' }],
    invoices: [{ invoice_id: 'I', customer_id: 'C', invoice_date: '2024-01-05', due_date: '2024-02-04', amount: '1' }],
    payments: [],
    applications: [],
    adjustments: [],
    disputes: [],
  }
  const window = { start: '2024-01-01', end: '2024-01-31' }
  const kpis = plainKpis(plainLedgerAt(tables, window.end), { by: [], text: null }, window, usualSettings)
  expect(Object.keys(kpis).sort()).toEqual(kpiCatalogue.map(({ id }) => id).sort())
  expect(exact.map(({ id }) => id)).toHaveLength(11)
})

describe('every KPI is what a plain computation from the rows gives', () => {
  const questions = (['month', 'quarter'] as const).flatMap((every) =>
    [undefined, 1, 3].map((windowMonths) => [every, windowMonths] as const),
  )
  const defined = new Set<string>()
  const notDefined = new Set<string>()

  test.each(questions)('by %s, with a window of %s months', async (every, windowMonths) => {
    await fc.assert(
      fc.asyncProperty(anyQuestion, async (question) => {
        const { settings } = question
        const options = { every, settings, ...(windowMonths === undefined ? {} : { windowMonths }) }
        const { rows, plain, by } = await asked(question, options)
        expect(rows.length % spansIn(plain, every).length).toBe(0)
        const plainOf = (row: KpiRow) => plainRow(plain, by, row, every, windowMonths, settings)
        expect(differences(rows, kpiCatalogue, plainOf)).toEqual([])
        for (const { kpis, notes } of rows) {
          for (const [id, value] of Object.entries(kpis)) {
            ;(value === null ? notDefined : defined).add(id)
            if (value === null) expect(notes[id], id).toMatch(/./)
          }
        }
      }),
      runs,
    )
  })

  test('each is defined somewhere, and not defined elsewhere', () => {
    const ids = kpiCatalogue.map(({ id }) => id)
    expect(ids.filter((id) => !defined.has(id))).toEqual([])
    expect(ids.filter((id) => !notDefined.has(id))).toEqual([])
  })
})

test('true DSO is not defined where all that is open is a credit note that was applied beyond its amount', async () => {
  // The note of 1.00 went back as money and then paid I1 too: 1.00 is open on it, and it has no sales that it came from.
  const invoice = { customer_id: 'C0', invoice_date: '2024-01-05', due_date: '2024-02-04' }
  const { data } = await ledgerFrom({
    customers: [{ customer_id: 'C0' }],
    invoices: [
      { invoice_id: 'I0', ...invoice, amount: '-1.00' },
      { invoice_id: 'I1', ...invoice, amount: '1.00' },
    ],
    payments: [{ payment_id: 'P0', customer_id: 'C0', payment_date: '2024-01-05', amount: '-1.00' }],
    applications: [
      { payment_id: 'P0', invoice_id: 'I0', amount: '-1.00' },
      { payment_id: 'I0', invoice_id: 'I1', amount: '1.00' },
    ],
  })
  const [row] = kpiTable(ledgerFacts(data), { kpis: [kpiById('dso_true')] })
  expect(row!.facts.receivables).toBe(100)
  expect(row!.kpis.dso_true).toBeNull()
})

const collections = (['include', 'exclude'] as const).flatMap((overdue) =>
  (['count', 'full-only'] as const).flatMap((partial) =>
    (['include', 'exclude', 'only'] as const).map((contracts) => ({ overdue, partial, contracts })),
  ),
)

test.each(collections)(
  'collection effectiveness with overdue: $overdue, partial: $partial, contracts: $contracts',
  async (collection) => {
    const settings = { ...usualSettings, collection }
    const kpis = [kpiById('collection_effectiveness')]
    let compared = 0
    await fc.assert(
      fc.asyncProperty(
        anyQuestion,
        fc.constantFrom('month', 'quarter'),
        fc.constantFrom(undefined, 1, 3),
        async (question, every, length) => {
          const options = { every, settings, kpis, ...(length === undefined ? {} : { windowMonths: length }) } as const
          const { rows, plain, by } = await asked(question, options)
          expect(differences(rows, kpis, (row) => plainRow(plain, by, row, every, length, settings))).toEqual([])
          compared += rows.filter((row) => row.kpis.collection_effectiveness !== null).length
        },
      ),
      runs,
    )
    expect(compared).toBeGreaterThan(60)
  },
)

test('the comparison has teeth: CEI with past-due in place of current receivables is seen', async () => {
  const wrong: Kpi = {
    ...kpiById('cei'),
    compute(window) {
      const opened = window.opening('receivables') + window.flow('credit_sales')
      const pastDue = window.closing('receivables') - window.closing('current_receivables')
      return ratio(opened - window.closing('receivables'), opened - pastDue, 100, 'nothing')
    },
  }
  const found: string[] = []
  for (const question of fc.sample(anyQuestion, runs)) {
    const { rows, plain, by } = await asked(question, { kpis: [wrong] })
    found.push(...differences(rows, [wrong], (row) => plainRow(plain, by, row, 'month', undefined, question.settings)))
  }
  expect(found.length).toBeGreaterThan(100)
})
