import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { openFrames } from '../../src/export/open-frames.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { tableView, type ViewTable } from '../../src/ledger/table-view.js'
import { writeLedger } from '../ledger/ledger-folder.js'

const danfo = createRequire(import.meta.url)('danfojs-node') as typeof import('danfojs-node')

/** A table's values without the columns that the way through frames adds. */
function valuesOf({ data }: Ledger, table: ViewTable): Record<string, unknown>[] {
  const { rows, columns } = tableView(data, table)
  const kept = columns.filter(({ name }) => name !== 'currency')
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(kept.map((column) => [column.name, column.at(row)])),
  )
}

const folder = writeLedger({
  customers: [
    { customer_id: '007', name: '=Acme', region: 'EMEA', credit_limit: '1000.10' },
    { customer_id: '7', name: '', region: 'AMER', credit_limit: '' },
  ],
  invoices: [
    { invoice_id: '0001', customer_id: '007', invoice_date: '2024-01-05', due_date: '2024-02-04', amount: '1234.50' },
    { invoice_id: '1', customer_id: '7', invoice_date: '2024-01-06', due_date: '2024-02-05', amount: '0.07' },
  ],
  payments: [{ payment_id: '-1', customer_id: '007', payment_date: '2024-02-01', amount: '1000.00' }],
  applications: [{ payment_id: '-1', invoice_id: '0001', amount: '1000.00', discount: '4.50' }],
  adjustments: [
    { adjustment_id: 'A', invoice_id: '1', date: '2024-03-01', amount: '0.07', kind: 'write_off', reason: '' },
  ],
})

describe('A ledger of frames', () => {
  test('never takes money of one currency for that of another', async () => {
    const frame = new danfo.DataFrame({
      invoice_id: ['a'],
      customer_id: ['b'],
      invoice_date: ['2024-01-05'],
      due_date: ['2024-02-05'],
      amount: [1234],
    })
    const code = await openFrames({ invoices: frame }, { currency: 'JPY' }).then(
      ({ currency }) => currency.code,
      (error: Error) => error.message,
    )
    expect([
      'JPY',
      'frames: their money is in JPY, but they read as a ledger in USD; see their currency columns.',
    ]).toContain(code)
  })

  test('is the ledger that the frames were made of', async () => {
    const ledger = await openLedger(folder)
    const names = ['customers', 'invoices', 'payments', 'applications', 'adjustments'] as const
    const again = await openFrames(Object.fromEntries(names.map((name) => [name, ledger.frame(name)])))
    for (const name of [...names, 'postings'] as const)
      expect(valuesOf(again, name), name).toEqual(valuesOf(ledger, name))
    expect(again.asOf).toBe(ledger.asOf)
    expect(again.data.rejects).toEqual([])
  })

  test('rejects what cannot be used, and names the frame', async () => {
    const frame = new danfo.DataFrame(
      {
        invoice_id: ['1', '2'],
        customer_id: ['7', '7'],
        invoice_date: ['2024-01-05', '2024-01-05'],
        due_date: ['2024-02-05', '2024-02-05'],
        amount: [0.1 + 0.2, 0.3],
      },
      { dtypes: ['string', 'string', 'string', 'string', 'float32'] },
    )
    const { data } = await openFrames({ invoices: frame })
    expect(data.invoices.count).toBe(1)
    expect(data.rejects).toHaveLength(1)
    expect(data.rejects[0]).toMatchObject({
      file: 'frame invoices',
      line: 2,
      column: 'amount',
      value: '0.30000000000000004',
    })
  })

  test('without invoices is none, and the message is about frames', async () => {
    const customers = new danfo.DataFrame({ customer_id: ['a'] })
    const failing = openFrames({ customers })
    await expect(failing).rejects.toThrow(InputError)
    await expect(failing).rejects.toThrow(/^frames: .*invoices/)
    await expect(openFrames({ customers }, { currency: 'XYZ' })).rejects.toThrow(
      '"XYZ" is not the ISO 4217 code of a currency.',
    )
  })
})
