import { describe, expect, test } from 'vitest'
import { addDays, isoFromDay } from '../../src/calendar/day.js'
import { agingBuckets } from '../../src/facts/columns.js'
import { ledgerFrom } from './ledger-folder.js'
import { factsOn, iso } from './ledger-reading.js'

const ledger = ledgerFrom({
  invoices: [
    { invoice_id: 'I1', customer_id: 'C1', invoice_date: '2024-01-10', due_date: '2024-02-09', amount: '100.00' },
  ],
})

describe('an open invoice is in exactly one aging bucket, by its days past due', () => {
  test.each([
    [-30, 'current_receivables'],
    [-1, 'current_receivables'],
    [0, 'current_receivables'],
    [1, 'past_due_1_30'],
    [30, 'past_due_1_30'],
    [31, 'past_due_31_60'],
    [60, 'past_due_31_60'],
    [61, 'past_due_61_90'],
    [90, 'past_due_61_90'],
    [91, 'past_due_91_120'],
    [120, 'past_due_91_120'],
    [121, 'past_due_over_120'],
    [1000, 'past_due_over_120'],
  ])('%i days past due: %s', async (days, bucket) => {
    const facts = factsOn(await ledger, isoFromDay(addDays(iso('2024-02-09'), days)))
    expect(agingBuckets.filter(({ fact }) => facts[fact] !== 0).map(({ fact }) => [fact, facts[fact]])).toEqual([
      [bucket, 10000],
    ])
  })
})

test('an invoice is past due from the day after its due date', async () => {
  expect(factsOn(await ledger, '2024-02-09')).toMatchObject({ open_invoices: 1, past_due_invoices: 0 })
  expect(factsOn(await ledger, '2024-02-10')).toMatchObject({ open_invoices: 1, past_due_invoices: 1 })
})

test('only what is still open ages', async () => {
  const paidInPart = await ledgerFrom({
    invoices: [
      { invoice_id: 'I1', customer_id: 'C1', invoice_date: '2024-01-10', terms: 'net 30', amount: '100.00' },
      { invoice_id: 'I2', customer_id: 'C1', invoice_date: '2024-01-10', terms: 'net 30', amount: '50.00' },
    ],
    payments: [{ payment_id: 'P1', customer_id: 'C1', payment_date: '2024-02-01', amount: '110.00' }],
    applications: [
      { payment_id: 'P1', invoice_id: 'I1', amount: '60.00' },
      { payment_id: 'P1', invoice_id: 'I2', amount: '50.00' },
    ],
  })
  expect(factsOn(paidInPart, '2024-02-29')).toMatchObject({
    past_due_1_30: 4000,
    receivables: 4000,
    open_invoices: 1,
    past_due_invoices: 1,
  })
})
