import type { BacktestResult, MeasureScore } from '../backtest/result.js'
import { groupScoreCells, scoreCells } from '../backtest/score-cells.js'
import { isTotal } from '../facts/fact-table.js'
import type { PrintedTable } from './printed-table.js'

/** A backtest's scores as tables, the verdict below them. */
export function backtestTables({ scores, verdict, by }: BacktestResult): PrintedTable[] {
  const isAll = ({ group }: MeasureScore) => isTotal(group)
  const groups = scores.filter((score) => !isAll(score))
  return [
    {
      title: 'What the ranges held, and how good the forecasts were',
      header: ['', 'outcomes', 'in 50 %', 'in 80 %', 'in 90 %', 'bias', 'naive', '+ range', 'roll rates', '+ range'],
      rows: scores.filter(isAll).map(scoreCells),
      notes: [
        'The last four: by how much the CRPS is lower than that of the naive and the roll-rate forecast, as numbers and with the range of their past errors; + is better.',
        ...(groups.length === 0 ? verdict : []),
      ],
    },
    ...(groups.length === 0
      ? []
      : [
          {
            title: `By ${by.join(' and ')}`,
            header: ['', 'figure', 'outcomes', 'in 90 %', 'bias', 'vs naive'],
            wordColumns: 2,
            rows: groups.map(groupScoreCells),
            notes: verdict,
          },
        ]),
  ]
}
