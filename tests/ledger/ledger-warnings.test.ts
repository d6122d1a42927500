import { describe, expect, test } from 'vitest'
import { dayFromIso } from '../../src/calendar/day.js'
import { checkLedger } from '../../src/quality/check-ledger.js'
import { ledgerFrom } from './ledger-folder.js'

const invoices = `invoice_id,customer_id,invoice_date,due_date,amount
A1,A,2024-01-01,2024-01-31,100.00
B1,B,2024-01-01,2024-01-31,100.00
`
const payments = (...rows: string[]) => `payment_id,customer_id,payment_date,amount\n${rows.join('\n')}\n`
const applications = (...rows: string[]) => `payment_id,invoice_id,amount\n${rows.join('\n')}\n`

async function warningsOf(tables: Record<string, string>): Promise<Record<string, number>> {
  const { warnings } = checkLedger(await ledgerFrom({ invoices, ...tables }))
  return Object.fromEntries(warnings.map(({ code, count }) => [code, count]))
}

describe('a check of a ledger warns', () => {
  test('of nothing where all is well', async () => {
    expect(
      await warningsOf({ payments: payments('P1,A,2024-02-01,100.00'), applications: applications('P1,A1,100.00') }),
    ).toEqual({})
  })

  test('of payments that have more applied from them than came in', async () => {
    const tables = { payments: payments('P1,A,2024-02-01,50.00'), applications: applications('P1,A1,80.00') }
    expect(await warningsOf(tables)).toEqual({ 'unapplied-negative': 1 })
  })

  test('of a payment applied to another customer’s invoice', async () => {
    const tables = { payments: payments('P1,A,2024-02-01,50.00'), applications: applications('P1,B1,50.00') }
    expect(await warningsOf(tables)).toEqual({ 'paid-for-another': 1 })
  })

  test('of payments without a table of applications', async () => {
    expect(await warningsOf({ payments: payments('P1,A,2024-02-01,50.00', 'P2,B,2024-02-01,50.00') })).toEqual({
      'payments-not-applied': 2,
    })
  })

  test('of a column that is not read but is named almost like one that would be', async () => {
    const { data } = await ledgerFrom({ invoices, customers: 'customer_id,regon,shoe_size\nA,EMEA,42\nB,APAC,43\n' })
    expect(data.warnings.map(({ message }) => message.replace(/^.*: /, ''))).toEqual([
      'the column "regon" is not read; "region" would be',
    ])
  })

  test('of an over-applied invoice only from the day on which it is so', async () => {
    const ledger = await ledgerFrom({
      invoices,
      payments: payments('P1,A,2024-02-01,150.00'),
      applications: applications('P1,A1,150.00'),
    })
    const codesOn = (day: string) => checkLedger(ledger.asOf(dayFromIso(day)!)).warnings.map(({ code }) => code)
    expect(codesOn('2024-02-01')).toEqual(['over-applied'])
    expect(codesOn('2024-01-31')).toEqual([])
  })
})

describe('a ledger refuses', () => {
  test('payments in another currency than its own', async () => {
    const text = 'payment_id,customer_id,payment_date,amount,currency\nP1,A,2024-02-01,50.00,EUR\n'
    await expect(ledgerFrom({ invoices, payments: text, applications: applications('P1,A1,50.00') })).rejects.toThrow(
      /payments\.csv, column currency: money is in EUR, the ledger's currency is USD, and there are no exchange rates of it/,
    )
  })

  test('an application dated before its payment came in, with the row', async () => {
    const { data } = await ledgerFrom({
      invoices,
      payments: payments('P1,A,2024-02-01,50.00'),
      applications: 'payment_id,invoice_id,amount,applied_date\nP1,A1,50.00,2024-01-15\n',
    })
    expect(data.rejects).toMatchObject([
      {
        line: 2,
        column: 'applied_date',
        value: '2024-01-15',
        reason: 'the payment would be applied before it came in',
      },
    ])
  })
})
