import { describe, expect, test } from 'vitest'
import { invoice, ledgerFrom, type Tables } from './ledger-folder.js'
import { totalThrough } from './ledger-reading.js'

/** A ledger of one invoice that is paid and adjusted; a payment is its day and amount, with a discount perhaps. */
function history(
  paid: [day: string, amount: string, discount?: string][],
  adjusted: [day: string, kind: string, amount: string][] = [],
) {
  const tables: Tables = {
    invoices: [invoice, { ...invoice, invoice_id: 'other', invoice_date: '2024-12-31', due_date: '2024-12-31' }],
    payments: paid.map(([day, amount], row) => ({
      payment_id: `P${row}`,
      customer_id: 'C1',
      payment_date: day,
      amount,
    })),
    applications: paid.map(([, amount, discount], row) => ({
      payment_id: `P${row}`,
      invoice_id: 'I1',
      amount,
      ...(discount === undefined ? {} : { discount }),
    })),
    adjustments: adjusted.map(([date, kind, amount], row) => ({
      adjustment_id: `A${row}`,
      invoice_id: 'I1',
      date,
      kind,
      amount,
    })),
  }
  return ledgerFrom(tables)
}

async function settlement(...history_: Parameters<typeof history>) {
  const ledger = await history(...history_)
  const total = (fact: Parameters<typeof totalThrough>[2]) => totalThrough(ledger, '2024-12-31', fact)
  return {
    settled: total('settled_count'),
    value: total('settled_value'),
    early: total('settled_early_count'),
    onTime: total('settled_on_time_count'),
    late: total('settled_late_count'),
    settleDays: total('settle_days_weight') / 10000,
    lateDays: total('late_days_weight') / 10000,
  }
}

describe('an invoice settles on the day its open amount first reaches zero or less by cash and discounts', () => {
  test('a part payment does not settle it', async () => {
    expect(await settlement([['2024-02-01', '99.99']])).toMatchObject({ settled: 0, value: 0 })
  })

  test('the payment that closes it does, with the invoice’s own amount', async () => {
    expect(
      await settlement([
        ['2024-01-20', '60.00'],
        ['2024-02-01', '40.00'],
      ]),
    ).toMatchObject({
      settled: 1,
      value: 10000,
      settleDays: 22,
    })
  })

  test('a payment with a discount does', async () => {
    expect(await settlement([['2024-01-20', '98.00', '2.00']])).toMatchObject({
      settled: 1,
      value: 10000,
      settleDays: 10,
    })
  })

  test('an over-payment does, on that day', async () => {
    expect(await settlement([['2024-01-20', '150.00']])).toMatchObject({ settled: 1, value: 10000, settleDays: 10 })
  })

  test('cash that clears what a credit memo left over does', async () => {
    expect(await settlement([['2024-02-01', '70.00']], [['2024-01-20', 'credit_memo', '30.00']])).toMatchObject({
      settled: 1,
      value: 10000,
      settleDays: 22,
    })
  })

  test('cash that clears what a credit memo of the same day left over does', async () => {
    expect(await settlement([['2024-02-01', '70.00']], [['2024-02-01', 'credit_memo', '30.00']])).toMatchObject({
      settled: 1,
      settleDays: 22,
    })
  })

  test('only the first time counts: a later refund of an over-payment does not settle it again', async () => {
    expect(
      await settlement([
        ['2024-01-20', '150.00'],
        ['2024-01-25', '-50.00'],
      ]),
    ).toMatchObject({ settled: 1, settleDays: 10 })
  })
})

describe('an invoice that credit or write-off closes is not settled', () => {
  test.each(['credit_memo', 'write_off'])('closed by a %s', async (kind) => {
    expect(await settlement([['2024-01-20', '60.00']], [['2024-02-01', kind, '40.00']])).toMatchObject({
      settled: 0,
      value: 0,
    })
  })

  test('closed by a revaluation to nothing', async () => {
    expect(await settlement([['2024-01-20', '99.00']], [['2024-02-01', 'fx_revaluation', '-1.00']])).toMatchObject({
      settled: 0,
    })
  })

  test('a credit note never settles', async () => {
    const ledger = await ledgerFrom({ invoices: [{ ...invoice, amount: '-5.00' }] })
    expect(totalThrough(ledger, '2024-12-31', 'settled_count')).toBe(0)
  })

  test('written off in error, reversed, then paid: it was closed by the write-off first', async () => {
    const adjusted: [string, string, string][] = [
      ['2024-02-01', 'write_off', '100.00'],
      ['2024-02-05', 'write_off_reversal', '100.00'],
    ]
    expect(await settlement([['2024-02-20', '100.00']], adjusted)).toMatchObject({ settled: 0 })
  })
})

describe('a bounced payment', () => {
  test('that comes back later leaves the settlement on its day', async () => {
    expect(
      await settlement([
        ['2024-01-20', '100.00'],
        ['2024-01-25', '-100.00'],
      ]),
    ).toMatchObject({ settled: 1, settleDays: 10 })
  })

  test.each([
    [
      'before',
      [
        ['2024-01-20', '-100.00'],
        ['2024-01-20', '100.00'],
      ],
    ],
    [
      'after',
      [
        ['2024-01-20', '100.00'],
        ['2024-01-20', '-100.00'],
      ],
    ],
  ] as const)('of the same day, in the file %s it, does not settle: at the day’s end all is open', async (_, paid) => {
    expect(await settlement(paid.map(([day, amount]) => [day, amount]))).toMatchObject({ settled: 0 })
  })
})

describe('late days are max(0, settled − due)', () => {
  test.each([
    ['2024-02-08', { early: 1, onTime: 1, late: 0, lateDays: 0 }],
    ['2024-02-09', { early: 0, onTime: 1, late: 0, lateDays: 0 }],
    ['2024-02-10', { early: 0, onTime: 0, late: 1, lateDays: 1 }],
    ['2024-03-10', { early: 0, onTime: 0, late: 1, lateDays: 30 }],
  ])('due 9 February, settled %s', async (day, expected) => {
    expect(await settlement([[day, '100.00']])).toMatchObject(expected)
  })
})

describe('a one-table ledger', () => {
  test('is paid in full on the settled date', async () => {
    const ledger = await ledgerFrom({
      invoices: [
        { ...invoice, settled_date: '2024-02-19' },
        { ...invoice, invoice_id: 'I2', settled_date: '' },
      ],
    })
    expect(totalThrough(ledger, '2024-02-18', 'cash_collected')).toBe(0)
    expect(totalThrough(ledger, '2024-02-19', 'cash_collected')).toBe(10000)
    expect(totalThrough(ledger, '2024-02-19', 'settled_late_count')).toBe(1)
    expect(totalThrough(ledger, '2024-02-19', 'late_days_weight')).toBe(10000 * 10)
  })

  test('must not say in two ways how invoices were paid', async () => {
    const tables: Tables = {
      invoices: [{ ...invoice, settled_date: '2024-02-19' }],
      payments: [{ payment_id: 'P1', customer_id: 'C1', payment_date: '2024-02-19', amount: '100.00' }],
      applications: [{ payment_id: 'P1', invoice_id: 'I1', amount: '100.00' }],
    }
    await expect(ledgerFrom(tables)).rejects.toThrow(
      /invoices\.csv, column settled_date: a ledger with an applications table must not state settled_date too\.$/,
    )
  })
})
