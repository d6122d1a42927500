import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { kpis } from '../../src/analysis/kpis.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { runArlab } from '../cli/run-arlab.js'

const root = mkdtempSync(join(tmpdir(), 'arlab-wrong-kpi-questions-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

writeFileSync(
  join(root, 'invoices.csv'),
  'invoice_id,customer_id,invoice_date,due_date,amount,settled_date,salesperson\n' +
    'I1,C1,2024-01-10,2024-02-09,10.00,2024-02-20,Ana\nI2,C2,2024-02-10,2024-02-29,20.00,,Ben\nI3,C1,2024-04-30,2024-05-30,5.00,,Ana\n',
)

/** Each: a command in which DIR is a folder with a sound ledger, and the whole of stderr. Exit code 2. */
test.each([
  [
    'kpi DIR --audit dso --period 2024-13',
    '--period "2024-13" is no month of the ledger, which has 2024-01 to 2024-04. Did you mean "2024-03"?',
  ],
  [
    'kpi DIR --bridge dso --period 2024-02 --against feb',
    '--against "feb" is no month of the ledger, which has 2024-01 to 2024-04. Known: 2024-01, 2024-02, 2024-03, 2024-04.',
  ],
  [
    'kpi DIR --bridge dso --period 2024-01',
    '2024-01 is the first month of the ledger; name a later --period, or what to compare with by --against.',
  ],
  ['kpi DIR --bridge days_late', '--bridge days_late: only dso and cei can be split into causes.'],
  ['kpi DIR --methods cei', '--methods cei: only dso has several methods; see arlab explain cei.'],
  ['kpi DIR --methods dso --bridge dso', '--methods and --bridge are two questions; ask one at a time.'],
  [
    'kpi DIR --period 2024-02',
    '--period goes with --audit, --methods or --bridge, not with a table of KPIs; leave it out.',
  ],
  ['kpi DIR -o DIR/x.svg', '--output goes with --bridge, not with a table of KPIs; leave it out.'],
  [
    'kpi DIR --methods dso --window 3m',
    '--window goes with a table of KPIs or --audit, not with --methods; leave it out.',
  ],
  [
    'chart alert DIR -o DIR/x.svg --every year',
    '--every goes with trend, aging, dso-methods or heat-map, not with alert; leave it out.',
  ],
  ['kpi DIR --methods dso --format csv', '--format csv writes KPI tables only; use --json here.'],
  [
    'kpi DIR --audit dso --group salesperson=Anna',
    '--group: the ledger has no salesperson Anna. Did you mean "salesperson Ana"?',
  ],
  ['explain over-applied DIR', '"over-applied" is no KPI; only a KPI is explained with the numbers of a ledger.'],
  [
    'chart trend DIR -o DIR/x.gif',
    '-o DIR/x.gif: a chart is written as .svg, .png, .html or .json; name the file by one of these.',
  ],
  ['worklist DIR --owner Cy --more-than 0', '--owner "Cy" has no account on the worklist. Known: Ben.'],
  ['export DIR --table , -o DIR/out', '--table names no table; leave it out for all of them.'],
])('arlab %s', (command, message) => {
  const before = readdirSync(root)
  const { code, stderr, stdout } = runArlab(...command.split(' ').map((word) => word.replace('DIR', root)))
  expect(stderr.trim().replaceAll(root, 'DIR')).toBe(`arlab: ${message}`)
  expect({ code, stdout, files: readdirSync(root) }).toEqual({ code: 2, stdout: '', files: before })
})

/** What commander says of an argument; it adds where to find help. */
test.each([
  [['kpi', root, '--calendar', 'lunar'], 'It is no calendar like "july" or "4-4-5 last saturday of june".'],
  [
    ['kpi', root, '--audit', 'dso', '--group', 'region'],
    'It is not attribute=value, such as region=EMEA or region=EMEA,segment=small.',
  ],
])('arlab %j', (command, message) => {
  const { code, stderr } = runArlab(...command)
  expect(code).toBe(2)
  expect(stderr).toContain(message)
})

describe('a file of KPI settings', () => {
  test.each([
    [
      'calendar: lunar',
      'line 1, column 1: "calendar" is wrong: a calendar reads like "july" or "4-4-5 last saturday of january".',
    ],
    [
      'benchmarks: [{ kpi: dso, green: { from: 5, to: 1 }, text: t, source: s }]',
      'line 1, column 26: "benchmarks.0.green" is wrong: from must not be above to.',
    ],
    [
      'target_dos: 45',
      'line 1, column 1: "target_dos" is not a key that the KPI settings file knows here. Did you mean "target_dso"?',
    ],
    ['loss_rates: [0.1]', '"loss_rates" is wrong: there must be 6 rates, from current to over 120 days.'],
    ['kpis: [dsoo]', 'line 1, column 8: "kpis.0" is wrong: "dsoo" is not known here. Did you mean "dso"?'],
  ])('%s', (text, message) => {
    const file = join(root, 'settings.yaml')
    writeFileSync(file, text)
    const { code, stderr } = runArlab('kpi', root, '--settings', file)
    rmSync(file)
    expect(code).toBe(2)
    expect(stderr.replaceAll(file, 'FILE')).toContain(message)
  })
})

describe('kpis(ledger)', () => {
  const table = openLedger(root).then((ledger) => kpis(ledger, { by: ['salesperson'], kpis: ['dso'] }))

  test('refuses a period, a group and a KPI that the table does not have', async () => {
    const own = await table
    expect(() => own.row('2024-13')).toThrow(
      'The table has no period "2024-13"; it has 2024-01 to 2024-04. Did you mean "2024-03"?',
    )
    expect(() => own.row(undefined, { salesperson: 'Anna' })).toThrow(
      'The table has no group "salesperson Anna". Did you mean "salesperson Ana"?',
    )
    expect(() => own.series('cei')).toThrow(
      'The table does not hold the KPI "cei"; ask for it: kpis(ledger, { kpis: [\'cei\', …] }).',
    )
    expect(() => own.chart('dsoo')).toThrow('"dsoo" is no KPI of the catalogue. Did you mean "dso"?')
  })
})
