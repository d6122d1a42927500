import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { writeFailure } from '../../src/document/write-failure.js'
import { unpackGzip } from '../../src/ledger/read/source/unpack-gzip.js'
import { root as projectRoot } from '../cli/run-arlab.js'
import { requirement } from '../requirements.js'
import { workbook } from './damaged/file-formats.js'
import { folderOf, invoiceHeader, soundInvoices } from './ledger-files.js'

/** Runs a command in a shell that lets it write no file longer than some blocks of 512 bytes, and gives its sentence. */
function limited(blocks: number, command: string, folder: string, environment: Readonly<Record<string, string>> = {}) {
  const script = `ulimit -f ${blocks}; exec "$0" dist/cli/main.js "$@"`
  const words = command.split(' ').map((word) => word.replaceAll('DIR', folder))
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script, process.execPath, ...words], {
    cwd: projectRoot,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  })
  return [status, stdout, stderr.replaceAll(folder, 'DIR').trimEnd().split('\n').at(-1)]
}

const shell = requirement(
  'a shell that limits the length of files',
  spawnSync('sh', ['-c', 'ulimit -f 1']).status === 0,
)
const many = invoiceHeader + Array.from({ length: 4000 }, (_, i) => `I${i},C1,2024-01-10,2024-02-09,1.00\n`).join('')

test.skipIf(shell.skip)(`no room for what a gzip file holds${shell.note}`, () => {
  const folder = folderOf({ 'invoices.csv.gz': gzipSync(many) })
  expect(limited(8, 'check DIR', folder)).toEqual([
    2,
    '',
    'arlab: DIR/invoices.csv.gz: the file cannot be unpacked: EFBIG: file too large, write.',
  ])
})

test.skipIf(shell.skip)(`no room for the rows of a workbook${shell.note}`, () => {
  const rows = many
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const folder = folderOf({
    'invoices.xlsx': workbook({ columns: rows[0]!, rows: [...rows.slice(1), ...rows.slice(1)] }),
  })
  expect(limited(8, 'check DIR', folder)).toEqual([
    2,
    '',
    'arlab: DIR/invoices.xlsx: its rows cannot be written to the temporary folder: EFBIG: file too large, write; set TMPDIR to another disk.',
  ])
})

test.skipIf(shell.skip).each([
  [8, 'export DIR/ledger --table invoices -o DIR/out/invoices.csv', 'DIR/out/invoices.csv: the file'],
  [8, 'export DIR/ledger --table invoices -o DIR/out/invoices.xlsx', 'DIR/out/invoices.xlsx: the file'],
  [8, 'export DIR/ledger --table invoices -o DIR/out/invoices.json', 'DIR/out/invoices.json: the file'],
  [8, 'export DIR/ledger --table invoices -o DIR/out/invoices.jsonl', 'DIR/out/invoices.jsonl: the file'],
  [8, 'export DIR/ledger --table invoices -o DIR/out/invoices.parquet', 'DIR/out/invoices.parquet: the file'],
  [8, 'import DIR/ledger --map DIR/mapping.yaml -o DIR/out', 'DIR/out/invoices.csv: the file'],
  [1, 'fit DIR/paid -o DIR/out/behavior.json', 'DIR/out/behavior.json: the file'],
  [8, 'check DIR/ledger --html DIR/out/deep/check.html', 'DIR/out/deep/check.html: the file'],
  [8, 'demo --customers 20 --months 6 -o DIR/out', 'DIR/out: the demo ledger'],
])(`no room: ulimit -f %i; arlab %s${shell.note}`, (blocks, command, what) => {
  const folder = folderOf({
    'ledger/invoices.csv': many,
    'paid/invoices.csv': many.replaceAll('amount\n', 'amount,settled_date\n').replaceAll('1.00\n', '1.00,2024-02-01\n'),
    'mapping.yaml':
      'tables:\n  invoices:\n    file: ledger/invoices.csv\n' +
      '    columns: { invoice_id: invoice_id, customer_id: customer_id, invoice_date: invoice_date, due_date: due_date, amount: amount }\n',
  })
  const before = readdirSync(folder, { recursive: true }).sort()
  const reason = 'it is larger than a file may be there'
  expect(limited(blocks, command, folder)).toEqual([
    2,
    '',
    `arlab: ${what} cannot be written: ${reason}; give another place.`,
  ])
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before)
})

test.skipIf(shell.skip)(`no room for what DuckDB writes${shell.note}`, () => {
  const folder = folderOf({ 'ledger/invoices.csv': soundInvoices })
  expect(limited(1, 'export DIR/ledger --table invoices -o DIR/out/invoices.parquet', folder)).toEqual([
    2,
    '',
    'arlab: DIR/out/invoices.parquet: the file cannot be written: file too large; give another place.',
  ])
  expect(readdirSync(folder)).toEqual(['ledger'])
})

const behavior = JSON.stringify({
  schema: 'arlab/behavior/1',
  currency: 'USD',
  writeOff: { daysPastDue: 180 },
  segments: [{ name: 'all', hazard: [{ from: 0, daily: 0.1, provenance: 'stated' }] }],
  customers: [{ id: 'C1', segment: 'all', netDays: 30, ordersPerDay: 1, logAmountMean: 7, logAmountDeviation: 0.5 }],
})

test.skipIf(shell.skip).each([
  [
    8,
    25,
    /^DIR\/out\/unfinished\/[0-9a-f]{16}\/0000000-0000024\.parquet: a block of the run cannot be written: file too large; give another place\.$/,
    0,
  ],
  [
    100,
    400,
    /^DIR\/out\/facts\/baseline\.parquet: the file cannot be written: file too large; give another place\.$/,
    16,
  ],
  [
    100,
    25,
    /^DIR\/out\/simulation\.json: the file cannot be written: it is larger than a file may be there; give another place\.$/,
    1,
  ],
])(`no room for results: ulimit -f %i, %i futures${shell.note}`, (blocks, futures, message, kept) => {
  const folder = folderOf({ 'behavior.json': behavior })
  const command = (replicates: number, seed: string) =>
    `simulate --behavior DIR/behavior.json --as-of 2024-12-31 --threads 1 --replicates ${replicates} --seed ${seed} -o DIR/out`
  expect(limited(100_000, command(30, 'before'), folder)[0]).toBe(0)
  const results = () =>
    readdirSync(`${folder}/out`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('unfinished'))
      .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'base64')])
  const before = results()
  expect(before.length).toBe(4)
  const [code, stdout, sentence] = limited(blocks, command(futures, 'after'), folder)
  expect([code, stdout, sentence]).toEqual([2, '', expect.stringMatching(/^arlab: /)])
  expect(String(sentence).slice('arlab: '.length)).toMatch(message)
  // The old results are whole, and the futures that were finished are not lost.
  expect(results()).toEqual(before)
  const unfinished = existsSync(`${folder}/out/unfinished`)
    ? readdirSync(`${folder}/out/unfinished`, { recursive: true, encoding: 'utf8' }).filter((name) =>
        // Of a block; a hash may hold as many digits in a row.
        /\d{7}-\d{7}/.test(name),
      )
    : []
  expect(unfinished.filter((name) => name.endsWith('.parquet')).length).toBe(kept)
  expect(unfinished.filter((name) => !name.endsWith('.parquet'))).toEqual([])
})

test('a temporary folder that cannot be made', () => {
  const folder = folderOf({ 'invoices.csv.gz': gzipSync(soundInvoices), taken: '' })
  expect(limited(1000, 'check DIR', folder, { TMPDIR: `${folder}/taken` })).toEqual([
    2,
    '',
    "arlab: DIR/taken: no temporary folder can be made there: ENOTDIR: not a directory, mkdtemp 'DIR/taken/arlab-read-XXXXXX'; set TMPDIR to another place.",
  ])
})

test('a folder that leads nowhere', () => {
  const folder = folderOf({ 'ledger/invoices.csv': soundInvoices })
  symlinkSync(`${folder}/nowhere`, `${folder}/link`)
  expect(limited(1000, 'export DIR/ledger --table invoices -o DIR/link/invoices.csv', folder)).toEqual([
    2,
    '',
    'arlab: DIR/link/invoices.csv: the file cannot be written: its folder cannot be made; give another place.',
  ])
  expect(existsSync(`${folder}/nowhere`)).toBe(false)
})

const full = requirement('a device that is always full', existsSync('/dev/full'))

test.skipIf(full.skip)(`a full disk${full.note}`, async () => {
  const folder = folderOf({ 'a.csv.gz': gzipSync(many) })
  await expect(unpackGzip('a.csv.gz', `${folder}/a.csv.gz`, '/dev/full', 2 ** 20)).rejects.toThrow(
    new InputError('a.csv.gz: the disk has no room to unpack the file; make room, or set TMPDIR to another disk.'),
  )
  let fault: unknown
  try {
    writeFileSync('/dev/full', 'x')
  } catch (error) {
    fault = error
  }
  expect(writeFailure('out.csv', fault)).toEqual(
    new InputError('out.csv: the file cannot be written: the disk is full; give another place.'),
  )
})
