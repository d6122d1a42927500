import type { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isoFromDay } from '../../src/calendar/day.js'
import { type FactName, factKind, factNames } from '../../src/facts/columns.js'
import { type FactTable, factAt } from '../../src/facts/fact-table.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { ledgerFrom } from '../ledger/ledger-folder.js'
import { iso } from '../ledger/ledger-reading.js'
import { isoAt, openRandom, type RowTables, randomLedger } from '../properties/random-ledger.js'
import { type PlainFacts, plainFacts } from './plain-facts.js'

/** Every fact of src that differs from the plain one, and every plain one that src lacks, as readable lines. */
function differences(table: FactTable, plain: PlainFacts, by: readonly string[]): string[] {
  const found: string[] = []
  const seen = new Set<string>()
  table.groups.forEach((group, groupIndex) => {
    if (by.length > 0 && groupIndex === 0) return
    const label = by.map((attribute) => group[attribute]).join('/')
    table.periods.forEach((period, periodIndex) => {
      const key = `${label}|${period.label}`
      seen.add(key)
      for (const fact of factNames) {
        const actual = factAt(table, groupIndex, periodIndex, fact)
        const expected = minorUnits(fact, plain.get(key)?.get(fact))
        if (actual !== expected) found.push(`${key} ${fact}: ${actual}, plainly ${expected}`)
      }
    })
  })
  for (const [key, row] of plain) {
    const lost = [...row].filter(([, amount]) => !amount.isZero())
    if (!seen.has(key) && lost.length > 0) found.push(`${key} is missing: ${lost.map(([fact]) => fact).join(', ')}`)
  }
  return found
}

function minorUnits(fact: FactName, amount: Decimal | undefined): number {
  if (amount === undefined) return 0
  // Scores are eighths, whose sums are exact.
  if (factKind(fact) === 'number') return amount.toNumber()
  const value = factKind(fact) === 'count' ? amount : amount.times(100)
  expect(value.isInteger()).toBe(true)
  return value.toNumber()
}

const groupings = [
  [],
  ['region'],
  ['salesperson'],
  ['contract_id'],
  ['region', 'salesperson'],
  ['contract_id', 'region', 'salesperson'],
  ['customer_id'],
]

/** The same ledger with its contacts earlier by some days: some are about an invoice that is not there yet. */
function withEarlierContacts(tables: RowTables, days: number): RowTables {
  const earlier = (day: string) =>
    day === '' ? '' : new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)
  const activities = (tables.activities ?? []).map((row) => ({
    ...row,
    date: earlier(row.date!),
    promised_on: earlier(row.promised_on!),
  }))
  return { ...tables, activities }
}

describe('ledgerFacts agrees to the cent with a plain computation of every invoice on every day', () => {
  const seen = new Set<FactName>()

  test.each(groupings.map((by) => [by.join(' × ') || 'no attribute', by] as const))('by %s', async (_, by) => {
    await fc.assert(
      fc.asyncProperty(
        randomLedger,
        fc.nat({ max: 420 }),
        fc.constantFrom(0, 0, 0, 50),
        async (drawn, wait, earlier) => {
          const tables = withEarlierContacts(drawn, earlier)
          const ledger = await openRandom(tables)
          const first = tables.invoices.map((invoice) => invoice.invoice_date!).sort()[0]!
          const asOf = [isoAt(wait), first].sort()[1]!
          const plain = plainFacts(tables, asOf, by)
          expect(differences(ledgerFacts(ledger.asOf(iso(asOf)).data, by), plain, by)).toEqual([])
          for (const row of plain.values()) for (const [fact, amount] of row) if (!amount.isZero()) seen.add(fact)
        },
      ),
      { numRuns: 80, seed: 20240131 },
    )
  })

  test('and no fact is nothing in all of these ledgers', () => {
    expect(factNames.filter((fact) => !seen.has(fact))).toEqual([])
  })

  test('and the comparison has teeth: a cent more on one invoice, or a payment a month later, is seen', async () => {
    const tables: RowTables = {
      customers: [{ customer_id: 'C0', region: 'EMEA' }],
      invoices: [
        {
          invoice_id: 'I0',
          customer_id: 'C0',
          invoice_date: '2024-01-05',
          due_date: '2024-02-04',
          amount: '10.00',
          disputed: '',
        },
      ],
      payments: [{ payment_id: 'P0', customer_id: 'C0', payment_date: '2024-01-20', amount: '10.00' }],
      applications: [{ payment_id: 'P0', invoice_id: 'I0', amount: '10.00' }],
      adjustments: [],
      disputes: [],
    }
    const compare = async (changed: Partial<RowTables>) =>
      differences(
        ledgerFacts((await ledgerFrom({ ...tables, ...changed })).asOf(iso('2024-03-31')).data),
        plainFacts(tables, '2024-03-31', []),
        [],
      )
    expect(await compare({})).toEqual([])
    expect(await compare({ invoices: [{ ...tables.invoices[0]!, amount: '10.01' }] })).toContain(
      '|2024-03 receivables: 1, plainly 0',
    )
    expect(await compare({ payments: [{ ...tables.payments[0]!, payment_date: '2024-02-20' }] })).toContain(
      '|2024-01 cash_collected: 0, plainly 1000',
    )
  })
})

describe('what such ledgers have shown', () => {
  const customers = [{ customer_id: 'C0' }]
  const sold = { invoice_id: 'I0', customer_id: 'C0', invoice_date: '2024-01-05', due_date: '2024-01-05' }

  test('an invoice that a credit memo closed is not settled by cash that bounced on the same day, in any order', async () => {
    // 5 − 7 of the memo is less than nothing; the day's cash of 1 − 3 only gives back.
    const payments = [
      { payment_id: 'P0', customer_id: 'C0', payment_date: '2024-01-05', amount: '-0.03' },
      { payment_id: 'P1', customer_id: 'C0', payment_date: '2024-01-05', amount: '0.01' },
    ]
    const applications = payments.map(({ payment_id, amount }) => ({ payment_id, invoice_id: 'I0', amount }))
    const settled = async (rows: typeof applications) => {
      const { data } = await ledgerFrom({
        customers,
        invoices: [{ ...sold, amount: '0.05' }],
        payments,
        applications: rows,
        adjustments: [
          { adjustment_id: 'A0', invoice_id: 'I0', date: '2024-01-05', amount: '0.07', kind: 'credit_memo' },
        ],
      })
      return factAt(ledgerFacts(data), 0, 0, 'settled_count')
    }
    expect([await settled(applications), await settled([...applications].reverse())]).toEqual([0, 0])
  })

  test.each([
    ['2024-01-06', '2024-01-07'],
    ['2024-01-07', '2024-01-06'],
  ])('delivery on %s and sending on %s are both known on the later day', async (delivered_on, sent_on) => {
    const ledger = await ledgerFrom({ customers, invoices: [{ ...sold, amount: '1.00', delivered_on, sent_on }] })
    const known = (day: string) => factAt(ledgerFacts(ledger.asOf(iso(day)).data), 0, 0, 'bill_lag_invoices')
    expect([known('2024-01-06'), known('2024-01-07')]).toEqual([0, 1])
  })
})

describe('the table of facts', () => {
  const ledger = ledgerFrom({
    customers: [
      { customer_id: 'C1', region: 'EMEA', salesperson: 'Ana' },
      { customer_id: 'C2', region: '', salesperson: 'Ben' },
    ],
    invoices: [
      {
        invoice_id: 'I1',
        customer_id: 'C1',
        invoice_date: '2024-01-15',
        due_date: '2024-02-15',
        amount: '10.00',
        salesperson: '',
      },
      {
        invoice_id: 'I2',
        customer_id: 'C1',
        invoice_date: '2024-03-01',
        due_date: '2024-03-31',
        amount: '20.00',
        salesperson: 'Ben',
      },
      {
        invoice_id: 'I3',
        customer_id: 'C2',
        invoice_date: '2024-03-10',
        due_date: '2024-03-31',
        amount: '40.00',
        salesperson: '',
      },
    ],
  })

  test('has a row for every month from the first invoice’s through the as-of day, those without events too', async () => {
    const { periods } = ledgerFacts((await ledger).data)
    expect(periods.map(({ label, end }) => [label, isoFromDay(end)])).toEqual([
      ['2024-01', '2024-01-31'],
      ['2024-02', '2024-02-29'],
      ['2024-03', '2024-03-10'],
    ])
  })

  test('has the total first, then the groups by name; an empty attribute is (none)', async () => {
    expect(ledgerFacts((await ledger).data, ['region']).groups).toEqual([{}, { region: '(none)' }, { region: 'EMEA' }])
  })

  test('an invoice’s own salesperson goes before its customer’s', async () => {
    const table = ledgerFacts((await ledger).data, ['salesperson'])
    expect(table.groups).toEqual([{}, { salesperson: 'Ana' }, { salesperson: 'Ben' }])
    expect([0, 1, 2].map((group) => factAt(table, group, 2, 'receivables'))).toEqual([7000, 1000, 6000])
  })

  test('an attribute that the ledger lacks is an error that names the nearest', async () => {
    const { data } = await ledger
    expect(() => ledgerFacts(data, ['sales_person'])).toThrow(
      '"sales_person" is no attribute of this ledger\'s customers or invoices. Did you mean "salesperson"?',
    )
  })

  test('before its first period everything is nothing', async () => {
    expect(factAt(ledgerFacts((await ledger).data), 0, -1, 'receivables')).toBe(0)
  })
})
