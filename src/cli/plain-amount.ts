import { cents } from '../money/cents.js'
import type { Currency } from '../money/currency.js'
import { formatAmount } from '../money/format-amount.js'

/** An amount without its currency, for tables whose head names it; empty where there is none. */
export function plainAmount(amount: number | null, currency: Currency): string {
  return amount === null ? '' : formatAmount(cents(amount), currency).replace(` ${currency.code}`, '')
}
