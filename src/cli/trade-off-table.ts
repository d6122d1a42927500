import { horizonOf, resultCurrency } from '../chart/result-series.js'
import { type Group, groupLabel, isTotal } from '../facts/fact-table.js'
import { kpiById } from '../kpi/catalogue.js'
import type { PairedFigures, SimulationResult, TradeOff } from '../scenario/result.js'
import { formatChange } from './format-kpi.js'
import { printedTables } from './printed-table.js'

/**
 * What each scenario gains and gives up against the baseline: DSO and receivables at the end, sales, cash, bad debt and contribution over all
 * months, and what a day of DSO costs in contribution. A table for the total and one for each group.
 */
export function tradeOffTable(result: SimulationResult, groups: 'total' | 'all' = 'total'): string {
  const shown = result.tradeOffs.filter(({ group }) => groups === 'all' || isTotal(group))
  if (shown.length === 0) return ''
  const byGroup = new Map<string, TradeOff[]>()
  for (const each of shown) {
    const key = JSON.stringify(each.group)
    byGroup.set(key, [...(byGroup.get(key) ?? []), each])
  }
  const tables = [...byGroup.values()].map((own) => groupTable(result, own, own[0]!.group))
  return [tables.join('\n\n'), '', ...legend(result)].join('\n')
}

function groupTable(result: SimulationResult, tradeOffs: readonly TradeOff[], group: Group): string {
  const exact = resultCurrency(result)
  const currency = { ...exact, decimals: 0 }
  const money = (minor: number | null) =>
    formatChange(kpiById('contribution'), minor === null ? null : minor / 10 ** exact.decimals, currency)
  const cell = (figures: PairedFigures | null, text: (value: number | null) => string) =>
    figures === null || figures.mean === null
      ? '–'
      : `${text(figures.mean)} (${text(figures.low)} to ${text(figures.high)})`
  const days = (value: number | null) => formatChange(kpiById('dso'), value, currency)
  const rows = tradeOffs.map((own) => [
    own.scenario,
    cell(own.dso, days),
    cell(own.receivables, money),
    cell(own.sales, money),
    cell(own.cash, money),
    cell(own.badDebt, money),
    cell(own.contribution, money),
    perDay(own, money),
  ])
  const header = [
    'against the baseline',
    'DSO',
    'receivables',
    'sales',
    'cash',
    'bad debt',
    'contribution',
    'a day of DSO',
  ]
  const title = isTotal(group) ? {} : { title: groupLabel(group) }
  return printedTables([{ ...title, header, rows }], 'text', '')
}

/** What a day of DSO costs or brings, in words. */
function perDay(
  { dso, contribution, contributionPerDsoDay: ratio }: TradeOff,
  money: (minor: number) => string,
): string {
  if (ratio === null || !dso || !contribution || dso.mean === null || contribution.mean === null) return '–'
  const amount = (minor: number) => money(Math.abs(minor)).replace(/^\+/, '')
  const doubt = ratio.low <= 0 && ratio.high >= 0 ? ', not surely' : ''
  const verb = contribution.mean < 0 ? 'costs' : 'earns'
  return `${dso.mean < 0 ? 'gained' : 'given up'} ${verb} ${amount(ratio.value)}${doubt}`
}

function legend(result: SimulationResult): string[] {
  return [
    `Mean changes, with the range that holds 90 % of them; money in whole ${result.currency}. DSO and receivables at the end of`,
    `${horizonOf(result)}, the others over all ${result.months} months, contribution as present value.`,
  ]
}
