import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { fitBehavior } from '../../src/behavior/fit/fit-behavior.js'
import { dayFromIso } from '../../src/calendar/day.js'
import { InputError } from '../../src/document/input-error.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { simulate } from '../../src/scenario/simulate.js'
import { FolderStore } from '../../src/store/folder-store.js'
import { runArlab } from '../cli/run-arlab.js'
import { folderOf, invoiceHeader, soundInvoices } from './ledger-files.js'

const payments = 'payment_id,customer_id,payment_date,amount\nP1,C1,2024-02-05,10.00\n'
const applications = 'payment_id,invoice_id,amount\nP1,I1,10.00\n'
const customers = 'customer_id,region\nC1,EMEA\n'

let folder = ''
beforeAll(() => {
  folder = folderOf({
    'ledger/customers.csv': customers,
    'ledger/invoices.csv': `${soundInvoices}I2,C1,2024-02-28,2024-03-28,5.00\n`,
    'ledger/payments.csv': payments,
    'ledger/applications.csv': applications,
    'unpaid/invoices.csv': soundInvoices,
    'other/invoices.csv': `${invoiceHeader}I1,C7,2024-01-10,2024-02-09,10.00\n`,
    'late.yaml': 'name: Late\nfrom: 2031-01-01\nlevers: { terms: [{ net: 45 }] }\n',
    'baseline.yaml': 'name: baseline\n',
    'dear.yaml': 'name: Dear\neconomics: { cost_of_capital: 0.12 }\n',
    'cheap.yaml': 'name: Cheap\neconomics: { cost_of_capital: 0.05 }\n',
    'folder/kept.txt': 'kept',
    'run/unfinished/0123456789abcdef/0000000-0000024.parquet': '',
    'taken/unfinished': '',
  })
  symlinkSync(`${folder}/loop.yaml`, `${folder}/loop.yaml`)
  expect(runArlab('fit', `${folder}/ledger`, '-o', `${folder}/behavior.json`).code).toBe(0)
  const behavior = JSON.parse(readFileSync(`${folder}/behavior.json`, 'utf8'))
  const [one] = behavior.customers
  const change = (name: string, changes: object) =>
    writeFileSync(`${folder}/${name}`, JSON.stringify({ ...behavior, ...changes }))
  change('two.json', { customers: [one, { ...one, id: 'C2' }] })
  change('same.json', { customers: [one, one] })
  change('stranger.json', { customers: [{ ...one, segment: 'nobody' }] })
  // Written by hand, so that places do not hang on what a fit finds.
  const piece = { from: 0, daily: 0.1, provenance: 'stated' }
  const plain = {
    schema: 'arlab/behavior/1',
    currency: 'USD',
    writeOff: { daysPastDue: 180 },
    segments: [{ name: 'all', hazard: [piece] }],
    customers: [{ id: 'C1', segment: 'all', netDays: 30, ordersPerDay: 1, logAmountMean: 7, logAmountDeviation: 0 }],
  }
  const write = (name: string, changes: object) =>
    writeFileSync(`${folder}/${name}`, JSON.stringify({ ...plain, ...changes }))
  write('falling.json', { segments: [{ name: 'all', hazard: [piece, { ...piece, from: -1 }] }] })
  write('nobody.json', { customers: [] })
})

/** Each: a command in which DIR is the folder above, and the last line of stderr. Exit code 2. */
test.each([
  [
    'fit DIR/unpaid',
    'No invoice was paid by 2024-01-10, so nothing can be learnt of how customers pay; check that the ledger has payments and applications, or state the behaviour in a file.',
  ],
  ['simulate DIR/ledger --months 241', 'The horizon must be 1 to 240 months, not 241.'],
  ['simulate DIR/ledger --replicates 1000001', 'The number of replicates must be 2 to 1,000,000, not 1000001.'],
  [
    'simulate DIR/ledger --precision 1% --replicates 99',
    'With a precision there must be room for 100 replicates at the least, not 99.',
  ],
  [
    'simulate DIR/ledger --scenario DIR/dear.yaml DIR/cheap.yaml',
    'The scenarios state different costs of capital (0.12 and 0.05), and nobody says the company’s own: ' +
      'give cost_of_capital in a settings file (--settings).',
  ],
  [
    'simulate DIR/ledger -o DIR/run',
    'DIR/run/unfinished: an unfinished run of another company, seed or horizon is here (1 block of futures); ' +
      'finish it with its own options, give another folder, or delete this one.',
  ],
  [
    'simulate DIR/ledger -o DIR/taken',
    'DIR/taken/unfinished: the blocks of the run cannot be written: what should be its folder is a file; give another place.',
  ],
  [
    'simulate DIR/ledger --scenario DIR/late.yaml',
    'DIR/late.yaml, line 2, column 1: levers would act from 2031-01-01, after the last simulated day 2025-02-28; simulate more months or choose an earlier day.',
  ],
  [
    'simulate DIR/ledger --scenario DIR/baseline.yaml',
    'DIR/baseline.yaml: "baseline" is the name of the comparison itself; choose another name.',
  ],
  ['simulate DIR/ledger --scenario DIR/folder', 'DIR/folder: the scenario is a folder, not a file.'],
  ['simulate DIR/ledger --scenario DIR/loop.yaml', 'DIR/loop.yaml: the scenario cannot be read (ELOOP).'],
  [
    'simulate DIR/other --behavior DIR/behavior.json',
    'The behaviour lacks 1 of the customers who owe money (C7); fit it to this ledger, or add them to the behaviour file.',
  ],
  [
    'simulate DIR/ledger --behavior DIR/two.json --by region',
    "The behaviour's customer C2 is not in the ledger, so it has no group.",
  ],
  [
    'simulate --behavior DIR/behavior.json --as-of 2024-01-31 --by regoin',
    '"regoin" is no attribute of the behaviour\'s customers. Did you mean "region"?',
  ],
  [
    'simulate DIR/ledger --behavior DIR/same.json',
    'DIR/same.json, line 1, column 1: the behaviour file is wrong: a customer is there twice; identifiers must be unique.',
  ],
  [
    'simulate DIR/ledger --behavior DIR/stranger.json',
    'DIR/stranger.json, line 1, column 1: the behaviour file is wrong: every customer’s segment must be one of the segments.',
  ],
  [
    'simulate DIR/ledger --behavior DIR/falling.json',
    'DIR/falling.json, line 1, column 104: "segments.0.hazard" is wrong: from must ascend.',
  ],
  [
    'simulate DIR/ledger --behavior DIR/nobody.json',
    'DIR/nobody.json, line 1, column 162: "customers" is wrong: it must not be empty.',
  ],
])('arlab %s', (command, message) => {
  const words = command.split(' ').map((word) => word.replaceAll('DIR', folder))
  const { code, stdout, stderr } = runArlab(...words, ...(words[0] === 'fit' ? ['-o', `${folder}/out.json`] : []))
  const sentence = stderr.replaceAll(folder, 'DIR').trimEnd().split('\n').at(-1)
  expect([code, stdout, sentence]).toEqual([2, '', `arlab: ${message}`])
})

/** Each: options whose value is no such thing, and what is said of it. */
test.each([
  [
    '--precision 0',
    "option '--precision <percent>' argument '0' is invalid. It must be a percentage above 0 and at most 50, like 1%.",
  ],
  [
    '--precision=-1%',
    "option '--precision <percent>' argument '-1%' is invalid. It must be a percentage above 0 and at most 50, like 1%.",
  ],
  [
    '--precision 51%',
    "option '--precision <percent>' argument '51%' is invalid. It must be a percentage above 0 and at most 50, like 1%.",
  ],
  [
    '--precision fine',
    "option '--precision <percent>' argument 'fine' is invalid. It must be a percentage above 0 and at most 50, like 1%.",
  ],
  [
    '--precision=',
    "option '--precision <percent>' argument '' is invalid. It must be a percentage above 0 and at most 50, like 1%.",
  ],
  [
    '--precision %',
    "option '--precision <percent>' argument '%' is invalid. It must be a percentage above 0 and at most 50, like 1%.",
  ],
  ['--memory 0', "option '--memory <MB>' argument '0' is invalid. It must be a whole number of at least 1."],
  ['--memory 1.5', "option '--memory <MB>' argument '1.5' is invalid. It must be a whole number of at least 1."],
  ['--memory 2GB', "option '--memory <MB>' argument '2GB' is invalid. It must be a whole number of at least 1."],
])('arlab simulate DIR/ledger %s', (options, message) => {
  const { code, stdout, stderr } = runArlab('simulate', `${folder}/ledger`, ...options.split(' '))
  expect([code, stdout, stderr]).toEqual([2, '', `arlab: ${message}\n(add --help for all options)\n`])
})

test('a block of an unfinished run that a full disk has cut', async () => {
  const file = `${folder}/cut/${'0'.repeat(16)}/0000000-0000024.parquet`
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, 'half a block')
  const store = new FolderStore(`${folder}/cut`)
  await store.open([
    { name: 'baseline', hash: '0'.repeat(64), groups: [{}], months: ['2026-12'], facts: ['receivables'] },
  ])
  await expect(store.get(0, { first: 0, count: 25 })).rejects.toThrow(
    new InputError(
      `${file}: the block of the run cannot be read (Invalid Input Error: No magic bytes found at end of file '${file}'); delete it and run again.`,
    ),
  )
  await store.close()
})

test('a simulation without a ledger and without its day', async () => {
  const behavior = JSON.parse(readFileSync(`${folder}/behavior.json`, 'utf8'))
  await expect(simulate({ behavior, scenarios: [] })).rejects.toThrow(
    new InputError('Without a ledger the simulation needs to be told its as-of day.'),
  )
})

test('learning from a day before the first invoice', async () => {
  const ledger = (await openLedger(`${folder}/ledger`)).asOf(dayFromIso('2024-01-09')!)
  expect(() => fitBehavior(ledger.data)).toThrow(
    new InputError('There is no invoice up to the as-of day, so nothing can be learnt.'),
  )
})
