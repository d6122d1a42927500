import { measures } from '../backtest/measures.js'
import type { BacktestResult, MeasureScore } from '../backtest/result.js'
import type { PrintedTable } from './printed-table.js'

/** A backtest's scores as tables, the verdict below them. */
export function backtestTables({ scores, verdict, by }: BacktestResult): PrintedTable[] {
  const isAll = ({ group }: MeasureScore) => Object.keys(group).length === 0
  const groups = scores.filter((score) => !isAll(score))
  return [
    {
      title: 'What the ranges held, and how good the forecasts were',
      header: ['', 'outcomes', 'in 50 %', 'in 80 %', 'in 90 %', 'bias', 'naive', '+ range', 'roll rates', '+ range'],
      rows: scores
        .filter(isAll)
        .map((score) => [
          nameOf(score),
          String(score.outcomes),
          ...score.coverage.map(({ share }) => percent(share)),
          signed(score.bias),
          ...[score.naive, score.rollRate].flatMap((skill) =>
            skill === null ? ['–', '–'] : [signed(skill.ofNumber), signed(skill.ofRange)],
          ),
        ]),
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
            rows: groups.map((score) => [
              Object.values(score.group).join(' · '),
              nameOf(score),
              String(score.outcomes),
              percent(score.coverage.at(-1)!.share),
              signed(score.bias),
              score.naive === null ? '–' : signed(score.naive.ofNumber),
            ]),
            notes: verdict,
          },
        ]),
  ]
}

function nameOf({ measure }: MeasureScore): string {
  return measures.find(({ id }) => id === measure)!.name
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}

function signed(share: number): string {
  const digits = (100 * Math.abs(share)).toFixed(0)
  if (digits === '0') return '0 %'
  return `${share < 0 ? '−' : '+'}${digits} %`
}
