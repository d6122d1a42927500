import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newFolder, writeFile } from '../ledger/ledger-folder.js'
import { arlabJson, root, runArlab } from './run-arlab.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'arlab-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const samples = 'data/mappings/samples'
describe('arlab import', () => {
  test('writes an export as canonical tables that read as the same ledger', () => {
    const output = join(folder, 'quickbooks')
    const map = 'data/mappings/quickbooks-online.yaml'
    const document = arlabJson(
      'import',
      `${samples}/quickbooks-online`,
      '--map',
      map,
      '-o',
      output,
      '--format',
      'parquet',
    )
    expect(document).toMatchObject({ schema: 'arlab/import/1', rejects: [], tables: { invoices: { accepted: 13 } } })
    const files = document.files as { file: string }[]
    expect(files.map(({ file }) => file)).toContain(join(output, 'invoices.parquet'))
    const kpis = (ledger: string) => arlabJson('kpi', ledger, '--as-of', '2024-03-31').rows
    expect(kpis(output)).toEqual(kpis(map))
  })

  const mapping = `tables:
  invoices:
    file: export.csv
    where: { Kind: { not: X } }
    columns: { invoice_id: No, customer_id: C, invoice_date: D, due_date: D, amount: A }
`
  const rows = 'No,C,D,A,Kind\n1,c,2024-01-01,5.00,I\n2,c,2024-01-02,oops,I\n3,c,2024-01-03,7.00,X\n'

  test('writes nothing and ends with 1 if rows are rejected; goes on if they are allowed', () => {
    const inputs = newFolder()
    const map = writeFile('mapping.yaml', mapping, inputs)
    const source = writeFile('export.csv', rows, inputs)
    const output = join(folder, 'rejected')
    const refused = runArlab('import', source, '--map', map, '-o', output)
    expect(refused.code).toBe(1)
    expect(refused.stdout).toContain(`${source}, line 3, column A: "oops": it is not an amount`)
    expect(refused.stderr).toBe(
      'arlab: nothing was written, for 1 row was rejected; mend the export or the mapping, or go on without: --allow-rejects 1.\n',
    )
    expect(existsSync(output)).toBe(false)

    const allowed = runArlab('import', source, '--map', map, '-o', output, '--allow-rejects', '1')
    expect(allowed.code).toBe(0)
    expect(allowed.stdout).toMatch(/invoices +2 +1 +1 +1\n/)
    expect(readFileSync(join(output, 'invoices.csv'), 'utf8').trim().split('\n')).toHaveLength(2)
  })

  test.each([
    [
      ['import', 'x.csv'],
      'arlab: --map is missing: name the mapping to read the export through, or add --guess to have one proposed.\n',
    ],
    [
      ['import', 'x.csv', '--map', 'data/mappings/xero.yaml'],
      'arlab: -o is missing: name the folder for the canonical tables.\n',
    ],
    [
      ['import', 'x.csv', 'y.csv', '--map', 'data/mappings/xero.yaml', '-o', 'out'],
      'arlab: y.csv: a mapping reads one file or the folder that holds its files; give one path.\n',
    ],
    [
      ['import', '--guess', 'x.csv', '-o', 'out'],
      'arlab: --guess only prints a proposal; leave out --map and -o, and import with the mapping afterwards.\n',
    ],
    [
      ['import', '--guess', 'nowhere.csv'],
      'arlab: nowhere.csv: the file does not exist; check the name and the folder.\n',
    ],
  ])('%j is wrong usage', (args, message) => {
    const { code, stdout, stderr } = runArlab(...args)
    expect([code, stdout, stderr]).toEqual([2, '', message])
  })
})

describe('arlab import --guess', () => {
  test('prints a mapping that works, and says on stderr what to check', () => {
    const source = join(root, samples, 'xero/invoices.csv')
    const { code, stdout, stderr } = runArlab('import', '--guess', source)
    expect(code).toBe(0)
    expect(stdout).toContain('# unsure: ACCREC are sales invoices; ACCPAY is left out')
    expect(stderr).toContain(`${source}: taken for invoices (each row has a customer, a day, an amount and DueDate); `)
    expect(stderr).toMatch(/\d things to check:\n/)
    const check = arlabJson('check', writeFile('guess.yaml', stdout))
    // 4,060.00, the sum of AmountDue of the sample's sales invoices that are authorised or paid.
    expect(check).toMatchObject({ currency: 'AUD', receivables: 406_000, rejects: [], rollForward: { holds: true } })
  })

  test('an ambiguous order of day and month stays open: the mapping is refused until a person states it', () => {
    const source = writeFile(
      'open items.csv',
      'Invoice No,Customer,Invoice Date,Due Date,Amount\n1,A,03/04/2024,04/05/2024,5.00\n2,A,05/04/2024,06/05/2024,7.00\n',
    )
    const { stdout } = runArlab('import', '--guess', source)
    expect(stdout).toMatch(
      /# unsure: dates of Invoice Date, Due Date: 03\/04\/2024 can be read day-first or month-first/,
    )
    const check = runArlab('check', writeFile('guess.yaml', stdout))
    expect(check.code).toBe(2)
    expect(check.stderr).toContain('the dates could be day-first or month-first')
  })

  test('--json gives the proposal, its evidence and its doubts', () => {
    const document = arlabJson('import', '--guess', `${samples}/stripe/invoices.jsonl`)
    expect(document).toMatchObject({
      schema: 'arlab/mapping-guess/1',
      mapping: { currency: 'USD', sources: { invoices: { dates: 'unix-seconds', decimals: 'minor-units' } } },
      files: [{ kind: 'invoices', used: expect.arrayContaining(['id', 'customer', 'due_date']) }],
      cut: [],
    })
    expect(document.unsure).toContainEqual({
      path: ['sources', 'invoices'],
      reason: 'amounts are whole numbers beside times in seconds, so they are taken for minor units (cents)',
    })
  })

  test('says where only the beginning of a large file was looked at', () => {
    const lines = Array.from({ length: 20_001 }, (_, row) => `${row},A,2024-01-01,2024-01-31,5.00`)
    const source = writeFile('invoices.csv', `Invoice No,Customer,Invoice Date,Due Date,Amount\n${lines.join('\n')}\n`)
    expect(arlabJson('import', '--guess', source).cut).toEqual([source])
    expect(runArlab('import', '--guess', source).stderr).toContain('only the first 20,000 rows were looked at.')
  })
})
