import type { DelinquencyAlert } from '../collections/delinquency-alerts.js'
import { groupLabel } from '../facts/fact-table.js'
import { kpiById } from '../kpi/catalogue.js'
import { cutCell } from './cut-cell.js'
import { formatFigure } from './format-kpi.js'
import type { PrintedTable } from './printed-table.js'

/** The alerts as a table: what rises first, then what stays and falls, and what each says in a sentence. */
export function alertsTable(alerts: readonly DelinquencyAlert[]): PrintedTable {
  const delinquent = kpiById('average_days_delinquent')
  const figure = (value: number | undefined) => formatFigure(delinquent, value ?? null)
  const rising = alerts.filter(({ state }) => state === 'rising')
  return {
    title:
      rising.length === 0
        ? 'No alert: average days delinquent rises nowhere above its usual range.'
        : `${rising.length} of ${alerts.length} rise above their usual range of average days delinquent.`,
    header: ['of', 'state', 'since', 'smoothed days', 'usual', 'last period'],
    wordColumns: 3,
    rows: alerts.map(({ group, state, since, latest }) => [
      cutCell(groupLabel(group), 36),
      state,
      since ?? '',
      figure(latest?.ewma),
      latest ? `${figure(latest.lower)} to ${figure(latest.upper)}` : '–',
      figure(latest?.value ?? undefined),
    ]),
    notes: [
      ...alerts.filter(({ state }) => state !== 'steady').map(({ sentence }) => `– ${sentence}`),
      'Smoothed by an exponentially weighted moving average; usual is its range of three standard deviations, learnt from the first year.',
    ],
  }
}
