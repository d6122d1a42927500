import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exportFiles } from '../../src/export/export-files.js'
import type { ExportTable } from '../../src/export/export-table.js'
import { ledgerTable } from '../../src/export/ledger-tables.js'
import { newFolder } from './export-folder.js'
import { handMadeLedger } from './hand-made-ledger.js'
import { expectedText, randomTable, tableOf } from './random-tables.js'

async function parquetOf(table: ExportTable): Promise<string> {
  const file = join(newFolder(), `${table.name}.parquet`)
  await exportFiles([table], { path: file, format: 'parquet', isFolder: false })
  return file
}

async function rowsOf(query: string): Promise<unknown[][]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  try {
    return (await connection.runAndReadAll(query)).getRowsJson()
  } finally {
    connection.closeSync()
  }
}

describe('Parquet', () => {
  test('has dates, exact decimals of the currency and text identifiers', async () => {
    const file = await parquetOf(ledgerTable(handMadeLedger(), 'customers'))
    expect(await rowsOf(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '${file}')`)).toEqual([
      ['customer_id', 'VARCHAR'],
      ['name', 'VARCHAR'],
      ['region', 'VARCHAR'],
      ['onboarded_on', 'DATE'],
      ['credit_limit', 'DECIMAL(18,2)'],
      ['risk_score', 'DOUBLE'],
    ])
    expect(await rowsOf(`SELECT * FROM '${file}'`)).toEqual([
      ['007', 'Acme, "Tools" Ltd', 'EMEA', '2020-02-29', '10000.00', 0.25],
      ['7', '=HYPERLINK("http://x")', null, null, null, null],
      ['-5', 'Müller & Söhne', 'EMEA', '1999-12-31', '0.05', 1e-7],
    ])
  })

  test('holds the greatest amount to the cent, and sums exactly', async () => {
    const file = await parquetOf(ledgerTable(handMadeLedger(), 'invoices'))
    expect(await rowsOf(`SELECT CAST(max(amount) AS VARCHAR), CAST(sum(amount) AS VARCHAR) FROM '${file}'`)).toEqual([
      ['90071992547409.91', '90071992548624.41'],
    ])
  })

  test('any table comes back as it was, empty texts apart from empty cells', async () => {
    await fc.assert(
      fc.asyncProperty(randomTable, async ({ table, columns }) => {
        const file = await parquetOf(table)
        const rows = await rowsOf(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM '${file}'`)
        expect(rows).toHaveLength(table.rows)
        for (const [row, cells] of rows.entries()) {
          for (const [index, { kind, values }] of columns.entries()) {
            const expected = expectedText(kind, values[row]!, table.currency.decimals)
            const number = kind === 'number' && expected !== null
            if (number) expect(Number(cells[index])).toBe(Number(expected))
            else expect(cells[index]).toBe(wellFormed(expected))
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test('leaves nothing beside the file', async () => {
    const file = await parquetOf(tableOf([{ name: 'a', kind: 'text', values: [] }], 0))
    expect(await rowsOf(`SELECT count(*) FROM '${file}'`)).toEqual([['0']])
    expect(readdirSync(join(file, '..'))).toEqual(['sample.parquet'])
  })

  test('300,000 rows keep their order', async () => {
    const rows = 300_000
    const file = await parquetOf({
      ...tableOf([], rows),
      columns: [
        { name: 'id', kind: 'identifier', at: (row) => `INV-${row}` },
        { name: 'amount', kind: 'amount', at: (row) => row },
      ],
    })
    const numbered = `SELECT *, row_number() OVER () - 1 AS place FROM '${file}'`
    expect(
      await rowsOf(`SELECT count(*) FROM (${numbered}) WHERE id = 'INV-' || place AND amount * 100 = place`),
    ).toEqual([[String(rows)]])
  })
})

/** Half of a surrogate pair is no text: UTF-8 has no bytes for it. */
function wellFormed(text: string | null): string | null {
  return text === null ? null : Buffer.from(text, 'utf8').toString('utf8')
}
