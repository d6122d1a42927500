import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cents } from '../../src/money/cents.js'
import { decimalText } from '../../src/money/format-amount.js'
import { type DecimalStyle, decimalStyles, parseAmount } from '../../src/money/parse-amount.js'

/** Digits of any length, so that amounts come close to 2^53 minor units and go beyond. */
const wholeDigits = fc.oneof(
  fc.stringMatching(/^\d{1,4}$/),
  fc.bigInt(0n, 10n ** 14n).map(String),
  fc.bigInt(0n, 10n ** 20n).map(String),
)

const written = fc
  .record({
    whole: wholeDigits,
    fraction: fc.stringMatching(/^\d{0,5}$/),
    isGrouped: fc.boolean(),
    sign: fc.constantFrom('', '-', '+', '()', 'trailing', '- ', ' trailing'),
    around: fc.constantFrom('', ' ', '\t', '\u00a0'),
    style: fc.constantFrom<DecimalStyle>(...decimalStyles),
  })
  .map(({ whole, fraction, isGrouped, sign, around, style }) => {
    const [group, point] = style === 'comma' ? ['.', ','] : [',', '.']
    const hasFraction = style !== 'minor-units' && fraction !== ''
    const shown = isGrouped && style !== 'minor-units' ? whole.replace(/\B(?=(\d{3})+$)/g, group) : whole
    const digits = hasFraction ? `${shown}${point}${fraction}` : shown
    const signed =
      sign === '()'
        ? `(${digits})`
        : sign.endsWith('trailing')
          ? `${digits}${sign.replace('trailing', '-')}`
          : `${sign}${digits}`
    const value = new Decimal(hasFraction ? `${whole}.${fraction}` : whole)
    return {
      text: `${around}${signed}${around}`,
      style,
      value: sign === '' || sign === '+' ? value : value.negated(),
      fractionDigits: hasFraction ? fraction.length : 0,
    }
  })

test('every way to write an amount, in every style, is exactly what decimal.js makes of it, or a problem of the right kind', () => {
  let [exact, tooMany, tooLarge] = [0, 0, 0]
  fc.assert(
    fc.property(written, fc.constantFrom(0, 2, 3), ({ text, style, value, fractionDigits }, decimals) => {
      const parsed = parseAmount(text, decimals, style)
      const minor = style === 'minor-units' ? value : value.times(new Decimal(10).pow(decimals))
      if (fractionDigits > decimals) {
        tooMany++
        expect(parsed).toMatchObject({ code: 'too-many-decimals' })
      } else if (minor.abs().greaterThan(Number.MAX_SAFE_INTEGER)) {
        tooLarge++
        expect(parsed).toMatchObject({ code: 'amount-too-large' })
      } else {
        exact++
        expect(typeof parsed === 'number' && minor.equals(parsed), `${text} ${String(parsed)}`).toBe(true)
        expect(Object.is(parsed, -0)).toBe(false)
      }
    }),
    { numRuns: 4000, seed: 7 },
  )
  expect(Math.min(exact, tooMany, tooLarge)).toBeGreaterThan(200)
})

test('amounts near 2^53 minor units are exact on this side of the limit and refused on the other', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -50, max: 50 }),
      fc.constantFrom(0, 2, 3),
      fc.boolean(),
      (offset, decimals, isNegative) => {
        const minor = new Decimal(Number.MAX_SAFE_INTEGER).plus(offset)
        const text = `${isNegative ? '-' : ''}${minor.dividedBy(new Decimal(10).pow(decimals)).toFixed(decimals)}`
        const parsed = parseAmount(text, decimals)
        if (offset > 0) expect(parsed).toMatchObject({ code: 'amount-too-large' })
        else expect(minor.times(isNegative ? -1 : 1).equals(parsed as number)).toBe(true)
      },
    ),
    { numRuns: 600, seed: 8 },
  )
})

test('what is written as decimal text reads as the same amount, for all amounts and currencies', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom(0, 2, 3), (minor, decimals) => {
      const text = decimalText(cents(minor), decimals)
      expect(parseAmount(text, decimals)).toBe(minor + 0)
      expect(parseAmount(text.replace('.', ','), decimals, 'comma')).toBe(minor + 0)
    }),
    { numRuns: 2000, seed: 9 },
  )
})

test('one character more or less never gives another amount in silence: it is that amount by decimal.js, or a problem', () => {
  const canonical = /^\s*(?:-\s*|\+\s*)?\d+(?:\.\d+)?\s*$/
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.nat({ max: 12 }),
      fc.constantFrom(
        '',
        '.',
        ',',
        '-',
        '+',
        ' ',
        'e',
        'E5',
        '0',
        '9',
        '\u0000',
        "'",
        '_',
        '\u0663',
        '(',
        ')',
        'x',
        '%',
      ),
      (minor, position, put) => {
        const text = decimalText(cents(minor), 2)
        const damaged = text.slice(0, position) + put + text.slice(position + (put === '' ? 1 : 0))
        const parsed = parseAmount(damaged, 2)
        if (typeof parsed !== 'number' || !canonical.test(damaged)) return
        expect(new Decimal(damaged.replaceAll(/\s/g, '')).times(100).equals(parsed)).toBe(true)
      },
    ),
    { numRuns: 3000, seed: 10 },
  )
})
