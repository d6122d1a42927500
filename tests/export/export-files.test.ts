import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { exportFiles, exportTarget } from '../../src/export/export-files.js'
import { filledTables, ledgerTable } from '../../src/export/ledger-tables.js'
import { newFolder } from './export-folder.js'
import { handMadeLedger, settledLedger } from './hand-made-ledger.js'
import { tableOf } from './random-tables.js'

const ledger = handMadeLedger()

describe('Where an export goes', () => {
  const folder = newFolder()
  mkdirSync(join(folder, 'existing.csv'))

  test.each([
    ['a.csv', undefined, 'csv', false],
    ['a.PARQUET', undefined, 'parquet', false],
    ['a.jsonl', undefined, 'jsonl', false],
    ['new', undefined, 'csv', true],
    ['new', 'xlsx', 'xlsx', true],
    ['existing.csv', undefined, 'csv', true],
    ['existing.csv', 'json', 'json', true],
    ['a.txt', 'csv', 'csv', false],
  ] as const)('%s with format %s: %s, folder: %s', (name, asked, format, isFolder) => {
    const path = join(folder, name)
    expect(exportTarget(path, asked)).toEqual({ path, format, isFolder })
  })

  test.each([
    ['a.csv', 'json', 'the name says csv, but the format asked for is json; change one of them.'],
    [
      'a.xls',
      undefined,
      'the name does not tell a format; end it in one of .csv, .parquet, .xlsx, .json, .jsonl. Did you mean "xlsx"?',
    ],
  ] as const)('%s with format %s is refused', (path, format, sentence) => {
    expect(() => exportTarget(path, format)).toThrow(new InputError(`${path}: ${sentence}`))
  })
})

describe('Files of an export', () => {
  test('a folder has a file for each table; rows, bytes and changed texts are told', async () => {
    const folder = join(newFolder(), 'out')
    const tables = [ledgerTable(ledger, 'customers'), ledgerTable(ledger, 'payments')]
    const written = await exportFiles(tables, { path: folder, format: 'csv', isFolder: true })
    expect(readdirSync(folder).sort()).toEqual(['customers.csv', 'payments.csv'])
    expect(written).toEqual(
      ['customers', 'payments'].map((name) => ({
        file: join(folder, `${name}.csv`),
        tables: [name],
        rows: name === 'customers' ? 3 : 1,
        bytes: readFileSync(join(folder, `${name}.csv`)).length,
        // The name =HYPERLINK(…) and the identifier -5.
        neutralised: name === 'customers' ? 2 : 0,
      })),
    )
  })

  test('raw CSV has texts as they are', async () => {
    const file = join(newFolder(), 'customers.csv')
    const target = { path: file, format: 'csv', isFolder: false } as const
    const [written] = await exportFiles([ledgerTable(ledger, 'customers')], target, { raw: true })
    expect(readFileSync(file, 'utf8')).toContain('\n7,"=HYPERLINK(""http://x"")",')
    expect(written!.neutralised).toBe(0)
  })

  test.each(['csv', 'parquet', 'jsonl'] as const)('several tables do not fit into one %s file', async (format) => {
    const file = join(newFolder(), `a.${format}`)
    const tables = [ledgerTable(ledger, 'customers'), ledgerTable(ledger, 'payments')]
    await expect(exportFiles(tables, { path: file, format, isFolder: false })).rejects.toThrow(
      new InputError(
        `${file}: one ${format} file holds one table, not 2 (customers, payments); give a folder, a file that ends in .xlsx or .json, or one table.`,
      ),
    )
  })

  test.each(['csv', 'parquet', 'xlsx', 'json', 'jsonl'] as const)(
    'if a value of the second table cannot be had, no %s file is left and earlier ones stay',
    async (format) => {
      const folder = newFolder()
      writeFileSync(join(folder, `customers.${format}`), 'earlier')
      const broken = {
        ...tableOf([], 3),
        columns: [
          {
            name: 'a',
            kind: 'text' as const,
            at: (row: number) => {
              if (row === 2) throw new Error('broken')
              return 'fine'
            },
          },
        ],
      }
      const tables = [ledgerTable(ledger, 'customers'), broken]
      await expect(exportFiles(tables, { path: folder, format, isFolder: true })).rejects.toThrow('broken')
      expect(readdirSync(folder)).toEqual([`customers.${format}`])
      expect(readFileSync(join(folder, `customers.${format}`), 'utf8')).toBe('earlier')
    },
  )
})

test('the tables of a ledger to export are those with rows, and always the invoices', () => {
  expect(filledTables(ledger)).toEqual([
    'customers',
    'invoices',
    'payments',
    'applications',
    'adjustments',
    'disputes',
    'activities',
    'surveys',
  ])
  expect(filledTables(settledLedger())).toEqual(['customers', 'invoices', 'disputes', 'activities', 'surveys'])
})
