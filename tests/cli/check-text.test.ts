import { describe, expect, test } from 'vitest'
import { checkSentences, checkText } from '../../src/cli/check-text.js'
import { sampleCheck } from '../quality/sample-quality.js'

const check = sampleCheck()
const lines = checkText('northwind', check, false).split('\n')

describe('The report of arlab check on a terminal', () => {
  test('fits into 100 columns, rows of the ledger apart', () => {
    const rejects = lines.indexOf('Rejected rows:')
    const own = lines.filter((_, index) => index <= rejects || index > rejects + check.rejects.length)
    expect(own.filter((line) => line.length > 100)).toEqual([])
    expect(lines.filter((line) => / $/.test(line))).toEqual([])
  })

  test('begins with the verdict, then the proofs, tables, findings, rejected rows and the statement', () => {
    expect(lines[0]).toBe('northwind, known through 2024-12-31')
    expect(lines[2]).toMatch(/^The ledger is incomplete: 3 rows could not be used, and 9 things should be looked at\.$/)
    const order = ['table ', 'Findings', 'Rejected rows:', 'days past due', 'Roll-forward of receivables, in USD']
    const places = order.map((start) => lines.findIndex((line) => line.startsWith(start)))
    expect(places.every((place) => place > 0)).toBe(true)
    expect([...places].sort((a, b) => a - b)).toEqual(places)
  })

  test('shows rows and money of each table: read, accepted, rejected', () => {
    expect(lines.find((line) => line.startsWith('invoices'))!.split(/ {2,}/)).toEqual([
      ...['invoices', '723', '721', '2', '3,120,000.00', '3,111,580.00', '8,420.00'],
    ])
  })

  test('gives each finding its severity, code, count, money, examples and what to do', () => {
    const start = lines.indexOf('WARNING  over-applied  2 invoices · 1,500.28 USD')
    expect(lines.slice(start + 1, start + 6)).toEqual([
      '         Invoices have more applied or credited to them than their amount.',
      '         · INV-10401 of customer C-105, 2024-01-26, 5,254.91 USD: 950.28 USD too much',
      '         · INV-10250 of customer C-110, 2023-09-09, 7,497.50 USD: 550.00 USD too much',
      '         → Move the excess to the invoice it was meant for, or leave it unapplied until it is',
      '           refunded.',
    ])
  })

  test('splits the tables in two where their money is too wide for one', () => {
    const big = {
      ...check.tables.invoices!,
      read: 10_000_000,
      accepted: 10_000_000,
      readAmount: 987_654_321_098_765,
      acceptedAmount: 987_654_321_098_765,
      rejectedAmount: 987_654_321_098_765,
    }
    const wide = checkText('x', { ...check, tables: { invoices: big } }, false).split('\n')
    expect(wide.filter((line) => line.startsWith('invoices'))).toHaveLength(2)
    expect(wide.filter((line) => line.startsWith('invoices') && line.length > 100)).toEqual([])
  })

  test('puts as many periods of the statement side by side as fit, and opens each where the last one closed', () => {
    const statement = lines.slice(lines.indexOf('Roll-forward of receivables, in USD'))
    const [closing, opening] = ['= closing', 'opening'].map((label) =>
      statement.filter((line) => line.startsWith(label)).map((line) => line.slice(label.length).trim().split(/ +/)),
    )
    expect(closing!.flat()).toHaveLength(24)
    expect(opening!.flat().slice(1)).toEqual(closing!.flat().slice(0, -1))
  })
})

test('a simulation’s report has the proofs and the warnings as sentences', () => {
  const sentences = checkSentences(check, { code: 'USD', decimals: 2 })
  expect(sentences).toContain('The roll-forward ties to the cent in all 24 months.')
  expect(sentences).toContain(
    'Warning (over-applied, 2 invoices · 1,500.28 USD): Invoices have more applied or credited to them than their amount.',
  )
})
