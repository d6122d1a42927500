import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FactLine } from '../../src/audit/fact-line.js'
import { factLines } from '../../src/audit/fact-lines.js'
import { GroupRows } from '../../src/audit/group-rows.js'
import { isoFromDay } from '../../src/calendar/day.js'
import { type FactName, factNames, isStock } from '../../src/facts/columns.js'
import { type FactTable, factAt } from '../../src/facts/fact-table.js'
import { FactWindow } from '../../src/facts/fact-window.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import type { LedgerData } from '../../src/ledger/ledger-data.js'
import { ledgerFrom, type Row } from '../ledger/ledger-folder.js'
import { iso } from '../ledger/ledger-reading.js'
import { isoAt, openRandom, randomLedger } from '../properties/random-ledger.js'
import { fullLedger } from './full-ledger.js'

const runs = { numRuns: 60, seed: 20240430 }
const by = ['region', 'salesperson']

const sumOf = (lines: readonly FactLine[]) => lines.reduce((sum, { value }) => sum + value, 0)

/** Scores are the one fact that is no whole number: their sum may depend on its order in the last digits. */
const isSame = (fact: FactName, a: number, b: number) =>
  fact === 'survey_scores' ? Math.abs(a - b) < 1e-9 : Math.abs(a - b) === 0

/** Every fact of every group and window that its lines do not add up to, and every line that is out of its place. */
function faults(ledger: LedgerData, table: FactTable, lengths: readonly number[], grouping = by): string[] {
  const found: string[] = []
  table.groups.forEach((_, group) => {
    const rows = new GroupRows(ledger, grouping, group)
    for (let last = 0; last < table.periods.length; last++) {
      for (const length of lengths.filter((each) => each <= last + 1)) {
        const periods = table.periods.slice(last - length + 1, last + 1)
        const window = FactWindow.of(table, group, last, length)
        for (const fact of factNames) {
          const lines = factLines(rows, fact, periods)
          const value = isStock(fact) ? factAt(table, group, last, fact) : window.flow(fact)
          const where = `${fact} of group ${group}, ${length} through ${table.periods[last]!.label}`
          if (!isSame(fact, sumOf(lines), value)) found.push(`${where}: ${value}, lines ${sumOf(lines)}`)
          const isIn = (line: FactLine) =>
            isStock(fact) || (line.day >= periods[0]!.start && line.day <= periods.at(-1)!.end)
          if (!lines.every(isIn)) found.push(`${where}: a line is of another day`)
          const isLater = (a: FactLine, b: FactLine) => a.dated > b.dated || (a.dated === b.dated && a.id > b.id)
          if (lines.some((line, at) => at > 0 && isLater(lines[at - 1]!, line))) found.push(`${where}: no order`)
        }
      }
    }
  })
  return found
}

describe('the lines of every fact add up to it, for every group', () => {
  test('and every month of random ledgers, as known on some day', async () => {
    await fc.assert(
      fc.asyncProperty(randomLedger, fc.nat({ max: 300 }), async (tables, wait) => {
        const first = tables.invoices.map((invoice) => invoice.invoice_date!).sort()[0]!
        const { data } = (await openRandom(tables)).asOf(iso([isoAt(wait), first].sort()[1]!))
        expect(faults(data, ledgerFacts(data, by), [1])).toEqual([])
      }),
      runs,
    )
  })

  test('and windows of one and of three months of ledgers with contacts, margins and surveys', async () => {
    const seen = new Set<FactName>()
    await fc.assert(
      fc.asyncProperty(fullLedger, async (tables) => {
        const { data } = await ledgerFrom(tables)
        expect(data.rejects).toEqual([])
        const table = ledgerFacts(data, by)
        expect(faults(data, table, [1, 3])).toEqual([])
        for (const fact of factNames) {
          for (let period = 0; period < table.periods.length; period++) {
            if (table.groups.some((_, group) => factAt(table, group, period, fact) !== 0)) seen.add(fact)
          }
        }
      }),
      { ...runs, numRuns: 40 },
    )
    expect(factNames.filter((fact) => !seen.has(fact))).toEqual([])
  })

  test('and the comparison has teeth: a fact that is one cent off is seen', async () => {
    const [tables] = fc.sample(fullLedger, { numRuns: 1, seed: 5 })
    const { data } = await ledgerFrom(tables!)
    const table = ledgerFacts(data)
    table.values[0]! += 1
    expect(faults(data, table, [1], [])).toEqual([
      expect.stringMatching(/^receivables of group 0, 1 through \d{4}-\d{2}: /),
    ])
  })
})

/** One customer each in two regions; every kind of row once or twice, so that each line can be written down. */
const customers: readonly Row[] = [
  { customer_id: 'C1', region: 'EMEA' },
  { customer_id: 'C2', region: 'APAC' },
]
const invoices: readonly Row[] = [
  // Settled on 12 March, 10 days late, after call T2 of 5 March.
  { invoice_id: 'I1', customer_id: 'C1', invoice_date: '2024-01-31', due_date: '2024-03-02', amount: '100.00' },
  // 30.00 paid on 20 March; the rest is 5 days past due on 31 March, and under dispute.
  { invoice_id: 'I2', customer_id: 'C1', invoice_date: '2024-02-25', due_date: '2024-03-26', amount: '80.00' },
  // Paid on 12 March with 2 % off, 19 days early.
  { invoice_id: 'I3', customer_id: 'C2', invoice_date: '2024-03-01', due_date: '2024-03-31', amount: '50.00' },
  // A credit note; 5.00 of it are applied to I2 on 30 March.
  { invoice_id: 'I4', customer_id: 'C1', invoice_date: '2024-03-10', due_date: '2024-03-10', amount: '-12.00' },
  // Flagged as disputed without a date.
  { invoice_id: 'I5', customer_id: 'C2', invoice_date: '2024-03-15', due_date: '2024-04-14', amount: '7.00' },
].map((invoice) => ({
  ...invoice,
  margin: invoice.invoice_id === 'I3' ? '9.00' : '',
  delivered_on: invoice.invoice_id === 'I3' ? '2024-02-27' : '',
  sent_on: invoice.invoice_id === 'I3' ? '2024-03-02' : '',
  disputed: invoice.invoice_id === 'I5' ? 'yes' : '',
}))
const tables = {
  customers,
  invoices,
  payments: [
    { payment_id: 'P1', customer_id: 'C1', payment_date: '2024-03-12', amount: '100.00' },
    { payment_id: 'P2', customer_id: 'C1', payment_date: '2024-03-20', amount: '45.00' },
    { payment_id: 'P3', customer_id: 'C2', payment_date: '2024-03-12', amount: '49.00' },
    { payment_id: 'P4', customer_id: 'C2', payment_date: '2024-03-29', amount: '-3.00' },
  ],
  applications: [
    { payment_id: 'P1', invoice_id: 'I1', amount: '100.00', discount: '', applied_date: '' },
    { payment_id: 'P2', invoice_id: 'I2', amount: '30.00', discount: '', applied_date: '' },
    { payment_id: 'P3', invoice_id: 'I3', amount: '49.00', discount: '1.00', applied_date: '' },
    { payment_id: 'I4', invoice_id: 'I2', amount: '5.00', discount: '', applied_date: '2024-03-30' },
  ],
  adjustments: [
    { adjustment_id: 'A1', invoice_id: 'I2', date: '2024-03-28', amount: '10.00', kind: 'credit_memo', reason: 'late' },
    { adjustment_id: 'A2', invoice_id: 'I1', date: '2024-03-30', amount: '4.00', kind: 'recovery', reason: '' },
  ],
  disputes: [
    { dispute_id: 'D1', invoice_id: 'I2', opened_on: '2024-03-05', amount: '20.00', resolved_on: '' },
    { dispute_id: 'D2', invoice_id: 'I1', opened_on: '2024-02-20', amount: '6.00', resolved_on: '2024-03-08' },
  ],
  activities: [
    { activity_id: 'T1', customer_id: 'C1', date: '2024-03-01', kind: 'email', invoice_id: 'I1' },
    {
      activity_id: 'T2',
      customer_id: 'C1',
      date: '2024-03-05',
      kind: 'call',
      invoice_id: 'I1',
      right_party: 'yes',
      promised_on: '2024-03-12',
      kept: 'yes',
      cost: '2.50',
    },
    { activity_id: 'T3', customer_id: 'C2', date: '2024-03-06', kind: 'sales_call', right_party: 'no', cost: '1.00' },
    { activity_id: 'T4', customer_id: 'C2', date: '2024-03-07', kind: 'invoice_copy' },
    { activity_id: 'T5', customer_id: 'C2', date: '2024-02-27', kind: 'visit', promised_on: '2024-03-09' },
  ],
  surveys: [
    { customer_id: 'C2', date: '2024-03-31', score: '7.5' },
    { customer_id: 'C1', date: '2024-03-04', score: '9' },
  ],
}

describe('the lines of March of a ledger made by hand', () => {
  const opened = ledgerFrom(tables)
  /** `2024-03-12 I1 C1 100 note`, in the order of the lines. */
  const linesOf = async (fact: FactName, group = 0): Promise<string[]> => {
    const { data } = await opened
    const table = ledgerFacts(data, ['region'])
    expect(table.groups).toEqual([{}, { region: 'APAC' }, { region: 'EMEA' }])
    const march = table.periods.filter(({ label }) => label === '2024-03')
    return factLines(new GroupRows(data, ['region'], group), fact, march).map(
      ({ what, id, customerId, day, value, note }) =>
        `${what} ${id} ${customerId} ${isoFromDay(day)} ${value}${note === undefined ? '' : ` (${note})`}`,
    )
  }

  test('add up for every group and month', async () => {
    const { data } = await opened
    expect(data.rejects).toEqual([])
    expect(faults(data, ledgerFacts(data, ['region']), [1, 2], ['region'])).toEqual([])
  })

  // I2: 80 − 30 paid − 5 credit note − 10 credit memo = 35. I4: −12 + 5 = −7.
  test.each<[FactName, string[]]>([
    [
      'receivables',
      [
        'invoice I2 C1 2024-03-26 3500 (5 days past due, of 80.00 USD)',
        'invoice I4 C1 2024-03-10 -700 (credit balance, of -12.00 USD)',
        'invoice I5 C2 2024-04-14 700 (current)',
      ],
    ],
    ['current_receivables', ['invoice I5 C2 2024-04-14 700 (current)']],
    ['past_due_1_30', ['invoice I2 C1 2024-03-26 3500 (5 days past due, of 80.00 USD)']],
    ['past_due_31_60', []],
    ['credit_balances', ['invoice I4 C1 2024-03-10 700 (credit balance, of -12.00 USD)']],
    [
      'disputed_receivables',
      ['invoice I2 C1 2024-03-26 3500 (5 days past due, of 80.00 USD)', 'invoice I5 C2 2024-04-14 700 (current)'],
    ],
    ['unapplied_cash', ['payment P2 C1 2024-03-20 1500 (of 45.00 USD)', 'payment P4 C2 2024-03-29 -300 (refund)']],
    [
      'open_invoices',
      [
        'invoice I2 C1 2024-03-26 1 (5 days past due, 35.00 USD open)',
        'invoice I5 C2 2024-04-14 1 (current, 7.00 USD open)',
      ],
    ],
    ['past_due_invoices', ['invoice I2 C1 2024-03-26 1 (5 days past due, 35.00 USD open)']],
    [
      'terms_weight',
      [
        'invoice I2 C1 2024-03-26 105000 (35.00 USD × 30 days)',
        'invoice I4 C1 2024-03-10 0 (-7.00 USD × 0 days)',
        'invoice I5 C2 2024-04-14 21000 (7.00 USD × 30 days)',
      ],
    ],
    ['credit_sales', ['invoice I3 C2 2024-03-01 5000', 'invoice I5 C2 2024-03-15 700']],
    ['invoices', ['invoice I3 C2 2024-03-01 1 (50.00 USD)', 'invoice I5 C2 2024-03-15 1 (7.00 USD)']],
    [
      'terms_sales_weight',
      ['invoice I3 C2 2024-03-01 150000 (50.00 USD × 30 days)', 'invoice I5 C2 2024-03-15 21000 (7.00 USD × 30 days)'],
    ],
    ['gross_margin', ['invoice I3 C2 2024-03-01 900 (on 50.00 USD)']],
    ['bill_lag_invoices', ['invoice I3 C2 2024-03-01 1 (delivered 2024-02-27, sent 2024-03-02)']],
    // 27 February to 2 March of a leap year: 4 days.
    ['bill_lag_weight', ['invoice I3 C2 2024-03-01 4 (delivered 2024-02-27, sent 2024-03-02)']],
    [
      'cash_collected',
      [
        'posting I1 C1 2024-03-12 10000 (applied from payment P1)',
        'posting I2 C1 2024-03-20 3000 (applied from payment P2)',
        'posting I3 C2 2024-03-12 4900 (applied from payment P3)',
      ],
    ],
    ['discounts_taken', ['posting I3 C2 2024-03-12 100 (taken with payment P3)']],
    [
      'credit_memos',
      ['posting I2 C1 2024-03-28 1000 (adjustment A1: late)', 'invoice I4 C1 2024-03-10 1200 (credit note)'],
    ],
    [
      'credit_notes_applied',
      [
        'posting I2 C1 2024-03-30 500 (from credit note I4)',
        'posting I4 C1 2024-03-30 -500 (its own credit, applied to another invoice)',
      ],
    ],
    ['recoveries', ['posting I1 C1 2024-03-30 400 (adjustment A2)']],
    [
      'settled_value',
      ['invoice I1 C1 2024-03-12 10000 (paid 10 days late)', 'invoice I3 C2 2024-03-12 5000 (paid 19 days early)'],
    ],
    ['settled_late_count', ['invoice I1 C1 2024-03-12 1 (100.00 USD, paid 10 days late)']],
    // 31 January to 12 March: 41 days; 1 to 12 March: 11.
    [
      'settle_days_weight',
      [
        'invoice I1 C1 2024-03-12 410000 (100.00 USD × 41 days)',
        'invoice I3 C2 2024-03-12 55000 (50.00 USD × 11 days)',
      ],
    ],
    [
      'late_days_weight',
      ['invoice I1 C1 2024-03-12 100000 (100.00 USD × 10 days)', 'invoice I3 C2 2024-03-12 0 (50.00 USD × 0 days)'],
    ],
    [
      'signed_late_days_weight',
      [
        'invoice I1 C1 2024-03-12 100000 (100.00 USD × 10 days)',
        'invoice I3 C2 2024-03-12 -95000 (50.00 USD × -19 days)',
      ],
    ],
    [
      'fell_due_value',
      ['invoice I1 C1 2024-03-02 10000', 'invoice I2 C1 2024-03-26 8000', 'invoice I3 C2 2024-03-31 5000'],
    ],
    // On the later of payment and due day: that is the due day for I2 and I3.
    [
      'collected_of_due_value',
      [
        'posting I1 C1 2024-03-12 10000 (applied from payment P1 on 2024-03-12, due 2024-03-02)',
        'posting I2 C1 2024-03-26 3000 (applied from payment P2 on 2024-03-20, due 2024-03-26)',
        'posting I3 C2 2024-03-31 4900 (applied from payment P3 on 2024-03-12, due 2024-03-31)',
      ],
    ],
    [
      'disputes_opened',
      ['dispute D1 C1 2024-03-05 1 (invoice I2)', 'dispute I5 C2 2024-03-15 1 (flagged as disputed, without a date)'],
    ],
    [
      'disputed_value',
      [
        'dispute D1 C1 2024-03-05 2000 (invoice I2)',
        'dispute I5 C2 2024-03-15 700 (flagged as disputed, without a date)',
      ],
    ],
    ['disputes_resolved', ['dispute D2 C1 2024-03-08 1 (invoice I1, opened 2024-02-20)']],
    // 20 February to 8 March of a leap year: 17 days.
    ['dispute_days', ['dispute D2 C1 2024-03-08 17 (invoice I1, opened 2024-02-20)']],
    [
      'invoices_disputed_or_credited',
      ['invoice I2 C1 2024-03-05 1 (disputed)', 'invoice I5 C2 2024-03-15 1 (flagged as disputed, without a date)'],
    ],
    ['emails', ['activity T1 C1 2024-03-01 1 (email about invoice I1)']],
    ['invoice_copies', ['activity T4 C2 2024-03-07 1 (invoice copy)']],
    ['calls', ['activity T2 C1 2024-03-05 1 (call about invoice I1, promised for 2024-03-12, kept)']],
    ['sales_calls', ['activity T3 C2 2024-03-06 1 (sales call)']],
    ['right_party_contacts', ['activity T2 C1 2024-03-05 1 (call about invoice I1, promised for 2024-03-12, kept)']],
    ['promises', ['activity T2 C1 2024-03-05 1 (call about invoice I1, promised for 2024-03-12, kept)']],
    [
      'promises_due',
      [
        'activity T5 C2 2024-03-09 1 (visit, promised for 2024-03-09)',
        'activity T2 C1 2024-03-12 1 (call about invoice I1, promised for 2024-03-12, kept)',
      ],
    ],
    ['promises_kept', ['activity T2 C1 2024-03-12 1 (call about invoice I1, promised for 2024-03-12, kept)']],
    [
      'collection_cost',
      [
        'activity T2 C1 2024-03-05 250 (call about invoice I1, promised for 2024-03-12, kept)',
        'activity T3 C2 2024-03-06 100 (sales call)',
      ],
    ],
    // T1 came before the due day, so T2 is the contact that counts; I3 was paid early.
    ['collections', ['invoice I1 C1 2024-03-12 1 (after contact T2 of 2024-03-05)']],
    ['surveys', ['survey C1 C1 2024-03-04 1 (score 9)', 'survey C2 C2 2024-03-31 1 (score 7.5)']],
    ['survey_scores', ['survey C1 C1 2024-03-04 9 (score 9)', 'survey C2 C2 2024-03-31 7.5 (score 7.5)']],
  ])('%s', async (fact, lines) => expect(await linesOf(fact)).toEqual(lines))

  test('of a group are those of its invoices and customers', async () => {
    expect(await linesOf('cash_collected', 1)).toEqual(['posting I3 C2 2024-03-12 4900 (applied from payment P3)'])
    expect(await linesOf('unapplied_cash', 1)).toEqual(['payment P4 C2 2024-03-29 -300 (refund)'])
    expect(await linesOf('surveys', 2)).toEqual(['survey C1 C1 2024-03-04 1 (score 9)'])
    expect(await linesOf('emails', 1)).toEqual([])
  })
})

test.each([
  ['on the due day', '2024-02-10', []],
  ['the day after', '2024-02-11', ['after contact T1 of 2024-02-11']],
  ['on the day of the settlement', '2024-02-20', ['after contact T1 of 2024-02-20']],
  ['after that', '2024-02-21', []],
])('a contact %s with the customer of an invoice that was settled late', async (_, date, notes) => {
  const { data } = await ledgerFrom({
    invoices: [
      { invoice_id: 'I1', customer_id: 'C1', invoice_date: '2024-01-11', due_date: '2024-02-10', amount: '5.00' },
    ],
    payments: [{ payment_id: 'P1', customer_id: 'C1', payment_date: '2024-02-20', amount: '5.00' }],
    applications: [{ payment_id: 'P1', invoice_id: 'I1', amount: '5.00' }],
    activities: [{ activity_id: 'T1', customer_id: 'C1', date, kind: 'call' }],
  })
  const table = ledgerFacts(data)
  expect(faults(data, table, [1], [])).toEqual([])
  expect(factLines(new GroupRows(data, [], 0), 'collections', table.periods).map(({ note }) => note)).toEqual(notes)
})

describe('unapplied cash', () => {
  // 20.00 EUR × 1.10 = 22.00 USD came in, 15.00 EUR went to an invoice: 5.00 EUR × 1.10 = 5.50 USD are left.
  test('of a customer who pays in another currency is one line, by the rates of the payments', async () => {
    const { data } = await ledgerFrom({
      invoices: [
        {
          invoice_id: 'I1',
          customer_id: 'C1',
          invoice_date: '2024-01-05',
          due_date: '2024-02-04',
          amount: '15.00',
          currency: 'eur',
        },
        {
          invoice_id: 'I2',
          customer_id: 'C2',
          invoice_date: '2024-01-05',
          due_date: '2024-02-04',
          amount: '15.00',
          currency: '',
        },
      ],
      payments: [
        { payment_id: 'P1', customer_id: 'C1', payment_date: '2024-01-20', amount: '20.00', currency: 'eur' },
        { payment_id: 'P2', customer_id: 'C2', payment_date: '2024-01-20', amount: '1.00', currency: '' },
      ],
      applications: [{ payment_id: 'P1', invoice_id: 'I1', amount: '15.00', applied_date: '2024-01-25' }],
      fx: [
        { date: '2024-01-05', currency: 'EUR', rate: '1.30' },
        { date: '2024-01-15', currency: 'EUR', rate: '1.10' },
      ],
    })
    const table = ledgerFacts(data, ['customer_id'])
    expect(faults(data, table, [1], ['customer_id'])).toEqual([])
    const lines = factLines(new GroupRows(data, [], 0), 'unapplied_cash', table.periods)
    expect(lines.map(({ id, value, note }) => [id, value, note])).toEqual([
      ['P2', 100, 'not applied'],
      ['C1', 550, 'all payments of the customer, some of them in another currency'],
    ])
  })
})
