import type { TermUnit } from '../kpi/terms.js'
import { cents } from '../money/cents.js'
import type { Currency } from '../money/currency.js'
import { decimalText, groupedDigits } from '../money/format-amount.js'

/** A number of a formula as people write it: money in major units, with thousands set apart. */
export function termText(value: number, unit: TermUnit, currency: Currency): string {
  switch (unit) {
    case 'money':
    case 'weight':
      return groupedDigits(
        Number.isSafeInteger(value)
          ? decimalText(cents(value), currency.decimals)
          : unsignedZero((value / 10 ** currency.decimals).toFixed(currency.decimals)),
      )
    case 'count':
      return groupedDigits(String(value))
    default:
      return groupedDigits(String(Number(value.toFixed(6))))
  }
}

/** `0.00` for `-0.00`. */
function unsignedZero(digits: string): string {
  return Number(digits) === 0 ? digits.replace('-', '') : digits
}
