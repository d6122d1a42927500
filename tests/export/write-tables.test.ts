import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { tableFormats, writeTables } from '../../src/export/write-tables.js'
import { currencyOf } from '../../src/money/currency.js'
import { newFolder } from './export-folder.js'
import { handMadeLedger, settledLedger } from './hand-made-ledger.js'
import { plainCsv } from './plain-csv.js'

const ledger = handMadeLedger()

async function rowsOf(query: string): Promise<Record<string, unknown>[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  try {
    return (await connection.runAndReadAll(query)).getRowObjectsJson()
  } finally {
    connection.closeSync()
  }
}

/** The cells of a table as text, whatever file it is in. */
async function cellsOf(folder: string, table: string, format: string): Promise<Record<string, unknown>[]> {
  const file = join(folder, `${table}.${format}`)
  if (format === 'parquet') return await rowsOf(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM '${file}'`)
  const text = readFileSync(file, 'utf8')
  if (format === 'jsonl') {
    // Numbers are looked at as they are written, not as a reader holds them.
    const digits = text.replaceAll(/:(-?[\d.]+)(?=[,}])/g, ':"$1"')
    return digits
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  }
  const [header, ...records] = plainCsv(text)
  return records.map((record) => Object.fromEntries(header!.map((name, index) => [name, record[index]])))
}

describe.each(tableFormats)('A canonical ledger in %s', (format) => {
  test('has every table and value, exactly, and no derived column', async () => {
    const folder = newFolder()
    await writeTables(ledger, folder, format)
    const names = [
      'activities',
      'adjustments',
      'applications',
      'customers',
      'disputes',
      'invoices',
      'payments',
      'surveys',
    ]
    expect(readdirSync(folder).sort()).toEqual(names.map((name) => `${name}.${format}`))
    expect(await cellsOf(folder, 'invoices', format)).toEqual([
      {
        invoice_id: '0001',
        customer_id: '007',
        invoice_date: '2024-01-05',
        due_date: '2024-02-04',
        amount: '1234.50',
        disputed: 'yes',
        contract_id: 'C\n1',
      },
      {
        invoice_id: '1',
        customer_id: '7',
        invoice_date: '2024-01-31',
        due_date: '2024-03-01',
        amount: '90071992547409.91',
        disputed: 'no',
        contract_id: null,
      },
      {
        invoice_id: 'CN-1',
        customer_id: '007',
        invoice_date: '2024-02-01',
        due_date: '2024-02-01',
        amount: '-20.00',
        disputed: 'no',
        contract_id: '+49 30',
      },
    ])
    expect((await cellsOf(folder, 'customers', format)).map((row) => [row.customer_id, row.name])).toEqual([
      ['007', 'Acme, "Tools" Ltd'],
      ['7', '=HYPERLINK("http://x")'],
      ['-5', 'Müller & Söhne'],
    ])
    expect(await cellsOf(folder, 'adjustments', format)).toEqual([
      {
        adjustment_id: 'A1',
        invoice_id: '1',
        date: '2024-03-05',
        amount: '1.00',
        kind: 'write_off',
        reason: 'written off for acme  tools LTD., says Acme',
      },
    ])
  })

  test('says on which day invoices were paid in full where nothing else does', async () => {
    const folder = newFolder()
    await writeTables(settledLedger(), folder, format)
    expect(readdirSync(folder)).not.toContain(`applications.${format}`)
    const invoices = await cellsOf(folder, 'invoices', format)
    expect(invoices.map((row) => row.settled_date)).toEqual(['2024-02-28', null, null])
  })

  test('states the ledger’s own currency, in its decimals', async () => {
    const folder = newFolder()
    await writeTables({ ...ledger, currency: currencyOf('KWD')! }, folder, format)
    const [payment] = await cellsOf(folder, 'payments', format)
    expect(payment).toMatchObject({ amount: '100.000', currency: 'KWD' })
  })
})

test('a folder that holds a table of another ledger is refused: it would be read with the new ones', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'README.md'), 'mine')
  writeFileSync(join(folder, 'payments.parquet'), 'old')
  await expect(writeTables(ledger, folder, 'csv')).rejects.toThrow(
    new InputError(
      `${folder}: the folder holds payments.parquet of another ledger, which would be read with the new tables; give another folder or remove it.`,
    ),
  )
  expect(readdirSync(folder).sort()).toEqual(['README.md', 'payments.parquet'])
})

test('the same ledger can be written over its earlier self', async () => {
  const folder = newFolder()
  const first = await writeTables(ledger, folder, 'csv')
  expect(await writeTables(ledger, folder, 'csv')).toEqual(first)
})
