import { isTotal } from '../facts/fact-table.js'
import type { Kpi } from '../kpi/kpi.js'
import type { SimulationResult } from '../scenario/result.js'

/**
 * In words: how much of each KPI's variance at the horizon is luck, and how much is that the behaviour is not surely
 * known. Empty but for `parameters: nested`.
 */
export function uncertaintyText(result: SimulationResult, kpis: readonly Kpi[]): string {
  if (result.parameters !== 'nested') return ''
  const horizon = result.scenarios[0]!.series.at(-1)!.month
  const lines = kpis.flatMap((kpi) => {
    const isHere = (
      entry: SimulationResult['differences'][number] | SimulationResult['scenarios'][number]['series'][number],
    ) => entry.kpi === kpi.id && entry.month === horizon && isTotal(entry.group)
    const level = result.scenarios[0]!.series.find(isHere)?.uncertainty
    const changes = result.differences.filter(isHere)
    return [
      ...(level ? [`  ${kpi.name}: ${share(level)}`] : []),
      ...changes.flatMap(({ scenario, uncertainty }) =>
        uncertainty ? [`  ${kpi.name}, change by ${scenario}: ${share(uncertainty)}`] : [],
      ),
    ]
  })
  return [
    `How much of the variance in ${horizon} is that behaviour and responses are not surely known; the rest is luck:`,
    ...lines,
  ].join('\n')
}

function share({ ignoranceShare, low, high }: { ignoranceShare: number; low: number; high: number }): string {
  const percent = (value: number) => `${(100 * value).toFixed(0)} %`
  return `${percent(ignoranceShare)} (95 % interval ${percent(low)} to ${percent(high)})`
}
