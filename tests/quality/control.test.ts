import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { checkFailed, checkLedger } from '../../src/quality/check-ledger.js'
import { compareControl } from '../../src/quality/control/compare-control.js'
import { type ControlTable, controlBalances } from '../../src/quality/control/control-balances.js'
import { controlSentence } from '../../src/quality/control/control-findings.js'
import { handMade } from './hand-made-ledger.js'

/** Receivables 300.00 in January, 350.00 in February; unapplied cash 20.00 from February on. */
const ledger = handMade({
  invoices: [
    { id: 'I1', on: '2024-01-10', amount: 100_00, customer: 'A' },
    { id: 'I2', on: '2024-01-20', amount: 200_00, customer: 'B' },
    { id: 'I3', on: '2024-02-03', amount: 150_00, customer: 'B' },
  ],
  payments: [{ id: 'P1', on: '2024-02-10', amount: 120_00, customer: 'A' }],
  applications: [{ from: 'P1', to: 'I1', on: '2024-02-10', amount: 100_00 }],
  regions: { A: 'EMEA', B: 'APAC' },
  asOf: '2024-02-29',
})

function table(csv: string): ControlTable {
  const [header, ...rows] = csv.trim().split('\n')
  return {
    file: 'gl.csv',
    columns: header!.split(';'),
    rows: rows.map((row) => row.split(';').map((field) => (field === '' ? null : field))),
    lineOf: (row) => row + 2,
  }
}

const style = { currency: ledger.currency, attributes: ['region', 'customer_id'] }
function compare(csv: string) {
  const control = controlBalances(table(csv), style)
  return compareControl(ledgerFacts(ledger, control.by), control)
}

describe('a control', () => {
  test('ties to the cent with receivables', () => {
    const check = compare('month;balance\n2024-01;300.00\n2024-02-15;350.00')
    expect(check).toMatchObject({ ties: true, basis: 'receivables', months: 2, differences: [], missingInControl: [] })
    expect(check.rows[1]).toMatchObject({ control: 350_00, unappliedCash: 20_00, differenceLessUnapplied: -20_00 })
    expect(controlSentence(check)).toBe('The control of gl.csv ties to the cent in all 2 months, with receivables.')
  })

  test('may tie with receivables less unapplied cash instead, and says so', () => {
    const check = compare('month;balance\n2024-01;300.00\n2024-02;330.00')
    expect(check).toMatchObject({ ties: true, basis: 'receivables-less-unapplied' })
  })

  test('does not tie when it is off by one cent, and shows both differences', () => {
    const check = compare('Month;Balance\n2024-02;350.01\n2024-01;300.00')
    expect(check.ties).toBe(false)
    expect(check.differences).toMatchObject([
      { month: '2024-02', difference: -1, differenceLessUnapplied: -20_01, line: 2 },
    ])
    expect(controlSentence(check)).toBe(
      'The control of gl.csv does not tie: 1 of 2 balances differ from receivables, from 2024-02 on.',
    )
  })

  test('does not tie half with one basis and half with the other', () => {
    expect(compare('month;balance;region\n2024-02;0.00;EMEA\n2024-02;350.00;APAC').ties).toBe(true)
    expect(compare('month;balance;region\n2024-02;-20.00;EMEA\n2024-02;350.00;APAC').ties).toBe(true)
    const twoMonths = 'month;balance\n2024-01;300.01\n2024-02;330.00'
    expect(compare(twoMonths)).toMatchObject({ ties: false, basis: 'receivables-less-unapplied' })
  })

  test('by group compares each, and a group that the ledger lacks fails', () => {
    const check = compare('month;region;balance\n2024-01;EMEA;100.00\n2024-01;APAC;200.00\n2024-01;LATAM;5.00')
    expect(check.rows.map(({ group, difference }) => [group.region, difference])).toEqual([
      ['EMEA', 0],
      ['APAC', 0],
    ])
    expect(check.ties).toBe(false)
    expect(check.missingInLedger).toEqual([{ month: '2024-01', group: { region: 'LATAM' }, control: 5_00, line: 4 }])
  })

  test('names the months that are missing on either side', () => {
    const check = compare('month;balance\n2023-12;0.00\n2024-02;350.00\n2024-03;7.00')
    expect(check.missingInControl).toEqual([{ month: '2024-01', group: {}, receivables: 300_00 }])
    expect(check.missingInLedger).toEqual([{ month: '2024-03', group: {}, control: 7_00, line: 4 }])
    expect(check.ties).toBe(false)
  })

  test.each([
    [
      'month;amount\n2024-01;1.00',
      /^gl\.csv, line 1: a control file needs the columns month and balance; this one has/,
    ],
    ['month;balance;regon\n2024-01;1.00;EMEA', /column regon: this is no attribute.* Did you mean "region"\?/],
    ['month;balance\nJan 24;1.00', /^gl\.csv, line 2, column month: "Jan 24" is not a month; write it like 2024-03/],
    ['month;balance\n2024-13;1.00', /"2024-13" is not a month/],
    ['month;balance\n2024-01;1.005', /line 2, column balance: "1\.005": it has more than the 2 decimals/],
    ['month;balance\n2024-01;', /column balance: "": the amount is empty\./],
    ['month;balance\n2024-01;1.00\n2024-01-31;2.00', /^gl\.csv, line 3, .* has a balance on line 2 already/],
    ['month;balance', /there are no rows below the header/],
  ])('that is not sound is rejected: %j', (csv, message) => {
    expect(() => compare(csv)).toThrow(InputError)
    expect(() => compare(csv)).toThrow(message)
  })
})

describe('a check with a control', () => {
  const check = (csv: string) => checkLedger({ data: ledger }, { control: controlBalances(table(csv), style) })

  test('fails where it does not tie, with the money of the difference', () => {
    const result = check('month;balance\n2024-01;300.00\n2024-02;350.07')
    expect(checkFailed(result)).toBe(true)
    expect(result.findings[0]).toMatchObject({ code: 'control-difference', severity: 'error', count: 1, amount: 7 })
  })

  test('does not fail where only a month of the ledger is not in it, and notes that', () => {
    const result = check('month;balance\n2024-02;350.00')
    expect(checkFailed(result)).toBe(false)
    expect(result.findings.find(({ code }) => code === 'month-not-in-control')).toMatchObject({
      count: 1,
      amount: 300_00,
    })
  })

  test('fails where the ledger does not know a month', () => {
    const result = check('month;balance\n2024-02;350.00\n2025-02;1.00')
    expect(checkFailed(result)).toBe(true)
    expect(result.findings[0]).toMatchObject({ code: 'control-month-not-in-ledger', amount: 1_00 })
  })
})
