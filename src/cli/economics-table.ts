import { resultCurrency } from '../chart/result-series.js'
import { type Group, isTotal } from '../facts/fact-table.js'
import { kpiById } from '../kpi/catalogue.js'
import type { SimulationResult } from '../scenario/result.js'
import { formatChange, formatFigure, formatKpi } from './format-kpi.js'
import { printedTables } from './printed-table.js'

/**
 * What the company earns in each scenario, company-wide: the contribution of the last month, and the present value of all
 * months'; under each scenario its paired difference. Empty where the cost of capital is not known.
 */
export function economicsTable(result: SimulationResult): string {
  const baseline = result.scenarios[0]!
  const horizon = baseline.series.at(-1)!.month
  const contribution = kpiById('contribution')
  const known = baseline.series.some(({ kpi }) => kpi === contribution.id)
  if (!known) return ''
  if (baseline.presentValues.length === 0) {
    return 'Contribution is not known: the behaviour states no margins (customers’ marginRate), nor do the ledger’s invoices (column margin).'
  }
  // In whole units of currency: the ranges are wider than their cents by far.
  const exact = resultCurrency(result)
  const currency = { ...exact, decimals: 0 }
  const units = (minor: number | null) => (minor === null ? null : minor / 10 ** exact.decimals)
  const isHere = ({ group }: { readonly group: Group }) => isTotal(group)
  const money = (value: number) => formatKpi(contribution, units(value), currency)
  const figure = (value: number | null) => formatFigure(contribution, units(value), currency)
  const change = (value: number | null) => formatChange(contribution, units(value), currency)
  const rate = baseline.presentValues[0]!.costOfCapital
  const rows = result.scenarios.flatMap(({ name, series, presentValues }) => {
    const month = series.find((entry) => entry.kpi === contribution.id && entry.month === horizon && isHere(entry))
    const all = presentValues.find(isHere)
    const cells = [month, all].map((spread) =>
      !spread || spread.q50 === null ? '–' : `${money(spread.q50)} (${figure(spread.q05)} to ${figure(spread.q95)})`,
    )
    const ofMonth = result.differences.find(
      (entry) => entry.scenario === name && entry.kpi === contribution.id && entry.month === horizon && isHere(entry),
    )
    const ofAll = result.presentValueDifferences.find((entry) => entry.scenario === name && isHere(entry))
    const own = all?.costOfCapital ?? rate
    const row = [own === rate ? name : `${name} (capital at ${percent(own)})`, ...cells]
    if (!ofMonth || !ofAll) return [row]
    const changes = [ofMonth, ofAll].map(({ mean, low, high }) =>
      mean === null ? '–' : `${change(mean)} (${change(low)} to ${change(high)})`,
    )
    return [row, ['  against the baseline', ...changes]]
  })
  const header = ['', `contribution in ${horizon}`, `present value of ${result.months} months, ${percent(rate)}`]
  return printedTables([{ header, rows }], 'text', '')
}

function percent(rate: number): string {
  return `${Number((100 * rate).toPrecision(6))} %`
}
