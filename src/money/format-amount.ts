import type { Cents } from './cents.js'
import type { Currency } from './currency.js'

/** Whole minor units as decimal text without grouping, exactly: −123450 → `-1234.50`. */
export function decimalText(amount: Cents, decimals: number): string {
  const digits = Math.abs(amount)
    .toString()
    .padStart(decimals + 1, '0')
  const sign = amount < 0 ? '-' : ''
  if (decimals === 0) return sign + digits
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** Money for people to read, every digit shown: `-1,234.50 USD`. */
export function formatAmount(amount: Cents, currency: Currency): string {
  return `${groupedDigits(decimalText(amount, currency.decimals))} ${currency.code}`
}

/** Decimal text with the thousands before its point set apart: `1234567.8912` is `1,234,567.8912`. */
export function groupedDigits(text: string): string {
  return text.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',')
}

/** Minor units as a plain number in major units, for charts and data frames; not for further sums. */
export function majorUnits(amount: number, currency: Currency): number {
  return amount / 10 ** currency.decimals
}
