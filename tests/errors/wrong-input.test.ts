import { execFile, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { root as projectRoot } from '../cli/run-arlab.js'
import { requirement } from '../requirements.js'

const root = mkdtempSync(join(tmpdir(), 'arlab-errors-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const newFolder = () => mkdtempSync(join(root, 'case-'))

/** Writes files into a new folder; a name may hold folders. */
function files(contents: Readonly<Record<string, string>>): string {
  const folder = newFolder()
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

const header = 'invoice_id,customer_id,invoice_date,due_date,amount'
const rows = [
  header,
  'I1,C1,2024-01-10,2024-02-09,100.00',
  'I2,C2,2024-02-10,2024-03-11,50.00',
  'I3,C1,2024-03-10,2024-04-09,75.00',
]
const invoices = `${rows.join('\n')}\n`
const customers = 'customer_id,name,segment,region,terms\nC1,One,small,EMEA,net 30\nC2,Two,large,APAC,net 30\n'
const sound = {
  'invoices.csv': invoices,
  'customers.csv': customers,
  'payments.csv': 'payment_id,customer_id,payment_date,amount\nP1,C1,2024-02-05,100.00\n',
  'applications.csv': 'payment_id,invoice_id,amount\nP1,I1,100.00\n',
}
/** The sound ledger with one line of the invoice file replaced (line 1 is the header). */
const withLine = (line: number, text: string) => ({
  ...sound,
  'invoices.csv': `${rows.map((row, index) => (index + 1 === line ? text : row)).join('\n')}\n`,
})
const scenario = (text: string) => ({ ...sound, 'scenario.yaml': text })
const mapping = (text: string) => ({ 'mapping.yaml': text, 'export.csv': invoices })
const mapped = `columns: { invoice_id: invoice_id, customer_id: customer_id, invoice_date: invoice_date, due_date: due_date, amount: amount }`

const main = join(projectRoot, 'dist/cli/main.js')

/** Runs a command in which DIR stands for the folder, and gives stderr with DIR put back. Several may run at once. */
async function run(folder: string, command: string, environment: Readonly<Record<string, string>> = {}) {
  const words = command.split(' ').map((word) => word.replace('DIR', folder))
  const options = { cwd: projectRoot, env: { ...process.env, ...environment } }
  return await new Promise<{ code: number; stdout: string; stderr: string }>((resolve, reject) => {
    execFile(process.execPath, [main, ...words], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code
      if (typeof code === 'number') resolve({ code, stdout, stderr: stderr.replaceAll(folder, 'DIR') })
      else reject(error)
    })
  })
}

/**
 * Runs a command that must fail and gives its one sentence: the last line of stderr, and the only one that begins with
 * `arlab: `. What was noted of the ledger, and the steps that were done, may stand above it; a stack trace may not.
 */
async function refused(folder: string, command: string) {
  const { code, stdout, stderr } = await run(folder, command)
  expect(stderr).not.toMatch(/^\s+at |Error:|\bundefined\b|\[object/m)
  const lines = stderr.split('\n')
  expect(lines.pop()).toBe('')
  const sentences = lines.filter((line) => line.startsWith('arlab: '))
  expect(sentences, stderr).toEqual([lines.at(-1)])
  return { code, stdout, sentence: sentences[0]!.slice('arlab: '.length) }
}

const quick = '--months 1 --replicates 2'

/** Each: what is wrong, the files, the command, and the whole of what stderr says. Exit code 2. */
const unreadable: [what: string, files: Record<string, string>, command: string, message: string][] = [
  [
    'a ledger that is not there',
    {},
    'check DIR/nowhere',
    'DIR/nowhere: there is no such ledger folder or mapping file.',
  ],
  [
    'a ledger below a file',
    sound,
    'check DIR/invoices.csv/2024',
    'DIR/invoices.csv/2024: there is no such ledger folder or mapping file.',
  ],
  [
    'a folder without invoices',
    { 'customers.csv': customers },
    'check DIR',
    'DIR: the table invoices (a file such as invoices.csv) is not there, and a ledger needs it; files of other names are read through a mapping.',
  ],
  [
    'a file that is no mapping',
    sound,
    'check DIR/invoices.csv',
    'DIR/invoices.csv: LEDGER is a folder of canonical tables or a mapping that ends in .yaml; arlab import --guess FILE proposes one for an export.',
  ],
  [
    'a missing column',
    { 'invoices.csv': 'invoice_id,customer_id,invoice_date,due_date,total\nI1,C1,2024-01-10,2024-02-09,1\n' },
    'kpi DIR',
    'DIR/invoices.csv, line 1, column amount: the column is missing from the header (invoice_id, customer_id, invoice_date, due_date, total); a file with other column names is read through a mapping.',
  ],
  [
    'an empty file',
    { 'invoices.csv': '' },
    'check DIR',
    'DIR/invoices.csv: the file is empty; it needs a header line and rows.',
  ],
  [
    'a header without rows',
    { 'invoices.csv': `${header}\n` },
    'check DIR',
    'DIR/invoices.csv, line 1: there are no rows below the header; a ledger needs invoices.',
  ],
  [
    'invoices that are all rejected',
    { 'invoices.csv': `${header}\nI1,C1,2024-01-10,2024-02-09,much\n` },
    'kpi DIR',
    'the only row was rejected: DIR/invoices.csv, line 2, column amount: "much": it is not an amount; expected one like 1,234.50, -12 or (12.00).',
  ],
  [
    'dates that leave their order open',
    { 'invoices.csv': `${header}\nI1,C1,03/04/2024,05/04/2024,1\nI2,C1,06/07/2024,08/07/2024,1\n` },
    'check DIR',
    'DIR/invoices.csv: the dates could be day-first or month-first (line 2 has 03/04/2024, line 3 has 06/07/2024); write dates as 2024-03-04, or read the file through a mapping that says dates: day-first or month-first.',
  ],
  [
    'an unknown attribute in --by',
    sound,
    'kpi DIR --by regoin',
    '"regoin" is no attribute of this ledger\'s customers or invoices. Did you mean "region"?',
  ],
  ['an unknown KPI', sound, 'kpi DIR --kpi dso,ceii', '"ceii" is no KPI of the catalogue. Did you mean "cei"?'],
  ['a window that is none', sound, 'kpi DIR --window 3', '--window "3" is not a number of months like 3m or 12m.'],
  [
    'a --from after the ledger',
    sound,
    'kpi DIR --from 2030-01-01',
    'No period of the ledger ends on or after --from; give an earlier day.',
  ],
  [
    'an --as-of before the first invoice',
    sound,
    'kpi DIR --as-of 2024-01-09',
    "--as-of 2024-01-09 lies before the ledger's first invoice of 2024-01-10; give a later day.",
  ],
  [
    'a mapping with an unknown key',
    mapping(`tables:\n  invoices:\n    file: export.csv\n    date: iso\n    ${mapped}\n`),
    'check DIR/mapping.yaml',
    'DIR/mapping.yaml, line 4, column 5: "date" is not a key that the mapping knows here. Did you mean "dates"?',
  ],
  [
    'a mapping with an unknown table',
    mapping(`tables:\n  invoice:\n    file: export.csv\n    ${mapped}\n`),
    'check DIR/mapping.yaml',
    'DIR/mapping.yaml, line 2, column 3: "invoice" is not a key that the mapping knows here. Did you mean "invoices"?',
  ],
  [
    'a mapping of a file that is not there',
    mapping(`tables:\n  invoices:\n    file: exprot.csv\n    ${mapped}\n`),
    'check DIR/mapping.yaml',
    'DIR/exprot.csv: the file does not exist; check the name and the folder.',
  ],
  [
    'a mapping of a column that the file lacks',
    mapping(`tables:\n  invoices:\n    file: export.csv\n    ${mapped.replace('amount: amount', 'amount: amuont')}\n`),
    'check DIR/mapping.yaml',
    'DIR/export.csv, line 1, column amuont: the mapping (DIR/mapping.yaml, line 4, column 114) needs this column. Did you mean "amount"?',
  ],
  [
    'a mapping to a currency that is none',
    mapping(`currency: EURO\ntables:\n  invoices:\n    file: export.csv\n    ${mapped}\n`),
    'check DIR/mapping.yaml',
    'DIR/mapping.yaml: "EURO" is not the ISO 4217 code of a currency.',
  ],
  [
    'a scenario file that is not there',
    sound,
    `simulate DIR --scenario DIR/none.yaml ${quick}`,
    'DIR/none.yaml: the scenario does not exist.',
  ],
  [
    'a scenario with an unknown key',
    scenario('name: A\nlevers:\n  terms:\n    - nett: 45\n'),
    `simulate DIR --scenario DIR/scenario.yaml ${quick}`,
    'DIR/scenario.yaml, line 4, column 7: "nett" is not a key that the scenario knows here. Did you mean "net"?',
  ],
  [
    'a scenario with a value that cannot be',
    scenario('name: A\nlevers:\n  write_off:\n    days_past_due: -5\n'),
    `simulate DIR --scenario DIR/scenario.yaml ${quick}`,
    'DIR/scenario.yaml, line 4, column 5: "levers.write_off.days_past_due" is wrong: it must be a whole number of days from 0 to 3650.',
  ],
  [
    'a scenario with a date that is none',
    scenario('name: A\nfrom: 2024-02-30\n'),
    `simulate DIR --scenario DIR/scenario.yaml ${quick}`,
    'DIR/scenario.yaml, line 2, column 1: "from" is wrong: from must be a date like 2025-01-01.',
  ],
  [
    'a scenario whose levers act before the future begins',
    scenario('name: A\nfrom: 2024-01-01\nlevers: { terms: [{ net: 45 }] }\n'),
    `simulate DIR --scenario DIR/scenario.yaml ${quick}`,
    'DIR/scenario.yaml, line 2, column 1: levers cannot act from 2024-01-01, before the first simulated day 2024-03-01.',
  ],
  [
    'a scenario for an attribute that customers lack',
    scenario('levers:\n  terms:\n    - where: { regoin: EMEA }\n      net: 45\n'),
    `simulate DIR --scenario DIR/scenario.yaml ${quick}`,
    'DIR/scenario.yaml, line 3, column 7: customers have no attribute "regoin". Did you mean "region"?',
  ],
  [
    'a scenario for a value that nobody has',
    scenario('levers:\n  terms:\n    - where: { region: EMAE }\n      net: 45\n'),
    `simulate DIR --scenario DIR/scenario.yaml ${quick}`,
    'DIR/scenario.yaml, line 3, column 7: no customer has region "EMAE". Did you mean "EMEA"?',
  ],
  [
    'a scenario for values that nobody has together',
    scenario('levers:\n  terms:\n    - where: { region: EMEA, segment: large }\n      net: 45\n'),
    `simulate DIR --scenario DIR/scenario.yaml ${quick}`,
    'DIR/scenario.yaml, line 3, column 7: no customer has all of these attributes at once.',
  ],
  [
    'a scenario that is not YAML',
    scenario('name: Net 45: the plan\n'),
    `simulate DIR --scenario DIR/scenario.yaml ${quick}`,
    'DIR/scenario.yaml, line 1, column 7: the scenario is not valid YAML: Nested mappings are not allowed in compact mappings; put text that holds a colon in quotes.',
  ],
  [
    'two scenarios of one name',
    { ...sound, 'a.yaml': 'name: A\n', 'b.yaml': 'name: A\n' },
    `simulate DIR --scenario DIR/a.yaml DIR/b.yaml ${quick}`,
    'Two scenarios are called "A"; give each file another name: line.',
  ],
  [
    'a behaviour file that is not there',
    sound,
    `simulate DIR --behavior DIR/none.json ${quick}`,
    'DIR/none.json: the behaviour file does not exist.',
  ],
  [
    'a behaviour file that breaks off',
    { ...sound, 'behavior.json': '{ "schema": "arlab/behavior/1",\n  "currency": "USD",\n' },
    `simulate DIR --behavior DIR/behavior.json ${quick}`,
    'DIR/behavior.json, line 3, column 1: the behaviour file is not valid YAML: Flow map must end with a }.',
  ],
  [
    'a behaviour file of another schema',
    { ...sound, 'behavior.json': '{ "schema": "arlab/kpi/1" }\n' },
    `simulate DIR --behavior DIR/behavior.json ${quick}`,
    'DIR/behavior.json, line 1, column 3: "schema" is wrong: it must be "arlab/behavior/1", not the text "arlab/kpi/1".',
  ],
  [
    'nothing to simulate from',
    {},
    `simulate ${quick}`,
    'Without LEDGER the simulation needs --behavior FILE and --as-of DATE to begin from.',
  ],
  [
    'a report of a folder without results',
    sound,
    'report DIR -o DIR/out/report.html',
    'DIR/simulation.json: the results file (written by arlab simulate -o) does not exist.',
  ],
  [
    'a notebook that is not there',
    {},
    'notebook run DIR/none.ipynb -o DIR/out/none.ipynb',
    'DIR/none.ipynb: the notebook does not exist.',
  ],
]

describe('what cannot be read ends with 2 and one sentence, with nothing on stdout, no trace, and nothing written', () => {
  test.concurrent.each(unreadable)('%s', async (_, contents, command, message) => {
    const folder = files(contents)
    const before = readdirSync(folder).sort()
    const output = /^(simulate|what-if|fit)/.test(command) ? ' -o DIR/out' : ''
    expect(await refused(folder, command + output)).toEqual({ code: 2, stdout: '', sentence: message })
    expect(readdirSync(folder).sort()).toEqual(before)
  })
})

/** Each: what is wrong, the files, and the sentence about the row. Exit code 1. */
const rejected: [what: string, files: Record<string, string>, sentence: string][] = [
  [
    'text in an amount',
    withLine(3, 'I2,C2,2024-02-10,2024-03-11,fifty'),
    'DIR/invoices.csv, line 3, column amount: "fifty": it is not an amount; expected one like 1,234.50, -12 or (12.00).',
  ],
  [
    'too many decimals',
    withLine(3, 'I2,C2,2024-02-10,2024-03-11,50.001'),
    'DIR/invoices.csv, line 3, column amount: "50.001": it has more than the 2 decimals of the currency; amounts are never rounded.',
  ],
  [
    'an impossible date',
    withLine(4, 'I3,C1,2024-02-30,2024-04-09,75.00'),
    'DIR/invoices.csv, line 4, column invoice_date: "2024-02-30": it is not a date of the calendar; expected one like 2024-03-31.',
  ],
  [
    'a row that is too short',
    withLine(3, 'I2,C2,2024-02-10'),
    'DIR/invoices.csv, line 3: "I2,C2,2024-02-10": the row has fewer than the 5 fields of the header.',
  ],
  [
    'an unknown customer',
    withLine(4, 'I3,C9,2024-03-10,2024-04-09,75.00'),
    'DIR/invoices.csv, line 4, column customer_id: "C9": this customer is not in the customer table, or was rejected there.',
  ],
]

describe('a ledger with a rejected row ends with 1 and says which row, why, and the way out', () => {
  test.concurrent.each(rejected)('%s', async (_, contents, sentence) => {
    const folder = files(contents)
    for (const command of ['kpi DIR', `simulate DIR ${quick} -o DIR/out`]) {
      expect(await refused(folder, command)).toEqual({
        code: 1,
        stdout: '',
        sentence: `1 row was rejected: ${sentence} Mend it, or go on without: --allow-rejects 1.`,
      })
    }
    expect(existsSync(join(folder, 'out'))).toBe(false)
  })

  test.concurrent('arlab check lists it among its findings', async () => {
    const [, contents, sentence] = rejected[0]!
    const { code, stdout, stderr } = await run(files(contents), 'check DIR')
    expect([code, stderr]).toEqual([1, ''])
    expect(stdout.split('\n').some((line) => line.endsWith(sentence.replace('DIR', '')))).toBe(true)
    expect(stdout).toContain('1 row was rejected.')
  })

  test.concurrent('several rows are counted and the first is shown', async () => {
    const folder = files({ ...sound, 'invoices.csv': invoices.replaceAll('.00', '.00x').replace('100.00x', '100.00') })
    expect((await refused(folder, 'kpi DIR')).sentence).toBe(
      '2 rows were rejected, the first: DIR/invoices.csv, line 3, column amount: "50.00x": it is not an amount; ' +
        'expected one like 1,234.50, -12 or (12.00). Mend them (arlab check lists them), or go on without: --allow-rejects 2.',
    )
  })

  test.concurrent('--allow-rejects lets the run go on, as many as it says and no more', async () => {
    const folder = files(rejected[0]![1])
    expect((await run(folder, 'kpi DIR --allow-rejects 1')).code).toBe(0)
    expect((await run(folder, 'check DIR --allow-rejects 1')).code).toBe(0)
    expect((await run(folder, 'kpi DIR --allow-rejects 0')).code).toBe(1)
  })
})

describe('an output that cannot be written ends with 2 and one sentence, and leaves what was there', () => {
  test.concurrent.each([
    [
      'simulate into a file',
      `simulate DIR ${quick} -o DIR/taken`,
      'DIR/taken/unfinished: the blocks of the run cannot be written: what should be its folder is a file; give another place.',
    ],
    [
      'what-if into a file',
      `what-if DIR ${quick} -o DIR/taken`,
      'DIR/taken/unfinished: the blocks of the run cannot be written: what should be its folder is a file; give another place.',
    ],
    [
      'fit over a folder',
      'fit DIR -o DIR/folder',
      'DIR/folder: the file cannot be written: a folder has that name; give another place.',
    ],
    [
      'fit below a file',
      'fit DIR -o DIR/taken/behavior.json',
      'DIR/taken/behavior.json: the file cannot be written: what should be its folder is a file; give another place.',
    ],
    [
      'demo into a file',
      'demo --customers 1 --months 1 -o DIR/taken',
      'DIR/taken: this is a file, not a folder; give the demo ledger a folder of its own.',
    ],
    [
      'demo over a real ledger',
      'demo --customers 1 --months 1 -o DIR',
      'DIR: the folder holds "folder", which is no file of a demo ledger; give another folder.',
    ],
  ])('%s', async (_, command, message) => {
    const folder = files({ ...sound, taken: 'mine', 'folder/kept.txt': 'kept' })
    const before = readdirSync(folder, { recursive: true }).sort()
    expect(await refused(folder, command)).toEqual({ code: 2, stdout: '', sentence: message })
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before)
  })

  // Root may write anywhere, so as root the command runs as the user nobody.
  const isRoot = process.getuid?.() === 0
  const asUser = (...args: string[]) =>
    spawnSync(process.execPath, [main, ...args], {
      encoding: 'utf8',
      cwd: tmpdir(),
      ...(isRoot ? { uid: 65534, gid: 65534 } : {}),
    })
  const user = requirement('a user who may not write everywhere', asUser('--version').status === 0)

  test.skipIf(user.skip)(`a folder that may not be written to${user.note}`, () => {
    const folder = files(sound)
    for (const path of [root, folder]) chmodSync(path, 0o755)
    mkdirSync(join(folder, 'locked'))
    chmodSync(join(folder, 'locked'), 0o555)
    for (const name of ['behavior.json', 'deep/behavior.json']) {
      const file = join(folder, 'locked', name)
      const { status, stdout, stderr } = asUser('fit', folder, '-o', file)
      expect([status, stdout, stderr.trimEnd().split('\n').at(-1)]).toEqual([
        2,
        '',
        `arlab: ${file}: the file cannot be written: the folder may not be written to; give another place.`,
      ])
    }
    expect(readdirSync(join(folder, 'locked'))).toEqual([])
  })

  test.concurrent('a results folder of which a file is broken is no results folder', async () => {
    const folder = files({ 'simulation.json': '{"schema": "arlab/simu' })
    expect(await refused(folder, 'report DIR -o DIR/report.html')).toEqual({
      code: 2,
      stdout: '',
      sentence:
        'DIR/simulation.json: this is not a results file of schema arlab/simulate/1; run arlab simulate -o again.',
    })
  })
})

describe('wrong usage ends with 2, says which option is wrong and points at --help, and prints nothing on stdout', () => {
  test.concurrent.each([
    ['kpi', "missing required argument 'ledger'"],
    ['kpi DIR --nonsense', "unknown option '--nonsense'"],
    ['kpi DIR extra', "too many arguments for 'kpi'. Expected 1 argument but got 2."],
    [
      'kpi DIR --every week',
      "option '--every <period>' argument 'week' is invalid. Allowed choices are month, quarter, year.",
    ],
    [
      'kpi DIR --as-of 2024-02-30',
      "option '--as-of <date>' argument '2024-02-30' is invalid. It is not a date like 2024-12-31.",
    ],
    [
      'kpi DIR --currency EURO',
      "option '--currency <code>' argument 'EURO' is invalid. It is not the ISO 4217 code of a currency, like EUR.",
    ],
    [
      'check DIR --aging-edges 30,x',
      "option '--aging-edges <days>' argument '30,x' is invalid. It must be whole days past due like 30,60,90.",
    ],
    ['kpi DIR --as-of', "option '--as-of <date>' argument missing"],
    [
      'kpi DIR --allow-rejects -1',
      "option '--allow-rejects <n>' argument '-1' is invalid. It must be a whole number of at least 0.",
    ],
    [
      'simulate DIR --replicates 1',
      "option '--replicates <n>' argument '1' is invalid. It must be a whole number of at least 2.",
    ],
    [
      'simulate DIR --months 1.5',
      "option '--months <n>' argument '1.5' is invalid. It must be a whole number of at least 1.",
    ],
    [
      'simulate DIR --threads 0',
      "option '--threads <n>' argument '0' is invalid. It must be a whole number of at least 1.",
    ],
    ['frobnicate DIR', "unknown command 'frobnicate'"],
  ])('arlab %s', async (command, message) => {
    const { code, stdout, stderr } = await run(files(sound), command)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.split('\n')[0]!.replace(/^(arlab|error): /, '')).toBe(message)
    expect(stderr).toContain('--help')
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})

test.concurrent('ARLAB_DEBUG=1 adds the trace that is otherwise kept back', async () => {
  const { code, stderr } = await run(newFolder(), 'check DIR/nowhere', { ARLAB_DEBUG: '1' })
  expect(code).toBe(2)
  expect(stderr).toMatch(/^arlab: DIR\/nowhere: there is no such ledger folder or mapping file\.\n(.*\n)+\s+at /)
})

test.concurrent('--json keeps stdout empty too when there is nothing to print', async () => {
  const folder = files(withLine(3, 'I2,C2,2024-02-10,2024-03-11,fifty'))
  expect(await refused(folder, 'kpi DIR --json')).toMatchObject({ code: 1, stdout: '' })
  expect(await refused(folder, 'kpi DIR/nowhere --json')).toMatchObject({ code: 2, stdout: '' })
})

test.concurrent('a failed run over good results leaves the good results whole', async () => {
  const folder = files(sound)
  expect((await run(folder, `simulate DIR ${quick} -o DIR/out`)).code).toBe(0)
  const bytes = () =>
    readdirSync(join(folder, 'out'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'latin1')])
  const good = bytes()
  expect(good.map(([name]) => name).sort()).toEqual([
    'baseline.parquet',
    'behavior.json',
    'check.json',
    'manifest.json',
    'simulation.json',
  ])
  expect((await refused(folder, `simulate DIR --as-of 2020-01-01 ${quick} -o DIR/out`)).code).toBe(2)
  expect(bytes()).toEqual(good)
})
