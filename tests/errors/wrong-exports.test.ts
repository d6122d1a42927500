import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { exportFiles } from '../../src/export/export-files.js'
import type { ExportTable } from '../../src/export/export-table.js'
import { currencyOf } from '../../src/money/currency.js'
import { runArlab } from '../cli/run-arlab.js'
import { folderOf, soundInvoices } from './ledger-files.js'

const payments = 'payment_id,customer_id,payment_date,amount\nP1,C1,2024-02-05,10.00\n'
const applications = 'payment_id,invoice_id,amount\nP1,I1,10.00\n'

/** Each: a command in which DIR is a folder with a sound ledger, and the last line of stderr. */
test.each([
  [
    'export DIR/ledger -o DIR/out.csv --table invoices,payments',
    'DIR/out.csv: one csv file holds one table, not 2 (invoices, payments); give a folder, a file that ends in .xlsx or .json, or one table.',
  ],
  ['export DIR/ledger -o DIR/out.csv --kpi ,', '--kpi names no KPI; --kpis is all of them.'],
  [
    'import DIR/ledger --map DIR/mapping.yaml -o DIR/other',
    'DIR/other: the folder holds payments.csv of another ledger, which would be read with the new tables; give another folder or remove it.',
  ],
  [
    'demo --customers 1 --months 1 -o DIR/ledger',
    'DIR/ledger: the folder holds a ledger that is no demo ledger (no truth.json); give another folder.',
  ],
])('arlab %s', (command, message) => {
  const folder = folderOf({
    'ledger/invoices.csv': soundInvoices,
    'ledger/payments.csv': payments,
    'ledger/applications.csv': applications,
    'other/payments.csv': payments,
    'mapping.yaml':
      'tables:\n  invoices:\n    file: ledger/invoices.csv\n' +
      '    columns: { invoice_id: invoice_id, customer_id: customer_id, invoice_date: invoice_date, due_date: due_date, amount: amount }\n',
  })
  const before = readdirSync(folder, { recursive: true }).sort()
  const { code, stdout, stderr } = runArlab(...command.split(' ').map((word) => word.replaceAll('DIR', folder)))
  expect([code, stdout, stderr.replaceAll(folder, 'DIR').trimEnd().split('\n').at(-1)]).toEqual([
    2,
    '',
    `arlab: ${message}`,
  ])
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before)
})

const table = (rows: number, columns: number, text = 'x'): ExportTable => ({
  name: 'invoices',
  rows,
  columns: Array.from({ length: columns }, (_, index) => ({ name: `c${index + 1}`, kind: 'text', at: () => text })),
  currency: currencyOf('USD')!,
})

test.each([
  [
    'rows',
    table(1_048_576, 1),
    'The table invoices has 1,048,576 rows, but a sheet of a workbook ends at 1,048,576 with its header; export it as csv or parquet.',
  ],
  [
    'columns',
    table(1, 16_385),
    'The table invoices has 16385 columns, but a sheet of a workbook ends at 16384; export it as csv or parquet.',
  ],
  [
    'characters in a cell',
    table(1, 1, 'x'.repeat(32_768)),
    'The table invoices, row 1, column c1: a text of 32,768 characters is too long for a cell of a workbook, which holds 32,767; export it as csv or parquet.',
  ],
])('more %s than a workbook holds', async (_, tooLarge, message) => {
  const folder = folderOf({})
  const target = { path: `${folder}/out.xlsx`, format: 'xlsx', isFolder: false } as const
  await expect(exportFiles([tooLarge], target)).rejects.toThrow(new InputError(message))
  expect(readdirSync(folder)).toEqual([])
})
