import { sqlText } from '../../../document/sql-text.js'
import type { DecimalStyle } from '../../../money/parse-amount.js'

/**
 * An SQL expression: a trimmed amount as plain decimal text (`-1234.50`), by the rules of `parseAmount`; null where it is
 * no amount. Minor units stay whole.
 */
function sqlPlainDecimal(trimmed: string, decimals: DecimalStyle): string {
  const negative = `regexp_matches(${trimmed}, '^-|-$|^\\(.*\\)$')`
  const bare = `trim(regexp_replace(${trimmed}, '^[-+]|-$|^\\(|\\)$', '', 'g'))`
  const digits = decimals === 'comma' ? `replace(replace(${bare}, '.', ''), ',', '.')` : `replace(${bare}, ',', '')`
  return `CASE WHEN regexp_matches(${bare}, ${sqlText(shapes[decimals])}) THEN CASE WHEN ${negative} THEN '-' ELSE '' END || ${digits} END`
}

const shapes: Readonly<Record<DecimalStyle, string>> = {
  point: '^(\\d+|\\d{1,3}(,\\d{3})+)(\\.\\d+)?$',
  comma: '^(\\d+|\\d{1,3}(\\.\\d{3})+)(,\\d+)?$',
  'minor-units': '^\\d+$',
}

/** An SQL expression of type DOUBLE: a trimmed number, for comparisons; null where it is none. */
export function sqlNumber(trimmed: string, decimals: DecimalStyle): string {
  return `TRY_CAST(${sqlPlainDecimal(trimmed, decimals)} AS DOUBLE)`
}

/** Decimals that a difference may have; no currency has more than four. */
const differenceDecimals = 6

/**
 * An SQL expression: an amount less others, exact, written in the same style and with as many decimals as the operand that
 * has most. Where one is no amount, the expression is a text that no reader takes for one.
 */
export function sqlDifference(trimmed: string, subtracted: readonly string[], decimals: DecimalStyle): string {
  const all = [trimmed, ...subtracted.map((operand) => `coalesce(${operand}, '0')`)]
  const plain = all.map((operand) => sqlPlainDecimal(operand, decimals))
  const exact = plain.map((operand) => `TRY_CAST(${operand} AS DECIMAL(38, ${differenceDecimals}))`)
  const scales = plain.map((operand) => `length(regexp_extract(${operand}, '\\.(\\d+)$', 1))`)
  const scale = `greatest(${scales.join(', ')})`
  const difference = `CAST(${exact.join(' - ')} AS VARCHAR)`
  const written = `rtrim(left(${difference}, length(${difference}) - ${differenceDecimals} + ${scale}), '.')`
  const styled = decimals === 'comma' ? `replace(${written}, '.', ',')` : written
  return `CASE WHEN ${trimmed} IS NULL THEN NULL WHEN ${scale} <= ${differenceDecimals} AND ${difference} IS NOT NULL THEN ${styled} ELSE ${all.join(` || ' less ' || `)} END`
}
