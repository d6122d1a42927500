import type { DecimalStyle } from '../../money/parse-amount.js'
import { noDay } from '../no-day.js'

/**
 * SQL that understands values written in the plainest way, at the speed of DuckDB. All other values are answered with
 * `ask…`, and the text goes to our own parsers, which hold the rules; tests compare the two on every plain value.
 */

/** Stands for a day that the parser of dates must be asked for. */
export const askDay = -2_147_483_647

/** Stands for an amount or number that a parser must be asked for; NaN stands for an empty one. */
export const askAmount = Number.MAX_VALUE

/** Day number of a text: `2024-03-31` of the years 1900 to 2199. */
export function plainDay(text: string): string {
  const parsed = `TRY_CAST(${text} AS DATE)`
  return `CASE WHEN coalesce(${text}, '') = '' THEN ${noDay}
    WHEN strlen(${text}) = 10 AND CAST(${parsed} AS VARCHAR) = ${text} AND ${text} BETWEEN '1900' AND '2200'
      THEN CAST(${parsed} - DATE '1970-01-01' AS INTEGER)
    ELSE ${askDay} END`
}

/** Minor units of a text: `-1234.50` without grouping, with no more than the currency's decimals. */
export function plainAmount(text: string, decimals: number, style: DecimalStyle): string {
  const digits = 15 - decimals
  const point = style === 'comma' ? ',' : '\\.'
  const hasFraction = decimals > 0 && style !== 'minor-units'
  const pattern = hasFraction ? `-?[0-9]{1,${digits}}(${point}[0-9]{1,${decimals}})?` : '-?[0-9]{1,15}'
  const number = style === 'comma' ? `replace(${text}, ',', '.')` : text
  // The product keeps the decimals: 15 digits and more than 3 decimals are too many for 18 digits.
  const width = decimals > 3 ? 38 : 18
  const minorUnits = hasFraction
    ? `TRY_CAST(${number} AS DECIMAL(${width}, ${decimals})) * ${10 ** decimals}`
    : `TRY_CAST(${number} AS BIGINT)`
  return `CASE WHEN coalesce(${text}, '') = '' THEN CAST('nan' AS DOUBLE)
    WHEN regexp_full_match(${text}, '${pattern}') THEN CAST(CAST(${minorUnits} AS BIGINT) AS DOUBLE)
    ELSE ${askAmount} END`
}

/** Leaves every amount to the parser. */
export function anyAmount(text: string): string {
  return `CASE WHEN coalesce(${text}, '') = '' THEN CAST('nan' AS DOUBLE) ELSE CAST(${askAmount} AS DOUBLE) END`
}

/** A number that is no money: `-12.5`. */
export function plainNumber(text: string): string {
  return `CASE WHEN coalesce(${text}, '') = '' THEN CAST('nan' AS DOUBLE)
    WHEN regexp_full_match(${text}, '-?[0-9]{1,15}(\\.[0-9]{1,15})?') THEN TRY_CAST(${text} AS DOUBLE)
    ELSE ${askAmount} END`
}
