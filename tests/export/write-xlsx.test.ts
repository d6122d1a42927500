import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { read, utils, type WorkBook } from 'xlsx'
import { InputError } from '../../src/document/input-error.js'
import { exportFiles } from '../../src/export/export-files.js'
import type { ExportTable } from '../../src/export/export-table.js'
import { ledgerTable } from '../../src/export/ledger-tables.js'
import { newFolder } from './export-folder.js'
import { handMadeLedger, iso } from './hand-made-ledger.js'
import { hardText, tableOf } from './random-tables.js'

async function workbookFile(tables: readonly ExportTable[]): Promise<string> {
  const file = join(newFolder(), 'out.xlsx')
  await exportFiles(tables, { path: file, format: 'xlsx', isFolder: false })
  return file
}

/** The workbook as an independent reader has it, its parts included. */
async function workbookOf(
  tables: readonly ExportTable[],
): Promise<WorkBook & { files: Record<string, { content: Uint8Array }> }> {
  const bytes = readFileSync(await workbookFile(tables))
  return read(bytes, { cellNF: true, cellStyles: true, cellFormula: true, bookFiles: true }) as never
}

function partOf(workbook: Awaited<ReturnType<typeof workbookOf>>, name: string): string {
  const { files } = workbook as unknown as { files: Record<string, { content: Uint8Array }> }
  return Buffer.from(files[name]!.content).toString('utf8')
}

const ledger = handMadeLedger()

describe('A workbook', () => {
  test('has a sheet for each table, with typed cells', async () => {
    const workbook = await workbookOf([ledgerTable(ledger, 'customers'), ledgerTable(ledger, 'invoices')])
    expect(workbook.SheetNames).toEqual(['customers', 'invoices'])
    const customers = workbook.Sheets.customers!
    expect(customers.A2).toMatchObject({ t: 's', v: '007' })
    expect(customers.A4).toMatchObject({ t: 's', v: '-5' })
    expect(customers.D2).toMatchObject({ t: 'n', v: 43_890, z: 'yyyy\\-mm\\-dd', w: '2020-02-29' })
    expect(customers.E2).toMatchObject({ t: 'n', v: 10_000, z: '#,##0.00', w: '10,000.00' })
    expect(customers.C3).toBeUndefined()
    const invoices = workbook.Sheets.invoices!
    expect(invoices.E4).toMatchObject({ t: 'n', v: -20, w: '-20.00' })
    expect(invoices.H2).toMatchObject({ t: 's', v: 'C\n1' })
  })

  test('no cell is a formula: what looks like one is typed text and marked so that editing keeps it text', async () => {
    const workbook = await workbookOf([ledgerTable(ledger, 'customers')])
    const cell = workbook.Sheets.customers!.B3!
    expect(cell).toMatchObject({ t: 's', v: '=HYPERLINK("http://x")' })
    expect(cell.f).toBeUndefined()
    const sheet = partOf(workbook, 'xl/worksheets/sheet1.xml')
    expect(sheet).not.toContain('<f')
    const guarded = /r="B3" s="(\d+)"/.exec(sheet)![1]
    const formats = partOf(workbook, 'xl/styles.xml')
      .split('<cellXfs')[1]!
      .match(/<xf [^>]*>/g)!
    expect(formats[Number(guarded)]).toContain('quotePrefix="1"')
    expect(formats[Number(/r="B2" s="(\d+)"/.exec(sheet)![1])]).not.toContain('quotePrefix')
  })

  test('the header stays in view, filters, and columns are wide enough', async () => {
    const workbook = await workbookOf([ledgerTable(ledger, 'invoices')])
    const sheet = partOf(workbook, 'xl/worksheets/sheet1.xml')
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
    expect(sheet).toContain('<autoFilter ref="A1:H4"/>')
    const widths = [...sheet.matchAll(/<col [^>]*width="(\d+)"/g)].map((match) => Number(match[1]))
    expect(widths).toHaveLength(8)
    expect(widths[4]).toBeGreaterThan('90,071,992,547,409.91'.length)
  })

  test('days on both sides of the 29 February 1900 that spreadsheets believe in', async () => {
    const days = ['1900-01-01', '1900-02-28', '1900-03-01', '2199-12-31']
    const columns = [{ name: 'day', kind: 'date', values: days.map(iso) }] as const
    const workbook = await workbookOf([tableOf(columns, days.length)])
    const shown = days.map((_, row) => workbook.Sheets.sample![`A${row + 2}`]!.w)
    expect(shown).toEqual(days)
    expect(workbook.Sheets.sample!.A2!.v).toBe(1)
    expect(workbook.Sheets.sample!.A4!.v).toBe(61)
  })

  test('money of a currency without decimals has none', async () => {
    const workbook = await workbookOf([tableOf([{ name: 'a', kind: 'amount', values: [1_234_567] }], 1, 0)])
    expect(workbook.Sheets.sample!.A2).toMatchObject({ v: 1_234_567, w: '1,234,567' })
  })

  test('texts of any kind come back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hardText, { minLength: 1, maxLength: 30 }), async (values) => {
        const workbook = await workbookOf([tableOf([{ name: 'text', kind: 'text', values }], values.length)])
        const read = utils.sheet_to_json<string[]>(workbook.Sheets.sample!, { header: 1, defval: '' }).slice(1)
        // A sheet does not tell an empty text from an empty cell; half of a surrogate pair is U+FFFD in UTF-8; and this
        // reader, not the file, makes one line break of two.
        expect(values.map((_, row) => read[row]?.[0] ?? '')).toEqual(
          values.map((text) => Buffer.from(text, 'utf8').toString('utf8').replaceAll('\r\n', '\n')),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('characters that XML has no place for, and texts that look like their escapes, are escaped', async () => {
    const values = ['a\r\nb', '\u0007', '_x0041_', '<&>"']
    const workbook = await workbookOf([tableOf([{ name: 'text', kind: 'text', values }], values.length)])
    const written = [...partOf(workbook, 'xl/worksheets/sheet1.xml').matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)]
    expect(written.map((match) => match[1]).slice(1)).toEqual([
      'a_x000D_\nb',
      '_x0007_',
      '_x005F_x0041_',
      '&lt;&amp;&gt;&quot;',
    ])
  })

  test('the same tables give the same bytes', async () => {
    const tables = [ledgerTable(ledger, 'customers')]
    expect(readFileSync(await workbookFile(tables)).equals(readFileSync(await workbookFile(tables)))).toBe(true)
  })
})

describe('What a workbook cannot hold', () => {
  test('is refused before anything is written: more rows than a sheet has', async () => {
    const folder = newFolder()
    const table = { ...tableOf([{ name: 'a', kind: 'text', values: [] }], 1_048_576), name: 'invoices' }
    const target = { path: join(folder, 'out.xlsx'), format: 'xlsx', isFolder: false } as const
    await expect(exportFiles([table], target)).rejects.toThrow(
      new InputError(
        'The table invoices has 1,048,576 rows, but a sheet of a workbook ends at 1,048,576 with its header; export it as csv or parquet.',
      ),
    )
    expect(readdirSync(folder)).toEqual([])
  })

  test('is refused with its place: a text that is too long for a cell; nothing is left', async () => {
    const folder = newFolder()
    const values = ['short', 'x'.repeat(32_768)]
    const target = { path: join(folder, 'out.xlsx'), format: 'xlsx', isFolder: false } as const
    await expect(exportFiles([tableOf([{ name: 'note', kind: 'text', values }], 2)], target)).rejects.toThrow(
      new InputError(
        'The table sample, row 2, column note: a text of 32,768 characters is too long for a cell of a workbook, which holds 32,767; export it as csv or parquet.',
      ),
    )
    expect(readdirSync(folder)).toEqual([])
  })
})
