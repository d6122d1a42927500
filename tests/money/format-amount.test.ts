import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cents, cents } from '../../src/money/cents.js'
import { currencyOf, currencyOfAnyCode } from '../../src/money/currency.js'
import { decimalText, formatAmount, majorUnits } from '../../src/money/format-amount.js'
import { parseAmount } from '../../src/money/parse-amount.js'

const anyCents = fc.maxSafeInteger().map(cents)

describe('an amount is shown with every digit of its currency', () => {
  test.each([
    [123450, 'USD', '1,234.50 USD'],
    [-123450, 'USD', '-1,234.50 USD'],
    [5, 'USD', '0.05 USD'],
    [-5, 'USD', '-0.05 USD'],
    [0, 'USD', '0.00 USD'],
    [100000, 'USD', '1,000.00 USD'],
    [1234, 'JPY', '1,234 JPY'],
    [-1234567, 'JPY', '-1,234,567 JPY'],
    [1234, 'KWD', '1.234 KWD'],
    [7, 'KWD', '0.007 KWD'],
    [Number.MAX_SAFE_INTEGER, 'USD', '90,071,992,547,409.91 USD'],
  ])('%i minor units of %s are %s', (minor, code, text) => {
    expect(formatAmount(cents(minor), currencyOf(code)!)).toBe(text)
  })
})

test('what is written as decimal text is read back as the same amount', () => {
  fc.assert(
    fc.property(anyCents, fc.constantFrom(0, 2, 3), (amount, decimals) => {
      expect(parseAmount(decimalText(amount, decimals), decimals)).toBe(amount)
    }),
    { seed: 3 },
  )
})

test('what is shown to people is read back as the same amount', () => {
  fc.assert(
    fc.property(anyCents, fc.constantFrom('USD', 'JPY', 'KWD'), (amount, code) => {
      const currency = currencyOf(code)!
      const shown = formatAmount(amount, currency)
      expect(shown.endsWith(` ${code}`)).toBe(true)
      expect(parseAmount(shown.slice(0, -4), currency.decimals)).toBe(amount)
    }),
    { seed: 4 },
  )
})

test('major units are for charts: minor units over ten to the decimals', () => {
  expect(majorUnits(123450, currencyOf('USD')!)).toBe(1234.5)
  expect(majorUnits(1234, currencyOf('JPY')!)).toBe(1234)
  expect(majorUnits(1234, currencyOf('KWD')!)).toBe(1.234)
})

describe('currencies', () => {
  test.each([
    ['JPY', 0],
    ['USD', 2],
    ['EUR', 2],
    ['KWD', 3],
  ])('%s has %i decimals', (code, decimals) => {
    expect(currencyOf(code)).toEqual({ code, decimals })
  })

  test.each(['usd', 'US', 'USDX', 'ZZZ', '', '€'])('%j is not the code of a currency', (code) => {
    expect(currencyOf(code)).toBeNull()
  })

  test('a code that is not known is taken to have two decimals, others have their own', () => {
    expect(currencyOfAnyCode('ZZZ')).toEqual({ code: 'ZZZ', decimals: 2 })
    expect(currencyOfAnyCode('JPY')).toEqual({ code: 'JPY', decimals: 0 })
  })
})

describe('cents', () => {
  test('a fraction, NaN or anything beyond 2^53 − 1 is a programming error', () => {
    for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1]) {
      expect(() => cents(value)).toThrow(RangeError)
    }
  })

  test('minus zero becomes zero', () => {
    expect(Object.is(cents(-0), 0)).toBe(true)
    const typed: Cents = cents(12)
    expect(typed).toBe(12)
  })
})
