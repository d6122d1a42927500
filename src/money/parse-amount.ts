import { Decimal } from 'decimal.js'
import { type Cents, cents } from './cents.js'

/** How amounts are written: `point` is 1,234.50, `comma` is 1.234,50, and `minor-units` is 123450 (whole cents). */
export const decimalStyles = ['point', 'comma', 'minor-units'] as const

export type DecimalStyle = (typeof decimalStyles)[number]

/** Why a text is not an amount. */
export interface AmountProblem {
  readonly code: 'not-an-amount' | 'too-many-decimals' | 'amount-too-large'
  readonly problem: string
}

const plain = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/
const grouped = {
  point: /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/,
  comma: /^(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$/,
  'minor-units': /^\d+$/,
} as const

const examples = {
  point: '1,234.50, -12 or (12.00)',
  comma: '1.234,50, -12 or (12,00)',
  'minor-units': '123450, for 1,234.50',
} as const

/**
 * Reads decimal text as whole minor units, exactly: `1,234.50`; `-12`, `12-` and `(12.00)` for −12; with style `comma`
 * also `1.234,50`, and with style `minor-units` whole minor units. Never rounds: more decimals than the currency has is
 * a problem, and so is an amount beyond 2^53 − 1 minor units.
 */
export function parseAmount(text: string, decimals: number, style: DecimalStyle = 'point'): Cents | AmountProblem {
  if (decimals === 2 && style === 'point') {
    const match = plain.exec(text)
    if (match) {
      const minor = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'))
      return cents(match[1] === '-' ? -minor : minor)
    }
  }
  return parseGeneralAmount(text, decimals, style)
}

function parseGeneralAmount(text: string, decimals: number, style: DecimalStyle): Cents | AmountProblem {
  let digits = text.trim()
  if (digits === '') return { code: 'not-an-amount', problem: 'the amount is empty' }
  let negative = false
  if (digits.startsWith('(') && digits.endsWith(')')) {
    negative = true
    digits = digits.slice(1, -1).trim()
  } else if (digits.startsWith('-') || digits.startsWith('+')) {
    negative = digits.startsWith('-')
    digits = digits.slice(1).trim()
  } else if (digits.endsWith('-')) {
    negative = true
    digits = digits.slice(0, -1).trim()
  }
  if (!grouped[style].test(digits)) {
    if (style === 'point' && grouped.comma.test(digits)) {
      return { code: 'not-an-amount', problem: 'it looks like a decimal comma; a mapping can say decimals: comma' }
    }
    return { code: 'not-an-amount', problem: `it is not an amount; expected one like ${examples[style]}` }
  }
  if (style === 'minor-units') return heldExactly(new Decimal(digits), negative)
  const canonical = style === 'point' ? digits.replaceAll(',', '') : digits.replaceAll('.', '').replace(',', '.')
  // Zeros count too: 1.000 may be a thousand in another style, and a guess would be wrong by a thousand in silence. And
  // it is asked before multiplying: a product keeps 20 digits and would round the rest away.
  if ((canonical.split('.')[1] ?? '').length > decimals) {
    return {
      code: 'too-many-decimals',
      problem: `it has more than the ${decimals} decimals of the currency; amounts are never rounded`,
    }
  }
  return heldExactly(new Decimal(canonical).times(new Decimal(10).pow(decimals)), negative)
}

function heldExactly(minor: Decimal, negative: boolean): Cents | AmountProblem {
  if (minor.greaterThan(Number.MAX_SAFE_INTEGER))
    return { code: 'amount-too-large', problem: 'it is too large to be held exactly' }
  return cents(negative ? -minor.toNumber() : minor.toNumber())
}
