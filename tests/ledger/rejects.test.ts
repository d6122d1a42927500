import { describe, expect, test } from 'vitest'
import { rejectSentence } from '../../src/ledger/ledger-problem.js'
import { checkLedger } from '../../src/quality/check-ledger.js'
import { application, csv, invoice, ledgerFrom, payment, type Row, type Tables } from './ledger-folder.js'
import { factsOn } from './ledger-reading.js'

const memo: Row = { adjustment_id: 'A1', invoice_id: 'I1', date: '2024-02-06', amount: '5.00', kind: 'credit_memo' }
const dispute: Row = { dispute_id: 'D1', invoice_id: 'I1', opened_on: '2024-01-20', amount: '5.00', resolved_on: '' }
const sound = {
  customers: [{ customer_id: 'C1', region: 'EMEA', terms: 'net 30' }],
  invoices: [invoice],
  payments: [payment],
  applications: [application],
  adjustments: [memo],
  disputes: [dispute],
} satisfies Tables

/** The sound ledger with one more row, the last of a table: the only one that is rejected. */
const broken: [rule: string, table: keyof typeof sound, row: Row, column: string, reason: string][] = [
  [
    'an amount that is none',
    'invoices',
    { ...invoice, invoice_id: 'X', amount: '12,3x' },
    'amount',
    'it is not an amount; expected one like 1,234.50, -12 or (12.00)',
  ],
  [
    'an amount with too many decimals',
    'invoices',
    { ...invoice, invoice_id: 'X', amount: '1.005' },
    'amount',
    'it has more than the 2 decimals of the currency; amounts are never rounded',
  ],
  [
    'no amount',
    'invoices',
    { ...invoice, invoice_id: 'X', amount: ' ' },
    'amount',
    'it is empty, but every row needs it',
  ],
  ['no identifier', 'invoices', { ...invoice, invoice_id: '' }, 'invoice_id', 'it is empty, but every row needs it'],
  [
    'an impossible date',
    'invoices',
    { ...invoice, invoice_id: 'X', invoice_date: '2024-02-30' },
    'invoice_date',
    'it is not a date of the calendar; expected one like 2024-03-31',
  ],
  [
    'a customer that is not in the customer table',
    'invoices',
    { ...invoice, invoice_id: 'X', customer_id: 'C9' },
    'customer_id',
    'this customer is not in the customer table, or was rejected there',
  ],
  [
    'an invoice for the second time',
    'invoices',
    { ...invoice, amount: '1.00' },
    'invoice_id',
    'the invoice is there twice; identifiers must be unique',
  ],
  [
    'an invoice due before its date',
    'invoices',
    { ...invoice, invoice_id: 'X', due_date: '2024-01-09' },
    'due_date',
    'the invoice would be due before its own date',
  ],
  [
    'a customer for the second time',
    'customers',
    { customer_id: 'C1', region: 'APAC' },
    'customer_id',
    'the customer is there twice; identifiers must be unique',
  ],
  [
    'terms that are none',
    'customers',
    { customer_id: 'C2', terms: 'soon' },
    'terms',
    'these are not payment terms; expected "net 30" or "2/10 net 30"',
  ],
  [
    'a payment of an unknown customer',
    'payments',
    { ...payment, payment_id: 'X', customer_id: 'C9' },
    'customer_id',
    'this customer is not in the customer table, or was rejected there',
  ],
  [
    'a payment for the second time',
    'payments',
    { ...payment, amount: '1.00' },
    'payment_id',
    'the payment is there twice; identifiers must be unique',
  ],
  [
    'an application of an unknown payment',
    'applications',
    { ...application, payment_id: 'P9' },
    'payment_id',
    'this payment is not in the payments table, or was rejected there',
  ],
  [
    'an application before its payment',
    'applications',
    { ...application, applied_date: '2024-02-04' },
    'applied_date',
    'the payment would be applied before it came in',
  ],
  [
    'an application to an unknown invoice',
    'applications',
    { ...application, invoice_id: 'I9' },
    'invoice_id',
    'this invoice is not in the invoices table, or was rejected there',
  ],
  [
    'an adjustment of an unknown invoice',
    'adjustments',
    { ...memo, adjustment_id: 'X', invoice_id: 'I9' },
    'invoice_id',
    'this invoice is not in the invoices table, or was rejected there',
  ],
  [
    'an adjustment of an unknown kind',
    'adjustments',
    { ...memo, adjustment_id: 'X', kind: 'writeoff' },
    'kind',
    'the kind must be one of credit_memo, write_off, write_off_reversal, recovery, fx_revaluation',
  ],
  [
    'a negative adjustment that is no revaluation',
    'adjustments',
    { ...memo, adjustment_id: 'X', amount: '-1.00' },
    'amount',
    'only an fx_revaluation may be negative; take a write_off back with a write_off_reversal',
  ],
  [
    'an adjustment before its invoice',
    'adjustments',
    { ...memo, adjustment_id: 'X', date: '2024-01-09' },
    'date',
    'the adjustment is dated before its invoice',
  ],
  [
    'an adjustment for the second time',
    'adjustments',
    memo,
    'adjustment_id',
    'the adjustment is there twice; identifiers must be unique',
  ],
  [
    'a dispute of an unknown invoice',
    'disputes',
    { ...dispute, dispute_id: 'X', invoice_id: 'I9' },
    'invoice_id',
    'this invoice is not in the invoices table, or was rejected there',
  ],
  [
    'a dispute that ends before it begins',
    'disputes',
    { ...dispute, dispute_id: 'X', resolved_on: '2024-01-19' },
    'resolved_on',
    'the dispute is resolved before it was opened',
  ],
]

describe('a row that cannot be used is a reject with file, line, column, value and reason; it changes no figure', async () => {
  const before = await ledgerFrom(sound)

  test('(the ledger without it has no reject)', () => {
    expect(before.data.rejects).toEqual([])
  })

  test.each(broken)('%s, in %s', async (_, table, row, column, reason) => {
    const ledger = await ledgerFrom({ ...sound, [table]: [...sound[table], row] })
    const [reject] = ledger.data.rejects
    expect(ledger.data.rejects).toHaveLength(1)
    expect(reject).toMatchObject({ line: 3, column, value: row[column]!.trim(), reason })
    expect(reject!.file.endsWith(`/${table}.csv`)).toBe(true)
    expect(factsOn(ledger, '2024-02-29')).toEqual(factsOn(before, '2024-02-29'))
    const counts = ledger.data.tables[table]!
    expect(counts).toMatchObject({
      read: 2,
      accepted: 1,
      rejected: 1,
      acceptedAmount: before.data.tables[table]!.acceptedAmount,
    })
  })

  test('an invoice settled before its own date', async () => {
    const settled = { ...invoice, settled_date: '2024-02-01' }
    const ledger = await ledgerFrom({
      invoices: [settled, { ...settled, invoice_id: 'X', settled_date: '2024-01-09' }],
    })
    expect(ledger.data.rejects).toMatchObject([
      {
        line: 3,
        column: 'settled_date',
        value: '2024-01-09',
        reason: 'the invoice would be settled before its own date',
      },
    ])
  })

  test('a flag that is neither yes nor no', async () => {
    const ledger = await ledgerFrom({
      invoices: [
        { ...invoice, disputed: 'Y' },
        { ...invoice, invoice_id: 'X', disputed: 'maybe' },
      ],
    })
    expect(ledger.data.rejects).toMatchObject([
      { line: 3, column: 'disputed', value: 'maybe', reason: 'it is neither yes nor no' },
    ])
  })

  test('an invoice that is rejected takes what hangs on it with it, each row with its own reason', async () => {
    const { data } = await ledgerFrom({
      ...sound,
      invoices: [
        { ...invoice, amount: 'x' },
        { ...invoice, invoice_id: 'I2' },
      ],
    })
    expect(data.rejects.map(({ file, line, column }) => [file.split('/').at(-1), line, column])).toEqual([
      ['invoices.csv', 2, 'amount'],
      ['applications.csv', 2, 'invoice_id'],
      ['adjustments.csv', 2, 'invoice_id'],
      ['disputes.csv', 2, 'invoice_id'],
    ])
  })
})

describe('payments and applications that do not fit are warned of, for they are no rejects', () => {
  const warned = async (tables: Tables) =>
    checkLedger(await ledgerFrom(tables)).warnings.map(({ code, count }) => [code, count])

  test('payments without an applications table', async () => {
    expect(await warned({ invoices: [invoice], payments: [payment, { ...payment, payment_id: 'P2' }] })).toEqual([
      ['payments-not-applied', 2],
    ])
  })

  test('more applied from a payment than came in', async () => {
    expect(await warned({ ...sound, payments: [{ ...payment, amount: '59.99' }] })).toEqual([['unapplied-negative', 1]])
    expect(await warned(sound)).toEqual([])
  })

  test('a payment that pays another customer’s invoice', async () => {
    expect(
      await warned({
        ...sound,
        customers: [...sound.customers, { customer_id: 'C2', region: 'APAC', terms: 'net 30' }],
        payments: [{ ...payment, customer_id: 'C2' }],
      }),
    ).toEqual([['paid-for-another', 1]])
  })
})

test('a row with two faults is one reject', async () => {
  const { data } = await ledgerFrom({ invoices: [invoice, { ...invoice, invoice_id: '', amount: 'x', due_date: 'y' }] })
  expect(data.rejects).toHaveLength(1)
  expect(data.tables.invoices).toMatchObject({ read: 2, accepted: 1, rejected: 1 })
})

test('rows read are rows accepted + rows rejected, in every table at once', async () => {
  const everything: Record<string, Row[]> = Object.fromEntries(
    Object.entries(sound).map(([table, rows]) => [table, [...rows]]),
  )
  for (const [, table, row] of broken) everything[table]!.push(row)
  const { data } = await ledgerFrom(everything)
  for (const [table, rows] of Object.entries(everything)) {
    expect(data.tables[table], table).toMatchObject({ read: rows.length, accepted: 1, rejected: rows.length - 1 })
    expect(data.rejects.filter(({ file }) => file.endsWith(`/${table}.csv`))).toHaveLength(rows.length - 1)
  }
})

test('a reject as a sentence names place, value and reason, and cuts a long value', () => {
  const reject = {
    file: 'a/invoices.csv',
    line: 7,
    column: 'amount',
    value: '12,3x',
    code: 'not-an-amount',
    reason: 'it is not an amount',
    amount: null,
  } as const
  expect(rejectSentence(reject)).toBe('a/invoices.csv, line 7, column amount: "12,3x": it is not an amount.')
  const long = rejectSentence({ ...reject, value: 'x'.repeat(500) })
  expect(long).toContain(`"${'x'.repeat(57)}...":`)
})

test('applications without a payments table are refused', async () => {
  await expect(ledgerFrom({ invoices: [invoice], applications: [application] })).rejects.toThrow(
    /applications\.csv: applications need the table payments, which is not there\.$/,
  )
})

test('when every invoice is rejected, the sentence shows the first of them', async () => {
  const bad = [
    { ...invoice, amount: 'x' },
    { ...invoice, invoice_id: 'I2', amount: 'y' },
  ]
  await expect(ledgerFrom({ invoices: bad })).rejects.toThrow(
    /^all 2 rows were rejected, the first: .*invoices\.csv, line 2, column amount: "x": it is not an amount;/,
  )
})

describe('arlab check’s findings', () => {
  test('hold counts, rejects, warnings, the roll-forward and the balances of the as-of day', async () => {
    const check = checkLedger(
      await ledgerFrom({
        ...sound,
        payments: [{ ...payment, amount: '160.00' }],
        applications: [{ ...application, amount: '110.00' }],
        disputes: `${csv([dispute])}D2,I9,2024-01-01,1.00,\n`,
      }),
    )
    expect(check).toMatchObject({
      schema: 'arlab/check/1',
      currency: 'USD',
      asOf: '2024-02-06',
      rollForward: { holds: true, difference: 0, months: 2, breaks: [] },
      receivables: -1500,
      openInvoices: 0,
      unappliedCash: 5000,
      warnings: [{ code: 'over-applied', count: 1 }],
    })
    expect(check.rejects).toMatchObject([{ line: 3, column: 'invoice_id', value: 'I9' }])
    expect(check.ledgerHash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('a write-off of more than what is open is warned of', async () => {
    const ledger = await ledgerFrom({ ...sound, adjustments: [{ ...memo, kind: 'write_off', amount: '50.00' }] })
    expect(
      checkLedger(ledger)
        .warnings.map(({ code, count }) => [code, count])
        .sort(),
    ).toEqual([
      ['over-applied', 1],
      ['write-off-exceeds-open', 1],
    ])
  })
})
