import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Day, dayFromIso, isoFromDay } from '../../src/calendar/day.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { rollForwardBreaks } from '../../src/facts/roll-forward.js'
import { openAmounts } from '../../src/ledger/open-amounts.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { ledgerFrom, type Row, writeLedger } from './ledger-folder.js'
import { factsOn, openOn } from './ledger-reading.js'

const invoice = (id: string, amount: string, currency: string, date = '2024-01-10'): Row => ({
  invoice_id: id,
  customer_id: 'C1',
  invoice_date: date,
  due_date: '2024-03-31',
  amount,
  currency,
})
const payment = (id: string, amount: string, currency: string, date = '2024-02-05'): Row => ({
  payment_id: id,
  customer_id: 'C1',
  payment_date: date,
  amount,
  currency,
})
const apply = (payment_id: string, invoice_id: string, amount: string): Row => ({ payment_id, invoice_id, amount })
const rate = (date: string, currency: string, text: string): Row => ({ date, currency, rate: text })

describe('an invoice in another currency', () => {
  // 100.01 EUR × 1.0951 = 109.520951 → 109.52 USD. After 33.34 EUR are paid 66.67 EUR are open: × 1.0951 = 73.010317 → 73.01,
  // so the first payment counts as 109.52 − 73.01 = 36.51 and the second as 73.01: nothing is left.
  const ledger = ledgerFrom({
    invoices: [invoice('I1', '100.01', 'EUR'), invoice('I2', '50.00', 'usd')],
    payments: [payment('P1', '33.34', 'EUR', '2024-02-05'), payment('P2', '66.67', 'EUR', '2024-02-06')],
    applications: [apply('P1', 'I1', '33.34'), apply('P2', 'I1', '66.67')],
    fx: [rate('2024-01-08', 'EUR', '1.0951'), rate('2024-02-02', 'EUR', '1.0788')],
  })

  test('counts by the rate of its date, the latest on or before it', async () =>
    expect(openOn(await ledger, 'I1', '2024-01-10')).toBe(10952))

  test('has what is open of it converted on every day, so that a paid invoice is closed to the cent', async () => {
    expect(openOn(await ledger, 'I1', '2024-02-05')).toBe(7301)
    expect(openOn(await ledger, 'I1', '2024-02-06')).toBe(0)
    expect(factsOn(await ledger, '2024-02-29').cash_collected).toBe(10952)
  })

  test('leaves nothing unapplied when its payments, converted by their own day, are used up', async () =>
    expect(factsOn(await ledger, '2024-02-29').unapplied_cash).toBe(0))

  test('shows what the cash is worth at the rates of its own days', async () => {
    // 100.01 EUR × 1.0788: 33.34 → 35.97, 66.67 → 71.92; together 107.89, which is 1.63 less than 109.52.
    const found = (await ledger).data.warnings.find(({ code }) => code === 'exchange-difference')
    expect(found).toMatchObject({ amount: 163, count: 2 })
    expect(found!.message).toContain('less')
  })

  test('ties the roll-forward', async () => expect(rollForwardBreaks(ledgerFacts((await ledger).data))).toEqual([]))

  test('is counted in the ledger’s currency', async () =>
    expect((await ledger).data.tables.invoices).toMatchObject({ readAmount: 10952 + 5000, acceptedAmount: 15952 }))
})

test('each currency has its own decimals: 10000 yen are 67.50 dollars, and half a yen is refused', async () => {
  const { data } = await ledgerFrom({
    invoices: [invoice('I1', '10000', 'JPY'), invoice('I2', '1234.5', 'JPY'), invoice('I3', '1.234', 'KWD')],
    fx: [rate('2024-01-10', 'JPY', '0.00675'), rate('2024-01-10', 'KWD', '3.25')],
  })
  expect([...data.invoices.amount]).toEqual([6750, 401])
  expect(data.rejects).toMatchObject([{ line: 3, code: 'too-many-decimals', value: '1234.5' }])
})

test('applications and adjustments are in their invoice’s currency, revaluations in the ledger’s', async () => {
  const ledger = await ledgerFrom({
    invoices: [invoice('I1', '10000', 'JPY')],
    payments: [payment('P1', '4000', 'JPY')],
    applications: [apply('P1', 'I1', '4000')],
    adjustments: [
      { adjustment_id: 'A1', invoice_id: 'I1', date: '2024-02-10', amount: '1000', kind: 'credit_memo' },
      { adjustment_id: 'A2', invoice_id: 'I1', date: '2024-02-29', amount: '-0.37', kind: 'fx_revaluation' },
    ],
    fx: [rate('2024-01-10', 'JPY', '0.00675'), rate('2024-02-05', 'JPY', '0.0067')],
  })
  // 10000 − 4000 − 1000 = 5000 yen × 0.00675 = 33.75, less the revaluation of 0.37.
  expect(openOn(ledger, 'I1', '2024-02-29')).toBe(3375 - 37)
})

describe('a rate', () => {
  const with_ = (fx: readonly Row[], date = '2024-01-20') =>
    ledgerFrom({ invoices: [invoice('I1', '10.00', 'EUR', date)], fx })

  test('holds for ten days', async () =>
    expect([...(await with_([rate('2024-01-10', 'EUR', '1.1')])).data.invoices.amount]).toEqual([1100]))

  test('is missed after eleven, with the currency and the day', async () =>
    await expect(with_([rate('2024-01-09', 'EUR', '1.1')])).rejects.toThrow(
      /the table fx lacks exchange rates \(EUR from 2024-01-20 on\); a rate holds for at most 10 days/,
    ))

  test('is not taken from a later day', async () =>
    await expect(with_([rate('2024-01-21', 'EUR', '1.1')])).rejects.toThrow(/EUR from 2024-01-20 on/))

  test.each(['0', '-1.1', '1,1', 'x'])('of "%s" is rejected', async (text) => {
    const { data } = await with_([rate('2024-01-10', 'EUR', '1.1'), rate('2024-01-11', 'EUR', text)])
    expect(data.rejects).toMatchObject([{ line: 3, column: 'rate', code: 'not-an-amount' }])
  })

  test('that is there twice for a day is rejected', async () => {
    const { data } = await with_([rate('2024-01-10', 'EUR', '1.1'), rate('2024-01-10', 'EUR', '1.2')])
    expect(data.rejects).toMatchObject([{ line: 3, code: 'duplicate-identifier' }])
    expect([...data.invoices.amount]).toEqual([1100])
  })
})

describe('currencies without rates are an error that lists them, and never added up', () => {
  test('of invoices', async () =>
    await expect(
      ledgerFrom({
        invoices: [invoice('I1', '1.00', 'EUR'), invoice('I2', '1.00', 'USD'), invoice('I3', '1.00', 'GBP')],
      }),
    ).rejects.toThrow(/money is in EUR, GBP, the ledger's currency is USD, and there are no exchange rates of them/))

  test('of payments', async () =>
    await expect(
      ledgerFrom({ invoices: [invoice('I1', '1.00', 'USD')], payments: [payment('P1', '1.00', 'CHF')] }),
    ).rejects.toThrow(/money is in CHF/))

  test('of customers whose invoices state none', async () =>
    await expect(
      ledgerFrom({
        customers: [{ customer_id: 'C1', currency: 'SEK' }],
        invoices: [{ ...invoice('I1', '1.00', ''), currency: '' }],
      }),
    ).rejects.toThrow(/money is in SEK/))
})

test('a payment in one currency is not applied to an invoice in another', async () => {
  const { data } = await ledgerFrom({
    invoices: [invoice('I1', '10.00', 'USD'), invoice('I2', '10.00', 'EUR')],
    payments: [payment('P1', '10.00', 'EUR', '2024-01-12')],
    applications: [apply('P1', 'I1', '10.00'), apply('P1', 'I2', '10.00')],
    fx: [rate('2024-01-10', 'EUR', '1.1')],
  })
  expect(data.rejects).toMatchObject([
    { file: expect.stringContaining('applications'), line: 2, code: 'currency-mismatch' },
  ])
})

describe('the currency of a ledger', () => {
  test('of a folder is the one that all its invoices state', async () =>
    expect(
      (await ledgerFrom({ invoices: [invoice('I1', '1.00', 'EUR'), invoice('I2', '2.00', 'eur')] })).currency.code,
    ).toBe('EUR'))

  test('is the one asked for', async () => {
    const folder = writeLedger({
      invoices: [invoice('I1', '10.00', 'USD')],
      fx: [rate('2024-01-10', 'USD', '0.9')],
    })
    const ledger = await openLedger(folder, { currency: 'EUR' })
    expect([ledger.currency.code, ...ledger.data.invoices.amount]).toEqual(['EUR', 900])
  })
})

test('on every day, what is open is the open amount of the invoice’s currency × its rate, as decimal.js rounds it', async () => {
  const Wide = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP })
  const cents = fc.integer({ min: 1, max: 50_000 })
  const shape = fc.record({
    rate: fc.stringMatching(/^[0-3]\.\d{1,6}$/).filter((text) => Number(text) > 0),
    parts: fc.array(fc.tuple(cents, fc.integer({ min: 1, max: 60 })), { minLength: 1, maxLength: 8 }),
    rest: cents,
  })
  await fc.assert(
    fc.asyncProperty(fc.array(shape, { minLength: 1, maxLength: 6 }), async (shapes) => {
      const start = dayFromIso('2024-01-10')!
      const text = (amount: number) => new Decimal(amount).dividedBy(100).toFixed(2)
      const ledger = await ledgerFrom({
        invoices: shapes.map(({ parts, rest }, i) =>
          invoice(
            `I${i}`,
            text(parts.reduce((sum, [amount]) => sum + amount, rest)),
            `${'EUR GBP CHF AUD NZD CAD'.split(' ')[i]}`,
          ),
        ),
        payments: shapes.flatMap(({ parts }, i) =>
          parts.map(([amount, after], n) =>
            payment(
              `P${i}-${n}`,
              text(amount),
              `${'EUR GBP CHF AUD NZD CAD'.split(' ')[i]}`,
              isoFromDay((start + after) as Day),
            ),
          ),
        ),
        applications: shapes.flatMap(({ parts }, i) =>
          parts.map(([amount], n) => apply(`P${i}-${n}`, `I${i}`, text(amount))),
        ),
        fx: shapes.flatMap(({ rate: text }, i) =>
          Array.from({ length: 8 }, (_, week) =>
            rate(
              isoFromDay((start + 10 * week) as Day),
              `${'EUR GBP CHF AUD NZD CAD'.split(' ')[i]}`,
              week === 0 ? text : '0.5',
            ),
          ),
        ),
      })
      for (const after of [0, 7, 21, 45, 60]) {
        const open = openAmounts(ledger.data, (start + after) as Day)
        shapes.forEach(({ rate: rateText, parts, rest }, i) => {
          const paid = parts.filter(([, on]) => on <= after).reduce((sum, [amount]) => sum + amount, 0)
          const left = parts.reduce((sum, [amount]) => sum + amount, rest) - paid
          expect(open[i]).toBe(new Wide(left).times(rateText).toDecimalPlaces(0).toNumber())
        })
      }
      expect(rollForwardBreaks(ledgerFacts(ledger.data))).toEqual([])
      expect(factsOn(ledger, '2024-03-31').unapplied_cash).toBe(0)
    }),
    { numRuns: 40 },
  )
})
