import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DecimalStyle, parseAmount } from '../../src/money/parse-amount.js'

/** Decimal text as people write it, with the value that it means. */
const writtenAmount = fc
  .record({
    whole: fc.oneof(fc.nat({ max: 999 }).map(String), fc.stringMatching(/^[1-9]\d{0,12}$/)),
    fraction: fc.stringMatching(/^\d{0,4}$/),
    grouped: fc.boolean(),
    sign: fc.constantFrom('', '-', '+', '('),
    style: fc.constantFrom<DecimalStyle>('point', 'comma'),
  })
  .map(({ whole, fraction, grouped, sign, style }) => {
    const [group, point] = style === 'point' ? [',', '.'] : ['.', ',']
    const shownWhole = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, group) : whole
    const digits = fraction === '' ? shownWhole : `${shownWhole}${point}${fraction}`
    const value = new Decimal(fraction === '' ? whole : `${whole}.${fraction}`)
    const negative = sign === '-' || sign === '('
    return {
      text: sign === '(' ? `(${digits})` : `${sign}${digits}`,
      style,
      value: negative ? value.negated() : value,
      decimalsWritten: fraction.length,
    }
  })

describe('every form that DESIGN section 4 names is understood', () => {
  test.each([
    ['1,234.50', 'point', 123450],
    ['1234.50', 'point', 123450],
    ['1234.5', 'point', 123450],
    ['1234', 'point', 123400],
    ['0.07', 'point', 7],
    ['1.10', 'point', 110],
    ['-12', 'point', -1200],
    ['- 12', 'point', -1200],
    ['+12', 'point', 1200],
    ['(12.00)', 'point', -1200],
    ['( 12.00 )', 'point', -1200],
    ['  12.00  ', 'point', 1200],
    ['1,234,567.89', 'point', 123456789],
    ['1.234,50', 'comma', 123450],
    ['1234,5', 'comma', 123450],
    ['(1.234,50)', 'comma', -123450],
    ['-12', 'comma', -1200],
    ['1.234', 'comma', 123400],
    ['1.234,50-', 'comma', -123450],
    ['1,234.50-', 'point', -123450],
    ['12 -', 'point', -1200],
    ['123450', 'minor-units', 123450],
    ['-123450', 'minor-units', -123450],
    ['0', 'minor-units', 0],
  ] as const)('%j in %s style is %i minor units', (text, style, minor) => {
    expect(parseAmount(text, 2, style)).toBe(minor)
  })

  test('minus nothing is zero, without a sign', () => {
    for (const text of ['-0', '(0.00)', '-0.00']) expect(Object.is(parseAmount(text, 2), 0), text).toBe(true)
  })
})

describe('the currency says how many decimals there are', () => {
  test.each([
    ['1,234', 0, 1234],
    ['12.5', 2, 1250],
    ['1.234', 3, 1234],
    ['1.2', 3, 1200],
  ])('%j with %i decimals is %i minor units', (text, decimals, minor) => {
    expect(parseAmount(text, decimals)).toBe(minor)
  })

  test.each([
    ['12.5', 0],
    ['12.345', 2],
    ['12.000', 2],
    ['1.000', 2],
    ['1234.0', 0],
    ['-0.001', 2],
    ['(0.005)', 2],
    ['1.2345', 3],
    ['1.00000000000000000000001', 2],
    ['0.0000000000000000000000000000001', 2],
  ])('%j has more decimals than %i, zeros too, which is a problem and is never rounded', (text, decimals) => {
    expect(parseAmount(text, decimals)).toEqual({
      code: 'too-many-decimals',
      problem: `it has more than the ${decimals} decimals of the currency; amounts are never rounded`,
    })
  })
})

describe('the largest amount is 2^53 − 1 minor units', () => {
  test('the limit itself is exact in both directions', () => {
    expect(parseAmount('90071992547409.91', 2)).toBe(Number.MAX_SAFE_INTEGER)
    expect(parseAmount('(90,071,992,547,409.91)', 2)).toBe(-Number.MAX_SAFE_INTEGER)
    expect(parseAmount('9007199254740991', 0)).toBe(Number.MAX_SAFE_INTEGER)
  })

  test.each(['90071992547409.92', '-90071992547409.92', '1e9', `1${'0'.repeat(40)}`])('%j is beyond it', (text) => {
    expect(parseAmount(text, 2)).toHaveProperty('problem')
  })

  test('the problem says that the amount is too large', () => {
    expect(parseAmount('90071992547409.92', 2)).toEqual({
      code: 'amount-too-large',
      problem: 'it is too large to be held exactly',
    })
  })
})

describe('what is not an amount is a problem', () => {
  test.each([
    '12x',
    '1,2345.00',
    ',123',
    '1,,234',
    '12.',
    '.5',
    '--12',
    '-(12)',
    '(-12)',
    '(12',
    '12)',
    '()',
    '-',
    '1 234',
    'NaN',
    'Infinity',
    '0x10',
    '1_000',
    '１２',
    '$12',
    '12 USD',
  ])('%j', (text) => {
    expect(parseAmount(text, 2)).toEqual({
      code: 'not-an-amount',
      problem: 'it is not an amount; expected one like 1,234.50, -12 or (12.00)',
    })
  })

  test('a number of the other style is not read as another amount', () => {
    expect(parseAmount('1.234,50', 2, 'point')).toEqual({
      code: 'not-an-amount',
      problem: 'it looks like a decimal comma; a mapping can say decimals: comma',
    })
    expect(parseAmount('1,234.50', 2, 'comma')).toEqual({
      code: 'not-an-amount',
      problem: 'it is not an amount; expected one like 1.234,50, -12 or (12,00)',
    })
  })

  test('minor units are whole', () => {
    for (const text of ['1234.50', '1,234', '12,00', '1e3']) {
      expect(parseAmount(text, 2, 'minor-units')).toEqual({
        code: 'not-an-amount',
        problem: 'it is not an amount; expected one like 123450, for 1,234.50',
      })
    }
    expect(parseAmount('9007199254740992', 2, 'minor-units')).toEqual({
      code: 'amount-too-large',
      problem: 'it is too large to be held exactly',
    })
    expect(parseAmount('500', 0, 'minor-units')).toBe(500)
  })

  test.each(['-12-', '(12-', '(12)-', '-', '12--'])('%j has more than one sign, or no digits', (text) => {
    expect(parseAmount(text, 2)).toHaveProperty('problem')
  })

  test('nothing is said to be empty', () => {
    for (const text of ['', '   '])
      expect(parseAmount(text, 2)).toEqual({ code: 'not-an-amount', problem: 'the amount is empty' })
  })
})

test('any decimal text of either style is exactly what decimal.js makes of it, or a problem', () => {
  fc.assert(
    fc.property(writtenAmount, fc.constantFrom(0, 2, 3), ({ text, style, value, decimalsWritten }, decimals) => {
      const minor = value.times(new Decimal(10).pow(decimals))
      const parsed = parseAmount(text, decimals, style)
      if (decimalsWritten > decimals || minor.abs().greaterThan(Number.MAX_SAFE_INTEGER)) {
        expect(parsed).toHaveProperty('problem')
      } else {
        expect(minor.equals(parsed as number)).toBe(true)
      }
    }),
    { numRuns: 2000, seed: 1 },
  )
})

test('any text at all gives a whole number or a problem, and never throws', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom(0, 2, 3),
      fc.constantFrom<DecimalStyle>('point', 'comma'),
      (text, decimals, style) => {
        const parsed = parseAmount(text, decimals, style)
        expect(typeof parsed === 'number' ? Number.isSafeInteger(parsed) : parsed.problem.length > 0).toBe(true)
      },
    ),
    { numRuns: 1000, seed: 2 },
  )
})
