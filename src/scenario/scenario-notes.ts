import { type Group, isTotal } from '../facts/fact-table.js'
import { cents } from '../money/cents.js'
import { currencyOf } from '../money/currency.js'
import { formatAmount } from '../money/format-amount.js'
import type { CompiledPlan } from './plan/compile-plan.js'
import type { PairedDifference, PairedFactDifference } from './result.js'

/**
 * Findings about one scenario in words: with a terms lever, how many days of DSO the change is worth once every open
 * invoice is on new terms and how far that has come by the horizon; and what the scenario does to receivables in money.
 */
export function scenarioNotes(
  compiled: CompiledPlan,
  differences: readonly PairedDifference[],
  factDifferences: readonly PairedFactDifference[],
  currencyCode: string,
): string[] {
  if (!compiled.changesAnything) return ['Its levers change nothing, so it is the baseline once more.']
  const horizon = compiled.periods[compiled.periods.length - 1]!.label
  const isAtHorizon = ({ month, group }: { readonly month: string; readonly group: Group }) =>
    month === horizon && isTotal(group)
  const dso = differences.find((difference) => difference.kpi === 'dso' && isAtHorizon(difference))
  const money = factDifferences.find((difference) => difference.fact === 'receivables' && isAtHorizon(difference))
  return [...termsNote(compiled.expectedClockShift, horizon, dso), ...receivablesNote(horizon, money, currencyCode)]
}

function termsNote(shift: number, horizon: string, dso: PairedDifference | undefined): string[] {
  if (shift === 0 || !dso || dso.mean === null) return []
  const share = Math.round((100 * dso.mean) / shift)
  // Beyond these the share says more about thin data than about the change.
  const reached = share >= 0 && share <= 110 ? `, ${share} % of it` : ''
  return [
    `Customers would pay ${days(shift)} ${shift < 0 ? 'sooner' : 'later'} on average, weighted by expected sales, and DSO would move ` +
      `as far in the long run. By ${horizon} it has moved by ${dso.mean < 0 ? '−' : '+'}${days(dso.mean)}${reached}.`,
  ]
}

function receivablesNote(horizon: string, money: PairedFactDifference | undefined, currencyCode: string): string[] {
  const currency = currencyOf(currencyCode)
  if (!currency || !money) return []
  const { mean, low, high } = money
  if (mean === null || low === null || high === null) return []
  // Whole units of currency: the range is wider than its cents by far.
  const unit = 10 ** currency.decimals
  const amount = (minor: number) =>
    formatAmount(cents(Math.round(Math.abs(minor) / unit)), { ...currency, decimals: 0 })
  const direction = (minor: number) => (minor < 0 ? 'lower' : 'higher')
  const sides = [low, high].sort((x, y) => Math.abs(x) - Math.abs(y))
  // The direction is said again only where the range has both.
  const range = sides.map((side) => amount(side) + (low < 0 === high < 0 ? '' : ` ${direction(side)}`))
  return [
    `By ${horizon} receivables are ${amount(mean)} ${direction(mean)} than in the baseline on average ` +
      `(90 % of futures: ${range.join(' to ')}): that much cash is ${mean < 0 ? 'freed' : 'tied up'}.`,
  ]
}

function days(count: number): string {
  return `${Math.abs(count).toFixed(1)} days`
}
