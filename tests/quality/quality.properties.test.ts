import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aging } from '../../src/facts/aging.js'
import { rollForwardStatement, statementLines } from '../../src/facts/roll-forward-statement.js'
import { openAmounts } from '../../src/ledger/open-amounts.js'
import { checkLedger } from '../../src/quality/check-ledger.js'
import { eachEqualSet } from '../../src/quality/equal-rows.js'
import { handMade } from './hand-made-ledger.js'
import { randomHandMade } from './random-hand-made.js'

const ledgers = randomHandMade.map(handMade)

describe('On any ledger', () => {
  test('a check never throws, its JSON is plain, and no finding touches more money than there is', () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        const check = checkLedger({ data: ledger }, { rollForward: { by: ['region'], every: 'quarter' } })
        expect(JSON.parse(JSON.stringify(check))).toEqual(check)
        const sum = (amounts: Float64Array) => amounts.reduce((total, amount) => total + Math.abs(amount), 0)
        const all = sum(ledger.invoices.amount) + sum(ledger.payments.amount) + sum(ledger.postings.amount)
        for (const { code, amount, count, share, examples } of check.findings) {
          expect(count, code).toBeGreaterThan(0)
          expect(amount ?? 0, code).toBeLessThanOrEqual(all)
          if (code !== 'payments-not-applied') expect(amount ?? 0, code).toBeGreaterThanOrEqual(0)
          expect(examples.length, code).toBeLessThanOrEqual(5)
          if (share !== undefined && code !== 'unapplied-cash') expect(share, code).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 300, seed: 3 },
    )
  })

  test('the statement holds to the cent for months, quarters and years, in all and by group', () => {
    fc.assert(
      fc.property(ledgers, fc.constantFrom('month', 'quarter', 'year'), (ledger, every) => {
        for (const row of rollForwardStatement(ledger, { by: ['region'], every })) {
          const explained = statementLines.reduce((sum, { line, sign }) => sum + sign * row.lines[line], row.opening)
          expect(row.difference).toBe(0)
          expect(explained).toBe(row.closing)
        }
      }),
      { numRuns: 200, seed: 4 },
    )
  })

  test('the groups of the statement add up to the total, and credit notes applied to nothing in all', () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        const rows = rollForwardStatement(ledger, { by: ['region', 'customer_id'], every: 'quarter' })
        for (const total of rows.filter(({ group }) => Object.keys(group).length === 0)) {
          const parts = rows.filter((row) => row.period === total.period && row !== total)
          for (const { line } of statementLines) {
            expect(parts.reduce((sum, part) => sum + part.lines[line], 0)).toBe(total.lines[line])
          }
          expect(parts.reduce((sum, part) => sum + part.closing, 0)).toBe(total.closing)
          expect(total.lines.credit_notes_applied).toBe(0)
        }
      }),
      { numRuns: 100, seed: 5 },
    )
  })

  test('aging ties to receivables and credit balances, whatever the edges', () => {
    const anyEdges = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(ledgers, anyEdges, fc.nat({ max: 300 }), (ledger, edges, back) => {
        const day = (ledger.asOf - back) as typeof ledger.asOf
        const { buckets, creditBalances, receivables } = aging(
          ledger,
          day,
          edges.sort((a, b) => a - b),
        )
        const open = openAmounts(ledger, day)
        expect(receivables).toBe(open.reduce((sum, amount) => sum + amount, 0))
        expect(creditBalances).toBe(open.reduce((sum, amount) => sum + Math.max(0, -amount), 0))
        expect(buckets.reduce((sum, { invoices }) => sum + invoices, 0)).toBe(
          open.filter((amount) => amount > 0).length,
        )
      }),
      { numRuns: 200, seed: 6 },
    )
  })
})

test('sets of equal rows are those that a map of keys finds, however badly rows are hashed', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 12 }), { maxLength: 60 }), fc.constantFrom(1, 3, 1000), (values, buckets) => {
      const expected = new Map<number, number[]>()
      for (const [row, value] of values.entries()) expected.set(value, [...(expected.get(value) ?? []), row])
      const found: (readonly number[])[] = []
      eachEqualSet(
        values.length,
        (row) => values[row]! % buckets,
        (a, b) => values[a] === values[b],
        (rows) => found.push(rows),
      )
      const byFirst = (a: readonly number[], b: readonly number[]) => a[0]! - b[0]!
      expect(found.sort(byFirst)).toEqual([...expected.values()].filter((rows) => rows.length > 1).sort(byFirst))
    }),
    { numRuns: 300, seed: 7 },
  )
})
