import { describe, expect, test } from 'vitest'
import { callCadence } from '../../src/collections/call-cadence.js'
import { delinquencyAlerts } from '../../src/collections/delinquency-alerts.js'
import { type MonthEndOptions, type MonthEndPack, monthEndPack } from '../../src/collections/month-end-pack.js'
import { worklist } from '../../src/collections/worklist.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { ledgerFrom, type Tables } from '../ledger/ledger-folder.js'
import { iso } from '../ledger/ledger-reading.js'
import { invoice, smallCompany } from './small-company.js'

const company = {
  ...smallCompany,
  // The last one is later than the day of the pack.
  invoices: [...smallCompany.invoices, invoice('I6', 'C1', '2024-04-05', '2024-05-05', '900.00')],
} satisfies Tables

async function packOf(tables: Tables, day: string, options: MonthEndOptions = {}): Promise<MonthEndPack> {
  return monthEndPack((await ledgerFrom(tables)).data, iso(day), options)
}

describe('the month-end pack', async () => {
  const pack = await packOf(company, '2024-03-31')

  test('has the trend of past due by division, the portfolio first', () => {
    expect(pack).toMatchObject({ day: iso('2024-03-31'), currency: { code: 'USD' } })
    const { by, reason, rows } = pack.trend
    expect([by, reason, rows.map(({ group }) => group)]).toEqual([
      'division',
      null,
      [{}, { division: 'Retail' }, { division: 'Services' }],
    ])
    const plain = rows.map(({ points }) =>
      points.map((point) => [
        point.period,
        point.receivables,
        point.pastDue,
        point.pastDueShare,
        point.pastDueOver30,
        point.pastDueOver30Share,
      ]),
    )
    // At the ends of January, February and March I1 is 11, 40 and 71 days past due, I2 9 and 40 in February and March, I3 25
    // in March. In March 70.00 of I1 is paid, and the credit note lowers the receivables of Retail to 20.00.
    expect(plain).toEqual([
      [
        ['2024-01', 14_000, 10_000, (100 * 10_000) / 14_000, 0, 0],
        ['2024-02', 54_000, 14_000, 100 * (14_000 / 54_000), 10_000, 100 * (10_000 / 54_000)],
        ['2024-03', 52_000, 47_000, 100 * (47_000 / 52_000), 7_000, 100 * (7_000 / 52_000)],
      ],
      [
        ['2024-01', 10_000, 10_000, 100, 0, 0],
        ['2024-02', 10_000, 10_000, 100, 10_000, 100],
        ['2024-03', 2_000, 3_000, 150, 3_000, 150],
      ],
      [
        ['2024-01', 4_000, 0, 0, 0, 0],
        ['2024-02', 44_000, 4_000, 100 * (4_000 / 44_000), 0, 0],
        ['2024-03', 50_000, 44_000, 88, 4_000, 8],
      ],
    ])
    expect(rows[0]!.points[2]).toMatchObject({ end: iso('2024-03-31'), whole: true, reason: null })
  })

  test('has the aging by salesperson', () => {
    const { by, reason, rows } = pack.aging
    expect([by, reason]).toEqual(['salesperson', null])
    expect(
      rows.map(({ group, buckets, creditBalances, receivables, pastDueOver30Share }) => [
        group,
        buckets.map(({ amount }) => amount),
        creditBalances,
        receivables,
        pastDueOver30Share,
      ]),
    ).toEqual([
      [{}, [6_000, 40_000, 4_000, 3_000, 0, 0], 1_000, 52_000, 100 * (7_000 / 52_000)],
      [{ salesperson: 'Ana' }, [0, 0, 4_000, 3_000, 0, 0], 1_000, 6_000, 100 * (7_000 / 6_000)],
      [{ salesperson: 'Ben' }, [6_000, 40_000, 0, 0, 0, 0], 0, 46_000, 0],
    ])
    expect(rows[0]!.buckets.map(({ fact, through }) => [fact, through])).toEqual([
      ['current_receivables', 0],
      ['past_due_1_30', 30],
      ['past_due_31_60', 60],
      ['past_due_61_90', 90],
      ['past_due_91_120', 120],
      ['past_due_over_120', null],
    ])
  })

  test('has the cadence by division', () => {
    expect(pack.cadence).toMatchObject({
      by: 'division',
      reason: null,
      rows: [
        { group: { division: 'Retail' }, cadence: 'weekly' },
        { group: { division: 'Services' }, cadence: 'biweekly', pastDueOver30Share: 8 },
      ],
    })
  })

  test('has the largest late accounts of each salesperson', async () => {
    const ledger = (await ledgerFrom(company)).data
    const all = worklist(ledger, iso('2024-03-31'))
    expect(all.map(({ customerId }) => customerId)).toEqual(['C2', 'C1'])
    expect(pack.worklist).toEqual({
      by: 'salesperson',
      reason: null,
      rows: [{ owner: 'Ana', pastDue: 7_000, disputed: 0, invoices: 2, accounts: all, more: 0 }],
    })
    const short = await packOf(company, '2024-03-31', { top: 1, moreThanDays: 20 })
    expect(
      short.worklist.rows.map(({ owner, pastDue, accounts, more }) => [owner, pastDue, accounts.length, more]),
    ).toEqual([
      ['Ben', 40_000, 1, 0],
      ['Ana', 7_000, 1, 1],
    ])
  })

  test('has the alerts', () => {
    expect(pack.alerts).toMatchObject({ by: 'division', reason: null })
    expect(pack.alerts.rows.map(({ group, state }) => [group, state])).toEqual([
      [{}, 'too little history'],
      [{ division: 'Retail' }, 'too little history'],
      [{ division: 'Services' }, 'too little history'],
    ])
  })

  test('takes other months, attributes, thresholds and calendars', async () => {
    const other = await packOf(company, '2024-03-20', {
      months: 2,
      trendBy: 'salesperson',
      agingBy: 'customer_id',
      thresholds: { weekly: 90, biweekly: 80 },
      calendar: { kind: 'months', firstMonth: 7 },
    })
    expect(other.trend.rows.map(({ group }) => group.salesperson)).toEqual([undefined, 'Ana', 'Ben'])
    expect(other.trend.rows[0]!.points.map(({ period, end, whole }) => [period, end, whole])).toEqual([
      ['2024-02', iso('2024-02-29'), true],
      ['2024-03', iso('2024-03-20'), false],
    ])
    expect(other.aging.rows.map(({ group }) => group.customer_id)).toEqual([undefined, 'C1', 'C2', 'C3'])
    expect(other.cadence.rows.map(({ cadence }) => cadence)).toEqual(['monthly', 'monthly'])
    expect((await packOf(company, '2024-03-31', { months: 1 })).trend.rows[0]!.points).toHaveLength(1)
  })

  test('of a ledger without divisions and salespeople says so, and has the portfolio', async () => {
    const bare = await packOf(
      { ...company, customers: company.customers.map(({ customer_id }) => ({ customer_id })) },
      '2024-03-31',
    )
    const noDivision = 'the ledger names no division: neither its customers nor its invoices have that column'
    const noSalesperson = 'the ledger names no salesperson: neither its customers nor its invoices have that column'
    expect([bare.trend, bare.cadence, bare.alerts].map(({ by, reason }) => [by, reason])).toEqual(
      Array(3).fill(['division', noDivision]),
    )
    expect([bare.aging, bare.worklist].map(({ by, reason }) => [by, reason])).toEqual(
      Array(2).fill(['salesperson', noSalesperson]),
    )
    expect(bare.trend.rows).toEqual(pack.trend.rows.slice(0, 1))
    expect(bare.aging.rows).toEqual(pack.aging.rows.slice(0, 1))
    expect(bare.alerts.rows.map(({ group }) => group)).toEqual([{}])
    expect([bare.cadence.rows, bare.worklist.rows]).toEqual([[], []])
  })

  test('of a day before the first invoice is empty', async () => {
    const early = await packOf(company, '2023-12-31')
    expect(
      early.trend.rows.map(({ points }) => points.map(({ period, receivables }) => [period, receivables])),
    ).toEqual(Array(3).fill([['2023-12', 0]]))
    expect(early.trend.rows[0]!.points[0]).toMatchObject({ pastDueShare: null, reason: 'there are no receivables' })
    expect(early.worklist.rows).toEqual([])
  })
})

test('the alerts and the cadence are those of the facts of the day, a part month left out of the alerts', async () => {
  // An invoice of 100.00 a month, due on the 20th, of which 10.00 or 20.00 in turn is paid only in the next month: a tenth or
  // a fifth of the month's days. From May 2025 on nothing is paid.
  const dayOf = (month: number, dayOfMonth: number) =>
    new Date(Date.UTC(2024, month, dayOfMonth)).toISOString().slice(0, 10)
  const months = Array.from({ length: 19 }, (_, month) => month)
  const parts = months.slice(0, 16).flatMap((month) => {
    const late = month % 2 === 0 ? 10 : 20
    return [
      { payment: `A${month}`, invoice: `I${month}`, on: dayOf(month, 20), amount: `${100 - late}.00` },
      { payment: `B${month}`, invoice: `I${month}`, on: dayOf(month + 1, 10), amount: `${late}.00` },
    ]
  })
  const tables = {
    customers: [{ customer_id: 'C1', division: 'Retail' }],
    invoices: months.map((month) => invoice(`I${month}`, 'C1', dayOf(month, 5), dayOf(month, 20), '100.00')),
    payments: parts.map(({ payment, on, amount }) => ({
      payment_id: payment,
      customer_id: 'C1',
      payment_date: on,
      amount,
    })),
    applications: parts.map((part) => ({ payment_id: part.payment, invoice_id: part.invoice, amount: part.amount })),
  }
  const ledger = await ledgerFrom(tables)
  const pack = monthEndPack(ledger.data, iso('2025-07-15'))
  const table = ledgerFacts(ledger.asOf(iso('2025-07-15')).data, ['division'])
  expect(pack.alerts.rows).toEqual(delinquencyAlerts(table, { lastWhole: table.periods.length - 2 }))
  expect(pack.cadence.rows).toEqual(callCadence(table, table.periods.length - 1))
  // All 100.00 of May is late at the end of May, and 200.00 against the 100.00 of June's 30 days at the end of June.
  const [portfolio, retail] = pack.alerts.rows
  expect(portfolio).toMatchObject({ state: 'rising', since: '2025-05', period: '2025-06', group: {} })
  expect(retail).toMatchObject({ state: 'rising', group: { division: 'Retail' } })
  expect(retail!.sentence).toMatch(
    /^Average days delinquent of division Retail rose above its usual range in 2025-05 and is \d+\.\d days \(smoothed; 60\.0 in 2025-06 alone\), usual /,
  )
})
