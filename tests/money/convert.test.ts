import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cents } from '../../src/money/cents.js'
import { convertAmount, parity, parseRate } from '../../src/money/convert.js'
import { currencyOf } from '../../src/money/currency.js'

const [usd, eur, jpy, kwd] = ['USD', 'EUR', 'JPY', 'KWD'].map((code) => currencyOf(code)!) as [
  NonNullable<ReturnType<typeof currencyOf>>,
  NonNullable<ReturnType<typeof currencyOf>>,
  NonNullable<ReturnType<typeof currencyOf>>,
  NonNullable<ReturnType<typeof currencyOf>>,
]

describe('a rate is read exactly as it is written', () => {
  test.each([
    ['1.0873', 10873n, 10000n],
    ['0.00671', 671n, 100000n],
    ['110', 110n, 1n],
    [' 1.50 ', 150n, 100n],
  ])('"%s"', (text, numerator, denominator) => expect(parseRate(text)).toEqual({ numerator, denominator }))

  test.each(['', '0', '0.000', '-1.1', '1,09', '1e3', 'abc', '1.', '.5', '1'.repeat(31)])('"%s" is no rate', (text) =>
    expect(parseRate(text)).toBeNull(),
  )
})

describe('an amount is converted exactly and rounded once, half away from zero', () => {
  test.each([
    [100, eur, usd, '1.0873', 109],
    [1, eur, usd, '0.5', 1],
    [-1, eur, usd, '0.5', -1],
    [1, eur, usd, '0.49999999999999999999', 0],
    [1234, jpy, usd, '0.00671', 828],
    [828, usd, jpy, '149.03', 1234],
    [1000, kwd, usd, '3.25', 325],
    [12345, usd, kwd, '0.3077', 37986],
  ] as const)('%d %o to %o at %s is %d', (amount, from, to, rate, expected) =>
    expect(convertAmount(cents(amount), from, to, parseRate(rate)!)).toBe(expected),
  )

  test('at parity nothing changes', () => expect(convertAmount(cents(-12345), usd, usd, parity)).toBe(-12345))

  test('beyond 2^53 − 1 minor units it throws', () =>
    expect(() => convertAmount(cents(Number.MAX_SAFE_INTEGER), usd, usd, parseRate('2')!)).toThrow(RangeError))

  test('as decimal.js has it with 100 digits, for random amounts, rates and currencies', () => {
    const Wide = Decimal.clone({ precision: 100, rounding: Decimal.ROUND_HALF_UP })
    const currency = fc.constantFrom(usd, eur, jpy, kwd)
    const rate = fc
      .tuple(fc.nat(9999), fc.stringMatching(/^\d{1,12}$/))
      .map(([whole, fraction]) => `${whole}.${fraction}`)
      .filter((text) => Number(text) > 0)
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), currency, currency, rate, (amount, from, to, text) => {
        const expected = new Wide(amount)
          .times(text)
          .times(new Wide(10).pow(to.decimals - from.decimals))
          .toDecimalPlaces(0)
        expect(convertAmount(cents(amount), from, to, parseRate(text)!)).toBe(expected.toNumber() + 0)
      }),
      { numRuns: 2000 },
    )
  })
})
