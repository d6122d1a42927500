import { describe, expect, test } from 'vitest'
import { ledgerHash } from '../../src/ledger/ledger-hash.js'
import { type LedgerRows, ledgerOfRows } from '../../src/ledger/ledger-of-rows.js'
import { handMadeTables } from '../kpi/hand-made-ledger.js'
import { invoice, ledgerFrom } from './ledger-folder.js'

describe('A ledger of rows in memory', () => {
  test('is the ledger of the same rows in files', async () => {
    const fromFiles = await ledgerFrom(handMadeTables)
    const fromRows = ledgerOfRows(handMadeTables as unknown as LedgerRows)
    expect(ledgerHash(fromRows.data)).toBe(ledgerHash(fromFiles.data))
    expect(fromRows.knownThrough).toBe(fromFiles.knownThrough)
    expect(fromRows.data.warnings.map(({ code }) => code)).toEqual(fromFiles.data.warnings.map(({ code }) => code))
  })

  test.each<[string, LedgerRows, RegExp]>([
    ['a column that the table lacks', { invoices: [{ ...invoice, colour: 'red' }] }, /no column colour/],
    ['a date that is none', { invoices: [{ ...invoice, invoice_date: '2024-02-30' }] }, /"2024-02-30" cannot be read/],
    ['an amount that is none', { invoices: [{ ...invoice, amount: '1.234' }] }, /"1.234" cannot be read/],
    ['an empty amount', { invoices: [{ ...invoice, amount: '' }] }, /"" cannot be read/],
    [
      'a column that is missing',
      { invoices: [{ invoice_id: 'I1', customer_id: 'C1', amount: '1' }] },
      /needs the column invoice_date/,
    ],
    ['an invoice that is there twice', { invoices: [invoice, invoice] }, /rows of invoices cannot be used/],
    ['no invoices', { invoices: [] }, /needs invoices/],
  ])('refuses %s', (_, rows, message) => {
    expect(() => ledgerOfRows(rows)).toThrow(message)
  })
})
