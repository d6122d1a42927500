import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeLedger } from '../ledger/ledger-folder.js'
import { arlabJson, root, runArlab } from './run-arlab.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'arlab-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const dangerous = writeLedger({
  customers: [{ customer_id: 'C-1', name: '=1+1' }],
  invoices: [
    { invoice_id: '-1', customer_id: 'C-1', invoice_date: '2024-01-05', due_date: '2024-02-04', amount: '-12.00' },
    { invoice_id: '2', customer_id: 'C-1', invoice_date: '2024-01-05', due_date: '2024-02-04', amount: '12.00' },
  ],
})

describe('arlab export', () => {
  test('writes every table to a folder that reads as the same ledger', () => {
    const output = join(folder, 'all')
    const document = arlabJson('export', 'data/demo', '--raw', '-o', output)
    expect(document).toMatchObject({ schema: 'arlab/exported/1', currency: 'USD', asOf: '2024-12-31', format: 'csv' })
    const files = document.files as { file: string; bytes: number }[]
    expect(files.map(({ file }) => file).sort()).toEqual(readdirSync(output).map((file) => join(output, file)))
    for (const { file, bytes } of files) expect(statSync(file).size, file).toBe(bytes)
    const kpis = (ledger: string) => arlabJson('kpi', ledger, '--by', 'region').rows
    expect(kpis(output)).toEqual(kpis('data/demo'))
  })

  test('tells the format from the name: one table, or a workbook of several', () => {
    const invoices = join(folder, 'invoices.parquet')
    expect(arlabJson('export', 'data/demo', '--table', 'invoices', '-o', invoices)).toMatchObject({ format: 'parquet' })
    const workbook = join(folder, 'ledger.xlsx')
    const { files } = arlabJson(
      'export',
      'data/demo',
      '--table',
      'customers,surveys,payments',
      '--kpi',
      'dso',
      '-o',
      workbook,
    )
    expect(files).toEqual([
      expect.objectContaining({ file: workbook, tables: ['customers', 'surveys', 'payments', 'kpis'] }),
    ])
    expect(readFileSync(workbook).subarray(0, 2).toString()).toBe('PK')
  })

  test('KPIs by period and group are the ones that arlab kpi shows', () => {
    const file = join(folder, 'kpis.jsonl')
    expect(
      runArlab('export', 'data/demo', '--kpi', 'dso,cei', '--every', 'year', '--by', 'region', '-o', file).code,
    ).toBe(0)
    const written = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const rows = arlabJson('kpi', 'data/demo', '--kpi', 'dso,cei', '--every', 'year', '--by', 'region').rows as {
      period: string
      start: string
      end: string
      group: { region?: string }
      kpis: { dso: number; cei: number }
    }[]
    expect(written).toEqual(
      rows.map(({ period, start, end, group, kpis }) => ({
        period,
        start,
        end,
        region: group.region ?? null,
        ...kpis,
      })),
    )
  })

  test('neutralises what a spreadsheet would run, and says so; --raw does not', () => {
    const output = join(folder, 'safe')
    const { stdout, stderr } = runArlab('export', dangerous, '-o', output)
    expect(stdout).toContain(
      '2 texts that a spreadsheet would run as a formula got an apostrophe in front; --raw leaves them',
    )
    expect(stderr).toContain('[2/2] invoices: 2 rows')
    expect(readFileSync(join(output, 'customers.csv'), 'utf8')).toContain("C-1,'=1+1")
    expect(readFileSync(join(output, 'invoices.csv'), 'utf8')).toMatch(/^'-1,C-1,2024-01-05,2024-02-04,-12\.00,/m)
    expect(runArlab('export', dangerous, '--raw', '-o', join(folder, 'raw')).stdout).not.toContain('apostrophe')
    expect(readFileSync(join(folder, 'raw/customers.csv'), 'utf8')).toContain('C-1,=1+1')
  })

  test('--redact gives the same pseudonyms in every run and file, and none of the names', () => {
    const [tables, kpis] = [join(folder, 'customers.csv'), join(folder, 'by-name.csv')]
    expect(runArlab('export', 'data/demo', '--redact', '--table', 'customers', '-o', tables).code).toBe(0)
    expect(
      runArlab('export', 'data/demo', '--redact', '--kpi', 'dso', '--every', 'year', '--by', 'name', '-o', kpis).code,
    ).toBe(0)
    const pseudonyms = (file: string) => new Set(readFileSync(file, 'utf8').match(/Customer [0-9A-Z]{4}-[0-9A-Z]{4}/g))
    expect(pseudonyms(tables).size).toBe(readFileSync(tables, 'utf8').trimEnd().split('\n').length - 1)
    expect([...pseudonyms(kpis)].filter((name) => !pseudonyms(tables).has(name))).toEqual([])
    expect(pseudonyms(kpis).size).toBeGreaterThan(100)
    const names = readFileSync(join(root, 'data/demo/customers.csv'), 'utf8')
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split(',')[1]!)
    const text = readFileSync(tables, 'utf8') + readFileSync(kpis, 'utf8')
    expect(names.filter((name) => name.length > 3 && text.includes(name))).toEqual([])
  })

  test.each([
    [['--table', 'invoice', '-o', 'x.csv'], '--table invoice: there is no such table. Did you mean "invoices"?'],
    [['--redact-ids', '-o', 'x.csv'], '--redact-ids needs --redact-key'],
    [['-o', 'x.csv'], 'x.csv: one csv file holds one table, not'],
    [['-o', 'x.docx'], 'x.docx: the name does not tell a format'],
    [['--kpi', 'dsoo', '-o', 'x.csv'], '"dsoo" is no KPI of the catalogue. Did you mean "dso"?'],
    [['--from', '2199-01-01', '--kpis', '-o', 'x.csv'], 'No period of the ledger ends on or after --from'],
  ])('%j is wrong usage, said in a sentence', (args, sentence) => {
    const { code, stdout, stderr } = runArlab('export', dangerous, ...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`arlab: ${sentence}`)
    expect(existsSync(join(root, args.at(-1)!))).toBe(false)
  })

  test('an interrupt leaves nothing behind', async () => {
    const output = join(folder, 'interrupted')
    const main = join(root, 'dist/cli/main.js')
    const child = spawn(process.execPath, [main, 'export', 'data/demo', '--format', 'xlsx', '-o', output], {
      cwd: root,
    })
    const code = new Promise((resolve) => child.on('exit', resolve))
    while (!existsSync(output) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5))
    child.kill('SIGINT')
    expect(await code).toBe(130)
    expect(readdirSync(output)).toEqual([])
  })
})
