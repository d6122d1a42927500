import type { Currency } from '../money/currency.js'
import { groupedDigits, majorUnits } from '../money/format-amount.js'

/**
 * What a KPI is counted in. `percent` values are on the scale 0 to 100; `money` values are minor units; a `ratio` is
 * money per money.
 */
export type ValueUnit = 'days' | 'percent' | 'money' | 'times' | 'count' | 'score' | 'ratio'

/** How values of one KPI are written: on axes, in sentences and in tables alike. */
export interface ValueFormat {
  readonly unit: ValueUnit
  /** Digits after the decimal point. */
  readonly digits: number
  readonly currency: Currency
}

/** For values that are no money. */
export const noCurrency: Currency = { code: '', decimals: 2 }

/** The currency of a chart's values; a TypeError that names the chart if they are money without one. */
export function chartCurrency(chart: string, unit: ValueUnit, currency: Currency | undefined): Currency {
  if (unit === 'money' && !currency) throw new TypeError(`${chart} needs a currency for money`)
  return currency ?? noCurrency
}

/**
 * The format of a KPI: one decimal, but two for bad debt, which lives around 1 %, and none for counts. Money has its
 * currency's decimals, but none where `values` reach 1,000, as cents are noise beside thousands. `digits`, if given, is
 * what the KPI itself asks for; money does not listen to it.
 */
export function valueFormat(
  kpi: string,
  unit: ValueUnit,
  currency: Currency,
  values: readonly (number | null)[] = [],
  digits?: number,
): ValueFormat {
  const asked = unit === 'money' ? undefined : digits
  return { unit, digits: asked ?? digitsOf(kpi, unit, currency, values), currency }
}

function digitsOf(kpi: string, unit: ValueUnit, currency: Currency, values: readonly (number | null)[]): number {
  if (unit === 'money') {
    const reachThousands = values.some((value) => value !== null && Math.abs(majorUnits(value, currency)) >= 1000)
    return reachThousands ? 0 : currency.decimals
  }
  if (unit === 'count') return 0
  if (unit === 'ratio') return 4
  return kpi.startsWith('bad_debt') ? 2 : 1
}

/** A value with its unit: `47.1 days`, `90.2 %`, `8.5 times`, `12,345 USD`. */
export function formatValue(value: number, format: ValueFormat): string {
  return `${formatNumber(value, format)}${unitSuffix(format)}`
}

/** A value without its unit, for table cells and labels under an axis that names it: `47.1`, `12,345`. */
export function formatNumber(value: number, format: ValueFormat): string {
  const size = Math.abs(format.unit === 'money' ? majorUnits(value, format.currency) : value)
  const digits = groupedDigits(size.toFixed(format.digits))
  return isRoundedZero(digits) || value >= 0 ? digits : `−${digits}`
}

/** A range with its unit once: `41.0 to 53.2 days`. */
export function formatRange(low: number, high: number, format: ValueFormat): string {
  return `${formatNumber(low, format)} to ${formatNumber(high, format)}${unitSuffix(format)}`
}

/** A difference with its sign and unit: `+14.8 days`, `−1.2 points` (of per cent), `0.0 days`. */
export function formatChange(change: number, format: ValueFormat): string {
  return `${formatSigned(change, format)}${changeSuffix(format)}`
}

/** A difference with its sign and without its unit: `+14.8`. */
export function formatSigned(change: number, format: ValueFormat): string {
  const text = formatNumber(change, format)
  return change > 0 && !roundsToZero(change, format) ? `+${text}` : text
}

/** The range of a difference: `+13.9 to +15.6 days`. */
export function formatChangeRange(low: number, high: number, format: ValueFormat): string {
  return `${formatSigned(low, format)} to ${formatSigned(high, format)}${changeSuffix(format)}`
}

/** The size of a difference without its sign: `14.8 days`. */
export function formatDistance(change: number, format: ValueFormat): string {
  return `${formatNumber(Math.abs(change), format)}${changeSuffix(format)}`
}

/** Whether a reader would see the value as 0. */
export function roundsToZero(value: number, format: ValueFormat): boolean {
  return isRoundedZero(formatNumber(Math.abs(value), format))
}

/** What an axis counts in: `days`, `%`, `USD`. */
export function axisUnit(format: ValueFormat): string {
  return {
    days: 'days',
    percent: '%',
    times: 'times',
    count: 'number',
    score: 'score',
    ratio: 'ratio',
    money: format.currency.code,
  }[format.unit]
}

/** What a difference is counted in: percentages differ by points. */
export function changeUnit(format: ValueFormat): string {
  return format.unit === 'percent' ? 'percentage points' : axisUnit(format)
}

/** A value as a chart plots it: money in major units; digits beyond those that a picture can show are cut. */
export function plotValue(value: number, format: ValueFormat): number {
  return Number((format.unit === 'money' ? majorUnits(value, format.currency) : value).toFixed(4))
}

function unitSuffix(format: ValueFormat): string {
  const suffix = {
    days: ' days',
    percent: ' %',
    times: ' times',
    count: '',
    score: '',
    ratio: '',
    money: ` ${format.currency.code}`,
  }
  return suffix[format.unit]
}

function changeSuffix(format: ValueFormat): string {
  return format.unit === 'percent' ? ' points' : unitSuffix(format)
}

function isRoundedZero(digits: string): boolean {
  return /^[0.]*$/.test(digits)
}
