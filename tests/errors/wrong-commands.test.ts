import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runArlab } from '../cli/run-arlab.js'

const root = mkdtempSync(join(tmpdir(), 'arlab-wrong-commands-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const invoices = 'invoice_id,customer_id,invoice_date,due_date,amount\nI1,C1,2024-01-10,2024-02-09,10.00\n'
for (const name of ['invoices.csv', 'export.csv', 'another.csv']) writeFileSync(join(root, name), invoices)

/** Each: a command in which DIR is a folder with a sound ledger, and the whole of stderr. Exit code 2. */
test.each([
  ['check DIR --by region', '--by groups the roll-forward statement; add --roll-forward, or leave --by out.'],
  ['check DIR --source DIR', '--source DIR: a folder of tables names its own files; --source goes with a mapping.'],
  [
    'check DIR --as-of 2030-01-01',
    "--as-of 2030-01-01 lies 2183 days after the ledger's last entry of 2024-01-10; nothing is known of that time, so give an earlier day.",
  ],
  [
    'explain dsoo',
    '"dsoo" is neither a KPI, nor the code of a finding, nor payment terms. Did you mean "dso"? arlab explain lists them all.',
  ],
  ['kpi DIR --kpi ,', '--kpi names no KPI; leave it out for the usual ones.'],
  [
    'import DIR/export.csv -o DIR/out',
    '--map is missing: name the mapping to read the export through, or add --guess to have one proposed.',
  ],
  ['import DIR/export.csv --map DIR/m.yaml', '-o is missing: name the folder for the canonical tables.'],
  [
    'import DIR/export.csv DIR/another.csv --map DIR/m.yaml -o DIR/out',
    'DIR/another.csv: a mapping reads one file or the folder that holds its files; give one path.',
  ],
  [
    'import DIR/export.csv --guess -o DIR/out',
    '--guess only prints a proposal; leave out --map and -o, and import with the mapping afterwards.',
  ],
  ['export DIR -o DIR/out --table invoice', '--table invoice: there is no such table. Did you mean "invoices"?'],
  ['export DIR -o DIR/out --table ,', '--table names no table; leave it out for all of them.'],
  ['export DIR -o DIR/out --redact --redact-key=', '--redact-key is empty; give a secret text.'],
  [
    'export DIR -o DIR/out --redact-ids',
    '--redact-ids needs --redact-key with a secret text: without one, anybody could find the identifiers by trying them all.',
  ],
  [
    'export DIR -o DIR/out.docx',
    'DIR/out.docx: the name does not tell a format; end it in one of .csv, .parquet, .xlsx, .json, .jsonl.',
  ],
  [
    'export DIR -o DIR/out.csv --format xlsx',
    'DIR/out.csv: the name says csv, but the format asked for is xlsx; change one of them.',
  ],
])('arlab %s', (command, message) => {
  const { code, stdout, stderr } = runArlab(...command.split(' ').map((word) => word.replaceAll('DIR', root)))
  expect([code, stdout, stderr.replaceAll(root, 'DIR')]).toEqual([2, '', `arlab: ${message}\n`])
})
