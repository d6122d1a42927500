import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { aging } from '../../src/facts/aging.js'
import { rollForwardStatement } from '../../src/facts/roll-forward-statement.js'
import { checkFailed, checkLedger } from '../../src/quality/check-ledger.js'
import { type HandMade, handMade } from './hand-made-ledger.js'

const made: HandMade = {
  invoices: [
    { id: 'I1', on: '2024-01-10', amount: 1000_00, customer: 'A' },
    { id: 'I2', on: '2024-02-20', amount: 500_00, customer: 'B' },
    { id: 'N1', on: '2024-02-21', amount: -80_00, customer: 'A' },
  ],
  payments: [{ id: 'P1', on: '2024-02-10', amount: 600_00, customer: 'A' }],
  applications: [
    { from: 'P1', to: 'I1', on: '2024-02-10', amount: 600_00, discount: 12_00 },
    { from: 'N1', to: 'I2', on: '2024-03-01', amount: 50_00 },
  ],
  adjustments: [
    { to: 'I1', on: '2024-02-15', kind: 'credit_memo', amount: 30_00 },
    { to: 'I1', on: '2024-03-02', kind: 'write_off', amount: 100_00 },
    { to: 'I1', on: '2024-03-05', kind: 'write_off_reversal', amount: 40_00 },
    { to: 'I2', on: '2024-03-31', kind: 'revaluation', amount: -3_00 },
    { to: 'I1', on: '2024-03-31', kind: 'recovery', amount: 999_00 },
  ],
  regions: { A: 'EMEA', B: 'APAC' },
}
const zero = {
  ...{ credit_sales: 0, cash_collected: 0, discounts_taken: 0, credit_memos: 0, write_offs: 0 },
  ...{ write_off_reversals: 0, revaluations: 0, credit_notes_applied: 0 },
}

describe('the roll-forward statement', () => {
  test('lists every line of a month, worked by hand', () => {
    expect(
      rollForwardStatement(handMade(made)).map(({ period, opening, lines, closing }) => ({
        period,
        opening,
        lines,
        closing,
      })),
    ).toEqual([
      { period: '2024-01', opening: 0, lines: { ...zero, credit_sales: 1000_00 }, closing: 1000_00 },
      {
        period: '2024-02',
        opening: 1000_00,
        lines: { ...zero, credit_sales: 500_00, cash_collected: 600_00, discounts_taken: 12_00, credit_memos: 110_00 },
        closing: 778_00,
      },
      {
        period: '2024-03',
        opening: 778_00,
        lines: { ...zero, write_offs: 100_00, write_off_reversals: 40_00, revaluations: -3_00 },
        closing: 715_00,
      },
    ])
  })

  test('by group shows what a credit note of one group pays in another', () => {
    const rows = rollForwardStatement(handMade(made), { by: ['region'] }).filter(({ period }) => period === '2024-03')
    expect(
      rows.map(({ group, lines, closing, difference }) => [group, lines.credit_notes_applied, closing, difference]),
    ).toEqual([
      [{}, 0, 715_00, 0],
      [{ region: 'APAC' }, 50_00, 447_00, 0],
      [{ region: 'EMEA' }, -50_00, 268_00, 0],
    ])
  })

  test('by quarter opens where the one before closed', () => {
    const later = {
      ...made,
      invoices: [...made.invoices, { id: 'I4', on: '2024-05-01', amount: 10_00, customer: 'A' }],
    }
    const rows = rollForwardStatement(handMade(later), { every: 'quarter' })
    expect(rows.map(({ period, opening, closing }) => [period, opening, closing])).toEqual([
      ['2024-Q1', 0, 715_00],
      ['2024-Q2', 715_00, 725_00],
    ])
  })

  test('names the invoices where it breaks: here one that was credited before its date', () => {
    const odd = { ...made, adjustments: [{ to: 'I2', on: '2024-01-20', kind: 'credit_memo' as const, amount: 5_00 }] }
    const check = checkLedger({ data: handMade(odd) })
    expect(checkFailed(check)).toBe(true)
    expect(check.rollForward.breaks[0]).toMatchObject({
      period: '2024-01',
      group: {},
      difference: 5_00,
      invoices: ['I2'],
    })
    const finding = check.findings.find(({ code }) => code === 'roll-forward')
    expect(finding).toMatchObject({ severity: 'error', amount: 10_00 })
    expect(finding!.examples[0]!.text).toBe('2024-01, all: off by 5.00 USD; invoices I2')
  })

  test('is in the check where it is asked for', () => {
    const check = checkLedger({ data: handMade(made) }, { rollForward: { by: ['region'], every: 'year' } })
    expect(check.rollForward).toMatchObject({ holds: true, difference: 0, months: 3, breaks: [] })
    expect(check.rollForward.rows).toHaveLength(3)
    expect(check.rollForward.rows![0]).toMatchObject({
      period: '2024',
      start: '2024-01-01',
      end: '2024-03-31',
      group: {},
    })
    expect(checkLedger({ data: handMade(made) }).rollForward.rows).toBeUndefined()
  })

  test('refuses a group that the ledger lacks', () => {
    expect(() => rollForwardStatement(handMade(made), { by: ['regon'] })).toThrow(/Did you mean "region"\?/)
  })
})

describe('aging', () => {
  const ledger = handMade({
    invoices: [0, 1, 30, 31, 60, 61, 400].map((late, index) => ({
      ...{ id: `I${index}`, on: '2023-01-01', amount: 10 ** index },
      due: new Date(Date.UTC(2024, 5, 30 - late)).toISOString().slice(0, 10),
    })),
    asOf: '2024-06-30',
  })

  test('counts the due day as current and an edge into its bucket', () => {
    const { buckets, receivables } = aging(ledger, ledger.asOf, [30, 60])
    expect(buckets).toEqual([
      { label: 'current', through: 0, amount: 1, invoices: 1 },
      { label: '1–30', through: 30, amount: 110, invoices: 2 },
      { label: '31–60', through: 60, amount: 11_000, invoices: 2 },
      { label: 'over 60', through: null, amount: 1_100_000, invoices: 2 },
    ])
    expect(receivables).toBe(1_111_111)
  })

  test('uses the edges of the facts by default', () => {
    expect(aging(ledger, ledger.asOf).buckets.map(({ label }) => label)).toEqual([
      ...['current', '1–30', '31–60', '61–90', '91–120', 'over 120'],
    ])
    expect(Object.values(checkLedger({ data: ledger }).aging)).toEqual(
      aging(ledger, ledger.asOf).buckets.map(({ amount }) => amount),
    )
  })

  test.each([[[]], [[0, 30]], [[30, 30]], [[60, 30]], [[1.5]], [[Number.NaN]]])('refuses the edges %j', (edges) => {
    expect(() => aging(ledger, ledger.asOf, edges)).toThrow(InputError)
  })
})
