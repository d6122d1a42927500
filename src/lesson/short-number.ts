import { groupedDigits } from '../money/format-amount.js'

/** A number of unknown size for a sentence: four digits, more only before the point. */
export function shortNumber(number: number): string {
  const text = Math.abs(number) >= 1000 ? number.toFixed(0) : String(Number(number.toPrecision(4)))
  return groupedDigits(text.replace('-', '−'))
}
