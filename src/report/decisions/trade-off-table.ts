import { horizonOf, resultCurrency } from '../../chart/result-series.js'
import { formatNumber, formatSigned, type ValueFormat } from '../../chart/value-format.js'
import { type Group, groupLabel, isTotal } from '../../facts/fact-table.js'
import type { PairedFigures, SimulationResult, TradeOff } from '../../scenario/result.js'
import type { WordTable } from './word-table.js'

/**
 * What each scenario gains and gives up against the baseline in a group (in all if left out): DSO and receivables at the end, sales, cash, bad debt
 * and contribution over all months, and what a day of DSO costs in contribution.
 */
export function tradeOffTable(result: SimulationResult, group: Group = {}): WordTable {
  const currency = resultCurrency(result)
  // In whole units of currency: the ranges are wider than their cents by far.
  const money: ValueFormat = { unit: 'money', digits: 0, currency }
  const days: ValueFormat = { unit: 'days', digits: 1, currency }
  const key = JSON.stringify(group)
  const rows = result.tradeOffs
    .filter((own) => JSON.stringify(own.group) === key)
    .map((own) => [
      own.scenario,
      changeText(own.dso, days),
      changeText(own.receivables, money),
      changeText(own.sales, money),
      changeText(own.cash, money),
      changeText(own.badDebt, money),
      changeText(own.contribution, money),
      dayText(own, money),
    ])
  const months = `${result.months} months`
  return {
    title: `What each scenario gains and gives up${isTotal(group) ? '' : `, ${groupLabel(group)}`}`,
    header: ['against the baseline', 'DSO', 'receivables', 'sales', 'cash', 'bad debt', 'contribution', 'a day of DSO'],
    rows,
    notes: [
      `Mean changes, with the range that holds 90 % of them; money in whole ${result.currency}. DSO and receivables at the end of ${horizonOf(result)}, the others over all ${months}, contribution as present value.`,
    ],
  }
}

function changeText(figures: PairedFigures | null, format: ValueFormat): string {
  if (figures === null || figures.mean === null || figures.low === null || figures.high === null) return '–'
  const text = (value: number) => formatSigned(value, format)
  return `${text(figures.mean)} (${text(figures.low)} to ${text(figures.high)})`
}

/** What a day of DSO costs or brings, in words. */
function dayText({ dso, contribution, contributionPerDsoDay: ratio }: TradeOff, money: ValueFormat): string {
  if (ratio === null || !dso || !contribution || dso.mean === null || contribution.mean === null) return '–'
  const doubt = ratio.low <= 0 && ratio.high >= 0 ? ', not surely' : ''
  const verb = contribution.mean < 0 ? 'costs' : 'earns'
  return `${dso.mean < 0 ? 'gained' : 'given up'} ${verb} ${formatNumber(Math.abs(ratio.value), money)}${doubt}`
}
