import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AuditDetail } from '../../src/audit/audit-detail.js'
import { type AuditedTerm, auditKpi, type KpiAudit } from '../../src/audit/audit-kpi.js'
import { isoFromDay } from '../../src/calendar/day.js'
import { spansOf } from '../../src/calendar/frequency.js'
import { monthEnd, monthOf } from '../../src/calendar/month.js'
import { type FactName, factColumn } from '../../src/facts/columns.js'
import { factRow } from '../../src/facts/fact-table.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { kpiById, kpiCatalogue } from '../../src/kpi/catalogue.js'
import { noteOf, numberOf } from '../../src/kpi/kpi.js'
import { type KpiSettings, usualSettings } from '../../src/kpi/kpi-settings.js'
import { kpiValue } from '../../src/kpi/kpi-window.js'
import type { LedgerData } from '../../src/ledger/ledger-data.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { ledgerFrom, type Row } from '../ledger/ledger-folder.js'
import { requirement } from '../requirements.js'
import { demoLedger } from '../scenario/demo-ledger.js'
import { fullLedger } from './full-ledger.js'

interface Asked {
  readonly by?: readonly string[]
  readonly group?: number
  readonly settings?: Partial<KpiSettings>
  readonly window?: number
}

/** The audit of a KPI of a calendar month. */
function auditOf(ledger: LedgerData, id: string, month: string, asked: Asked = {}): KpiAudit {
  const table = ledgerFacts(ledger, asked.by)
  const span = spansOf(table.periods, 'month').find(({ label }) => label === month)!
  const settings = { ...usualSettings, ...asked.settings }
  return auditKpi(ledger, table, kpiById(id), asked.group ?? 0, span, settings, asked.window)
}

function termOf(audit: KpiAudit, name: string): AuditedTerm {
  const found = audit.terms.find((term) => term.name === name)
  if (found === undefined) throw new Error(`${audit.kpi.id} has no term ${name}`)
  return found
}

function detailOf<K extends AuditDetail['kind']>(audit: KpiAudit, kind: K): Extract<AuditDetail, { kind: K }> {
  if (audit.detail?.kind !== kind) throw new Error(`${audit.kpi.id} has no detail ${kind}`)
  return audit.detail as Extract<AuditDetail, { kind: K }>
}

/** All terms of an audit, those of the KPIs that are terms included. */
function allTerms({ terms }: KpiAudit): AuditedTerm[] {
  return terms.flatMap((term) => [term, ...(term.inner ? allTerms(term.inner) : [])])
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

const file = fileURLToPath(new URL('../../../shared/data/ibm-late-payments.csv', import.meta.url))
const mapping = fileURLToPath(new URL('../../data/mappings/late-payments.yaml', import.meta.url))
const sample = requirement('the published late-payments ledger', existsSync(file))

describe.skipIf(sample.skip)(`The audit of DSO of June 2013 in the real late-payments ledger${sample.note}`, () => {
  const audit = async () => auditOf((await openLedger(mapping, { source: file })).data, 'dso', '2013-06')

  test('lists 84 open invoices that add up to 5,119.85, of which 12 with 835.56 are past due', async () => {
    const { lines, sum: total, value, facts, at } = termOf(await audit(), 'closing receivables')
    expect([lines!.length, total, value, facts, at]).toEqual([84, 511_985, 511_985, ['receivables'], 'closing'])
    const late = lines!.filter(({ note }) => note!.includes('past due'))
    expect([late.length, sum(late.map((line) => line.value))]).toEqual([12, 83_556])
  })

  test('lists the invoices of June that add up to 5,849.59', async () => {
    const { lines, sum: total } = termOf(await audit(), 'credit sales')
    expect(total).toBe(584_959)
    expect(sum(lines!.map(({ value }) => value))).toBe(584_959)
    expect(new Set(lines!.map(({ day }) => isoFromDay(day).slice(0, 7)))).toEqual(new Set(['2013-06']))
  })

  test('says the days and the figure: 5,119.85 ÷ 5,849.59 × 30 = 26.26', async () => {
    const { value, window, group, terms, detail } = await audit()
    expect(numberOf(value)).toBeCloseTo(26.26, 2)
    expect([isoFromDay(window.start), isoFromDay(window.end), group, detail]).toEqual([
      '2013-06-01',
      '2013-06-30',
      {},
      null,
    ])
    expect(terms.at(-1)).toMatchObject({ name: 'days in the window', value: 30, lines: null, sum: null })
  })
})

test('every KPI of the demo company can be re-added in its last whole month, for all and for each region', async () => {
  const { data } = await demoLedger()
  const table = ledgerFacts(data, ['region'])
  const isWhole = (day: number) => day === monthEnd(monthOf(day as LedgerData['asOf']))
  const span = spansOf(table.periods, 'month')
    .filter(({ last }) => isWhole(table.periods[last]!.end))
    .at(-1)!
  const settings = { ...usualSettings, costOfCapital: 0.09 }
  let [lines, details] = [0, 0]
  for (const kpi of kpiCatalogue) {
    for (let group = 0; group < table.groups.length; group++) {
      const audit = auditKpi(data, table, kpi, group, span, settings)
      expect(audit.value, kpi.id).toEqual(kpiValue(table, group, span, kpi, settings))
      expect(numberOf(audit.value), kpi.id).not.toBeNull()
      for (const term of allTerms(audit)) {
        if (term.at !== null) expect(sum(term.lines!.map(({ value }) => value)), term.name).toBe(term.value)
        lines += term.lines?.length ?? 0
      }
      if (audit.detail !== null) details++
    }
  }
  expect(lines).toBeGreaterThan(10_000)
  // Five KPIs have a detail; the total and three regions.
  expect(details).toBe(5 * table.groups.length)
})

const anySettings: fc.Arbitrary<KpiSettings> = fc.record({
  targetDso: fc.constantFrom(null, 40),
  targetFactor: fc.constant(1.5),
  lossRates: fc.constant(null),
  costOfCapital: fc.constantFrom(null, 0.08),
  collection: fc.record({
    overdue: fc.constantFrom<'include' | 'exclude'>('include', 'exclude'),
    partial: fc.constantFrom<'count' | 'full-only'>('count', 'full-only'),
    contracts: fc.constantFrom<'include' | 'exclude' | 'only'>('include', 'exclude', 'only'),
  }),
})

test('every KPI of random ledgers can be re-added: for every month and quarter, group, window and collection setting', async () => {
  let defined = 0
  await fc.assert(
    fc.asyncProperty(
      fullLedger,
      anySettings,
      fc.constantFrom(undefined, 2),
      fc.constantFrom<'month' | 'quarter'>('month', 'quarter'),
      async (tables, settings, length, every) => {
        const { data } = await ledgerFrom(tables)
        const table = ledgerFacts(data, ['salesperson', 'region'], { kind: 'months', firstMonth: 2 })
        for (const span of spansOf(table.periods, every, table.calendar)) {
          for (let group = 0; group < table.groups.length; group++) {
            for (const kpi of kpiCatalogue) {
              const audit = auditKpi(data, table, kpi, group, span, settings, length)
              expect(audit.value).toEqual(kpiValue(table, group, span, kpi, settings, length))
              if (numberOf(audit.value) !== null && audit.detail !== null) defined++
            }
          }
        }
      },
    ),
    { numRuns: 25, seed: 20240531 },
  )
  expect(defined).toBeGreaterThan(1000)
})

const invoice = (
  invoice_id: string,
  invoice_date: string,
  due_date: string,
  amount: string,
  customer_id = 'C1',
): Row => ({
  invoice_id,
  customer_id,
  invoice_date,
  due_date,
  amount,
})

/** Each payment is applied to the invoice of its own number: `paid('1', …)` pays I1. */
const paid = (number: string, payment_date: string, amount: string, customer_id = 'C1') => ({
  payment: { payment_id: `P${number}`, customer_id, payment_date, amount },
  application: { payment_id: `P${number}`, invoice_id: `I${number}`, amount },
})

async function ledgerOf(invoices: readonly Row[], payments: readonly ReturnType<typeof paid>[]): Promise<LedgerData> {
  const { data } = await ledgerFrom({
    invoices,
    payments: payments.map(({ payment }) => payment),
    applications: payments.map(({ application }) => application),
  })
  expect(data.rejects).toEqual([])
  return data
}

describe('on a ledger made by hand', () => {
  // January 100.00, of which 80.00 are paid; February 80.00; March 100.00 and, as of the 31st, 50.00 paid that day.
  const ledger = ledgerOf(
    [
      invoice('I1', '2024-01-10', '2024-02-09', '100.00'),
      invoice('I2', '2024-02-11', '2024-03-12', '80.00'),
      invoice('I3', '2024-03-01', '2024-03-31', '100.00', 'C2'),
      invoice('I4', '2024-03-31', '2024-04-30', '50.00', 'C2'),
    ],
    [paid('1', '2024-02-20', '80.00'), paid('4', '2024-03-31', '50.00', 'C2')],
  )

  // 200.00 are open. March 150.00: 31 days, 50.00 left; February: 50 ÷ 80 × 29 = 18.125 days.
  test('the count-back shows its months, newest first, with what is left', async () => {
    const audit = auditOf(await ledger, 'dso_countback', '2024-03')
    expect(detailOf(audit, 'countback').steps).toEqual([
      { period: '2024-03', sales: 15_000, taken: 15_000, daysInPeriod: 31, days: 31, left: 5000 },
      { period: '2024-02', sales: 8000, taken: 5000, daysInPeriod: 29, days: 18.125, left: 0 },
    ])
    expect(audit.value).toBe(49.125)
    expect(termOf(audit, 'closing receivables').lines!.map(({ id, value }) => [id, value])).toEqual([
      ['I1', 2000],
      ['I2', 8000],
      ['I3', 10_000],
    ])
  })

  test('the count-back stops where a month has no sales, and the figure says so', async () => {
    const early = await ledgerOf(
      [invoice('I1', '2024-01-10', '2024-02-09', '100.00'), invoice('I2', '2024-03-01', '2024-03-31', '30.00')],
      [],
    )
    const audit = auditOf(early, 'dso_countback', '2024-03')
    expect(noteOf(audit.value)).toContain('no credit sales in 2024-02')
    expect(detailOf(audit, 'countback').steps).toEqual([
      { period: '2024-03', sales: 3000, taken: 3000, daysInPeriod: 1, days: 1, left: 10_000 },
    ])
  })

  // 10 January to 31 March: 81 days × 20 ÷ 100; 11 February: 49 × 80 ÷ 80; 1 March: 30 × 100 ÷ 150.
  test('the true DSO shows each open invoice with its age and its own month’s sales', async () => {
    const audit = auditOf(await ledger, 'dso_true', '2024-03')
    expect(
      detailOf(audit, 'open-ages').invoices.map(({ id, customerId, age, open, period, sales, contribution }) => [
        id,
        customerId,
        age,
        open,
        period,
        sales,
        contribution,
      ]),
    ).toEqual([
      ['I1', 'C1', 81, 2000, '2024-01', 10_000, 16.2],
      ['I2', 'C1', 49, 8000, '2024-02', 8000, 49],
      ['I3', 'C2', 30, 10_000, '2024-03', 15_000, 20],
    ])
    expect(numberOf(audit.value)).toBeCloseTo(16.2 + 49 + 20, 12)
  })

  test('of a group, the true DSO takes the sales of the group', async () => {
    const audit = auditOf(await ledger, 'dso_true', '2024-03', { by: ['customer_id'], group: 2 })
    expect(audit.group).toEqual({ customer_id: 'C2' })
    expect(detailOf(audit, 'open-ages').invoices.map(({ id, sales }) => [id, sales])).toEqual([['I3', 15_000]])
  })

  test('a KPI that is made of KPIs holds their audits, of the same window and with the same lines', async () => {
    const audit = auditOf(await ledger, 'average_days_delinquent', '2024-03')
    expect(audit.terms.map(({ name, at, lines }) => [name, at, lines])).toEqual([
      ['DSO', null, null],
      ['best possible DSO', null, null],
    ])
    const [all, best] = audit.terms.map(({ inner }) => inner!)
    expect([all!.kpi.id, best!.kpi.id]).toEqual(['dso', 'dso_best_possible'])
    expect(all!.value).toBe(audit.terms[0]!.value)
    // The due day itself is still current: I3 is.
    expect(allTerms(best!)[0]!.lines!.map(({ id }) => id)).toEqual(['I3'])
    expect(termOf(all!, 'credit sales').lines).toBe(termOf(best!, 'credit sales').lines)
  })

  test('opening receivables are those of the evening before, and nothing before the first month', async () => {
    const march = termOf(auditOf(await ledger, 'cei', '2024-03'), 'opening receivables')
    expect(march.lines!.map(({ id, value, note }) => [id, value, note])).toEqual([
      ['I1', 2000, '20 days past due, of 100.00 USD'],
      ['I2', 8000, 'current'],
    ])
    expect(march.at).toBe('opening')
    expect(termOf(auditOf(await ledger, 'cei', '2024-01'), 'opening receivables')).toMatchObject({
      value: 0,
      lines: [],
      sum: 0,
    })
  })

  test('a window of several months is looked back over, and one longer than the ledger is not defined', async () => {
    const quarter = auditOf(await ledger, 'dso', '2024-03', { window: 3 })
    expect(isoFromDay(quarter.window.start)).toBe('2024-01-01')
    expect(termOf(quarter, 'credit sales').sum).toBe(33_000)
    const longer = auditOf(await ledger, 'dso', '2024-03', { window: 4 })
    expect(longer).toMatchObject({ terms: [], detail: null })
    expect(noteOf(longer.value)).toBe('the ledger has fewer than 4 months by then')
    expect([isoFromDay(longer.window.start), isoFromDay(longer.window.end)]).toEqual(['2024-03-01', '2024-03-31'])
  })

  test('a term of several facts lists the rows of all of them, by date', async () => {
    const {
      facts,
      lines,
      sum: total,
    } = termOf(auditOf(await ledger, 'total_past_due', '2024-03'), 'receivables past due')
    expect(facts).toHaveLength(5)
    expect(lines!.map(({ id, note }) => [id, note])).toEqual([
      ['I1', '51 days past due, of 100.00 USD'],
      ['I2', '19 days past due'],
    ])
    expect(total).toBe(10_000)
  })

  test('a fact that the ledger does not know has no value and no lines, and the figure says why', async () => {
    const audit = auditOf(await ledger, 'customer_satisfaction', '2024-03')
    expect(noteOf(audit.value)).toBe('the ledger has no table of surveys')
    expect(termOf(audit, 'surveys')).toMatchObject({ value: null, lines: null, sum: null })
  })

  test('customers invoiced are listed with their sales', async () => {
    const data = await ledger
    const { customers } = detailOf(
      auditOf({ ...data, ...withMargins(data) }, 'profit_per_account', '2024-03', { settings: { costOfCapital: 0.1 } }),
      'invoiced-customers',
    )
    expect(customers).toEqual([{ customerId: 'C2', invoices: 2, sales: 15_000 }])
  })
})

/** Margins of 1.00 each and one contact that cost 1.00. */
function withMargins(data: LedgerData): Pick<LedgerData, 'invoices' | 'activities'> {
  return {
    invoices: { ...data.invoices, amounts: new Map([['margin', new Float64Array(data.invoices.count).fill(100)]]) },
    activities: {
      ...data.activities,
      count: 1,
      ids: ['T1'],
      customer: Int32Array.of(0),
      invoice: Int32Array.of(-1),
      day: Int32Array.of(data.asOf),
      amounts: new Map([['cost', Float64Array.of(100)]]),
    },
  }
}

test('customers paying early are listed one by one: more than half of what a customer settled must be early', async () => {
  const ledger = await ledgerOf(
    [
      invoice('I1', '2024-01-01', '2024-01-31', '60.00', 'C1'),
      invoice('I2', '2024-01-01', '2024-01-05', '40.00', 'C1'),
      invoice('I3', '2024-01-01', '2024-01-31', '50.00', 'C2'),
      invoice('I4', '2024-01-01', '2024-01-05', '50.00', 'C2'),
      invoice('I5', '2024-01-01', '2024-01-20', '10.00', 'C3'),
    ],
    [
      paid('1', '2024-01-20', '60.00', 'C1'),
      paid('2', '2024-01-21', '40.00', 'C1'),
      paid('3', '2024-01-20', '50.00', 'C2'),
      paid('4', '2024-01-21', '50.00', 'C2'),
      paid('5', '2024-01-21', '9.00', 'C3'),
    ],
  )
  const audit = auditOf(ledger, 'customers_paying_early', '2024-01')
  expect(detailOf(audit, 'paying-customers').customers).toEqual([
    { customerId: 'C1', invoices: 2, settled: 10_000, settledEarly: 6000, isEarly: true },
    { customerId: 'C2', invoices: 2, settled: 10_000, settledEarly: 5000, isEarly: false },
  ])
  expect(audit.value).toBe(50)
})

describe('collection effectiveness lists the invoices that are due with what was collected for each', () => {
  // The published example: 12 invoices of 2,500 in all due on or before 30 April 2016, 2,200 received: 88 %.
  // I12 of 300 is not paid; I11 of 200 is paid in part, 150, and another 50 for I10 come on its own invoice’s day.
  const amounts = [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 300]
  const ledger = ledgerOf(
    [
      ...amounts.map((amount, at) =>
        invoice(`I${at + 1}`, '2016-03-10', at < 6 ? '2016-03-31' : '2016-04-30', `${amount}.00`),
      ),
      invoice('I13', '2016-04-10', '2016-05-10', '77.00'),
    ],
    [
      ...amounts.slice(0, 10).map((amount, at) => paid(String(at + 1), '2016-04-15', `${amount}.00`)),
      paid('11', '2016-04-16', '200.00'),
      paid('13', '2016-04-30', '77.00'),
    ],
  )
  const collected = (audit: KpiAudit) =>
    detailOf(audit, 'due-invoices').invoices.map(({ id, amount, collected: cash, note }) =>
      [id, amount, cash, ...(note === undefined ? [] : [note])].join(' '),
    )

  test('all of them: 2,200 of 2,500 is 88 %', async () => {
    const audit = auditOf(await ledger, 'collection_effectiveness', '2016-04')
    const { invoices } = detailOf(audit, 'due-invoices')
    expect(invoices).toHaveLength(12)
    expect(sum(invoices.map(({ amount }) => amount))).toBe(250_000)
    expect(sum(invoices.map((each) => each.collected))).toBe(220_000)
    expect(audit.value).toBe(88)
    expect(collected(audit).slice(0, 3)).toEqual(['I1 20000 20000', 'I10 20000 20000', 'I11 20000 20000'])
    expect(collected(audit)[3]).toBe('I12 30000 0')
  })

  test('only what falls due in the month, where the settings leave out what was overdue', async () => {
    const audit = auditOf(await ledger, 'collection_effectiveness', '2016-04', {
      settings: { collection: { overdue: 'exclude', partial: 'count', contracts: 'include' } },
    })
    expect(collected(audit)).toEqual([
      'I10 20000 20000',
      'I11 20000 20000',
      'I12 30000 0',
      'I7 20000 20000',
      'I8 20000 20000',
      'I9 20000 20000',
    ])
  })

  test('the cash of invoices that are not settled is shown and does not count, where the settings say so', async () => {
    const part = await ledgerOf(
      [invoice('I1', '2016-03-10', '2016-04-09', '200.00'), invoice('I2', '2016-03-10', '2016-04-09', '100.00')],
      [paid('1', '2016-04-15', '150.00'), paid('2', '2016-04-15', '100.00')],
    )
    const audit = auditOf(part, 'collection_effectiveness', '2016-04', {
      settings: { collection: { overdue: 'include', partial: 'full-only', contracts: 'include' } },
    })
    expect(collected(audit)).toEqual(['I1 20000 0 not settled, so 150.00 USD do not count', 'I2 10000 10000'])
    expect(numberOf(audit.value)).toBeCloseTo(33.333, 3)
  })
})

describe('an audit has teeth: a table of facts that disagrees with the ledger is an error with the arithmetic', () => {
  const ledger = ledgerOf([invoice('I1', '2024-01-10', '2024-02-09', '100.00')], [])

  const auditWrong = async (id: string, fact: FactName, by: number) => {
    const data = await ledger
    const table = ledgerFacts(data)
    table.values[factRow(table, 0, 0) + factColumn[fact]]! += by
    return auditKpi(data, table, kpiById(id), 0, { label: '2024-01', first: 0, last: 0 }, usualSettings)
  }

  test.each<[string, FactName, number, string]>([
    [
      'dso',
      'receivables',
      1,
      'the audit of closing receivables of dso through 2024-01 does not add up: the figure is 10001, 1 lines come to 10000, the difference is -1',
    ],
    [
      'average_days_delinquent',
      'credit_sales',
      -10_000,
      'the audit of credit sales of dso through 2024-01 does not add up: the figure is 0, 1 lines come to 10000, the difference is 10000',
    ],
    [
      'dso_countback',
      'credit_sales',
      5,
      'the audit of credit sales of 2024-01 does not add up: the figure is 10005, 1 lines come to 10000, the difference is -5',
    ],
    [
      'collection_effectiveness',
      'fell_due_value',
      7,
      'the audit of the value of the invoices that are due does not add up: the figure is 7, 0 lines come to 0, the difference is -7',
    ],
    [
      'total_past_due',
      'past_due_over_120',
      0.5,
      'the audit of receivables past due of total_past_due through 2024-01 does not add up: the figure is 0.5, 0 lines come to 0, the difference is -0.5',
    ],
    [
      'dso',
      'receivables',
      Number.NaN,
      'the audit of closing receivables of dso through 2024-01 does not add up: the figure is NaN, 1 lines come to 10000, the difference is NaN',
    ],
  ])('%s with %s off by %d', async (id, fact, by, message) => {
    await expect(auditWrong(id, fact, by)).rejects.toThrow(new Error(message))
  })

  test('the same audits of the true table are none', async () => {
    const value = async (id: string) => numberOf((await auditWrong(id, 'receivables', 0)).value)
    // 100.00 ÷ 100.00 × 10 days: the ledger ends on the day of its one invoice.
    expect(await value('dso')).toBe(10)
  })
})
