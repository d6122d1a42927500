import type { Outcome } from '../decision/outcome.js'
import { currencyOfAnyCode } from '../money/currency.js'
import { type ValueFormat, valueFormat } from './value-format.js'

/** How an outcome's values are written, in a currency by its code; money in whole units, as ranges are wider than cents. */
export function outcomeFormat({ id, unit }: Pick<Outcome, 'id' | 'unit'>, code: string): ValueFormat {
  const format = valueFormat(id, unit, currencyOfAnyCode(code))
  return unit === 'money' ? { ...format, digits: 0 } : format
}
