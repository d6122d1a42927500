import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../cli/run-arlab.js'
import { type MappedSample, readSample } from './sample-sources.js'
import { shippedMappings } from './shipped-mappings.js'

const folder = join(root, 'data/mappings')

test('every shipped mapping is tested', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
  expect(shippedMappings.map(({ file }) => file).sort()).toEqual(files.sort())
})

describe.each(shippedMappings)('$file', ({ file, rows, leftOut, sums, warnings }) => {
  let sample: MappedSample
  beforeAll(async () => {
    sample = await readSample(join(folder, file))
  })

  test('gives the rows that were counted by hand, and counts those left out', () => {
    const tables = [...sample.tables.keys()]
    expect(Object.fromEntries(tables.map((table) => [table, sample.rows(table).length]))).toEqual(rows)
    const counted = tables.filter((table) => table !== 'customers' && sample.leftOut(table) > 0)
    expect(Object.fromEntries(counted.map((table) => [table, sample.leftOut(table)]))).toEqual(leftOut)
  })

  test('gives the sums that were computed by hand', () => {
    const isSettled = sample.rows('invoices').some((row) => row.settled_date)
    const found = {
      invoices: sample.sum('invoices'),
      payments: sample.sum('payments'),
      applied: isSettled
        ? sample.rows('invoices').reduce((sum, row) => sum + (row.settled_date ? Number(row.amount) : 0), 0)
        : sample.sum('applications'),
      discounts: sample.sum('applications', 'discount'),
      adjustments: sample.sum('adjustments'),
    }
    expect(found).toEqual(sums)
  })

  test('has filters whose values are there', () => {
    const found = [...sample.tables.values()].flat().flatMap((result) => result.warnings)
    expect(found).toEqual(warnings ?? [])
  })

  test('names every document once', () => {
    for (const [table, id] of [
      ['invoices', 'invoice_id'],
      ['payments', 'payment_id'],
      ['customers', 'customer_id'],
    ] as const) {
      const ids = sample.rows(table).map((row) => row[id])
      expect(new Set(ids).size, table).toBe(ids.length)
    }
    const invoices = new Set(sample.rows('invoices').map((row) => row.invoice_id))
    const payers = new Set([...sample.rows('payments').map((row) => row.payment_id), ...invoices])
    for (const row of sample.rows('applications')) {
      expect(invoices).toContain(row.invoice_id)
      expect(payers).toContain(row.payment_id)
    }
  })
})

describe('SAP', () => {
  test('terms from the baseline date give the net due date of the list', async () => {
    const sample = await readSample(join(folder, 'sap-fbl5n.yaml'))
    const row = sample.rows('invoices').find((invoice) => invoice.invoice_id === '90001007')!
    // 31 January plus 30 days is 1 March in a leap year; from the posting date it would be 21 February.
    expect(row).toMatchObject({ invoice_date: '2024-01-22', terms_from: '2024-01-31', terms: 'net 30' })
  })

  test('a cash discount stands beside the cash', async () => {
    const sample = await readSample(join(folder, 'sap-fbl5n.yaml'))
    expect(sample.rows('applications').find((row) => row.invoice_id === '90001002')).toEqual({
      payment_id: '1400000488',
      invoice_id: '90001002',
      amount: '98000',
      discount: '2000',
      applied_date: '2024-01-19',
    })
  })
})

test('Xero: a part payment counts from the last change, a whole one from its own day', async () => {
  const sample = await readSample(join(folder, 'xero.yaml'))
  expect(sample.rows('payments').map((row) => [row.payment_id, row.payment_date])).toEqual([
    ['PAY-INV-0101', '2024-04-29'],
    ['PAY-INV-0102', '2024-05-20'],
    ['PAY-INV-0103', '2024-05-28'],
    ['PAY-INV-0108', '2024-06-24'],
  ])
})

test('Stripe: days are those of UTC', async () => {
  const sample = await readSample(join(folder, 'stripe.yaml'))
  expect(sample.rows('payments').map((row) => row.payment_date)).toEqual([
    '2024-03-28',
    '2024-04-10',
    '2024-05-02',
    '2024-04-09',
    '2024-04-20',
    '2024-05-21',
  ])
})
