import { describe, expect, test } from 'vitest'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { rollForwardBreaks } from '../../src/facts/roll-forward.js'
import { checkLedger } from '../../src/quality/check-ledger.js'
import { invoice, ledgerFrom, payment, type Row } from './ledger-folder.js'
import { factsOn, openOn, totalThrough } from './ledger-reading.js'

const adjustment = (kind: string, date: string, amount: string, id = kind): Row => ({
  adjustment_id: id,
  invoice_id: 'I1',
  date,
  amount,
  kind,
})

describe('the open amount of an invoice on a day', () => {
  test('is nothing before the invoice’s date and its amount from that day on', async () => {
    const ledger = await ledgerFrom({ invoices: [invoice] })
    expect(openOn(ledger, 'I1', '2024-01-09')).toBe(0)
    expect(openOn(ledger, 'I1', '2024-01-10')).toBe(10000)
  })

  test('is the amount − applications − discounts − credit memos − write-offs + reversals ± revaluations up to that day', async () => {
    const ledger = await ledgerFrom({
      invoices: [invoice],
      payments: [payment],
      applications: [{ payment_id: 'P1', invoice_id: 'I1', amount: '60.00', discount: '1.20' }],
      adjustments: [
        adjustment('credit_memo', '2024-02-06', '5.00'),
        adjustment('write_off', '2024-02-07', '30.00'),
        adjustment('write_off_reversal', '2024-02-08', '10.00'),
        adjustment('fx_revaluation', '2024-02-09', '-0.30', 'down'),
        adjustment('fx_revaluation', '2024-02-10', '0.20', 'up'),
        adjustment('recovery', '2024-02-11', '7.00'),
      ],
    })
    const days = ['04', '05', '06', '07', '08', '09', '10', '11']
    expect(days.map((day) => openOn(ledger, 'I1', `2024-02-${day}`))).toEqual([
      10000, 3880, 3380, 380, 1380, 1350, 1370, 1370,
    ])
    const february = factsOn(ledger, '2024-02-29')
    expect(february).toMatchObject({
      receivables: 1370,
      cash_collected: 6000,
      discounts_taken: 120,
      credit_memos: 500,
      write_offs: 3000,
      write_off_reversals: 1000,
      revaluations: -10,
      recoveries: 700,
    })
    expect(rollForwardBreaks(ledgerFacts(ledger.data))).toEqual([])
  })
})

describe('an application', () => {
  test('without a date counts from its payment’s date', async () => {
    const ledger = await ledgerFrom({
      invoices: [invoice],
      payments: [payment],
      applications: [{ payment_id: 'P1', invoice_id: 'I1', amount: '60.00' }],
    })
    expect(openOn(ledger, 'I1', '2024-02-04')).toBe(10000)
    expect(openOn(ledger, 'I1', '2024-02-05')).toBe(4000)
  })

  test('with its own date counts from that date; until then the money is unapplied cash beside receivables', async () => {
    const ledger = await ledgerFrom({
      invoices: [invoice],
      payments: [payment],
      applications: [{ payment_id: 'P1', invoice_id: 'I1', amount: '60.00', applied_date: '2024-02-20' }],
    })
    expect(factsOn(ledger, '2024-02-19')).toMatchObject({ receivables: 10000, unapplied_cash: 6000, cash_collected: 0 })
    expect(factsOn(ledger, '2024-02-20')).toMatchObject({ receivables: 4000, unapplied_cash: 0, cash_collected: 6000 })
  })

  test('to an invoice that is dated later counts from the invoice’s date; before that its money is unapplied cash', async () => {
    const ledger = await ledgerFrom({
      invoices: [{ ...invoice, invoice_id: 'I0', invoice_date: '2024-01-01' }, invoice],
      payments: [{ ...payment, payment_date: '2024-01-05' }],
      applications: [{ payment_id: 'P1', invoice_id: 'I1', amount: '60.00', applied_date: '2024-01-05' }],
    })
    expect(factsOn(ledger, '2024-01-09')).toMatchObject({ receivables: 10000, unapplied_cash: 6000, cash_collected: 0 })
    expect(factsOn(ledger, '2024-01-10')).toMatchObject({ receivables: 14000, unapplied_cash: 0, cash_collected: 6000 })
  })

  test('taken back (a bounced cheque) opens the invoice again, with the discount it had given', async () => {
    const ledger = await ledgerFrom({
      invoices: [invoice],
      payments: [
        { ...payment, amount: '98.00' },
        { ...payment, payment_id: 'P2', payment_date: '2024-02-12', amount: '-98.00' },
      ],
      applications: [
        { payment_id: 'P1', invoice_id: 'I1', amount: '98.00', discount: '2.00' },
        { payment_id: 'P2', invoice_id: 'I1', amount: '-98.00', discount: '-2.00' },
      ],
    })
    expect(openOn(ledger, 'I1', '2024-02-05')).toBe(0)
    expect(openOn(ledger, 'I1', '2024-02-12')).toBe(10000)
    expect(factsOn(ledger, '2024-02-29')).toMatchObject({ cash_collected: 0, discounts_taken: 0, unapplied_cash: 0 })
  })
})

describe('unapplied cash', () => {
  test('is never netted against receivables: neither sinks because of the other', async () => {
    const ledger = await ledgerFrom({ invoices: [invoice], payments: [payment] })
    expect(factsOn(ledger, '2024-02-29')).toMatchObject({ receivables: 10000, unapplied_cash: 6000, cash_collected: 0 })
  })

  test('that came before the first invoice’s month is there in the first month', async () => {
    const ledger = await ledgerFrom({ invoices: [invoice], payments: [{ ...payment, payment_date: '2023-11-30' }] })
    expect(factsOn(ledger, '2024-01-31')).toMatchObject({ receivables: 10000, unapplied_cash: 6000 })
  })

  test('is lowered by a refund, which is a negative payment', async () => {
    const ledger = await ledgerFrom({
      invoices: [invoice],
      payments: [payment, { ...payment, payment_id: 'P2', payment_date: '2024-02-15', amount: '(45.00)' }],
    })
    expect(factsOn(ledger, '2024-02-14')).toMatchObject({ unapplied_cash: 6000 })
    expect(factsOn(ledger, '2024-02-15')).toMatchObject({ unapplied_cash: 1500, receivables: 10000, cash_collected: 0 })
  })

  test('is what of a payment was not applied', async () => {
    const ledger = await ledgerFrom({
      invoices: [invoice],
      payments: [{ ...payment, amount: '130.00' }],
      applications: [{ payment_id: 'P1', invoice_id: 'I1', amount: '100.00' }],
    })
    expect(factsOn(ledger, '2024-02-29')).toMatchObject({ receivables: 0, unapplied_cash: 3000, cash_collected: 10000 })
  })
})

test('a recovery on a written-off invoice touches neither receivables nor cash collected: it is its own fact', async () => {
  const ledger = await ledgerFrom({
    invoices: [invoice],
    adjustments: [adjustment('write_off', '2024-02-20', '100.00'), adjustment('recovery', '2024-03-05', '40.00')],
  })
  expect(factsOn(ledger, '2024-03-31')).toMatchObject({ receivables: 0, cash_collected: 0, recoveries: 4000 })
  expect(openOn(ledger, 'I1', '2024-03-31')).toBe(0)
})

describe('a credit note (an invoice with a negative amount)', () => {
  const note: Row = {
    ...invoice,
    invoice_id: 'N1',
    invoice_date: '2024-01-20',
    due_date: '2024-01-20',
    amount: '(30.00)',
  }

  test('is a credit_memos flow on its date, no sale, and a credit balance after it', async () => {
    const ledger = await ledgerFrom({ invoices: [invoice, note] })
    expect(factsOn(ledger, '2024-01-19')).toMatchObject({ credit_memos: 0, credit_balances: 0, receivables: 10000 })
    expect(factsOn(ledger, '2024-01-31')).toMatchObject({
      credit_sales: 10000,
      invoices: 1,
      credit_memos: 3000,
      credit_balances: 3000,
      receivables: 7000,
      current_receivables: 10000,
      open_invoices: 1,
    })
    expect(rollForwardBreaks(ledgerFacts(ledger.data))).toEqual([])
  })

  test('is never past due, however old it is', async () => {
    const ledger = await ledgerFrom({ invoices: [invoice, note] })
    expect(factsOn(ledger, '2024-12-31')).toMatchObject({
      past_due_over_120: 10000,
      past_due_invoices: 1,
      credit_balances: 3000,
    })
  })

  test('is used up by a payment’s application of both signs', async () => {
    const ledger = await ledgerFrom({
      invoices: [invoice, note],
      payments: [{ ...payment, amount: '70.00' }],
      applications: [
        { payment_id: 'P1', invoice_id: 'I1', amount: '100.00' },
        { payment_id: 'P1', invoice_id: 'N1', amount: '-30.00' },
      ],
    })
    expect(factsOn(ledger, '2024-02-29')).toMatchObject({
      receivables: 0,
      credit_balances: 0,
      cash_collected: 7000,
      unapplied_cash: 0,
    })
  })
})

describe('an over-applied invoice', () => {
  const ledger = () =>
    ledgerFrom({
      invoices: [invoice, { ...invoice, invoice_id: 'I2' }],
      payments: [{ ...payment, amount: '120.00' }],
      applications: [{ payment_id: 'P1', invoice_id: 'I1', amount: '120.00' }],
    })

  test('is warned of, with how many there are', async () => {
    const { warnings } = checkLedger(await ledger())
    expect(warnings).toMatchObject([{ code: 'over-applied', count: 1, amount: 20_00 }])
  })

  test('is a credit balance that lowers receivables but no aging bucket', async () => {
    expect(factsOn(await ledger(), '2024-02-05')).toMatchObject({
      receivables: 8000,
      credit_balances: 2000,
      current_receivables: 10000,
      open_invoices: 1,
    })
  })

  test('is not warned of when what was too much was taken back', async () => {
    const mended = await ledgerFrom({
      invoices: [invoice],
      payments: [{ ...payment, amount: '120.00' }],
      applications: [
        { payment_id: 'P1', invoice_id: 'I1', amount: '120.00' },
        { payment_id: 'P1', invoice_id: 'I1', amount: '-20.00', applied_date: '2024-02-06' },
      ],
    })
    expect(checkLedger(mended).warnings).toEqual([])
    expect(factsOn(mended, '2024-02-29')).toMatchObject({ receivables: 0, unapplied_cash: 2000, cash_collected: 10000 })
  })
})

describe('disputed receivables', () => {
  test('are open amounts from the day a dispute opens to the day before it is resolved', async () => {
    const ledger = await ledgerFrom({
      invoices: [invoice],
      disputes: [
        { dispute_id: 'D1', invoice_id: 'I1', opened_on: '2024-01-20', amount: '10.00', resolved_on: '2024-03-05' },
      ],
    })
    const disputed = ['2024-01-19', '2024-01-20', '2024-03-04', '2024-03-05'].map(
      (day) => factsOn(ledger, day).disputed_receivables,
    )
    expect(disputed).toEqual([0, 10000, 10000, 0])
  })

  test('of an invoice flagged as disputed without dates are its open amount', async () => {
    const ledger = await ledgerFrom({
      invoices: [
        { ...invoice, disputed: 'Yes' },
        { ...invoice, invoice_id: 'I2', disputed: 'No' },
      ],
    })
    expect(factsOn(ledger, '2024-01-31')).toMatchObject({ disputed_receivables: 10000, receivables: 20000 })
  })
})

test('sales count invoices and their terms days in the month of the invoice’s date', async () => {
  const ledger = await ledgerFrom({ invoices: [invoice, { ...invoice, invoice_id: 'I2', invoice_date: '2024-02-01' }] })
  expect(factsOn(ledger, '2024-01-31')).toMatchObject({
    credit_sales: 10000,
    invoices: 1,
    terms_sales_weight: 10000 * 30,
  })
  expect(factsOn(ledger, '2024-02-29')).toMatchObject({
    credit_sales: 10000,
    invoices: 1,
    terms_sales_weight: 10000 * 8,
  })
  expect(totalThrough(ledger, '2024-02-29', 'credit_sales')).toBe(20000)
})
