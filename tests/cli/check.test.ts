import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { arlabJson, runArlab } from './run-arlab.js'

const invoices = `invoice_id,customer_id,invoice_date,due_date,amount
A1,A,2024-01-10,2024-02-09,100.00
B1,B,2024-01-20,2024-02-19,200.00
B2,B,2024-02-03,2024-03-04,150.00
`
const files = {
  'invoices.csv': invoices,
  'customers.csv': 'customer_id,region\nA,EMEA\nB,APAC\n',
  'payments.csv': 'payment_id,customer_id,payment_date,amount\nP1,A,2024-02-10,120.00\n',
  'applications.csv': 'payment_id,invoice_id,amount\nP1,A1,100.00\n',
}

let folder: string
let ledger: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'arlab-check-'))
  ledger = write('sound', files)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, tables: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(folder, `${name}-`))
  for (const [file, text] of Object.entries(tables)) writeFileSync(join(path, file), text)
  return path
}

/** Text that was wrapped, in one line again. */
function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}

function control(text: string): string {
  const file = join(mkdtempSync(join(folder, 'gl-')), 'gl.csv')
  writeFileSync(file, text)
  return file
}

describe('arlab check', () => {
  test('says first whether the ledger adds up, then what is odd with its money and what to do', () => {
    const { code, stdout } = runArlab('check', ledger)
    expect(code).toBe(0)
    expect(stdout).toContain('No row was rejected.')
    expect(stdout).toContain('The roll-forward ties to the cent in all 2 months.')
    expect(stdout).toMatch(/unapplied-cash {2}1 customer · 20\.00 USD · 5\.7 %\n/)
  })

  test('--json has the findings beside the fields of arlab/check/1', () => {
    const check = arlabJson('check', ledger)
    expect(check).toMatchObject({
      schema: 'arlab/check/1',
      tables: { invoices: { read: 3, accepted: 3, rejected: 0, readAmount: 450_00, rejectedAmount: 0, leftOut: 0 } },
      rollForward: { holds: true, difference: 0 },
      findings: [{ code: 'unapplied-cash', severity: 'warning', count: 1, amount: 20_00 }],
    })
    expect(check.rollForward).not.toHaveProperty('rows')
  })

  test('classifies rejected rows by code, and ends with 1 unless they are allowed', () => {
    const bad = write('bad', {
      ...files,
      'invoices.csv': `${invoices}B3,B,2024-02-04,2024-03-05,12x\nB2,B,2024-02-04,2024-03-05,7.00\nB4,B,2024-02-04,2024-01-05,9.00\n`,
      'applications.csv': `${files['applications.csv']}P1,Z9,5.00\nP9,A1,5.00\n`,
    })
    const { code, stdout } = runArlab('check', bad, '--json')
    expect(code).toBe(1)
    const { findings } = JSON.parse(stdout) as { findings: { code: string; severity: string; amount: number | null }[] }
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ code, amount }) => [code, amount])
    expect(Object.fromEntries(errors)).toEqual({
      'not-an-amount': null,
      'duplicate-identifier': 7_00,
      'due-before-issue': 9_00,
      'orphan-invoice': 5_00,
      'orphan-payment': 5_00,
    })
    expect(runArlab('check', bad, '--allow-rejects', '5').code).toBe(0)
    expect(runArlab('check', bad, '--allow-rejects', '4').code).toBe(1)
  })

  test('--roll-forward prints the statement by group and period', () => {
    const { code, stdout } = runArlab('check', ledger, '--roll-forward', '--by', 'region', '--every', 'quarter')
    expect(code).toBe(0)
    expect(stdout).toMatch(/region APAC\n\n +2024-Q1\n─+\nopening +–\n\+ credit sales +350\.00\n= closing +350\.00/)
    const { rollForward } = arlabJson('check', ledger, '--roll-forward', '--by', 'region') as {
      rollForward: { rows: { group: object; closing: number }[] }
    }
    expect(rollForward.rows.slice(-3).map(({ group, closing }) => [group, closing])).toEqual([
      [{}, 350_00],
      [{ region: 'APAC' }, 350_00],
      [{ region: 'EMEA' }, 0],
    ])
  })

  test('--aging-edges sets the buckets, which tie to receivables', () => {
    const { agingBuckets, receivables, creditBalances } = arlabJson('check', ledger, '--aging-edges', '10,20') as {
      agingBuckets: { label: string; amount: number }[]
      receivables: number
      creditBalances: number
    }
    expect(agingBuckets.map(({ label }) => label)).toEqual(['current', '1–10', '11–20', 'over 20'])
    expect(agingBuckets.reduce((sum, { amount }) => sum + amount, 0) - creditBalances).toBe(receivables)
  })

  test('--control ties to the cent or ends with 1', () => {
    const sound = control('month,balance\n2024-01,300.00\n2024-02-29,350.00\n')
    expect(runArlab('check', ledger, '--control', sound)).toMatchObject({ code: 0 })
    expect(inOneLine(runArlab('check', ledger, '--control', sound).stdout)).toContain(
      'ties to the cent in all 2 months, with receivables',
    )
    const net = control('month,balance\n2024-02,330.00\n')
    expect(inOneLine(runArlab('check', ledger, '--control', net).stdout)).toContain(
      'with receivables less unapplied cash',
    )
    const off = runArlab('check', ledger, '--control', control('month,balance\n2024-01,300.00\n2024-02,350.01\n'))
    expect(off.code).toBe(1)
    expect(off.stdout).toContain('The ledger does not tie to the general ledger.')
    const byRegion = control('month,region,balance\n2024-02,EMEA,0.00\n2024-02,APAC,350.00\n')
    expect(runArlab('check', ledger, '--control', byRegion).code).toBe(0)
  })

  test('--html writes one page and says where', () => {
    const file = join(folder, 'out/check.html')
    const { code, stdout } = runArlab('check', ledger, '--html', file)
    expect(code).toBe(0)
    expect(stdout).toContain(`Written to ${file}`)
    expect(readFileSync(file, 'utf8')).toContain('<h1>The ledger adds up; 1 thing should be looked at</h1>')
  })

  test.each([
    [['--by', 'region'], '--by groups the roll-forward statement; add --roll-forward'],
    [
      ['--roll-forward', '--by', 'regon'],
      '"regon" is no attribute of this ledger\'s customers or invoices. Did you mean',
    ],
    [['--roll-forward', '--every', 'week'], 'Allowed choices are month, quarter, year'],
    [['--aging-edges', '30,x'], 'It must be whole days past due like 30,60,90.'],
    [['--aging-edges', '60,30'], 'Aging edges must be whole days past due that ascend from 1'],
    [['--control', 'no-such.csv'], 'no-such.csv: the file does not exist'],
  ])('refuses %j with one sentence', (options, message) => {
    const { code, stdout, stderr } = runArlab('check', ledger, ...options)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(message)
  })
})

describe('arlab explain', () => {
  test('tells of a finding what it means, what it bends and what to do', () => {
    const { code, stdout } = runArlab('explain', 'over-applied')
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^Invoices have more applied or credited to them than their amount \(over-applied\)\nwarning: /,
    )
    for (const label of ['Meaning', 'Effect', 'To do']) expect(stdout).toMatch(new RegExp(`^${label} `, 'm'))
  })

  test('tells of a class of rejected rows, and of a KPI as before', () => {
    expect(runArlab('explain', 'orphan-invoice').stdout).toContain('Export invoices from further back')
    expect(arlabJson('explain', 'cei')).toMatchObject({ schema: 'arlab/explain/1', id: 'cei', unit: 'percent' })
    expect(arlabJson('explain', 'unapplied-cash')).toMatchObject({ schema: 'arlab/explain/1', code: 'unapplied-cash' })
  })

  test('without a word lists all KPIs and findings in groups', () => {
    const { code, stdout } = runArlab('explain')
    expect(code).toBe(0)
    for (const heading of [
      'KPIs: days sales outstanding',
      'KPIs: bad debt',
      'KPIs: collecting',
      'Payment terms',
      'Findings: reconciliation',
      'Findings: rejected rows',
      'Findings: what the ledger shows',
    ]) {
      expect(stdout).toContain(`${heading}\n  `)
    }
    expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([])
  })

  test('suggests the nearest word of both', () => {
    expect(runArlab('explain', 'over-aplied').stderr).toContain('Did you mean "over-applied"?')
    expect(runArlab('explain', 'ceii').stderr).toContain('Did you mean "cei"?')
    expect(runArlab('explain', 'ceii').code).toBe(2)
  })
})
