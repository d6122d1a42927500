import { outcomeFormat } from '../../chart/outcome-format.js'
import { formatNumber, formatSigned, formatValue } from '../../chart/value-format.js'
import type { Outcome } from '../../decision/outcome.js'
import type { PairedFigures } from '../../scenario/result.js'

type Shown = Pick<Outcome, 'id' | 'unit'>

export function outcomeValue(outcome: Shown, value: number, code: string): string {
  return formatValue(value, outcomeFormat(outcome, code))
}

/** A change and the range that holds 90 % of the futures: `+7.9 (+6.6 to +9.4)`. */
export function outcomeChange(outcome: Shown, figures: PairedFigures, code: string): string {
  const { mean, low, high } = figures
  if (mean === null || low === null || high === null) return '–'
  const format = outcomeFormat(outcome, code)
  return `${formatSigned(mean, format)} (${formatSigned(low, format)} to ${formatSigned(high, format)})`
}

/** A mean and its range without signs: `42.9 (40.5 to 45.9)`. */
export function outcomeRange(
  outcome: Shown,
  [low, middle, high]: readonly [number, number, number],
  code: string,
): string {
  const format = outcomeFormat(outcome, code)
  return `${formatNumber(middle, format)} (${formatNumber(low, format)} to ${formatNumber(high, format)})`
}
