import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cents } from '../../src/money/cents.js'
import { roundedSum } from '../../src/money/rounded-sum.js'

const product = (amount: number, ...factors: number[]) => ({ amount: cents(amount), factors })
const Exact = Decimal.clone({ precision: 200 })

describe('A sum that is rounded once', () => {
  test('half away from zero, and not its parts', () => {
    expect(roundedSum([product(1, 0.5)])).toEqual({ total: 1, parts: [1] })
    expect(roundedSum([product(1, 0.25), product(1, 0.25)])).toEqual({ total: 1, parts: [1, 0] })
    expect(roundedSum([product(3, 0.5), product(3, 0.5)])).toEqual({ total: 3, parts: [2, 1] })
    expect(roundedSum([])).toEqual({ total: 0, parts: [] })
  })

  test('takes a factor as the decimal that it is written as', () => {
    // 1.005 × 100 = 100.4999… in binary.
    expect(roundedSum([product(100, 1.005)]).total).toBe(101)
    expect(roundedSum([product(1_000_000_000, 1e-9)]).total).toBe(1)
    expect(roundedSum([product(1_500_000_000, 0.003, 1.15)]).total).toBe(5_175_000)
    expect(roundedSum([product(2, 1e21, 1e-21)]).total).toBe(2)
  })

  test('is that of decimal arithmetic, and its parts are each less than one minor unit off', () => {
    const factor = fc.oneof(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000),
    )
    const anyProduct = fc.record({
      amount: fc.integer({ min: 0, max: 1_000_000_000_000 }),
      factors: fc.array(factor, { maxLength: 2 }),
    })
    fc.assert(
      fc.property(fc.array(anyProduct, { maxLength: 7 }), (drawn) => {
        const { total, parts } = roundedSum(drawn.map(({ amount, factors }) => product(amount, ...factors)))
        const exact = drawn.map(({ amount, factors }) =>
          factors.reduce((value, each) => value.times(String(each)), new Exact(amount)),
        )
        const sum = exact.reduce((value, each) => value.plus(each), new Exact(0))
        expect(total).toBe(sum.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber())
        expect(parts.reduce((value, each) => value + each, 0)).toBe(total)
        parts.forEach((part, index) => {
          expect(exact[index]!.minus(part).abs().lessThan(1)).toBe(true)
        })
      }),
      { numRuns: 300, seed: 3 },
    )
  })

  test('refuses what is no amount or factor', () => {
    expect(() => roundedSum([product(-1, 1)])).toThrow('roundedSum needs amounts of at least 0, got -1')
    expect(() => roundedSum([product(1, -0.1)])).toThrow('finite and not negative, got -0.1')
    expect(() => roundedSum([product(1, Number.NaN)])).toThrow('finite and not negative, got NaN')
  })
})
